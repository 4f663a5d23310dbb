// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/door_lock_fault.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

constexpr Flag yes = Flag::yes, no = Flag::no;

const Script standing = {{0, {.motion = Motion::stopped, .door = Door::closed, .door_lock = yes}},
                         {5, {.door_lock = no}}};
const Script running = {{0, {.motion = Motion::running, .door = Door::closed, .door_lock = yes}}};

std::string_view motion_of(const Finding& finding) {
    for (const EvidenceItem& item : finding.evidence) {
        if (item.name == "motion") return item.word;
    }
    return "";
}

}  // namespace

TEST_CASE("a lock that is open behind a closed door is told after 3 s where the car stands") {
    CHECK(raised_at<DoorLockFault>(standing, {7.999, {.door_lock = yes}}) == never_raised);
    CHECK(raised_at<DoorLockFault>(standing, {8, {.door_lock = yes}}) == 8);
    CHECK(raised_at<DoorLockFault>(standing, {7, {.door = Door::opening}}) == never_raised);
    CHECK(raised_at<DoorLockFault>(standing, {7, {.mode = Mode::inspection}}) == never_raised);
    CHECK(cleared_at<DoorLockFault>(standing, {20, {.door_lock = yes}}) == 22);
}

TEST_CASE("a lock that opens in motion is told at once") {
    CHECK(raised_at<DoorLockFault>(running, {7, {.door_lock = no}}) == 7);
    CHECK(raised_at<DoorLockFault>(running, {7, {.mode = Mode::inspection, .door_lock = no}}) ==
          never_raised);
    CHECK(raised_at<DoorLockFault>(standing, {6, {.motion = Motion::running}}) == 6);
}

TEST_CASE("whether the car ran when the lock was lost stays in the evidence") {
    Script lost = running;
    lost.push_back({7, {.door_lock = no}});
    lost.push_back({9, {.motion = Motion::stopped, .door_lock = yes}});
    lost.push_back({30, {}});
    const std::vector<Finding> in_motion = findings_of<DoorLockFault>(lost);
    REQUIRE(in_motion.size() == 2);
    CHECK(motion_of(in_motion[0]) == "running");
    CHECK(motion_of(in_motion[1]) == "running");
    Script still = standing;
    still.push_back({30, {.motion = Motion::running}});
    const std::vector<Finding> at_rest = findings_of<DoorLockFault>(still);
    REQUIRE(at_rest.size() == 1);
    CHECK(motion_of(at_rest[0]) == "stopped");
}

TEST_CASE("a lock lost in motion is not said of the next time, when the car stands") {
    Script twice = running;
    twice.push_back({7, {.door_lock = no}});
    twice.push_back({9, {.motion = Motion::stopped, .door_lock = yes}});
    twice.push_back({30, {.door_lock = no}});
    twice.push_back({40, {}});
    const std::vector<Finding> findings = findings_of<DoorLockFault>(twice);
    REQUIRE(findings.size() == 3);
    CHECK(motion_of(findings[2]) == "stopped");
}

TEST_CASE("a lift that says nothing of its lock, door or motion has no lock fault") {
    CHECK(raised_at<DoorLockFault>({{0, {.door_lock = no}}}, {300, {}}) == never_raised);
    CHECK(raised_at<DoorLockFault>(without(Signal::door, standing), {300, {}}) == never_raised);
    CHECK(raised_at<DoorLockFault>(without(Signal::motion, standing), {300, {}}) == never_raised);
}

TEST_CASE("a lock rule with a time below 0 is refused") {
    CHECK_THROWS_AS(DoorLockFault({3s, -1s}), std::invalid_argument);
}
