// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/car_door_fault.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../play.hpp"

using namespace hoistway;

namespace {

constexpr Flag yes = Flag::yes, no = Flag::no;

// A run from 1 s on, until 10 s, to a landing, with a person; the doors stay shut.
const Script arrived = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = yes}},
                        {1, {.motion = Motion::running, .door_zone = no}},
                        {10, {.motion = Motion::stopped, .door_zone = yes, .presence = yes}}};

}  // namespace

TEST_CASE("doors that keep a person in at a landing are told after 15 s") {
    CHECK(raised_at<CarDoorFault>(arrived, {24.999, {.door = Door::opening}}) == never_raised);
    CHECK(raised_at<CarDoorFault>(arrived, {25, {.door = Door::opening}}) == 25);
    CHECK(raised_at<CarDoorFault>(arrived, {20, {.presence = no}}) == never_raised);
    CHECK(raised_at<CarDoorFault>(arrived, {20, {.mode = Mode::inspection}}) == never_raised);
    CHECK(raised_at<CarDoorFault>(arrived, {20, {.door_zone = no}}) == never_raised);
    CHECK(cleared_at<CarDoorFault>(arrived, {40, {.door = Door::opening}}) == 40);
    CHECK(cleared_at<CarDoorFault>(arrived, {40, {.motion = Motion::running}}) == 40);
}

TEST_CASE("a person behind doors that do not open is not out because they are no longer seen") {
    CHECK(cleared_at<CarDoorFault>(arrived, {40, {.presence = no}}) == never_cleared);
}

TEST_CASE(
    "where words go missing a silence proves nothing, and a word that shows the person does") {
    const Script doubtful = after_missing_word(arrived);
    CHECK(raised_at<CarDoorFault>(doubtful, {40, {.presence = no}}) == never_raised);
    CHECK(raised_at<CarDoorFault>(doubtful, {40, {}}) == 40);
    CHECK(raised_at<CarDoorFault>(doubtful, {24, {.presence = no}}) == never_raised);
    CHECK(raised_at<CarDoorFault>(doubtful, {500, {}}) == never_raised);
    Scene ticked{Picture{}, RunTracker{}, CarDoorFault{}};
    for (const Said& word : doubtful) ticked.say(word.at, word.said);
    CHECK(ticked.tick(30).tick(60).findings.empty());
    Script confirmed = doubtful;
    confirmed.push_back({40, {}});
    CHECK(cleared_at<CarDoorFault>(confirmed, {50, {.door = Door::opening}}) == 50);
}

TEST_CASE("a run before a long silence brought nobody: who is there now may have got in since") {
    const Observation shut{
        .motion = Motion::stopped, .door = Door::closed, .door_zone = yes, .presence = yes};
    Script runs(arrived.begin(), arrived.begin() + 2);
    CHECK(raised_at<CarDoorFault>(runs, {1000, shut}) == never_raised);
    Script empty = arrived;
    empty.back().said.presence = no;
    CHECK(raised_at<CarDoorFault>(empty, {1000, shut}) == never_raised);
    CHECK(raised_at<CarDoorFault>(empty, {30, shut}) == 45);
}

TEST_CASE("doors that have opened since the run do not keep anybody in") {
    Script came_and_left = arrived;
    came_and_left.push_back({12, {.door = Door::open}});
    came_and_left.push_back({15, {.door = Door::closed}});
    CHECK(raised_at<CarDoorFault>(came_and_left, {300, {}}) == never_raised);
}

TEST_CASE("a levelling of 2 s behind closed doors is no arrival, and a run of more is one") {
    struct Case {
        double stop, at;
    };
    for (const Case& c : {Case{22, never_raised}, Case{22.001, 37.001}}) {
        const Script levels = {
            {0, {.motion = Motion::stopped, .door = Door::open, .door_zone = yes, .presence = yes}},
            {10, {.door = Door::closed}},
            {20, {.motion = Motion::running}},
            {c.stop, {.motion = Motion::stopped}}};
        CHECK(raised_at<CarDoorFault>(levels, {300, {}}) == c.at);
    }
}

TEST_CASE("a lift that does not say where, whether or with whom it stands keeps nobody in") {
    for (const Signal mute : {Signal::motion, Signal::door, Signal::door_zone, Signal::presence}) {
        CHECK(raised_at<CarDoorFault>(without(mute, arrived), {300, {}}) == never_raised);
    }
}

TEST_CASE("times below 0 are refused") {
    CHECK_THROWS_AS(CarDoorFault({.raise = Duration{-1}}), std::invalid_argument);
    CHECK_THROWS_AS(CarDoorFault({.run_over = Duration{-1}}), std::invalid_argument);
}
