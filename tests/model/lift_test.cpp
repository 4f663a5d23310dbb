// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/lift.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace hoistway;

static Lift three_floors() {
    Lift lift;
    lift.key = "A-1";
    lift.floors = {{"B1", 0}, {"1", 4.5}, {"2", std::nan("")}};
    return lift;
}

TEST_CASE("landings are counted from the lowest, which is 1") {
    const Lift lift = three_floors();
    CHECK(height_of(lift, 1) == 0);
    CHECK(height_of(lift, 2) == 4.5);
}

TEST_CASE("the height of a landing nobody described is not a number") {
    const Lift lift = three_floors();
    for (const int floor : {-32768, -1, 0, 3, 4, 32767}) {
        CAPTURE(floor);
        CHECK(std::isnan(height_of(lift, static_cast<std::int16_t>(floor))));
    }
    CHECK(std::isnan(height_of(Lift{}, 1)));
}

TEST_CASE("the travel of a lift is that of its highest landing") {
    Lift lift = three_floors();
    CHECK(travel_of(lift).floors == 3);
    CHECK(std::isnan(travel_of(lift).top));
    lift.floors[2].height = 7.5;
    CHECK(travel_of(lift).top == 7.5f);
    CHECK(travel_of(Lift{}).floors == 0);
}

TEST_CASE("roping has the words of the registry") {
    CHECK(from_text<Roping>("1:1") == Roping::one_to_one);
    CHECK(from_text<Roping>("2:1") == Roping::two_to_one);
    CHECK(from_text<Roping>("unknown") == Roping::unknown);
    CHECK(!from_text<Roping>("4:1"));
}

TEST_CASE("what the papers of a lift do not say is empty") {
    const Lift lift;
    CHECK(!lift.installed);
    CHECK(lift.roping == Roping::unknown);
    CHECK(std::isnan(lift.rated_speed));
    CHECK(std::isnan(lift.rated_load));
    CHECK(std::isnan(Landing{}.height));
}
