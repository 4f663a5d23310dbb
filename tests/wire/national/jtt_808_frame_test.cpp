// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/jtt_808_frame.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string phone_2013 = hex_to_bytes("013912344323");
const std::string phone_2019 = hex_to_bytes("00000000013912344329");

// What stands at the front of the bytes: "frame 15", "refused bad_checksum 13 14".
std::string cut(std::string_view bytes) {
    const Cut cut = Jtt808Framing{}.cut(bytes);
    switch (cut.what) {
        case Cut::What::garbage:
            return "garbage " + std::to_string(cut.size);
        case Cut::What::frame:
            return "frame " + std::to_string(cut.size);
        case Cut::What::more:
            return "more";
        case Cut::What::refused:
            break;
    }
    return "refused " + std::string(to_string(cut.why)) + " " + std::to_string(cut.at) + " " +
           std::to_string(cut.size);
}

// The rule as it is told, byte by byte.
std::string unescape_slowly(std::string_view content) {
    std::string out;
    for (std::size_t i = 0; i < content.size(); ++i) {
        if (content[i] != '\x7D') {
            out += content[i];
        } else {
            out += content[++i] == 1 ? '\x7D' : '\x7E';
        }
    }
    return out;
}

}  // namespace

// Covers: jtt_808: replies and requests, encode, 6 external, test suite of a public codec
TEST_CASE("frames written from the fields of public vectors are their bytes") {
    struct Case {
        Jtt808Frame frame;
        std::string_view body, hex;
    };
    const auto v2019 = [](std::uint16_t id, std::uint16_t sequence) {
        return Jtt808Frame{
            .id = id, .edition = Jtt808Edition::v2019, .phone = phone_2019, .sequence = sequence};
    };
    const Case cases[] = {
        {v2019(0x8001, 0), "006f 0200 00", "7e8001400501000000000139123443290000006f020000dc7e"},
        {v2019(0x8100, 0), "006f 00 6f6b2e2e6f6b2e2e6f6b",
         "7e8100400d01000000000139123443290000006f006f6b2e2e6f6b2e2e6f6bd27e"},
        {{.id = 0x8003, .phone = phone_2013},
         "006f 03 0002 0003 0004",
         "7e800300090139123443230000006f030002000300049d7e"},
        {v2019(0x0005, 0), "006f 0003 0002 0003 0004",
         "7e0005400a01000000000139123443290000006f0003000200030004537e"},
        {v2019(0x8104, 0), "", "7e8104400001000000000139123443290000b07e"},
        {v2019(0x8004, 0), "241003155106", "7e8004400601000000000139123443290000241003155106c27e"},
        {{.id = 0x8500, .phone = phone_2013, .sequence = 1}, "23", ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.hex);
        const std::string body = hex_to_bytes(c.body);
        Jtt808Frame frame = c.frame;
        frame.body = body;
        std::string out;
        CHECK(append_jtt_808(out, frame));
        CHECK(cut(out) == "frame " + std::to_string(out.size()));
        if (!c.hex.empty()) CHECK(out == hex_to_bytes(c.hex));
    }
}

TEST_CASE("a frame of JT/T 808 ends at its second mark") {
    const std::string frame = hex_to_bytes("7e8104400001000000000139123443290000b07e");
    CHECK(cut(frame) == "frame 20");
    CHECK(cut(frame + frame) == "frame 20");
    CHECK(cut("\x7E" + frame) == "garbage 1");
    CHECK(cut("abc" + frame) == "garbage 3");
    CHECK(cut("abc") == "garbage 3");
    for (std::size_t size = 1; size < frame.size(); ++size)
        CHECK(cut(frame.substr(0, size)) == "more");
}

// The second mark of a refused frame stays, for it may be the first one of the next frame.
TEST_CASE("what stands between two marks and is no frame is refused for its reason") {
    struct Case {
        const char* what;
        std::string_view hex, line;
    };
    const Case cases[] = {
        {"sum", "7e8104400001000000000139123443290000b17e", "refused bad_checksum 18 19"},
        {"escape", "7e8104400001000000000139123443297d03b07e", "refused bad_syntax 16 19"},
        {"escape cut off", "7e81044000010000000001391234432900b07d7e", "refused bad_syntax 18 19"},
        {"nothing but a sum", "7e007e", "refused truncated 2 2"},
        {"header cut off", "7e810400000139123443230000 7e", "refused truncated 13 13"},
        {"body cut off", "7e0200000301391234432300000102957e", "refused truncated 16 16"},
        {"body too long", "7e0200000101391234432300000103977e", "refused too_long 3 16"},
        {"2019 flag on a 2013 header", "7e8104400001391234432300002f7e", "refused truncated 14 14"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        std::string bytes = hex_to_bytes(c.hex);
        const std::string_view reason(c.line);
        if (!has(reason, "bad_checksum") && !has(reason, "bad_syntax")) {
            std::string content = bytes.substr(1, bytes.size() - 3);
            bytes = "\x7E" + content + static_cast<char>(xor_sum(content)) + "\x7E";
        }
        CHECK(cut(bytes) == c.line);
    }
}

TEST_CASE("a frame without a second mark is given up at the longest there can be") {
    const std::string endless = "\x7E" + std::string(3000, 'a');
    CHECK(cut(std::string_view(endless).substr(0, Jtt808Framing::max_frame - 1)) == "more");
    CHECK(cut(endless) == "refused too_long 0 1");
}

TEST_CASE("a frame of escapes only is as long as the buffer and no longer") {
    const std::string phone(10, '\x7E'), body(1023, '\x7D');
    std::string out;
    CHECK(append_jtt_808(out, {.id = 0x7D7E,
                               .edition = Jtt808Edition::v2019,
                               .version = 0x7D,
                               .encryption = 7,
                               .phone = phone,
                               .sequence = 0x7E7D,
                               .part = 0x7D7D,
                               .parts = 0x7E7E,
                               .body = body}));
    CHECK(out.size() <= Jtt808Framing::max_frame);
    CHECK(out.size() > Jtt808Framing::max_frame - 10);
    CHECK(cut(out) == "frame " + std::to_string(out.size()));
}

TEST_CASE("escapes are taken out as the rule says, wherever they stand") {
    std::mt19937 random(808);
    const std::string_view parts[] = {"\x7D\x01", "\x7D\x02", "a", "bcdefghijklmnopqrstuvwxyz",
                                      "\x01"};
    std::array<char, detail::jtt_longest_content> room{};
    for (int round = 0; round < 2000; ++round) {
        std::string content;
        for (auto left = random() % 30; left > 0; --left) content += parts[random() % 5];
        CHECK(detail::unescape_jtt(content, room) == unescape_slowly(content));
    }
}

TEST_CASE("what does not fit a frame of JT/T 808 is not written") {
    std::string out = "before";
    const std::string body(1024, 'x');
    CHECK_FALSE(append_jtt_808(out, {.phone = phone_2019}));
    CHECK_FALSE(append_jtt_808(out, {.edition = Jtt808Edition::v2019, .phone = phone_2013}));
    CHECK_FALSE(append_jtt_808(out, {.phone = phone_2013, .body = body}));
    CHECK(append_jtt_808_parts(out, {.phone = "", .body = body}) == 0);
    CHECK(append_jtt_808_parts(out, {.phone = phone_2013, .body = body}, 0) == 0);
    CHECK(append_jtt_808_parts(out, {.phone = phone_2013, .body = body}, 1024) == 0);
    const std::string huge(0x10000, 'x');
    CHECK(append_jtt_808_parts(out, {.phone = phone_2013, .body = huge}, 1) == 0);
    CHECK(out == "before");
}

TEST_CASE("a long body goes in parts with numbers that count on") {
    const std::string body(2500, 'x');
    std::string out;
    CHECK(append_jtt_808_parts(
              out, {.id = 0x0801, .phone = phone_2013, .sequence = 0xFFFF, .body = body}, 1000) ==
          3);
    const std::string heads[] = {"7e080123e8013912344323ffff00030001",
                                 "7e080123e8013912344323000000030002",
                                 "7e080121f4013912344323000100030003"};
    std::string_view rest(out);
    for (const std::string& head : heads) {
        CHECK(rest.substr(0, 17) == hex_to_bytes(head));
        rest.remove_prefix(rest.find('\x7E', 1) + 1);
    }
    CHECK(rest.empty());
    out.clear();
    CHECK(append_jtt_808_parts(out, {.id = 2, .phone = phone_2013}) == 1);
    CHECK(out == hex_to_bytes("7e0002000001391234432300007c7e"));
}

TEST_CASE("a telephone number is packed with zeros in front") {
    CHECK(to_jtt_808_phone("13912344323", Jtt808Edition::v2013) == phone_2013);
    CHECK(to_jtt_808_phone("13912344329", Jtt808Edition::v2019) == phone_2019);
    CHECK(to_jtt_808_phone("", Jtt808Edition::v2013) == std::string(6, '\0'));
    for (const std::string_view wrong : {"1234567890123", "12a", "+8613912344323", " 1"}) {
        CHECK(to_jtt_808_phone(wrong, Jtt808Edition::v2013).empty());
    }
}
