// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/jtt_808.hpp"

#include <doctest/doctest.h>

#include <random>

#include "hoistway/wire/national/jtt_808_body.hpp"
#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using Text = std::vector<std::string>;

const std::string location = hex_to_bytes(
    "7e02004026010000000001391234432900000000006f0000001601dc9a0707456246007b004200032501292233"
    "440202006401040000000c417e");
const std::string beat = hex_to_bytes("7e0002000001391234432300007c7e");
// The phone and the sequence number hold a mark and an escape.
const std::string escaped = hex_to_bytes("7e00020000013912347d027d017d027d011c7e");

// A frame with its texts kept.
struct Kept {
    Jtt808Frame frame;
    std::string phone, body;

    explicit Kept(const Jtt808Frame& seen) : frame(seen), phone(seen.phone), body(seen.body) {}
};

std::vector<Kept> keep(std::string_view bytes, std::size_t piece) {
    std::vector<Kept> out;
    Jtt808Decoder link;
    const auto on_record = [&](const auto& record) {
        if constexpr (requires { record.phone; }) out.emplace_back(record);
    };
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        link.feed(bytes.substr(at, piece), received, on_record);
    }
    return out;
}

}  // namespace

TEST_CASE("every transcript of JT/T 808 gives its frames, whole and byte by byte") {
    CHECK(check_pages<Jtt808Decoder>("jtt_808") >= 4);
}

TEST_CASE("a frame of JT/T 808 is handed over with what stands in its header") {
    const std::vector<Kept> seen = keep("xx" + location + beat, 1000);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].frame.id == 0x0200);
    CHECK(seen[0].frame.edition == Jtt808Edition::v2019);
    CHECK(seen[0].frame.version == 1);
    CHECK(seen[0].phone == hex_to_bytes("00000000013912344329"));
    CHECK(seen[0].body.size() == 38);
    CHECK(seen[0].frame.at == 2);
    CHECK(seen[1].frame.edition == Jtt808Edition::v2013);
    CHECK(seen[1].phone == hex_to_bytes("013912344323"));
}

TEST_CASE("a frame without escapes is handed over in place") {
    Jtt808Decoder link;
    std::size_t inside = 0;
    const std::string stream = location + escaped;
    link.feed(stream, received, [&](const auto& record) {
        if constexpr (requires { record.phone; }) {
            const char* const at = record.phone.data();
            if (at >= stream.data() && at < stream.data() + stream.size()) ++inside;
        }
    });
    CHECK(link.stats().frames == 2);
    CHECK(inside == 1);
}

TEST_CASE("escapes are taken out wherever they stand") {
    const std::vector<Kept> seen = keep(escaped, 3);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].phone == hex_to_bytes("013912347e7d"));
    CHECK(seen[0].frame.sequence == 0x7E7D);
}

TEST_CASE("a stream of JT/T 808 gives the same frames however it is cut") {
    std::string parts;
    const std::string phone = hex_to_bytes("000000000042"), body(50, '\x7E');
    CHECK(append_jtt_808_parts(parts, {.id = 0x0801, .phone = phone, .body = body}, 20) == 3);
    std::string wrong = beat;
    wrong[5] = '\x02';
    check_pieces<Jtt808Decoder>("noise\x7E" + beat + "\x7E\x7E" + escaped + parts + wrong + beat +
                                "\x7D\x7E\x7D\x7E" + location +
                                "\x7E"
                                "cut off");
}

TEST_CASE("bytes between frames of JT/T 808 cost no frame, whatever they are") {
    const std::string garbage[] = {"\r\n",
                                   "\x7E",
                                   "\x7E\x7E",
                                   "\x7D",
                                   "\x7D\x7E",
                                   "a\x7E",
                                   std::string("\x7E") + "a",
                                   beat.substr(0, 9),
                                   beat.substr(4),
                                   "\x7E" + std::string(4000, 'x'),
                                   std::string(300, '\x7E')};
    for (const std::string& noise : garbage) {
        CAPTURE(noise.substr(0, 8));
        const std::string stream = noise + beat + noise + location + noise + escaped;
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, stream.size()}) {
            CHECK(count(decode<Jtt808Decoder>(stream, piece), "frame") == 3);
        }
    }
}

TEST_CASE("any single wrong bit of a frame of JT/T 808 is noticed") {
    for (std::size_t bit = 0; bit < location.size() * 8; ++bit) {
        std::string wrong = location;
        wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << bit % 8));
        CAPTURE(bit);
        CHECK(count(decode<Jtt808Decoder>(wrong, 1000), "frame") == 0);
    }
}

TEST_CASE("a long message comes in its parts and then whole") {
    const std::string phone = hex_to_bytes("000000000042"), body = "7E in 7D: \x7E\x7D.";
    std::string stream;
    CHECK(append_jtt_808_parts(stream, {.id = 0x0801, .phone = phone, .sequence = 5, .body = body},
                               6) == 3);
    const std::vector<Kept> seen = keep(stream, 1);
    REQUIRE(seen.size() == 4);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(seen[i].frame.part == i + 1);
        CHECK(seen[i].frame.parts == 3);
        CHECK(seen[i].frame.sequence == 5 + i);
        CHECK(seen[i].body == body.substr(i * 6, 6));
    }
    CHECK(seen[3].frame.part == 0);
    CHECK(seen[3].frame.parts == 3);
    CHECK(seen[3].frame.sequence == 5);
    CHECK(seen[3].body == body);
}

TEST_CASE("a message that is never whole is refused when the connection ends") {
    const std::string phone = hex_to_bytes("000000000042"), body(30, 'x');
    std::string stream;
    CHECK(append_jtt_808_parts(stream, {.id = 0x0801, .phone = phone, .body = body}, 15) == 2);
    stream.resize(stream.size() / 2);
    const Text lines = decode<Jtt808Decoder>(stream, 7);
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "error truncated at 0 parts");
    CHECK(has(lines[2], "frames=1"));
    CHECK(has(lines[2], "refused=1"));
}

TEST_CASE("a part that cannot be is a frame of its own, and counted") {
    const std::string phone = hex_to_bytes("000000000042");
    for (const int part : {0, 4}) {
        std::string stream;
        CHECK(append_jtt_808(stream, {.id = 1,
                                      .phone = phone,
                                      .part = static_cast<std::uint16_t>(part),
                                      .parts = 3,
                                      .body = "x"}));
        const std::vector<Kept> seen = keep(stream, 1000);
        REQUIRE(seen.size() == 1);
        CHECK(seen[0].frame.parts == 0);
        CHECK(seen[0].body == "x");
        CHECK(has(decode<Jtt808Decoder>(stream, 1000).back(), "out_of_range=1"));
    }
}

TEST_CASE("any frame of JT/T 808 written is read back") {
    std::mt19937 random(808);
    const std::string_view favourites("\x7D\x7E\x01\x02", 4);
    const auto bytes = [&](std::size_t size) {
        std::string out(size, ' ');
        for (char& c : out)
            c = random() % 3 == 0 ? favourites[random() % 4] : static_cast<char>(random());
        return out;
    };
    std::string stream;
    std::vector<Kept> written;
    for (int i = 0; i < 1000; ++i) {
        const auto edition = random() % 2 == 0 ? Jtt808Edition::v2013 : Jtt808Edition::v2019;
        const std::string phone = bytes(jtt_808_phone_size(edition)), body = bytes(random() % 200);
        written.emplace_back(Jtt808Frame{.id = static_cast<std::uint16_t>(random()),
                                         .edition = edition,
                                         .version = static_cast<std::uint8_t>(random()),
                                         .encryption = static_cast<std::uint8_t>(random() % 8),
                                         .phone = phone,
                                         .sequence = static_cast<std::uint16_t>(random()),
                                         .body = body});
        stream += std::string(random() % 4, '.');
        REQUIRE(append_jtt_808(stream, [&] {
            Jtt808Frame frame = written.back().frame;
            frame.phone = phone;
            frame.body = body;
            return frame;
        }()));
    }
    const std::vector<Kept> seen = keep(stream, 1400);
    REQUIRE(seen.size() == written.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CHECK(seen[i].frame.id == written[i].frame.id);
        CHECK(seen[i].frame.edition == written[i].frame.edition);
        const bool v2019 = seen[i].frame.edition == Jtt808Edition::v2019;
        if (v2019) CHECK(seen[i].frame.version == written[i].frame.version);
        CHECK(seen[i].frame.encryption == written[i].frame.encryption);
        CHECK(seen[i].frame.sequence == written[i].frame.sequence);
        CHECK(seen[i].phone == written[i].phone);
        CHECK(seen[i].body == written[i].body);
    }
    const Text whole = decode<Jtt808Decoder>(stream, stream.size());
    for (const std::size_t piece : {1U, 5U, 1400U})
        CHECK(decode<Jtt808Decoder>(stream, piece) == whole);
}

TEST_CASE("a decoder of JT/T 808 keeps less than 1 KiB beside its buffers") {
    CHECK(sizeof(Jtt808Decoder) < Jtt808Decoder::max_frame + detail::jtt_longest_content + 512);
}
