// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/door_cycling.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;

namespace {

constexpr EventKind failing = EventKind::car_door_close_abnormal;

// Doors that open at 0 s and turn back at 10 s, 20 s, ...
Script turning_back(int times, Mode mode = Mode::normal) {
    Script script = {{-10, {.motion = Motion::stopped, .door = Door::closed, .mode = mode}},
                     {0, {.door = Door::open}}};
    for (int i = 1; i <= times; ++i) {
        script.push_back({10.0 * i - 2, {.door = Door::closing}});
        script.push_back({10.0 * i, {.door = Door::opening}});
        script.push_back({10.0 * i + 1, {.door = Door::open}});
    }
    return script;
}

// Doors that open and close every `period` seconds, from 0 s.
Script cycling(int times, double period) {
    Script script = {{-10, {.motion = Motion::stopped, .door = Door::closed}}};
    for (int i = 0; i < times; ++i) {
        script.push_back({i * period, {.door = Door::open}});
        script.push_back({i * period + 3, {.door = Door::closed}});
    }
    return script;
}

}  // namespace

TEST_CASE("the fourth turn-back in one opening is told, and closed doors end it") {
    CHECK(raised_at<DoorCycling>(turning_back(3), {100, {}}, failing) == never_raised);
    CHECK(raised_at<DoorCycling>(turning_back(4), {100, {}}, failing) == 40);
    CHECK(cleared_at<DoorCycling>(turning_back(4), {100, {.door = Door::closed}}, failing) == 100);
    CHECK(raised_at<DoorCycling>(turning_back(9, Mode::inspection), {100, {}}, failing) ==
          never_raised);
}

TEST_CASE("doors that were closed in between begin to count anew") {
    Script script = turning_back(3);
    script.push_back({50, {.door = Door::closed}});
    for (Said word : turning_back(3)) {
        word.at += 70;
        script.push_back(word);
    }
    CHECK(raised_at<DoorCycling>(script, {200, {}}, failing) == never_raised);
}

TEST_CASE("ten turn-backs in one opening are cycling, until the doors rest for 30 s") {
    CHECK(raised_at<DoorCycling>(turning_back(9), {200, {}}) == never_raised);
    CHECK(raised_at<DoorCycling>(turning_back(10), {200, {}}) == 100);
    CHECK(cleared_at<DoorCycling>(turning_back(10), {110, {}}) == 131);
    CHECK(cleared_at<DoorCycling>(turning_back(10), {110, {.motion = Motion::running}}) == 110);
    CHECK(cleared_at<DoorCycling>(turning_back(10), {130, {.door = Door::closing}}) == 160);
}

TEST_CASE("three whole cycles within 15 s at one stop are cycling") {
    CHECK(raised_at<DoorCycling>(cycling(3, 6), {20, {}}) == 15);
    CHECK(raised_at<DoorCycling>(cycling(3, 6.001), {20, {}}) == never_raised);
    CHECK(raised_at<DoorCycling>(cycling(2, 4), {20, {}}) == never_raised);
    CHECK(raised_at<DoorCycling>(cycling(4, 6.001), {60, {}}) == never_raised);
    Script serviced = cycling(3, 6);
    serviced.front().said.mode = Mode::inspection;
    CHECK(raised_at<DoorCycling>(serviced, {20, {}}) == never_raised);
}

TEST_CASE("what the doors did is said of each episode by itself") {
    Script both = cycling(3, 5);
    for (Said word : turning_back(10)) {
        word.at += 100;
        both.push_back(word);
    }
    std::vector<std::string_view> words;
    for (const Finding& finding : findings_of<DoorCycling>(both)) {
        const bool raised = finding.phase == Phase::raised && finding.kind != failing;
        if (raised) words.push_back(finding.evidence.begin()->word);
    }
    CHECK(words == std::vector<std::string_view>{"open_and_close", "turn_back"});
}

TEST_CASE("cycles at different stops are no cycling") {
    Script script = cycling(2, 4);
    script.push_back({8, {.motion = Motion::running}});
    script.push_back({9, {.motion = Motion::stopped}});
    script.push_back({10, {.door = Door::open}});
    script.push_back({11, {.door = Door::closed}});
    CHECK(raised_at<DoorCycling>(script, {20, {}}) == never_raised);
    Script rolling = cycling(1, 4);
    rolling.back().said.motion = Motion::running;
    rolling.push_back({4, {.motion = Motion::stopped, .door = Door::open}});
    rolling.push_back({7, {.door = Door::closed}});
    rolling.push_back({8, {.door = Door::open}});
    CHECK(raised_at<DoorCycling>(rolling, {11, {.door = Door::closed}}) == never_raised);
}

TEST_CASE("doors left ajar have not turned back, and doors that are not said do nothing") {
    Script script = {{0, {.door = Door::open}}};
    for (int i = 1; i <= 20; ++i) {
        script.push_back({2.0 * i, {.door = Door::closing}});
        script.push_back({2.0 * i + 1, {.door = Door::ajar}});
    }
    CHECK(findings_of<DoorCycling>(script).empty());
    CHECK(findings_of<DoorCycling>({{0, {.motion = Motion::stopped}}, {300, {}}}).empty());
}

TEST_CASE("a silence drops the turn-backs before it, and ends nothing that was told") {
    Script script = turning_back(3);
    script.push_back({1000, {.door = Door::open}});
    script.push_back({1001, {.door = Door::closing}});
    CHECK(raised_at<DoorCycling>(script, {1003, {.door = Door::open}}, failing) == never_raised);
    Script closing = {{0, {.door = Door::open}}, {8, {.door = Door::closing}}};
    for (Said word : turning_back(3)) {
        word.at += 1000;
        if (word.at >= 1000) closing.push_back(word);
    }
    CHECK(raised_at<DoorCycling>(closing, {1040, {}}, failing) == never_raised);
    Script told = turning_back(10);
    told.push_back({101.5, {.door = Door::closing}});
    Scene scene{Picture{}, DoorCycling{}};
    for (const Said& word : told) scene.say(word.at, word.said);
    scene.say(102, {.door = Door::opening}).say(1000, {.door = Door::open});
    CHECK(scene.findings.back().phase == Phase::cleared);  // 30 s of rest, still trusted
    CHECK(seconds(scene.findings.back().time) == 132);
}

TEST_CASE("counts and times that cannot be are refused") {
    CHECK_THROWS_AS(DoorCycling({.failed = 0}), std::invalid_argument);
    CHECK_THROWS_AS(DoorCycling({.turn_backs = 0}), std::invalid_argument);
    CHECK_THROWS_AS(DoorCycling({.cycles = Duration{-1}}), std::invalid_argument);
}
