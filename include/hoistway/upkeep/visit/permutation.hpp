// SPDX-License-Identifier: Apache-2.0
//
// Could the difference be chance? The permutation test: if a visit changed nothing, "before" and
// "after" are but labels, and any way to hand them out was as likely as the one that came about.
//
//     const Stratum runs{.before = {120, 130, 125}, .after = {90, 95, 100}};
//     permutation_test({&runs, 1}).p_lower;   // 1/20: no other labelling has so small an "after"
//
// Labels are exchanged within a stratum only: runs of one floor pair and direction with each other.
// The statistic is the sum of "after"; values are whole numbers, so that ties are ties. Few
// labellings are all counted, which is exact; of many, a seeded sample is drawn, and p is then
// (hits + 1) / (draws + 1) (Phipson and Smyth 2010), never 0. Two-sided p is twice the smaller
// tail. Assumes that single values are exchangeable if nothing changed; a slow drift is a change,
// too. The generator is mt19937_64, whose numbers the C++ standard fixes: the same p on every
// machine. Time: exact_limit steps or draws times values.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "hoistway/core/refuse.hpp"

namespace hoistway {

struct Stratum {
    std::vector<std::int64_t> before{}, after{};
};

struct PermutationOptions {
    double exact_limit = 200'000;  // labellings that are all counted [default]
    std::uint32_t draws = 9'999;   // where there are more: p in steps of 1/10,000 [default]
    std::uint64_t seed = 1;
};

struct PermutationTest {
    double p_lower = 1;     // of a sum of "after" no greater than the one seen
    double p_upper = 1;     // of one no smaller
    double p = 1;           // two-sided
    double labellings = 1;  // that there are; rounded beyond 2^53
    bool exact = true;
};

namespace detail::visits {

// n over k, exact up to 2^53.
inline double choose(std::size_t n, std::size_t k) noexcept {
    double product = 1;
    for (std::size_t i = 1; i <= std::min(k, n - k); ++i) {
        product = product * static_cast<double>(n - i + 1) / static_cast<double>(i);
    }
    return std::round(product);
}

using SumCounts = std::map<std::int64_t, double>;  // how many labellings give each sum

inline std::vector<std::int64_t> pooled(const Stratum& stratum) {
    std::vector<std::int64_t> all = stratum.before;
    all.insert(all.end(), stratum.after.begin(), stratum.after.end());
    return all;
}

// Sums of all choices of `wanted` values, one value after the other.
inline SumCounts sums_of(const Stratum& stratum) {
    const std::size_t wanted = stratum.after.size();
    std::vector<SumCounts> by_size(wanted + 1);
    by_size[0][0] = 1;
    for (const std::int64_t value : pooled(stratum)) {
        for (std::size_t size = wanted; size > 0; --size) {
            for (const auto& [sum, count] : by_size[size - 1]) by_size[size][sum + value] += count;
        }
    }
    return std::move(by_size[wanted]);
}

inline SumCounts added(const SumCounts& a, const SumCounts& b) {
    SumCounts out;
    for (const auto& [sum, count] : a) {
        for (const auto& [more, times] : b) out[sum + more] += count * times;
    }
    return out;
}

// A whole number below `count` without the bias of a remainder (Lemire 2019).
inline std::uint32_t draw_below(std::mt19937_64& source, std::uint32_t count) {
    const auto upper = [&] { return source() >> 32; };
    std::uint64_t product = upper() * count;
    if (static_cast<std::uint32_t>(product) < count) {
        const std::uint32_t biased = (0u - count) % count;
        while (static_cast<std::uint32_t>(product) < biased) product = upper() * count;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

// The sum of `wanted` values drawn without putting back.
inline std::int64_t drawn_sum(std::vector<std::int64_t>& values, std::size_t wanted,
                              std::mt19937_64& source) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < wanted; ++i) {
        const auto left = static_cast<std::uint32_t>(values.size() - i);
        std::swap(values[i], values[i + draw_below(source, left)]);
        sum += values[i];
    }
    return sum;
}

inline std::int64_t sum_after(std::span<const Stratum> strata) noexcept {
    std::int64_t sum = 0;
    for (const Stratum& stratum : strata) {
        for (const std::int64_t value : stratum.after) sum += value;
    }
    return sum;
}

inline void count_all(std::span<const Stratum> strata, PermutationTest& test) {
    SumCounts sums{{0, 1}};
    for (const Stratum& stratum : strata) sums = added(sums, sums_of(stratum));
    const std::int64_t seen = sum_after(strata);
    double lower = 0, upper = 0;
    for (const auto& [sum, count] : sums) {
        if (sum <= seen) lower += count;
        if (sum >= seen) upper += count;
    }
    test.p_lower = lower / test.labellings;
    test.p_upper = upper / test.labellings;
}

inline void draw_some(std::span<const Stratum> strata, const PermutationOptions& options,
                      PermutationTest& test) {
    std::mt19937_64 source(options.seed);
    std::vector<std::vector<std::int64_t>> values;
    for (const Stratum& stratum : strata) values.push_back(pooled(stratum));
    const std::int64_t seen = sum_after(strata);
    std::uint32_t lower = 1, upper = 1;
    for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < strata.size(); ++i) {
            sum += drawn_sum(values[i], strata[i].after.size(), source);
        }
        lower += sum <= seen ? 1 : 0;
        upper += sum >= seen ? 1 : 0;
    }
    test.p_lower = static_cast<double>(lower) / (options.draws + 1.0);
    test.p_upper = static_cast<double>(upper) / (options.draws + 1.0);
}

}  // namespace detail::visits

inline PermutationTest permutation_test(std::span<const Stratum> strata,
                                        const PermutationOptions& options = {}) {
    if (options.draws == 0) refuse("permutation_test: draws must be above 0");
    PermutationTest test;
    for (const Stratum& stratum : strata) {
        const std::size_t n = stratum.before.size() + stratum.after.size();
        test.labellings *= detail::visits::choose(n, stratum.after.size());
    }
    test.exact = test.labellings <= options.exact_limit;
    if (test.exact) {
        detail::visits::count_all(strata, test);
    } else {
        detail::visits::draw_some(strata, options, test);
    }
    test.p = std::min(1.0, 2 * std::min(test.p_lower, test.p_upper));
    return test;
}

// Events over exposure: `before` of them in so many runs, `after` in so many. If nothing changed,
// each falls on any run alike, so that `after` is binomial. Exact; linear in the events.
inline PermutationTest rate_test(std::uint32_t before, std::uint64_t runs_before,
                                 std::uint32_t after, std::uint64_t runs_after) {
    PermutationTest test;
    const std::uint32_t all = before + after;
    if (runs_before == 0 || runs_after == 0) return test;
    const double odds = static_cast<double>(runs_after) / static_cast<double>(runs_before);
    const auto mode = static_cast<std::uint32_t>(static_cast<double>(all) * odds / (1 + odds));
    std::vector<double> chance(std::size_t{all} + 1);
    chance[mode] = 1;  // the others in proportion to it, lest the small ones vanish
    for (std::uint32_t k = mode; k < all; ++k) {
        chance[k + 1] = chance[k] * (all - k) / (k + 1.0) * odds;
    }
    for (std::uint32_t k = mode; k > 0; --k) {
        chance[k - 1] = chance[k] * k / (all - k + 1.0) / odds;
    }
    double lower = 0, upper = 0, whole = 0;
    for (std::uint32_t k = 0; k <= all; ++k) {
        whole += chance[k];
        if (k <= after) lower += chance[k];
        if (k >= after) upper += chance[k];
    }
    test.p_lower = lower / whole;
    test.p_upper = upper / whole;
    test.p = std::min(1.0, 2 * std::min(test.p_lower, test.p_upper));
    return test;
}

}  // namespace hoistway
