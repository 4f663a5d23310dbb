// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/month.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "hoistway/core/time_text.hpp"
#include "hoistway/core/utf8.hpp"
#include "sample_month.hpp"

using namespace hoistway;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

Time at(const char* text) { return *parse_time(text); }

Lift lift_of(const char* key, const char* code, const char* unit) {
    Lift lift;
    lift.key = key;
    lift.equipment_code = code;
    lift.address = std::string("示范路1号") + key;
    lift.maintenance_unit = unit;
    return lift;
}

MonthEpisode episode(EventKind kind, LiftIndex lift, const char* raised, const char* cleared) {
    MonthEpisode one{.kind = kind, .lift = lift, .raised = at(raised)};
    if (cleared != nullptr) one.cleared = at(cleared);
    return one;
}

// March 2026 of four lifts, small enough to be worked out by hand:
//
//   lift  unit   runs      online      of       gaps
//   A-1   East   1000      744 h       744 h    none
//   A-2   East   3000      720 h       744 h    2 March 00:00 to 3 March 00:00 (24 h, not over a
//   day) A-3   West   2000      696 h       744 h    30 March 00:00 to the end (48 h, open) A-4
//   (none) unknown     0 h       744 h    none told: silent all month
//
//   online rate = (744 + 720 + 696 + 0) / (4 * 744) = 2160 / 2976 = 0.72580645...
//   runs        = 1000 + 3000 + 2000 = 6000 on three lifts
//   offline now = A-3, A-4;  over a day = A-3, A-4
//   gaps        = 2, 24 h + 48 h = 72 h
//
//   entrapments: A-1  1 March 00:10 to 00:30 (20 min, sensors and button)
//                A-2  5 March 08:00 to 08:10 (10 min, sensors)
//                A-1  9 March 08:30 to 09:00 (30 min, button alone)
//                A-3 31 March 23:50, still open (sensors)
//   rescue      = 20 + 10 + 30 = 60 min of 3 released, mean 20 min
//   by sensors 3, by button 2
//   East: 2 lifts, 3 entrapments, 150 %, mean 20 min;  West: 1 lift, 1 entrapment, 100 %, no mean
//   other alarms: power_loss on A-2 (2 h), native on A-3 (open)  ->  6 alarms, 2 open
//   due: A-2 for two reasons, A-1 for one  ->  3 items, 2 lifts
//   left out: an episode of April, one of an unknown lift, a gap of February, a due item of an
//             unknown lift  ->  4
struct HandMade {
    std::vector<Lift> lifts{lift_of("A-1", "31100000000000000001", "East"),
                            lift_of("A-2", "31100000000000000002", "East"),
                            lift_of("A-3", "31100000000000000003", "West"),
                            lift_of("A-4", "31100000000000000004", "")};
    MonthInput input;

    HandMade() {
        input.month = std::chrono::year{2026} / 3;
        input.lifts = lifts;
        input.by_lift = {{.runs = 1000, .online = 744h, .observed = 744h, .heard = true},
                         {.runs = 3000, .online = 720h, .observed = 744h, .heard = true},
                         {.runs = 2000, .online = 696h, .observed = 744h, .heard = true},
                         {.observed = 744h}};
        add_gaps();
        add_episodes();
        add_due();
        input.input = {.observations = 5000, .refused = 3};
    }
    HandMade(const HandMade&) = delete;
    HandMade& operator=(const HandMade&) = delete;

 private:
    void add_gap(LiftIndex lift, const char* from, const char* to, bool open) {
        input.gaps.push_back({.gap = {.lift = lift, .span = {at(from), at(to)}}, .open = open});
    }
    void add_gaps() {
        add_gap(1, "2026-03-02T00:00:00+08:00", "2026-03-03T00:00:00+08:00", false);
        add_gap(2, "2026-03-30T00:00:00+08:00", "2026-04-01T00:00:00+08:00", true);
        add_gap(0, "2026-02-02T00:00:00+08:00", "2026-02-09T00:00:00+08:00", false);
    }
    void add_episodes() {
        const auto trapped = EventKind::entrapment;
        auto& all = input.episodes;
        all.push_back(episode(trapped, 2, "2026-03-31T23:50:00+08:00", nullptr));
        all.push_back(
            episode(trapped, 0, "2026-03-01T00:10:00+08:00", "2026-03-01T00:30:00+08:00"));
        all.back().by_button = true;
        all.push_back(
            episode(trapped, 1, "2026-03-05T08:00:00+08:00", "2026-03-05T08:10:00+08:00"));
        all.push_back(
            episode(trapped, 0, "2026-03-09T08:30:00+08:00", "2026-03-09T09:00:00+08:00"));
        all.back().by_button = true;
        all.back().by_sensors = false;
        all.push_back(episode(EventKind::power_loss, 1, "2026-03-07T10:00:00+08:00",
                              "2026-03-07T12:00:00+08:00"));
        all.push_back(episode(EventKind::native, 2, "2026-03-08T10:00:00+08:00", nullptr));
        all.back().native.dialect.assign("made-up");
        all.back().native.code.assign("E7");
        all.push_back(episode(trapped, 0, "2026-04-01T00:00:00+08:00", nullptr));
        all.push_back(episode(trapped, 4, "2026-03-02T00:00:00+08:00", nullptr));
    }
    void add_due_item(LiftIndex lift, Trigger trigger, double value, Date due) {
        input.due.push_back({.lift = lift,
                             .policy = "p",
                             .clause = "c",
                             .trigger = trigger,
                             .value = value,
                             .limit = value,
                             .since = input.month / 1,
                             .due = due,
                             .sentence = "到期"});
    }
    void add_due() {
        add_due_item(1, Trigger::runs, 15000, input.month / 20);
        add_due_item(0, Trigger::interval, 1, input.month / 5);
        add_due_item(1, Trigger::noise, 55.5, input.month / 9);
        add_due_item(no_lift, Trigger::runs, 1, input.month / 1);
    }
};

json json_of(const MonthReport& report) { return json::parse(to_json(report.page, Language::en)); }

json table_of(const json& report, const std::string& id) {
    for (const json& table : report["tables"]) {
        if (table["id"] == id) return table["rows"];
    }
    FAIL("no table " << id);
    return {};
}

std::uint64_t sum_of(const json& rows, const char* key) {
    std::uint64_t sum = 0;
    for (const json& row : rows) sum += row[key].is_null() ? 0 : row[key].get<std::uint64_t>();
    return sum;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the totals of a month worked out by hand are the totals of the report") {
    const HandMade made;
    const MonthFigures f = build_month(made.input).figures;
    CHECK(f.lifts == 4);
    REQUIRE(f.online_rate.has_value());
    CHECK(*f.online_rate == doctest::Approx(2160.0 / 2976.0));
    CHECK(f.offline_now == 2);
    CHECK(f.offline_over_a_day == 2);
    CHECK(f.silent == 1);
    CHECK(f.runs == 6000);
    CHECK(f.lifts_counted == 3);
    CHECK(f.gaps == 2);
    CHECK(f.gap_sum == 72h);
    CHECK(f.entrapments == 4);
    CHECK(f.by_sensors == 3);
    CHECK(f.by_button == 2);
    CHECK(f.released == 3);
    CHECK(f.rescue_sum == 60min);
    CHECK(f.rescue_mean == Duration{20min});
    CHECK(f.alarms == 6);
    CHECK(f.alarms_open == 2);
    CHECK(f.due_items == 3);
    CHECK(f.due_lifts == 2);
    CHECK(f.outside == 4);
}

TEST_CASE("tables 1 and 2 name the silent and the lost devices, and since when") {
    const HandMade made;
    const json report = json_of(build_month(made.input));
    const json now = table_of(report, "table1_offline_now");
    REQUIRE(now.size() == 2);
    CHECK(now[0]["lift"] == "A-3");
    CHECK(now[0]["remark"] == "no data since 2026-03-30 00:00:00");
    CHECK(now[0]["offline_for"] == 48 * 3600);
    CHECK(now[1]["lift"] == "A-4");
    CHECK(now[1]["remark"] == "no data at all this month");
    CHECK(now[1]["offline_from"].is_null());
    const json over = table_of(report, "table2_offline_over_a_day");
    REQUIRE(over.size() == 2);  // a gap of exactly 24 h is not over a day
    CHECK(over[0]["remark"] == "longest from 2026-03-30 00:00:00, 2 d");
}

TEST_CASE("table 4 ranks the lifts by entrapments and lists only those that had one") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "table4_entrapments");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["lift"] == "A-1");
    CHECK(rows[0]["entrapments"] == 2);
    CHECK(rows[1]["lift"] == "A-2");
    CHECK(rows[2]["lift"] == "A-3");
}

TEST_CASE("table 5 gives each maintenance unit its rate and mean exactly as the formulas say") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "table5_maintenance_units");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["maintenance_unit"] == "East");
    CHECK(rows[0]["lifts"] == 2);
    CHECK(rows[0]["entrapments"] == 3);
    CHECK(rows[0]["entrapment_rate"] == 1.5);
    CHECK(rows[0]["rescue_mean"] == 20 * 60);
    CHECK(rows[1]["maintenance_unit"] == "West");
    CHECK(rows[1]["entrapment_rate"] == 1.0);
    CHECK(rows[1]["rescue_mean"].is_null());
    CHECK(rows[1]["remark"] == "1 without a release, not in the mean");
    CHECK(rows[2]["maintenance_unit"] == "(no unit registered)");
}

TEST_CASE("table 6 holds every lift, the most runs first, the unknown last and never as zero") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "table6_runs");
    const char* order[] = {"A-2", "A-3", "A-1", "A-4"};
    REQUIRE(rows.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(rows[i]["lift"] == order[i]);
    CHECK(rows[0]["runs"] == 3000);
    CHECK(rows[3]["runs"].is_null());
}

TEST_CASE("each rescue stands with its times; acceptance and arrival are not known") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "rescues");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0]["raised"] == "2026-03-01T00:10:00+08:00");
    CHECK(rows[0]["released"] == "2026-03-01T00:30:00+08:00");
    CHECK(rows[0]["rescue"] == 1200);
    CHECK(rows[0]["way"] == "sensors and button");
    CHECK(rows[2]["way"] == "button");
    for (const json& row : rows) {
        CHECK(row["accepted"].is_null());
        CHECK(row["arrived"].is_null());
    }
    CHECK(rows[3]["released"].is_null());
    CHECK(rows[3]["rescue"].is_null());
}

TEST_CASE("what is due stands by day, with its trigger, value and reason") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "due");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["due"] == "2026-03-05");
    CHECK(rows[0]["trigger"] == "interval");
    CHECK(rows[1]["value"] == 55.5);
    CHECK(rows[2]["value"] == 15000);
    CHECK(rows[2]["sentence"] == "到期");
    CHECK(rows[2]["policy"] == "p");
}

TEST_CASE("the tables add up to the totals, by hand and for a whole city") {
    const HandMade made;
    const test::SampleMonth city(300);
    for (const MonthInput* input : {&made.input, &city.input}) {
        const MonthReport report = build_month(*input);
        const MonthFigures& f = report.figures;
        const json all = json_of(report);
        CHECK(sum_of(table_of(all, "table6_runs"), "runs") == f.runs);
        CHECK(table_of(all, "table6_runs").size() == f.lifts);
        CHECK(sum_of(table_of(all, "table4_entrapments"), "entrapments") == f.entrapments);
        CHECK(table_of(all, "rescues").size() == f.entrapments);
        const json units = table_of(all, "table5_maintenance_units");
        CHECK(sum_of(units, "entrapments") == f.entrapments);
        CHECK(sum_of(units, "lifts") == f.lifts);
        CHECK(sum_of(table_of(all, "alarms"), "count") == f.alarms);
        CHECK(sum_of(table_of(all, "alarms"), "open") == f.alarms_open);
        CHECK(table_of(all, "due").size() == f.due_items);
        CHECK(table_of(all, "table1_offline_now").size() == f.offline_now);
        CHECK(table_of(all, "table2_offline_over_a_day").size() == f.offline_over_a_day);
        double rescue = 0;
        for (const json& row : table_of(all, "rescues")) {
            rescue += row["rescue"].is_null() ? 0 : row["rescue"].get<double>();
        }
        CHECK(rescue * 1000 == doctest::Approx(static_cast<double>(f.rescue_sum.count())));
        CHECK(all["figures"]["runs"] == f.runs);
        CHECK(all["figures"]["entrapments"] == f.entrapments);
    }
}

TEST_CASE("every kind of event has a name of its own in both languages") {
    HandMade made;
    made.input.episodes.clear();
    for (std::size_t kind = 0; kind < event_kinds; ++kind) {
        made.input.episodes.push_back(
            episode(static_cast<EventKind>(kind), 0, "2026-03-07T10:00:00+08:00", nullptr));
    }
    const MonthReport report = build_month(made.input);
    for (const Language language : {Language::zh, Language::en}) {
        std::set<std::string> names;
        for (const json& row : table_of(json::parse(to_json(report.page, language)), "alarms")) {
            CHECK(!row["name"].get<std::string>().empty());
            names.insert(row["name"]);
        }
        CHECK(names.size() == event_kinds);
    }
}

TEST_CASE("a device's own code never stands without its dialect") {
    const HandMade made;
    const json rows = table_of(json_of(build_month(made.input)), "alarms");
    CHECK(rows.back()["kind"] == "native:made-up:E7");
    CHECK(rows.back()["name"] == "Device's own fault made-up:E7");
}

TEST_CASE("calls are said to be not connected, and are null, never zero") {
    const HandMade made;
    const MonthReport report = build_month(made.input);
    CHECK(holds(to_html(report.page), "接听数据尚未接入"));
    CHECK(json_of(report)["figures"]["calls"].is_null());
    for (const ReportFile& file : files_of(report.page)) CHECK_FALSE(holds(file.name, "table3"));
}

TEST_CASE("the page speaks of the month in both languages and follows the template's chapters") {
    const HandMade made;
    const MonthReport report = build_month(made.input);
    const std::string zh = to_html(report.page);
    for (const char* part : {"2026年3月", "一、基本信息", "表1 未在线设备统计表", "72.58%",
                             "表2 本月超过1天未在线设备", "二、报警响应数据", "三、困人救援数据",
                             "表4 电梯困人次数排名", "表5 维保单位本月平均救援时长排名", "20分",
                             "四、设备运行数据", "表6 当月电梯运行总次数", "按需维保到期表"}) {
        CAPTURE(part);
        CHECK(holds(zh, part));
    }
    const std::string en = to_html(report.page, {.language = Language::en});
    CHECK(holds(en, "Table 6. Runs in the month"));
    CHECK(holds(en, "20 min"));
    CHECK_FALSE(holds(zh, "模拟数据"));
    CHECK(holds(to_html(build_month(test::SampleMonth(3).input).page), "模拟数据"));
}

TEST_CASE("the files of a month carry its name") {
    const HandMade made;
    const std::vector<ReportFile> files = files_of(build_month(made.input).page);
    CHECK(files[0].name == "month-2026-03.html");
    CHECK(files[1].name == "month-2026-03.json");
    CHECK(files[2].name == "month-2026-03-table1_offline_now.csv");
    CHECK(files.size() == 13);
}

TEST_CASE("a month of nothing is a report in which nothing is known") {
    MonthInput input;
    input.month = std::chrono::year{2026} / 2;
    const MonthReport report = build_month(input);
    CHECK_FALSE(report.figures.online_rate.has_value());
    CHECK_FALSE(report.figures.rescue_mean.has_value());
    const json all = json_of(report);
    CHECK(all["figures"]["online_rate"].is_null());
    CHECK(all["figures"]["runs"].is_null());
    CHECK(table_of(all, "table6_runs").empty());
    const std::string html = to_html(report.page);
    CHECK(holds(html, "设备在线率 未知"));
    CHECK_FALSE(holds(html, ">nan"));
}

TEST_CASE("lifts of which nothing is given are neither offline nor at zero runs") {
    const HandMade made;
    MonthInput input;
    input.month = made.input.month;
    input.lifts = made.lifts;
    const MonthFigures f = build_month(input).figures;
    CHECK(f.lifts == 4);
    CHECK(f.lifts_counted == 0);
    CHECK(f.offline_now == 0);
    CHECK(f.silent == 0);
    CHECK_FALSE(f.online_rate.has_value());
}

TEST_CASE("hostile and broken input gives clean files") {
    test::SampleMonth city(8);
    city.lifts[0].key = "\xFF\xFE";
    city.lifts[1].maintenance_unit = "=1+1";
    city.lifts[2].equipment_code.clear();
    city.input.lifts = city.lifts;
    DueItem& item = city.input.due.emplace_back();
    item.lift = 0;
    item.sentence = "a\r\n\"b\"";
    item.value = std::numeric_limits<double>::quiet_NaN();
    city.input.episodes.push_back(episode(EventKind::entrapment, 1, "2026-03-03T00:00:00+08:00",
                                          "2026-03-02T00:00:00+08:00"));
    const MonthReport report = build_month(city.input);
    CHECK(report.figures.rescue_sum >= Duration{0});
    for (const ReportFile& file : files_of(report.page, {}, {.markdown = true})) {
        CAPTURE(file.name);
        CHECK(first_bad_utf8(file.content) == file.content.size());
        CHECK_FALSE((file.name.ends_with(".html") && holds(file.content, "<script")));
        CHECK((!file.name.ends_with(".json") || json::accept(file.content)));
        CHECK_FALSE((file.name.ends_with(".csv") && holds(file.content, ",=")));
    }
    CHECK(holds(to_html(report.page), "<th scope=\"col\">内部编号</th>"));
}

TEST_CASE("the same input gives the same bytes, in whatever order the records came") {
    test::SampleMonth one(40), two(40);
    std::reverse(two.input.gaps.begin(), two.input.gaps.end());
    std::reverse(two.input.episodes.begin(), two.input.episodes.end());
    CHECK(to_json(build_month(one.input).page) == to_json(build_month(two.input).page));
    CHECK(to_html(build_month(one.input).page) == to_html(build_month(two.input).page));
}
