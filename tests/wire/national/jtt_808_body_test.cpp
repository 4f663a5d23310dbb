// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/jtt_808_body.hpp"

#include <doctest/doctest.h>

#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

std::string line_of(std::uint16_t id, std::string_view hex, std::uint8_t encryption = 0) {
    const std::string body = hex_to_bytes(hex), phone = hex_to_bytes("000000000042");
    std::string out;
    append_frame(out,
                 {.id = id, .encryption = encryption, .phone = phone, .sequence = 7, .body = body});
    return out;
}

}  // namespace

// Covers: jtt_808: location, decode, 1 external, test suite of a public codec
TEST_CASE("a location has the numbers of a public vector") {
    const std::string body = hex_to_bytes(
        "0000006f0000001601dc9a0707456246007b004200032501292233440202006401040000000c");
    const Result<Jtt808Location> seen = read_jtt_808_location(body);
    REQUIRE(seen);
    CHECK(seen->alarm == 111);
    CHECK(seen->status == 22);
    CHECK(seen->latitude == 31234567);
    CHECK(seen->longitude == 121987654);
    CHECK(seen->altitude == 123);
    CHECK(seen->speed == 66);
    CHECK(seen->direction == 3);
    CHECK(format_time(seen->time, china_offset) == "2025-01-29T22:33:44+08:00");
    Jtt808Extras extras(seen->extras);
    Jtt808Extra extra;
    REQUIRE(extras.next(extra));
    CHECK(extra.id == 2);
    CHECK(extra.data == hex_to_bytes("0064"));
    REQUIRE(extras.next(extra));
    CHECK(extra.id == 1);
    CHECK(extra.data == hex_to_bytes("0000000c"));
    CHECK_FALSE(extras.next(extra));
    CHECK(extras.rest().empty());
}

TEST_CASE("a body of another length than its message has is refused at its byte") {
    CHECK(read_jtt_808_reply("1234").error() == Error{ErrorCode::truncated, 4});
    CHECK(read_jtt_808_reply("123456").error() == Error{ErrorCode::too_long, 5});
    CHECK(read_jtt_808_register_reply("12").error() == Error{ErrorCode::truncated, 2});
    CHECK(read_jtt_808_location(std::string(27, '0')).error() == Error{ErrorCode::truncated, 27});
    CHECK(read_jtt_808_location(std::string(28, '\0'))->time == never);
}

TEST_CASE("a request to send again counts its parts in one byte, since 2019 in two") {
    struct Case {
        Jtt808Edition edition;
        std::string_view hex, seen;
    };
    const Case cases[] = {
        {Jtt808Edition::v2013, "006f 03 0002 0003 0004", "111: 2 3 4"},
        {Jtt808Edition::v2019, "006f 0003 0002 0003 0004", "111: 2 3 4"},
        {Jtt808Edition::v2013, "006f 00", "111:"},
        {Jtt808Edition::v2013, "006f", "truncated at 2"},
        {Jtt808Edition::v2019, "006f 00", "truncated at 3"},
        {Jtt808Edition::v2013, "006f 02 0002 00", "truncated at 6"},
        {Jtt808Edition::v2019, "006f 0001 0002 00", "too_long at 6"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.hex);
        const std::string body = hex_to_bytes(c.hex);
        const auto request = read_jtt_808_resend_request(body, c.edition);
        std::string seen;
        if (request) {
            seen = std::to_string(request->sequence) + ":";
            for (std::size_t i = 0; i < request->size(); ++i) {
                seen += " " + std::to_string(request->part(i));
            }
        } else {
            seen = std::string(to_string(request.error().code)) + " at " +
                   std::to_string(request.error().at);
        }
        CHECK(seen == c.seen);
    }
}

TEST_CASE("what follows a location ends where its bytes do") {
    Jtt808Extras extras(
        "\x01\x02"
        "ab\x03\x04"
        "c");
    Jtt808Extra extra;
    CHECK(extras.next(extra));
    CHECK(extra.data == "ab");
    CHECK_FALSE(extras.next(extra));
    CHECK(extras.rest().size() == 3);
    Jtt808Extras one("\x01");
    CHECK_FALSE(one.next(extra));
}

TEST_CASE("a frame of JT/T 808 is one line that a person reads") {
    const std::string head = R"(,"edition":2013,"phone":"000000000042","sequence":7)";
    struct Case {
        std::string line, message, rest;
    };
    const Case cases[] = {
        {line_of(0x0002, ""), "heartbeat", ""},
        {line_of(0x0001, "006f 8104 03"), "terminal_reply",
         R"(,"answers":111,"answers_message":"0x8104","result":3)"},
        {line_of(0x8001, "006f 0200 00"), "platform_reply",
         R"(,"answers":111,"answers_message":"location","result":0)"},
        {line_of(0x8001, "006f 0200 00 00"), "platform_reply", R"(,"body":"006f02000000")"},
        {line_of(0x8100, "006f 03"), "register_reply", R"(,"answers":111,"result":3)"},
        {line_of(0x8100, "006f 00 6f6b"), "register_reply",
         R"(,"answers":111,"result":0,"token":"ok")"},
        {line_of(0x8100, "006f 00 b5e7"), "register_reply",
         R"(,"answers":111,"result":0,"token_hex":"b5e7")"},
        {line_of(0x8100, "00"), "register_reply", R"(,"body":"00")"},
        {line_of(0x8003, "006f 02 0001 0002"), "platform_resend_request",
         R"(,"first":111,"wanted":[1,2])"},
        {line_of(0x0005, "006f"), "terminal_resend_request", R"(,"body":"006f")"},
        {line_of(0x0200, "00"), "location", R"(,"body":"00")"},
        {line_of(0x0200, std::string(56, '0') + "0101ff02"), "location",
         R"(,"alarm":0,"status":0,"latitude":0,"longitude":0,"altitude":0,"speed":0,)"
         R"("direction":0,"extras":[{"id":1,"data":"ff"}],"cut_off":"02")"},
        {line_of(0x0704, "00ff"), "0x0704", R"(,"body":"00ff")"},
        {line_of(0x0001, "006f 8104 03", 1), "terminal_reply",
         R"(,"encryption":1,"body":"006f810403")"},
    };
    for (const Case& c : cases) {
        CHECK(c.line == R"({"link":"jtt_808","message":")" + c.message + '"' + head + c.rest + '}');
    }
}

TEST_CASE("a part is shown with its place and unread, the whole with the count") {
    const std::string phone(10, '\x12'), body = hex_to_bytes("006f 8104 03");
    Jtt808Frame frame{.id = 1,
                      .edition = Jtt808Edition::v2019,
                      .phone = phone,
                      .part = 2,
                      .parts = 2,
                      .body = body};
    std::string part, whole;
    append_frame(part, frame);
    CHECK(part ==
          R"({"link":"jtt_808","message":"terminal_reply","edition":2019,"version":1,)"
          R"("phone":"12121212121212121212","sequence":0,"part":2,"parts":2,"body":"006f810403"})");
    frame.part = 0;
    append_frame(whole, frame);
    CHECK(has(whole, R"("sequence":0,"parts":2,"answers":111)"));
}
