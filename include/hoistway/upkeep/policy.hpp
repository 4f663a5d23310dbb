// SPDX-License-Identifier: Apache-2.0
//
// A city's rule of when a lift has to be visited, as data: "so many runs, so many door cycles, at
// the latest after so many months, whichever comes first".
//
//     const auto policy = load_policy(text, "shijiazhuang-2025.json");
//     for (const PolicyRow& row : policy->rows) row.limit;      // in row's own unit
//     limit_in_counts(row);                                     // in the counters' unit
//
// Every row carries the clause it comes from and the sentence that a worker reads, in Chinese and
// in English. What the rule asks for and this library does not watch stands in `not_covered`, with
// the reason. Plain data; load_policy() makes sure that it holds together.

#pragma once

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/pilot/rules.hpp"
#include "hoistway/upkeep/pilot/targets.hpp"

namespace hoistway {

// The lifts a row is about. Whatever a lift's papers do not say, a row that asks for it is not
// judged.
struct RowScope {
    std::optional<int> age_from_years;   // inclusive
    std::optional<int> age_below_years;  // exclusive
    Roping roping{};                     // unknown = any
};

struct PolicyRow {
    Trigger trigger{};
    double limit = 0;  // reached, not passed: 15,000 runs are due at the 15,000th
    RowScope applies;
    int within_months = 0;  // entrapments only: all of them within so many months
    std::string clause;
    Text sentence;  // with {value}, {limit}, {since} and {due} in it
};

// Months from one visit to the next, at most: the first for the first year of a lift's on-demand
// upkeep, the last for its last known year and all later ones. Or else so many days, always.
struct Ladder {
    std::vector<int> months;
    int days = 0;
    std::string clause;
    Text sentence;
};

struct NotCovered {
    std::string clause;
    Text what, reason;
};

struct Policy {
    std::string id;
    std::string edition;  // the day of the rule, "2025-11-27"
    std::string source;
    Text title;
    std::vector<PolicyRow> rows;
    Ladder interval;
    std::optional<PilotRules> pilot;  // who may join, has to leave, and may come back
    std::optional<VisitTime> visit_time;
    std::vector<Target> targets;
    std::vector<NotCovered> not_covered;
};

inline constexpr std::size_t max_policy_rows = 16;      // a lift's state has room for so many
inline constexpr std::size_t max_entrapment_limit = 8;  // and for so many days of entrapment

// The unit in which a trigger's value and limit are told.
constexpr std::string_view unit_of(Trigger trigger) noexcept {
    switch (trigger) {
        case Trigger::runs:
        case Trigger::door_cycles:
        case Trigger::rope_bends:
        case Trigger::entrapments:
            return "count";
        case Trigger::run_time:
            return "s";
        case Trigger::distance:
            return "km";
        case Trigger::noise:
            return "dB(A)";
        case Trigger::interval:
        case Trigger::part_life:
            return "months";
        case Trigger::interval_days:
            return "days";
    }
    return {};
}

// Is it a quantity that Counters counts?
constexpr bool is_counted(Trigger trigger) noexcept { return trigger <= Trigger::entrapments; }

// What was counted of a trigger: ms of running time, mm of distance, else a plain count.
constexpr std::int64_t count_of(const Counts& counts, Trigger trigger) noexcept {
    switch (trigger) {
        case Trigger::runs:
            return static_cast<std::int64_t>(counts.runs);
        case Trigger::door_cycles:
            return static_cast<std::int64_t>(counts.door_cycles);
        case Trigger::rope_bends:
            return static_cast<std::int64_t>(counts.rope_bends);
        case Trigger::entrapments:
            return static_cast<std::int64_t>(counts.entrapments);
        case Trigger::run_time:
            return counts.run_time.count();
        case Trigger::distance:
            return counts.distance_mm;
        case Trigger::noise:
        case Trigger::interval:
        case Trigger::part_life:
        case Trigger::interval_days:
            break;
    }
    return 0;
}

// Counters' units in one unit of the trigger.
constexpr double counts_per_unit(Trigger trigger) noexcept {
    if (trigger == Trigger::run_time) return 1000;
    return trigger == Trigger::distance ? 1000000 : 1;
}

inline std::int64_t limit_in_counts(const PolicyRow& row) noexcept {
    return std::llround(row.limit * counts_per_unit(row.trigger));
}

inline double value_in_units(const Counts& counts, Trigger trigger) noexcept {
    return static_cast<double>(count_of(counts, trigger)) / counts_per_unit(trigger);
}

// The first day on which a lift is that old: for one of 29 February it is 1 March in other years.
constexpr Date age_day(Date installed, int years) noexcept {
    const Date day = installed + std::chrono::years{years};
    return day.ok() ? day : Date{day.year() / std::chrono::March / 1};
}

// The whole months between two visits in a lift's first, second, ... year of on-demand upkeep.
inline int interval_months(const Policy& policy, int pilot_year) noexcept {
    const std::vector<int>& months = policy.interval.months;
    if (months.empty() || pilot_year < 1) return months.empty() ? 0 : months.front();
    const auto place = static_cast<std::size_t>(pilot_year) - 1;
    return place < months.size() ? months[place] : months.back();
}

}  // namespace hoistway
