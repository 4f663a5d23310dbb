// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/run_tracker.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../scene.hpp"

using namespace hoistway;

namespace {

constexpr Observation shut{.motion = Motion::stopped, .door = Door::closed};
constexpr Observation opened{.motion = Motion::stopped, .door = Door::open};

Observation running(std::int16_t floor) { return {.floor = floor, .motion = Motion::running}; }
Observation standing(std::int16_t floor) { return {.floor = floor, .motion = Motion::stopped}; }

}  // namespace

TEST_CASE("doors close, the car runs, the doors open: that is one run") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, opened).say(5, shut).say(6, running(1)).say(20, standing(4)).say(22, opened);
    REQUIRE(scene.runs.size() == 1);
    CHECK(scene.runs[0].from_floor == 1);
    CHECK(scene.runs[0].to_floor == 4);
    CHECK(seconds(scene.runs[0].time) == 22);
    CHECK(scene.runs[0].moving == std::chrono::seconds{14});
}

TEST_CASE("a stop on the way without opening is part of the same run") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, shut).say(1, running(1)).say(10, standing(3)).say(30, running(3));
    scene.say(40, standing(5)).say(41, opened);
    REQUIRE(scene.runs.size() == 1);
    CHECK(scene.runs[0].moving == std::chrono::seconds{19});
    CHECK(scene.runs[0].to_floor == 5);
}

TEST_CASE("re-levelling with the doors open is no run") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, opened).say(5, {.floor = 2, .motion = Motion::running}).say(6, opened);
    CHECK(scene.runs.empty());
}

TEST_CASE("re-levelling behind closed doors is no run, and a round trip is") {
    struct Case {
        double moving;
        std::size_t runs;
    };
    for (const Case& c : {Case{2, 0}, Case{4.9, 0}, Case{5, 1}, Case{30, 1}}) {
        Scene scene{Picture{}, RunTracker{}};
        scene.say(0, shut).say(10, running(3)).say(10 + c.moving, standing(3)).say(60, opened);
        CHECK(scene.runs.size() == c.runs);
    }
}

TEST_CASE("where positions are known they decide what is re-levelling") {
    struct Case {
        float moved;
        std::size_t runs;
    };
    for (const Case& c : {Case{0.05F, 0}, Case{0.19F, 0}, Case{0.25F, 1}, Case{3.0F, 1}}) {
        Scene scene{Picture{}, RunTracker{}};
        Observation from = running(3), to = standing(3);
        from.position = 6.0F;
        to.position = 6.0F + c.moved;
        scene.say(0, shut).say(10, from).say(12, to).say(20, opened);
        CHECK(scene.runs.size() == c.runs);
    }
}

TEST_CASE("opening and closing without a movement is no run") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, opened).say(5, shut).say(10, opened).say(15, shut).say(20, opened);
    CHECK(scene.runs.empty());
}

TEST_CASE("a run across a gap is dropped, not guessed") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, shut).say(1, running(1)).say(1000, standing(5)).say(1001, opened);
    CHECK(scene.runs.empty());
    scene.say(1005, shut).say(1006, running(5)).say(1020, standing(1)).say(1021, opened);
    CHECK(scene.runs.size() == 1);
    scene.say(1030, shut).say(1031, running(1)).say(1040, standing(5)).say(2000, opened);
    CHECK(scene.runs.size() == 1);
}

TEST_CASE("doors that close and a car that starts in the same second make a run") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, opened);
    scene.say(5, {.floor = 1, .motion = Motion::running, .door = Door::closed});
    scene.say(15, {.floor = 2, .motion = Motion::stopped, .door = Door::open});
    CHECK(scene.runs.size() == 1);
}

TEST_CASE("a car that runs with its doors open is told once it stands") {
    Scene scene{Picture{}, RunTracker{}};
    scene.say(0, shut).say(1, running(1)).say(5, {.door = Door::open}).say(10, standing(3));
    CHECK(scene.runs.size() == 1);
}

TEST_CASE("the distance is the sum of all legs, up or down") {
    Scene scene{Picture{}, RunTracker{}};
    Observation a = running(1), b = standing(5), c = running(5), d = standing(3);
    a.position = 0;
    b.position = c.position = 12;
    d.position = 6;
    scene.say(0, shut).say(1, a).say(10, b).say(20, c).say(30, d).say(31, opened);
    REQUIRE(scene.runs.size() == 1);
    CHECK(scene.runs[0].travelled == doctest::Approx(18));
}

TEST_CASE("a time below nothing is refused") {
    CHECK_THROWS_AS(RunTracker({.relevel_time = Duration{-1}}), std::invalid_argument);
}
