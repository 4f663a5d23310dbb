// SPDX-License-Identifier: Apache-2.0
//
// What lies ahead of a log that has been analysed: when each lift will be due, how much work that
// makes, and what another policy would change.
//
//     const auto first = first_forecasts(analysis, {.at = day});   // one for each lift
//     to_forecast_log(analysis, {.at = day, .days = 30});          // those of the next 30 days
//     to_workload_log(analysis, WorkBy::maintenance_unit, {.at = day});
//     to_change_log(by_policy_a, by_policy_b, {.at = day});
//
// The same of stored counts (pipeline/count/stored_due.hpp), where no log is at hand.
//
// A lift's week is learnt from its whole days: without the first, without the day of the question
// and, where that is earlier, without what lies behind the last word of its device. A day on which
// the device was silent counts as one without a run, so that forecasts of lifts that are often
// silent come late. Compiled: link hoistway::hoistway.

#pragma once

#include <string>
#include <vector>

#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/forecast.hpp"
#include "hoistway/upkeep/what_if.hpp"

namespace hoistway {

class StoredDue;

struct ForecastQuery {
    Date at{};  // the last day of the log
    int days = 30;
    int pilot_year = 1;
};

// The first thing that will make each lift due; none for a lift that was never heard.
std::vector<DueForecast> first_forecasts(const Analysis& analysis, const ForecastQuery& query);
std::vector<DueForecast> first_forecasts(const StoredDue& stored, const ForecastQuery& query);

// One JSON line for each lift that is expected to be due within the days asked for, sorted by day.
std::string to_forecast_log(const Analysis& analysis, const ForecastQuery& query);
std::string to_forecast_log(const StoredDue& stored, const ForecastQuery& query);

// One JSON line for each maintenance unit or district, with the visits of each day.
std::string to_workload_log(const Analysis& analysis, WorkBy by, const ForecastQuery& query);
std::string to_workload_log(const StoredDue& stored, WorkBy by, const ForecastQuery& query);

// One JSON line for each lift whose day differs. Both have to be of the same lifts and log.
std::string to_change_log(const Analysis& before, const Analysis& after,
                          const DueQuestion& question);
std::string to_change_log(const StoredDue& before, const StoredDue& after,
                          const DueQuestion& question);

}  // namespace hoistway
