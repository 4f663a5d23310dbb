// SPDX-License-Identifier: Apache-2.0
//
// A lift as its papers describe it: who answers for it, where it stands, how it is built.
//
//     Lift lift{.key = "A-1", .installed = date, .roping = Roping::two_to_one};
//     height_of(lift, 3);   // m of the third landing above the lowest, if the papers say
//
// Only the key is required; what is not known stays empty. The same names as in registry.json.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Roping : std::uint8_t { unknown, one_to_one, two_to_one };

template <>
struct Words<Roping> {
    static constexpr std::array<std::string_view, 3> list{"unknown", "1:1", "2:1"};
};

// How the suspension ropes run: upkeep/rope/reeving.hpp has the sheaves of each.
enum class Layout : std::uint8_t {
    unknown,
    one_to_one,                       // traction sheave only
    one_to_one_deflector,             // and a deflector behind it
    two_to_one,                       // one pulley on the car, one on the counterweight
    two_to_one_underslung,            // two pulleys under the car
    two_to_one_underslung_deflector,  // and a deflector behind the traction sheave
    one_to_one_reverse_deflector,     // the deflector bends the rope the other way
};

template <>
struct Words<Layout> {
    static constexpr std::array<std::string_view, 7> list{"unknown",
                                                          "one_to_one",
                                                          "one_to_one_deflector",
                                                          "two_to_one",
                                                          "two_to_one_underslung",
                                                          "two_to_one_underslung_deflector",
                                                          "one_to_one_reverse_deflector"};
};

constexpr Roping roping_of(Layout layout) noexcept {
    switch (layout) {
        case Layout::unknown:
            return Roping::unknown;
        case Layout::one_to_one:
        case Layout::one_to_one_deflector:
        case Layout::one_to_one_reverse_deflector:
            return Roping::one_to_one;
        case Layout::two_to_one:
        case Layout::two_to_one_underslung:
        case Layout::two_to_one_underslung_deflector:
            return Roping::two_to_one;
    }
    return Roping::unknown;
}

struct Landing {
    std::string label{};                                       // "B1", as written on the button
    double height = std::numeric_limits<double>::quiet_NaN();  // m above the lowest landing
};

struct Lift {
    std::string key{};  // any name that is unique in the registry; what the logs call the lift
    std::string equipment_code{};
    std::string registration_code{};
    std::string certificate{};
    std::string rescue_code{};  // six digits, kept as text: a leading zero counts
    std::string division{};     // GB/T 2260, six digits
    std::string address{};
    std::string use_unit{};
    std::string maintenance_unit{};
    std::string kind{};   // as the registry has it, for example "traction_passenger"
    std::string place{};  // "residential", "public", ...
    std::optional<Date> installed{};
    std::vector<Landing> floors{};  // lowest first; the landing index is the place here plus one
    double rated_speed = std::numeric_limits<double>::quiet_NaN();  // m/s
    double rated_load = std::numeric_limits<double>::quiet_NaN();   // kg
    Roping roping{};
    Layout reeving{};
};

// NaN where the landing or its height is not known.
inline double height_of(const Lift& lift, std::int16_t floor) noexcept {
    const bool known = floor >= 1 && static_cast<std::size_t>(floor) <= lift.floors.size();
    return known ? lift.floors[static_cast<std::size_t>(floor) - 1].height
                 : std::numeric_limits<double>::quiet_NaN();
}

inline Travel travel_of(const Lift& lift) noexcept {
    const auto count = static_cast<std::int16_t>(lift.floors.size());
    return {.top = static_cast<float>(height_of(lift, count)), .floors = count};
}

}  // namespace hoistway
