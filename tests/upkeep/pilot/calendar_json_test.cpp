// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/calendar_json.hpp"

#include <doctest/doctest.h>

#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static WorkCalendar china() {
    const auto file = builtin_calendar("china");
    REQUIRE(file);
    const auto calendar = load_calendar(file->text, file->id);
    REQUIRE(calendar);
    return *calendar;
}

// The notices of the State Council's General Office of 12 November 2024 and 4 November 2025: the
// first and last day of each holiday, and each weekend day that is worked.
TEST_CASE("China's holidays of 2025 and 2026 are those of the notices") {
    const WorkCalendar calendar = china();
    const std::pair<std::string_view, std::string_view> off[] = {
        {"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"},
        {"2025-05-01", "2025-05-05"}, {"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"},
        {"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"},
        {"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"},
        {"2026-10-01", "2026-10-07"}};
    for (const auto& row : off) {
        const auto& [from, to] = row;
        CAPTURE(row.first);
        CHECK(calendar.working_days(Date{std::chrono::sys_days{day(from)} - std::chrono::days{1}},
                                    day(to)) == 0);
    }
    for (const std::string_view worked :
         {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04",
          "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}) {
        CAPTURE(worked);
        CHECK(calendar.is_working(day(worked)));
    }
}

// 365 days, less 104 of weekend, less the 13 that the regulations of 2024 give to everybody: 248.
// Moving a day of rest changes nothing in the sum.
TEST_CASE("a year has as many working days as the regulations leave") {
    const WorkCalendar calendar = china();
    REQUIRE(calendar.years().size() == 2);
    for (const CalendarYear& year : calendar.years()) {
        CAPTURE(year.year);
        const Date before{std::chrono::year{year.year - 1} / 12 / 31},
            last{std::chrono::year{year.year} / 12 / 31};
        CHECK(WorkCalendar{}.working_days(before, last) == 365 - 104);
        CHECK(calendar.working_days(before, last) == 365 - 104 - 13);
    }
}

TEST_CASE("what is wrong with a calendar is told by pointer") {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"id":"x"})", "/years"},
        {R"({"id":"x","years":7})", "/years"},
        {R"({"id":"x","years":[null]})", "/years/0"},
        {R"({"id":"X","years":[]})", "/id"},
        {R"({"id":"x","years":[{"year":2026,"off":[],"worked":[]}]})", "/years/0/source"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":[],"worked":[],"x":1}]})",
         "/years/0/x"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":["2026-02-30"],"worked":[]}]})",
         "/years/0/off/0"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":["2025-01-01"],"worked":[]}]})",
         "/years/0/off/0"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":["2026-03-07"],"worked":[]}]})",
         "/years/0/off/0"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":[],"worked":["2026-03-04"]}]})",
         "/years/0/worked/0"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":["2026-03-04","2026-03-04"],)"
         R"("worked":[]}]})",
         "/years/0/off/1"},
        {R"({"id":"x","years":[{"year":2026,"source":"s","off":[],"worked":[]},)"
         R"({"year":2026,"source":"s","off":[],"worked":[]}]})",
         "/years/1/year"},
    };
    for (const auto& row : cases) {
        const auto& [text, field] = row;
        const auto loaded = load_calendar(text, "mine.json");
        CAPTURE(row.first);
        REQUIRE(!loaded);
        REQUIRE(loaded.error().size() == 1);
        CHECK(loaded.error()[0].field == field);
    }
    CHECK(!load_calendar("{", "mine.json"));
    CHECK(!load_calendar("null", "mine.json"));
}
