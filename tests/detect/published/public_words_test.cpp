// SPDX-License-Identifier: Apache-2.0
#include "hoistway/detect/published/public_words.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Time at(int seconds) { return Time{std::chrono::seconds{seconds}}; }

TEST_CASE("a word stands until another one, and what is not said changes nothing") {
    PublicWords words;
    CHECK(words.learn({.time = at(1), .floor = 2, .motion = Motion::running}).motion);
    CHECK_FALSE(words.learn({.time = at(2)}).motion);
    CHECK_FALSE(words.learn({.time = at(3), .motion = Motion::running}).motion);
    CHECK(words.running());
    CHECK(words.motion_since == at(1));
    CHECK(words.heard == at(3));
    const auto change = words.learn({.time = at(4), .floor = 3});
    CHECK(change.floor);
    CHECK(change.floor_before == 2);
    CHECK(change.floor_before_since == at(1));
}

TEST_CASE("doors are closed or not, and their other words are movements") {
    PublicWords words;
    words.learn({.time = at(1), .door = Door::closed});
    const auto opening = words.learn({.time = at(2), .door = Door::opening});
    CHECK(opening.door);
    CHECK(opening.door_moved);
    const auto open = words.learn({.time = at(3), .door = Door::open});
    CHECK_FALSE(open.door);
    CHECK(open.door_moved);
    CHECK(words.door_since == at(2));
    CHECK(words.door_moved == at(3));
    CHECK(words.open());
}

TEST_CASE("a level changes with the floor and with the zone") {
    PublicWords words;
    words.learn({.time = at(1), .floor = 2, .door_zone = Flag::yes});
    words.learn({.time = at(5), .door_zone = Flag::no});
    CHECK(words.level_since == at(5));
    CHECK(words.floor_since == at(1));
}

TEST_CASE("a person is seen by the sensor or counted") {
    CHECK(PublicWords::person_in({.presence = Flag::no, .people = 1}) == Flag::yes);
    CHECK(PublicWords::person_in({.people = 0}) == Flag::no);
    CHECK(PublicWords::person_in({.presence = Flag::yes, .people = 0}) == Flag::yes);
    CHECK(PublicWords::person_in({}) == Flag::unknown);
}

TEST_CASE("so many times lie within so long of now, or they do not") {
    LatestTimes times;
    times.add(at(10));
    CHECK(times.within(1, std::chrono::seconds{5}, at(15)));
    CHECK_FALSE(times.within(1, std::chrono::seconds{5}, at(16)));
    CHECK_FALSE(times.within(2, std::chrono::seconds{5}, at(10)));
    for (int i = 11; i <= 20; ++i) times.add(at(i));
    CHECK(times.within(6, std::chrono::seconds{5}, at(20)));
    CHECK_FALSE(times.within(6, std::chrono::seconds{4}, at(20)));
    times.clear();
    CHECK_FALSE(times.within(1, std::chrono::hours{1}, at(20)));
}
