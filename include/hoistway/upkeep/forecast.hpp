// SPDX-License-Identifier: Apache-2.0
//
// When a limit will be reached: from the lift's own week, with the days between which it may fall.
//
//     const auto rate = week_rate(runs_by_day, first_day);
//     const Reach reach = forecast_reach({.from = today, .left = 3200}, *rate);
//     reach.expected; reach.early; reach.late;       // nine times of ten between the last two
//
// Each weekday has a mean of its own; what a day differs from it is one variance for all of them,
// never less than that of a count (its mean). The sum of the days to come has as variance that of
// its days and of the means themselves: k s2 for k days of a weekday and k k s2 / n for a mean of n
// weeks. `early` and `late` are where the sum plus and minus z deviations meets what is left, z =
// 1.645 [default]. Two weeks have to have been seen [default]; the last days count like the first,
// and a holiday is not known. Sums, quotients and square roots only: the same bits everywhere.
// Linear in the days seen and the days ahead. Entrapments are not forecast: they have no week.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

inline constexpr std::size_t least_days_seen = 14;  // [default]

namespace detail {

inline constexpr int days_ahead = 400;  // how far forecasts look [default]

}  // namespace detail

struct WeekRate {
    std::array<double, 7> mean{};  // a day; 0 = Sunday
    std::array<int, 7> days{};     // of each weekday that were seen
    double variance = 0;           // of a day about its mean
};

struct ReachQuestion {
    Date from{};      // the day up to and with which it was counted
    double left = 0;  // until the limit
    int days = detail::days_ahead;
    double z = 1.645;
};

// Nothing where the limit lies beyond the days that were looked at.
struct Reach {
    std::optional<Date> early, expected, late;
};

namespace detail {

inline std::size_t weekday_of(std::chrono::sys_days day) noexcept {
    return std::chrono::weekday{day}.c_encoding();
}

}  // namespace detail

// Counts of whole days, one after another. Nothing for less than two weeks of them.
inline std::optional<WeekRate> week_rate(std::span<const std::uint32_t> by_day, Date first) {
    if (by_day.size() < least_days_seen) return std::nullopt;
    WeekRate out;
    const std::chrono::sys_days from{first};
    for (std::size_t i = 0; i < by_day.size(); ++i) {
        const std::size_t weekday = detail::weekday_of(from + std::chrono::days{i});
        out.mean[weekday] += by_day[i];
        ++out.days[weekday];
    }
    double sum = 0;
    for (std::size_t w = 0; w < 7; ++w) {
        sum += out.mean[w];
        out.mean[w] /= out.days[w];
    }
    double squares = 0;
    for (std::size_t i = 0; i < by_day.size(); ++i) {
        const double off = by_day[i] - out.mean[detail::weekday_of(from + std::chrono::days{i})];
        squares += off * off;
    }
    const auto days = static_cast<double>(by_day.size());
    out.variance = std::max(squares / (days - 7), sum / days);
    return out;
}

// The same lift's rate of something that goes with its runs: so many of them a run.
inline WeekRate scaled(WeekRate rate, double factor) noexcept {
    for (double& mean : rate.mean) mean *= factor;
    rate.variance *= factor * factor;
    return rate;
}

inline Reach forecast_reach(const ReachQuestion& question, const WeekRate& rate) noexcept {
    Reach out;
    std::array<int, 7> ahead{};
    double sum = 0;
    if (question.left <= 0) return {question.from, question.from, question.from};
    for (int i = 1; i <= question.days && !out.late; ++i) {
        const std::chrono::sys_days day =
            std::chrono::sys_days{question.from} + std::chrono::days{i};
        const std::size_t weekday = detail::weekday_of(day);
        sum += rate.mean[weekday];
        ++ahead[weekday];
        double spread = 0;
        for (std::size_t w = 0; w < 7; ++w) {
            const double k = ahead[w];
            if (rate.days[w] > 0) spread += rate.variance * (k + k * k / rate.days[w]);
        }
        const double deviation = question.z * std::sqrt(spread);
        if (!out.early && sum + deviation >= question.left) out.early = Date{day};
        if (!out.expected && sum >= question.left) out.expected = Date{day};
        if (sum - deviation >= question.left) out.late = Date{day};
    }
    return out;
}

// When one row of a policy, or its interval, will make a lift due.
struct DueForecast {
    LiftIndex lift = no_lift;
    std::string clause;
    Trigger trigger{};
    double value = 0, limit = 0;  // in the trigger's unit
    Reach reach;
};

// A lift and what has been counted of it, up to and with a day.
struct ForecastCase {
    LiftIndex index = no_lift;
    const Lift* lift = nullptr;
    Date at{};
    Date since{};        // the last visit
    Counts since_visit;  // what has been counted since
    Counts total;        // for how much of each quantity there is to a run
    int pilot_year = 1;
};

namespace detail {

// A day moved to where the row is about the lift; nothing where that is not within the days ahead.
inline std::optional<Date> in_scope(const PolicyRow& row, const ForecastCase& about,
                                    std::optional<Date> day) {
    if (day) day = due_day(row.applies, *about.lift, *day);
    const auto last = std::chrono::sys_days{about.at} + std::chrono::days{days_ahead};
    return day && std::chrono::sys_days{*day} <= last ? day : std::nullopt;
}

inline double per_run(const Counts& total, Trigger trigger) noexcept {
    if (total.runs == 0) return 0;
    return value_in_units(total, trigger) / static_cast<double>(total.runs);
}

}  // namespace detail

namespace detail {

inline std::optional<DueForecast> forecast_row(const ForecastCase& about, const PolicyRow& row,
                                               const WeekRate& runs) {
    const double value = value_in_units(about.since_visit, row.trigger),
                 rate = per_run(about.total, row.trigger);
    if (row.trigger == Trigger::entrapments || (!(rate > 0) && value < row.limit)) {
        return std::nullopt;
    }
    Reach reach = forecast_reach({.from = about.at, .left = row.limit - value}, scaled(runs, rate));
    reach.early = in_scope(row, about, reach.early);
    reach.expected = in_scope(row, about, reach.expected);
    reach.late = in_scope(row, about, reach.late);
    const bool about_lift = in_scope(row, about, about.at).has_value();
    if (!reach.early && !reach.expected && !reach.late && !about_lift) return std::nullopt;
    return DueForecast{about.index, row.clause, row.trigger, value, row.limit, reach};
}

inline std::optional<DueForecast> forecast_interval(const ForecastCase& about,
                                                    const Policy& policy) {
    const Ladder& interval = policy.interval;
    const auto passed = std::chrono::sys_days{about.at} - std::chrono::sys_days{about.since};
    if (interval.days > 0) {
        const Date end{std::chrono::sys_days{about.since} + std::chrono::days{interval.days}};
        return DueForecast{about.index,
                           interval.clause,
                           Trigger::interval_days,
                           static_cast<double>(passed.count()),
                           static_cast<double>(interval.days),
                           {end, end, end}};
    }
    const int months = interval_months(policy, about.pilot_year);
    if (months == 0) return std::nullopt;
    const Date end = add_months(about.since, months);
    return DueForecast{about.index,
                       interval.clause,
                       Trigger::interval,
                       static_cast<double>(whole_months(about.since, about.at)),
                       static_cast<double>(months),
                       {end, end, end}};
}

}  // namespace detail

// One forecast for each row that is about the lift and for the interval, the expected earliest
// first, those beyond the days looked at last. `runs` is the week of the lift's runs; the other
// quantities go with them as they did so far. Without it only the interval is known.
inline std::vector<DueForecast> forecast_due(const ForecastCase& about, const Policy& policy,
                                             const std::optional<WeekRate>& runs) {
    std::vector<DueForecast> out;
    for (const PolicyRow& row : policy.rows) {
        if (!runs) break;
        if (auto one = detail::forecast_row(about, row, *runs)) out.push_back(std::move(*one));
    }
    if (auto one = detail::forecast_interval(about, policy)) out.push_back(std::move(*one));
    std::stable_sort(out.begin(), out.end(), [](const DueForecast& a, const DueForecast& b) {
        if (!a.reach.expected || !b.reach.expected) {
            return a.reach.expected.has_value() && !b.reach.expected;
        }
        return *a.reach.expected < *b.reach.expected;
    });
    return out;
}

// Visits that are expected on each day from a day on, for one maintenance unit or district.
struct Workload {
    std::string name;                   // empty where the papers say nothing
    std::vector<std::uint32_t> visits;  // by day; what is overdue falls on the first
    std::uint32_t total = 0;
};

enum class WorkBy : std::uint8_t { maintenance_unit, division };

// One visit a lift, on the day that comes first; sorted by name. `first_of_lifts` holds one
// forecast for each lift, the first of forecast_due().
inline std::vector<Workload> workload(std::span<const DueForecast> first_of_lifts,
                                      std::span<const Lift> lifts, WorkBy by, Date from,
                                      int days = 30) {
    std::map<std::string, Workload> groups;
    const std::chrono::sys_days first{from};
    for (const DueForecast& each : first_of_lifts) {
        if (!each.reach.expected || each.lift >= lifts.size()) continue;
        const auto day = std::chrono::sys_days{*each.reach.expected};
        const auto place = std::max<std::ptrdiff_t>(0, (day - first).count());
        if (place >= days) continue;
        const Lift& lift = lifts[each.lift];
        const std::string& name =
            by == WorkBy::maintenance_unit ? lift.maintenance_unit : lift.division;
        Workload& group = groups[name];
        group.name = name;
        group.visits.resize(static_cast<std::size_t>(days));
        ++group.visits[static_cast<std::size_t>(place)];
        ++group.total;
    }
    std::vector<Workload> out;
    for (auto& [name, group] : groups) out.push_back(std::move(group));
    return out;
}

}  // namespace hoistway
