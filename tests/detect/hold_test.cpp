// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/hold.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../scene.hpp"
#include "hoistway/detect/conditions.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

constexpr Observation no_mains{.mains_power = Flag::no};
constexpr Observation mains{.mains_power = Flag::yes};

}  // namespace

TEST_CASE("an alarm is dated to the moment the hold was full, not to the record that showed it") {
    Scene scene{Picture{}, PowerLoss{}};
    scene.say(0, mains).say(100, no_mains).say(300, {});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 110);
    CHECK(seconds(scene.findings[0].since) == 100);
}

TEST_CASE("an alarm that was full is raised even if the next record shows the end of it") {
    Scene scene{Picture{}, PowerLoss{}};
    scene.say(0, no_mains).say(200, mains).say(210, mains);
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[0].phase == Phase::raised);
    CHECK(seconds(scene.findings[0].time) == 10);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == 202);
}

TEST_CASE("a hold is full at its limit and not a millisecond before") {
    struct Case {
        double off_for;
        bool raised;
    };
    for (const Case& c : {Case{9.999, false}, Case{10, true}, Case{10.001, true}}) {
        Scene scene{Picture{}, PowerLoss{}};
        scene.say(0, no_mains).say(c.off_for, mains);
        CHECK(!scene.findings.empty() == c.raised);
    }
}

TEST_CASE("a flicker shorter than the clearing time does not end an alarm") {
    Scene scene{Picture{}, PowerLoss{}};
    scene.say(0, no_mains).say(20, mains).say(21, no_mains).say(60, {});
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("silence is more of the same only while the device is trusted") {
    Scene scene{Picture{}, DoorBlocked{{.limits = {10min, 3s}}}};
    scene.say(0, {.door = Door::open}).say(900, {.door = Door::open});
    CHECK(scene.findings.empty());  // the clock starts anew at 900 s
    scene.wait(600);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].since) == 900);
}

TEST_CASE("what is raised stays raised through a silence, and clears when it is seen to be over") {
    Scene scene{Picture{}, PowerLoss{}};
    scene.say(0, no_mains).say(20, {}).say(2000, {}).say(2010, mains).say(2020, {});
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == 2012);
}

TEST_CASE("ticks change when an alarm is told, and nothing that it says") {
    Scene with{Picture{}, PowerLoss{}}, without{Picture{}, PowerLoss{}};
    without.say(0, no_mains).say(60, mains).say(70, {}).say(2000, no_mains).say(2060, mains);
    with.say(0, no_mains).tick(5).tick(30).say(60, mains).tick(61).tick(62).say(70, {});
    with.tick(1000).say(2000, no_mains).tick(2011).say(2060, mains);
    REQUIRE(with.findings.size() == without.findings.size());
    for (std::size_t i = 0; i < with.findings.size(); ++i) {
        CHECK(with.findings[i].time == without.findings[i].time);
        CHECK(with.findings[i].since == without.findings[i].since);
        CHECK(with.findings[i].phase == without.findings[i].phase);
        CHECK(with.findings[i].evidence == without.findings[i].evidence);
    }
}

TEST_CASE("a limit below nothing is refused") {
    CHECK_THROWS_AS(PowerLoss({.limits = {-1s, 0s}}), std::invalid_argument);
}
