// SPDX-License-Identifier: Apache-2.0
//
// The availability of a fleet as a page: how much of the time lifts could be used, and which could
// not.
//
//     FleetAvailabilityInput input{.id = "fleet-2023", .lifts = 380, .judged = 371};
//     const std::string html = to_html(build_fleet(input));
//
// Plain numbers in, whoever worked them out; NaN is not known. Shares are fractions. The rows are
// shown worst first: by availability, then by outages. A figure that is not known is no tile of the
// page, and null in the JSON. Same input, same bytes.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/report/page.hpp"

namespace hoistway {

struct FleetLift {
    std::string key{};
    std::string group{};  // line, borough, site
    double availability = std::numeric_limits<double>::quiet_NaN();
    std::optional<std::uint64_t> outages{};
    std::optional<Duration> down{};
    double mean_hours_between = std::numeric_limits<double>::quiet_NaN();  // two outages
    double mean_hours_to_restore = std::numeric_limits<double>::quiet_NaN();
};

struct FleetAvailabilityInput {
    std::string id = "fleet";  // stem of the file names
    Text title{"电梯可用率", "Availability of the lifts"};
    std::optional<TimeSpan> data{};
    std::uint64_t lifts = 0;   // in the registry
    std::uint64_t judged = 0;  // with enough data
    std::optional<std::uint64_t> outages{};
    std::optional<std::uint64_t> days{};  // judged
    double median_availability = std::numeric_limits<double>::quiet_NaN();
    std::optional<Duration> median_down{};                         // of a lift, in all the days
    std::optional<std::uint64_t> down_four_weeks{};                // lifts, in sum
    double down_a_day = std::numeric_limits<double>::quiet_NaN();  // lifts, mean
    double median_hours_between = std::numeric_limits<double>::quiet_NaN();
    double median_hours_to_restore = std::numeric_limits<double>::quiet_NaN();
    std::vector<FleetLift> rows{};
    Text source{};  // where the numbers come from, and by which rules
    std::string program{};
    bool simulated = false;
};

Page build_fleet(const FleetAvailabilityInput& input);

}  // namespace hoistway
