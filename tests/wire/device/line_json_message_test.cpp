// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/line_json_message.hpp"

#include <doctest/doctest.h>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// What a frame gives, without the words that are the same in every line.
std::string seen(const std::string& json) {
    std::string out;
    for (const std::string& line : decode("#10#" + json + "#13#", 1000)) {
        if (line.rfind("stats", 0) == 0) continue;
        const std::size_t from = line.find("Z\""), to = line.rfind('}');
        if (!out.empty()) out += " | ";
        out += from == std::string_view::npos ? line : line.substr(from + 2, to - from - 2);
    }
    return out;
}

std::uint64_t out_of_range(const std::string& json) {
    LineJsonDecoder link;
    link.feed("#10#" + json + "#13#", received, [](const auto&) {});
    return link.stats().out_of_range_values;
}

std::string plain(const std::string& members) {
    return R"({"type":"Monitor","stype":"status",)" + members + "}";
}

// A v2 status whose block holds the bytes given behind a time of 2026-03-01T00:00:00Z.
std::string block(std::vector<std::uint8_t> tail) {
    std::vector<std::uint8_t> bytes{0x80, 0x83, 0xA3, 0x69};
    bytes.insert(bytes.end(), tail.begin(), tail.end());
    std::string json = R"({"TY":"M","ST":"S","D":")";
    append_base64(json, bytes);
    return json + "\"}";
}

// The tail with one byte set, all others being "not said", up to and with that byte.
std::string with(detail::Block field, int value) {
    std::vector<std::uint8_t> tail(static_cast<std::size_t>(field) - 3, detail::not_said);
    if (tail.size() > 8) tail[8] = detail::no_floor_byte;
    tail.back() = static_cast<std::uint8_t>(value);
    return block(tail);
}

}  // namespace

// The three blocks were taken from devices and published with their firmware and server.
TEST_CASE("blocks of real devices are read as their makers read them") {
    const auto status = [](const char* d) {
        return decode(std::string(R"(#10#{"TY":"M","ST":"S","D":")") + d + "\"}#13#", 9);
    };
    CHECK(status("nITTXQEVAAAAAQAAAQAAAAAAAB4=") ==
          std::vector<std::string>{
              R"(observation {"lift":"1","time":"2019-11-19T05:58:52Z","floor":1,)"
              R"("motion":"stopped","direction":"none","door":"open","mode":"normal",)"
              R"("door_zone":true,"presence":false,"mains_power":true,"speed":0,"temperature":30})",
              "stats frames=1 observations=1 logins=0 heartbeats=0 refused=0 garbage=0 "
              "unknown_keys=0 out_of_range=1"});
    CHECK(status("lpPuYAEAAAEAAQAAAQBcAAAAACY=") ==
          std::vector<std::string>{
              R"(observation {"lift":"1","time":"2021-07-14T07:34:46Z","floor":1,)"
              R"("motion":"stopped","direction":"none","door":"open","mode":"normal",)"
              R"("door_zone":false,"presence":false,"mains_power":true,"speed":0,)"
              R"("temperature":38})",
              "stats frames=1 observations=1 logins=0 heartbeats=0 refused=0 garbage=0 "
              "unknown_keys=0 out_of_range=0"});
    const auto fault = decode(
        R"(#10#{"TY":"SensorFault","fault_type":8,"D":"vUbpZQEeAAAAAQABBQAAAAAAAAoMK1k="}#13#)", 9);
    CHECK(fault == std::vector<std::string>{
                       R"(observation {"lift":"1","time":"2024-03-07T04:46:53Z","floor":5,)"
                       R"("motion":"stopped","direction":"none","door":"open","mode":"normal",)"
                       R"("door_zone":true,"presence":false,"mains_power":false,"speed":0,)"
                       R"("temperature":10,"fault":{"dialect":"elevatorcloud","code":"8"}})",
                       "stats frames=1 observations=1 logins=0 heartbeats=0 refused=0 garbage=0 "
                       "unknown_keys=0 out_of_range=3"});
}

TEST_CASE("each plain key has its meaning and polarity") {
    struct Case {
        const char* members;
        const char* said;
    };
    const Case cases[] = {
        {R"("floor_status":0)", R"(,"door_zone":true)"},
        {R"("floor_status":1)", R"(,"door_zone":false)"},
        {R"("door_status":0)", R"(,"door":"closed")"},
        {R"("door_status":1)", R"(,"door":"open")"},
        {R"("door_status":2)", R"(,"door":"closing")"},
        {R"("door_status":3)", R"(,"door":"opening")"},
        {R"("has_people":0)", R"(,"presence":false)"},
        {R"("has_people":1)", R"(,"presence":true)"},
        {R"("has_people":4)", R"(,"presence":true,"people":4)"},
        {R"("power_status":0)", R"(,"mains_power":true)"},
        {R"("power_status":1)", R"(,"mains_power":false)"},
        {R"("power_status":2)", R"(,"mains_power":false)"},
        {R"("now_floor":12)", R"(,"floor":12)"},
        {R"("now_floor":-2)", R"(,"floor":-2)"},
        {R"("direction":1,"speed":1.75)", R"(,"motion":"running","direction":"up","speed":1.75)"},
        {R"("direction":2,"speed":1.75)",
         R"(,"motion":"running","direction":"down","speed":-1.75)"},
        {R"("direction":0,"speed":0.00)", R"(,"motion":"stopped","direction":"none","speed":0)"},
        {R"("direction":0,"speed":0.30)", R"(,"motion":"running","direction":"none")"},
        {R"("direction":0)", R"(,"direction":"none")"},
        {R"("speed":0)", R"(,"speed":0)"},
        {R"("speed":1)", R"(,"motion":"running")"},
        {R"("safe_loop":0)", R"(,"safety_chain":false)"},
        {R"("safe_loop":1)", R"(,"safety_chain":true)"},
        {R"("temperature":31)", R"(,"temperature":31)"},
        {R"("temperature":0)", ""},
        {R"("brake":1,"door_loop":0,"repair":1,"stop":0,"version":3)", ""},
        {R"("now_status":0)", ""},
        {R"("now_status":2)", R"(,"fault":{"dialect":"elevatorcloud","code":"S2"})"},
        {R"("direction":null)", ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.members);
        CHECK(seen(plain(c.members)) == c.said);
        CHECK(out_of_range(plain(c.members)) == 0);
    }
}

TEST_CASE("a plain value that no table has is unknown and counted, and the frame stands") {
    for (const char* bad :
         {R"("now_status":21)", R"("direction":3)", R"("floor_status":-1)", R"("door_status":"0")",
          R"("has_people":true)", R"("power_status":1.5)", R"("speed":1e300)", R"("speed":-1)",
          R"("now_floor":99999)", R"("temperature":900)", R"("safe_loop":{})"}) {
        CAPTURE(bad);
        CHECK(seen(plain(std::string(bad) + R"(,"version":1)")) == "");
        CHECK(out_of_range(plain(bad)) == 1);
    }
}

TEST_CASE("each byte of the block has its meaning and polarity") {
    using detail::Block;
    struct Case {
        Block field;
        int value;
        const char* said;
    };
    const Case cases[] = {
        {Block::now_status, 1, R"(,"fault":{"dialect":"elevatorcloud","code":"S1"})"},
        {Block::now_status, 3, R"(,"fault":{"dialect":"elevatorcloud","code":"S3"})"},
        {Block::direction, 0, R"(,"direction":"none")"},
        {Block::direction, 1, R"(,"direction":"up")"},
        {Block::direction, 2, R"(,"direction":"down")"},
        {Block::floor_status, 0, R"(,"door_zone":true)"},
        {Block::floor_status, 1, R"(,"door_zone":false)"},
        {Block::speed, 0, R"(,"speed":0)"},
        {Block::speed, 17, ""},
        {Block::lock, 0, R"(,"door":"closed")"},
        {Block::lock, 1, ""},
        {Block::people, 0, R"(,"presence":false)"},
        {Block::people, 1, R"(,"presence":true)"},
        {Block::people, 6, R"(,"presence":true,"people":6)"},
        {Block::power, 0, R"(,"mains_power":true)"},
        {Block::power, 1, R"(,"mains_power":false)"},
        {Block::power, 2, R"(,"mains_power":false)"},
        {Block::floor, 33, R"(,"floor":33)"},
        {Block::floor, 0xFF, R"(,"floor":-1)"},
        {Block::floor, 0x80, ""},
        {Block::mode, 0, R"(,"mode":"normal")"},
        {Block::mode, 1, R"(,"mode":"inspection")"},
        {Block::mode, 2, R"(,"mode":"out_of_service")"},
        {Block::run, 0, R"(,"motion":"stopped")"},
        {Block::run, 1, R"(,"motion":"running")"},
        {Block::temperature, 0, ""},
        {Block::temperature, 38, R"(,"temperature":38)"},
        {Block::safety_open, 0, R"(,"safety_chain":true)"},
        {Block::safety_open, 1, R"(,"safety_chain":false)"},
        {Block::landing_open, 0, R"(,"door_lock":true)"},
        {Block::landing_open, 1, R"(,"door_lock":false)"},
        {Block::outside_zone, 1, R"(,"fault":{"dialect":"elevatorcloud","code":"ZONE"})"},
        {Block::ucm, 1, R"(,"fault":{"dialect":"elevatorcloud","code":"UCM"})"},
        {Block::ucm, 0, ""},
    };
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.field));
        CAPTURE(c.value);
        CHECK(seen(with(c.field, c.value)) == c.said);
        CHECK(out_of_range(with(c.field, c.value)) == 0);
    }
}

TEST_CASE("a byte that no table has is unknown and counted, and the frame stands") {
    using detail::Block;
    struct Case {
        Block field;
        int value;
    };
    const Case cases[] = {
        {Block::now_status, 0x15}, {Block::direction, 3},   {Block::lock, 2},
        {Block::floor_status, 2},  {Block::power, 3},       {Block::mode, 3},
        {Block::run, 2},           {Block::close_limit, 9}, {Block::safety_open, 2},
        {Block::temperature, 200}, {Block::landing_open, 7}};
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.field));
        CHECK(seen(with(c.field, c.value)) == "");
        CHECK(out_of_range(with(c.field, c.value)) == 1);
    }
}

TEST_CASE("lock and limits together tell the door") {
    struct Case {
        int version, lock, limit, second;
        const char* door;
    };
    const Case cases[] = {
        {1, 0, 1, 0, R"(,"door":"closed")"},
        {1, 0, 0, 0, R"(,"door":"closed")"},
        {1, 1, 1, 0, R"(,"door":"ajar")"},
        {1, 1, 0, 0, R"(,"door":"open")"},
        {0x2D, 1, 1, 1, R"(,"door":"ajar")"},
        {0x2D, 1, 1, 0, R"(,"door":"open")"},
        {0x2D, 1, 0, 1, R"(,"door":"open")"},
        {1, 0xFF, 1, 1, ""},
        {1, 1, 0xFF, 0, ""},
        {0x2D, 0, 1, 1, R"(,"door":"closed")"},
    };
    for (const Case& c : cases) {
        std::vector<std::uint8_t> tail(17, detail::not_said);
        tail[0] = static_cast<std::uint8_t>(c.version);
        tail[5] = static_cast<std::uint8_t>(c.lock);
        tail[8] = detail::no_floor_byte;
        tail[13] = static_cast<std::uint8_t>(c.limit);
        tail[16] = static_cast<std::uint8_t>(c.second);
        CAPTURE(c.version);
        CAPTURE(c.lock);
        CAPTURE(c.limit);
        CHECK(seen(block(tail)) == c.door);
    }
}

TEST_CASE("the sign of a speed is that of its direction") {
    CHECK(seen(block({1, 0, 1, 1, 17})) == R"(,"direction":"up","door_zone":false,"speed":1.7)");
    CHECK(seen(block({1, 0, 2, 1, 17})) == R"(,"direction":"down","door_zone":false,"speed":-1.7)");
    CHECK(seen(block({1, 0, 0, 1, 17})) == R"(,"direction":"none","door_zone":false)");
}

TEST_CASE("a block may end anywhere behind its time, and what is missing is unknown") {
    const std::vector<std::uint8_t> full{1, 0, 0, 0, 0,  0, 0, 0, 1, 20, 90,
                                         0, 0, 1, 0, 25, 0, 0, 0, 0, 0};
    for (std::size_t size = 0; size <= full.size(); ++size) {
        CAPTURE(size);
        const std::string text =
            seen(block({full.begin(), full.begin() + static_cast<long>(size)}));
        CHECK((text.find("door_zone") != std::string_view::npos) == (size > 3));
        CHECK((text.find("presence") != std::string_view::npos) == (size > 6));
        CHECK((text.find("safety_chain") != std::string_view::npos) == (size > 17));
    }
}

TEST_CASE("a clock that was never set gives way to the time of arrival") {
    const std::string json = R"({"TY":"M","ST":"S","D":"AAAAAAEA"})";
    CHECK(decode("#10#" + json + "#13#", 99)[0] ==
          R"(observation {"lift":"1","time":"2026-03-01T00:00:00Z"})");
    CHECK(out_of_range(json) == 1);
}

TEST_CASE("a block longer than any lift's is refused as another machine's") {
    for (const std::size_t size : {29U, 44U, 46U, 60U}) {
        CHECK(seen(block(std::vector<std::uint8_t>(size, 0))) == "error unsupported at 28 D");
    }
    CHECK(seen(block(std::vector<std::uint8_t>(28, 0xFF))).find("error") == std::string::npos);
}

TEST_CASE("a block is read with its slashes escaped") {
    CHECK(seen(R"({"TY":"M","ST":"S","D":"nITTXQEA\/wD\/"})") == R"(,"door_zone":true)");
}

TEST_CASE("the device's opinion is told when it changes") {
    const auto status = [](int n) {
        return "#10#" + plain("\"now_status\":" + std::to_string(n)) + "#13#";
    };
    const auto records = decode(
        status(0) + status(2) + status(2) + status(21) + status(3) + status(0) + status(0), 1000);
    const auto fault = [](const char* rest) {
        return R"(observation {"lift":"1","time":"2026-03-01T00:00:00Z")" + std::string(rest) + "}";
    };
    const std::string quiet = fault("");
    const std::vector<std::string> expected{
        quiet,
        fault(R"(,"fault":{"dialect":"elevatorcloud","code":"S2"})"),
        quiet,
        quiet,
        fault(R"(,"fault":{"dialect":"elevatorcloud","code":"S2","phase":"cleared"})"),
        fault(R"(,"fault":{"dialect":"elevatorcloud","code":"S3"})"),
        fault(R"(,"fault":{"dialect":"elevatorcloud","code":"S3","phase":"cleared"})"),
        quiet,
    };
    CHECK(std::vector<std::string>(records.begin(), records.end() - 1) == expected);
}

TEST_CASE("faults are raised and cleared in the device's own numbers") {
    CHECK(seen(R"({"type":"Fault","stype":"add","fault_type":8,"floor":3,)"
               R"("direction":0,"speed":0.00})") ==
          R"(,"floor":3,"motion":"stopped","direction":"none","speed":0,)"
          R"("fault":{"dialect":"elevatorcloud","code":"8"})");
    CHECK(seen(R"({"type":"Fault","stype":"disappear","fault_type":8})") ==
          R"(,"fault":{"dialect":"elevatorcloud","code":"8","phase":"cleared"})");
    CHECK(seen(R"({"TY":"Relay","ST":"F4S","TA":"screen","fault":"T","result":1})") ==
          R"(,"fault":{"dialect":"elevatorcloud","code":"T"})");
    CHECK(seen(R"({"TY":"Relay","ST":"F4S","TA":"screen","fault":"T","result":0})") ==
          R"(,"fault":{"dialect":"elevatorcloud","code":"T","phase":"cleared"})");
}

TEST_CASE("logins and heartbeats are known in both versions") {
    CHECK(seen(R"({"type":"login","eid":"X1"})") == "login X1");
    CHECK(seen(R"({"type":"login","eid":1000123})") == "login 1000123");
    CHECK(seen(R"({"TY":"Login","ST":"login","eid":"\u7535\u68af"})") == "login 电梯");
    CHECK(seen(R"({"TY":"System","ST":"ping"})") == "heartbeat");
    CHECK(seen(R"({"TY":"System","ST":"cping"})") == "heartbeat");
}
