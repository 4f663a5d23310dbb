// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/door_tracker.hpp"

#include <doctest/doctest.h>

#include "../scene.hpp"

using namespace hoistway;

namespace {

auto play(std::initializer_list<Door> doors) {
    Scene scene{Picture{}, DoorTracker{}};
    double at = 0;
    for (const Door door : doors) scene.say(at++, {.door = door});
    return scene;
}

}  // namespace

TEST_CASE("doors that leave closed and come back to it make one cycle") {
    const auto scene = play({Door::closed, Door::opening, Door::open, Door::closing, Door::closed});
    REQUIRE(scene.cycles.size() == 1);
    CHECK(seconds(scene.cycles[0].opened) == 1);
    CHECK(seconds(scene.cycles[0].time) == 4);
    CHECK(scene.cycles[0].reopenings == 0);
}

TEST_CASE("a device that knows only open and closed gives the same cycles") {
    CHECK(play({Door::closed, Door::open, Door::closed, Door::open, Door::closed}).cycles.size() ==
          2);
}

TEST_CASE("turning back on the way is a reopening of the same cycle") {
    const auto scene = play({Door::closed, Door::open, Door::closing, Door::opening, Door::open,
                             Door::closing, Door::open, Door::closing, Door::closed});
    REQUIRE(scene.cycles.size() == 1);
    CHECK(scene.cycles[0].reopenings == 2);
}

TEST_CASE("ajar ends no cycle") {
    CHECK(play({Door::closed, Door::open, Door::closing, Door::ajar, Door::ajar}).cycles.empty());
}

TEST_CASE("doors first seen open belong to no cycle") {
    CHECK(play({Door::open, Door::closing, Door::closed}).cycles.empty());
}

TEST_CASE("a cycle across a gap is dropped") {
    Scene scene{Picture{}, DoorTracker{}};
    scene.say(0, {.door = Door::closed}).say(1, {.door = Door::open});
    scene.say(1000, {.door = Door::closed});
    CHECK(scene.cycles.empty());
    scene.say(1001, {.door = Door::opening}).say(1003, {.door = Door::closed});
    REQUIRE(scene.cycles.size() == 1);
    CHECK(scene.cycles[0].reopenings == 0);
}

TEST_CASE("the reopenings of one cycle are not those of the next") {
    const auto scene = play({Door::closed, Door::open, Door::closing, Door::opening, Door::closed,
                             Door::open, Door::closing, Door::closed});
    REQUIRE(scene.cycles.size() == 2);
    CHECK(scene.cycles[0].reopenings == 1);
    CHECK(scene.cycles[1].reopenings == 0);
}
