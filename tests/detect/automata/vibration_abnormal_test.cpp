// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/vibration_abnormal.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;

namespace {

// A run of 30 s from the given second: closed, runs, says its vibration, stops, opens at 30 s.
void ride(Script& script, double at, float vibration) {
    script.push_back({at, {.floor = 1, .motion = Motion::stopped, .door = Door::closed}});
    script.push_back({at + 5, {.motion = Motion::running}});
    script.push_back({at + 10, {.vibration = vibration}});
    script.push_back({at + 20, {.floor = 5, .motion = Motion::stopped}});
    script.push_back({at + 30, {.door = Door::open}});
}

Script rides(std::initializer_list<float> vibrations) {
    Script script;
    double at = 0;
    for (const float vibration : vibrations) {
        ride(script, at, vibration);
        at += 100;
    }
    return script;
}

constexpr float good = 0.3F, bad = 0.31F, nothing = no_value;

double told(const Script& script) { return raised_at<VibrationAbnormal>(script, {5000, {}}); }

}  // namespace

TEST_CASE("three runs in a row above 0.30 m/s2 are told when the doors open after the third") {
    CHECK(told(rides({bad, bad})) == never_raised);
    CHECK(told(rides({bad, bad, bad})) == 230);
    CHECK(told(rides({bad, bad, good, bad, bad})) == never_raised);
    CHECK(told(rides({bad, bad, good, bad, bad, bad})) == 530);
    CHECK(told(rides({good, good, good})) == never_raised);
}

TEST_CASE("three good runs end it, and not two") {
    const std::vector<Finding> findings =
        findings_of<VibrationAbnormal>(rides({bad, bad, bad, good, good, bad, good, good, good}));
    REQUIRE(findings.size() == 2);
    CHECK(findings[1].phase == Phase::cleared);
    CHECK(seconds(findings[1].time) == 830);
    CHECK(seconds(findings[1].since) == 30);
}

TEST_CASE("a later episode has a beginning of its own") {
    const std::vector<Finding> findings = findings_of<VibrationAbnormal>(
        rides({bad, bad, bad, good, good, good, good, bad, bad, bad}));
    REQUIRE(findings.size() == 3);
    CHECK(seconds(findings[2].since) == 730);
}

TEST_CASE("a run of which no vibration is said counts neither way") {
    CHECK(told(rides({bad, nothing, bad, nothing, bad})) == 430);
    CHECK(told(rides({nothing, nothing, nothing})) == never_raised);
}

TEST_CASE("one bad word in a run is enough, and one after it belongs to nothing") {
    Script script;
    for (const double at : {0.0, 100.0, 200.0}) {
        ride(script, at, bad);
        script.insert(script.end() - 2, {at + 15, {.vibration = 0.1F}});
    }
    CHECK(told(script) == 230);
    Script shaken;
    for (const double at : {0.0, 100.0, 200.0}) {
        ride(shaken, at, good);
        shaken.push_back({at + 40, {.vibration = 0.9F}});
    }
    CHECK(told(shaken) == never_raised);
}

TEST_CASE("a run with a stop between two landings is one run, and bad if its first part was") {
    Script script;
    for (const double at : {0.0, 100.0, 200.0}) {
        ride(script, at, bad);
        const Script stop{{at + 12, {.motion = Motion::stopped}},
                          {at + 15, {.motion = Motion::running}},
                          {at + 17, {.vibration = 0.1F}}};
        script.insert(script.end() - 2, stop.begin(), stop.end());
    }
    CHECK(told(script) == 230);
}

TEST_CASE("a silence drops the bad runs before it") {
    Script script = rides({bad, bad});
    ride(script, 2000, bad);
    CHECK(told(script) == never_raised);
}

TEST_CASE("no run at all is refused as a number of runs") {
    CHECK_THROWS_AS(VibrationAbnormal{0}, std::invalid_argument);
}
