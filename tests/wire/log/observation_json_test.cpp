// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/observation_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string head = R"({"lift":"A-1","time":"2026-03-01T00:00:00Z")";

ObservationJson::Line read(std::string_view text) {
    ObservationJson json;
    return json.read(text);
}

}  // namespace

TEST_CASE("every key of the log is read") {
    const std::string text =
        (head +
         R"(,"floor":3,"motion":"running","direction":"up","door":"closed","mode":"normal",)"
         R"("door_zone":true,"presence":false,"mains_power":true,"safety_chain":true,)"
         R"("door_lock":true,"alarm_button":false,"overload":false,"people":2,"position":6.25,)"
         R"("speed":1.75,"load":150,"noise":48.5,"vibration":0.12,"temperature":31,"runs":10,)"
         R"("run_time":100.5,"door_cycles":20,"rope_bends":30,"distance":1234.5,"source":"box",)"
         R"("fault":{"dialect":"monarch","code":"E41","phase":"cleared"}})");
    const auto line = read(text);
    REQUIRE(line);
    CHECK(line->lift_key == "A-1");
    CHECK(line->unknown_keys == 0);
    const Observation& seen = line->observation;
    CHECK(seen.time == received);
    CHECK(seen.lift == no_lift);
    detail::for_each_field([&](const char* name, auto place) {
        CAPTURE(name);
        CHECK(is_known(seen.*place));
    });
    CHECK(seen.floor == 3);
    CHECK(seen.presence == Flag::no);
    CHECK(seen.position == 6.25F);
    CHECK(seen.fault.dialect.view() == "monarch");
    CHECK(seen.fault.code.view() == "E41");
    CHECK(seen.fault.cleared);
}

TEST_CASE("what is missing or null is unknown") {
    const auto line = read(head + R"(,"floor":null,"fault":null,"door":null})");
    REQUIRE(line);
    CHECK(line->observation == Observation{.time = received});
}

TEST_CASE("unknown keys are counted, in the fault too") {
    const auto line = read(head + R"(,"colour":"red","x":{"y":[1]},)"
                                  R"("fault":{"dialect":"d","code":"1","note":"n"}})");
    REQUIRE(line);
    CHECK(line->unknown_keys == 3);
}

TEST_CASE("a time is text with its zone or milliseconds") {
    CHECK(read(R"({"lift":"A","time":1772323200000})")->observation.time == received);
    CHECK(read(R"({"lift":"A","time":"2026-03-01T08:00:00.250+08:00"})")->observation.time ==
          received + Duration{250});
}

TEST_CASE("keys and texts may be written with escapes, as Python writes them") {
    const auto line = [](ObservationJson& json) {
        return json.read(R"({"li\u0066t":"\u7535\u68af 1","time":0,)"
                         R"("fault":{"dialect":"m\u006f","code":"\u0041"}})");
    };
    ObservationJson json;
    const auto out = line(json);
    REQUIRE(out);
    CHECK(out->lift_key == "电梯 1");
    CHECK(out->observation.fault.dialect.view() == "mo");
}

TEST_CASE("a line that is not as the format says is refused with its byte and field") {
    struct Case {
        std::string text;
        Error error;
        const char* field;
    };
    const auto at = [](std::size_t behind) { return head.size() + behind; };
    const Case cases[] = {
        {"", {ErrorCode::truncated, 0}, ""},
        {"[]", {ErrorCode::bad_syntax, 0}, ""},
        {head, {ErrorCode::truncated, at(0)}, ""},
        {head + "} x", {ErrorCode::bad_syntax, at(2)}, ""},
        {head + R"(,"door":"ajarr"})", {ErrorCode::bad_value, at(9)}, "door"},
        {head + R"(,"door":1})", {ErrorCode::bad_value, at(8)}, "door"},
        {head + R"(,"floor":"3"})", {ErrorCode::bad_value, at(10)}, "floor"},
        {head + R"(,"floor":40000})", {ErrorCode::out_of_range, at(9)}, "floor"},
        {head + R"(,"floor":1.5})", {ErrorCode::bad_value, at(9)}, "floor"},
        {head + R"(,"people":-1})", {ErrorCode::out_of_range, at(10)}, "people"},
        {head + R"(,"speed":1e999})", {ErrorCode::out_of_range, at(9)}, "speed"},
        {head + R"(,"speed":NaN})", {ErrorCode::bad_syntax, at(9)}, ""},
        {head + R"(,"presence":1})", {ErrorCode::bad_value, at(12)}, "presence"},
        {head + R"(,"floor":1,"floor":1})", {ErrorCode::duplicate, at(12)}, "floor"},
        {head + R"(,"lift":"B"})", {ErrorCode::duplicate, at(2)}, "lift"},
        {R"({"time":0})", {ErrorCode::missing, 10}, "lift"},
        {R"({"lift":"A"})", {ErrorCode::missing, 12}, "time"},
        {R"({"lift":7,"time":0})", {ErrorCode::bad_value, 8}, "lift"},
        {R"({"lift":"","time":0})", {ErrorCode::bad_value, 9}, "lift"},
        {R"({"lift":"\ud800","time":0})", {ErrorCode::bad_encoding, 9}, "lift"},
        {R"({"lift":"A","time":"2026-03-01"})", {ErrorCode::bad_syntax, 30}, "time"},
        {R"({"lift":"A","time":"2026-03-01T00:00:00"})", {ErrorCode::missing, 39}, "time"},
        {R"({"lift":"A","time":true})", {ErrorCode::bad_value, 19}, "time"},
        {R"({"lift":"A","time":1e18})", {ErrorCode::out_of_range, 19}, "time"},
        {R"({"lift":"A","time":null})", {ErrorCode::bad_value, 19}, "time"},
        {"{\"lift\":\"\xB5\xE7\xCC\xDD\",\"time\":0}", {ErrorCode::bad_encoding, 9}, ""},
        {head + R"(,"fault":"E1"})", {ErrorCode::bad_value, at(10)}, "fault"},
        {head + R"(,"fault":{"code":"1"}})", {ErrorCode::missing, at(9)}, "fault.dialect"},
        {head + R"(,"fault":{"dialect":"d"}})", {ErrorCode::missing, at(9)}, "fault.code"},
        {head + R"(,"fault":{"code":"12345678"}})", {ErrorCode::too_long, at(18)}, "fault.code"},
        {head + R"(,"fault":{"code":1}})", {ErrorCode::bad_value, at(17)}, "fault.code"},
        {head + R"(,"fault":{"code":"1","code":"1"}})",
         {ErrorCode::duplicate, at(22)},
         "fault.code"},
        {head + R"(,"fault":{"phase":"on"}})", {ErrorCode::bad_value, at(19)}, "fault.phase"},
        {head + R"(,"fault":{"code" 1}})", {ErrorCode::bad_syntax, at(17)}, "fault"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto line = read(c.text);
        REQUIRE(!line);
        CHECK(to_string(line.error().error.code) == to_string(c.error.code));
        CHECK(line.error().error.at == c.error.at);
        CHECK(line.error().field == c.field);
    }
}

TEST_CASE("a line cut short anywhere is refused") {
    const std::string text = head + R"(,"floor":3,"fault":{"dialect":"d","code":"1"}})";
    for (std::size_t size = 0; size < text.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(read(text.substr(0, size)).has_value());
    }
    CHECK(read(text).has_value());
}

TEST_CASE("what is written is read back as it was, in any order of lines") {
    Maker make(31);
    ObservationJson json;
    for (int i = 0; i < 3000; ++i) {
        const Observation seen = make.observation();
        std::string text;
        append_observation(text, seen, "A-1");
        CAPTURE(text);
        const auto line = json.read(text);
        REQUIRE(line);
        CHECK(line->observation == seen);
        std::string again;
        append_observation(again, line->observation, line->lift_key);
        CHECK(again == text);
    }
}

TEST_CASE("nlohmann/json reads the same values out of what is written") {
    Maker make(32);
    for (int i = 0; i < 500; ++i) {
        const Observation seen = make.observation();
        std::string text;
        append_observation(text, seen, "电梯 \"1\"");
        const auto theirs = nlohmann::json::parse(text);
        CHECK(theirs["lift"].get<std::string>() == "电梯 \"1\"");
        CHECK(theirs.contains("floor") == is_known(seen.floor));
        if (is_known(seen.floor)) CHECK(theirs["floor"] == seen.floor);
        if (is_known(seen.door)) CHECK(theirs["door"] == std::string(to_text(seen.door)));
        if (is_known(seen.speed)) CHECK(theirs["speed"].get<float>() == seen.speed);
        if (is_known(seen.runs)) CHECK(theirs["runs"] == seen.runs);
        if (is_known(seen.presence)) CHECK(theirs["presence"] == (seen.presence == Flag::yes));
    }
}

TEST_CASE("only what is known is written, in the order of the log") {
    Observation seen{.time = received, .floor = 3};
    seen.speed = 0.1F;
    seen.door = Door::closed;
    seen.door_zone = Flag::no;
    std::string out;
    append_observation(out, seen, "A-1");
    CHECK(out == R"({"lift":"A-1","time":"2026-03-01T00:00:00Z","floor":3,"door":"closed",)"
                 R"("door_zone":false,"speed":0.1})");
}
