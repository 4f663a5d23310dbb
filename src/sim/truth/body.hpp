// SPDX-License-Identifier: Apache-2.0
//
// What is the case in and around a car beyond the signals of its box: known to the simulator only.

#pragma once

#include <cstdint>

#include "hoistway/sim/city.hpp"

namespace hoistway::detail {

struct Body {
    double position = 0, speed = 0;  // m, m/s, exact
    double position_offset = 0;      // m that the position sensor is wrong by
    double frozen_offset = 0;        // m by which it has fallen behind since it froze
    std::int16_t floor_offset = 0;   // landings that the floor word is wrong by
    std::int16_t temperature = 220;  // tenths of a degC
    bool measured = false;           // the box measures the position
    bool person = false;             // somebody is in the car, seen or not
    bool rough = false;              // the car shakes when it runs
    bool loud = false;               // it is loud in the car, running or not
    bool chain_fault = false;        // a contact of the safety chain is open
    bool bypass = false;             // open doors do not open the safety chain
    Cause cause{};                   // of what goes wrong at present
};

}  // namespace hoistway::detail
