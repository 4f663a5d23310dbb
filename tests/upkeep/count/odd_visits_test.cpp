// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/count/odd_visits.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

Time at(std::string_view text) { return *parse_time(text); }

std::vector<Lift> two_lifts() {
    std::vector<Lift> lifts(2);
    lifts[0].key = "A-1";
    lifts[0].installed = *parse_date("2026-03-02");
    lifts[1].key = "B-2";
    return lifts;
}

}  // namespace

TEST_CASE("a visit before the lift was installed is not used, and it is said why") {
    const std::vector<Lift> lifts = two_lifts();
    const std::vector<Visit> visits{{at("2026-03-01T23:59:59+08:00"), 0},
                                    {at("2026-03-02T00:00:00+08:00"), 0}};
    const SortedVisits sorted = sort_out(visits, lifts);
    REQUIRE(sorted.good.size() == 1);
    CHECK(sorted.good[0].time == visits[1].time);
    REQUIRE(sorted.odd.size() == 1);
    CHECK(sorted.odd[0].why == VisitOddity::before_installation);
    CHECK(sentence_of(sorted.odd[0], lifts).en ==
          "Lift A-1: the visit of 2026-03-01T15:59:59Z is before the lift was installed, "
          "2026-03-02: not used; check the day of either.");
    CHECK(sentence_of(sorted.odd[0], lifts).zh.find("早于安装日期2026-03-02") != std::string::npos);
}

TEST_CASE("of two visits of a lift at the same time the second is not used") {
    const std::vector<Lift> lifts = two_lifts();
    const Time noon = at("2026-03-05T12:00:00+08:00");
    const std::vector<Visit> visits{{noon, 0}, {noon, 1}, {noon, 0}};
    const SortedVisits sorted = sort_out(visits, lifts);
    CHECK(sorted.good.size() == 2);
    REQUIRE(sorted.odd.size() == 1);
    CHECK(sorted.odd[0].why == VisitOddity::two_visits_at_once);
    CHECK(sorted.odd[0].visit.lift == 0);
    CHECK(sentence_of(sorted.odd[0], lifts).en.find("stands there twice") != std::string::npos);
}

TEST_CASE("a lift whose papers have no day of installation has no visit before it") {
    const std::vector<Lift> lifts = two_lifts();
    const std::vector<Visit> visits{{at("1970-01-01T00:00:00Z"), 1}};
    CHECK(sort_out(visits, lifts).odd.empty());
}

TEST_CASE("of a false alarm of nothing the worker reads which time to look up") {
    const std::vector<Lift> lifts = two_lifts();
    const FalseAlarm alarm{at("2026-03-05T12:00:00+08:00"), 0, at("2026-03-05T09:00:00+08:00")};
    CHECK(sentence_of(alarm, lifts).en ==
          "Lift A-1: no entrapment was raised at 2026-03-05T01:00:00Z: the false alarm is not "
          "used; take the time from the event log.");
    CHECK(sentence_of(alarm, lifts).zh.find("2026-03-05T01:00:00Z") != std::string::npos);
}
