// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/policy.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Date day(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

TEST_CASE("a lift is of an age from its birthday on") {
    CHECK(age_day(day(2011, 3, 1), 15) == day(2026, 3, 1));
    CHECK(age_day(day(2012, 2, 29), 4) == day(2016, 2, 29));
    CHECK(age_day(day(2012, 2, 29), 15) == day(2027, 3, 1));
}

TEST_CASE("the day of an age is the first on which the years between are so many") {
    for (const Date installed : {day(2011, 3, 1), day(2012, 2, 29), day(2011, 2, 28),
                                 day(2011, 12, 31), day(2012, 1, 1)}) {
        for (int years = 1; years < 30; ++years) {
            const Date first = age_day(installed, years);
            const Date before{std::chrono::sys_days{first} - std::chrono::days{1}};
            CHECK(years_between(installed, first) == years);
            CHECK(years_between(installed, before) == years - 1);
        }
    }
}

TEST_CASE("the ladder's last step holds for all later years, its first for none") {
    Policy policy;
    CHECK(interval_months(policy, 1) == 0);
    policy.interval.months = {1, 2, 3};
    CHECK(interval_months(policy, 0) == 1);
    CHECK(interval_months(policy, 1) == 1);
    CHECK(interval_months(policy, 2) == 2);
    CHECK(interval_months(policy, 3) == 3);
    CHECK(interval_months(policy, 9) == 3);
}

TEST_CASE("limits are compared in whole counts") {
    struct Case {
        Trigger trigger;
        double limit;
        std::int64_t counts;
        std::string_view unit;
    };
    const Case cases[] = {
        {Trigger::runs, 15000, 15000, "count"},
        {Trigger::door_cycles, 60000, 60000, "count"},
        {Trigger::run_time, 1000000, 1000000000, "s"},
        {Trigger::rope_bends, 54000, 54000, "count"},
        {Trigger::distance, 300, 300000000, "km"},
        {Trigger::distance, 0.1, 100000, "km"},
        {Trigger::entrapments, 2, 2, "count"},
    };
    for (const Case& c : cases) {
        PolicyRow row;
        row.trigger = c.trigger;
        row.limit = c.limit;
        CHECK(limit_in_counts(row) == c.counts);
        CHECK(unit_of(c.trigger) == c.unit);
        CHECK(is_counted(c.trigger));
    }
    CHECK(!is_counted(Trigger::noise));
    CHECK(!is_counted(Trigger::interval));
    CHECK(!is_counted(Trigger::part_life));
}

TEST_CASE("every counted trigger reads its own count") {
    Counts counts;
    counts.runs = 1;
    counts.door_cycles = 2;
    counts.run_time = Duration{3500};
    counts.rope_bends = 4;
    counts.distance_mm = 5250000;
    counts.entrapments = 6;
    CHECK(value_in_units(counts, Trigger::runs) == 1);
    CHECK(value_in_units(counts, Trigger::door_cycles) == 2);
    CHECK(value_in_units(counts, Trigger::run_time) == 3.5);
    CHECK(value_in_units(counts, Trigger::rope_bends) == 4);
    CHECK(value_in_units(counts, Trigger::distance) == 5.25);
    CHECK(value_in_units(counts, Trigger::entrapments) == 6);
    CHECK(count_of(counts, Trigger::interval) == 0);
}
