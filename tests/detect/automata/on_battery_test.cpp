// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/on_battery.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

const Script off = {{0, {.mains_power = Flag::yes}}, {5, {.mains_power = Flag::no}}};

}  // namespace

TEST_CASE("a device that still speaks 60 s after the mains went is on its battery") {
    CHECK(raised_at<OnBattery>(off, {64.999, {.mains_power = Flag::yes}}) == never_raised);
    CHECK(raised_at<OnBattery>(off, {65, {}}) == 65);
    CHECK(raised_at<OnBattery>(off, {300, {.mains_power = Flag::yes}}) == 65);
    CHECK(cleared_at<OnBattery>(off, {100, {.mains_power = Flag::yes}}) == 102);
}

TEST_CASE("a device that dies with the mains is on no battery, whatever time passes") {
    Scene scene{Picture{}, OnBattery{}};
    scene.say(0, {.mains_power = Flag::no}).tick(100).tick(359).tick(1000).say(2000, {});
    CHECK(scene.findings.empty());
    scene.say(2001, {.mains_power = Flag::no}).say(2061, {});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 2061);
}

TEST_CASE("a device that spoke for a minute and then died was on its battery") {
    Scene scene{Picture{}, OnBattery{}};
    scene.say(0, {.mains_power = Flag::no}).say(30, {}).say(2000, {});
    CHECK(scene.findings.empty());
    Scene longer{Picture{}, OnBattery{}};
    longer.say(0, {.mains_power = Flag::no}).say(61, {}).say(2000, {});
    REQUIRE(longer.findings.size() == 1);
    CHECK(seconds(longer.findings[0].time) == 60);
}

TEST_CASE("the mains that are off after a silence begin a minute of their own") {
    Script silent{{0, {.mains_power = Flag::no}}, {2000, {.mains_power = Flag::no}}, {2010, {}}};
    CHECK(findings_of<OnBattery>(silent).empty());
    CHECK(raised_at<OnBattery>(silent, {2070, {}}) == 2060);
}

TEST_CASE("a device that says nothing of the mains is on no battery") {
    CHECK(findings_of<OnBattery>({{0, {.motion = Motion::stopped}}, {300, {}}}).empty());
}

TEST_CASE("a battery rule with a time below 0 is refused") {
    CHECK_THROWS_AS(OnBattery({-1s, 2s}), std::invalid_argument);
}
