// SPDX-License-Identifier: Apache-2.0
//
// Each scene says the words of domain facts 5.2 second by second: just enough, and just not.

#include "hoistway/detect/published/public_rules.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "scene.hpp"

using namespace hoistway;

namespace {

using Play = Scene<PublicRules>;

Play play(const PublicLimits& limits) { return Play{PublicRules{limits}}; }

// When alarms of the kind were raised or cleared, in seconds of the scene.
std::vector<double> times(const Play& scene, EventKind kind, Phase phase = Phase::raised) {
    std::vector<double> all;
    for (const Finding& finding : scene.findings) {
        if (finding.kind == kind && finding.phase == phase) all.push_back(seconds(finding.time));
    }
    return all;
}

using Times = std::vector<double>;

constexpr Observation at_landing{
    .floor = 3, .motion = Motion::stopped, .door = Door::closed, .door_zone = Flag::yes};
constexpr Observation between{
    .floor = 3, .motion = Motion::stopped, .door = Door::closed, .door_zone = Flag::no};
constexpr Observation seen{.presence = Flag::yes};

Observation speed(float value) {
    Observation said;
    said.speed = value;
    return said;
}

}  // namespace

TEST_CASE("the box takes more than three sightings in 90 s at a landing as a person shut in") {
    Play three = play(mcu_box);
    three.say(0, at_landing).say(0, seen).say(30, seen).say(60, seen);
    CHECK(times(three, EventKind::entrapment).empty());
    Play four = play(mcu_box);
    four.say(0, at_landing).say(0, seen).say(30, seen).say(60, seen).say(90, seen);
    CHECK(times(four, EventKind::entrapment) == Times{90});
    Play slow = play(mcu_box);
    slow.say(0, at_landing).say(0, seen).say(30, seen).say(60, seen).say(91, seen);
    CHECK(times(slow, EventKind::entrapment).empty());
}

TEST_CASE("the box forgets a person who is not seen, and sightings from before the doors closed") {
    Play still = play(mcu_box);
    still.say(0, at_landing).say(0, seen).say(1, seen).say(2, seen).say(3, seen).say(92, {});
    CHECK(times(still, EventKind::entrapment) == Times{90});
    CHECK(times(still, EventKind::entrapment, Phase::cleared) == Times{92});
    Play rode = play(mcu_box);
    rode.say(0, at_landing).say(1, {.door = Door::open, .presence = Flag::yes});
    rode.say(2, seen).say(3, seen).say(4, {.door = Door::closed}).say(5, seen).say(99, {});
    CHECK(times(rode, EventKind::entrapment).empty());
}

TEST_CASE(
    "the box asks two sightings in 15 s off the landing, and no motion: an express run alarms") {
    Play stuck = play(mcu_box);
    stuck.say(0, between).say(1, seen).say(16, seen);
    CHECK(times(stuck, EventKind::entrapment) == Times{16});
    Play apart = play(mcu_box);
    apart.say(0, between).say(1, seen).say(17, seen);
    CHECK(times(apart, EventKind::entrapment).empty());
    apart.say(32, seen);
    CHECK(times(apart, EventKind::entrapment) == Times{32});
    Play brief = play(mcu_box);
    brief.say(0, between).say(1, seen).say(2, seen).say(14, {.door_zone = Flag::yes}).say(30, {});
    CHECK(times(brief, EventKind::entrapment).empty());
    // The defect: nothing is wrong with this run of 16 s, and both rules speak.
    Play express = play(mcu_box);
    express.say(0, at_landing).say(1, {.motion = Motion::running, .door_zone = Flag::no});
    express.say(3, seen).say(9, seen).say(17, {});
    CHECK(times(express, EventKind::entrapment) == Times{16});
    CHECK(times(express, EventKind::stopped_off_level) == Times{16});
    Play local = play(mcu_box);
    local.say(0, at_landing).say(1, {.motion = Motion::running, .door_zone = Flag::no});
    local.say(3, seen).say(9, {.floor = 4, .presence = Flag::yes}).say(17, {});
    CHECK(local.findings.empty());
}

TEST_CASE("the box dates a stop outside the zone to 15 s and an open door there to 2 s") {
    Play scene = play(mcu_box);
    scene.say(0, between).say(14.9, {}).say(40, {.door = Door::open}).say(41.9, {});
    CHECK(times(scene, EventKind::stopped_off_level) == Times{15});
    CHECK(times(scene, EventKind::opened_off_level).empty());
    scene.say(50, {.door_zone = Flag::yes});
    CHECK(times(scene, EventKind::opened_off_level) == Times{42});
    CHECK(times(scene, EventKind::opened_off_level, Phase::cleared) == Times{50});
    CHECK(times(scene, EventKind::stopped_off_level, Phase::cleared) == Times{50});
}

TEST_CASE("the box calls doors open for 60 s too long, whoever is in the car") {
    Play scene = play(mcu_box);
    scene.say(0, at_landing).say(10, {.door = Door::open}).say(69, {.door = Door::closing});
    CHECK(times(scene, EventKind::door_blocked).empty());
    scene.say(71, {.door = Door::closed});
    CHECK(times(scene, EventKind::door_blocked) == Times{70});
    CHECK(times(scene, EventKind::door_blocked, Phase::cleared) == Times{71});
}

TEST_CASE("the box counts 20 edges of the door within one stop") {
    Play scene = play(mcu_box);
    scene.say(0, at_landing);
    for (int edge = 1; edge <= 19; ++edge) {
        scene.say(edge * 9.0, {.door = edge % 2 == 1 ? Door::open : Door::closed});
    }
    CHECK(times(scene, EventKind::door_cycling).empty());
    scene.say(200, {.door = Door::closed});
    CHECK(times(scene, EventKind::door_cycling) == Times{200});
    scene.say(300, {.motion = Motion::running});
    CHECK(times(scene, EventKind::door_cycling, Phase::cleared) == Times{300});
    scene.say(310, {.motion = Motion::stopped}).say(311, {.door = Door::open});
    CHECK(times(scene, EventKind::door_cycling).size() == 1);
}

TEST_CASE("the box takes a run with doors not closed as a movement nobody meant") {
    Play scene = play(mcu_box);
    scene.say(0, at_landing).say(5, {.door = Door::open}).say(8, {.motion = Motion::running});
    CHECK(times(scene, EventKind::unintended_movement) == Times{8});
    scene.say(9, {.motion = Motion::stopped});
    CHECK(times(scene, EventKind::unintended_movement, Phase::cleared) == Times{9});
}

TEST_CASE("the box measures speed by 3.0 m a floor, and takes over 3 m/s as too fast") {
    Play scene = play(mcu_box);
    scene.say(0, at_landing).say(1, {.motion = Motion::running});
    scene.say(3, {.floor = 4}).say(4, {.floor = 5});
    CHECK(times(scene, EventKind::overspeed).empty());
    scene.say(4.9, {.floor = 6});
    CHECK(times(scene, EventKind::overspeed) == Times{4.9});
    scene.say(6, {.floor = 7});
    CHECK(times(scene, EventKind::overspeed, Phase::cleared) == Times{6});
}

TEST_CASE("the box gives a run one minute from level to level") {
    Play scene = play(mcu_box);
    scene.say(0, at_landing).say(1, {.motion = Motion::running, .door_zone = Flag::no});
    scene.say(60, {.floor = 4}).say(119, {});
    CHECK(times(scene, EventKind::run_time_limit).empty());
    scene.say(121, {.floor = 5});
    CHECK(times(scene, EventKind::run_time_limit) == Times{120});
    CHECK(times(scene, EventKind::run_time_limit, Phase::cleared) == Times{121});
}

TEST_CASE("the box knows a car beyond its end by the level that it left outwards") {
    Play top = play(mcu_box);
    top.say(0, {.floor = 10, .motion = Motion::stopped, .door_zone = Flag::yes});
    top.say(1, {.direction = Direction::down, .door_zone = Flag::no});
    CHECK(times(top, EventKind::overtravel_top).empty());
    top.say(9, {.door_zone = Flag::yes});
    top.say(10, {.direction = Direction::up, .door_zone = Flag::no});
    CHECK(times(top, EventKind::overtravel_top) == Times{10});
    Play pit = play(mcu_box);
    pit.say(0, {.floor = 1, .direction = Direction::down, .door_zone = Flag::yes});
    pit.say(1, {.door_zone = Flag::no}).say(7, {.door_zone = Flag::yes});
    CHECK(times(pit, EventKind::overtravel_bottom) == Times{1});
    CHECK(times(pit, EventKind::overtravel_bottom, Phase::cleared) == Times{7});
}

TEST_CASE("the edge asks closed doors, a person and a standing car for 90 s each") {
    Play scene = play(camera_edge);
    scene.say(0, at_landing).say(10, seen).say(20, {.presence = Flag::no}).say(30, seen);
    scene.say(119, {});
    CHECK(times(scene, EventKind::entrapment).empty());
    scene.say(121, {});
    CHECK(times(scene, EventKind::entrapment) == Times{120});
}

TEST_CASE("the edge keeps a person whom it no longer sees, and lets go when the doors open") {
    Play scene = play(camera_edge);
    scene.say(0, at_landing).say(0, seen).say(95, {.presence = Flag::no}).say(200, {});
    CHECK(times(scene, EventKind::entrapment) == Times{90});
    CHECK(times(scene, EventKind::entrapment, Phase::cleared).empty());
    scene.say(201, {.door = Door::opening});
    CHECK(times(scene, EventKind::entrapment, Phase::cleared) == Times{201});
}

TEST_CASE("the edge lets go after a run of more than 2 s, and not of 2 s") {
    Play scene = play(camera_edge);
    scene.say(0, at_landing).say(0, seen).say(100, {.motion = Motion::running});
    scene.say(102, {.motion = Motion::stopped});
    CHECK(times(scene, EventKind::entrapment, Phase::cleared).empty());
    scene.say(110, {.motion = Motion::running}).say(115, {});
    CHECK(times(scene, EventKind::entrapment, Phase::cleared) == Times{112});
}

TEST_CASE("the edge ends an alarm after 1,200 s by force, and raises it anew 60 s later") {
    Play scene = play(camera_edge);
    scene.say(0, at_landing).say(0, seen).wait(3900);
    CHECK(times(scene, EventKind::entrapment) == Times{90, 1350, 2610, 3870});
    CHECK(times(scene, EventKind::entrapment, Phase::cleared) == Times{1290, 2550, 3810});
}

TEST_CASE("the edge waits 120 s for an empty car, and 90 s where somebody stands in the door") {
    PublicLimits all_told = camera_edge;
    all_told.told_seconds = 0;
    Play empty = play(all_told);
    empty.say(0, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::no});
    empty.say(121, {});
    CHECK(times(empty, EventKind::door_blocked) == Times{120});
    Play blocked = play(all_told);
    blocked.say(0, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::yes});
    blocked.say(91, {.door = Door::closed});
    CHECK(times(blocked, EventKind::door_blocked) == Times{90});
    CHECK(times(blocked, EventKind::door_blocked, Phase::cleared) == Times{91});
    Play late = play(all_told);
    late.say(0, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::no});
    late.say(85, seen).say(96, {});
    CHECK(times(late, EventKind::door_blocked) == Times{95});
}

TEST_CASE("the edge drops seven of eight long-open alarms in silence") {
    // Only those of the seconds 0, 9, ... 54 of a minute are kept: 7 of 60.
    int told = 0;
    for (int second = 0; second < 60; ++second) {
        Play scene = play(camera_edge);
        scene.say(second, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::yes});
        scene.say(second + 100, {.door = Door::closed});
        const Times raised = times(scene, EventKind::door_blocked);
        CHECK(raised.size() == times(scene, EventKind::door_blocked, Phase::cleared).size());
        told += static_cast<int>(raised.size());
    }
    CHECK(told == 7);
}

TEST_CASE("the edge counts three cycles of the door within 15 s, and is quiet after 30 s") {
    for (const double last : {15.0, 15.1}) {
        Play scene = play(camera_edge);
        scene.say(0, at_landing);
        for (const double open : {10.0, 15.0, 20.0}) {
            scene.say(open, {.door = Door::open});
            scene.say(open == 20 ? 10 + last : open + 3, {.door = Door::closed});
        }
        const bool in_time = last == 15.0;
        CHECK(times(scene, EventKind::door_cycling) == (in_time ? Times{25} : Times{}));
        scene.say(60, {});
        CHECK(times(scene, EventKind::door_cycling, Phase::cleared) ==
              (in_time ? Times{55} : Times{}));
    }
}

TEST_CASE("the edge needs five samples above 0.5 m/s within 120 s of the doors' opening") {
    Play scene = play(camera_edge);
    scene.say(0, {.door = Door::open});
    for (int i = 1; i <= 4; ++i) scene.say(i, speed(-0.6F));
    CHECK(times(scene, EventKind::unintended_movement).empty());
    scene.say(5, speed(0.6F));
    CHECK(times(scene, EventKind::unintended_movement) == Times{5});
    for (int i = 6; i <= 10; ++i) scene.say(i, speed(0.2F));
    CHECK(times(scene, EventKind::unintended_movement, Phase::cleared) == Times{10});
    Play late = play(camera_edge);
    late.say(0, {.door = Door::open});
    for (int i = 0; i < 9; ++i) late.say(117 + i, speed(0.6F));
    CHECK(times(late, EventKind::unintended_movement).empty());
}

TEST_CASE("the edge needs six samples in 10 s between 2.5 and 4 m/s, and never sees a fall") {
    Play up = play(camera_edge), down = play(camera_edge), faster = play(camera_edge);
    for (int i = 0; i < 6; ++i) {
        up.say(2 * i, speed(3));
        down.say(2 * i, speed(-3));
        faster.say(2 * i, speed(4.5F));
    }
    CHECK(times(up, EventKind::overspeed) == Times{10});
    CHECK(times(down, EventKind::overspeed).empty());
    CHECK(times(faster, EventKind::overspeed).empty());
}

TEST_CASE("the edge takes 1.5 to 0.1 m/s within 3 s as a sudden stop, once in 300 s") {
    Play scene = play(camera_edge);
    scene.say(0, speed(1.6F)).say(3.1, speed(0)).say(10, speed(-1.6F)).say(13, speed(0.05F));
    CHECK(times(scene, EventKind::emergency_stop) == Times{13});
    scene.say(14, {}).say(100, speed(1.6F)).say(101, speed(0)).say(312, {});
    scene.say(313, speed(1.6F)).say(314, speed(0));
    CHECK(times(scene, EventKind::emergency_stop) == Times{13, 314});
}

TEST_CASE("the edge knows a car beyond its end by a floor without its sensor") {
    Play scene = play(camera_edge);
    scene.say(0, {.floor = 10, .motion = Motion::running, .door_zone = Flag::no});
    CHECK(scene.findings.empty());
    scene.say(4, {.motion = Motion::stopped});
    CHECK(times(scene, EventKind::overtravel_top) == Times{4});
    scene.say(8, {.door_zone = Flag::yes});
    CHECK(times(scene, EventKind::overtravel_top, Phase::cleared) == Times{8});
}

TEST_CASE("the edge sees an empty run of 15 min, five equal readings, heat and silence") {
    Play run = play(camera_edge);
    run.say(0, {.motion = Motion::running, .door = Door::closed, .presence = Flag::no});
    run.wait(901);
    CHECK(times(run, EventKind::run_time_limit) == Times{900});
    Play stuck = play(camera_edge);
    for (int i = 0; i < 5; ++i) {
        Observation said;
        said.vibration = 0.02F;
        stuck.say(i, said);
    }
    CHECK(times(stuck, EventKind::sensor_frozen) == Times{4});
    Play warm = play(camera_edge);
    Observation said;
    for (const float degrees : {50.0F, 50.5F, 50.0F}) {
        said.temperature = degrees;
        warm.say(degrees == 50.5F ? 10 : warm.findings.empty() ? 0 : 20, said);
    }
    CHECK(times(warm, EventKind::temperature_high) == Times{10});
    CHECK(times(warm, EventKind::temperature_high, Phase::cleared) == Times{20});
    Play silent = play(camera_edge);
    silent.say(0, {}).tick(359).tick(361);
    CHECK(times(silent, EventKind::device_offline) == Times{360});
    silent.say(400, {});
    CHECK(times(silent, EventKind::device_offline, Phase::cleared) == Times{400});
}

TEST_CASE("the edge takes a zone that does not change for a day as a dead sensor") {
    Play scene = play(camera_edge);
    scene.say(0, at_landing).wait(86399);
    CHECK(times(scene, EventKind::sensor_frozen).empty());
    scene.wait(2);
    CHECK(times(scene, EventKind::sensor_frozen) == Times{86400});
    scene.say(86500, {.door_zone = Flag::no});
    CHECK(times(scene, EventKind::sensor_frozen, Phase::cleared) == Times{86500});
}

TEST_CASE("an older record is passed over, and the set's name stands as the rule") {
    Play scene = play(mcu_box);
    scene.say(100, between).say(50, {.door_zone = Flag::yes}).say(120, {});
    CHECK(times(scene, EventKind::stopped_off_level) == Times{115});
    REQUIRE(!scene.findings.empty());
    CHECK(scene.findings[0].rule == "mcu_box@1");
    CHECK(scene.findings[0].floor == 3);
}

TEST_CASE("a set that counts more than is kept is refused") {
    PublicLimits many = mcu_box;
    many.trapped_in_zone->more_than = 6;
    CHECK_THROWS_WITH_AS(PublicRules{many}, "PublicRules: counts must be 1 to 6",
                         std::invalid_argument);
}
