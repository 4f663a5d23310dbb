// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/witness.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::minutes;
using std::chrono::seconds;

static const Time nine = *parse_time("2026-03-02T09:00:00+08:00");

static SiteVisit visit_of(LiftIndex lift, int from_minute, int to_minute) {
    SiteVisit visit{.lift = lift};
    visit.begun = nine + minutes{from_minute};
    visit.ended = nine + minutes{to_minute};
    return visit;
}

static Observation said(double minute, Mode mode, Motion motion = Motion::unknown,
                        std::int16_t floor = no_floor, LiftIndex lift = 0) {
    Observation seen{.time = nine + Duration{static_cast<std::int64_t>(minute * 60000)},
                     .lift = lift,
                     .floor = floor};
    seen.mode = mode;
    seen.motion = motion;
    return seen;
}

TEST_CASE("inspection mode counts from its word to the next within the visit") {
    const SiteVisit visits[] = {visit_of(0, 0, 30)};
    VisitWitness witness(visits, 1);
    witness.on(said(-4, Mode::normal));
    witness.on(said(2, Mode::inspection));
    witness.on(said(5, Mode::unknown));  // says nothing of the mode
    witness.on(said(7, Mode::normal));
    const SiteDigest digest = witness.digests()[0];
    CHECK(digest.inspection == minutes{5});
    // Heard from the begin on, by the word before it, and six minutes after the last one.
    CHECK(digest.heard == minutes{13});
    CHECK(digest.mode_words == 3);
}

TEST_CASE("a lift that is silent is not taken to be in the mode it was in") {
    const SiteVisit visits[] = {visit_of(0, 0, 30)};
    VisitWitness witness(visits, 1);
    witness.on(said(1, Mode::inspection));
    witness.on(said(25, Mode::unknown));
    const SiteDigest digest = witness.digests()[0];
    CHECK(digest.inspection == minutes{6});
    CHECK(digest.heard == minutes{11});
    CHECK(digest.mode_words == 1);
}

TEST_CASE("runs are told apart by the mode they begin in") {
    const SiteVisit visits[] = {visit_of(0, 0, 30)};
    VisitWitness witness(visits, 1);
    witness.on(said(1, Mode::normal, Motion::stopped, 1));
    witness.on(said(2, Mode::unknown, Motion::running));
    witness.on(said(3, Mode::unknown, Motion::stopped, 4));
    witness.on(said(4, Mode::inspection, Motion::running));
    witness.on(said(5, Mode::unknown, Motion::stopped));
    witness.on(said(31, Mode::normal, Motion::running));  // after the visit
    CHECK(witness.digests()[0].normal_runs == 1);
    CHECK(witness.digests()[0].inspection_runs == 1);
}

TEST_CASE("the car's floor at a scan is the last one said before it") {
    SiteVisit visit = visit_of(0, 0, 30);
    visit.scans = {{.time = nine + minutes{1}},
                   {.time = nine + minutes{4}},
                   {.time = nine + minutes{20}},
                   {.time = nine - minutes{2}}};
    VisitWitness witness({&visit, 1}, 1);
    witness.on(said(-3, Mode::normal, Motion::stopped, 2));
    witness.on(said(3, Mode::normal, Motion::stopped, 5));
    witness.on(said(6, Mode::normal, Motion::stopped, 1));
    const SiteDigest digest = witness.digests()[0];
    REQUIRE(digest.floor_at_scan.size() == 4);
    CHECK(digest.floor_at_scan[0] == 2);
    CHECK(digest.floor_at_scan[1] == 5);
    CHECK(digest.floor_at_scan[2] == no_floor);  // not heard for 14 minutes
    CHECK(digest.floor_at_scan[3] == 2);         // before the visit
}

TEST_CASE("each lift is a witness of its own visits, overlapping ones included") {
    const SiteVisit visits[] = {visit_of(1, 10, 20), visit_of(0, 0, 30), visit_of(0, 2, 4),
                                visit_of(7, 0, 30)};
    VisitWitness witness(visits, 2);
    witness.on(said(0, Mode::inspection));
    witness.on(said(0, Mode::inspection, Motion::unknown, no_floor, 1));
    witness.on(said(3, Mode::normal));
    witness.on(said(12, Mode::inspection, Motion::unknown, no_floor, 1));
    witness.on(said(0, Mode::inspection, Motion::unknown, no_floor, 7));
    const auto digests = witness.digests();
    REQUIRE(digests.size() == 4);
    CHECK(digests[0].inspection == minutes{6});
    CHECK(digests[1].inspection == minutes{3});
    CHECK(digests[2].inspection == minutes{1});
    CHECK(digests[3].heard == Duration{0});
}

// An independent reckoning: every second of the visit looks for its own last word.
TEST_CASE("the witness agrees with a second look, second by second") {
    std::mt19937 random(9);
    for (int round = 0; round < 30; ++round) {
        const SiteVisit visits[] = {visit_of(0, 10, 40), visit_of(0, 30, 55)};
        VisitWitness witness(visits, 1);
        std::vector<Observation> log;
        for (int second = 0; second < 4000; second += static_cast<int>(1 + random() % 500)) {
            log.push_back(said(second / 60.0, static_cast<Mode>(random() % 4)));
            log.back().time = nine + seconds{second};
            witness.on(log.back());
        }
        for (std::size_t i = 0; i < 2; ++i) {
            Duration heard{}, inspection{};
            for (Time at = *visits[i].begun; at < *visits[i].ended; at += seconds{1}) {
                Time last = never;
                Mode mode = Mode::unknown;
                for (const Observation& seen : log) {
                    if (seen.time > at) break;
                    if (last != never && seen.time - last > minutes{6}) mode = Mode::unknown;
                    if (seen.mode != Mode::unknown) mode = seen.mode;
                    last = seen.time;
                }
                const bool held = last != never && at - last < minutes{6};
                heard += held ? seconds{1} : seconds{0};
                inspection += held && mode == Mode::inspection ? seconds{1} : seconds{0};
            }
            CHECK(witness.digests()[i].heard == heard);
            CHECK(witness.digests()[i].inspection == inspection);
        }
    }
}

TEST_CASE("a word that comes late is not heard, and words that hold for no time are refused") {
    const SiteVisit visits[] = {visit_of(0, 0, 30)};
    VisitWitness witness(visits, 1);
    witness.on(said(5, Mode::normal));
    witness.on(said(1, Mode::inspection));
    CHECK(witness.digests()[0].inspection == Duration{0});
    CHECK_THROWS_AS(VisitWitness(visits, 1, {.word_holds = Duration{0}}), std::invalid_argument);
}
