// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/fault_excess.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace hoistway;

// For spans of equal length the newer count is a toss of n + m coins: 11 of the 1024 ways of ten
// tosses show nine heads or more, and so on down Pascal's triangle.
TEST_CASE("with equal spans the chance is that of tossing coins") {
    const auto p = [](std::uint32_t now, std::uint32_t before) {
        return fault_excess({now, 365}, {before, 365});
    };
    CHECK(p(9, 1) == doctest::Approx(11.0 / 1024));
    CHECK(p(10, 0) == doctest::Approx(1.0 / 1024));
    CHECK(p(5, 5) == doctest::Approx(638.0 / 1024));
    CHECK(p(1, 0) == doctest::Approx(0.5));
    CHECK(p(0, 7) == doctest::Approx(1));
    CHECK(p(0, 0) == 1);
}

// No fault before: all n fall into the newer span, each with its share of the days.
TEST_CASE("with no fault before the chance is a power of the share of days") {
    CHECK(fault_excess({3, 90}, {0, 270}) == doctest::Approx(std::pow(0.25, 3)));
    CHECK(fault_excess({1, 1}, {0, 364}) == doctest::Approx(1.0 / 365));
}

// Worked out with exact fractions: the sum of C(n + m, i) d^i D^(n + m - i) / (d + D)^(n + m) over
// i >= n.
TEST_CASE("with unequal spans the chance is the binomial tail") {
    CHECK(fault_excess({4, 100}, {6, 300}) == doctest::Approx(0.22412490844726562));
    CHECK(fault_excess({12, 180}, {11, 365}) == doctest::Approx(0.044892741780612574));
    CHECK(fault_excess({40, 365}, {20, 365}) == doctest::Approx(0.00674464686559593));
}

TEST_CASE("the chance falls with every fault more") {
    double last = 2;
    for (std::uint32_t now = 0; now < 60; ++now) {
        const double p = fault_excess({now, 120}, {9, 365});
        CHECK(p < last);
        CHECK(p > 0);
        last = p;
    }
}

TEST_CASE("thousands of faults are counted without loss") {
    CHECK(fault_excess({5000, 365}, {5000, 365}) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(fault_excess({6000, 365}, {4000, 365}) < 1e-80);
}

TEST_CASE("without days nothing is known") {
    CHECK(std::isnan(fault_excess({3, 0}, {1, 365})));
    CHECK(std::isnan(fault_excess({3, 30}, {1, 0})));
}
