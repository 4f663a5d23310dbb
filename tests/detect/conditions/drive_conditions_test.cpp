// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/conditions/drive_conditions.hpp"

#include <doctest/doctest.h>

#include "../../play.hpp"

using namespace hoistway;

namespace {

constexpr Flag yes = Flag::yes, no = Flag::no;

// A run with closed doors that ends between two landings at 10 s.
const Script stuck = {{0, {.motion = Motion::running, .door = Door::closed, .door_zone = no}},
                      {10, {.motion = Motion::stopped}}};

// The same, and all that a start needs is there at 20 s.
Script ready() {
    Script script = stuck;
    script.push_back({20, {.mode = Mode::normal, .mains_power = yes, .safety_chain = yes}});
    return script;
}

}  // namespace

TEST_CASE("a stop outside every door zone is told after 3 s in service") {
    CHECK(raised_at<StopAbnormal>(stuck, {12.999, {.motion = Motion::running}}) == never_raised);
    CHECK(raised_at<StopAbnormal>(stuck, {13, {.motion = Motion::running}}) == 13);
    CHECK(raised_at<StopAbnormal>(stuck, {12, {.mode = Mode::inspection}}) == never_raised);
    CHECK(raised_at<StopAbnormal>(stuck, {12, {.mode = Mode::firefighter}}) == never_raised);
    CHECK(raised_at<StopAbnormal>(stuck, {12, {.door_zone = yes}}) == never_raised);
    CHECK(raised_at<StopAbnormal>(without(Signal::door_zone, stuck), {60, {}}) == never_raised);
    CHECK(cleared_at<StopAbnormal>(stuck, {40, {.motion = Motion::running}}) == 42);
}

TEST_CASE("a jerk of less than 2 s does not end a stop between landings") {
    Script jerk = stuck;
    jerk.push_back({40, {.motion = Motion::running}});
    jerk.push_back({41.999, {.motion = Motion::stopped}});
    CHECK(cleared_at<StopAbnormal>(jerk, {60, {}}) == never_cleared);
}

TEST_CASE("a speed of 1.15 times the rated one is too fast after 0.2 s") {
    // ten_floors(): rated 1.5 m/s, so 1.725 m/s
    struct Case {
        float speed;
        double until, at;
    };
    for (const Case& c : {Case{1.724F, 60, never_raised}, Case{1.726F, 5.199, never_raised},
                          Case{1.726F, 5.2, 5.2}, Case{-1.8F, 5.2, 5.2}}) {
        CAPTURE(c.speed);
        const Script run = {{0, {.motion = Motion::running, .speed = 1.5F}},
                            {5, {.speed = c.speed}}};
        CHECK(raised_at<Overspeed>(run, {c.until, {.speed = 1.5F}}) == c.at);
        CHECK(raised_at<Overspeed>(without(Signal::speed, run), {60, {}}) == never_raised);
    }
}

TEST_CASE("a car that stands is not too fast, whatever its last speed was") {
    const Script run = {{0, {.motion = Motion::running, .speed = 2.0F}}};
    CHECK(cleared_at<Overspeed>(run, {10, {.motion = Motion::stopped}}) == 12);
}

TEST_CASE("from above 1.0 m/s to a stand within 1 s is an emergency stop") {
    struct Case {
        float speed;
        double stop, at;
    };
    for (const Case& c :
         {Case{1.5F, 5.9, 5.9}, Case{1.5F, 6.0, 6.0}, Case{1.5F, 6.001, never_raised},
          Case{0.99F, 5.5, never_raised}, Case{-1.5F, 5.9, 5.9}}) {
        CAPTURE(c.speed);
        CAPTURE(c.stop);
        const Script run = {{0, {.motion = Motion::running, .speed = 0.5F}},
                            {5, {.speed = c.speed}}};
        CHECK(raised_at<EmergencyStop>(run, {c.stop, {.motion = Motion::stopped}}) == c.at);
    }
}

TEST_CASE("an emergency stop is over 300 s after the car runs again") {
    Script stop = {{0, {.motion = Motion::running, .speed = 1.5F}},
                   {0.5, {.motion = Motion::stopped, .speed = 0.0F}}};
    CHECK(cleared_at<EmergencyStop>(stop, {60, {}}) == never_cleared);
    CHECK(cleared_at<EmergencyStop>(stop, {60, {.motion = Motion::running, .speed = 0.5F}}) == 360);
}

TEST_CASE("a car that could start and does not for 120 s after a bad stop is held back") {
    CHECK(raised_at<RestartPrevented>(ready(), {139.999, {.motion = Motion::running}}) ==
          never_raised);
    CHECK(raised_at<RestartPrevented>(ready(), {140, {.motion = Motion::running}}) == 140);
    CHECK(raised_at<RestartPrevented>(ready(), {100, {.safety_chain = no}}) == never_raised);
    CHECK(raised_at<RestartPrevented>(ready(), {100, {.mains_power = no}}) == never_raised);
    CHECK(raised_at<RestartPrevented>(ready(), {100, {.door = Door::open}}) == never_raised);
    CHECK(raised_at<RestartPrevented>(ready(), {100, {.mode = Mode::inspection}}) == never_raised);
    for (const Signal mute : {Signal::motion, Signal::door, Signal::mode, Signal::safety_chain}) {
        CHECK(raised_at<RestartPrevented>(without(mute, ready()), {300, {}}) == never_raised);
    }
}

TEST_CASE("only a run ends a prevented restart") {
    CHECK(cleared_at<RestartPrevented>(ready(), {200, {.safety_chain = no}}) == never_cleared);
    CHECK(cleared_at<RestartPrevented>(ready(), {200, {.mode = Mode::inspection}}) ==
          never_cleared);
    CHECK(cleared_at<RestartPrevented>(ready(), {200, {.motion = Motion::running}}) == 202);
}

TEST_CASE("a car that came to rest at a landing is not held back from anything") {
    Script parked = ready();
    parked[1].said.door_zone = yes;
    CHECK(raised_at<RestartPrevented>(parked, {300, {}}) == never_raised);
}

TEST_CASE("in the zone a position over 0.35 m from its landing is lost after 5 s") {
    struct Case {
        float position;
        Flag zone;
        double at;
    };
    // ten_floors(): the second landing lies at 3 m
    for (const Case& c :
         {Case{3.34F, yes, never_raised}, Case{3.36F, yes, 10}, Case{2.64F, yes, 10},
          Case{3.36F, no, never_raised}, Case{3.36F, Flag::unknown, never_raised}}) {
        CAPTURE(c.position);
        const Script standing = {
            {5,
             {.floor = 2, .motion = Motion::stopped, .door_zone = c.zone, .position = c.position}}};
        CHECK(raised_at<PositionLost>(standing, {10, {.motion = Motion::running}}) == c.at);
        CHECK(raised_at<PositionLost>(standing, {9.999, {.motion = Motion::running}}) ==
              never_raised);
    }
}

TEST_CASE("a lost position stays lost while the car runs, until it stands right for 5 s") {
    const Script lost = {
        {0, {.floor = 2, .motion = Motion::stopped, .door_zone = yes, .position = 4.0F}},
        {20, {.motion = Motion::running, .door_zone = no}}};
    CHECK(cleared_at<PositionLost>(lost, {40, {}}) == never_cleared);
    const Said right{40, {.motion = Motion::stopped, .door_zone = yes, .position = 3.01F}};
    CHECK(cleared_at<PositionLost>(lost, right) == 45);
}

TEST_CASE("a floor that the papers do not know is a lost position, and the next known one is not") {
    const Script wrong = {{0, {.floor = 2, .motion = Motion::stopped}}, {10, {.floor = 11}}};
    CHECK(raised_at<PositionLost>(wrong, {14.999, {.floor = 2}}) == never_raised);
    CHECK(raised_at<PositionLost>(wrong, {15, {.floor = 2}}) == 15);
    CHECK(cleared_at<PositionLost>(wrong, {30, {.floor = 3}}) == 35);
}

TEST_CASE("a lift in service that nobody moves for 24 h is idle") {
    const auto idle_for = [](double last, const Observation& then) {
        Script day = {{0, {.motion = Motion::stopped}}};
        for (double at = 300; at < last; at += 300) day.push_back({at, {}});
        return raised_at<LongIdle>(day, {last, then});
    };
    CHECK(idle_for(86'399.999, {.motion = Motion::running}) == never_raised);
    CHECK(idle_for(86'400, {.motion = Motion::running}) == 86'400);
    Script closed = {{0, {.motion = Motion::stopped, .mode = Mode::out_of_service}}};
    for (double at = 300; at < 90'000; at += 300) closed.push_back({at, {}});
    CHECK(raised_at<LongIdle>(closed, {90'000, {}}) == never_raised);
    CHECK(raised_at<LongIdle>({{0, {.motion = Motion::stopped}}}, {86'400, {}}) == never_raised);
}
