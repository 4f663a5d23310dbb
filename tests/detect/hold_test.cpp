// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/hold.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <stdexcept>
#include <utility>

#include "../scene.hpp"
#include "hoistway/detect/conditions.hpp"
#include "hoistway/detect/conditions/door_conditions.hpp"

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

namespace {

// Somebody who was seen in a car that shut, and later words on them.
double raised_after(std::initializer_list<std::pair<double, Flag>> words) {
    Scene scene{Picture{}, StartAbnormal{}};
    const Observation stands{.motion = Motion::stopped, .door = Door::open, .door_zone = Flag::yes};
    scene.say(-5, {.door = Door::closed})
        .say(0, stands)
        .say(1, {.door = Door::closed, .presence = Flag::yes});
    for (const auto& [at, presence] : words) scene.say(at, {.presence = presence});
    return scene.findings.empty() ? -1 : seconds(scene.findings[0].time);
}

}  // namespace

TEST_CASE("what passes within seconds as a rule is believed through a short silence only") {
    constexpr Flag yes = Flag::yes, no = Flag::no;
    CHECK(raised_after({{36, yes}, {63, no}}) == 61);  // 25 s of silence
    CHECK(raised_after({{35.999, yes}, {63, no}}) == -1);
    CHECK(raised_after({{35.999, yes}, {63, yes}, {64, no}}) == 63);  // a word confirms it
}

TEST_CASE("after twice that silence one word may be a flicker: it has to hold for a while") {
    constexpr Flag yes = Flag::yes, no = Flag::no;
    CHECK(raised_after({{12, yes}, {62, yes}, {63, no}}) == 62);  // 50 s of silence
    CHECK(raised_after({{12, yes}, {62.001, yes}, {77, no}}) == -1);
    CHECK(raised_after({{12, yes}, {62.001, yes}, {77.001, yes}}) == doctest::Approx(77.001));
    CHECK(raised_after({{55, yes}, {61, no}}) == -1);
    CHECK(raised_after({{55, yes}, {61, yes}, {75, no}}) == 70);
}

TEST_CASE("a fleeting word that follows a lasting one is fleeting, and the other way round") {
    for (const Door last : {Door::closing, Door::open}) {
        Scene scene{Picture{}, DoorBlocked{}};
        scene.say(0, {.motion = Motion::stopped, .door = Door::open});
        scene.say(1, {.door = Door::closing})
            .say(5, {.door = last})
            .say(120, {.door = Door::closed});
        CHECK(scene.findings.empty() == (last == Door::closing));
    }
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
    CHECK_THROWS_AS(PowerLoss({.limits = {1s, -1s}}), std::invalid_argument);
    CHECK_THROWS_AS(PowerLoss({.limits = {1s, 0s, -1s}}), std::invalid_argument);
    CHECK_THROWS_AS(PowerLoss({.limits = {1s, 0s, 0s, -1s}}), std::invalid_argument);
}
