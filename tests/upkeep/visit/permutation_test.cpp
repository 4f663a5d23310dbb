// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/permutation.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <string>

using namespace hoistway;

// Every labelling of the strata by bit masks, one stratum after the other: slow and plain.
struct Brute {
    double labellings = 0, lower = 0, upper = 0;
};

static void walk(std::span<const Stratum> strata, std::size_t at, std::int64_t sum,
                 std::int64_t seen, Brute& out) {
    if (at == strata.size()) {
        ++out.labellings;
        out.lower += sum <= seen ? 1 : 0;
        out.upper += sum >= seen ? 1 : 0;
        return;
    }
    std::vector<std::int64_t> all = strata[at].before;
    all.insert(all.end(), strata[at].after.begin(), strata[at].after.end());
    for (unsigned mask = 0; mask < 1u << all.size(); ++mask) {
        if (static_cast<std::size_t>(std::popcount(mask)) != strata[at].after.size()) continue;
        std::int64_t own = 0;
        for (std::size_t i = 0; i < all.size(); ++i) own += (mask >> i & 1) != 0 ? all[i] : 0;
        walk(strata, at + 1, sum + own, seen, out);
    }
}

TEST_CASE("three values below three others are one labelling of twenty") {
    const Stratum runs{.before = {120, 130, 125}, .after = {90, 95, 100}};
    const PermutationTest test = permutation_test({&runs, 1});
    CHECK(test.exact);
    CHECK(test.labellings == 20);
    CHECK(test.p_lower == 1.0 / 20);
    CHECK(test.p_upper == 1.0);
    CHECK(test.p == 2.0 / 20);
}

// By hand: {1,2,3,4} with after = {1,3}: sums of pairs 3,4,5,5,6,7; two of six are at most 4.
TEST_CASE("a tie counts for both tails") {
    const Stratum first{.before = {2, 4}, .after = {1, 3}};
    CHECK(permutation_test({&first, 1}).p_lower == 2.0 / 6);
    CHECK(permutation_test({&first, 1}).p_upper == 5.0 / 6);
    const Stratum same{.before = {7, 7}, .after = {7}};
    CHECK(permutation_test({&same, 1}).p_lower == 1.0);
    CHECK(permutation_test({&same, 1}).p == 1.0);
}

// Darwin's 15 pairs of maize, in eighths of an inch (Fisher, The Design of Experiments, 1935,
// section 21): 863 of the 32,768 ways to hand out the signs have a sum of 314 or more.
TEST_CASE("the test of Darwin's maize gives Fisher's 863 in 32768") {
    const int differences[] = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    std::vector<Stratum> pairs;
    for (const int difference : differences)
        pairs.push_back({.before = {0}, .after = {difference}});
    const PermutationTest test = permutation_test(pairs);
    CHECK(test.exact);
    CHECK(test.labellings == 32768);
    CHECK(test.p_upper == 863.0 / 32768);
    CHECK(test.p == 1726.0 / 32768);
}

TEST_CASE("counting all labellings agrees with walking through them one by one") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 50; ++round) {
        std::vector<Stratum> strata(1 + random() % 3);
        for (Stratum& stratum : strata) {
            stratum.before.resize(1 + random() % 4);
            stratum.after.resize(1 + random() % 3);
            for (auto& value : stratum.before) value = static_cast<int>(random() % 9) - 4;
            for (auto& value : stratum.after) value = static_cast<int>(random() % 9) - 4;
        }
        Brute brute;
        walk(strata, 0, 0, detail::visits::sum_after(strata), brute);
        const PermutationTest test = permutation_test(strata);
        CHECK(test.labellings == brute.labellings);
        CHECK(test.p_lower == brute.lower / brute.labellings);
        CHECK(test.p_upper == brute.upper / brute.labellings);
    }
}

// Efron and Tibshirani, An Introduction to the Bootstrap (1993), table 2.1: survival of 16 mice.
TEST_CASE("a sample of labellings comes near the count of all") {
    const Stratum mice{.before = {52, 104, 146, 10, 51, 30, 40, 27, 46},
                       .after = {94, 197, 16, 38, 99, 141, 23}};
    const PermutationTest all = permutation_test({&mice, 1});
    const PermutationTest some = permutation_test({&mice, 1}, {.exact_limit = 0});
    CHECK(all.exact);
    CHECK(all.labellings == 11440);
    CHECK_FALSE(some.exact);
    const double error = std::sqrt(all.p_upper * (1 - all.p_upper) / 9999);
    CHECK(std::abs(some.p_upper - all.p_upper) < 4 * error);
    // They print 0.132 of 1000 draws of their own (section 15.2).
    CHECK(std::abs(all.p_upper - 0.132) < 4 * std::sqrt(0.132 * 0.868 / 1000));
}

TEST_CASE("the same seed gives the same p and another seed another one") {
    Stratum many;
    for (int i = 0; i < 200; ++i) (i % 2 == 0 ? many.before : many.after).push_back(i * i % 101);
    const auto p = [&](std::uint64_t seed) {
        return permutation_test({&many, 1}, {.seed = seed}).p_lower;
    };
    CHECK(p(1) == p(1));
    CHECK(p(1) != p(2));
    CHECK(permutation_test({&many, 1}).p_lower > 0.05);
}

TEST_CASE("a drawn p is never nothing") {
    Stratum apart;
    for (int i = 0; i < 40; ++i) {
        apart.before.push_back(1000 + i);
        apart.after.push_back(i);
    }
    const PermutationTest test = permutation_test({&apart, 1}, {.draws = 99});
    CHECK(test.p_lower == 1.0 / 100);
    CHECK(test.p_upper == 1.0);
}

// If nothing changed, p below 5 % comes about in 5 % of the cases.
TEST_CASE("values that only chance told apart are rarely told to differ") {
    std::mt19937_64 random(11);
    int told = 0;
    for (int round = 0; round < 400; ++round) {
        Stratum stratum;
        for (int i = 0; i < 8; ++i) {
            stratum.before.push_back(static_cast<std::int64_t>(random() % 10000));
            stratum.after.push_back(static_cast<std::int64_t>(random() % 10000));
        }
        told += permutation_test({&stratum, 1}).p <= 0.05 ? 1 : 0;
    }
    CHECK(told > 4);  // 20 expected; 4 and 40 are over three standard errors away
    CHECK(told < 40);
}

// Ten coins: 0, 1 or 2 heads in 56 of 1024 cases; 3 sixes of 4 throws in 20 of 1296.
TEST_CASE("events over runs are tested by the binomial") {
    const PermutationTest coins = rate_test(8, 1000, 2, 1000);
    CHECK(coins.p_lower == doctest::Approx(56.0 / 1024).epsilon(1e-12));
    CHECK(coins.p == doctest::Approx(112.0 / 1024).epsilon(1e-12));
    const PermutationTest dice = rate_test(1, 5000, 3, 1000);
    CHECK(dice.p_upper == doctest::Approx(21.0 / 1296).epsilon(1e-12));
    CHECK(rate_test(0, 10, 0, 10).p == 1.0);
    CHECK(rate_test(5, 0, 0, 10).p == 1.0);
    CHECK(rate_test(40000, 1, 40000, 1).p == 1.0);
}

TEST_CASE("a sample of no draws is refused") {
    const Stratum runs{.before = {1}, .after = {2}};
    CHECK_THROWS_AS((void)permutation_test({&runs, 1}, {.draws = 0}), std::invalid_argument);
}
