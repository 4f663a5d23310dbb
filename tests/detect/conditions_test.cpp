// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/conditions.hpp"

#include <doctest/doctest.h>

#include "../scene.hpp"

using namespace hoistway;

TEST_CASE("doors are blocked when they are not closed for 90 s in service") {
    struct Case {
        Door door;
        Motion motion;
        Mode mode;
        std::size_t findings;
    };
    const Case cases[] = {
        {Door::open, Motion::stopped, Mode::normal, 1},
        {Door::ajar, Motion::stopped, Mode::normal, 1},
        {Door::opening, Motion::unknown, Mode::unknown, 1},
        {Door::closing, Motion::stopped, Mode::attendant, 1},
        {Door::open, Motion::stopped, Mode::emergency_power, 1},
        {Door::closed, Motion::stopped, Mode::normal, 0},
        {Door::unknown, Motion::stopped, Mode::normal, 0},
        {Door::open, Motion::running, Mode::normal, 0},
        {Door::open, Motion::stopped, Mode::inspection, 0},
        {Door::open, Motion::stopped, Mode::fire_return, 0},
        {Door::open, Motion::stopped, Mode::out_of_service, 0},
    };
    for (const Case& c : cases) {
        CAPTURE(to_text(c.door));
        CAPTURE(to_text(c.mode));
        Scene scene{Picture{}, DoorBlocked{}};
        scene.say(0, {.motion = c.motion, .door = c.door, .mode = c.mode}).wait(200);
        CHECK(scene.findings.size() == c.findings);
    }
}

TEST_CASE("moving the doors to and fro does not count as closing them") {
    Scene scene{Picture{}, DoorBlocked{}};
    scene.say(0, {.door = Door::open}).say(40, {.door = Door::closing});
    scene.say(43, {.door = Door::opening}).say(80, {.door = Door::closing}).say(95, {});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 90);
}

TEST_CASE("a measured position tells overtravel by more than 0.10 m") {
    struct Case {
        float position;
        std::size_t top, bottom;
    };
    // ten_floors(): the top landing lies at 27 m
    for (const Case& c : {Case{27.0F, 0, 0}, Case{27.09F, 0, 0}, Case{27.2F, 1, 0},
                          Case{0.0F, 0, 0}, Case{-0.09F, 0, 0}, Case{-0.3F, 0, 1}}) {
        Scene scene{Picture{}, OvertravelTop{}, OvertravelBottom{}};
        scene.say(0, {.motion = Motion::stopped, .position = c.position}).wait(60);
        std::size_t top = 0, bottom = 0;
        for (const Finding& f : scene.findings) {
            (f.kind == EventKind::overtravel_top ? top : bottom)++;
        }
        CAPTURE(c.position);
        CHECK(top == c.top);
        CHECK(bottom == c.bottom);
    }
}

TEST_CASE("without a position a car that left its terminal zone outward is beyond it") {
    Scene scene{Picture{}, OvertravelTop{}};
    scene.say(0, {.floor = 9, .motion = Motion::running, .direction = Direction::up});
    scene.say(2, {.floor = 10, .door_zone = Flag::yes});
    scene.say(3, {.motion = Motion::stopped, .door_zone = Flag::no}).wait(60);
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("a car that left the zone of its lowest landing downward is below it") {
    struct Case {
        std::int16_t floor;
        Direction direction;
        std::size_t bottom;
    };
    for (const Case& c : {Case{1, Direction::down, 1}, Case{1, Direction::up, 0},
                          Case{2, Direction::down, 0}, Case{10, Direction::down, 0}}) {
        Scene scene{Picture{}, OvertravelTop{}, OvertravelBottom{}};
        scene.say(0, {.floor = c.floor, .motion = Motion::running, .direction = c.direction});
        scene.say(2, {.door_zone = Flag::yes});
        scene.say(3, {.motion = Motion::stopped, .door_zone = Flag::no}).wait(60);
        CAPTURE(c.floor);
        CHECK(scene.findings.size() == c.bottom);
    }
}

TEST_CASE("a position beyond the end, of a car that stands in a door zone, cannot be believed") {
    static const std::vector<Lift> lifts{ten_floors()};
    Scene scene{Picture{{.lifts = lifts}}, OvertravelTop{}};
    scene.say(0,
              {.floor = 5, .motion = Motion::stopped, .door_zone = Flag::yes, .position = 29.0F});
    CHECK(scene.wait(60).findings.empty());
    scene.say(100, {.door_zone = Flag::no}).wait(60);
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("doors that open, and then a silence: the next word decides whether they are blocked") {
    Scene scene{Picture{}, DoorBlocked{}};
    scene.say(0, {.motion = Motion::stopped, .door = Door::opening});
    scene.say(120, {.door = Door::closed}).wait(60);
    CHECK(scene.findings.empty());
}

TEST_CASE("a car stuck just short of its top landing is not beyond it") {
    Scene scene{Picture{}, OvertravelTop{}};
    scene.say(0, {.floor = 9,
                  .motion = Motion::running,
                  .direction = Direction::up,
                  .door_zone = Flag::yes});
    scene.say(2, {.floor = 10, .motion = Motion::stopped, .door_zone = Flag::no}).wait(60);
    CHECK(scene.findings.empty());
}

TEST_CASE("a car that left its top landing downward is not beyond it") {
    Scene scene{Picture{}, OvertravelTop{}};
    scene.say(0, {.floor = 10, .motion = Motion::stopped, .door_zone = Flag::yes});
    scene.say(2, {.motion = Motion::running, .direction = Direction::down, .door_zone = Flag::no});
    scene.say(3, {.motion = Motion::stopped}).wait(60);
    CHECK(scene.findings.empty());
}

TEST_CASE("a car that stands outside every zone for 15 s is off level") {
    struct Case {
        Flag zone;
        Mode mode;
        std::size_t findings;
    };
    for (const Case& c : {Case{Flag::no, Mode::normal, 1}, Case{Flag::no, Mode::inspection, 0},
                          Case{Flag::yes, Mode::normal, 0}, Case{Flag::unknown, Mode::normal, 0}}) {
        Scene scene{Picture{}, StoppedOffLevel{}};
        scene.say(0, {.motion = Motion::stopped, .mode = c.mode, .door_zone = c.zone}).wait(60);
        CHECK(scene.findings.size() == c.findings);
    }
}

TEST_CASE("an inspection ride with a person is told once a visit") {
    Scene scene{Picture{}, PersonAtRisk{}};
    scene.say(0, {.motion = Motion::stopped, .mode = Mode::inspection, .presence = Flag::yes});
    for (double at : {10.0, 30.0, 50.0}) {
        scene.say(at, {.motion = Motion::running}).say(at + 5, {.motion = Motion::stopped});
    }
    CHECK(scene.findings.size() == 1);
    scene.wait(700);
    REQUIRE(scene.findings.size() == 2);
    CHECK(seconds(scene.findings[1].time) == 655);
}

TEST_CASE("every rule names the origin of each of its numbers") {
    for (const RuleInfo* rule :
         {&DoorBlocked::info, &PowerLoss::info, &OvertravelTop::info, &OvertravelBottom::info,
          &StoppedOffLevel::info, &PersonAtRisk::info}) {
        CHECK(rule->id.find('@') != std::string_view::npos);
        CHECK(!rule->sentence.empty());
        for (const Threshold& threshold : rule->thresholds) {
            CHECK(threshold.name.empty() == threshold.source.empty());
        }
    }
}

TEST_CASE("a rule without what it needs to hear says what is missing") {
    CHECK(missing(StoppedOffLevel::info, bits(Signal::motion)) == bits(Signal::door_zone));
    CHECK(missing(StoppedOffLevel::info, bits(Signal::motion, Signal::door_zone)) == 0);
    CHECK(missing(OvertravelTop::info, bits(Signal::position)) == 0);
    CHECK(missing(OvertravelTop::info, bits(Signal::motion, Signal::floor, Signal::door_zone)) ==
          0);
    CHECK(missing(OvertravelTop::info, bits(Signal::motion)) == bits(Signal::position));
}
