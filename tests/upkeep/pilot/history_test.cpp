// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/history.hpp"

#include <doctest/doctest.h>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static WorkCalendar china() { return *load_calendar(builtin_calendar("china")->text, "china"); }

static double down_days(DaySpan span, std::string_view at) {
    PilotHistory history;
    history.down = {span};
    return facts_of(history, china(), day(at)).value(Fact::working_days_down);
}

// Counted off the calendar of the notice: from Monday 2 March 2026 the fifteenth working day is
// Monday 23 March.
TEST_CASE("mended on the fifteenth working day is in time, a day later is not") {
    CHECK(down_days({day("2026-03-02"), day("2026-03-23")}, "2026-12-31") == 14);
    CHECK(down_days({day("2026-03-02"), day("2026-03-24")}, "2026-12-31") == 15);
    CHECK(down_days({day("2026-03-02"), {}}, "2026-03-22") == 14);
    CHECK(down_days({day("2026-03-02"), {}}, "2026-03-23") == 15);
    CHECK(down_days({day("2026-03-02"), day("2026-03-02")}, "2026-12-31") == 0);
}

// From Friday 13 February 2026: the 14th and the 28th are worked, the 15th to the 23rd are off.
TEST_CASE("the spring festival is no working time, its worked weekends are") {
    CHECK(down_days({day("2026-02-13"), {}}, "2026-02-14") == 1);
    CHECK(down_days({day("2026-02-13"), {}}, "2026-02-23") == 1);
    CHECK(down_days({day("2026-02-13"), {}}, "2026-02-24") == 2);
    CHECK(down_days({day("2026-02-13"), {}}, "2026-02-28") == 6);
}

TEST_CASE("a span that begins after the day asked for is none") {
    CHECK(down_days({day("2026-03-10"), {}}, "2026-03-02") == 0);
}

TEST_CASE("silent days are those without a word, weekends included") {
    PilotHistory history;
    history.silent = {{day("2026-03-01"), day("2026-03-16")}, {day("2026-05-01"), {}}};
    const auto silent = [&](std::string_view at) {
        return facts_of(history, china(), day(at)).value(Fact::silent_days);
    };
    CHECK(silent("2026-03-15") == 14);
    CHECK(silent("2026-04-01") == 14);
    CHECK(silent("2026-05-15") == 14);
    CHECK(silent("2026-05-16") == 15);
}

TEST_CASE("three months of complaints end on the same day of the third month") {
    std::vector<Date> days;
    for (const auto text : {"2026-01-31", "2026-02-01", "2026-03-01", "2026-04-01", "2026-04-30"}) {
        days.push_back(day(text));
    }
    CHECK(most_within_months(days, 3, day("2026-04-30")) == 5);
    days[4] = day("2026-05-01");
    CHECK(most_within_months(days, 3, day("2026-05-01")) == 4);
    CHECK(most_within_months(days, 3, day("2026-03-31")) == 3);
    CHECK(most_within_months({}, 3, day("2026-03-31")) == 0);
}

TEST_CASE("faults are compared only where both years were counted") {
    PilotHistory history;
    CHECK(!facts_of(history, china(), day("2026-03-01")).knows(Fact::fault_excess));
    history.faults_before = {1, 365};
    CHECK(!facts_of(history, china(), day("2026-03-01")).knows(Fact::fault_excess));
    history.faults_since = {9, 365};
    CHECK(facts_of(history, china(), day("2026-03-01")).value(Fact::fault_excess) ==
          doctest::Approx(11.0 / 1024));
}
