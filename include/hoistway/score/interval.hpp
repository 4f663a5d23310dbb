// SPDX-License-Identifier: Apache-2.0
//
// How sure a share is that was counted: the interval in which the true one lies 19 times in 20.
//
//     const auto range = wilson(81, 263);   // 0.2553 .. 0.3662
//     wilson(0, 0);                         // nothing: what was never tried has no share
//
// The score interval of Wilson (1927), without continuity correction; of those in closed form the
// one that stays honest for few cases and for none or all (Newcombe 1998). Only + - * / and a
// square root, so it gives the same numbers everywhere. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <optional>

namespace hoistway {

struct Interval {
    double low = 0, high = 1;

    friend bool operator==(const Interval&, const Interval&) = default;
};

// `hits` of `all`, at most all of them.
inline std::optional<Interval> wilson(std::uint64_t hits, std::uint64_t all) noexcept {
    assert(hits <= all);
    if (all == 0) return std::nullopt;
    constexpr double z = 1.959963984540054;  // the 0.975 quantile of the standard normal
    const auto n = static_cast<double>(all), x = static_cast<double>(hits);
    const double misses = n - x, centre = 2 * x + z * z, whole = 2 * (n + z * z);
    const double spread = z * std::sqrt(z * z + 4 * x * misses / n);
    return Interval{hits == 0 ? 0.0 : std::max(0.0, (centre - spread) / whole),
                    hits == all ? 1.0 : std::min(1.0, (centre + spread) / whole)};
}

}  // namespace hoistway
