// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/calendar.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

// A week with a Wednesday off and the Saturday after it worked.
static WorkCalendar one_holiday() {
    return WorkCalendar{{{.year = 2026,
                          .source = "test",
                          .off = {day("2026-03-04")},
                          .worked = {day("2026-03-07")}}}};
}

TEST_CASE("a holiday is no working day, and the weekend worked for it is one") {
    const WorkCalendar calendar = one_holiday();
    CHECK(calendar.is_working(day("2026-03-03")));
    CHECK(!calendar.is_working(day("2026-03-04")));
    CHECK(calendar.is_working(day("2026-03-07")));
    CHECK(!calendar.is_working(day("2026-03-08")));
}

TEST_CASE("the day itself does not count, the last one does") {
    const WorkCalendar calendar = one_holiday();
    CHECK(calendar.working_days(day("2026-03-02"), day("2026-03-02")) == 0);
    CHECK(calendar.working_days(day("2026-03-02"), day("2026-03-03")) == 1);
    CHECK(calendar.working_days(day("2026-03-02"), day("2026-03-07")) == 4);
    CHECK(calendar.working_days(day("2026-03-07"), day("2026-03-02")) == 0);
}

TEST_CASE("a span of working days ends on the day on which they have passed") {
    const WorkCalendar calendar = one_holiday();
    CHECK(calendar.add_working_days(day("2026-03-02"), 0) == day("2026-03-02"));
    CHECK(calendar.add_working_days(day("2026-03-02"), 2) == day("2026-03-05"));
    CHECK(calendar.add_working_days(day("2026-03-02"), 5) == day("2026-03-09"));
    for (int count = 1; count < 60; ++count) {
        const Date end = calendar.add_working_days(day("2026-03-01"), count);
        CHECK(calendar.working_days(day("2026-03-01"), end) == count);
        CHECK(calendar.is_working(end));
    }
}

TEST_CASE("of a year without holidays only the weekends are known, and that is told") {
    const WorkCalendar calendar = one_holiday();
    CHECK(calendar.knows(day("2026-01-01"), day("2026-12-31")));
    CHECK(!calendar.knows(day("2026-12-31"), day("2027-01-01")));
    CHECK(calendar.is_working(day("2027-01-01")));
    CHECK(!WorkCalendar{}.is_working(day("2027-01-02")));
}

TEST_CASE("a year that stands twice is refused") {
    CHECK_THROWS_AS(WorkCalendar({{.year = 2026}, {.year = 2026}}), std::invalid_argument);
}
