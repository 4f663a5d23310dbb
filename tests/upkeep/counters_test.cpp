// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/counters.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/row.hpp"

using namespace hoistway;

static Time at(int seconds) { return Time{std::chrono::seconds{1772323200 + seconds}}; }

static Run run_at(int seconds, std::int16_t from = no_floor, std::int16_t to = no_floor) {
    Run run;
    run.time = at(seconds);
    run.lift = 0;
    run.started = run.time - std::chrono::seconds{30};
    run.stopped = run.time - std::chrono::seconds{5};
    run.moving = std::chrono::seconds{20};
    run.from_floor = from;
    run.to_floor = to;
    return run;
}

static DoorCycle cycle_at(int seconds) {
    DoorCycle cycle;
    cycle.time = at(seconds);
    cycle.lift = 0;
    return cycle;
}

static Event entrapment_at(int seconds, Phase phase = Phase::raised) {
    Event event;
    event.time = at(seconds);
    event.lift = 0;
    event.kind = EventKind::entrapment;
    event.phase = phase;
    return event;
}

static std::vector<Lift> one_lift(Roping roping) {
    Lift lift;
    lift.key = "A-1";
    lift.roping = roping;
    lift.floors = {{"1", 0}, {"2", 3.5}, {"3", std::nan("")}, {"4", 10}};
    return {lift};
}

namespace {

// One lift's counters with all that they say.
struct Bench {
    Counters counters;
    Counters::State state;
    std::vector<Counted> said;

    template <class Record>
    void push(const Record& record) {
        counters.on(state, record, [this](const Counted& counted) { said.push_back(counted); });
    }
};

}  // namespace

TEST_CASE("a run counts once, with the time in motion and nothing else") {
    Bench bench;
    bench.push(run_at(60));
    CHECK(bench.state.total.runs == 1);
    CHECK(bench.state.total.run_time == std::chrono::seconds{20});
    CHECK(bench.state.total.door_cycles == 0);
    CHECK(bench.state.total == bench.state.since_visit);
}

TEST_CASE("door cycles and entrapments count once each") {
    Bench bench;
    bench.push(cycle_at(1));
    bench.push(cycle_at(2));
    bench.push(entrapment_at(3));
    CHECK(bench.state.total.door_cycles == 2);
    CHECK(bench.state.total.entrapments == 1);
    CHECK(bench.state.total.runs == 0);
}

TEST_CASE("only an entrapment that is raised counts as one") {
    Bench bench;
    bench.push(entrapment_at(1, Phase::updated));
    bench.push(entrapment_at(2, Phase::cleared));
    Event other = entrapment_at(3);
    other.kind = EventKind::person_at_risk;
    bench.push(other);
    CHECK(bench.state.total.entrapments == 0);
    CHECK(bench.said.empty());
}

// Source 002, annex 1, table 1, row 6: 1:1 18,000; 2:1 54,000 at 18,000 runs.
TEST_CASE("18,000 runs bend the ropes 18,000 times at 1:1 and 54,000 times at 2:1") {
    struct Case {
        Roping roping;
        std::uint64_t bends, unknown;
    };
    for (const Case& c : {Case{Roping::one_to_one, 18000, 0}, Case{Roping::two_to_one, 54000, 0},
                          Case{Roping::unknown, 0, 18000}}) {
        const std::vector<Lift> lifts = one_lift(c.roping);
        Bench bench{Counters{{.lifts = lifts}}, {}, {}};
        for (int i = 0; i < 18000; ++i) bench.push(run_at(60 * i));
        CHECK(bench.state.total.rope_bends == c.bends);
        CHECK(bench.state.total.runs_of_unknown_roping == c.unknown);
    }
}

TEST_CASE("a lift that is in no registry has unknown roping and unknown distance") {
    Bench bench;
    bench.push(run_at(60, 1, 2));
    CHECK(bench.state.total.rope_bends == 0);
    CHECK(bench.state.total.runs_of_unknown_roping == 1);
    CHECK(bench.state.total.runs_of_unknown_distance == 1);
}

TEST_CASE("distance is what the car travelled, or else the rise between its landings") {
    const std::vector<Lift> lifts = one_lift(Roping::one_to_one);
    struct Case {
        std::int16_t from, to;
        float travelled;
        std::int64_t mm;
        std::uint64_t unknown;
    };
    const float nothing = no_value;
    const Case cases[] = {
        {1, 2, nothing, 3500, 0},
        {2, 1, nothing, 3500, 0},
        {1, 4, nothing, 10000, 0},
        {4, 1, 9.875f, 9875, 0},
        {no_floor, no_floor, 2.5f, 2500, 0},
        {2, 2, nothing, 0, 0},
        {1, 3, nothing, 0, 1},
        {1, 5, nothing, 0, 1},
        {no_floor, 2, nothing, 0, 1},
        {no_floor, no_floor, nothing, 0, 1},
        {1, 2, -3.5f, 3500, 0},
        {1, 2, 1e9f, 0, 1},
        {1, 2, std::numeric_limits<float>::infinity(), 0, 1},
    };
    for (const Case& c : cases) {
        Bench bench{Counters{{.lifts = lifts}}, {}, {}};
        Run run = run_at(60, c.from, c.to);
        run.travelled = c.travelled;
        bench.push(run);
        CAPTURE(c.from);
        CAPTURE(c.to);
        CAPTURE(c.travelled);
        CHECK(bench.state.total.distance_mm == c.mm);
        CHECK(bench.state.total.runs_of_unknown_distance == c.unknown);
    }
}

TEST_CASE("a visit starts the count anew and leaves the totals alone") {
    Bench bench;
    bench.push(run_at(10));
    bench.push(cycle_at(11));
    bench.push(entrapment_at(12));
    bench.push(Visit{at(100), 0});
    CHECK(bench.state.since_visit == Counts{});
    CHECK(bench.state.since == at(100));
    CHECK(bench.state.total.runs == 1);
    bench.push(run_at(200));
    CHECK(bench.state.since_visit.runs == 1);
    CHECK(bench.state.total.runs == 2);
    CHECK(bench.state.total.entrapments == 1);
}

TEST_CASE("a visit older than the last one is not heard") {
    Bench bench;
    bench.push(Visit{at(100), 0});
    bench.push(run_at(200));
    bench.push(Visit{at(50), 0});
    CHECK(bench.state.since == at(100));
    CHECK(bench.state.since_visit.runs == 1);
}

TEST_CASE("counting begins with the first word of the device, whatever it says") {
    Bench bench;
    CHECK(bench.state.since == never);
    bench.push(FirstWord{at(5), 0});
    CHECK(bench.state.since == at(5));
    bench.push(run_at(60));
    CHECK(bench.state.since == at(5));

    Bench quiet;
    quiet.push(run_at(60));
    CHECK(quiet.state.since == at(60));
}

TEST_CASE("each change is told to the stages behind") {
    Bench bench;
    bench.push(run_at(60));
    bench.push(cycle_at(70));
    bench.push(Visit{at(80), 0});
    REQUIRE(bench.said.size() == 3);
    CHECK(bench.said[0].since_visit.runs == 1);
    CHECK(bench.said[0].time == at(60));
    CHECK(bench.said[1].since_visit.door_cycles == 1);
    CHECK(!bench.said[1].anew);
    CHECK(bench.said[2].anew);
    CHECK(bench.said[2].since_visit == Counts{});
    CHECK(bench.said[2].since == at(80));
}

TEST_CASE("totals are the sum of what was counted between the visits, in any traffic") {
    std::mt19937 random(42);
    const std::vector<Lift> lifts = one_lift(Roping::two_to_one);
    Bench bench{Counters{{.lifts = lifts}}, {}, {}};
    Counts closed;
    const auto close = [&] {
        closed.runs += bench.state.since_visit.runs;
        closed.door_cycles += bench.state.since_visit.door_cycles;
        closed.rope_bends += bench.state.since_visit.rope_bends;
        closed.entrapments += bench.state.since_visit.entrapments;
        closed.run_time += bench.state.since_visit.run_time;
        closed.distance_mm += bench.state.since_visit.distance_mm;
        closed.runs_of_unknown_distance += bench.state.since_visit.runs_of_unknown_distance;
    };
    for (int i = 0; i < 5000; ++i) {
        const auto floor = [&] { return static_cast<std::int16_t>(1 + random() % 4); };
        switch (random() % 20) {
            case 0:
                close();
                bench.push(Visit{at(i), 0});
                break;
            case 1:
                bench.push(entrapment_at(i));
                break;
            case 2:
            case 3:
                bench.push(cycle_at(i));
                break;
            default:
                bench.push(run_at(i, floor(), floor()));
        }
        CHECK(bench.state.total.rope_bends == 3 * bench.state.total.runs);
    }
    close();
    CHECK(closed == bench.state.total);
}

TEST_CASE("counters stand on a row behind whatever makes facts") {
    const Row row{Counters{}};
    decltype(row)::State state;
    int told = 0;
    row.push(state, run_at(60), [&](const Counted&) { ++told; });
    CHECK(told == 1);
    CHECK(Row<Counters>::state_of<Counters>(state).total.runs == 1);
}

static_assert(Stage<Counters>);
static_assert(bends_per_run(Roping::two_to_one) == 3);
