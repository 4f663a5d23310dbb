// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/envelope.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

// A letter between two dots; a bang is refused.
struct Dots {
    static constexpr std::size_t mark_size = 1, max_frame = 3;

    Cut cut(std::string_view bytes) const noexcept {
        if (bytes[0] == '!') return Cut::refused(ErrorCode::bad_value, 0, 1);
        if (bytes[0] != '.') return Cut::garbage(1);
        return bytes.size() < 3 ? Cut::more(3) : Cut::frame(3);
    }
    static constexpr std::string_view field_of(ErrorCode code) noexcept {
        return code == ErrorCode::bad_value ? "bang" : "";
    }
};

}  // namespace

TEST_CASE("a wall clock in China is eight hours ahead of UTC") {
    CHECK(format_time(wall_time({18, 6, 22, 16, 21, 15})) == "2018-06-22T08:21:15Z");
    CHECK(format_time(wall_time({0, 1, 1, 0, 0, 0})) == "1999-12-31T16:00:00Z");
    CHECK(wall_time({24, 2, 29, 23, 59, 59}) == *parse_time("2024-02-29T23:59:59+08:00"));
}

TEST_CASE("a wall clock that no calendar has is no time") {
    const WallClock wrong[] = {
        {0, 0, 0, 0, 0, 0},      {26, 0, 1, 0, 0, 0},  {26, 13, 1, 0, 0, 0}, {26, 1, 0, 0, 0, 0},
        {26, 2, 29, 0, 0, 0},    {26, 4, 31, 0, 0, 0}, {26, 1, 1, 24, 0, 0}, {26, 1, 1, 0, 60, 0},
        {26, 1, 1, 0, 0, 60},    {100, 1, 1, 0, 0, 0}, {-1, 1, 1, 0, 0, 0},  {26, 1, 1, -1, 0, 0},
        {26, 255, 255, 0, 0, 0}, {26, 1, 1, 0, -1, 0},
    };
    for (const WallClock& shown : wrong) {
        CAPTURE(shown[0]);
        CAPTURE(shown[1]);
        CAPTURE(shown[2]);
        CHECK(wall_time(shown) == never);
    }
}

TEST_CASE("a wall clock reads back as it was set") {
    for (int day = 0; day < 36500; day += 17) {
        const Time time = wall_time({0, 1, 1, 0, 0, 0}) + std::chrono::days{day} +
                          std::chrono::seconds{day * 37 % 86400};
        CHECK(wall_time(to_wall_clock(time)) == time);
    }
}

TEST_CASE("bytes are written as text where a person can read them, else as hex") {
    struct Case {
        std::string_view bytes, member;
    };
    const Case cases[] = {
        {"8986", R"("n":"8986")"},         {"", R"("n":"")"},
        {"a\"b", R"("n":"a\"b")"},         {std::string_view("a\0", 2), R"("n_hex":"6100")"},
        {"\xB5\xE7", R"("n_hex":"b5e7")"}, {"\x7F", R"("n_hex":"7f")"},
    };
    for (const Case& c : cases) {
        std::string out;
        FrameLine line(out, "jtt_808");
        line.bytes("n", c.bytes);
        line.end();
        CHECK(out == R"({"link":"jtt_808",)" + std::string(c.member) + "}");
    }
}

TEST_CASE("a value without a word is written as its bytes") {
    std::string out;
    FrameLine line(out, "x");
    line.word("command", "login", "\x01");
    line.word("command", "", "\x82");
    line.word("message", "", std::string_view("\x07\x04", 2));
    CHECK(out == R"({"link":"x","command":"login","command":"0x82","message":"0x0704")");
}

TEST_CASE("members of a line are numbers, texts, hex, and times that are known") {
    std::string out;
    FrameLine line(out, "x");
    line.number("n", -7);
    line.text("t", "\n");
    line.hex("h", "ab");
    line.time(never);
    line.time(*parse_time("2026-03-01T08:00:00+08:00"));
    line.key("list");
    line.out() += "[]";
    line.end();
    CHECK(out == R"({"link":"x","n":-7,"t":"\n","h":"6162",)"
                 R"("time":"2026-03-01T08:00:00+08:00","list":[]})");
}

TEST_CASE("frames and refusals of a stream are told in their order and counted") {
    EnvelopeStream<Dots> stream;
    std::string log;
    const Time when{Duration{5}};
    const auto read = [&](const FrameBytes& found) { log += found.bytes; };
    const auto emit = [&](const WireError& error) {
        log += std::string(error.field) + std::to_string(error.error.at);
        CHECK(error.time == when);
    };
    stream.feed("x.a", when, read, emit);
    CHECK(log.empty());
    stream.feed(".!.b..", when, read, emit);
    stream.finish(read, emit);
    CHECK(log == ".a.bang4.b.9");
    CHECK(stream.received() == when);
    CHECK(stream.stats() == LinkStats{.frames = 2, .refused = 2, .garbage_bytes = 1});
}
