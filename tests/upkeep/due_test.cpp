// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/due.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

// A time of day in China: when("2026-03-01", 8 * 60) is eight in the morning.
static Time when(std::string_view date, int minutes = 0) {
    return start_of(day(date)) + std::chrono::minutes{minutes};
}

static Policy shijiazhuang() {
    return *load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin");
}

namespace {

// One lift, its counters, its watch, and the policy of Shijiazhuang.
struct Bench {
    std::vector<Lift> lifts;
    Policy policy;
    Row<Counters, DueWatch> row;
    Row<Counters, DueWatch>::State state;

    explicit Bench(std::string_view installed = "", Roping roping = Roping::one_to_one,
                   Policy rules = shijiazhuang())
        : lifts(1), policy(std::move(rules)), row(Counters{{.lifts = lifts}}, DueWatch{policy}) {
        lifts[0].key = "A-1";
        lifts[0].roping = roping;
        if (!installed.empty()) lifts[0].installed = day(installed);
    }

    template <class Record>
    void push(const Record& record) {
        row.push(state, record, [](const auto&) {});
    }

    void hear(Time time) { push(FirstWord{time, 0}); }

    void run(Time time, int times = 1) {
        Run one;
        one.time = time;
        one.lift = 0;
        one.travelled = 3;
        for (int i = 0; i < times; ++i) push(one);
    }

    void cycle_doors(Time time, int times) {
        DoorCycle one;
        one.time = time;
        one.lift = 0;
        for (int i = 0; i < times; ++i) push(one);
    }

    void trap(Time time) {
        Event event;
        event.time = time;
        event.lift = 0;
        event.kind = EventKind::entrapment;
        event.phase = Phase::raised;
        push(event);
    }

    std::vector<DueItem> due(std::string_view at, Language language = Language::zh,
                             int pilot_year = 1) const {
        return due_items(0, lifts[0], Row<Counters, DueWatch>::state_of<DueWatch>(state), policy,
                         {.at = day(at), .language = language, .pilot_year = pilot_year});
    }

    // "runs 2026-03-05" for each item, in the order of the list.
    std::string told(std::string_view at, int pilot_year = 1) const {
        std::string out;
        for (const DueItem& item : due(at, Language::zh, pilot_year)) {
            if (!out.empty()) out += ", ";
            out += std::string(to_text(item.trigger)) + ' ' + format_date(item.due);
        }
        return out;
    }
};

}  // namespace

// The boundary cases of source 002, annex 1, table 1, row 1.
TEST_CASE("a lift under 15 years is due at its 15,000th run and not before") {
    Bench bench("2020-01-01");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-04"), 14999);
    CHECK(bench.told("2026-03-20") == "");
    bench.run(when("2026-03-05", 600));
    CHECK(bench.told("2026-03-20") == "runs 2026-03-05");
    CHECK(bench.told("2026-03-04") == "");
    bench.run(when("2026-03-06"), 100);
    const auto items = bench.due("2026-03-20");
    REQUIRE(items.size() == 1);
    CHECK(items[0].value == 15100);
    CHECK(items[0].limit == 15000);
    CHECK(items[0].due == day("2026-03-05"));
    CHECK(items[0].since == day("2026-03-01"));
    CHECK(items[0].policy == "shijiazhuang-2025");
    CHECK(items[0].clause == "附件1表1第1项");
    CHECK(items[0].lift == 0);
}

TEST_CASE("a lift of 15 years to the day is due at its 10,000th run and not before") {
    Bench bench("2011-03-05");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-05"), 9999);
    CHECK(bench.told("2026-03-20") == "");
    bench.run(when("2026-03-05", 1));
    CHECK(bench.told("2026-03-20") == "runs 2026-03-05");
    CHECK(bench.due("2026-03-20")[0].limit == 10000);
}

TEST_CASE("10,000 runs before the fifteenth birthday are due on the birthday") {
    Bench bench("2011-03-15");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-10"), 10000);
    CHECK(bench.told("2026-03-14") == "");
    CHECK(bench.told("2026-03-15") == "runs 2026-03-15");
}

TEST_CASE("of two age rows that have both fired the earlier one is told") {
    Bench bench("2011-03-15");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-10"), 15000);
    CHECK(bench.told("2026-03-20") == "runs 2026-03-10");
    CHECK(bench.due("2026-03-20")[0].limit == 15000);

    Bench later("2011-03-08");
    later.hear(when("2026-03-01"));
    later.run(when("2026-03-07"), 10000);
    later.run(when("2026-03-10"), 5000);
    CHECK(later.told("2026-03-20") == "runs 2026-03-08");
    CHECK(later.due("2026-03-20")[0].limit == 10000);
}

TEST_CASE("a lift installed on a leap day is 15 on the first of March") {
    Bench bench("2012-02-29");
    bench.hear(when("2027-02-20"));
    bench.run(when("2027-02-21"), 10000);
    CHECK(bench.told("2027-02-28") == "");
    CHECK(bench.told("2027-03-01") == "runs 2027-03-01");
}

TEST_CASE("a lift of unknown age is not judged by its runs, and that is said") {
    Bench bench;
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-05"), 20000);
    CHECK(bench.told("2026-03-20") == "rope_bends 2026-03-05");
    const auto unjudged = unjudged_rows(bench.lifts[0], bench.policy);
    REQUIRE(unjudged.size() == 2);
    CHECK(unjudged[0].row == 0);
    CHECK(unjudged[1].row == 1);
    CHECK(unjudged[0].missing == "installed");
}

TEST_CASE("ropes are due at the bend that reaches the limit of their roping") {
    struct Case {
        Roping roping;
        double before, limit;
    };
    for (const Case& c :
         {Case{Roping::one_to_one, 17999, 18000}, Case{Roping::two_to_one, 53997, 54000}}) {
        Bench bench("", c.roping);
        bench.hear(when("2026-03-01"));
        bench.run(when("2026-03-05"), 17999);
        CHECK(Row<Counters, DueWatch>::state_of<DueWatch>(bench.state).counts.rope_bends ==
              static_cast<std::uint64_t>(c.before));
        CHECK(bench.told("2026-03-20") == "");
        bench.run(when("2026-03-06"));
        CHECK(bench.told("2026-03-20") == "rope_bends 2026-03-06");
        CHECK(bench.due("2026-03-20")[0].value == c.limit);
        CHECK(bench.due("2026-03-20")[0].limit == c.limit);
    }
}

// Straight to the watch: 53,999 bends are no multiple of 3, but a limit is a limit.
static void check_counted_rows(const Policy& policy) {
    const DueWatch watch{policy};
    for (const PolicyRow& row : policy.rows) {
        if (row.trigger == Trigger::entrapments) continue;
        for (const std::int64_t less : {1, 0}) {
            const auto count = static_cast<std::uint64_t>(limit_in_counts(row) - less);
            Counted counted{when("2026-03-02"), 0, when("2026-03-01"), false, {}};
            Counts& counts = counted.since_visit;
            if (row.trigger == Trigger::runs) counts.runs = count;
            if (row.trigger == Trigger::door_cycles) counts.door_cycles = count;
            if (row.trigger == Trigger::rope_bends) counts.rope_bends = count;
            if (row.trigger == Trigger::run_time) counts.run_time = Duration(count);
            if (row.trigger == Trigger::distance) {
                counts.distance_mm = static_cast<std::int64_t>(count);
            }
            DueWatch::State state;
            watch.on(state, counted, [](const auto&) {});
            const auto place = static_cast<std::size_t>(&row - policy.rows.data());
            CAPTURE(place);
            CHECK((state.fired >> place & 1) == (less == 0 ? 1 : 0));
        }
    }
}

TEST_CASE("every counted row of a shipped policy fires at its limit and not one count before") {
    std::size_t rows = 0;
    for (const BuiltinFile& builtin : builtin_policies()) {
        CAPTURE(builtin.id);
        const Policy policy = *load_policy(builtin.text, builtin.id);
        check_counted_rows(policy);
        rows += policy.rows.size();
    }
    CHECK(rows == 8);  // seven that are counted, and entrapments
}

// Source 002, annex 1, table 1: whom a row is about, on both sides of the birthday.
TEST_CASE("a day before its fifteenth birthday a lift has 15,000 runs, on it 10,000") {
    struct Case {
        std::string_view installed;
        int runs;
        std::string_view told;
    };
    const Case cases[] = {
        {"2011-03-06", 10000, ""},
        {"2011-03-05", 10000, "runs 2026-03-05"},
        {"2011-03-05", 9999, ""},
        {"2011-03-06", 14999, ""},
        {"2011-03-06", 15000, "runs 2026-03-05"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.installed);
        CAPTURE(c.runs);
        Bench bench(c.installed);
        bench.hear(when("2026-03-01"));
        bench.run(when("2026-03-05", 600), c.runs);
        CHECK(bench.told("2026-03-05") == c.told);
    }
}

TEST_CASE("the interval of every shipped policy is over on its day and not the day before") {
    struct Case {
        std::string_view id, day_before, due;
    };
    // Visited on 2026-11-30: February has 28 days.
    const Case cases[] = {{"shijiazhuang-2025", "2026-12-29", "interval 2026-12-30"},
                          {"shanghai-2020", "2027-02-27", "interval 2027-02-28"},
                          {"putian-2021", "2026-12-14", "interval_days 2026-12-15"},
                          {"dazhou-2024", "2026-12-14", "interval_days 2026-12-15"},
                          {"national-half-month", "2026-12-14", "interval_days 2026-12-15"}};
    CHECK(std::size(cases) == builtin_policies().size());
    for (const Case& c : cases) {
        CAPTURE(c.id);
        Bench bench("2020-01-01", Roping::one_to_one,
                    *load_policy(builtin_policy(c.id)->text, c.id));
        bench.push(Visit{start_of(day("2026-12-01")) - Duration{1}, 0});
        CHECK(bench.told(c.day_before) == "");
        const Date due = Date{std::chrono::sys_days{day(c.day_before)} + std::chrono::days{1}};
        CHECK(bench.told(format_date(due)) == c.due);
    }
}

TEST_CASE("an unknown roping leaves the ropes unjudged, and that is said") {
    Bench bench("2020-01-01", Roping::unknown);
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-05"), 20000);
    CHECK(bench.told("2026-03-20") == "runs 2026-03-05");
    const auto unjudged = unjudged_rows(bench.lifts[0], bench.policy);
    REQUIRE(unjudged.size() == 2);
    CHECK(bench.policy.rows[unjudged[0].row].trigger == Trigger::rope_bends);
    CHECK(unjudged[0].missing == "roping");

    bench.policy.rows[2].applies.roping = Roping::two_to_one;  // doors of 2:1 lifts only
    CHECK(unjudged_rows(bench.lifts[0], bench.policy).size() == 3);

    Bench known("2020-01-01", Roping::two_to_one);
    CHECK(unjudged_rows(known.lifts[0], known.policy).empty());
}

TEST_CASE("doors, running time and distance are due each by itself") {
    Bench doors("2020-01-01");
    doors.hear(when("2026-03-01"));
    doors.cycle_doors(when("2026-03-02"), 59999);
    CHECK(doors.told("2026-03-20") == "");
    doors.cycle_doors(when("2026-03-03"), 1);
    CHECK(doors.told("2026-03-20") == "door_cycles 2026-03-03");

    Bench time("2020-01-01");
    Run run;
    run.time = when("2026-03-02");
    run.lift = 0;
    run.moving = Duration{999999999};
    time.push(run);
    CHECK(time.told("2026-03-20") == "");
    run.moving = Duration{1};
    time.push(run);
    CHECK(time.told("2026-03-20") == "run_time 2026-03-02");
    CHECK(time.due("2026-03-20")[0].value == 1000000);

    Bench distance("2020-01-01");
    run.travelled = 100;
    for (int i = 0; i < 2999; ++i) distance.push(run);
    CHECK(distance.told("2026-03-20") == "");
    distance.push(run);
    CHECK(distance.told("2026-03-20") == "distance 2026-03-02");
    CHECK(distance.due("2026-03-20")[0].value == 300);
}

TEST_CASE("the day turns at midnight in China") {
    Bench before("2020-01-01");
    before.hear(when("2026-03-01"));
    before.run(start_of(day("2026-03-06")) - Duration{1}, 15000);
    CHECK(before.told("2026-03-20") == "runs 2026-03-05");

    Bench after("2020-01-01");
    after.hear(when("2026-03-01"));
    after.run(start_of(day("2026-03-06")), 15000);
    CHECK(after.told("2026-03-20") == "runs 2026-03-06");
    CHECK(format_time(start_of(day("2026-03-06"))) == "2026-03-05T16:00:00Z");
}

TEST_CASE("the interval is over on the same day of a later month, or on that month's last") {
    struct Case {
        std::string_view from;
        int pilot_year;
        std::string_view day_before, due;
    };
    const Case cases[] = {
        {"2026-03-01", 1, "2026-03-31", "2026-04-01"},
        {"2026-01-31", 1, "2026-02-27", "2026-02-28"},
        {"2028-01-31", 1, "2028-02-28", "2028-02-29"},
        {"2026-02-28", 1, "2026-03-27", "2026-03-28"},
        {"2026-05-31", 1, "2026-06-29", "2026-06-30"},
        {"2025-12-31", 2, "2026-02-27", "2026-02-28"},
        {"2026-03-01", 2, "2026-04-30", "2026-05-01"},
        {"2026-03-01", 3, "2026-05-31", "2026-06-01"},
        {"2026-03-01", 7, "2026-05-31", "2026-06-01"},
        {"2026-03-01", 0, "2026-03-31", "2026-04-01"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.from);
        Bench bench;
        bench.push(Visit{when(c.from, 600), 0});
        CHECK(bench.told(c.day_before, c.pilot_year) == "");
        CHECK(bench.told(c.due, c.pilot_year) == "interval " + std::string(c.due));
    }
}

TEST_CASE("the interval counts from the first record where there was no visit") {
    Bench bench;
    CHECK(bench.told("2026-12-31") == "");
    bench.hear(when("2026-03-10", 1439));
    bench.hear(when("2026-03-20"));
    CHECK(bench.told("2026-04-09") == "");
    const auto items = bench.due("2026-04-10");
    REQUIRE(items.size() == 1);
    CHECK(items[0].trigger == Trigger::interval);
    CHECK(items[0].value == 1);
    CHECK(items[0].limit == 1);
    CHECK(items[0].clause == "二（二）2");
    CHECK(bench.due("2026-06-30")[0].value == 3);
    CHECK(bench.due("2026-06-30")[0].due == day("2026-04-10"));
}

TEST_CASE("two entrapments within a month are due on the day of the second") {
    struct Case {
        std::vector<std::string_view> days;
        std::string_view told;
    };
    const Case cases[] = {
        {{"2026-03-05"}, ""},
        {{"2026-03-05", "2026-03-05"}, "entrapments 2026-03-05"},
        {{"2026-03-05", "2026-03-20"}, "entrapments 2026-03-20"},
        {{"2026-03-05", "2026-04-05"}, "entrapments 2026-04-05"},
        {{"2026-03-05", "2026-04-06"}, ""},
        {{"2026-01-31", "2026-02-28"}, "entrapments 2026-02-28"},
        {{"2026-01-31", "2026-03-01"}, ""},
        {{"2026-01-05", "2026-02-20", "2026-04-01", "2026-04-30"}, "entrapments 2026-04-30"},
        {{"2026-01-05", "2026-01-06", "2026-04-30"}, "entrapments 2026-01-06"},
    };
    for (const Case& c : cases) {
        Policy policy = shijiazhuang();
        policy.interval.months.clear();
        Bench bench("2020-01-01", Roping::one_to_one, policy);
        for (const auto date : c.days) bench.trap(when(date, 700));
        CAPTURE(c.told);
        CHECK(bench.told("2026-12-31") == c.told);
    }
}

TEST_CASE("the month of entrapments turns at midnight in China") {
    Bench bench;
    bench.push(Visit{when("2026-04-01"), 0});
    bench.trap(when("2026-04-05"));
    bench.trap(start_of(day("2026-05-06")) - Duration{1});
    CHECK(bench.told("2026-05-31") == "interval 2026-05-01, entrapments 2026-05-05");

    Bench later;
    later.push(Visit{when("2026-04-01"), 0});
    later.trap(when("2026-04-05"));
    later.trap(start_of(day("2026-05-06")));
    CHECK(later.told("2026-05-31") == "interval 2026-05-01");
}

TEST_CASE("more entrapments than a lift has room for are watched in a ring") {
    Policy policy = shijiazhuang();
    policy.interval.months.clear();
    policy.rows.back().limit = 8;
    Bench bench("", Roping::one_to_one, policy);
    for (int i = 0; i < 20; ++i) bench.trap(when("2026-01-01") + std::chrono::days{5 * i});
    CHECK(bench.told("2026-12-31") == "");  // eight take 35 days
    for (int i = 0; i < 8; ++i) bench.trap(when("2026-06-01") + std::chrono::days{4 * i});
    CHECK(bench.told("2026-12-31") == "entrapments 2026-06-29");
}

TEST_CASE("an entrapment that was a false alarm counts for no limit") {
    Bench bench("2020-01-01");
    bench.push(Visit{when("2026-03-01"), 0});
    bench.trap(when("2026-03-05"));
    bench.trap(when("2026-03-07"));
    CHECK(bench.told("2026-03-20") == "entrapments 2026-03-07");
    bench.push(FalseAlarm{when("2026-03-08"), 0, when("2026-03-07")});
    CHECK(bench.told("2026-03-20") == "");
    bench.trap(when("2026-03-09"));
    CHECK(bench.told("2026-03-20") == "entrapments 2026-03-09");
    CHECK(bench.due("2026-03-20")[0].value == 2);
}

TEST_CASE("a false alarm of nothing, one told twice and one before the visit change nothing") {
    Bench bench("2020-01-01");
    bench.trap(when("2026-02-27"));
    bench.push(Visit{when("2026-03-01"), 0});
    bench.trap(when("2026-03-05"));
    bench.trap(when("2026-03-07"));
    bench.trap(when("2026-03-09"));
    bench.push(FalseAlarm{when("2026-03-10"), 0, when("2026-03-06")});
    bench.push(FalseAlarm{when("2026-03-10"), 0, when("2026-02-27")});
    bench.push(FalseAlarm{when("2026-03-10"), 0, never});
    CHECK(bench.told("2026-03-20") == "entrapments 2026-03-07");
    bench.push(FalseAlarm{when("2026-03-10"), 0, when("2026-03-05")});
    bench.push(FalseAlarm{when("2026-03-11"), 0, when("2026-03-05")});
    CHECK(bench.told("2026-03-20") == "entrapments 2026-03-09");
}

// A second lift that was never trapped there is the source.
TEST_CASE("false alarms leave what would be there without them, whenever they are told") {
    std::mt19937 random(11);
    const auto pick = [&](unsigned below) { return static_cast<int>(random() % below); };
    int taken_back = 0, due = 0;
    for (int round = 0; round < 2000; ++round) {
        Policy policy = shijiazhuang();
        policy.interval.months.clear();
        policy.rows.back().limit = 1 + pick(4);
        policy.rows.back().within_months = pick(3);
        Bench bench("", Roping::one_to_one, policy), plain("", Roping::one_to_one, policy);
        std::vector<Time> waiting;
        Time now = when("2026-01-01");
        for (int i = 0; i < 8; ++i) {
            now += std::chrono::hours{1 + pick(400)};
            bench.trap(now);
            const bool real = pick(2) == 0;
            if (real) plain.trap(now);
            if (!real) waiting.push_back(now);
            while (!waiting.empty() && (i == 7 || pick(3) == 0)) {
                const auto one = waiting.begin() + pick(static_cast<unsigned>(waiting.size()));
                bench.push(FalseAlarm{now, 0, *one});
                waiting.erase(one);
                ++taken_back;
            }
        }
        CAPTURE(round);
        REQUIRE(bench.told("2027-01-01") == plain.told("2027-01-01"));
        due += plain.told("2027-01-01").empty() ? 0 : 1;
    }
    CHECK(taken_back > 1000);
    CHECK(due > 500);
}

TEST_CASE("of more entrapments than a lift has room for the newest can be taken back") {
    Policy policy = shijiazhuang();
    policy.interval.months.clear();
    policy.rows.back().limit = 8;
    Bench bench("", Roping::one_to_one, policy);
    const auto trap = [](int day) { return when("2026-06-01") + std::chrono::days{day}; };
    for (int i = 0; i < 6; ++i) bench.trap(trap(i - 300));
    for (int i = 0; i < 8; ++i) bench.trap(trap(i));
    CHECK(bench.told("2026-12-31") == "entrapments 2026-06-08");
    bench.push(FalseAlarm{trap(9), 0, trap(3)});
    CHECK(bench.told("2026-12-31") == "");
    bench.trap(trap(10));
    CHECK(bench.told("2026-12-31") == "entrapments 2026-06-11");
    bench.push(FalseAlarm{trap(11), 0, trap(7)});
    bench.push(FalseAlarm{trap(11), 0, trap(-300)});
    CHECK(bench.told("2026-12-31") == "");
    bench.trap(trap(12));
    CHECK(bench.told("2026-12-31") == "entrapments 2026-06-13");
    CHECK(bench.due("2026-12-31")[0].value == 14);
}

TEST_CASE("without a span of months the limit is reached by the next one that was real") {
    Policy policy = shijiazhuang();
    policy.interval.months.clear();
    policy.rows.back().limit = 8;
    policy.rows.back().within_months = 0;
    Bench bench("", Roping::one_to_one, policy);
    for (int i = 1; i <= 10; ++i) bench.trap(when("2026-06-01") + std::chrono::days{30 * i});
    CHECK(bench.told("2027-12-31") == "entrapments 2027-01-27");
    bench.push(FalseAlarm{when("2027-05-01"), 0, when("2026-06-01") + std::chrono::days{120}});
    CHECK(bench.told("2027-12-31") == "entrapments 2027-02-26");
}

TEST_CASE("a visit settles what was due and the count begins anew") {
    Bench bench("2020-01-01");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-05"), 15000);
    bench.trap(when("2026-03-06"));
    bench.trap(when("2026-03-07"));
    CHECK(bench.told("2026-03-08") == "runs 2026-03-05, entrapments 2026-03-07");
    bench.push(Visit{when("2026-03-08", 540), 0});
    CHECK(bench.told("2026-03-31") == "");
    bench.trap(when("2026-03-09"));
    bench.run(when("2026-03-10"), 14999);
    CHECK(bench.told("2026-03-31") == "");
    bench.run(when("2026-03-11"));
    CHECK(bench.told("2026-03-31") == "runs 2026-03-11");
    CHECK(bench.due("2026-03-31")[0].since == day("2026-03-08"));
}

TEST_CASE("whichever comes first stands first") {
    Bench bench("2020-01-01");
    bench.hear(when("2026-03-01"));
    bench.cycle_doors(when("2026-03-20"), 60000);
    bench.run(when("2026-03-25"), 15000);
    bench.trap(when("2026-03-25"));
    bench.trap(when("2026-03-25"));
    CHECK(bench.told("2026-04-01") ==
          "door_cycles 2026-03-20, runs 2026-03-25, entrapments 2026-03-25, interval 2026-04-01");
}

TEST_CASE("a worker reads in Chinese, and in English by option") {
    Bench bench("2010-01-01");
    bench.hear(when("2026-03-01"));
    bench.run(when("2026-03-21"), 10000);
    CHECK(bench.due("2026-03-31")[0].sentence ==
          "自2026-03-01起已运行10000次，2026-03-21达到老旧电梯（15年及以上）限值10000次，"
          "应到现场维保。");
    CHECK(bench.due("2026-03-31", Language::en)[0].sentence ==
          "10000 runs since 2026-03-01: the limit of 10000 for a lift of 15 years or more was "
          "reached on 2026-03-21.");
}

TEST_CASE("a sentence has no brace left in it, whatever fired") {
    Policy policy = shijiazhuang();
    Bench bench("2020-01-01", Roping::two_to_one, policy);
    bench.hear(when("2026-03-01"));
    Run run;
    run.lift = 0;
    run.time = when("2026-03-02");
    run.moving = std::chrono::seconds{100};
    run.travelled = 50;
    for (int i = 0; i < 18000; ++i) bench.push(run);
    bench.cycle_doors(when("2026-03-03"), 60000);
    bench.trap(when("2026-03-04"));
    bench.trap(when("2026-03-04"));
    for (const Language language : {Language::zh, Language::en}) {
        const auto items = bench.due("2026-12-31", language);
        CHECK(items.size() == 7);
        for (const DueItem& item : items) {
            CHECK(item.sentence.find_first_of("{}") == std::string::npos);
            CHECK(item.sentence.find(format_date(item.due)) != std::string::npos);
        }
    }
}

TEST_CASE("a placeholder may stand anywhere, and the lift is called by its key") {
    DueItem item;
    item.value = 2.5;
    item.due = day("2026-03-05");
    CHECK(detail::fill_sentence("{lift}: {value}{due}.", item, "A-1") == "A-1: 2.52026-03-05.");
    CHECK(detail::fill_sentence("", item, "A-1") == "");
    CHECK(detail::fill_sentence("{open", item, "A-1") == "{open");
}

TEST_CASE("months are whole when their day has come, or the last of a shorter month") {
    struct Case {
        std::string_view from, to;
        int months;
    };
    const Case cases[] = {
        {"2026-03-01", "2026-03-01", 0}, {"2026-03-01", "2026-03-31", 0},
        {"2026-03-01", "2026-04-01", 1}, {"2026-01-31", "2026-02-27", 0},
        {"2026-01-31", "2026-02-28", 1}, {"2026-01-31", "2026-03-30", 1},
        {"2026-01-31", "2026-03-31", 2}, {"2025-11-30", "2026-11-30", 12},
    };
    for (const Case& c : cases) {
        CHECK(detail::whole_months(day(c.from), day(c.to)) == c.months);
    }
}

// An independent reckoning of the same rule: the whole log once more, day by day.
TEST_CASE("the watch agrees with a second look at the whole log") {
    std::mt19937 random(2025);
    for (int round = 0; round < 20; ++round) {
        Bench bench("2020-01-01");
        std::int64_t runs = 0;
        std::string expected;
        Time time = when("2026-03-01");
        bench.hear(time);
        for (int i = 0; i < 200; ++i) {
            time += std::chrono::minutes{random() % 300};
            const int more = static_cast<int>(random() % 200);
            if (random() % 150 == 0) {
                bench.push(Visit{time, 0});
                runs = 0;
                expected.clear();
                continue;
            }
            bench.run(time, more);
            if (runs < 15000 && runs + more >= 15000) {
                expected = "runs " + format_date(date_of(time));
            }
            runs += more;
        }
        CHECK(bench.told("2026-03-28").substr(0, expected.size()) == expected);
        if (expected.empty()) CHECK(bench.told("2026-03-28") == "");
    }
}

TEST_CASE("a policy that cannot be watched is refused") {
    Policy policy = shijiazhuang();
    policy.rows.back().limit = 9;
    CHECK_THROWS_AS(DueWatch{policy}, std::invalid_argument);
    policy.rows.back().limit = 0;
    CHECK_THROWS_AS(DueWatch{policy}, std::invalid_argument);
    policy.rows.resize(17, policy.rows[0]);
    CHECK_THROWS_AS(DueWatch{policy}, std::invalid_argument);
}

static_assert(Stage<DueWatch>);

TEST_CASE("a lift outside a pilot is due fifteen days after its visit") {
    Bench bench("2020-01-01", Roping::one_to_one,
                *load_policy(builtin_policy("national-half-month")->text, "builtin"));
    bench.push(Visit{when("2028-02-20", 10 * 60), 0});
    CHECK(bench.told("2028-03-05") == "");
    CHECK(bench.told("2028-03-06") == "interval_days 2028-03-06");
    CHECK(bench.due("2028-03-08")[0].value == 17);
    CHECK(bench.due("2028-03-08")[0].limit == 15);
    CHECK(bench.due("2028-03-08", Language::en)[0].sentence ==
          "15 days have passed since 2028-02-20, the last visit or, with none on record, the "
          "first data: a visit is due on 2028-03-06.");
}
