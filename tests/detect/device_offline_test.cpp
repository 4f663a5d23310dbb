// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/device_offline.hpp"

#include <doctest/doctest.h>

#include "../scene.hpp"

using namespace hoistway;

TEST_CASE("silence is dated to the moment it grew too long, and ends with the next word") {
    Scene scene{Picture{}, DeviceOffline{}};
    scene.say(0, {}).say(1000, {});
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[0].phase == Phase::raised);
    CHECK(seconds(scene.findings[0].since) == 0);
    CHECK(seconds(scene.findings[0].time) == 360);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == 1000);
}

TEST_CASE("a live clock tells the same as a later replay, only sooner") {
    Scene live{Picture{}, DeviceOffline{}}, replay{Picture{}, DeviceOffline{}};
    live.say(0, {}).tick(360);
    CHECK(live.findings.empty());
    live.tick(361).tick(362).tick(700);
    CHECK(live.findings.size() == 1);
    live.say(1000, {});
    replay.say(0, {}).say(1000, {});
    REQUIRE(live.findings.size() == replay.findings.size());
    for (std::size_t i = 0; i < live.findings.size(); ++i) {
        CHECK(live.findings[i].time == replay.findings[i].time);
        CHECK(live.findings[i].since == replay.findings[i].since);
    }
}

TEST_CASE("a device that was never heard is not offline, it is unknown") {
    Scene scene{Picture{}, DeviceOffline{}};
    scene.tick(0).tick(10'000);
    CHECK(scene.findings.empty());
}

TEST_CASE("each silence is told, also where a clock told of the one before") {
    Scene live{Picture{}, DeviceOffline{}}, replay{Picture{}, DeviceOffline{}};
    live.say(0, {}).tick(500).say(1000, {}).tick(1500).say(2000, {});
    replay.say(0, {}).say(1000, {}).say(2000, {});
    REQUIRE(live.findings.size() == 4);
    REQUIRE(replay.findings.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(live.findings[i].phase == replay.findings[i].phase);
        CHECK(live.findings[i].time == replay.findings[i].time);
    }
    CHECK(seconds(live.findings[2].time) == 1360);
}
