// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/gbt_32960_body.hpp"

#include <doctest/doctest.h>

#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string time_bytes = hex_to_bytes("1a0301080000");  // 2026-03-01 08:00:00
const std::string id = "TESTLIFT000000001";

// The types found, then the error if there is one: "1 2 5", "1 unsupported at 27".
std::string types_of(std::string_view body) {
    Gbt32960Infos infos(body);
    std::string out;
    for (Gbt32960Info info; infos.next(info);) {
        out += (out.empty() ? "" : " ") + std::to_string(info.type);
    }
    if (!infos.error()) return out;
    return out + (out.empty() ? "" : " ") + std::string(to_string(infos.error()->code)) + " at " +
           std::to_string(infos.error()->at);
}

std::string line_of(const Gbt32960Frame& frame) {
    std::string out;
    append_frame(out, frame);
    return out;
}

}  // namespace

TEST_CASE("a login says who it is and which stores it has") {
    const std::string body =
        time_bytes + hex_to_bytes("001f") + "89860616020046379629" + "\x02\x03" + "abcdef";
    const Result<Gbt32960Login> login = read_gbt_32960_login(body);
    REQUIRE(login);
    CHECK(format_time(login->time) == "2026-03-01T00:00:00Z");
    CHECK(login->sequence == 31);
    CHECK(login->iccid == "89860616020046379629");
    CHECK(login->subsystems == 2);
    CHECK(login->code_size == 3);
    CHECK(login->codes == "abcdef");
}

TEST_CASE("a login or logout of another length than its counts say is refused") {
    const std::string body =
        time_bytes + hex_to_bytes("001f") + "89860616020046379629" + "\x02\x03" + "abcdef";
    CHECK(read_gbt_32960_login(body.substr(0, 29)).error() == Error{ErrorCode::truncated, 29});
    CHECK(read_gbt_32960_login(body.substr(0, 35)).error() == Error{ErrorCode::truncated, 35});
    CHECK(read_gbt_32960_login(body + "g").error() == Error{ErrorCode::too_long, 36});
    CHECK(read_gbt_32960_logout(body.substr(0, 7)).error() == Error{ErrorCode::truncated, 7});
    CHECK(read_gbt_32960_logout(body.substr(0, 9)).error() == Error{ErrorCode::too_long, 8});
    CHECK(read_gbt_32960_logout(body.substr(0, 8))->sequence == 31);
}

// The lengths are those of a public gateway's parser (docs/national_frames.md).
TEST_CASE("each type of information has the length that public implementations read") {
    struct Case {
        const char* what;
        std::string block;
    };
    const Case cases[] = {
        {"1", "01" + std::string(40, '0')},
        {"2", "0200"},
        {"2", "0202" + std::string(48, '0')},
        {"3", "03" + std::string(12, '0') + "0000" + std::string(20, '0')},
        {"3", "03" + std::string(12, '0') + "0003" + std::string(26, '0')},
        {"4", "04" + std::string(10, '0')},
        {"5", "05" + std::string(18, '0')},
        {"6", "06" + std::string(28, '0')},
        {"7", "07" + std::string(10, '0') + "00000000"},
        {"7", "07" + std::string(10, '0') + "01ffffffff0002ffffffffffffffff00"},
        {"8", "0800"},
        {"8", "0802" + std::string(18, '0') + "00" + std::string(18, '0') + "01ffff"},
        {"9", "0900"},
        {"9", "0902" + std::string("010000") + "020003ffffff"},
        {"128", "800000"},
        {"254", "fe0002ffff"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        const std::string block = hex_to_bytes(c.block), body = time_bytes + block;
        CHECK(types_of(body) == c.what);
        CHECK(types_of(body + block) == std::string(c.what) + " " + c.what);
        for (std::size_t size = 7; size < body.size(); ++size) {
            CHECK(types_of(std::string_view(body).substr(0, size)) ==
                  "truncated at " + std::to_string(size));
        }
    }
}

TEST_CASE("the walk over information stops at a type of unknown length and says where") {
    const std::string engine = hex_to_bytes("040000000000");
    CHECK(types_of(time_bytes) == "");
    CHECK(types_of(time_bytes + engine + engine) == "4 4");
    for (const std::string_view type : {"00", "0a", "7f", "ff"}) {
        CHECK(types_of(time_bytes + engine + hex_to_bytes(type) + engine) == "4 unsupported at 12");
    }
    CHECK(types_of("12345") == "truncated at 5");
    CHECK(types_of("") == "truncated at 0");
}

TEST_CASE("information is handed over with its bytes and its place") {
    const std::string body = time_bytes + hex_to_bytes("040102030405 05060708090a0b0c0d0e");
    Gbt32960Infos infos(body);
    Gbt32960Info info;
    REQUIRE(infos.next(info));
    CHECK(info.at == 6);
    CHECK(info.data == "\x01\x02\x03\x04\x05");
    REQUIRE(infos.next(info));
    CHECK(info.type == 5);
    CHECK(info.at == 12);
    CHECK(info.data.size() == 9);
    CHECK_FALSE(infos.next(info));
    CHECK_FALSE(infos.error());
}

TEST_CASE("a frame of GB/T 32960 is one line that a person reads") {
    const Time time = wall_time({26, 3, 1, 8, 0, 0});
    const std::string codes =
        time_bytes + hex_to_bytes("0001") + std::string(20, '\0') + hex_to_bytes("0102 ff00");
    struct Case {
        Gbt32960Frame frame;
        std::string_view line;
    };
    const std::string unknown = time_bytes + "\x0A", three = time_bytes + "\x80";
    const Case cases[] = {
        {{.command = Gbt32960Command::heartbeat, .id = id},
         R"({"link":"gbt_32960","command":"heartbeat","answer":"command",)"
         R"("id":"TESTLIFT000000001","encryption":"none"})"},
        {{.command = Gbt32960Command::login,
          .answer = Gbt32960Answer::duplicate_id,
          .id = id,
          .body = time_bytes,
          .time = time},
         R"({"link":"gbt_32960","command":"login","answer":"duplicate_id",)"
         R"("id":"TESTLIFT000000001","encryption":"none","time":"2026-03-01T08:00:00+08:00"})"},
        {{.command = Gbt32960Command::login, .id = id, .body = time_bytes, .time = time},
         R"({"link":"gbt_32960","command":"login","answer":"command",)"
         R"("id":"TESTLIFT000000001","encryption":"none","time":"2026-03-01T08:00:00+08:00",)"
         R"("body":"1a0301080000"})"},
        {{.command = Gbt32960Command::realtime, .id = id, .body = unknown, .time = time},
         R"({"link":"gbt_32960","command":"realtime","answer":"command",)"
         R"("id":"TESTLIFT000000001","encryption":"none","time":"2026-03-01T08:00:00+08:00",)"
         R"("info":[],"stopped":"unsupported","stopped_at":6})"},
        {{.command = Gbt32960Command::resend, .id = id, .body = three, .time = time},
         R"({"link":"gbt_32960","command":"resend","answer":"command",)"
         R"("id":"TESTLIFT000000001","encryption":"none","time":"2026-03-01T08:00:00+08:00",)"
         R"("info":[],"stopped":"truncated","stopped_at":7})"},
        {{.command = Gbt32960Command::realtime,
          .encryption = Gbt32960Encryption::aes,
          .id = id,
          .body = "\x01\x02"},
         R"({"link":"gbt_32960","command":"realtime","answer":"command",)"
         R"("id":"TESTLIFT000000001","encryption":"aes","body":"0102"})"},
        {{.command = static_cast<Gbt32960Command>(0x80),
          .answer = static_cast<Gbt32960Answer>(0),
          .encryption = static_cast<Gbt32960Encryption>(4),
          .id = "\xFF",
          .body = "a"},
         R"({"link":"gbt_32960","command":"0x80","answer":"0x00","id_hex":"ff",)"
         R"("encryption":"0x04","body":"61"})"},
    };
    for (const Case& c : cases) CHECK(line_of(c.frame) == c.line);
    CHECK(has(line_of({.command = Gbt32960Command::login, .id = id, .body = codes}),
              R"("sequence":1,"iccid_hex":"0000000000000000000000000000000000000000",)"
              R"("subsystems":1,"code_size":2,"codes_hex":"ff00"})"));
}
