// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/rope/reeving.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static const ReevingOptions building{
    .travel_mm = 30000, .clearance_mm = 2000, .car_width_mm = 1600, .deflector_mm = 800};

TEST_CASE("each layout has the number of sheaves of its drawing") {
    const std::size_t sheaves[] = {0, 1, 2, 3, 4, 5, 2};
    for (std::size_t i = 0; i < std::size(sheaves); ++i) {
        CHECK(reeving_of(static_cast<Layout>(i), building).sheaves.size() == sheaves[i]);
    }
}

// Domain facts 4.1: car pulley (H - z) + c, traction sheave twice that, counterweight pulley
// 2((H - z) + c) + z + c.
TEST_CASE("a 2:1 rope meets its three sheaves where the formulas say") {
    const Reeving reeving = reeving_of(Layout::two_to_one, building);
    for (const std::int64_t z : {0, 1, 12000, 29999, 30000}) {
        const std::int64_t down = 30000 - z + 2000;
        CHECK(reeving.sheaves[0].at(z) == down);
        CHECK(reeving.sheaves[1].at(z) == 2 * down);
        CHECK(reeving.sheaves[2].at(z) == 2 * down + z + 2000);
    }
}

TEST_CASE("the rope behind a deflector is longer by the way to it") {
    const Reeving without = reeving_of(Layout::two_to_one_underslung, building),
                  with = reeving_of(Layout::two_to_one_underslung_deflector, building);
    CHECK(with.sheaves[3].name == "deflector");
    CHECK(with.sheaves[3].at(5000) == with.sheaves[2].at(5000) + 800);
    CHECK(with.sheaves[4].at(5000) == without.sheaves[3].at(5000) + 800);
}

TEST_CASE("only the reverse deflector bends the rope the other way") {
    for (std::uint8_t i = 1; i < 7; ++i) {
        int reverse = 0;
        for (const Sheave& sheave : reeving_of(static_cast<Layout>(i), building).sheaves) {
            reverse += sheave.reverse;
        }
        CHECK(reverse == (static_cast<Layout>(i) == Layout::one_to_one_reverse_deflector ? 1 : 0));
    }
}

TEST_CASE("a layout has the roping of its name") {
    for (std::uint8_t i = 1; i < 7; ++i) {
        const auto layout = static_cast<Layout>(i);
        const bool two = to_text(layout).starts_with("two_to_one");
        CHECK(roping_of(layout) == (two ? Roping::two_to_one : Roping::one_to_one));
    }
    CHECK(roping_of(Layout::unknown) == Roping::unknown);
}

TEST_CASE("a layout is named as in the settings") {
    CHECK(to_text(Layout::two_to_one_underslung) == "two_to_one_underslung");
    CHECK(from_text<Layout>("one_to_one_deflector") == Layout::one_to_one_deflector);
}
