// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/effect.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

static const Time begin = *parse_time("2026-03-01T00:00:00+08:00");
static const TimeSpan visit{begin + hours{24 * 14}, begin + hours{24 * 14 + 1}};

// So many hourly runs before and after the visit, of a mean vibration each, with noise.
static EffectHistory shaken(double before, double after, int each, unsigned seed = 3) {
    std::mt19937_64 random(seed);
    EffectHistory history;
    for (int i = 0; i < 2 * each; ++i) {
        const bool late = i >= each;
        const Time time = late ? visit.to + hours{i - each} : visit.from - hours{each - i};
        const EffectPlace place{1, static_cast<std::int16_t>(2 + i % 3), Direction::up};
        const double noise = static_cast<double>(random() % 2001) / 1000 - 1;  // -1..1
        // A longer run shakes more, whatever was done to the lift.
        const double value = (late ? after : before) + 10 * (i % 3) + noise;
        history.samples.push_back({time, EffectFigure::vibration, place, value});
        history.runs.push_back(time);
    }
    return history;
}

static const FigureEffect& of(const VisitEffect& effect, EffectFigure figure) {
    return effect.figures[static_cast<std::size_t>(figure)];
}

TEST_CASE("a vibration that fell by a known shift is found, and so is one that rose") {
    struct Case {
        double before, after;
        EffectChange change;
    };
    const Case cases[] = {{50, 48, EffectChange::better},
                          {50, 52, EffectChange::worse},
                          {50, 50, EffectChange::no_change_shown}};
    for (const Case& c : cases) {
        const VisitEffect effect = judge_effect(shaken(c.before, c.after, 90), visit);
        const FigureEffect& figure = of(effect, EffectFigure::vibration);
        CHECK(figure.change == c.change);
        CHECK(effect.change == c.change);
        CHECK(figure.places == 3);
        CHECK(figure.before == 90);
        CHECK(figure.after == 90);
        // The mean of 90 uniform values of -1..1 has a standard error of 0.06.
        const double shift = figure.mean_after - figure.mean_before;
        CHECK(std::abs(shift - (c.after - c.before)) < 5 * 0.06 * 1.42);
    }
}

TEST_CASE("other traffic after the visit is not taken for a repair") {
    EffectHistory history = shaken(50, 50, 90);
    for (EffectSample& sample : history.samples) {
        const bool late = sample.time >= visit.to;
        // After the visit people ride to landing 4 only, where every run shakes more.
        if (late) sample.place.to_floor = 4;
        if (late) sample.value = 70 + (sample.value - std::floor(sample.value));
        if (!late && sample.place.to_floor == 4) sample.value = 70.5;
    }
    const VisitEffect effect = judge_effect(history, visit);
    CHECK(of(effect, EffectFigure::vibration).places == 1);
    CHECK(of(effect, EffectFigure::vibration).before == 30);
    CHECK(effect.change == EffectChange::no_change_shown);
}

TEST_CASE("up and down between the same landings are not compared with each other") {
    EffectHistory history;
    for (int i = 1; i <= 20; ++i) {
        history.samples.push_back(
            {visit.from - hours{i}, EffectFigure::vibration, {1, 5, Direction::up}, 9});
        history.samples.push_back(
            {visit.to + hours{i}, EffectFigure::vibration, {1, 5, Direction::down}, 1});
    }
    const VisitEffect effect = judge_effect(history, visit);
    CHECK(of(effect, EffectFigure::vibration).places == 0);
    CHECK(effect.change == EffectChange::not_enough_data);
}

TEST_CASE("too little to judge is not enough data, which is not no change") {
    CHECK(judge_effect({}, visit).change == EffectChange::not_enough_data);
    CHECK(judge_effect(shaken(50, 10, 4), visit).change == EffectChange::not_enough_data);
    CHECK(judge_effect(shaken(50, 10, 30), visit).change == EffectChange::better);
    // Five on one side and one on the other can be labelled in six ways: none of them convinces.
    EffectHistory history;
    for (int i = 1; i <= 5; ++i) {
        history.samples.push_back({visit.from - hours{i}, EffectFigure::levelling, {}, 9.0 + i});
    }
    history.samples.push_back({visit.to, EffectFigure::levelling, {}, 1});
    CHECK(judge_effect(history, visit, {.least = 1}).change == EffectChange::not_enough_data);
}

TEST_CASE("the windows end where another visit was") {
    const EffectHistory history = shaken(50, 48, 200);
    const VisitEffect effect =
        judge_effect(history, visit, {}, visit.from - hours{10}, visit.to + hours{20});
    CHECK(of(effect, EffectFigure::vibration).before == 10);
    CHECK(of(effect, EffectFigure::vibration).after == 20);
    CHECK(effect.runs_before == 10);
    CHECK(effect.runs_after == 20);
}

// 8 faults before and none after in as many runs: binomial, 2/256.
TEST_CASE("faults are counted per 1000 runs") {
    EffectHistory history;
    for (int i = 1; i <= 200; ++i) {
        history.runs.push_back(visit.from - hours{i});
        history.runs.push_back(visit.to + hours{i});
    }
    for (int i = 1; i <= 8; ++i) history.faults.push_back(visit.from - hours{20 * i});
    const VisitEffect effect = judge_effect(history, visit);
    const FigureEffect& faults = of(effect, EffectFigure::faults);
    CHECK(faults.mean_before == doctest::Approx(40));
    CHECK(faults.mean_after == 0);
    CHECK(faults.test.p == doctest::Approx(2.0 / 256));
    CHECK(faults.change == EffectChange::better);
    CHECK(effect.change == EffectChange::better);
}

TEST_CASE("what got worse outweighs what got better") {
    EffectHistory history = shaken(50, 48, 90);
    for (int i = 1; i <= 10; ++i) history.faults.push_back(visit.to + hours{i});
    CHECK(judge_effect(history, visit).change == EffectChange::worse);
}

// Two figures at 5 % together: the smaller p has to be below 2.5 %. Of 70 labellings of 4 and 4
// the most extreme two have p = 2.9 %, which alone would do.
TEST_CASE("two questions at once have to be paid for") {
    EffectHistory history;
    for (int i = 1; i <= 4; ++i) {
        history.samples.push_back({visit.from - hours{i}, EffectFigure::levelling, {}, 10.0 + i});
        history.samples.push_back({visit.to + hours{i}, EffectFigure::levelling, {}, 1.0 + i});
    }
    CHECK(judge_effect(history, visit, {.least = 4}).change == EffectChange::better);
    for (int i = 1; i <= 4; ++i) {
        history.samples.push_back(
            {visit.from - hours{i}, EffectFigure::vibration, {}, 1.0 + i % 2});
        history.samples.push_back({visit.to + hours{i}, EffectFigure::vibration, {}, 1.0 + i % 2});
    }
    CHECK(judge_effect(history, visit, {.least = 4}).change == EffectChange::no_change_shown);
}

static std::vector<Lift> one_lift() {
    Lift lift{.key = "A-1"};
    for (int i = 0; i < 5; ++i) lift.floors.push_back({.label = "", .height = 3.0 * i});
    return {lift};
}

static Observation said(int second, Motion motion, Door door, std::int16_t floor) {
    Observation seen{.time = begin + seconds{second}, .lift = 0};
    seen.motion = motion;
    seen.door = door;
    seen.floor = floor;
    return seen;
}

TEST_CASE("a run and its doors become samples of their landings") {
    const std::vector<Lift> lifts = one_lift();
    EffectSampler sampler(lifts);
    sampler.on(said(0, Motion::stopped, Door::open, 1));
    sampler.on(said(10, Motion::stopped, Door::closing, 1));
    sampler.on(said(13, Motion::stopped, Door::closed, 1));
    Observation running = said(14, Motion::running, Door::closed, 1);
    running.vibration = 0.25F;
    sampler.on(running);
    running.time += seconds{2};
    running.vibration = 0.125F;
    running.floor = 2;
    sampler.on(running);
    Observation stopped = said(22, Motion::stopped, Door::closed, 3);
    stopped.position = 6.0078125F;
    sampler.on(stopped);
    sampler.on(said(23, Motion::stopped, Door::opening, 3));
    sampler.on(said(25, Motion::stopped, Door::open, 3));
    const EffectHistory& history = sampler.history(0);
    CHECK(history.runs.size() == 1);
    REQUIRE(history.samples.size() == 4);
    CHECK(history.samples[0].figure == EffectFigure::door_closing);
    CHECK(history.samples[0].value == 3);
    CHECK(history.samples[0].place == EffectPlace{1, 1, Direction::none});
    CHECK(history.samples[1].figure == EffectFigure::vibration);
    CHECK(history.samples[1].value == 0.25);
    CHECK(history.samples[1].place == EffectPlace{1, 3, Direction::up});
    CHECK(history.samples[2].figure == EffectFigure::levelling);
    CHECK(history.samples[2].value == doctest::Approx(7.8125));
    CHECK(history.samples[3].figure == EffectFigure::door_opening);
    CHECK(history.samples[3].value == 2);
}

TEST_CASE("what the worker runs in inspection mode is no sample") {
    const std::vector<Lift> lifts = one_lift();
    EffectSampler sampler(lifts);
    Observation mode = said(0, Motion::stopped, Door::closing, 1);
    mode.mode = Mode::inspection;
    sampler.on(mode);
    sampler.on(said(2, Motion::stopped, Door::closed, 1));
    Observation running = said(4, Motion::running, Door::closed, 1);
    running.vibration = 1;
    sampler.on(running);
    sampler.on(said(9, Motion::stopped, Door::closed, 2));
    CHECK(sampler.history(0).samples.empty());
    CHECK(sampler.history(0).runs.empty());
}

TEST_CASE("a run across a silence is none, and a door that is held is not slow") {
    const std::vector<Lift> lifts = one_lift();
    EffectSampler sampler(lifts);
    sampler.on(said(0, Motion::stopped, Door::open, 1));
    sampler.on(said(1, Motion::stopped, Door::closing, 1));
    sampler.on(said(90, Motion::stopped, Door::closed, 1));
    sampler.on(said(91, Motion::running, Door::closed, 1));
    sampler.on(said(91 + 7 * 60, Motion::stopped, Door::closed, 3));
    CHECK(sampler.history(0).samples.empty());
    CHECK(sampler.history(0).runs.empty());
    sampler.on(said(5, Motion::running, Door::closed, 1));  // older than the last
    sampler.on(Observation{.time = begin, .lift = 9});      // of nobody
    CHECK(sampler.history(0).runs.empty());
}

TEST_CASE(
    "a raised alarm is a fault, a silent device and a device's own word are not counted twice") {
    const std::vector<Lift> lifts = one_lift();
    EffectSampler sampler(lifts);
    Event event{.time = begin, .lift = 0, .kind = EventKind::door_blocked, .phase = Phase::raised};
    sampler.on(event);
    event.phase = Phase::cleared;
    sampler.on(event);
    event.phase = Phase::raised;
    event.kind = EventKind::device_offline;
    sampler.on(event);
    event.kind = EventKind::native;
    sampler.on(event);
    CHECK(sampler.history(0).faults.size() == 1);
    Observation fault = said(1, Motion::stopped, Door::closed, 1);
    REQUIRE(fault.fault.code.assign("12"));
    sampler.on(fault);
    fault.fault.cleared = true;
    sampler.on(fault);
    CHECK(sampler.history(0).faults.size() == 2);
}

TEST_CASE("a comparison that cannot be made is refused") {
    CHECK_THROWS_AS((void)judge_effect({}, visit, {.window = Duration{0}}), std::invalid_argument);
    CHECK_THROWS_AS((void)judge_effect({}, visit, {.level = 0}), std::invalid_argument);
    CHECK_THROWS_AS((void)judge_effect({}, visit, {.level = 1}), std::invalid_argument);
}
