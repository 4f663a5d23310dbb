// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/measures.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

// What is answered once these values have been said, one after the other.
class Bench {
 public:
    Measured m;
    MeasureLimits limits;

    Flag ask(const Observation& seen, Motion motion, Measure measure) {
        hoistway::measure(m, seen, motion, limits);
        Moment now;
        now.measured = m.known;
        now.bad = m.bad;
        return is(now, measure);
    }
};

}  // namespace

TEST_CASE("a value is one too many beyond its limit, and not at it") {
    struct Case {
        Observation seen;
        Motion motion;
        Measure measure;
        Flag expected;
    };
    const Motion stopped = Motion::stopped, running = Motion::running;
    const Case cases[] = {{{.position = 30.09F}, stopped, Measure::beyond_top, Flag::no},
                          {{.position = 30.11F}, stopped, Measure::beyond_top, Flag::yes},
                          {{.position = -0.09F}, stopped, Measure::below_bottom, Flag::no},
                          {{.position = -0.11F}, stopped, Measure::below_bottom, Flag::yes},
                          {{.position = 9.019F}, stopped, Measure::mislevelled, Flag::no},
                          {{.position = 8.979F}, stopped, Measure::mislevelled, Flag::yes},
                          {{.position = 9.19F}, stopped, Measure::left_landing, Flag::no},
                          {{.position = 9.21F}, stopped, Measure::left_landing, Flag::yes},
                          {{.position = 9.34F}, stopped, Measure::off_landing, Flag::no},
                          {{.position = 9.36F}, stopped, Measure::off_landing, Flag::yes},
                          {{.position = 9.5F}, running, Measure::off_landing, Flag::unknown},
                          {{.speed = 1.72F}, running, Measure::overspeed, Flag::no},
                          {{.speed = -1.73F}, running, Measure::overspeed, Flag::yes},
                          {{.noise = 55}, running, Measure::loud, Flag::no},
                          {{.noise = 55.1F}, running, Measure::loud, Flag::yes},
                          {{.vibration = 0.30F}, running, Measure::shaking, Flag::no},
                          {{.vibration = 0.31F}, running, Measure::shaking, Flag::yes},
                          {{.temperature = 50}, stopped, Measure::hot, Flag::no},
                          {{.temperature = 50.1F}, stopped, Measure::hot, Flag::yes},
                          {{}, stopped, Measure::hot, Flag::unknown}};
    for (const Case& c : cases) {
        CAPTURE(static_cast<unsigned>(c.measure));
        Bench bench;
        bench.m.top = 30;
        bench.m.landing = 9;
        bench.m.overspeed_mm_s = 1725;  // 1.15 of 1.5 m/s
        CHECK(bench.ask(c.seen, c.motion, c.measure) == c.expected);
    }
}

TEST_CASE("what is hot stays hot until it has cooled down for good") {
    Bench bench;
    CHECK(bench.ask({.temperature = 51}, Motion::stopped, Measure::hot) == Flag::yes);
    CHECK(bench.ask({.temperature = 46}, Motion::stopped, Measure::hot) == Flag::yes);
    CHECK(bench.ask({.temperature = 45}, Motion::stopped, Measure::hot) == Flag::no);
    CHECK(bench.ask({.temperature = 46}, Motion::stopped, Measure::hot) == Flag::no);
}

TEST_CASE("what the papers do not tell is not judged") {
    Bench bench;
    CHECK(bench.ask({.position = 99}, Motion::stopped, Measure::beyond_top) == Flag::unknown);
    CHECK(bench.ask({.position = 99}, Motion::stopped, Measure::mislevelled) == Flag::unknown);
    CHECK(bench.ask({.speed = 99}, Motion::running, Measure::overspeed) == Flag::unknown);
}

TEST_CASE("a running car that reads one position twice is stalled, or its sensor is frozen") {
    Bench stuck;
    CHECK(stuck.ask({.position = 5}, Motion::running, Measure::stalled) == Flag::no);
    CHECK(stuck.ask({.position = 5}, Motion::running, Measure::stalled) == Flag::yes);
    CHECK(stuck.ask({.position = 5.1F}, Motion::running, Measure::stalled) == Flag::no);

    Bench frozen;
    for (int reading = 1; reading <= 6; ++reading) {
        const Observation seen{.position = 5, .speed = 1};
        const Flag answer = frozen.ask(seen, Motion::running, Measure::frozen_position);
        CHECK(answer == to_flag(reading >= 5));
        CHECK(frozen.ask({}, Motion::running, Measure::stalled) == Flag::no);
    }
}

TEST_CASE("vibration that reads the very same in motion five times on end is frozen") {
    Bench bench;
    for (int reading = 1; reading <= 6; ++reading) {
        const Flag answer =
            bench.ask({.vibration = 0.123F}, Motion::running, Measure::frozen_vibration);
        CHECK(answer == to_flag(reading >= 5));
    }
    CHECK(bench.ask({.vibration = 0.124F}, Motion::running, Measure::frozen_vibration) == Flag::no);
}
