// SPDX-License-Identifier: Apache-2.0
//
// What has happened to a lift in the pilot, as facts for the exit conditions: days down, days
// silent, complaints, records that were not mended, faults before and since.
//
//     PilotHistory history;
//     history.down.push_back({from, to});
//     FactSheet sheet = facts_of(history, calendar, at);
//     sheet.value(Fact::working_days_down);
//
// A span of "within 15 working days" begins on the day after, and is missed once its last day has
// passed: mended on the fifteenth working day is in time. So the facts count the days that passed
// in full without it, up to and with the day asked for. Three months of complaints go from a day to
// the same day three months on, both included, as two entrapments within a month do. Days turn at
// +08:00. What the history is silent about stays unknown only where silence means nothing: no span
// down is no day down, but no count of faults is not known.

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/upkeep/pilot/calendar.hpp"
#include "hoistway/upkeep/pilot/fact.hpp"
#include "hoistway/upkeep/pilot/fault_excess.hpp"

namespace hoistway {

// From a day on; up to the day on which it ended, or still open.
struct DaySpan {
    Date from{};
    std::optional<Date> to;
};

struct PilotHistory {
    std::vector<DaySpan> down;      // the system did not work
    std::vector<DaySpan> silent;    // from the day of the last word to that of the next one
    std::vector<DaySpan> reminded;  // a missing record, from the notice to its mending
    std::vector<Date> complaints;   // verified, and caused by use or upkeep
    std::optional<FaultCount> faults_before, faults_since;  // the year before, and the pilot
};

namespace detail {

// The last day that passed in full within the span, seen from a day.
inline Date last_full_day(const DaySpan& span, Date at) {
    if (!span.to || *span.to > at) return at;
    return Date{std::chrono::sys_days{*span.to} - std::chrono::days{1}};
}

inline int longest_working_days(const std::vector<DaySpan>& spans, const WorkCalendar& calendar,
                                Date at) {
    int most = 0;
    for (const DaySpan& span : spans) {
        most = std::max(most, calendar.working_days(span.from, last_full_day(span, at)));
    }
    return most;
}

inline int longest_days(const std::vector<DaySpan>& spans, Date at) {
    int most = 0;
    for (const DaySpan& span : spans) {
        const auto days =
            std::chrono::sys_days{last_full_day(span, at)} - std::chrono::sys_days{span.from};
        most = std::max(most, static_cast<int>(days.count()));
    }
    return most;
}

}  // namespace detail

// The most of these days that fall within so many calendar months, up to and with a day.
inline int most_within_months(std::vector<Date> days, int months, Date at) {
    std::sort(days.begin(), days.end());
    while (!days.empty() && days.back() > at) days.pop_back();
    std::size_t first = 0, most = 0;
    for (std::size_t last = 0; last < days.size(); ++last) {
        while (days[last] > add_months(days[first], months)) ++first;
        most = std::max(most, last - first + 1);
    }
    return static_cast<int>(most);
}

inline FactSheet facts_of(const PilotHistory& history, const WorkCalendar& calendar, Date at) {
    constexpr int complaint_months = 3;  // source 002, section 5, 2
    FactSheet sheet;
    sheet.set(Fact::day, day_value(at))
        .set(Fact::working_days_down, detail::longest_working_days(history.down, calendar, at))
        .set(Fact::silent_days, detail::longest_days(history.silent, at))
        .set(Fact::overdue_working_days,
             detail::longest_working_days(history.reminded, calendar, at))
        .set(Fact::complaints, most_within_months(history.complaints, complaint_months, at));
    if (history.faults_before && history.faults_since) {
        sheet.set(Fact::fault_excess, fault_excess(*history.faults_since, *history.faults_before));
    }
    return sheet;
}

}  // namespace hoistway
