// SPDX-License-Identifier: Apache-2.0
//
// Frames out of the test suite of a public codec, good ones and broken ones, which are not part of
// this tree: tests that find none say so and pass.
#include <random>

#include "hoistway/wire/national/jtt_808.hpp"
#include "hoistway/wire/national/jtt_808_body.hpp"
#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct Judged {
    std::string verdict;  // "good", an error's name, or "two frames" for a mark within the row
    bool sum_fits = false;
};

// The rules as they are told, byte by byte, and none of the library's code.
Judged judge(const std::string& frame) {
    const std::string inner = frame.substr(1, frame.size() - 2);
    if (inner.find('\x7E') != std::string::npos) return {"two frames"};
    std::vector<unsigned> bytes;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        bytes.push_back(static_cast<unsigned char>(inner[i]));
        if (bytes.back() != 0x7D) continue;
        if (++i == inner.size() || (inner[i] != 1 && inner[i] != 2)) return {"bad_syntax"};
        bytes.back() += static_cast<unsigned>(inner[i]) - 1;
    }
    if (bytes.size() < 13) return {"truncated"};
    unsigned sum = 0;
    for (const unsigned byte : bytes) sum ^= byte;
    if (sum != 0) return {"bad_checksum"};
    const unsigned attributes = bytes[2] << 8 | bytes[3];
    const std::size_t header =
        ((attributes & 0x4000) != 0 ? 17U : 12U) + ((attributes & 0x2000) != 0 ? 4U : 0U);
    const std::size_t wanted = header + (attributes & 0x3FF) + 1;
    if (bytes.size() == wanted) return {"good", true};
    return {bytes.size() < wanted ? "truncated" : "too_long", true};
}

// Written anew, which has to give the same bytes.
std::string again(std::string_view frame) {
    std::string out;
    Jtt808Decoder link;
    link.feed(frame, received, [&](const auto& record) {
        if constexpr (requires { record.phone; }) CHECK(append_jtt_808(out, record));
    });
    return out;
}

}  // namespace

// Covers: jtt_808: 25 messages, both, 69 external, test suite of a public codec
//
// The column says of each row whether the XOR fits, by the codec's own reckoning. Beyond that:
// - five rows have a sum that fits and a length that does not. Two carry the 2019 flag on a 2013
//   header (0x0102 and 0x0200, five bytes short), one a 2019 header without the flag (0x8104, five
//   bytes over), and two are a byte over (0x0201) and 13 bytes short (0x0702). They are refused.
// - the other rows whose length does not fit are inputs of escape tests: zeros, repeated bytes and
//   letters, without a header. So are the rows with a bare mark between their ends, which a stream
//   cannot tell from two frames.
TEST_CASE("each recorded frame of JT/T 808 is read, or refused for the right reason") {
    const std::vector<Recorded> rows = recorded("jt808_frames");
    if (rows.empty()) return;
    std::vector<std::string> verdicts;
    for (const Recorded& row : rows) {
        const Judged judged = judge(row.bytes);
        verdicts.push_back(judged.verdict);
        const auto lines = decode<Jtt808Decoder>(row.bytes, 2000);
        CAPTURE(lines[0]);
        CAPTURE(row.first);
        if (judged.verdict == "good") {
            CHECK(row.second == "1");
            CHECK(count(lines, "frame") == 1);
            CHECK(has(lines[0], row.first) ==
                  jtt_808_message(static_cast<std::uint16_t>(std::stoul(row.first, nullptr, 16)))
                      .empty());
            CHECK(again(row.bytes) == row.bytes);
        } else if (judged.verdict != "two frames") {
            if (judged.sum_fits) CHECK(row.second == "1");
            if (judged.verdict == "bad_checksum") CHECK(row.second == "0");
            CHECK(count(lines, "error " + judged.verdict) == 1);
            CHECK(count(lines, "frame") == 0);
        } else {
            CHECK(count(lines, "frame") == 0);
        }
    }
    CHECK(rows.size() == 117);
    CHECK(count(verdicts, "good") == 69);
    CHECK(count(verdicts, "bad_checksum") == 22);
    CHECK(count(verdicts, "truncated") == 6);
    CHECK(count(verdicts, "too_long") == 3);
    CHECK(count(verdicts, "two frames") == 17);
}

TEST_CASE("each recorded frame of JT/T 808 is read however it is cut") {
    for (const Recorded& row : recorded("jt808_frames")) check_pieces<Jtt808Decoder>(row.bytes);
}

TEST_CASE("recorded frames of JT/T 808 are read behind each other and between garbage") {
    const std::vector<Recorded> rows = recorded("jt808_frames");
    if (rows.empty()) return;
    std::mt19937 random(7);
    std::string together, apart, mixed;
    for (const Recorded& row : rows) {
        mixed += row.bytes;
        if (judge(row.bytes).verdict != "good") continue;
        together += row.bytes;
        apart += row.bytes;
        for (auto left = random() % 40; left > 0; --left) apart += static_cast<char>(random());
    }
    // One at least is put together out of its parts, and comes once more.
    const auto frames = [](const std::vector<std::string>& lines) {
        std::size_t whole = 0;
        for (const std::string& line : lines) {
            whole += has(line, "\"parts\":") && !has(line, "\"part\":") ? 1 : 0;
        }
        return std::pair(count(lines, "frame") - whole, whole);
    };
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{13}, std::size_t{1400}, mixed.size()}) {
        CHECK(frames(decode<Jtt808Decoder>(together, piece)) ==
              std::pair<std::size_t, std::size_t>{69, 2});
        CHECK(frames(decode<Jtt808Decoder>(apart, piece)).first >= 69);
        CHECK(frames(decode<Jtt808Decoder>(mixed, piece)).first >= 69);
    }
}
