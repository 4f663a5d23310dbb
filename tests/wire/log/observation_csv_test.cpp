// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/observation_csv.hpp"

#include <doctest/doctest.h>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

ObservationCsv with_header(std::string_view header) {
    ObservationCsv csv;
    REQUIRE_FALSE(csv.header(header));
    return csv;
}

}  // namespace

TEST_CASE("columns are named by the header, in any order") {
    ObservationCsv csv = with_header("floor,time,door,lift,presence,speed");
    const auto line = csv.read("3,2026-03-01T00:00:00Z,closed,A-1,true,-1.5");
    REQUIRE(line);
    CHECK(line->lift_key == "A-1");
    CHECK(line->lift_at == 30);
    CHECK(line->observation.time == received);
    CHECK(line->observation.floor == 3);
    CHECK(line->observation.door == Door::closed);
    CHECK(line->observation.presence == Flag::yes);
    CHECK(line->observation.speed == -1.5F);
}

TEST_CASE("an empty cell is unknown") {
    ObservationCsv csv =
        with_header("lift,time,floor,door,presence,speed,fault_code,fault_dialect");
    const auto line = csv.read("A,1772323200000,,,,,,");
    REQUIRE(line);
    CHECK(line->observation == Observation{.time = received});
}

TEST_CASE("quotes are those of RFC 4180") {
    ObservationCsv csv = with_header("\"lift\",\"time\",floor");
    CHECK(csv.read(R"("A,1",0,3)")->lift_key == "A,1");
    CHECK(csv.read(R"("A ""1""",0,3)")->lift_key == "A \"1\"");
    CHECK(csv.read(R"("A","0","3")")->observation.floor == 3);
    CHECK(csv.read("\"A\",\"0\",\"\"")->observation.floor == no_floor);
}

TEST_CASE("booleans and numbers may be as pandas writes them") {
    ObservationCsv csv = with_header("lift,time,presence,overload,floor");
    const auto line = csv.read("A,0,True,False,3.0");
    REQUIRE(line);
    CHECK(line->observation.presence == Flag::yes);
    CHECK(line->observation.overload == Flag::no);
    CHECK(line->observation.floor == 3);
}

TEST_CASE("a fault stands in three columns") {
    ObservationCsv csv = with_header("lift,time,fault_dialect,fault_code,fault_phase");
    CHECK(csv.read("A,0,monarch,E41,")->observation.fault.code.view() == "E41");
    CHECK(csv.read("A,0,monarch,E41,cleared")->observation.fault.cleared);
    CHECK_FALSE(csv.read("A,0,monarch,E41,raised")->observation.fault.cleared);
}

TEST_CASE("columns that no field has are counted and passed over") {
    ObservationCsv csv = with_header("lift,colour,time,note,floor");
    CHECK(csv.unknown_columns() == 2);
    CHECK(csv.read("A,red,0,\"a,b\",3")->observation.floor == 3);
}

TEST_CASE("a header that cannot be used is refused, and the reader has none") {
    struct Case {
        std::string text;
        ErrorCode code;
        const char* field;
    };
    std::string wide = "lift,time";
    for (int i = 0; i < 200; ++i) wide += ",x";
    const Case cases[] = {{"time,floor", ErrorCode::missing, "lift"},
                          {"lift,floor", ErrorCode::missing, "time"},
                          {"lift,time,lift", ErrorCode::duplicate, "lift"},
                          {"lift,\"time", ErrorCode::truncated, ""},
                          {"\xB5\xE7,lift,time", ErrorCode::bad_encoding, ""},
                          {"A-1;2026;3", ErrorCode::missing, "lift"},
                          {wide, ErrorCode::too_long, ""}};
    for (const Case& c : cases) {
        CAPTURE(c.text);
        ObservationCsv csv;
        const auto bad = csv.header(c.text);
        REQUIRE(bad);
        CHECK(to_string(bad->error.code) == to_string(c.code));
        CHECK(bad->field == c.field);
        CHECK_FALSE(csv.has_header());
    }
}

TEST_CASE("a line that is not as the header says is refused with its byte and column") {
    struct Case {
        std::string text;
        Error error;
        const char* field;
    };
    const Case cases[] = {
        {"A,0,3,closed", {ErrorCode::truncated, 12}, ""},
        {"A,0,3,closed,1,m,1,,", {ErrorCode::bad_syntax, 20}, ""},
        {"A,0,B1,,,,,", {ErrorCode::bad_value, 4}, "floor"},
        {"A,0,99999,,,,,", {ErrorCode::out_of_range, 4}, "floor"},
        {"A,0,,shut,,,,", {ErrorCode::bad_value, 5}, "door"},
        {"A,0,,,-1,,,", {ErrorCode::out_of_range, 6}, "people"},
        {"A,2026-03-01,,,,,,", {ErrorCode::bad_syntax, 12}, "time"},
        {"A,1e999,,,,,,", {ErrorCode::bad_syntax, 2}, "time"},
        {",0,,,,,,", {ErrorCode::missing, 8}, "lift"},
        {"A,,,,,,,", {ErrorCode::missing, 8}, "time"},
        {"A,0,,,,m,,", {ErrorCode::missing, 10}, "fault_code"},
        {"A,0,,,,,1,", {ErrorCode::missing, 10}, "fault_dialect"},
        {"A,0,,,,m,12345678,", {ErrorCode::too_long, 9}, "fault_code"},
        {"A,0,,,,m,1,on", {ErrorCode::bad_value, 11}, "fault_phase"},
        {"A\"x\",0,,,,,,", {ErrorCode::bad_syntax, 0}, ""},
        {"\"A\"x,0,,,,,,", {ErrorCode::bad_syntax, 3}, ""},
        {"A\rB,0,,,,,,", {ErrorCode::bad_syntax, 1}, ""},
        {"\"A,0,,,,,,", {ErrorCode::truncated, 10}, ""},
        {"\xB5\xE7,0,,,,,,", {ErrorCode::bad_encoding, 0}, ""},
    };
    ObservationCsv csv =
        with_header("lift,time,floor,door,people,fault_dialect,fault_code,fault_phase");
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto line = csv.read(c.text);
        REQUIRE(!line);
        CHECK(to_string(line.error().error.code) == to_string(c.error.code));
        CHECK(line.error().error.at == c.error.at);
        CHECK(line.error().field == c.field);
    }
}

TEST_CASE("what is written is read back as it was") {
    Maker make(41);
    std::string header;
    append_csv_header(header);
    ObservationCsv csv = with_header(header);
    CHECK(csv.unknown_columns() == 0);
    for (int i = 0; i < 3000; ++i) {
        const Observation seen = make.observation();
        std::string text;
        append_csv(text, seen, "A, \"1\"");
        CAPTURE(text);
        const auto line = csv.read(text);
        REQUIRE(line);
        CHECK(line->observation == seen);
        CHECK(line->lift_key == "A, \"1\"");
    }
}

TEST_CASE("a line is written with all its columns") {
    Observation seen{.time = received, .floor = 3};
    seen.door = Door::open;
    std::string out;
    append_csv(out, seen, "A-1");
    CHECK(out == "A-1,2026-03-01T00:00:00Z,3,,,open,,,,,,,,,,,,,,,,,,,,,,,,");
}
