// SPDX-License-Identifier: Apache-2.0
//
// How the suspension ropes of a lift run over its sheaves: which piece of rope lies on which sheave
// while the car stands at a height.
//
//     const Reeving reeving = reeving_of(Layout::two_to_one, {.travel_mm = 30000});
//     reeving.sheaves[1].at(12000);    // mm of rope from its car end to the traction sheave
//
// The rope is measured from its end on the car's side. With the car at height z and H of travel, a
// 1:1 rope meets the traction sheave at (H - z) + c; a 2:1 rope meets the car's pulley there, the
// traction sheave at twice that and the counterweight's pulley at 2((H - z) + c) + z + c (domain
// facts 4.1). A layout that is not in the list is its own list of sheaves; of an unknown one the
// list is empty. Whole millimetres, so that every machine finds the same element. Plain data.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "hoistway/model/lift.hpp"

namespace hoistway {

struct Sheave {
    std::string_view name;       // "traction", "car_pulley", "counterweight_pulley", "deflector"
    std::int64_t offset_mm = 0;  // of rope, with the car at the lowest landing
    std::int64_t rope_per_rise = 0;  // mm of rope that pass for a millimetre of the car's rise
    bool reverse = false;            // bends the rope the other way than the sheave before

    // Where the rope touches it with the car so high above the lowest landing.
    constexpr std::int64_t at(std::int64_t height_mm) const noexcept {
        return offset_mm + rope_per_rise * height_mm;
    }
};

struct Reeving {
    std::vector<Sheave> sheaves;
};

// What a layout leaves open. Only the travel has to be given; the rest moves the worst element
// along the rope by so much and hardly changes its bends.
struct ReevingOptions {
    std::int64_t travel_mm = 0;
    std::int64_t clearance_mm = 2000;  // of rope above the car in its highest landing [default]
    std::int64_t car_width_mm = 1600;  // between the two pulleys under a car [default]
    std::int64_t deflector_mm = 800;  // of rope from the traction sheave to the deflector [default]
};

namespace detail {

inline Reeving single_reeving(const ReevingOptions& o) {
    return {{{"traction", o.travel_mm + o.clearance_mm, -1}}};
}

inline Reeving double_reeving(const ReevingOptions& o, bool underslung) {
    const std::int64_t down = o.travel_mm + o.clearance_mm, w = underslung ? o.car_width_mm : 0;
    Reeving out{{{"car_pulley", down, -1}}};
    if (underslung) out.sheaves.push_back({"car_pulley", down + w, -1});
    out.sheaves.push_back({"traction", 2 * down + w, -2});
    // 2((H - z) + c) + z + c: what the traction sheave has let by, and the counterweight's side.
    out.sheaves.push_back({"counterweight_pulley", 2 * down + w + o.clearance_mm, -1});
    return out;
}

inline void add_deflector(Reeving& reeving, const ReevingOptions& o, bool reverse) {
    for (std::size_t i = 0; i < reeving.sheaves.size(); ++i) {
        if (reeving.sheaves[i].name != "traction") continue;
        Sheave deflector = reeving.sheaves[i];
        deflector.name = "deflector";
        deflector.offset_mm += o.deflector_mm;
        deflector.reverse = reverse;
        // The rope behind it is longer by the same piece.
        for (std::size_t j = i + 1; j < reeving.sheaves.size(); ++j) {
            reeving.sheaves[j].offset_mm += o.deflector_mm;
        }
        reeving.sheaves.insert(reeving.sheaves.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                               deflector);
        return;
    }
}

}  // namespace detail

inline Reeving reeving_of(Layout layout, const ReevingOptions& options) {
    Reeving out;
    switch (layout) {
        case Layout::unknown:
            return out;
        case Layout::one_to_one:
            return detail::single_reeving(options);
        case Layout::one_to_one_deflector:
        case Layout::one_to_one_reverse_deflector:
            out = detail::single_reeving(options);
            detail::add_deflector(out, options, layout == Layout::one_to_one_reverse_deflector);
            return out;
        case Layout::two_to_one:
            return detail::double_reeving(options, false);
        case Layout::two_to_one_underslung:
            return detail::double_reeving(options, true);
        case Layout::two_to_one_underslung_deflector:
            out = detail::double_reeving(options, true);
            detail::add_deflector(out, options, false);
            return out;
    }
    return out;
}

}  // namespace hoistway
