// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/sensor_frozen.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string_view>

#include "../../play.hpp"

using namespace hoistway;

namespace {

using Value = float Observation::*;

// A run from the given second: a reading a second, then a stop and open doors.
void ride(Script& script, double at, Value value, std::initializer_list<float> readings) {
    script.push_back({at, {.floor = 1, .motion = Motion::stopped, .door = Door::closed}});
    script.push_back({at + 5, {.motion = Motion::running, .speed = 1.0F}});
    double next = at + 6;
    for (const float reading : readings) {
        Observation said{.speed = 1.0F};
        said.*value = reading;
        script.push_back({next++, said});
    }
    script.push_back({next, {.floor = 4, .motion = Motion::stopped, .speed = 0.0F}});
    script.push_back({next + 5, {.door = Door::open}});
}

std::string_view sensor_of(const Finding& finding) { return finding.evidence.begin()->word; }

}  // namespace

TEST_CASE("a position that is the same five times in a run is frozen") {
    for (const Value value : {&Observation::position, &Observation::vibration}) {
        Script four, five;
        ride(four, 0, value, {3, 3, 3, 3, 4});
        ride(five, 0, value, {3, 3, 3, 3, 3, 3});
        CHECK(findings_of<SensorFrozen>(four).empty());
        const std::vector<Finding> findings = findings_of<SensorFrozen>(five);
        REQUIRE(findings.size() == 1);
        CHECK(seconds(findings[0].since) == 5);
        CHECK(sensor_of(findings[0]) ==
              (value == &Observation::position ? "position" : "vibration"));
    }
}

TEST_CASE("a frozen sensor is well at its first change in the same run") {
    Script script;
    ride(script, 0, &Observation::position, {3, 3, 3, 3, 3, 3, 4, 5});
    const std::vector<Finding> findings = findings_of<SensorFrozen>(script);
    REQUIRE(findings.size() == 2);
    CHECK(findings[1].phase == Phase::cleared);
    CHECK(seconds(findings[1].time) == 12);
}

TEST_CASE("a sensor that stays frozen is one episode over many runs, the short ones too") {
    Script script;
    ride(script, 0, &Observation::position, {3, 3, 3, 3, 3, 3});
    ride(script, 100, &Observation::position, {3, 3});
    ride(script, 200, &Observation::position, {3, 3, 3, 3, 3, 3, 3, 3});
    CHECK(findings_of<SensorFrozen>(script).size() == 1);
}

TEST_CASE("a later run that is long enough and shows nothing of it ends it") {
    Script script;
    ride(script, 0, &Observation::position, {3, 3, 3, 3, 3, 3});
    ride(script, 100, &Observation::position, {1, 2, 3, 4, 5});
    CHECK(findings_of<SensorFrozen>(script).size() == 1);
    ride(script, 200, &Observation::position, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    const std::vector<Finding> findings = findings_of<SensorFrozen>(script);
    REQUIRE(findings.size() == 2);
    CHECK(seconds(findings[1].time) == 221);
}

TEST_CASE("a door zone that says the same over 20 runs is frozen, until it says another word") {
    Script script = {{0, {.door_zone = Flag::yes}}};
    for (int i = 0; i < 19; ++i) ride(script, 100 * i, &Observation::load, {1, 2});
    CHECK(findings_of<SensorFrozen>(script).empty());
    ride(script, 1900, &Observation::load, {1, 2});
    script.push_back({2000, {.door_zone = Flag::no}});
    const std::vector<Finding> findings = findings_of<SensorFrozen>(script);
    REQUIRE(findings.size() == 2);
    CHECK(sensor_of(findings[0]) == "door_zone");
    CHECK(seconds(findings[0].time) == 1913);
    CHECK(seconds(findings[0].since) == 5);
    CHECK(seconds(findings[1].time) == 2000);
    script.back() = {3000, {.motion = Motion::stopped}};  // after a silence, and not of the zone
    CHECK(findings_of<SensorFrozen>(script).size() == 1);
}

TEST_CASE("what stays frozen is told once, over hundreds of runs") {
    Script zone = {{0, {.door_zone = Flag::yes}}}, noise;
    for (int i = 0; i < 300; ++i) {
        ride(zone, 100 * i, &Observation::load, {1, 2});
        ride(noise, 100 * i, &Observation::load, {1, 2});
        for (std::size_t n = noise.size() - 6; n < noise.size(); ++n) noise[n].said.noise = 40;
    }
    CHECK(findings_of<SensorFrozen>(zone).size() == 1);
    const std::vector<Finding> findings = findings_of<SensorFrozen>(noise);
    REQUIRE(findings.size() == 1);
    CHECK(sensor_of(findings[0]) == "noise");
}

TEST_CASE("a silence drops what was the same before it") {
    Script zone = {{0, {.door_zone = Flag::yes}}}, noise;
    for (const double from : {0.0, 5000.0}) {
        for (int i = 0; i < 15; ++i) ride(zone, from + 100 * i, &Observation::load, {1, 2});
        ride(noise, from, &Observation::load, {1, 2});
        for (std::size_t n = noise.size() - 6; n < noise.size(); ++n) noise[n].said.noise = 40;
    }
    CHECK(findings_of<SensorFrozen>(zone).empty());
    CHECK(findings_of<SensorFrozen>(noise).empty());
}

TEST_CASE("a door zone that works is never frozen, and one that says nothing is not either") {
    Script works, silent;
    for (int i = 0; i < 40; ++i) {
        ride(works, 100 * i, &Observation::load, {1, 2});
        works.push_back({100.0 * i + 20, {.door_zone = i % 2 == 0 ? Flag::yes : Flag::no}});
        ride(silent, 100 * i, &Observation::load, {1, 2});
    }
    CHECK(findings_of<SensorFrozen>(works).empty());
    CHECK(findings_of<SensorFrozen>(silent).empty());
}

TEST_CASE("no run at all is refused as a number of runs") {
    CHECK_THROWS_AS(SensorFrozen{0}, std::invalid_argument);
}
