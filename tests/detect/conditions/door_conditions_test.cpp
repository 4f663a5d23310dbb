// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/conditions/door_conditions.hpp"

#include <doctest/doctest.h>

#include "../../play.hpp"

using namespace hoistway;

namespace {

constexpr Flag yes = Flag::yes, no = Flag::no;

// The car has come to a landing with a person, and stands there shut.
const Script arrived = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = yes}},
                        {1, {.motion = Motion::running, .door_zone = no}},
                        {10, {.motion = Motion::stopped, .door_zone = yes, .presence = yes}}};

// A person has got in, and the doors have closed at 10 s.
const Script entered = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = yes}},
                        {5, {.door = Door::open, .presence = yes}},
                        {10, {.door = Door::closed}},
                        {50, {}}};

// Closed doors at 0 s, opened in the zone at 5 s.
const Script opened = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = yes}},
                       {5, {.door = Door::open}}};

}  // namespace

TEST_CASE("doors that began to close have 60 s to be closed") {
    const Script trying = {{0, {.motion = Motion::stopped, .door = Door::open}},
                           {10, {.door = Door::closing}},
                           {13, {.door = Door::opening}},
                           {50, {}}};
    CHECK(raised_at<CloseAbnormal>(trying, {69.999, {.door = Door::closed}}) == never_raised);
    CHECK(raised_at<CloseAbnormal>(trying, {70, {.door = Door::closed}}) == 70);
    CHECK(raised_at<CloseAbnormal>(trying, {65, {.mode = Mode::inspection}}) == never_raised);
    CHECK(raised_at<CloseAbnormal>(trying, {65, {.motion = Motion::running}}) == never_raised);
    CHECK(raised_at<CloseAbnormal>({{0, {.door = Door::open}}}, {500, {}}) == never_raised);
    CHECK(cleared_at<CloseAbnormal>(trying, {90, {.door = Door::closed}}) == 90);
}

TEST_CASE("doors that close, or a person there, and a long silence: the next word decides") {
    const Script closing = {{0, {.motion = Motion::stopped, .door = Door::open}},
                            {10, {.door = Door::closing}}};
    CHECK(raised_at<CloseAbnormal>(closing, {100, {.door = Door::closed}}) == never_raised);
    CHECK(raised_at<CloseAbnormal>(closing, {100, {.door = Door::closing}}) == 100);
    const Script shut(entered.begin(), entered.end() - 1);
    CHECK(raised_at<StartAbnormal>(shut, {100, {.motion = Motion::running}}) == never_raised);
    CHECK(raised_at<StartAbnormal>(shut, {100, {}}) == 115);
    Script seen_again = shut;
    seen_again.push_back({100, {}});
    CHECK(raised_at<StartAbnormal>(seen_again, {115, {}}) == 115);
}

TEST_CASE("a person in a car that does not start is not out because they are no longer seen") {
    CHECK(cleared_at<StartAbnormal>(entered, {100, {.presence = no}}) == never_cleared);
}

TEST_CASE("a car that has closed its doors on a person has 60 s to start") {
    CHECK(raised_at<StartAbnormal>(entered, {69.999, {.motion = Motion::running}}) == never_raised);
    CHECK(raised_at<StartAbnormal>(entered, {70, {.motion = Motion::running}}) == 70);
    CHECK(raised_at<StartAbnormal>(entered, {60, {.presence = no}}) == never_raised);
    CHECK(raised_at<StartAbnormal>(entered, {60, {.mode = Mode::firefighter}}) == never_raised);
    CHECK(raised_at<StartAbnormal>(arrived, {300, {}}) == never_raised);
    CHECK(cleared_at<StartAbnormal>(entered, {100, {.door = Door::opening}}) == 100);
}

TEST_CASE("doors open outside every zone are told after 2 s, but not in trained hands") {
    const Script open = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = no}},
                         {5, {.door = Door::open}}};
    CHECK(raised_at<OpenedOffLevel>(open, {6.999, {.door = Door::closing}}) == never_raised);
    CHECK(raised_at<OpenedOffLevel>(open, {7, {.door = Door::closing}}) == 7);
    CHECK(raised_at<OpenedOffLevel>(open, {6, {.mode = Mode::inspection}}) == never_raised);
    CHECK(raised_at<OpenedOffLevel>(open, {6, {.mode = Mode::firefighter}}) == never_raised);
    CHECK(raised_at<OpenedOffLevel>(open, {6, {.door_zone = yes}}) == never_raised);
    CHECK(cleared_at<OpenedOffLevel>(open, {20, {.door = Door::closed}}) == 22);
}

TEST_CASE("doors that open in a run outside the zone are told after 1 s") {
    const Script run = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = no}},
                        {5, {.motion = Motion::running}},
                        {8, {.door = Door::ajar}}};
    CHECK(raised_at<OpenedWhileRunning>(run, {8.999, {.door = Door::closed}}) == never_raised);
    CHECK(raised_at<OpenedWhileRunning>(run, {9, {.door = Door::closed}}) == 9);
    CHECK(raised_at<OpenedWhileRunning>(run, {8.5, {.door_zone = yes}}) == never_raised);
    CHECK(raised_at<OpenedWhileRunning>(run, {8.5, {.mode = Mode::inspection}}) == never_raised);
    CHECK(cleared_at<OpenedWhileRunning>(run, {20, {.door = Door::closed}}) == 22);
}

TEST_CASE("a movement that began with open doors is not one in which they opened") {
    const Script moved = {{0, {.motion = Motion::stopped, .door = Door::open, .door_zone = no}},
                          {5, {.motion = Motion::running}}};
    CHECK(raised_at<OpenedWhileRunning>(moved, {60, {}}) == never_raised);
}

TEST_CASE("a car that leaves its zone with the doors open is told at once") {
    CHECK(raised_at<UnintendedMovement>(opened, {30, {.door_zone = no}}) == 30);
    CHECK(raised_at<UnintendedMovement>(opened, {30, {.door = Door::closed, .door_zone = no}}) ==
          never_raised);
    CHECK(raised_at<UnintendedMovement>(
              opened, {30, {.mode = Mode::inspection, .door_zone = no}}) == never_raised);
    Script left = opened;
    left.push_back({30, {.door_zone = no}});
    CHECK(cleared_at<UnintendedMovement>(left, {50, {.door_zone = yes}}) == 50);
    CHECK(cleared_at<UnintendedMovement>(left, {50, {.door = Door::closed}}) == 50);
    CHECK(cleared_at<UnintendedMovement>(left, {50, {}}) == never_cleared);
}

TEST_CASE("a position over 0.20 m from the landing tells that the car has left it") {
    struct Case {
        float position;
        double at;
    };
    for (const Case& c : {Case{3.19F, never_raised}, Case{3.25F, 30}, Case{2.75F, 30}}) {
        CAPTURE(c.position);
        Script level = opened;
        level[0].said.floor = 2;
        level[0].said.position = 3.0F;
        CHECK(raised_at<UnintendedMovement>(level, {30, {.position = c.position}}) == c.at);
    }
}

TEST_CASE("doors that were opened outside the zone belong to another rule") {
    const Script off = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = no}},
                        {5, {.door = Door::open}}};
    CHECK(raised_at<UnintendedMovement>(off, {60, {}}) == never_raised);
}

TEST_CASE("a step of more than 20 mm at open doors is told after 5 s, up to 0.35 m") {
    struct Case {
        float position;
        double at;
    };
    // ten_floors(): the second landing lies at 3 m
    for (const Case& c : {Case{3.015F, never_raised}, Case{3.025F, 10}, Case{2.975F, 10},
                          Case{3.34F, 10}, Case{3.36F, never_raised}}) {
        CAPTURE(c.position);
        const Script step = {
            {0,
             {.floor = 2, .motion = Motion::stopped, .door = Door::closed, .position = c.position}},
            {5, {.door = Door::open}}};
        CHECK(raised_at<LevellingError>(step, {10, {.door = Door::closing}}) == c.at);
        CHECK(raised_at<LevellingError>(step, {9.999, {.door = Door::closing}}) == never_raised);
        CHECK(raised_at<LevellingError>(step, {9, {.position = 3.0F}}) == never_raised);
        CHECK(raised_at<LevellingError>(step, {9, {.mode = Mode::inspection}}) == never_raised);
    }
}

TEST_CASE("a door rule that does not hear one of its signals raises nothing") {
    for (const Signal mute : {Signal::motion, Signal::door, Signal::door_zone, Signal::presence,
                              Signal::position, Signal::floor}) {
        CAPTURE(static_cast<int>(mute));
        const auto is_silent = [&]<class Rule>(std::type_identity<Rule>, const Script& script) {
            if ((Rule::info.needs & bits(mute)) == 0) return true;
            return raised_at<Rule>(without(mute, script), {300, {}}) == never_raised;
        };
        Script off = opened, run = opened;
        off.push_back({30, {.door_zone = no}});
        run[0].said.floor = 2;
        run[0].said.position = 3.1F;
        CHECK(is_silent(std::type_identity<CloseAbnormal>{}, {{0, {.door = Door::closing}}}));
        CHECK(is_silent(std::type_identity<StartAbnormal>{}, entered));
        CHECK(is_silent(std::type_identity<OpenedOffLevel>{}, off));
        CHECK(is_silent(std::type_identity<UnintendedMovement>{}, off));
        CHECK(is_silent(std::type_identity<LevellingError>{}, run));
    }
}
