// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet_input.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

const std::vector<Lift> lifts{{.key = "A", .division = "130102"}, {.key = "B"}, {.key = "C"}};

// Midnight at +08:00 that begins 1 March 2026, and hours behind it.
Time hour(int hours) {
    return start_of(std::chrono::year{2026} / 3 / 1) + std::chrono::hours{hours};
}

// A is out from 06:00 to 10:00 of the first of three days, B never; C says nothing at all.
Availability three_days(AvailabilityOptions options = {}) {
    Availability fleet(lifts.size(), std::move(options));
    for (Time time = hour(0); time < hour(72); time += 5min) {
        const bool out = hour(6) <= time && time < hour(10);
        fleet.add(0, time, out ? Mode::out_of_service : Mode::normal);
        fleet.add(1, time, Mode::normal);
    }
    return fleet;
}

}  // namespace

TEST_CASE("a lift's availability, its time down and its division stand in its row") {
    const FleetAvailabilityInput input = fleet_input(three_days(), lifts);
    REQUIRE(input.rows.size() == 3);
    CHECK(input.rows[0].key == "A");
    CHECK(input.rows[0].group == "130102");
    // By hand: 16 judged hours a day, two judged days, four hours of them out.
    CHECK(input.rows[0].availability == doctest::Approx(1 - 4.0 / 32));
    CHECK(input.rows[0].down == 4h);
    CHECK(input.rows[1].availability == 1);
    CHECK(input.rows[1].down == 0h);
}

TEST_CASE("a lift that was never heard has a row in which nothing is known") {
    const FleetAvailabilityInput input = fleet_input(three_days(), lifts);
    CHECK(std::isnan(input.rows[2].availability));
    CHECK_FALSE(input.rows[2].down);
    CHECK(input.lifts == 3);
    CHECK(input.judged == 2);
}

TEST_CASE("the figures of the fleet are those of its Availability") {
    const FleetAvailabilityInput input = fleet_input(three_days(), lifts);
    CHECK(input.days == 2);  // the newest day is not over
    CHECK(input.median_availability == doctest::Approx((1 + 1 - 4.0 / 32) / 2));
    CHECK(input.median_down == 2h);
    CHECK(input.down_four_weeks == 0);
    CHECK(input.down_a_day == 0.5);
    CHECK_FALSE(input.outages);
}

TEST_CASE("the span is that of the judged days, midnight to midnight on the wall") {
    const FleetAvailabilityInput input = fleet_input(three_days(), lifts);
    CHECK(input.data == TimeSpan{hour(0), hour(48)});
    const Time change = hour(40);
    const FleetAvailabilityInput moved =
        fleet_input(three_days({.offsets = {{never, 8h}, {change, 9h}}}), lifts);
    CHECK(moved.data == TimeSpan{hour(0), hour(71)});  // the log's end is the fourth day there
}

TEST_CASE("the rules of judgement are said in both languages") {
    const Text said = fleet_input(three_days(), lifts).source;
    CHECK(said.en.find("from 6:00 to 22:00 (UTC+08:00) in slots of 300 s") != std::string::npos);
    CHECK(said.en.find("from 2026-03-01 to 2026-03-02: 2;") != std::string::npos);
    CHECK(said.zh.find("2026-03-01 至 2026-03-02，共 2 天") != std::string::npos);
}

TEST_CASE("a fleet of which nothing was heard has no figure but its size") {
    const FleetAvailabilityInput input = fleet_input(Availability(3, {}), lifts);
    CHECK(input.judged == 0);
    CHECK(input.days == 0);
    CHECK_FALSE(input.data);
    CHECK(std::isnan(input.median_availability));
    CHECK_FALSE(input.down_four_weeks);
}

TEST_CASE("other lifts than those counted are refused") {
    CHECK_THROWS_WITH_AS(fleet_input(Availability(2, {}), lifts),
                         "fleet_input: these are not the lifts counted", std::invalid_argument);
}
