// SPDX-License-Identifier: Apache-2.0
//
// Who calls the lift, when, from where to where.

#pragma once

#include <cstdint>

#include "hoistway/sim/city.hpp"
#include "hoistway/sim/random.hpp"
#include "plan.hpp"

namespace hoistway::detail {

struct Call {
    std::int64_t time = 0;  // s since 1970
    std::int16_t from = 1, to = 1;
};

// An endless row of calls in time order: a Poisson process that follows the hours of the day and
// the days of the week, thinned from its busiest hour.
class Traffic {
 public:
    Traffic(const CityOptions& options, const Traits& traits, std::int16_t landings, Random random);

    Call next();

 private:
    Call route(std::int64_t time, int hour);
    std::int16_t other_than(std::int16_t landing);

    Random random_;
    const Hours* hours_;
    Place place_;
    std::int16_t main_, landings_;
    std::uint32_t busiest_ = 0;
    std::uint32_t weekday_chance_ = 0, weekend_chance_ = 0;  // of a million calls
    std::uint32_t mean_gap_;                                 // ms, in the busiest hour
    std::int64_t clock_;                                     // ms since 1970
};

}  // namespace hoistway::detail
