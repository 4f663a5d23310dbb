// SPDX-License-Identifier: Apache-2.0
#include "hoistway/score/interval.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("the interval is that of Newcombe's table for the score method") {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    // 17 (1998), table I, method 3.
    struct Case {
        std::uint64_t hits, all;
        double low, high;
    };
    const Case cases[] = {{81, 263, 0.2553, 0.3662},
                          {15, 148, 0.0624, 0.1605},
                          {0, 20, 0, 0.1611},
                          {1, 29, 0.0061, 0.1718}};
    for (const Case& row : cases) {
        CAPTURE(row.hits);
        const auto range = wilson(row.hits, row.all);
        REQUIRE(range);
        CHECK(std::abs(range->low - row.low) <= 0.00005);
        CHECK(std::abs(range->high - row.high) <= 0.00005);
    }
}

TEST_CASE("its ends are where the normal score test turns") {
    // By definition: |p - p0| = z sqrt(p0 (1 - p0) / n) at both ends p0.
    for (std::uint64_t all : {1U, 7U, 100U, 100'000U}) {
        for (std::uint64_t hits : {all / 3, all / 2}) {
            if (hits == 0) continue;
            const auto range = wilson(hits, all);
            const double p = static_cast<double>(hits) / static_cast<double>(all);
            for (const double end : {range->low, range->high}) {
                const double spread = std::sqrt(end * (1 - end) / static_cast<double>(all));
                CHECK(std::abs(p - end) / spread == doctest::Approx(1.959963984540054));
            }
        }
    }
}

TEST_CASE("none and all are ends of their intervals, and mirror each other") {
    for (std::uint64_t all : {1U, 3U, 50U}) {
        CHECK(wilson(0, all)->low == 0);
        CHECK(wilson(all, all)->high == 1);
        CHECK(wilson(0, all)->high == doctest::Approx(1 - wilson(all, all)->low));
    }
}

TEST_CASE("what was never tried has no interval") { CHECK_FALSE(wilson(0, 0)); }
