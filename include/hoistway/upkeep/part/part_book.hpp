// SPDX-License-Identifier: Apache-2.0
//
// The parts of a lift as a book: how long each lasts, and what it may cost.
//
//     const auto book = load_part_book(text, "parts.json");
//     find_part(*book, "suspension_ropes")->lives[0].limit;
//
// The lives are the maker's or the user's: no notice names any, and the library brings none. A part
// may have several, and the first that is used up ends it. Prices are in fen, a hundredth of a
// yuan, for one piece. Plain data; load_part_book() makes sure that it holds together.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/language.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class LifeBy : std::uint8_t {
    runs,
    door_cycles,
    run_time,       // s in motion
    rope_bends,     // by the rule of the notice
    element_bends,  // of the piece of rope that was bent most
    distance,       // km
    months,
};

template <>
struct Words<LifeBy> {
    static constexpr std::array<std::string_view, 7> list{
        "runs", "door_cycles", "run_time", "rope_bends", "element_bends", "distance", "months"};
};

struct PartLife {
    LifeBy by{};
    double limit = 0;
    std::string source;  // who says so
};

// What one piece may cost, both included.
struct PriceRange {
    std::int64_t low = 0, high = 0;  // fen
};

struct WearPart {
    std::string id;
    Text name;
    std::vector<PartLife> lives;
    double warn_share = 0.9;  // of a life, from which on to warn [default]
    int warranty_months = 0;  // 0: none is known
    std::optional<PriceRange> price;
};

struct PartBook {
    std::string id;
    std::string source;
    std::vector<WearPart> parts;
};

inline const WearPart* find_part(const PartBook& book, std::string_view id) noexcept {
    for (const WearPart& part : book.parts) {
        if (part.id == id) return &part;
    }
    return nullptr;
}

}  // namespace hoistway
