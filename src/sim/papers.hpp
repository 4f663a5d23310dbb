// SPDX-License-Identifier: Apache-2.0
//
// The papers of a made-up lift, in the style of Shijiazhuang, and what they do not say of it.

#pragma once

#include <cstdint>

#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway::detail {

enum class Place : std::uint8_t { residential, office, hospital, station, hotel };

// How a lift is used and how good it is: drawn once, known to the simulator only.
struct Traits {
    Place place{};
    std::uint8_t age_group = 0;      // 0: 15 years and more, 1: 10-15, 2: 5-10, 3: younger
    std::uint16_t runs_per_day = 0;  // mean
    std::uint32_t frailty = 0;       // hundredths of the mean fault rate, age included
    std::int16_t main_landing = 1;   // the landing with label "1"
    std::uint8_t door_seconds = 3;   // to open or to close
    std::uint8_t dwell_seconds = 5;  // doors stand open without being held
    std::uint8_t box_rank = 99;      // percent; the box is full where this is below the share
    bool full_box = false;           // measures position, vibration, noise, temperature, overload
    std::uint8_t hold_seconds = 20;  // the presence sensor says yes for so long after a movement
};

struct Paper {
    Lift lift;
    Traits traits;
};

// Depends on the seed and the lift's number only.
Paper make_paper(std::uint64_t seed, LiftIndex number);

}  // namespace hoistway::detail
