// SPDX-License-Identifier: Apache-2.0
//
// A measure as people type it, in the unit of the registry.
//
//     read_quantity("350 fpm", Dimension::speed, "m/s");   // 1.778
//     read_quantity("16'4\"", Dimension::length, "ft");    // 4.9784
//     read_quantity("1,050kg(14人)", Dimension::mass, "kg");   // 1050
//
// The rules are those told in import.hpp. What fits none of them is refused, never guessed.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"

namespace hoistway {

enum class Dimension : std::uint8_t { none, length, speed, mass };

// m, m/s and kg.
std::string_view own_unit(Dimension measure) noexcept;

// Whether a measure can be told in this unit: "ft", "fpm", "lb", "千克", ...
bool is_unit_of(Dimension measure, std::string_view unit) noexcept;

// `unit` is that of a bare number.
Result<double> read_quantity(std::string_view text, Dimension measure, std::string_view unit);

// Small letters, full-width forms as plain ones, no spaces and none of _ - . : / ( ).
std::string plain_header(std::string_view text);

// Full-width digits, letters and signs as plain ones, the full-width space as a space.
std::string half_width(std::string_view text);

// YYYY-MM-DD from this or 2012/2/29, 2012.2.29, 20120229, 2012年2月29日, each also with a time of
// day behind it. Nothing where it is none of these; whether there is such a day is not asked.
std::optional<std::string> plain_day(std::string_view text);

}  // namespace hoistway
