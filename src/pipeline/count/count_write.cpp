// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>

#include "../../model/json_members.hpp"
#include "../checked_line.hpp"
#include "fields.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

namespace {

using detail::append_list;

// An object in the making.
class Object {
 public:
    explicit Object(std::string& out) : out_(out) { out_ += '{'; }

    std::string& name(std::string_view key) {
        detail::append_name(out_, key);
        return out_;
    }
    void add(std::string_view key, std::string_view text) { append_json_string(name(key), text); }
    void add(std::string_view key, Time time) {
        if (time != never) add(key, format_time(time));
    }
    void add(std::string_view key, Duration time) { append_json_number(name(key), time.count()); }
    template <std::integral N>
    void add(std::string_view key, N number) {
        append_json_number(name(key), number);
    }
    void add(std::string_view key, double number) { append_json_number(name(key), number); }
    void end() { out_ += '}'; }

 private:
    std::string& out_;
};

// --- the counter log --------------------------------------------------------------------

void append_counts(std::string& out, const Counts& counts) {
    Object object(out);
    detail::for_each_count(
        [&](std::string_view key, auto field) { object.add(key, counts.*field); });
    object.end();
}

void append_use(std::string& out, const UseCounts& use) {
    Object object(out);
    detail::for_each_use([&](std::string_view key, auto field) { object.add(key, use.*field); });
    object.end();
}

void append_total(std::string& out, const TotalState& total, Trigger trigger) {
    Object object(out);
    object.add("trigger", to_text(trigger));
    object.add("heard", total.heard);
    detail::for_each_total(
        [&](std::string_view key, auto field) { object.add(key, total.*field); });
    object.end();
}

void append_trapped(std::string& out, const Trapped& trapped) {
    Object object(out);
    object.add("event", trapped.event);
    object.add("verdict", to_text(trapped.verdict));
    object.end();
}

// The day, runs, door cycles, rope bends, ms, mm: there are many of them.
void append_day(std::string& out, const DayCounts& each) {
    fmt::format_to(std::back_inserter(out), "[\"{}\",{},{},{},{},{}]", format_date(each.day),
                   each.runs, each.door_cycles, each.rope_bends, each.run_time_ms,
                   each.distance_mm);
}

void append_kept(std::string& out, const KeptCounts& kept, std::string_view key) {
    const std::size_t begin = out.size();
    Object line(out);
    line.add("lift", key);
    line.add("first_heard", kept.first_heard);
    line.add("last_heard", kept.last_heard);
    line.add("observations", kept.observations);
    line.add("since", kept.since);
    append_counts(line.name("counts"), kept.counts);
    append_counts(line.name("since_visit"), kept.since_visit);
    append_use(line.name("use"), kept.use);
    std::size_t place = 0;
    append_list(out, "device", kept.device, [&](const TotalState& total) {
        append_total(out, total, device_triggers[place++]);
    });
    append_list(out, "gaps_crossed", kept.crossed.times,
                [&](std::uint32_t times) { append_json_number(out, times); });
    line.add("runs_of_known_landings", kept.crossed.runs);
    line.add("runs_of_unknown_landings", kept.crossed.runs_of_unknown_landings);
    line.add("ropes_bent", kept.ropes_bent);
    line.add("ropes_since", kept.ropes_since);
    append_list(out, "trapped", kept.trapped,
                [&](const Trapped& each) { append_trapped(out, each); });
    append_list(out, "days", kept.days, [&](const DayCounts& each) { append_day(out, each); });
    detail::append_bytes(line.name("state"), kept.state);
    detail::end_checked_line(out, begin);
}

// --- the list ---------------------------------------------------------------------------

double in_s(Duration time) { return static_cast<double>(time.count()) / 1000; }
double in_km(std::int64_t mm) { return static_cast<double>(mm) / 1e6; }

void add_counts(Object& object, const Counts& counts) {
    object.add("runs", counts.runs);
    object.add("door_cycles", counts.door_cycles);
    object.add("run_time", in_s(counts.run_time));
    object.add("rope_bends", counts.rope_bends);
    object.add("distance", in_km(counts.distance_mm));
    object.add("entrapments", counts.entrapments);
    object.add("runs_of_unknown_roping", counts.runs_of_unknown_roping);
    object.add("runs_of_unknown_distance", counts.runs_of_unknown_distance);
}

void add_use(Object& object, const KeptCounts& kept) {
    const UseCounts& use = kept.use;
    object.add("real_entrapments", kept.classified(AlarmVerdict::real));
    object.add("false_alarms", kept.classified(AlarmVerdict::false_alarm));
    object.add("reopenings", use.reopenings);
    for (const auto by : {RunTimeBy::motion_and_doors, RunTimeBy::motion_doors_and_dwell}) {
        object.add("run_time_" + std::string(to_text(by)),
                   in_s(running_time(kept.counts, use, by)));
    }
    object.add("measured_distance", in_km(use.measured_mm));
    object.add("runs_measured", use.runs_measured);
    object.add("landings_distance", in_km(use.landings_mm));
    object.add("runs_by_landings", use.runs_by_landings);
    object.add("safety_chain_openings", use.safety_chain_openings);
    object.add("safety_chain_faults", use.safety_chain_faults);
    object.add("safety_chain_time", in_s(use.safety_chain_time));
    object.add("recovered_by_itself", use.recovered_by_itself);
    object.add("recovered_in_inspection", use.recovered_in_inspection);
    object.add("recovered_after_power", use.recovered_after_power);
    object.add("noise_windows", use.noise_windows);
}

void append_drift(std::string& out, const Drift& drift, Language language) {
    Object object(out);
    object.add("trigger", to_text(drift.trigger));
    object.add("verdict", to_text(drift.verdict));
    object.add("device", drift.device);
    object.add("own", drift.own);
    object.add("drift", drift.device - drift.own);
    object.add("reconciled", drift.reconciled);
    object.add("resets", drift.resets);
    object.add("wraps", drift.wraps);
    object.add("replaced", drift.replaced);
    object.add("sentence", drift.sentence.in(language));
    object.end();
}

void append_rope(std::string& out, const LiftCounts& counts, const Lift& lift) {
    const GapCrossings& crossed = counts.kept.crossed;
    Object object(out);
    object.add("since", counts.kept.ropes_since);
    object.add("rope_bends", counts.kept.ropes_bent);
    if (!counts.rope.missing.empty()) {
        object.add("missing", counts.rope.missing);
        return object.end();
    }
    object.add("reeving", to_text(lift.reeving));
    object.add("bends", counts.rope.worst.bends);
    object.add("reverse_bends", counts.rope.worst.reverse_bends);
    object.add("at", static_cast<double>(counts.rope.worst.at_mm) / 1000);
    object.add("runs", crossed.runs);
    object.add("runs_of_unknown_landings", crossed.runs_of_unknown_landings);
    object.end();
}

void append_remark(std::string& out, const CountRemark& remark, Language language) {
    Object object(out);
    object.add("time", remark.time);
    object.add("doubt", to_text(remark.doubt));
    object.add("sentence", remark.sentence.in(language));
    object.end();
}

void append_lift(std::string& out, const LiftCounts& counts, const Lift& lift,
                 std::span<const CountRemark> remarks, Language language) {
    const KeptCounts& kept = counts.kept;
    Object line(out);
    line.add("lift", lift.key);
    line.add("first_heard", kept.first_heard);
    line.add("last_heard", kept.last_heard);
    line.add("observations", kept.observations);
    line.add("since", kept.since);
    Object total(line.name("counts"));
    add_counts(total, kept.counts);
    add_use(total, kept);
    total.end();
    Object since(line.name("since_visit"));
    add_counts(since, kept.since_visit);
    since.end();
    std::vector<Drift> heard;
    for (const Drift& drift : counts.drifts) {
        if (drift.verdict != DriftVerdict::unheard) heard.push_back(drift);
    }
    append_list(out, "device", heard,
                [&](const Drift& drift) { append_drift(out, drift, language); });
    append_rope(line.name("rope"), counts, lift);
    append_list(out, "remarks", remarks,
                [&](const CountRemark& remark) { append_remark(out, remark, language); });
    out += "}\n";
}

}  // namespace

std::string to_counter_log(const CountStudy& study) {
    std::string out;
    for (LiftIndex lift = 0; lift < study.lifts().size(); ++lift) {
        const KeptCounts kept = study.keep(lift);
        if (kept.observations > 0) append_kept(out, kept, study.lifts()[lift].key);
    }
    return out;
}

std::string to_count_list(const CountStudy& study, Language language) {
    std::vector<CountRemark> remarks = study.remarks();
    std::stable_sort(remarks.begin(), remarks.end(),
                     [](const auto& a, const auto& b) { return a.lift < b.lift; });
    std::string out;
    auto begin = remarks.begin();
    for (LiftIndex lift = 0; lift < study.lifts().size(); ++lift) {
        const auto end = std::find_if(begin, remarks.end(),
                                      [&](const CountRemark& each) { return each.lift != lift; });
        append_lift(out, study.of(lift), study.lifts()[lift], {begin, end}, language);
        begin = end;
    }
    return out;
}

}  // namespace hoistway
