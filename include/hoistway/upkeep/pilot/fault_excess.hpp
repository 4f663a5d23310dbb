// SPDX-License-Identifier: Apache-2.0
//
// "Faults clearly above last year": the exact conditional test of two Poisson counts.
//
//     const double p = fault_excess({.faults = 9, .days = 365}, {.faults = 1, .days = 365});
//     p <= 0.05;      // so many would come by chance in fewer than one of twenty such lifts
//
// If nothing had changed, each of the n + m faults would have fallen into the newer span with the
// chance days / (days + days before); p is the chance of n or more. Neither notice says what
// "clearly" means, so the level stands in the policy, 0.05 [default]. Mind that of many lifts that
// are watched some pass it by chance. Przyborowski and Wilenski, Biometrika 31 (1940).
//
// Additions, products and quotients only, in one order: the same bits on every machine. Linear in
// the faults.

#pragma once

#include <cstdint>
#include <limits>

namespace hoistway {

struct FaultCount {
    std::uint32_t faults = 0;
    int days = 0;  // for how long they were counted
};

// NaN where one of the spans is empty. 1 where there is no fault at all.
inline double fault_excess(FaultCount now, FaultCount before) noexcept {
    if (now.days <= 0 || before.days <= 0) return std::numeric_limits<double>::quiet_NaN();
    const double odds = static_cast<double>(now.days) / before.days;
    const std::uint32_t all = now.faults + before.faults;
    // The likeliest number weighs 1, its neighbours by the ratio of binomial terms; what is too
    // small to change the sum is left out by itself.
    const auto mode = static_cast<std::uint32_t>((all + 1.0) * odds / (1 + odds));
    const std::uint32_t centre = mode > all ? all : mode;
    double tail = centre >= now.faults ? 1 : 0, sum = 1, weight = 1;
    for (std::uint32_t i = centre; i < all; ++i) {
        weight *= odds * (all - i) / (i + 1.0);
        sum += weight;
        if (i + 1 >= now.faults) tail += weight;
    }
    weight = 1;
    for (std::uint32_t i = centre; i > 0; --i) {
        weight *= i / (odds * (all - i + 1.0));
        sum += weight;
        if (i - 1 >= now.faults) tail += weight;
    }
    return tail / sum;
}

}  // namespace hoistway
