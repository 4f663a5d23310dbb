// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/count/use_counters.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "../../scene.hpp"
#include "hoistway/detect/automata/noise_abnormal.hpp"
#include "hoistway/detect/automata/safety_chain_open.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/run_tracker.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

const std::vector<Lift> lifts{ten_floors()};

auto scene() {
    return Scene{Picture{},       RunTracker{}, DoorTracker{},     SafetyChainOpen{},
                 NoiseAbnormal{}, Episodes{},   UseCounters{lifts}};
}

const UseCounts& use_of(const auto& play) { return play.template state_of<UseCounters>().total; }

// Standing at a landing with closed doors.
constexpr Observation rest{
    .floor = 1, .motion = Motion::stopped, .door = Door::closed, .safety_chain = Flag::yes};

}  // namespace

TEST_CASE("doors that move are door time, doors that stand open are dwell time") {
    auto play = scene();
    play.say(0, rest).say(10, {.door = Door::opening}).say(13, {.door = Door::open});
    play.say(33, {.door = Door::closing}).say(34, {.door = Door::opening});
    play.say(36, {.door = Door::open}).say(40, {.door = Door::closing});
    play.say(43, {.door = Door::ajar}).say(44, {.door = Door::closing}).say(45, rest).say(99, {});
    CHECK(use_of(play).door_time == 3s + 1s + 2s + 3s + 1s);
    CHECK(use_of(play).dwell_time == 20s + 4s + 1s);
    CHECK(use_of(play).reopenings == 1);
}

TEST_CASE("reopenings count when the doors are closed again") {
    auto play = scene();
    play.say(0, rest).say(1, {.door = Door::open});
    for (int at = 2; at < 8; at += 2) {
        play.say(at, {.door = Door::closing}).say(at + 1, {.door = Door::open});
    }
    CHECK(use_of(play).reopenings == 0);
    play.say(8, {.door = Door::closing}).say(9, rest);
    CHECK(use_of(play).reopenings == 3);
}

TEST_CASE("no second is both of a run and of a door") {
    auto play = scene();
    play.say(0, rest).say(10, {.motion = Motion::running, .door = Door::open});
    play.say(20, {.motion = Motion::stopped}).say(25, rest);
    CHECK(use_of(play).dwell_time == 5s);
}

TEST_CASE("a silence counts as long as the word before it holds, and a tick counts nothing") {
    auto play = scene();
    play.say(0, {.motion = Motion::stopped, .door = Door::open}).tick(100);
    CHECK(use_of(play).dwell_time == 0s);
    play.say(100, {}).say(100 + 3600, {});
    CHECK(use_of(play).dwell_time == 100s + 360s);
    play.say(100 + 3700, {});
    CHECK(use_of(play).dwell_time == 100s + 360s);
}

TEST_CASE("the safety chain opens where nothing there is to open it") {
    struct Case {
        Observation said;
        std::uint64_t openings;
    };
    const Case cases[] = {
        {{.safety_chain = Flag::no}, 1},
        {{.motion = Motion::running, .safety_chain = Flag::no}, 1},
        {{.door = Door::opening, .safety_chain = Flag::no}, 0},
        {{.mode = Mode::inspection, .safety_chain = Flag::no}, 0},
        {{.motion = Motion::running, .door = Door::open, .safety_chain = Flag::no}, 1},
    };
    for (const Case& each : cases) {
        auto play = scene();
        play.say(0, rest).say(10, each.said);
        CHECK(use_of(play).safety_chain_openings == each.openings);
        play.say(11, {.safety_chain = Flag::no});
        CHECK(use_of(play).safety_chain_openings == each.openings);
    }
}

TEST_CASE("a chain of which nothing was said before does not open") {
    auto play = scene();
    play.say(0, {.motion = Motion::stopped, .door = Door::closed, .safety_chain = Flag::no});
    CHECK(use_of(play).safety_chain_openings == 0);
}

TEST_CASE("faults of the chain are kept with their time and what ended them") {
    auto play = scene();
    play.say(0, rest).say(10, {.safety_chain = Flag::no}).say(11, {.safety_chain = Flag::yes});
    play.say(20, {.safety_chain = Flag::no}).say(50, {.safety_chain = Flag::yes}).say(60, {});
    CHECK(use_of(play).safety_chain_openings == 2);
    CHECK(use_of(play).safety_chain_faults == 1);
    CHECK(use_of(play).recovered_by_itself == 1);
    CHECK(use_of(play).safety_chain_time == 32s);  // 2 s more, until the rule takes it as over
    play.say(70, {.mains_power = Flag::no, .safety_chain = Flag::no}).say(90, {});
    play.say(95, {.mains_power = Flag::yes, .safety_chain = Flag::yes}).say(100, {});
    CHECK(use_of(play).safety_chain_faults == 2);
    CHECK(use_of(play).recovered_after_power == 1);
    play.say(110, {.safety_chain = Flag::no}).say(120, {.mode = Mode::inspection});
    play.say(130, {.safety_chain = Flag::yes}).say(140, {});
    CHECK(use_of(play).recovered_in_inspection == 1);
    CHECK(use_of(play).safety_chain_faults == 3);
}

TEST_CASE("each 12 h of noise are a window, the ones that somebody muted are none") {
    auto play = scene();
    auto loud_until = [&, at = 0.0](double hours) mutable {
        for (; at <= hours * 3600; at += 300) play.say(at, {.noise = 60});
    };
    loud_until(11.9);
    CHECK(use_of(play).noise_windows == 0);
    loud_until(12.1);
    CHECK(use_of(play).noise_windows == 1);
    loud_until(36.1);
    CHECK(use_of(play).noise_windows == 3);
    play.tell(Mute{second(36.1 * 3600), second(50 * 3600), 0, EventKind::noise_abnormal});
    loud_until(49);
    CHECK(use_of(play).noise_windows == 3);
    loud_until(61);
    CHECK(use_of(play).noise_windows == 4);
}

TEST_CASE("the way is kept as positions measured it and as the landings say") {
    auto play = scene();
    auto ride = [&, at = 0.0](std::int16_t to, float from_m, float to_m) mutable {
        play.say(at, {.motion = Motion::stopped, .door = Door::closed, .position = from_m});
        play.say(at + 1, {.motion = Motion::running});
        play.say(at + 9, {.floor = to, .motion = Motion::stopped, .position = to_m});
        play.say(at + 10, {.door = Door::open});
        at += 60;
    };
    play.say(0, {.floor = 1});
    ride(4, 0, 9.01F);
    CHECK(use_of(play).measured_mm == 9010);
    CHECK(use_of(play).landings_mm == 9000);
    ride(1, no_value, 0.5F);
    CHECK(use_of(play).runs_measured == 2);
    CHECK(use_of(play).measured_mm == 9010 + 8510);
    CHECK(use_of(play).landings_mm == 18000);
    CHECK(use_of(play).runs_by_landings == 2);
}

TEST_CASE("running time is motion, with the doors, or with the doors and the dwell") {
    Counts counts;
    counts.run_time = 100s;
    UseCounts use;
    use.door_time = 20s;
    use.dwell_time = 3s;
    CHECK(running_time(counts, use, RunTimeBy::motion) == 100s);
    CHECK(running_time(counts, use, RunTimeBy::motion_and_doors) == 120s);
    CHECK(running_time(counts, use, RunTimeBy::motion_doors_and_dwell) == 123s);
    CHECK(to_text(RunTimeBy::motion_and_doors) == "motion_and_doors");
}

static_assert(Stage<UseCounters>);
