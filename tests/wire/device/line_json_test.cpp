// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/line_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "hoistway/wire/device/line_json_encode.hpp"
#include "wire/pages.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string ping = R"(#10#{"TY":"System","ST":"ping"}#13#)";
const std::string level = R"(#10#{"type":"Monitor","stype":"status","floor_status":0}#13#)";

using Text = std::vector<std::string>;

std::size_t count(const Text& lines, std::string_view word) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const auto& l) { return l.rfind(word, 0) == 0; }));
}

}  // namespace

TEST_CASE("every transcript gives its records, whole and byte by byte") {
    CHECK(check_pages<LineJsonDecoder>("line_json") >= 5);
}

TEST_CASE("a stream cut in two anywhere gives the same records") {
    const std::string stream = "noise" + ping + level + "\r\n#1#10#{#10#" + ping +
                               R"(#10#{"type":"login","eid":"X1"}#13##10#{"type":"Mon)";
    const Text whole = decode(stream, stream.size());
    CHECK(count(whole, "heartbeat") == 2);
    CHECK(count(whole, "error truncated") == 3);
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        LineJsonDecoder link;
        link.bind(1);
        Lines lines;
        link.feed(std::string_view(stream).substr(0, cut), received, lines);
        link.feed(std::string_view(stream).substr(cut), received, lines);
        link.finish(lines);
        Text records = lines.lines();
        records.push_back(to_text(link.stats()));
        CHECK(records == whole);
    }
}

TEST_CASE("frames back to back are all read") {
    std::string stream;
    for (int i = 0; i < 500; ++i) stream += ping + level;
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{7}, std::size_t{1400}, stream.size()}) {
        CAPTURE(piece);
        const Text lines = decode(stream, piece);
        CHECK(count(lines, "heartbeat") == 500);
        CHECK(count(lines, "observation") == 500);
    }
}

TEST_CASE("garbage between frames is counted and costs no frame") {
    const std::string garbage[] = {"\r\n",
                                   "#",
                                   "#1",
                                   "##",
                                   "#13#",
                                   "10#",
                                   "\xB5\xE7\xCC\xDD",
                                   std::string("\0\x01\xFF", 3),
                                   std::string(9000, 'x'),
                                   "#11#"};
    for (const std::string& noise : garbage) {
        CAPTURE(noise.substr(0, 20));
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{100000}}) {
            const Text lines = decode(noise + ping + noise + ping, piece);
            CHECK(count(lines, "heartbeat") == 2);
            CHECK(lines.back().find("garbage=" + std::to_string(2 * noise.size())) !=
                  std::string::npos);
        }
    }
}

TEST_CASE("bytes are frames or garbage, and none is lost") {
    std::mt19937 random(11);
    const std::string parts[] = {"#", "1", "0", "3", "#10#", "#13#", "{", "}", ping, level, "\xE7"};
    for (int round = 0; round < 2000; ++round) {
        std::string stream;
        for (int i = 0; i < 20; ++i) stream += parts[random() % std::size(parts)];
        CAPTURE(stream);
        const Text whole = decode(stream, stream.size());
        CHECK(decode(stream, 1) == whole);
        CHECK(decode(stream, 3) == whole);
    }
}

TEST_CASE("a frame without end is given up at its limit and the next one read") {
    const std::string endless = "#10#" + std::string(10000, 'a') + ping;
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, endless.size()}) {
        const Text lines = decode(endless, piece);
        REQUIRE(lines.size() == 3);
        CHECK(lines[0] == "error too_long at 0");
        CHECK(lines[1] == "heartbeat");
    }
}

TEST_CASE("the longest frame allowed is read and one byte more is not") {
    const std::string head = R"(#10#{"TY":"System","ST":"ping","x":")", tail = "\"}#13#";
    const std::size_t room = LineJsonDecoder::max_frame - head.size() - tail.size();
    for (const std::size_t piece : {std::size_t{1}, std::size_t{5000}}) {
        CHECK(decode(head + std::string(room, 'x') + tail, piece)[0] == "heartbeat");
        CHECK(decode(head + std::string(room + 1, 'x') + tail, piece)[0] == "error too_long at 0");
    }
}

TEST_CASE("an error names its byte in the stream, however the stream was cut") {
    struct Case {
        std::string frame;
        std::string line;
    };
    const Case cases[] = {
        {"#10##13#", "error truncated at 4"},
        {"#10#[]#13#", "error bad_syntax at 4"},
        {"#10#{\"a\":1,}#13#", "error bad_syntax at 11"},
        {"#10#{\"a\":\"b#13#", "error truncated at 11"},
        {"#10#{}{}#13#", "error bad_syntax at 6"},
        {"#10#{}#13#", "error missing at 4 type"},
        {"#10#{\"type\":\"Dance\"}#13#", "error unsupported at 13 type"},
        {"#10#{\"TY\":\"M\",\"TY\":\"M\"}#13#", "error duplicate at 15 TY"},
        {"#10#{\"n\":\"\xB5\\\xE7\"}#13#", "error bad_encoding at 10"},
        {"#10#{\"type\":\"login\"}#13#", "error missing at 4 eid"},
        {"#10#{\"type\":\"login\",\"eid\":\"\xB5\xE7\"}#13#", "error bad_encoding at 27 eid"},
        {"#10#{\"type\":\"login\",\"eid\":\"01234567890123456789012345678901\"}#13#",
         "error too_long at 27 eid"},
        {"#10#{\"TY\":\"Login\",\"ST\":\"need_login\"}#13#", "error unsupported at 11 TY"},
        {"#10#{\"TY\":\"M\",\"D\":7}#13#", "error bad_value at 18 D"},
        {"#10#{\"TY\":\"M\",\"D\":\"!!!!\"}#13#", "error bad_value at 19 D"},
        {"#10#{\"TY\":\"M\",\"D\":\"AAA=\"}#13#", "error truncated at 19 D"},
        {"#10#{\"TY\":\"M\",\"sensorType\":\"Escalator\"}#13#",
         "error unsupported at 28 sensorType"},
        {"#10#{\"TY\":\"M\",\"sensorType\":\"Escalator\",\"D\":\"AAAAAAAA\"}#13#",
         "error truncated at 44 D"},
        {"#10#{\"type\":\"Fault\",\"stype\":\"add\"}#13#", "error missing at 4 fault_type"},
        {"#10#{\"type\":\"Fault\",\"fault_type\":-1}#13#", "error bad_value at 33 fault_type"},
        {"#10#{\"type\":\"Fault\",\"stype\":\"on\",\"fault_type\":1}#13#",
         "error bad_value at 29 stype"},
        {"#10#{\"TY\":\"Relay\",\"ST\":\"F4S\",\"fault\":\"T\"}#13#", "error missing at 4 result"},
        {"#10#{\"TY\":\"Relay\",\"ST\":\"F4S\",\"fault\":\"Q\",\"result\":1}#13#",
         "error unsupported at 38 fault"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.frame);
        CHECK(decode(c.frame, 10000)[0] == c.line);
        CHECK(decode(c.frame, 1)[0] == c.line);
        const std::string later = decode(ping + c.frame + ping, 3)[1];
        CHECK(later.substr(0, 9) == c.line.substr(0, 9));
        CHECK(decode(c.frame + ping, 5)[1] == "heartbeat");
    }
}

TEST_CASE("observations are of the lift that was bound last") {
    LineJsonDecoder link;
    std::vector<LiftIndex> lifts;
    const auto on_record = [&](const auto& record) {
        if constexpr (requires { record.lift; }) lifts.push_back(record.lift);
    };
    link.feed(level, received, on_record);
    link.bind(7);
    link.feed(level, received, on_record);
    link.bind(8);
    link.feed(level + level, received, on_record);
    CHECK(lifts == std::vector<LiftIndex>{no_lift, 7, 8, 8});
}

TEST_CASE("a device may be bound from within its login") {
    LineJsonDecoder link;
    LiftIndex seen = no_lift;
    struct Bind {
        LineJsonDecoder& link;
        LiftIndex& seen;
        void operator()(const DeviceLogin&) { link.bind(42); }
        void operator()(const Observation& observation) { seen = observation.lift; }
        void operator()(const DeviceHeartbeat&) {}
        void operator()(const WireError&) {}
    };
    Bind bind{link, seen};
    link.feed(R"(#10#{"type":"login","eid":"X1"}#13#)" + level, received, bind);
    CHECK(seen == 42);
}

TEST_CASE("what stands behind a mark without an end is garbage, and the mark is refused") {
    const Text lines = decode("#10#{\"TY\":\"M\",", 7);
    CHECK(lines[0] == "error truncated at 14");
    CHECK(lines[1].find("refused=1 garbage=10") != std::string::npos);
    const std::string endless = "#10#" + std::string(10000, 'a');
    CHECK(decode(endless, 100).back().find("refused=1 garbage=10000") != std::string::npos);
}

TEST_CASE("an escalator's block is told by its length, and by its word if it is sent") {
    EscalatorBlock block{.seconds = 1772323201};
    block[EscalatorField::direction] = 2;
    block[EscalatorField::normal] = 1;
    std::string frame, plain;
    append_escalator_status(frame, block);
    plain = frame;
    const std::string word = "\"sensorType\":\"Escalator\",";
    plain.erase(plain.find(word), word.size());
    CHECK(decode(frame, 9)[0] ==
          "observation {\"lift\":\"1\",\"time\":\"2026-03-01T00:00:01Z\",\"motion\":\"running\","
          "\"direction\":\"down\",\"mode\":\"normal\"}");
    CHECK(decode(plain, 9)[0] == decode(frame, 9)[0]);
}

TEST_CASE("what an escalator complains of is told when it comes and when it goes") {
    EscalatorBlock block{.seconds = 1772323201};
    std::string frames;
    append_escalator_status(frames, block);
    block[EscalatorField::reversal] = 1;
    block[EscalatorRate::error] = 12;
    append_escalator_status(frames, block);
    append_escalator_status(frames, block);
    append_escalator_status(frames, {.seconds = 1772323202});
    const Text lines = decode(frames, 50);
    REQUIRE(lines.size() == 7);
    CHECK(lines[0].find("fault") == std::string::npos);
    CHECK(lines[1].find(R"("code":"E12"})") != std::string::npos);
    CHECK(lines[2].find(R"("code":"XREV"})") != std::string::npos);
    CHECK(lines[3].find("fault") == std::string::npos);
    CHECK(lines[4].find(R"("code":"E12","phase":"cleared")") != std::string::npos);
    CHECK(lines[5].find(R"("code":"XREV","phase":"cleared")") != std::string::npos);
}

TEST_CASE("nothing comes of nothing") {
    CHECK(decode("", 1).size() == 1);
    LineJsonDecoder link;
    link.feed({}, received, [](const auto&) { FAIL("a record from no bytes"); });
    link.finish([](const auto&) { FAIL("a record from no bytes"); });
    CHECK(link.stats() == LinkStats{});
}
