// SPDX-License-Identifier: Apache-2.0
//
// What each day has added to the counts of one lift.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/pipeline/count/count_study.hpp"

namespace hoistway::detail {

// Where the day stands, or would.
template <class Days>
auto place_of(Days& days, Date day) {
    return std::lower_bound(days.begin(), days.end(), day,
                            [](const DayCounts& each, Date date) { return each.day < date; });
}

inline void add(Counts& sum, const DayCounts& day) {
    sum.runs += day.runs;
    sum.door_cycles += day.door_cycles;
    sum.rope_bends += day.rope_bends;
    sum.run_time += Duration{day.run_time_ms};
    sum.distance_mm += day.distance_mm;
}

class DayBook {
 public:
    DayBook() = default;
    // Goes on from days that were kept when the sums were these.
    DayBook(std::vector<DayCounts> days, const Counts& total)
        : days_(std::move(days)), seen_(total) {}

    // The sums, which are new at this time; days that nobody asks for any more are forgotten.
    void add(Time time, const Counts& total, Time visit) {
        const DayCounts more{.day = date_of(time),
                             .runs = narrow(total.runs - seen_.runs),
                             .door_cycles = narrow(total.door_cycles - seen_.door_cycles),
                             .rope_bends = narrow(total.rope_bends - seen_.rope_bends),
                             .run_time_ms = (total.run_time - seen_.run_time).count(),
                             .distance_mm = total.distance_mm - seen_.distance_mm};
        seen_ = total;
        if (more == DayCounts{.day = more.day}) return;
        constexpr std::size_t many = 2 * std::size_t{days_kept};
        if (days_.size() > many && days_.back().day < more.day) days_ = kept(visit);
        DayCounts& day = at(more.day);
        day.runs += more.runs;
        day.door_cycles += more.door_cycles;
        day.rope_bends += more.rope_bends;
        day.run_time_ms += more.run_time_ms;
        day.distance_mm += more.distance_mm;
    }

    // What was counted on this day and later ones.
    Counts since(Date first) const {
        Counts out;
        for (auto day = place_of(days_, first); day != days_.end(); ++day) detail::add(out, *day);
        return out;
    }

    // Those since the visit, and the newest.
    std::vector<DayCounts> kept(Time visit) const {
        if (days_.empty()) return {};
        const auto newest = std::chrono::sys_days{days_.back().day};
        Date first{newest - std::chrono::days{days_kept - 1}};
        if (visit != never) first = std::min(first, date_of(visit));
        return {place_of(days_, first), days_.end()};
    }

 private:
    static std::uint32_t narrow(std::uint64_t more) { return static_cast<std::uint32_t>(more); }

    // Nearly always the last one; clocks are put back.
    DayCounts& at(Date day) {
        if (!days_.empty() && days_.back().day == day) return days_.back();
        const auto place = place_of(days_, day);
        if (place != days_.end() && place->day == day) return *place;
        return *days_.insert(place, DayCounts{.day = day});
    }

    std::vector<DayCounts> days_;
    Counts seen_;
};

}  // namespace hoistway::detail
