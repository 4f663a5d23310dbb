// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/clock_wrong.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

// The clock is a day ahead until it is put back to 1000 s.
Scene<Picture, ClockWrong> put_back() {
    Scene scene{Picture{}, ClockWrong{}};
    scene.say(86'400, {.motion = Motion::stopped});
    for (int i = 0; i < 5; ++i) scene.say(1000 + 10 * i, {.motion = Motion::stopped});
    return scene;
}

}  // namespace

TEST_CASE("a clock that was put back is told with the fifth record in the new time") {
    const auto scene = put_back();
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 1040);
    CHECK(scene.findings[0].evidence.begin()->name == "back_s");
    CHECK(scene.findings[0].evidence.begin()->number == 86'400 - 1040);
}

TEST_CASE("a clock is right again when the device is heard for 600 s without another step") {
    auto scene = put_back();
    scene.tick(5000).say(1639.999, {});
    CHECK(scene.findings.size() == 1);
    scene.say(1640, {});
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == 1640);
}

TEST_CASE("another step within it keeps it wrong") {
    auto scene = put_back();
    scene.say(1500, {});
    for (int i = 0; i < 5; ++i) scene.say(1400 + i, {.door = Door::closed});
    CHECK(scene.findings.size() == 1);
    scene.say(2003.999, {});
    CHECK(scene.findings.size() == 1);
    scene.say(2004, {});
    CHECK(scene.findings.size() == 2);
}

TEST_CASE("four records out of time are late, and no wrong clock") {
    Scene scene{Picture{}, ClockWrong{}};
    scene.say(86'400, {});
    for (int i = 0; i < 4; ++i) scene.say(1000 + i, {});
    scene.say(86'500, {});
    for (int i = 0; i < 4; ++i) scene.say(2000 + i, {});
    CHECK(scene.findings.empty());
}

TEST_CASE("a time below 0 is refused") { CHECK_THROWS_AS(ClockWrong{-1s}, std::invalid_argument); }
