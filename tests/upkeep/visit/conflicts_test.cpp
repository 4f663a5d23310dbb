// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/conflicts.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::minutes;

static const Time nine = *parse_time("2026-03-02T09:00:00+08:00");

// Lift 0 and 1 stand 22 m apart, lift 2 stands 11.1 km to the north, of lift 3 nobody knows.
static const LiftPlaces places{GeoPoint{38.05, 114.48}, GeoPoint{38.0502, 114.48},
                               GeoPoint{38.15, 114.48}};

static SiteVisit visit_of(std::string id, LiftIndex lift, std::string worker, int from, int to) {
    SiteVisit visit{.id = std::move(id), .lift = lift, .worker = std::move(worker)};
    visit.begun = nine + minutes{from};
    visit.ended = nine + minutes{to};
    return visit;
}

// "v-1: impossible_travel 111 v-2; ..."
static std::string told(const std::vector<SiteVisit>& visits) {
    std::string out;
    const auto reasons = find_conflicts(visits, places, {});
    for (std::size_t i = 0; i < visits.size(); ++i) {
        for (const PresenceReason& reason : reasons[i]) {
            out += out.empty() ? "" : "; ";
            out += visits[i].id + ": " + std::string(to_text(reason.doubt)) + ' ' +
                   std::to_string(static_cast<long>(reason.seen)) + ' ' + reason.about;
        }
    }
    return out;
}

TEST_CASE("a worker far away at the same time is refuted, both ways") {
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 2, "w", 10, 40)}) ==
          "a: impossible_travel 0 b; b: impossible_travel 0 a");
}

// 11.12 km at 120 km/h take 5.56 minutes; in 5 minutes that is 133 km/h.
TEST_CASE("a travel that no road allows is refuted, and one that it allows is not") {
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 2, "w", 35, 60)}) ==
          "a: impossible_travel 133 b; b: impossible_travel 133 a");
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 2, "w", 36, 60)}) == "");
}

TEST_CASE("two lifts beside each other may be looked after at once, which doubts and no more") {
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 1, "w", 10, 40)}) ==
          "a: worker_at_two_lifts 20 b; b: worker_at_two_lifts 20 a");
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 1, "w", 30, 60)}) == "");
    CHECK_FALSE(refutes(PresenceDoubt::worker_at_two_lifts));
}

TEST_CASE("where a place is not known, an overlap is a doubt and a travel is not judged") {
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 3, "w", 29, 60)}) ==
          "a: worker_at_two_lifts 1 b; b: worker_at_two_lifts 1 a");
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 3, "w", 31, 60)}) == "");
    SiteVisit fixed = visit_of("b", 3, "w", 31, 60);
    fixed.fix = GeoFix{{38.15, 114.48}, 10};  // the receiver's word stands in
    CHECK(told({visit_of("a", 0, "w", 0, 30), fixed}) ==
          "a: impossible_travel 667 b; b: impossible_travel 667 a");
    fixed.fix->datum = Datum::gcj02;
    CHECK(told({visit_of("a", 0, "w", 0, 30), fixed}) == "");
}

TEST_CASE("two visits of one lift at once are told, whoever made them") {
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 0, "x", 10, 25)}) ==
          "a: two_visits_at_once 15 b; b: two_visits_at_once 15 a");
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 0, "w", 0, 30)}) ==
          "a: two_visits_at_once 30 b; b: two_visits_at_once 30 a");
    CHECK(told({visit_of("a", 0, "w", 0, 30), visit_of("b", 0, "x", 30, 60)}) == "");
}

TEST_CASE("visits without a worker or without times are compared with nobody's") {
    CHECK(told({visit_of("a", 0, "", 0, 30), visit_of("b", 2, "", 0, 30)}) == "");
    SiteVisit bare{.id = "b", .lift = 0, .worker = "w", .time = nine};
    CHECK(told({visit_of("a", 0, "w", 0, 30), bare}) == "");
}

TEST_CASE("a visit within a long one is found behind another") {
    CHECK(told({visit_of("a", 0, "w", 0, 300), visit_of("b", 1, "w", 10, 20),
                visit_of("c", 1, "w", 100, 120)}) ==
          "a: worker_at_two_lifts 10 b; a: worker_at_two_lifts 20 c; "
          "b: worker_at_two_lifts 10 a; c: worker_at_two_lifts 20 a");
}

// The same rule for all pairs, without sorting.
TEST_CASE("overlaps agree with comparing every visit with every other") {
    std::mt19937 random(4);
    for (int round = 0; round < 40; ++round) {
        std::vector<SiteVisit> visits;
        for (int i = 0; i < 30; ++i) {
            const int from = static_cast<int>(random() % 600);
            const int to = from + static_cast<int>(random() % 90);
            visits.push_back(visit_of(std::to_string(i), static_cast<LiftIndex>(random() % 5),
                                      random() % 2 == 0 ? "w" : "x", from, to));
        }
        const auto reasons = find_conflicts(visits, {}, {});
        for (std::size_t i = 0; i < visits.size(); ++i) {
            std::size_t expected = 0;
            for (std::size_t j = 0; j < visits.size(); ++j) {
                const Time from = std::max(*visits[i].begun, *visits[j].begun);
                const Time to = std::min(*visits[i].ended, *visits[j].ended);
                const bool same = visits[i].lift == visits[j].lift;
                const bool counts = same || visits[i].worker == visits[j].worker;
                expected += i != j && counts && from < to ? 1U : 0U;
            }
            CHECK(reasons[i].size() == expected);
        }
    }
}
