// SPDX-License-Identifier: Apache-2.0
//
// When does a lift have to be visited, and why: the day on which each limit of a policy was first
// reached since the last visit, and the list that comes of it.
//
//     const Row row{Tracker{}, Episodes{}, Counters{{.lifts = lifts}}, DueWatch{*policy}};
//     const auto list = due_items(7, lifts[7], Row<...>::state_of<DueWatch>(state), *policy,
//                                 {.at = date, .language = Language::zh});
//     list.front().due;   // the day that counts: whichever comes first
//
// Each row is watched whether it applies to the lift or not; whom it applies to is asked when the
// list is made. A row that begins with an age is due on the later of the crossing and the birthday;
// one that ends with an age is due if it was reached before. Entrapments count where the last of
// them falls within so many calendar months of the first; one that a FalseAlarm takes back does
// not, one that nobody classified does. Days turn at +08:00. Watching takes constant time and
// allocates nothing; its state is plain data.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

// The stage behind Counters that remembers when each row's limit was first reached.
class DueWatch {
 public:
    struct State {
        Time since = never;
        Counts counts;                // since the visit, without the false alarms
        std::uint32_t fired = 0;      // one bit a row
        std::uint32_t dismissed = 0;  // false alarms since the visit
        std::array<PackedTime, max_policy_rows> reached{};           // where `fired` says so
        std::array<PackedTime, max_entrapment_limit> entrapments{};  // the newest, in a ring
    };

    explicit DueWatch(const Policy& policy) : rows_(policy.rows.size()) {
        if (rows_ > max_policy_rows) refuse("DueWatch: a policy has at most 16 rows");
        for (std::size_t i = 0; i < rows_; ++i) {
            const PolicyRow& row = policy.rows[i];
            if (!(row.limit > 0)) refuse("DueWatch: a limit must be above 0");
            watched_[i] = {row.trigger, limit_in_counts(row), row.within_months};
            const bool ring = row.trigger == Trigger::entrapments;
            if (ring && watched_[i].limit > static_cast<std::int64_t>(max_entrapment_limit)) {
                refuse("DueWatch: at most 8 entrapments can be watched");
            }
        }
    }

    // Until something is counted, the first word of the device is where the interval begins.
    template <class Emit>
    void on(State& state, const FirstWord& word, Emit&&) const noexcept {
        if (state.since == never) state.since = word.time;
    }

    template <class Emit>
    void on(State& state, const Counted& counted, Emit&&) const noexcept {
        if (counted.anew) state.fired = state.dismissed = 0;
        const std::uint64_t trapped = counted.since_visit.entrapments - state.dismissed;
        if (trapped > state.counts.entrapments) {
            state.entrapments[(trapped - 1) % max_entrapment_limit] = counted.time;
        }
        state.since = counted.since;
        state.counts = counted.since_visit;
        state.counts.entrapments = trapped;
        for (std::size_t i = 0; i < rows_; ++i) {
            const std::uint32_t bit = std::uint32_t{1} << i;
            if ((state.fired & bit) != 0 || !is_reached(watched_[i], state)) continue;
            state.fired |= bit;
            state.reached[i] = counted.time;
        }
    }

    // As if that entrapment had not been raised, if it is one of the newest 8 since the visit; else
    // nothing happens, nor when it is said again.
    template <class Emit>
    void on(State& state, const FalseAlarm& alarm, Emit&&) const noexcept {
        const std::uint64_t all = state.counts.entrapments,
                            oldest = all - std::min<std::uint64_t>(all, max_entrapment_limit);
        std::uint64_t place = oldest;
        while (place < all && Time{trap_at(state, place)} != alarm.event) ++place;
        if (place == all) return;
        for (; place + 1 < all; ++place) trap_at(state, place) = trap_at(state, place + 1);
        trap_at(state, place) = never;
        --state.counts.entrapments;
        ++state.dismissed;
        for (std::size_t i = 0; i < rows_; ++i) {
            if (watched_[i].trigger == Trigger::entrapments) judge_again(state, i, oldest, alarm);
        }
    }

 private:
    struct Watched {
        Trigger trigger{};
        std::int64_t limit = 0;
        int within_months = 0;
    };

    static bool is_reached(const Watched& row, const State& state) noexcept {
        if (count_of(state.counts, row.trigger) < row.limit) return false;
        return row.trigger != Trigger::entrapments || row.within_months == 0 ||
               is_within(row, state, state.counts.entrapments - 1);
    }

    // Whether the limit was reached by this one of the entrapments, within the months of the row.
    static bool is_within(const Watched& row, const State& state, std::uint64_t last) noexcept {
        if (row.within_months == 0) return true;
        const Time first = trap_at(state, last + 1 - static_cast<std::uint64_t>(row.limit));
        if (first == never) return false;  // too long ago to be known
        return date_of(trap_at(state, last)) <= add_months(date_of(first), row.within_months);
    }

    // The entrapments since the visit by number, of which the newest 8 are kept.
    static PackedTime& trap_at(State& state, std::uint64_t place) noexcept {
        return state.entrapments[place % max_entrapment_limit];
    }
    static const PackedTime& trap_at(const State& state, std::uint64_t place) noexcept {
        return state.entrapments[place % max_entrapment_limit];
    }

    // A limit that was reached before the false alarm stays reached.
    void judge_again(State& state, std::size_t row, std::uint64_t oldest,
                     const FalseAlarm& alarm) const noexcept {
        const std::uint32_t bit = std::uint32_t{1} << row;
        if ((state.fired & bit) == 0 || Time{state.reached[row]} < alarm.event) return;
        state.fired &= ~bit;
        const auto limit = static_cast<std::uint64_t>(watched_[row].limit);
        const std::uint64_t first = watched_[row].within_months == 0 ? 0 : oldest;
        for (std::uint64_t n = first + limit; n <= state.counts.entrapments; ++n) {
            if (!is_within(watched_[row], state, n - 1)) continue;
            state.fired |= bit;
            state.reached[row] = trap_at(state, n - 1);
            return;
        }
    }

    std::array<Watched, max_policy_rows> watched_{};
    std::size_t rows_;
};

struct DueQuestion {
    Date at{};  // what has fired up to and on this day
    Language language = Language::zh;
    int pilot_year = 1;  // of the lift's on-demand upkeep; decides the interval
};

// A row that cannot be judged for a lift because its papers do not say what the row asks for.
struct Unjudged {
    std::size_t row = 0;       // place in the policy
    std::string_view missing;  // "installed" or "roping"
};

namespace detail {

// The day on which a fired row became due for this lift; nothing where it is not about this lift.
inline std::optional<Date> due_day(const RowScope& scope, const Lift& lift, Date reached) {
    if (scope.roping != Roping::unknown && scope.roping != lift.roping) return std::nullopt;
    if (!scope.age_from_years && !scope.age_below_years) return reached;
    if (!lift.installed) return std::nullopt;
    if (scope.age_below_years && reached >= age_day(*lift.installed, *scope.age_below_years)) {
        return std::nullopt;
    }
    if (!scope.age_from_years) return reached;
    return std::max(reached, age_day(*lift.installed, *scope.age_from_years));
}

inline std::string due_number(double value) {
    std::string out;
    append_json_number(out, value);
    return out;
}

// The sentence with what stands in braces filled in.
inline std::string fill_sentence(std::string_view pattern, const DueItem& item,
                                 std::string_view key) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size());
        out += pattern.substr(0, open);
        pattern.remove_prefix(open);
        const std::size_t close = pattern.find('}');
        if (pattern.empty() || close == std::string_view::npos) return out += pattern;
        const std::string_view name = pattern.substr(1, close - 1);
        if (name == "lift") out += key;
        if (name == "value") out += due_number(item.value);
        if (name == "limit") out += due_number(item.limit);
        if (name == "since") out += format_date(item.since);
        if (name == "due") out += format_date(item.due);
        pattern.remove_prefix(close + 1);
    }
    return out;
}

inline int whole_months(Date from, Date to) noexcept {
    const auto span = to.year() / to.month() - from.year() / from.month();
    const int months = static_cast<int>(span.count());
    return add_months(from, months) > to ? months - 1 : months;
}

struct DueValue {
    Trigger trigger{};
    double value = 0, limit = 0;
};

// The list in the making: one item a trigger, of two rows of the same trigger the earlier one.
class DueList {
 public:
    DueList(LiftIndex index, const Lift& lift, Date since, const Policy& policy,
            const DueQuestion& question)
        : index_(index), lift_(lift), since_(since), policy_(policy), question_(question) {}

    void add(DueValue measure, Date due, const std::string& clause, const Text& sentence) {
        if (due > question_.at) return;
        const auto same = [&](const DueItem& item) { return item.trigger == measure.trigger; };
        const auto other = std::find_if(items_.begin(), items_.end(), same);
        if (other != items_.end() && other->due <= due) return;
        DueItem& item = other != items_.end() ? *other : items_.emplace_back();
        item.lift = index_;
        item.policy = policy_.id;
        item.clause = clause;
        item.trigger = measure.trigger;
        item.value = measure.value;
        item.limit = measure.limit;
        item.since = since_;
        item.due = due;
        item.sentence = fill_sentence(sentence.in(question_.language), item, lift_.key);
    }

    void add_interval() {
        if (const int days = policy_.interval.days; days > 0) {
            const auto from = std::chrono::sys_days{since_};
            const auto passed = std::chrono::sys_days{question_.at} - from;
            add({Trigger::interval_days, static_cast<double>(passed.count()),
                 static_cast<double>(days)},
                Date{from + std::chrono::days{days}}, policy_.interval.clause,
                policy_.interval.sentence);
            return;
        }
        const int months = interval_months(policy_, question_.pilot_year);
        if (months == 0) return;
        add({Trigger::interval, static_cast<double>(whole_months(since_, question_.at)),
             static_cast<double>(months)},
            add_months(since_, months), policy_.interval.clause, policy_.interval.sentence);
    }

    std::vector<DueItem> sorted() {
        std::stable_sort(items_.begin(), items_.end(),
                         [](const DueItem& a, const DueItem& b) { return a.due < b.due; });
        return std::move(items_);
    }

 private:
    LiftIndex index_;
    const Lift& lift_;
    Date since_;
    const Policy& policy_;
    const DueQuestion& question_;
    std::vector<DueItem> items_;
};

}  // namespace detail

// What has fired, the earliest first; in the order of the policy's rows where the day is the same,
// the interval last. `policy` has to be the one the watch was made with.
inline std::vector<DueItem> due_items(LiftIndex index, const Lift& lift,
                                      const DueWatch::State& state, const Policy& policy,
                                      const DueQuestion& question) {
    if (state.since == never) return {};
    detail::DueList list(index, lift, date_of(state.since), policy, question);
    for (std::size_t i = 0; i < policy.rows.size() && i < max_policy_rows; ++i) {
        if ((state.fired >> i & 1) == 0) continue;
        const PolicyRow& row = policy.rows[i];
        const auto due = detail::due_day(row.applies, lift, date_of(state.reached[i]));
        if (!due) continue;
        list.add({row.trigger, value_in_units(state.counts, row.trigger), row.limit}, *due,
                 row.clause, row.sentence);
    }
    list.add_interval();
    return list.sorted();
}

// The rows about which nothing can be said for this lift. A list of what is due is only as
// complete as this one is empty.
inline std::vector<Unjudged> unjudged_rows(const Lift& lift, const Policy& policy) {
    std::vector<Unjudged> out;
    for (std::size_t i = 0; i < policy.rows.size(); ++i) {
        const PolicyRow& row = policy.rows[i];
        const bool by_age = row.applies.age_from_years || row.applies.age_below_years;
        if (by_age && !lift.installed) out.push_back({i, "installed"});
        const bool by_roping =
            row.trigger == Trigger::rope_bends || row.applies.roping != Roping::unknown;
        if (by_roping && lift.roping == Roping::unknown) out.push_back({i, "roping"});
    }
    return out;
}

}  // namespace hoistway
