// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/controller_block_link.hpp"

#include <doctest/doctest.h>

#include "wire/pages.hpp"
#include "wire/pieces.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

static_assert(DeviceLink<ControllerBlockLink>);
static_assert(sizeof(ControllerBlockLink) < TextLineFraming::max_frame + 1024);

namespace {

const std::string running = "AEQEBQCZBwAAoIYBAOEQAAAAAAAAAAAA\n";
const std::string fault = "BkAABQCZBwAAoIYBAOEQAAAAAAAAAAAA\n";

std::string envelope(const std::string& members) {
    return "{\"parameterStr\":\"AEQEBQCZBwAAoIYBAOEQAAAAAAAAAAAA\"" + members + "}\n";
}

std::string first(const std::string& stream) { return decode<ControllerBlockLink>(stream, 999)[0]; }

bool has(const std::string& line, std::string_view part) {
    return line.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every transcript of controller blocks gives its records") {
    CHECK(check_pages<ControllerBlockLink>("controller_block") >= 4);
}

TEST_CASE("the pieces that controller lines come in make no difference") {
    check_pieces<ControllerBlockLink>("\r\n" + running + "noise\n" + fault + "\n\n" +
                                      envelope(R"(,"elevatorId":"E1")") + envelope(",\"x\":") +
                                      running.substr(0, 32));
    check_pieces<ControllerBlockLink>(running + running.substr(0, 20));
}

TEST_CASE("blank lines and blanks before a line are garbage and cost nothing") {
    check_noise<ControllerBlockLink>({running, fault, envelope("")},
                                     {"\n", "\r\n", "  \n\t", "\r\r\n \n"});
}

TEST_CASE("noise costs the line that it stands in and no other") {
    for (const std::string& noise :
         {std::string("x\n"), std::string("\0\xFF\n", 3), std::string("AEQE"), std::string("{"),
          std::string("[1]\n"), std::string(5000, 'A') + "\n"}) {
        CAPTURE(noise.substr(0, 9));
        const auto lines = decode<ControllerBlockLink>(noise + running + fault, 7);
        CHECK(has(lines[lines.size() - 2], "\"code\":\"E6\""));
        CHECK(has(lines[0], "error "));
    }
}

TEST_CASE("a line is refused at the byte where it went wrong") {
    struct Case {
        std::string line, error;
    };
    const Case cases[] = {
        {"AEQE\n", "error truncated at 4"},
        {"AEQE!\n", "error truncated at 5"},
        {"AEQE!!!!\n", "error bad_value at 4"},
        {running.substr(0, 32) + "AAAA\n", "error too_long at 33"},
        {"{\"elevatorId\":\"E1\"}\n", "error missing at 0 parameterStr"},
        {"{\"parameterStr\":null}\n", "error missing at 0 parameterStr"},
        {"{\"parameterStr\":7}\n", "error bad_value at 16 parameterStr"},
        {"{\"parameterStr\":\"AEQE\"}\n", "error truncated at 17 parameterStr"},
        {"{\"time\":1,\"time\":2}\n", "error duplicate at 11 time"},
        {"{\"time\":}\n", "error bad_syntax at 8"},
        {"{\"time\":1} x\n", "error bad_syntax at 10"},
        {envelope(R"(,"elevatorId":"")"), "error bad_value at 65 elevatorId"},
        {envelope(R"(,"elevatorId":[])"), "error bad_value at 64 elevatorId"},
        {envelope(",\"elevatorId\":\"\xB5\xE7\""), "error bad_encoding at 65 elevatorId"},
        {envelope(R"(,"elevatorId":"01234567890123456789012345678901")"),
         "error too_long at 65 elevatorId"},
        {envelope(R"(,"elevatorId":"\ud800")"), "error bad_encoding at 65 elevatorId"},
        {std::string(2048, 'A'), "error too_long at 0"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.line);
        CHECK(first(c.line) == c.error);
        CHECK(has(decode<ControllerBlockLink>(running + c.line, 3)[1], c.error.substr(0, 12)));
    }
}

TEST_CASE("the flags of the envelope are single characters, in quotes or not") {
    struct Case {
        std::string members, part;
    };
    const Case cases[] = {
        {R"(,"people":"1")", "\"presence\":true"},
        {R"(,"people":0)", "\"presence\":false"},
        {R"(,"roomElectric":"0")", "\"mains_power\":false"},
        {R"(,"roomElectric":1)", "\"mains_power\":true"},
        {R"(,"alarm":"1")", "\"alarm_button\":true"},
        {R"(,"time":1772323201000)", "\"time\":\"2026-03-01T00:00:01Z\""},
        {R"(,"time":"1772323201")", "\"time\":\"2026-03-01T00:00:01Z\""},
        {R"(,"time":"2026-03-01 08:00:01+08:00")", "\"time\":\"2026-03-01T00:00:01Z\""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.members);
        CHECK(has(first(envelope(c.members)), c.part));
    }
}

TEST_CASE("a flag or time of another kind is unknown and counted") {
    for (const std::string members :
         {R"(,"people":"2")", R"(,"people":true)", R"(,"roomElectric":"")", R"(,"alarm":"Y")",
          R"(,"time":"2026-03-01 08:00:01")", R"(,"time":"")", R"(,"time":12)"}) {
        CAPTURE(members);
        const auto lines = decode<ControllerBlockLink>(envelope(members), 999);
        CHECK(lines[0] == first(running));
        CHECK(has(lines[1], "out_of_range=1"));
    }
    for (const std::string members : {R"(,"people":null)", R"(,"errInfo":"x")", ""}) {
        const auto lines = decode<ControllerBlockLink>(envelope(members), 999);
        CHECK(has(lines[1], "unknown_keys=0 out_of_range=0"));
    }
}

TEST_CASE("a lift's name is told when it changes, before its observation") {
    const auto lines = decode<ControllerBlockLink>(
        envelope(R"(,"elevatorId":"E1")") + envelope(R"(,"elevatorId":"E1")") + envelope("") +
            envelope(R"(,"elevatorId":7)") + envelope(R"(,"elevatorId":"E\u0031")"),
        999);
    REQUIRE(lines.size() == 9);
    CHECK(lines[0] == "login E1");
    CHECK(has(lines[1], "observation"));
    CHECK(has(lines[3], "observation"));
    CHECK(lines[4] == "login 7");
    CHECK(lines[6] == "login E1");
}

TEST_CASE("a fault of the controller is told when it comes, changes and goes") {
    const auto lines = decode<ControllerBlockLink>(running + fault + fault + running, 999);
    CHECK_FALSE(has(lines[0], "fault"));
    CHECK(has(lines[1], R"("fault":{"dialect":"zxtech","code":"E6"})"));
    CHECK_FALSE(has(lines[2], "fault"));
    CHECK(has(lines[3], R"("fault":{"dialect":"zxtech","code":"E6","phase":"cleared"})"));
}

TEST_CASE("both forms of a line say the same of any observation") {
    Maker maker(31);
    for (int i = 0; i < 500; ++i) {
        const Observation seen = maker.observation();
        std::string line, object;
        append_controller_line(line, seen);
        append_controller_envelope(object, "示范-1\"", seen);
        const auto plain = decode<ControllerBlockLink>(line, 64);
        const auto rich = decode<ControllerBlockLink>(object, 64);
        CHECK(plain.size() == 2);
        REQUIRE(rich.size() == 3);
        CHECK(rich[0] == "login 示范-1\"");
        CHECK(has(rich[1], "\"presence\"") == is_known(seen.presence));
        CHECK(has(rich[1], "\"alarm_button\"") == is_known(seen.alarm_button));
        CHECK(has(rich[1], "\"mains_power\"") == is_known(seen.mains_power));
        CHECK(has(rich[1], format_time(seen.time)));
    }
}
