// SPDX-License-Identifier: Apache-2.0
//
// Frames from real vehicles (made anonymous, the check byte formed anew), which are not part of
// this tree: tests that find none say so and pass.
#include <random>

#include "hoistway/wire/national/gbt_32960_body.hpp"
#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

constexpr std::size_t in_file = 202;  // frames

struct Found {
    unsigned command = 0;
    std::string types;
    std::string again;  // written anew
};

// One frame is expected.
Found read_one(std::string_view bytes) {
    Found found;
    Gbt32960Decoder link;
    link.feed(bytes, received, [&](const auto& record) {
        if constexpr (requires { record.encryption; }) {
            found.command = static_cast<unsigned>(record.command);
            CHECK(append_gbt_32960(found.again, record));
            const bool report = record.command == Gbt32960Command::realtime ||
                                record.command == Gbt32960Command::resend;
            Gbt32960Infos infos(report ? record.body : std::string_view("      "));
            for (Gbt32960Info info; infos.next(info);) {
                found.types += (found.types.empty() ? "" : " ") + std::to_string(info.type);
            }
            CHECK_FALSE(infos.error());
        }
    });
    return found;
}

}  // namespace

// Covers: gbt_32960: login, both, 3 external, de-identified vehicle recordings
// Covers: gbt_32960: realtime, both, 193 external, de-identified vehicle recordings
// Covers: gbt_32960: resend, both, 3 external, de-identified vehicle recordings
// Covers: gbt_32960: logout, both, 3 external, de-identified vehicle recordings
TEST_CASE("each recorded frame of GB/T 32960 has the command and information of its row") {
    const std::vector<Recorded> rows = recorded("gb32960_frames");
    if (rows.empty()) return;
    CHECK(rows.size() == in_file);
    for (const Recorded& row : rows) {
        CAPTURE(row.bytes.size());
        const Found found = read_one(row.bytes);
        CHECK(std::to_string(found.command) == row.first);
        CHECK(found.types == row.second);
        CHECK(found.again == row.bytes);
    }
}

TEST_CASE("each recorded frame of GB/T 32960 is read however it is cut") {
    for (const Recorded& row : recorded("gb32960_frames")) check_pieces<Gbt32960Decoder>(row.bytes);
}

TEST_CASE("recorded frames of GB/T 32960 are read behind each other and between garbage") {
    const std::vector<Recorded> rows = recorded("gb32960_frames");
    if (rows.empty()) return;
    std::mt19937 random(7);
    std::string together, apart;
    for (const Recorded& row : rows) {
        together += row.bytes;
        apart += row.bytes;
        // Any bytes but the mark, which could begin a frame that never was.
        for (auto left = random() % 40; left > 0; --left) {
            const char c = static_cast<char>(random());
            if (c != '#') apart += c;
        }
        apart += '#';
    }
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{13}, std::size_t{1400}, apart.size()}) {
        const auto lines = decode<Gbt32960Decoder>(together, piece);
        CHECK(count(lines, "frame") == in_file);
        CHECK(has(lines.back(), "refused=0 garbage=0 unknown_keys=0 out_of_range=0"));
        CHECK(count(decode<Gbt32960Decoder>(apart, piece), "frame") == in_file);
        CHECK(count(decode<Gbt32960Decoder>(apart, piece), "error") == 0);
    }
}

TEST_CASE("a recorded frame of GB/T 32960 with a wrong byte is refused, the next one read") {
    const std::vector<Recorded> rows = recorded("gb32960_frames");
    for (const Recorded& row : rows) {
        std::string wrong = row.bytes;
        wrong[wrong.size() / 2] = static_cast<char>(wrong[wrong.size() / 2] ^ 0x40);
        const auto lines = decode<Gbt32960Decoder>(wrong + row.bytes, 1400);
        CHECK(lines[0] ==
              "error bad_checksum at " + std::to_string(wrong.size() - 1) + " check_sum");
        CHECK(count(lines, "frame") == 1);
    }
}
