// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/count/stored_due.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "../due_lines.hpp"
#include "day_book.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

// The days since the visit. What the kept days behind the visit's own do not hold was counted on
// that day, after the visit.
std::vector<DayCounts> days_since_visit(const KeptCounts& kept) {
    const Date visit = date_of(kept.since);
    const auto behind = std::find_if(kept.days.begin(), kept.days.end(),
                                     [&](const DayCounts& each) { return visit < each.day; });
    std::vector<DayCounts> out{{.day = visit}};
    out.insert(out.end(), behind, kept.days.end());
    Counts later;
    for (const DayCounts& each : out) detail::add(later, each);
    const Counts& all = kept.since_visit;
    const auto rest = [](std::uint64_t sum, std::uint64_t part) {
        return static_cast<std::uint32_t>(sum - std::min(sum, part));
    };
    out.front().runs = rest(all.runs, later.runs);
    out.front().door_cycles = rest(all.door_cycles, later.door_cycles);
    out.front().rope_bends = rest(all.rope_bends, later.rope_bends);
    out.front().run_time_ms = std::max(all.run_time - later.run_time, Duration{}).count();
    out.front().distance_mm = std::max<std::int64_t>(all.distance_mm - later.distance_mm, 0);
    return out;
}

// The entrapments since the visit that were not false, in order.
std::vector<Time> traps_since_visit(const KeptCounts& kept) {
    const std::size_t count =
        std::min<std::size_t>(kept.since_visit.entrapments, kept.trapped.size());
    std::vector<Time> out;
    for (auto trap = kept.trapped.end() - static_cast<std::ptrdiff_t>(count);
         trap != kept.trapped.end(); ++trap) {
        if (trap->verdict != AlarmVerdict::false_alarm) out.push_back(trap->event);
    }
    return out;
}

// What the watch would know that had been there: a day's counts come at once, for days are all
// that a due list tells.
DueWatch::State state_of(const KeptCounts& kept, const DueWatch& watch) {
    DueWatch::State state;
    if (kept.since == never) return state;
    const auto quiet = [](const auto&) {};
    watch.on(state, FirstWord{.time = kept.since, .lift = kept.lift}, quiet);
    Counted now{.time = kept.since, .lift = kept.lift, .since = kept.since, .since_visit = {}};
    const std::vector<Time> traps = traps_since_visit(kept);
    auto trap = traps.begin();
    const auto take_traps = [&](auto is_earlier) {
        for (; trap != traps.end() && is_earlier(*trap); ++trap) {
            now.time = *trap;
            ++now.since_visit.entrapments;
            watch.on(state, now, quiet);
        }
    };
    for (const DayCounts& day : days_since_visit(kept)) {
        take_traps([&](Time time) { return !(day.day < date_of(time)); });
        now.time = start_of(day.day);
        detail::add(now.since_visit, day);
        watch.on(state, now, quiet);
    }
    take_traps([](Time) { return true; });
    return state;
}

}  // namespace

StoredDue::StoredDue(const CountStudy& study, const Policy& policy)
    : study_(&study), policy_(&policy), watch_(policy) {}

std::vector<DueItem> StoredDue::due(const DueQuestion& question) const {
    return detail::due_of_all(lifts(), *policy_, question, [&](LiftIndex lift) {
        return state_of(study_->standing(lift), watch_);
    });
}

LiftRecord StoredDue::record(LiftIndex lift) const {
    const KeptCounts kept = study_->standing(lift);
    const DueWatch::State watched = state_of(kept, watch_);
    LiftRecord out{.first_heard = kept.first_heard,
                   .last_heard = kept.last_heard,
                   .counts = kept.counts,
                   .since = watched.since,
                   .since_visit = watched.counts,
                   .runs_by_day = {}};
    const auto first = std::find_if(kept.days.begin(), kept.days.end(),
                                    [](const DayCounts& day) { return day.runs > 0; });
    if (first == kept.days.end()) return out;
    out.first_day = first->day;
    const std::chrono::sys_days begin{first->day};
    for (auto day = first; day != kept.days.end(); ++day) {
        if (day->runs == 0) continue;
        out.runs_by_day.resize(
            static_cast<std::size_t>((std::chrono::sys_days{day->day} - begin).count()));
        out.runs_by_day.push_back(day->runs);
    }
    return out;
}

Time StoredDue::newest() const noexcept { return study_->newest(); }
std::span<const Lift> StoredDue::lifts() const noexcept { return study_->lifts(); }
const Policy& StoredDue::policy() const noexcept { return *policy_; }

std::string to_due_log(const StoredDue& stored, const DueQuestion& question) {
    return detail::due_lines(stored, question);
}

}  // namespace hoistway
