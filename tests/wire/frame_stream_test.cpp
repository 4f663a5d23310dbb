// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/frame_stream.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace hoistway;

namespace {

// "<>", one digit that says how many letters follow, the letters, and a full stop.
struct Digits {
    static constexpr std::size_t mark_size = 2, max_frame = 13;

    Cut cut(std::string_view bytes) const noexcept {
        const std::size_t start = before_mark(bytes, "<>");
        if (start > 0) return Cut::garbage(start);
        if (bytes.size() < 3) return Cut::more(3);
        if (bytes[2] < '0' || bytes[2] > '9') return Cut::refused(ErrorCode::bad_syntax, 2, 2);
        const auto size = static_cast<std::size_t>(4 + bytes[2] - '0');
        if (bytes.size() < size) return Cut::more(size);
        if (bytes[size - 1] != '.') return Cut::refused(ErrorCode::bad_checksum, size - 1, 2);
        return Cut::frame(size);
    }
};
static_assert(Framing<Digits>);
static_assert(!Framing<int>);

// From one bar to the next, eight bytes at most; counts how often it is asked.
struct Bars {
    static constexpr std::size_t mark_size = 2, max_frame = 8;

    Cut cut(std::string_view bytes) const noexcept {
        ++*asked;
        const std::size_t start = before_mark(bytes, "|"), end = bytes.substr(0, 8).find('|', 1);
        if (start > 0) return Cut::garbage(start);
        if (end == 1) return Cut::garbage(1);
        if (end != std::string_view::npos) return Cut::frame(end + 1);
        if (bytes.size() < max_frame) return Cut::more(bytes.size() + 1);
        return Cut::refused(ErrorCode::too_long, 0, 1);
    }
    std::size_t stride(std::string_view next) const noexcept {
        return std::min(next.find('|'), next.size() - 1) + 1;
    }

    int* asked;
};
static_assert(Framing<Bars>);

struct Heard {
    std::vector<std::string> lines;

    void operator()(const FrameBytes& frame) {
        lines.push_back(std::string(frame.bytes) + " at " + std::to_string(frame.at));
    }
    void operator()(const Error& error) {
        lines.push_back(std::string(to_string(error.code)) + " at " + std::to_string(error.at));
    }
};

using Lines = std::vector<std::string>;

Lines cut(std::string_view bytes, std::size_t piece) {
    FrameStream<Digits> stream;
    Heard heard;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        stream.feed(bytes.substr(at, piece), heard);
    }
    stream.finish(heard);
    heard.lines.push_back("garbage " + std::to_string(stream.stats().garbage_bytes));
    return heard.lines;
}

}  // namespace

TEST_CASE("frames are cut out of garbage") {
    CHECK(cut("x<>1a.<<>0.>", 100) == Lines{"<>1a. at 1", "<>0. at 7", "garbage 3"});
}

TEST_CASE("a frame is handed over with the byte that completes it") {
    FrameStream<Digits> stream;
    Heard heard;
    stream.feed("xx<", heard);
    stream.feed(">2<>", heard);
    CHECK(heard.lines.empty());
    stream.feed("0.<>1b", heard);
    CHECK(heard.lines == Lines{"bad_checksum at 7", "<>0. at 5"});
    stream.feed(".", heard);
    CHECK(heard.lines.back() == "<>1b. at 9");
}

TEST_CASE("a false mark hides no frame, not even at the end of the stream") {
    CHECK(cut("<>x<>1a.", 100) == Lines{"bad_syntax at 2", "<>1a. at 3", "garbage 1"});
    CHECK(cut("<>9<>1a.", 100) == Lines{"truncated at 8", "<>1a. at 3", "garbage 1"});
    CHECK(cut("<>9abc", 100) == Lines{"truncated at 6", "garbage 4"});
    CHECK(cut("<", 1) == Lines{"garbage 1"});
}

TEST_CASE("frames, refusals and garbage do not depend on the pieces") {
    std::mt19937 random(5);
    const std::string parts[] = {"<", ">", "<>", "0", "3", "9", ".", "a", "<>1a.", "<>0.", "<>9"};
    for (int round = 0; round < 5000; ++round) {
        std::string bytes;
        for (int i = 0; i < 12; ++i) bytes += parts[random() % std::size(parts)];
        CAPTURE(bytes);
        const Lines whole = cut(bytes, bytes.size());
        for (std::size_t piece = 1; piece < 8; ++piece) CHECK(cut(bytes, piece) == whole);
    }
}

TEST_CASE("a framing by marks is asked once for each piece and its frames stay the same") {
    const auto cut_bars = [](std::string_view bytes, std::size_t piece, int& asked) {
        FrameStream<Bars> stream(Bars{&asked});
        Heard heard;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            stream.feed(bytes.substr(at, piece), heard);
        }
        stream.finish(heard);
        heard.lines.push_back("garbage " + std::to_string(stream.stats().garbage_bytes));
        return heard.lines;
    };
    int asked = 0;
    CHECK(cut_bars("|abcde|", 6, asked) == Lines{"|abcde| at 0", "garbage 0"});
    CHECK(asked == 2);
    std::mt19937 random(6);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes;
        for (int i = 0; i < 40; ++i) bytes += random() % 5 == 0 ? '|' : 'a';
        CAPTURE(bytes);
        const Lines whole = cut_bars(bytes, bytes.size(), asked);
        for (std::size_t piece = 1; piece < 12; ++piece) {
            CHECK(cut_bars(bytes, piece, asked) == whole);
        }
    }
}
