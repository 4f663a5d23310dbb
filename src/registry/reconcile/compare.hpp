// SPDX-License-Identifier: Apache-2.0
//
// Two rows side by side: what speaks for their being one lift, and what against it.
//
//     const std::vector<Clue> clues = compare(row_card(a), row_card(b));

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/registry/reconcile.hpp"

namespace hoistway {

inline constexpr std::array<std::string_view, 5> number_fields{
    "key", "equipment_code", "registration_code", "certificate", "rescue_code"};

// A row in the form in which it is compared: without case, spaces and punctuation.
struct RowCard {
    const ListRow* row = nullptr;
    std::array<std::string, 5> numbers{};  // as in number_fields; too short ones are left out
    std::string maker_number, site, address, digits;
    std::array<std::string, 6> build{};
};

RowCard row_card(const ListRow& row);

std::vector<Clue> compare(const RowCard& first, const RowCard& second);

int points_of(const std::vector<Clue>& clues) noexcept;

// One letter more, less or other, or two neighbours swapped (Damerau); neither equal texts nor such
// as differ in the last letter only are near.
bool is_near(std::string_view first, std::string_view second) noexcept;

bool has_position(const ListRow& row) noexcept;

}  // namespace hoistway
