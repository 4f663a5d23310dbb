// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/import.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hoistway;

static const ColumnMap& columns() {
    const ColumnMap* const map = builtin_column_map("lift-list");
    REQUIRE(map != nullptr);
    return *map;
}

static ImportReport import_csv(const std::string& text) {
    const auto sheet = read_sheet(text, "list.csv");
    REQUIRE(sheet);
    return import_lifts(*sheet, columns());
}

static std::string written(const ImportReport& report) {
    const RegistryFile file = to_registry(report.rows);
    REQUIRE(file.refusals.empty());
    return write_registry(file.registry.lifts(), file.entries);
}

TEST_CASE("a Chinese ledger below its title comes in with all its fields") {
    const ImportReport report = import_csv(
        "某区电梯台账,,,,,,,,\n"
        "序号,设备代码,应急救援编号,使用地点,使用单位,额定速度（m/"
        "s）,额定载重量(kg),投用日期,维保费\n"
        "1,３１１０１０９９９２０１６００００１,012345,示范路1号,甲物业,1.75,\"1,050kg（14人）\","
        "2012年2月9日,7\n"
        "2,,054321,/,无,60m/min,1吨,2012/12/31,8\n");
    CHECK(report.faults.empty());
    CHECK(report.header_line == 2);
    CHECK(report.unknown_columns == std::vector<std::string>{"序号", "维保费"});
    CHECK(report.rows_read == 2);
    CHECK(
        written(report) ==
        R"({"lifts":[
{"key":"311010999201600001","equipment_code":"311010999201600001","rescue_code":"012345",)"
        R"("address":"示范路1号","use_unit":"甲物业","installed":"2012-02-09","rated_speed":1.75,)"
        R"("rated_load":1050},
{"key":"054321","rescue_code":"054321","installed":"2012-12-31","rated_speed":1,"rated_load":1000}
]}
)");
}

TEST_CASE("dirty measures are read by the rules told, and by no other") {
    // Worked by hand: 1 ft = 0.3048 m, 1 in = 0.0254 m, 1 lb = 0.45359237 kg.
    struct Case {
        std::string header, text, outcome;
    };
    const Case cases[] = {
        {"speed_fpm", "350", "1.778"},
        {"speed_fpm", "1.75 m/s", "1.75"},
        {"speed", "350 FPM", "1.778"},
        {"speed", "105 m/min", "1.75"},
        {"Speed (mm/s)", "1750", "1.75"},
        {"speed", "1,75", "1.75"},
        {"speed", "fast", "list.csv:2:2 bad_value"},
        {"speed", "350", "list.csv:2:2 out_of_range"},
        {"speed", "-1", "list.csv:2:2 out_of_range"},
        {"capacity_lbs", "2500", "1133.9809"},
        {"capacity_lbs", "2,500 lbs", "1133.9809"},
        {"capacity", "1.050,5", "list.csv:2:2 bad_value"},
        {"capacity", "1,050.5", "1050.5"},
        {"capacity", "1,05,000", "list.csv:2:2 bad_value"},
        {"capacity", "1050,000", "list.csv:2:2 bad_value"},
        {"capacity", ",050", "list.csv:2:2 bad_value"},
        {"speed", "0,500", "0.5"},
        {"capacity", "13人", "list.csv:2:2 bad_value"},
        {"travel_distance", "16'4\"", "4.9784"},
        {"travel_distance", "16'-4\"", "4.9784"},
        {"travel_distance", "16' 4", "4.9784"},
        {"travel_distance", "16-4", "4.9784"},
        {"travel_distance", "16", "4.8768"},
        {"travel_distance", "16'", "4.8768"},
        {"travel_distance", "16 FT", "4.8768"},
        {"travel_distance", "4.9 m", "4.9"},
        {"travel_distance", "16'12\"", "list.csv:2:2 bad_value"},
        {"travel_distance", "16\"4", "list.csv:2:2 bad_value"},
        {"travel_distance", "16/4", "list.csv:2:2 bad_value"},
        {"travel_distance", "EXIST", "list.csv:2:2 bad_value"},
        {"travel", "16-4", "list.csv:2:2 bad_value"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.header);
        CAPTURE(c.text);
        std::string quoted;
        for (const char letter : c.text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
        const ImportReport report = import_csv("key," + c.header + "\nA,\"" + quoted + "\"\n");
        if (c.outcome.starts_with("list")) {
            REQUIRE(report.faults.size() == 1);
            CHECK(to_text(report.faults[0]).substr(0, 13) == c.outcome.substr(0, 12) + ":");
            CHECK(to_string(report.faults[0].refusal.code) == c.outcome.substr(13));
            CHECK(report.rows.empty());
        } else {
            CHECK(report.faults.empty());
            CHECK(written(report).find(":" + c.outcome + "}") != std::string::npos);
        }
    }
}

TEST_CASE("a fault is told with line, cell, cause and cure, and the other rows come in") {
    const ImportReport report = import_csv(
        "key,救援编号,设备代码,installed\n"
        "A,12345,,\n"
        "B,,3.11E+17,\n"
        "C,,,2012\n"
        "A,,,\n"
        ",,,2012-02-29\n"
        "A,,,\n"
        "F,,,,moved\n"
        "G,\"000001\",,\n");
    std::vector<std::string> told;
    for (const RegistryFault& fault : report.faults) told.push_back(to_text(fault));
    // NOLINTBEGIN(bugprone-suspicious-missing-comma): sentences of several lines
    const std::vector<std::string> expected{
        "list.csv:2:2: truncated at 'rescue_code': five digits: a spreadsheet has probably dropped "
        "a leading zero; found '12345'; format the column as text and enter the six digits again",
        "list.csv:3:3: bad_syntax at 'equipment_code': a spreadsheet has rounded it: its last "
        "digits are gone; found '3.11E+17'; format the column as text and copy the number again "
        "from its paper",
        "list.csv:4:4: bad_syntax at 'installed': this is no day; found '2012'; write it as "
        "2012-02-29; a year alone is no day",
        "list.csv:6: missing at 'key': the row has neither a key nor a number; give the lift any "
        "name that is unique in the list",
        "list.csv:7: duplicate at 'key': the lift of line 5 has it already; found 'A'; keep one of "
        "the two, or correct the number of the other",
        "list.csv:8:5: too_long: the row goes on behind the last header; found 'moved'; look for a "
        "cell too many: the columns of this row may have moved",
    };
    // NOLINTEND(bugprone-suspicious-missing-comma)
    CHECK(told == expected);
    CHECK(!report.is_whole());
    REQUIRE(report.rows.size() == 2);
    CHECK(report.rows[0].line == 5);
    CHECK(report.rows[1].lift.rescue_code == "000001");
}

TEST_CASE("days are read in the forms people use, each kept to the day") {
    for (const std::string day : {"2012-02-29", "2012/2/29", "2012.2.29", "20120229",
                                  "2012年2月29日", "2012-02-29 08:00:00", "２０１２-２-２９"}) {
        CAPTURE(day);
        const ImportReport report = import_csv("key,installed\nA," + day + "\n");
        REQUIRE(report.rows.size() == 1);
        CHECK(report.rows[0].lift.installed == Date{std::chrono::year{2012} / 2 / 29});
    }
    for (const std::string day : {"2013-02-29", "29.2.2012", "2012", "soon", "2012-02-29-1"}) {
        CAPTURE(day);
        CHECK(import_csv("key,installed\nA," + day + "\n").faults.size() == 1);
    }
}

TEST_CASE("two columns for one field are a fault, but the parts of an address are joined") {
    const ImportReport twice = import_csv("key,设备代码,特种设备代码\nA,,\n");
    REQUIRE(twice.faults.size() == 1);
    CHECK(twice.faults[0].refusal.line == 1);
    CHECK(twice.faults[0].refusal.column == 3);
    const ImportReport joined = import_csv("key,house_number,street_name\nA,53,E 77TH ST\n");
    REQUIRE(joined.rows.size() == 1);
    CHECK(joined.rows[0].lift.address == "53 E 77TH ST");
}

TEST_CASE("a list without a header that anybody knows is refused") {
    const ImportReport report = import_csv("foo,bar\n1,2\n");
    REQUIRE(report.faults.size() == 1);
    CHECK(report.faults[0].refusal.code == ErrorCode::missing);
    CHECK(report.rows.empty());
}

TEST_CASE("a registry that is written and imported again is the same, to the byte") {
    const ImportReport first = import_csv(
        "key,rescue_code,address,rated_speed,capacity_lbs,roping,maker,pilot\n"
        "A,000017,\"a, \"\"b\"\"\",1.75,2500,2：1,m,试点中\n"
        "B,,示范路1号,0.1,,,,\n");
    CHECK(first.faults.empty());
    const std::string once = written(first);
    const auto sheet = read_sheet(once, "again.json");
    REQUIRE(sheet);
    const ImportReport again = import_lifts(*sheet, columns());
    CHECK(again.faults.empty());
    RegistryFile lifts = to_registry(again.rows);
    CHECK(write_registry(lifts.registry.lifts()) ==
          write_registry(to_registry(first.rows).registry.lifts()));
    CHECK(once.find(R"({"lift":"A","maker":"m","pilot":"admitted"})") != std::string::npos);
}

TEST_CASE("a column map with an unknown field, unit or key or a header twice is refused") {
    struct Case {
        std::string column, field;
        ErrorCode code;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"({"field":"colour","headers":["c"]})", "/columns/0/field", unknown_key},
        {R"({"field":"key","headers":["c","C "]})", "/columns/0/headers", duplicate},
        {R"({"field":"key","headers":["c"],"unit":"m"})", "/columns/0/unit", bad_value},
        {R"({"field":"rated_speed","headers":["c"],"unit":"lb"})", "/columns/0/unit", bad_value},
        {R"({"field":"key","headers":["c"],"color":1})", "/columns/0/color", unknown_key},
        {R"({"field":"key","headers":[7]})", "/columns/0/headers", bad_value},
        {R"({"field":"key","headers":["c"],"values":[["a"]]})", "/columns/0/values", bad_value},
        {R"({"field":"key"})", "/columns/0/headers", missing},
    };
    for (const Case& c : cases) {
        CAPTURE(c.column);
        const auto map = load_column_map(
            R"({"id":"x","edition":"1","source":"s","blanks":[],"columns":[)" + c.column + "]}",
            "map.json");
        REQUIRE(!map);
        REQUIRE(map.error().size() == 1);
        CHECK(to_string(map.error()[0].code) == to_string(c.code));
        CHECK(map.error()[0].field == c.field);
    }
    CHECK(!load_column_map("7", "m"));
    CHECK(!load_column_map("{", "m"));
    CHECK(builtin_column_map("nobody") == nullptr);
}

static ColumnMap entry_columns(const std::string& columns) {
    auto map = load_column_map(
        R"({"id":"mine","edition":"1","source":"made up","blanks":["-"],"columns":[)" + columns +
            "]}",
        "mine.json");
    REQUIRE(map);
    return *map;
}

static ImportReport import_with(const ColumnMap& map, const std::string& text) {
    const auto sheet = read_sheet(text, "list.csv");
    REQUIRE(sheet);
    return import_lifts(*sheet, map);
}

static std::string column(const std::string& field, const std::string& header) {
    return R"({"field":")" + field + R"(","headers":[")" + header + "\"]}";
}

static ColumnMap lift_columns() {
    return entry_columns(
        column("key", "key") + ',' + column("site", "site") + ',' + column("use_unit", "owner") +
        ',' + column("sites.address", "site address") + ',' +
        column("use_unit.credit_code", "credit code") + ',' + column("parts.name", "part") + ',' +
        column("parts.installed", "fitted") + ',' + column("contracts.number", "contract") + ',' +
        column("contracts.until", "until"));
}

TEST_CASE("a row names a site, a party, a part and a contract beside its lift") {
    const ImportReport report =
        import_with(lift_columns(),
                    "key,site,owner,site address,credit code,part,fitted,contract,until\n"
                    "A,甲苑,甲物业,示范路1号,914403001922038216,曳引绳,2020-01-02,HT-1,2026-12-31\n"
                    "B,甲苑,甲物业,-,914403001922038216,-,-,-,-\n");
    CHECK(report.faults.empty());
    CHECK(written(report) ==
          R"({"lifts":[
{"key":"A","use_unit":"甲物业"},
{"key":"B","use_unit":"甲物业"}
],"sites":[
{"key":"甲苑","name":"甲苑","address":"示范路1号"}
],"parties":[
{"key":"914403001922038216","name":"甲物业","credit_code":"914403001922038216","roles":"use_unit"}
],"parts":[
{"key":"A 曳引绳","lift":"A","name":"曳引绳","installed":"2020-01-02"}
],"contracts":[
{"key":"HT-1","number":"HT-1","lift":"A","until":"2026-12-31"}
],"standings":[
{"lift":"A","site":"甲苑"},
{"lift":"B","site":"甲苑"}
]}
)");
}

TEST_CASE("what contradicts an earlier row, has no key or no sound number is told by its line") {
    const ImportReport report =
        import_with(lift_columns(),
                    "key,site,owner,site address,credit code,part,fitted,contract,until\n"
                    "A,甲苑,甲物业,示范路1号,-,-,-,-,-\n"
                    "B,甲苑,甲物业,示范路2号,-,-,-,-,-\n"
                    "C,-,乙物业,-,914403001922038217,-,-,-,-\n"
                    "D,-,-,-,-,-,2020-01-02,-,-\n"
                    "E,-,-,-,-,-,-,-,2026\n"
                    "F,-,-,-,-,-,-,-,2026-12-31\n");
    std::vector<std::string> told;
    for (const RegistryFault& fault : report.faults) told.push_back(to_text(fault));
    REQUIRE(told.size() == 5);
    CHECK(told[0].starts_with("list.csv:3: duplicate at 'sites.address': line 2 says otherwise"));
    CHECK(told[1].starts_with("list.csv:4:5: bad_checksum at 'use_unit.credit_code'"));
    CHECK(told[2].starts_with("list.csv:5: missing at 'parts.key'"));
    CHECK(told[3].starts_with("list.csv:6:9: "));
    CHECK(told[4].starts_with("list.csv:7: missing at 'contracts.key'"));
    CHECK(report.rows.size() == 1);
}

TEST_CASE("a list without a column of a lift makes entries and no lifts") {
    const ImportReport report = import_with(
        entry_columns(
            column("equipment.registration_code", "code") + ',' +
            R"({"field":"equipment.kind","headers":["kind"],"values":[["锅炉","boiler"]]})"),
        "code,kind\n11103506002016053337,锅炉\n31103506002016053337,锅炉\n");
    REQUIRE(report.faults.size() == 1);
    CHECK(to_text(report.faults[0])
              .starts_with("list.csv:3: bad_value at 'equipment.registration_code'"));
    CHECK(written(report) == R"({"lifts":[
],"equipment":[
{"key":"11103506002016053337","kind":"boiler","registration_code":"11103506002016053337"}
]}
)");
}

TEST_CASE("a list taken into a registry adds and replaces, and is taken back to the byte") {
    const std::string before = R"({"lifts":[
{"key":"A","use_unit":"旧物业"}
],"sites":[
{"key":"甲苑","address":"示范路9号"}
]}
)";
    const ImportReport report =
        import_with(lift_columns(),
                    "key,site,owner,site address,credit code,part,fitted,contract,until\n"
                    "A,甲苑,甲物业,示范路1号,914403001922038216,-,-,-,-\n"
                    "B,-,-,-,-,曳引绳,-,HT-1,-\n");
    REQUIRE(report.faults.empty());
    RegistryEditor editor(read_registry(before, "registry.json"), {.source = "list.csv"});
    CHECK(add_to_registry(editor, report.rows).empty());
    const RegistryFile after = editor.file();
    REQUIRE(after.registry.size() == 2);
    CHECK(after.registry[0].use_unit == "甲物业");
    CHECK(after.entries.sites[0].address == "示范路1号");
    CHECK(after.entries.parties.size() == 1);
    CHECK(after.entries.parts.size() == 1);
    CHECK(after.entries.contracts.size() == 1);
    CHECK(after.entries.standings.size() == 1);
    RegistryEditor back(after, {});
    CHECK(!back.undo(std::vector<Change>(editor.changes())));
    CHECK(write_registry(back.file().registry.lifts(), back.file().entries) == before);
}

TEST_CASE("what a registry refuses of a list is told with its line, and the rest is taken") {
    const ImportReport report = import_with(columns(), "key,rescue code\nA,012345\nB,054321\n");
    REQUIRE(report.faults.empty());
    RegistryEditor editor(
        read_registry(R"({"lifts":[{"key":"X","rescue_code":"012345"}]})", "registry.json"),
        {.source = "list.csv"});
    const auto refusals = add_to_registry(editor, report.rows);
    REQUIRE(refusals.size() == 1);
    CHECK(to_text(refusals[0]).starts_with("list.csv:2: duplicate at 'rescue_code'"));
    CHECK(editor.file().registry.size() == 2);
}
