// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "../../model/json_document.hpp"
#include "../checked_line.hpp"
#include "fields.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"

namespace hoistway {

namespace {

// No lift does more than 2^53 of anything, nor 2^40 ms or mm on a day; sums of these fit.
template <class N>
constexpr std::uint64_t most_of = std::uint64_t{1} << 53;
template <>
constexpr std::uint64_t most_of<std::uint32_t> = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t most_of_day = std::uint64_t{1} << 40;

// Reads one line; the first key that is not as it has to be stands in `bad`.
class KeptReader {
 public:
    explicit KeptReader(const Json& json) : json_(json) {}

    KeptCounts read() {
        KeptCounts kept;
        kept.first_heard = time_of(json_, "first_heard");
        kept.last_heard = time_of(json_, "last_heard");
        read_number(json_, "observations", kept.observations);
        kept.since = time_of(json_, "since");
        read_counts(part("counts"), kept.counts);
        read_counts(part("since_visit"), kept.since_visit);
        const Json& use = part("use");
        detail::for_each_use(
            [&](const char* key, auto field) { read_number(use, key, kept.use.*field); });
        read_device(kept);
        read_crossed(kept.crossed);
        read_ropes(kept);
        for (const Json& each : list("trapped")) kept.trapped.push_back(trapped_of(each));
        read_days(kept.days);
        read_state(kept.state);
        return kept;
    }

    const std::string& bad() const noexcept { return bad_; }

 private:
    const Json& part(const char* key) {
        const auto found = json_.find(key);
        if (found != json_.end() && found->is_object()) return *found;
        fail(key);
        return nothing_;
    }

    const Json& list(const char* key) {
        const auto found = json_.find(key);
        if (found != json_.end() && found->is_array()) return *found;
        fail(key);
        return empty_;
    }

    void read_counts(const Json& json, Counts& counts) {
        detail::for_each_count(
            [&](const char* key, auto field) { read_number(json, key, counts.*field); });
    }

    template <class N>
    void read_number(const Json& json, const char* key, N& into) {
        const auto found = json.find(key);
        const auto number = found == json.end() ? std::nullopt : number_of<N>(*found);
        if (!number) return fail(key);
        into = *number;
    }

    template <class N>
    static std::optional<N> number_of(const Json& json, std::uint64_t most = most_of<N>) {
        if (!json.is_number_unsigned() || json.get<std::uint64_t>() > most) return std::nullopt;
        if constexpr (std::is_same_v<N, Duration>) {
            return Duration{json.get<std::int64_t>()};
        } else {
            return json.get<N>();
        }
    }

    // A time that is not there is never.
    Time time_of(const Json& json, const char* key) {
        const auto found = json.find(key);
        if (found == json.end()) return never;
        const Result<Time> time = found->is_string() ? parse_time(found->get<std::string>())
                                                     : Error{ErrorCode::bad_value, 0};
        if (!time) fail(key);
        return time ? *time : never;
    }

    void read_device(KeptCounts& kept) {
        const Json& device = list("device");
        if (device.size() != kept.device.size()) return fail("device");
        for (std::size_t i = 0; i < kept.device.size(); ++i) {
            TotalState& total = kept.device[i];
            if (!device[i].is_object()) return fail("device");
            total.heard = time_of(device[i], "heard");
            detail::for_each_total(
                [&](const char* key, auto field) { read_number(device[i], key, total.*field); });
        }
    }

    void read_crossed(GapCrossings& crossed) {
        const Json& times = list("gaps_crossed");
        if (times.size() != crossed.times.size()) return fail("gaps_crossed");
        for (std::size_t i = 0; i < times.size(); ++i) {
            const auto number = number_of<std::uint32_t>(times[i]);
            if (!number) return fail("gaps_crossed");
            crossed.times[i] = *number;
        }
        read_number(json_, "runs_of_known_landings", crossed.runs);
        read_number(json_, "runs_of_unknown_landings", crossed.runs_of_unknown_landings);
    }

    // A log of the first version has none: then the ropes are those of the beginning.
    void read_ropes(KeptCounts& kept) {
        kept.ropes_since = time_of(json_, "ropes_since");
        kept.ropes_bent = kept.counts.rope_bends;
        if (json_.contains("ropes_bent")) read_number(json_, "ropes_bent", kept.ropes_bent);
    }

    Trapped trapped_of(const Json& json) {
        const auto word = json.is_object() ? json.find("verdict") : json.end();
        const auto verdict = word != json.end() && word->is_string()
                                 ? from_text<AlarmVerdict>(word->get<std::string>())
                                 : std::nullopt;
        if (!verdict) fail("trapped");
        return {json.is_object() ? time_of(json, "event") : never,
                verdict.value_or(AlarmVerdict::unclassified)};
    }

    // In order, each day once: its name, then what it added.
    void read_days(std::vector<DayCounts>& days) {
        for (const Json& json : list("days")) {
            const std::optional<DayCounts> day = day_of(json);
            if (!day || (!days.empty() && !(days.back().day < day->day))) return fail("days");
            days.push_back(*day);
        }
    }

    static std::optional<DayCounts> day_of(const Json& json) {
        if (!json.is_array() || json.size() != 6 || !json[0].is_string()) return std::nullopt;
        const Result<Date> date = parse_date(json[0].get_ref<const std::string&>());
        const auto runs = number_of<std::uint32_t>(json[1]),
                   cycles = number_of<std::uint32_t>(json[2]),
                   bends = number_of<std::uint32_t>(json[3]);
        const auto ms = number_of<std::int64_t>(json[4], most_of_day),
                   mm = number_of<std::int64_t>(json[5], most_of_day);
        if (!date || !runs || !cycles || !bends || !ms || !mm) return std::nullopt;
        return DayCounts{.day = *date,
                         .runs = *runs,
                         .door_cycles = *cycles,
                         .rope_bends = *bends,
                         .run_time_ms = *ms,
                         .distance_mm = *mm};
    }

    void read_state(std::vector<std::byte>& state) {
        const auto found = json_.find("state");
        if (found == json_.end() || !found->is_string()) return fail("state");
        auto bytes = detail::read_bytes(found->get_ref<const std::string&>());
        if (!bytes) return fail("state");
        state = std::move(*bytes);
    }

    void fail(const char* key) {
        if (bad_.empty()) bad_ = key;
    }

    const Json& json_;
    const Json nothing_ = Json::object(), empty_ = Json::array();
    std::string bad_;
};

}  // namespace

CounterFile read_counter_log(std::string_view text, std::string_view source,
                             const std::function<LiftIndex(std::string_view)>& find) {
    const auto read = [](const Json& json, std::string& bad) {
        KeptReader reader(json);
        KeptCounts kept = reader.read();
        bad = reader.bad();
        return kept;
    };
    // Of the same number of observations, the later line.
    const auto replaces = [](const KeptCounts& kept, const KeptCounts& before) {
        return kept.observations >= before.observations;
    };
    return detail::read_lift_lines<CounterFile>(text, source, find, read, replaces);
}

}  // namespace hoistway
