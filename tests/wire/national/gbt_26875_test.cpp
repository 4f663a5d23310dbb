// SPDX-License-Identifier: Apache-2.0
//
// No recording of this link with a true check sum was found: the vectors are the library's own, one
// of them reckoned anew by an independent program that follows the published layout.
#include "hoistway/wire/national/gbt_26875.hpp"

#include <doctest/doctest.h>

#include <random>

#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using Text = std::vector<std::string>;

// 40 40 | 1 | 1.0 | 2026-06-01 10:15:30 | from 1 | to 2 | 12 bytes | send | system status, 1 object
const std::string vector_hex =
    "4040010001001e0f0a01061a0100000000000200000000000c00020101010002001e0f0a01061ac82323";
const std::string status = hex_to_bytes(vector_hex);

Gbt26875Frame made_up(std::string_view unit) {
    return {.sequence = 0x0102,
            .major_version = 1,
            .minor_version = 2,
            .time = wall_time({26, 6, 1, 10, 15, 30}),
            .source = 0x010203040506,
            .destination = 0xF1F2F3F4F5F6,
            .command = Gbt26875Command::confirm,
            .unit = unit};
}

std::string frame_of(const Gbt26875Frame& frame, const Gbt26875Order& order = {}) {
    std::string out;
    REQUIRE(append_gbt_26875(out, frame, order));
    return out;
}

struct Kept {
    Gbt26875Frame frame;
    std::string unit;
};

std::vector<Kept> keep(std::string_view bytes, const Gbt26875Order& order = {}) {
    std::vector<Kept> out;
    Gbt26875Decoder link(order);
    link.feed(bytes, received, [&](const auto& record) {
        if constexpr (requires { record.unit; }) out.push_back({record, std::string(record.unit)});
    });
    return out;
}

}  // namespace

TEST_CASE("every transcript of GB/T 26875.3 gives its frames, whole and byte by byte") {
    CHECK(check_pages<Gbt26875Decoder>("gbt_26875") >= 4);
}

// Covers: gbt_26875: send_data, both, 1 own, reckoned by an independent program
TEST_CASE("a frame of GB/T 26875.3 has the values that went into it") {
    const std::vector<Kept> seen = keep("xx" + status);
    REQUIRE(seen.size() == 1);
    const Gbt26875Frame& frame = seen[0].frame;
    CHECK(frame.sequence == 1);
    CHECK(frame.major_version == 1);
    CHECK(frame.minor_version == 0);
    CHECK(format_time(frame.time, china_offset) == "2026-06-01T10:15:30+08:00");
    CHECK(frame.source == 1);
    CHECK(frame.destination == 2);
    CHECK(frame.command == Gbt26875Command::send_data);
    CHECK(seen[0].unit == hex_to_bytes("0101010002001e0f0a01061a"));
    CHECK(frame.at == 2);
    Gbt26875Frame again = frame;
    again.unit = seen[0].unit;
    CHECK(frame_of(again) == status);
}

TEST_CASE("each number may have its high byte first") {
    constexpr auto big = std::endian::big;
    struct Case {
        Gbt26875Order order;
        std::string_view head;  // to the length
    };
    const Case cases[] = {
        {{}, "4040 0201 0102 1e0f0a01061a 060504030201 f6f5f4f3f2f1 0300 03"},
        {{.sequence = big}, "4040 0102 0102 1e0f0a01061a 060504030201 f6f5f4f3f2f1 0300 03"},
        {{.address = big}, "4040 0201 0102 1e0f0a01061a 010203040506 f1f2f3f4f5f6 0300 03"},
        {{.length = big}, "4040 0201 0102 1e0f0a01061a 060504030201 f6f5f4f3f2f1 0003 03"},
        {{big, big, big}, "4040 0102 0102 1e0f0a01061a 010203040506 f1f2f3f4f5f6 0003 03"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.head);
        const std::string bytes = frame_of(made_up("abc"), c.order);
        CHECK(bytes.substr(0, 27) == hex_to_bytes(c.head));
        const std::vector<Kept> seen = keep(bytes, c.order);
        REQUIRE(seen.size() == 1);
        CHECK(seen[0].frame.sequence == 0x0102);
        CHECK(seen[0].frame.source == 0x010203040506);
        CHECK(seen[0].frame.destination == 0xF1F2F3F4F5F6);
        CHECK(seen[0].unit == "abc");
        check_pieces(bytes + bytes, Gbt26875Decoder(c.order));
    }
}

TEST_CASE("a stream of GB/T 26875.3 gives the same frames however it is cut") {
    std::string wrong = status;
    wrong[30] = 'x';
    check_pieces<Gbt26875Decoder>("noise@" + status + "@@" + wrong + "@@@" + status + status +
                                  "@@\x02");
}

TEST_CASE("bytes between frames of GB/T 26875.3 cost no frame, whatever they are") {
    const std::string garbage[] = {"\r\n",
                                   "@",
                                   "@@",
                                   "@@@",
                                   "@a",
                                   "##",
                                   std::string("\0\xFF", 2),
                                   std::string(1500, '@'),
                                   status.substr(0, 20),
                                   status.substr(2)};
    for (const std::string& noise : garbage) {
        CAPTURE(noise.substr(0, 8));
        const std::string stream = noise + status + noise + status;
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, stream.size()}) {
            CHECK(count(decode<Gbt26875Decoder>(stream, piece), "frame") == 2);
        }
    }
}

TEST_CASE("a frame of GB/T 26875.3 that is wrong is refused for its reason, at its byte") {
    const auto with = [](std::size_t at, char value) {
        std::string bytes = status;
        bytes[at] = value;
        return bytes;
    };
    struct Case {
        std::string frame, line;
    };
    const Case cases[] = {
        {with(39, '\x00'), "error bad_checksum at 39 check_sum"},
        {with(12, '\x02'), "error bad_checksum at 39 check_sum"},
        {with(40, '\x24'), "error bad_syntax at 40 end"},
        {with(41, '\x24'), "error bad_syntax at 40 end"},
        {with(25, '\x05'), "error too_long at 24 length"},
        {status.substr(0, 41), "error truncated at 41"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.line);
        CHECK(decode<Gbt26875Decoder>(c.frame, 1000)[0] == c.line);
        CHECK(decode<Gbt26875Decoder>(c.frame, 1)[0] == c.line);
    }
}

TEST_CASE("the longest unit is read and one byte more is not written") {
    const std::string unit(1024, '\x17');
    const std::string bytes = frame_of(made_up(unit));
    CHECK(bytes.size() == Gbt26875Decoder::max_frame);
    CHECK(count(decode<Gbt26875Decoder>(bytes, 7), "frame") == 1);
    const std::string too_long = unit + "x";
    std::string out = "before";
    CHECK_FALSE(append_gbt_26875(out, made_up(too_long)));
    Gbt26875Frame far = made_up("");
    far.source = std::uint64_t{1} << 48;
    CHECK_FALSE(append_gbt_26875(out, far));
    Gbt26875Frame old = made_up("");
    old.time = Time{};
    CHECK_FALSE(append_gbt_26875(out, old));
    CHECK(out == "before");
}

TEST_CASE("values of GB/T 26875.3 without a word are handed over and counted") {
    Gbt26875Frame timeless = made_up("");
    timeless.time = never;
    Gbt26875Frame strange = made_up("");
    strange.command = static_cast<Gbt26875Command>(0x99);
    struct Case {
        std::string frame, stats;
    };
    const Case cases[] = {
        {frame_of(made_up("")), "unknown_keys=0 out_of_range=0"},
        {frame_of(timeless), "unknown_keys=0 out_of_range=1"},
        {frame_of(strange), "unknown_keys=1 out_of_range=0"},
        {frame_of(made_up("\x0F\x01")), "unknown_keys=1 out_of_range=0"},
    };
    for (const Case& c : cases) {
        const Text lines = decode<Gbt26875Decoder>(c.frame, 1000);
        CHECK(count(lines, "frame") == 1);
        CHECK(has(lines.back(), c.stats));
    }
}

TEST_CASE("commands and types that the library knows have a word of their own") {
    std::vector<std::string_view> words;
    for (unsigned value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        const std::string_view command = to_string(static_cast<Gbt26875Command>(byte));
        CHECK(command.empty() == (value < 1 || value > 6));
        if (!gbt_26875_type(byte).empty()) words.push_back(gbt_26875_type(byte));
    }
    CHECK(words.size() == 13);
    std::sort(words.begin(), words.end());
    CHECK(std::unique(words.begin(), words.end()) == words.end());
}

TEST_CASE("a frame of GB/T 26875.3 is one line that a person reads") {
    const std::string head =
        R"(,"sequence":258,"version":"1.2","time":"2026-06-01T10:15:30+08:00",)"
        R"("source":1108152157446,"destination":266025777296886)";
    struct Case {
        std::string_view unit, rest;
    };
    const Case cases[] = {
        {"", "}"},
        {"\x02", R"(,"data":"02"})"},
        {"\x02\x01", R"(,"type":"component_status","objects":1,"data":""})"},
        {"\x0F\x02"
         "ab",
         R"(,"type":"0x0f","objects":2,"data":"6162"})"},
    };
    for (const Case& c : cases) {
        std::string line;
        append_frame(line, made_up(c.unit));
        CHECK(line == R"({"link":"gbt_26875","command":"confirm")" + head + std::string(c.rest));
    }
}

TEST_CASE("any frame of GB/T 26875.3 written is read back, between any garbage") {
    std::mt19937 random(26875);
    const auto number = [&](std::uint64_t bound) {
        return random() * std::uint64_t{0x10001} % bound;
    };
    std::string stream;
    std::vector<Kept> written;
    for (int i = 0; i < 500; ++i) {
        std::string unit(random() % 200, ' ');
        for (char& c : unit) c = static_cast<char>(random());
        Gbt26875Frame frame{
            .sequence = static_cast<std::uint16_t>(random()),
            .major_version = static_cast<std::uint8_t>(random()),
            .minor_version = static_cast<std::uint8_t>(random()),
            .time = wall_time({0, 1, 1, 0, 0, 0}) + std::chrono::seconds{number(3155759999U)},
            .source = number(std::uint64_t{1} << 48),
            .destination = number(std::uint64_t{1} << 48),
            .command = static_cast<Gbt26875Command>(random() % 256),
            .unit = unit};
        if (random() % 10 == 0) frame.time = never;
        stream += std::string(random() % 4, '.') + frame_of(frame);
        written.push_back({frame, unit});
    }
    const std::vector<Kept> seen = keep(stream);
    REQUIRE(seen.size() == written.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CHECK(seen[i].frame.sequence == written[i].frame.sequence);
        CHECK(seen[i].frame.major_version == written[i].frame.major_version);
        CHECK(seen[i].frame.minor_version == written[i].frame.minor_version);
        CHECK(seen[i].frame.time == written[i].frame.time);
        CHECK(seen[i].frame.source == written[i].frame.source);
        CHECK(seen[i].frame.destination == written[i].frame.destination);
        CHECK(seen[i].frame.command == written[i].frame.command);
        CHECK(seen[i].unit == written[i].unit);
    }
}

TEST_CASE("a decoder of GB/T 26875.3 keeps less than 1 KiB beside its buffer") {
    CHECK(sizeof(Gbt26875Decoder) < Gbt26875Decoder::max_frame + 256);
}
