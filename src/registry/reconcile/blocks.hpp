// SPDX-License-Identifier: Apache-2.0
//
// Which rows are worth comparing: those that fall into a block together.
//
//     Blocks blocks(cards);                  // cards[list][row]
//     blocks.add_numbers(all);               // the same number, in any column
//     for (const auto& [first, second] : blocks.pairs()) ...
//
// A block is a 64-bit hash (FNV-1a) of what its rows share; a chance meeting of two hashes only
// costs a comparison.

#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "compare.hpp"

namespace hoistway {

using Cards = std::vector<std::vector<RowCard>>;
using RowPair = std::pair<RowPlace, RowPlace>;

class Blocks {
 public:
    explicit Blocks(const Cards& cards) : cards_(cards) {}

    void add_numbers(RowPlace place);
    // Each number without one of its letters: two that are one slip apart share one.
    void add_near_numbers(RowPlace place);
    void add_places(RowPlace place);

    // Each pair of rows of two lists once, in order.
    std::vector<RowPair> pairs();
    std::uint64_t left_out() const noexcept { return left_out_; }

 private:
    struct Entry {
        std::uint64_t block;
        RowPlace place;

        // NOLINTNEXTLINE(modernize-use-nullptr): of the comparison the compiler writes
        friend auto operator<=>(const Entry&, const Entry&) = default;
    };

    const RowCard& card(RowPlace place) const { return cards_[place.list][place.row]; }
    void add(RowPlace place, char kind, std::string_view text);

    const Cards& cards_;
    std::vector<Entry> entries_;
    std::uint64_t left_out_ = 0;
};

}  // namespace hoistway
