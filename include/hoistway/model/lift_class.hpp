// SPDX-License-Identifier: Apache-2.0
//
// What kind of lift the four class digits of an identity number stand for.
//
//     lift_class("3110", 2016);  // since_2014, "traction_passenger"
//     lift_class("3120", 2010);  // before_2014, "positive_drive_passenger"
//     lift_class("3120", 0);     // ambiguous, "": nobody can tell without a year
//
// The special equipment catalogue of 2014 gave old digits new meanings, so that the digits mean
// nothing without their era. The year in which the lift was built or registered decides; 2014
// itself does not, for both catalogues were in use in it. Digits that only one of the two knows
// are of that one, whatever the year says. Source: protocols page, section 5; confidence in
// docs/identity.md.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Catalogue : std::uint8_t { unknown, before_2014, since_2014, ambiguous };

template <>
struct Words<Catalogue> {
    static constexpr std::array<std::string_view, 4> list{"unknown", "before_2014", "since_2014",
                                                          "ambiguous"};
};

struct LiftClass {
    Catalogue era{};
    std::string_view meaning;  // empty where it cannot be told

    friend bool operator==(const LiftClass&, const LiftClass&) = default;
};

namespace detail {

struct ClassRow {
    std::string_view digits, before, since;
};

inline constexpr std::array<ClassRow, 16> class_rows{{
    {"3110", "traction_passenger", "traction_passenger"},
    {"3120", "positive_drive_passenger", "traction_freight"},
    {"3130", "machine_roomless_passenger", "positive_drive_freight"},
    {"3150", "panoramic", ""},
    {"3170", "bed", ""},
    {"3210", "freight", "hydraulic_passenger"},
    {"3220", "freight", "hydraulic_freight"},
    {"3230", "freight", ""},
    {"3310", "", "escalator"},
    {"3320", "", "moving_walk"},
    {"3400", "service", ""},
    {"3410", "", "explosion_proof"},
    {"3420", "", "firefighter"},
    {"3430", "", "service"},
    {"3500", "escalator", ""},
    {"3600", "moving_walk", ""},
}};

constexpr LiftClass class_in_year(const ClassRow& row, int year) noexcept {
    if (row.since.empty()) return {Catalogue::before_2014, row.before};
    if (row.before.empty()) return {Catalogue::since_2014, row.since};
    if (year > 2014) return {Catalogue::since_2014, row.since};
    if (year > 0 && year < 2014) return {Catalogue::before_2014, row.before};
    return {Catalogue::ambiguous, row.before == row.since ? row.since : std::string_view()};
}

}  // namespace detail

// A year of 0 means that it is not known.
constexpr LiftClass lift_class(std::string_view digits, int year) noexcept {
    for (const detail::ClassRow& row : detail::class_rows) {
        if (row.digits == digits) return detail::class_in_year(row, year);
    }
    return {};
}

// By the middle two of the digits, as they stand in a use certificate: its form and its list of
// classes are those of the catalogue of 2014.
constexpr LiftClass certificate_class(std::string_view middle) noexcept {
    for (const detail::ClassRow& row : detail::class_rows) {
        if (row.digits.substr(1, 2) == middle && !row.since.empty()) {
            return {Catalogue::since_2014, row.since};
        }
    }
    return {};
}

}  // namespace hoistway
