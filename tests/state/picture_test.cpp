// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/picture.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <stdexcept>

#include "../scene.hpp"
#include "hoistway/detect/automata/clock_wrong.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

TEST_CASE("a word holds until the next one") {
    Scene scene{Picture{}};
    scene.say(0, {.motion = Motion::stopped, .door = Door::open}).say(5, {.door = Door::closed});
    CHECK(scene.moments.back().motion == Motion::stopped);
    CHECK(scene.moments.back().door == Door::closed);
}

TEST_CASE("a silence up to the limit is no gap, and one millisecond more is") {
    Scene scene{Picture{}};
    scene.say(0, {.door = Door::open}).say(360, {});
    CHECK(scene.gaps.empty());
    CHECK(scene.moments.back().door == Door::open);
    scene.say(720.001, {});
    REQUIRE(scene.gaps.size() == 1);
    CHECK(seconds(scene.gaps[0].span.from) == 360);
    CHECK(seconds(scene.gaps[0].span.to) == doctest::Approx(720.001));
    CHECK(seconds(scene.gaps[0].noticed) == 720);
}

TEST_CASE("after a gap everything is unknown until it is said again") {
    Scene scene{Picture{}};
    scene.say(0, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::yes});
    scene.say(1000, {.door = Door::closed});
    CHECK(scene.moments.back().motion == Motion::unknown);
    CHECK(scene.moments.back().presence == Flag::unknown);
    CHECK(scene.moments.back().door == Door::closed);
    CHECK(scene.moments.back().travel.floors == 10);
}

TEST_CASE("that words go missing is still known after a gap, and in a tick") {
    Scene scene{Picture{}};
    scene.say(0, {.door = Door::closed}).say(1, {.door = Door::opening});
    CHECK_FALSE(words_go_missing(scene.moments.back()));
    scene.say(2, {.door = Door::closed});
    CHECK(words_go_missing(scene.moments.back()));
    scene.tick(100);
    CHECK(words_go_missing(scene.moments.back()));
    scene.say(1000, {.door = Door::open});
    CHECK(words_go_missing(scene.moments.back()));
}

TEST_CASE("a record older than the newest is counted as late and not used") {
    Scene scene{Picture{}};
    scene.say(10, {.door = Door::open}).say(9, {.door = Door::closed});
    CHECK(scene.moments.size() == 1);
    CHECK(scene.state_of<Picture>().late == 1);
}

TEST_CASE("what was counted before a silence is still counted after it") {
    Scene scene{Picture{}};
    scene.say(10, {.floor = 2, .door = Door::closed}).say(5, {}).say(1000, {}).say(2000, {});
    const Picture::State& state = scene.state_of<Picture>();
    CHECK(state.late == 1);
    CHECK(state.gaps == 2);
    CHECK((state.said & bits(Signal::door)) != 0);
    CHECK((state.said & bits(Signal::floor)) != 0);
}

TEST_CASE("what says nothing new is refused as repeated where it is of the same time") {
    Scene scene{Picture{}};
    scene.say(10, {.door = Door::closed}).say(10, {.door = Door::closed});
    REQUIRE(scene.refused.size() == 1);
    CHECK(scene.refused[0].why == Refused::repeated);
}

TEST_CASE("a new clock takes five records on end, each far back, in order among themselves") {
    const auto steps = [](std::initializer_list<double> late, double then = 0) {
        Scene scene{Picture{}, ClockWrong{}};
        scene.say(10'000, {.door = Door::closed});
        for (const double at : late) scene.say(at, {.door = Door::open});
        if (then > 0) scene.say(then, {.door = Door::open});
        return scene.findings.size();
    };
    CHECK(steps({1000, 1001, 1002, 1003, 1004}) == 1);
    CHECK(steps({1000, 1001, 1002, 1003}) == 0);
    CHECK(steps({9950, 9951, 9952, 9953, 9954, 9955}) == 0);      // late by less than a minute
    CHECK(steps({1000, 1001, 1002, 1003, 9990, 1004}) == 0);      // one of them is not far back
    CHECK(steps({1004, 1003, 1002, 1001, 1000, 999, 998}) == 0);  // a backlog, the latest first
    CHECK(steps({1004, 1003, 1004, 1005, 1006}) == 0);
    CHECK(steps({1004, 1003, 1004, 1005, 1006}, 1007) == 1);
}

TEST_CASE("two records of the same second are used in the order of arrival") {
    Scene scene{Picture{}};
    scene.say(10, {.door = Door::open}).say(10, {.door = Door::closed});
    CHECK(scene.moments.back().door == Door::closed);
}

TEST_CASE("a person is seen by the sensor or by the count") {
    struct Case {
        Flag presence;
        std::uint32_t people;
        Flag expected;
    };
    const Case cases[] = {{Flag::yes, no_count, Flag::yes},
                          {Flag::no, no_count, Flag::no},
                          {Flag::unknown, 2, Flag::yes},
                          {Flag::unknown, 0, Flag::no},
                          {Flag::no, 1, Flag::yes},
                          {Flag::yes, 0, Flag::yes},
                          {Flag::unknown, no_count, Flag::unknown}};
    for (const Case& c : cases) {
        Scene scene{Picture{}};
        scene.say(0, {.presence = c.presence, .people = c.people});
        CHECK(scene.moments.back().presence == c.expected);
    }
}

TEST_CASE("a tick tells of silence and changes no word") {
    Scene scene{Picture{}};
    scene.tick(0);
    CHECK(scene.moments.empty());
    scene.say(10, {.door = Door::open}).tick(500);
    CHECK(scene.moments.back().door == Door::open);
    CHECK(seconds(scene.moments.back().heard) == 10);
    CHECK(seconds(scene.moments.back().trusted_until) == 370);
}

TEST_CASE("a mode change is told with what was before") {
    Scene scene{Picture{}};
    scene.say(0, {.mode = Mode::normal}).say(5, {.mode = Mode::inspection}).say(6, {});
    REQUIRE(scene.mode_changes.size() == 2);
    CHECK(scene.mode_changes[1].from == Mode::normal);
    CHECK(scene.mode_changes[1].to == Mode::inspection);
}

TEST_CASE("the direction of the latest run is kept while the car stands") {
    Scene scene{Picture{}};
    scene.say(0, {.direction = Direction::up}).say(5, {.direction = Direction::none});
    CHECK(scene.moments.back().last_direction == Direction::up);
    scene.say(6, {.speed = -1.5F});
    CHECK(scene.moments.back().last_direction == Direction::down);
}

TEST_CASE("a silence of nothing is refused") {
    CHECK_THROWS_AS(Picture({.silence = 0ms}), std::invalid_argument);
    CHECK_THROWS_AS(Picture({.back_records = 1}), std::invalid_argument);
}
