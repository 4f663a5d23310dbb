// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/run_time_limit.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string_view>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

// ten_floors(): 27 m at 1.5 m/s are 18 s, and 10 s more are 28 s.
constexpr double limit = 28;

const Script run = {{0, {.floor = 3, .motion = Motion::stopped}},
                    {10, {.motion = Motion::running}}};

double limit_of(double height, double speed) {
    Lift lift{.key = "A-1", .rated_speed = speed};
    lift.floors = {{"1", 0.0}, {"2", height}};
    RunTimeLimit::State state;
    const RunTimeLimit rule;
    rule.begin(state, lift);
    state.latch.since = second(0);
    return seconds(rule.due(state));
}

double number_in(const Finding& finding, std::string_view name) {
    for (const EvidenceItem& item : finding.evidence) {
        if (item.name == name) return item.number;
    }
    return -1;
}

}  // namespace

TEST_CASE("a motor that runs for longer than full travel and shows no other floor is told") {
    CHECK(raised_at<RunTimeLimit>(run, {10 + limit - 0.001, {.motion = Motion::stopped}}) ==
          never_raised);
    CHECK(raised_at<RunTimeLimit>(run, {10 + limit, {.motion = Motion::stopped}}) == 10 + limit);
    CHECK(raised_at<RunTimeLimit>(run, {30, {.mode = Mode::inspection}}) == never_raised);
    CHECK(cleared_at<RunTimeLimit>(run, {60, {.motion = Motion::stopped}}) == 62);
}

TEST_CASE("where words go missing, a stop after 15 s of silence tells nothing of the run") {
    const Script doubtful = after_missing_word(run);
    CHECK(raised_at<RunTimeLimit>(doubtful, {60, {.motion = Motion::stopped}}) == never_raised);
    CHECK(raised_at<RunTimeLimit>(doubtful, {60, {.floor = 4}}) == 60 + limit);
    CHECK(raised_at<RunTimeLimit>(doubtful, {60, {}}) == 10 + limit);
    Script told = doubtful;
    told.push_back({23.001, {}});
    CHECK(raised_at<RunTimeLimit>(told, {60, {.motion = Motion::stopped}}) == 10 + limit);
    told.back().at = 22.999;
    CHECK(raised_at<RunTimeLimit>(told, {60, {.motion = Motion::stopped}}) == never_raised);
}

TEST_CASE("the limit is full travel and 10 s, from 20 to 45 s, and 45 where it is not known") {
    CHECK(limit_of(27, 1.5) == 28);
    CHECK(limit_of(3, 1.0) == 20);
    CHECK(limit_of(200, 2.5) == 45);
    CHECK(limit_of(10, 0.63) == doctest::Approx(10 / 0.63 + 10).epsilon(0.001));
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    CHECK(limit_of(27, unknown) == 45);
    CHECK(limit_of(unknown, 1.5) == 45);
    CHECK(limit_of(27, 0) == 45);
    CHECK(limit_of(-27, 1.5) == 45);
}

TEST_CASE("another floor is progress: the clock starts anew, and what was told is over") {
    Script climbs = run;
    climbs.push_back({30, {.floor = 4}});
    CHECK(raised_at<RunTimeLimit>(climbs, {57.999, {.motion = Motion::stopped}}) == never_raised);
    CHECK(raised_at<RunTimeLimit>(climbs, {58, {}}) == 58);
    CHECK(cleared_at<RunTimeLimit>(climbs, {70, {.floor = 5}}) == 70);
    climbs.push_back({70, {.floor = 5}});
    CHECK(number_in(findings_of<RunTimeLimit>(climbs).at(1), "held_s") == 40);
}

TEST_CASE("a floor that is not known any more is no progress") {
    Script silent = run;
    silent.push_back({50, {}});
    silent.push_back({1000, {.motion = Motion::running}});
    silent.push_back({1100, {}});
    CHECK(findings_of<RunTimeLimit>(silent).size() == 1);
    silent.push_back({1110, {.motion = Motion::stopped}});
    CHECK(cleared_at<RunTimeLimit>(silent, {1120, {}}) == 1112);
}

TEST_CASE("where nothing is waited for, the word that ends a run ends what was told") {
    const RunTimeLimit at_once{{.clear = 0s}};
    Script stops = run;
    stops.push_back({60, {.motion = Motion::stopped}});
    const std::vector<Finding> findings = findings_of<RunTimeLimit>(stops, at_once);
    REQUIRE(findings.size() == 2);
    CHECK(seconds(findings[1].time) == 60);
}

TEST_CASE("a position that is said decides: one that moves is progress, one that stands is none") {
    Script crawls = run, hangs = run;
    for (int i = 0; i < 60; ++i) {
        crawls.push_back({11.0 + i, {.position = 6.0F + 0.02F * static_cast<float>(i)}});
        hangs.push_back({11.0 + i, {.position = 6.0F}});
    }
    CHECK(raised_at<RunTimeLimit>(crawls, {71, {}}) == never_raised);
    CHECK(raised_at<RunTimeLimit>(hangs, {71, {}}) == 10 + limit + 2);
    CHECK(raised_at<RunTimeLimit>(without(Signal::floor, hangs), {71, {}}) == 12 + limit);
}

TEST_CASE("a device that falls silent in a run does not show that the run goes on") {
    Scene scene{Picture{}, RunTimeLimit{}};
    scene.say(0, {.floor = 3, .motion = Motion::running}).tick(100).tick(1000).say(2000, {});
    CHECK(scene.findings.empty());
    scene.say(2010, {.floor = 3, .motion = Motion::running}).say(2060, {});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 2038);
    Scene at_once{Picture{}, RunTimeLimit{}};
    at_once.say(0, {.floor = 3, .motion = Motion::running});
    at_once.say(2000, {.floor = 3, .motion = Motion::running}).say(2010, {});
    CHECK(at_once.findings.empty());
}

TEST_CASE("without floor and position nobody knows whether a car gets on") {
    CHECK(raised_at<RunTimeLimit>(without(Signal::floor, run), {300, {}}) == never_raised);
    CHECK(raised_at<RunTimeLimit>(without(Signal::motion, run), {300, {}}) == never_raised);
}

TEST_CASE("a limit that is no limit is refused") {
    CHECK_THROWS_AS(RunTimeLimit({.shortest = 0s}), std::invalid_argument);
    CHECK_THROWS_AS(RunTimeLimit({.longest = 10s}), std::invalid_argument);
    CHECK_THROWS_AS(RunTimeLimit({.longest = 61s}), std::invalid_argument);
    CHECK_THROWS_AS(RunTimeLimit({.spare = -1s}), std::invalid_argument);
}
