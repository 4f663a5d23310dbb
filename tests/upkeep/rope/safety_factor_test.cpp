// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/rope/safety_factor.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace hoistway;

// Domain facts 4.2, worked out there by another program.
TEST_CASE("the formula gives the factors of the table") {
    const double table[][3] = {{1, 40, 8.083},  {2, 40, 10.401},  {5, 40, 14.515},
                               {7, 40, 16.405}, {10, 40, 18.677}, {18.5, 40, 23.361},
                               {7, 45, 13.764}, {5, 50, 10.682}};
    for (const auto& row : table) {
        const auto& [sheaves, ratio, factor] = row;
        CAPTURE(row[0]);
        CHECK(std::abs(formula_factor(sheaves, ratio) - factor) < 0.0006);
    }
}

TEST_CASE("12, or 16 for two ropes, is the least there is") {
    CHECK(*required_factor({.ropes = 3, .sheaves = 1, .ratio = 40}) == 12);
    CHECK(*required_factor({.ropes = 2, .sheaves = 1, .ratio = 40}) == 16);
    CHECK(*required_factor({.ropes = 2, .sheaves = 7, .ratio = 40}) ==
          doctest::Approx(16.405).epsilon(1e-4));
    CHECK(*required_factor({.ropes = 3, .sheaves = 18.5, .ratio = 40}) ==
          doctest::Approx(23.361).epsilon(1e-4));
}

TEST_CASE("ropes outside the standard are refused") {
    CHECK(!required_factor({.ropes = 1, .sheaves = 2, .ratio = 40}));
    CHECK(!required_factor({.ropes = 3, .sheaves = 2, .ratio = 39.9}));
    CHECK(!required_factor({.ropes = 3, .sheaves = 0, .ratio = 40}));
    CHECK(!required_factor({.ropes = 3, .sheaves = 2, .ratio = 500}));
}

TEST_CASE("a groove counts for so many sheaves") {
    const double v[][2] = {{35, 18.5}, {36, 15.2}, {38, 10.5}, {40, 7.1}, {42, 5.6}, {45, 4.0}};
    for (const auto& [angle, sheaves] : v) {
        CHECK(*traction_equivalent(Groove::v, angle) == sheaves);
    }
    const double u[][2] = {{75, 2.5}, {80, 3.0},   {85, 3.8},  {90, 5.0},
                           {95, 6.7}, {100, 10.0}, {105, 15.2}};
    for (const auto& [angle, sheaves] : u) {
        CHECK(*traction_equivalent(Groove::undercut, angle) == sheaves);
    }
    CHECK(*traction_equivalent(Groove::round, 0) == 1);
    CHECK(*traction_equivalent(Groove::v, 37) == doctest::Approx(12.85));
    CHECK(!traction_equivalent(Groove::v, 34.9));
    CHECK(!traction_equivalent(Groove::undercut, 106));
}

TEST_CASE("a reverse bend counts four times, and a small pulley by the fourth power") {
    Sheaves sheaves{
        .groove = Groove::undercut, .angle = 90, .simple = 2, .traction_mm = 400, .pulley_mm = 400};
    CHECK(*equivalent_sheaves(sheaves) == 7);
    sheaves.reverse = 1;
    CHECK(*equivalent_sheaves(sheaves) == 11);
    sheaves.pulley_mm = 200;
    CHECK(*equivalent_sheaves(sheaves) == 5 + 16 * 6);
    sheaves.pulley_mm = 0;
    CHECK(equivalent_sheaves(sheaves).error().code == ErrorCode::missing);
}

TEST_CASE("a bend the other way is reverse within 200 rope diameters") {
    CHECK(is_reverse_bend(1600, 8));
    CHECK(!is_reverse_bend(1601, 8));
}

TEST_CASE("what the ropes have is their breaking load over the force") {
    CHECK(*actual_factor(6, 33.2, 16.6) == 12);
    CHECK(!actual_factor(0, 33.2, 16.6));
    CHECK(!actual_factor(6, 33.2, 0));
}

// Domain facts 4.3: the two checks that are built into the form.
TEST_CASE("Feyrer's factors are 1 for a rope of 16 mm bent over 60 diameters") {
    CHECK(feyrer_diameter(16) == doctest::Approx(1).epsilon(1e-12));
    CHECK(feyrer_length(60) == doctest::Approx(1).epsilon(1e-12));
    CHECK(feyrer_diameter(8) > 1);
}

TEST_CASE("with all coefficients but b0 at nothing the life is ten to the b0") {
    const FeyrerCoefficients only{.b0 = 5, .b1 = 0, .b2 = 0, .b3 = 0};
    const FeyrerRope rope{.sheave_mm = 640, .rope_mm = 16, .force_n = 5000, .bent_mm = 960};
    CHECK(*feyrer_bends(only, rope) == doctest::Approx(100000).epsilon(1e-9));
    CHECK(!feyrer_bends(only, {.sheave_mm = 640, .rope_mm = 16, .force_n = 0, .bent_mm = 960}));
    CHECK(!feyrer_bends(only, {.sheave_mm = 640, .rope_mm = 16, .force_n = 5000, .bent_mm = 30}));
}

TEST_CASE("the sheaves of a trip wear the rope together") {
    const std::vector<double> sheaves{300000, 600000, 600000};
    CHECK(*trips_to_discard(sheaves) == doctest::Approx(150000));
    CHECK(!trips_to_discard({}));
}
