// SPDX-License-Identifier: Apache-2.0
#include "blocks.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "hoistway/core/hash/fnv_hash.hpp"

namespace hoistway {

namespace {

constexpr std::size_t most_rows = 300;   // [default] a block of 300 has 45,000 pairs
constexpr double cells_a_degree = 1000;  // some 110 m; half a cell is more than near_position

std::uint64_t hash_of(char kind, std::string_view text) {
    return FnvHash{}.add(std::string_view{&kind, 1}).add(text).value();
}

}  // namespace

void Blocks::add(RowPlace place, char kind, std::string_view text) {
    if (!text.empty()) entries_.push_back({hash_of(kind, text), place});
}

void Blocks::add_numbers(RowPlace place) {
    for (const std::string& number : card(place).numbers) add(place, 'n', number);
}

void Blocks::add_near_numbers(RowPlace place) {
    for (const std::string& number : card(place).numbers) {
        add(place, 'd', number);
        for (std::size_t i = 0; i < number.size(); ++i) {
            std::string shorter = number;
            shorter.erase(i, 1);
            add(place, 'd', shorter);
        }
    }
}

// Four grids, each half a cell off: two points close to each other share a cell of one of them.
void Blocks::add_places(RowPlace place) {
    const RowCard& row = card(place);
    add(place, 'm', row.maker_number);
    add(place, 's', row.site);
    add(place, 'a', row.address);
    if (!has_position(*row.row)) return;
    for (int grid = 0; grid < 4; ++grid) {
        const double north = row.row->site.latitude * cells_a_degree + (grid % 2 == 0 ? 0 : 0.5);
        const double east = row.row->site.longitude * cells_a_degree + (grid < 2 ? 0 : 0.5);
        add(place, static_cast<char>('0' + grid),
            std::to_string(static_cast<long>(std::floor(north))) + ',' +
                std::to_string(static_cast<long>(std::floor(east))));
    }
}

std::vector<RowPair> Blocks::pairs() {
    std::sort(entries_.begin(), entries_.end());
    entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
    std::vector<RowPair> pairs;
    for (std::size_t from = 0, to = 0; from < entries_.size(); from = to) {
        while (to < entries_.size() && entries_[to].block == entries_[from].block) ++to;
        if (to - from > most_rows) {
            ++left_out_;
            continue;
        }
        for (std::size_t i = from; i < to; ++i) {
            for (std::size_t j = i + 1; j < to; ++j) {
                const RowPlace first = entries_[i].place, second = entries_[j].place;
                if (first.list != second.list) pairs.emplace_back(first, second);
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

}  // namespace hoistway
