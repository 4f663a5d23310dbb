// SPDX-License-Identifier: Apache-2.0
//
// The limits of the entrapment rule. What each is for stands in detect/entrapment.hpp.
//
//     const EntrapmentOptions options{.at_level = std::chrono::seconds{60}};

#pragma once

#include <chrono>
#include <cstdint>

#include "hoistway/core/time.hpp"

namespace hoistway {

struct EntrapmentOptions {
    Duration at_level = std::chrono::seconds{90};   // domain facts 5.3: T1, 60 to 120 s [proposal]
    Duration off_level = std::chrono::seconds{15};  // domain facts 5.3 and 5.2, deployed box
    Duration open_for = std::chrono::seconds{3};    // domain facts 5.3 [proposal]
    Duration run_over = std::chrono::seconds{2};    // domain facts 5.3 [proposal]
    Duration unseen = std::chrono::seconds{300};    // domain facts 5.3: hold after the last edge
    Duration sighting = std::chrono::seconds{12};   // [default] longer than a flicker
    Duration held = std::chrono::seconds{35};       // [default] longer than a sensor holds
    Duration stuck = std::chrono::seconds{65};      // [default] longer than one sticks
    Duration unheard = std::chrono::seconds{45};    // [default] then words have to confirm it
    Duration confirms = std::chrono::seconds{30};   // [default] for so long
    std::uint8_t whole = 20;                        // [default] door cycles told in full
};

}  // namespace hoistway
