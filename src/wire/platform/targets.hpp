// SPDX-License-Identifier: Apache-2.0
//
// Where the fields of a profile may lead: the fields of an observation with their bytes and units,
// the papers of a lift, the handling of a fault.
//
//     place_of("door")->offset          // the byte of Observation that holds the door
//     scale_of("run_time", "h")         // 3600: from hours to the observation's seconds

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "hoistway/model/observation.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway::platform {

enum class PlaceType : std::uint8_t { word, floor, count, single, twofold };

// A field of the observation as bytes of it: a word is one byte, a measured value a number.
struct Place {
    PlaceType type{};
    std::uint8_t offset = 0;
};

std::optional<Place> place_of(std::string_view field) noexcept;

// The word's number in its field: 2 for "open" of `door`, 2 for "true" of a flag, 1 for "cleared".
std::optional<std::uint8_t> code_of(std::string_view field, std::string_view word) noexcept;

inline bool has_word(std::string_view field, std::string_view word) noexcept {
    return code_of(field, word).has_value();
}

// Said by words (`door`, `door_zone`, `fault_phase`, a handling's `status`), or by numbers.
bool is_coded(std::string_view field) noexcept;
bool is_measured(std::string_view field) noexcept;

// Whether a message that carries this may have a field that goes there.
bool is_target(Carries carries, std::string_view name) noexcept;

// Nothing where the unit is none of the field's.
std::optional<double> scale_of(std::string_view field, std::string_view unit) noexcept;

}  // namespace hoistway::platform
