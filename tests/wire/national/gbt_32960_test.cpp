// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/gbt_32960.hpp"

#include <doctest/doctest.h>

#include <random>

#include "hoistway/wire/national/gbt_32960_body.hpp"
#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using Text = std::vector<std::string>;

// The first login of the public vectors: see the first page of the transcripts.
const std::string login = hex_to_bytes(
    "232301FE4C5A59545547455735473130353935343501001E12061610150F001F"
    "38393836303631363032303034363337393632390100A8");
const std::string logout =
    hex_to_bytes("232304FE4C5A595441474257394A313030343136340100081206161015150046EA");

std::string frame_of(std::uint8_t command, std::string_view body, std::uint8_t answer = 0xFE,
                     std::uint8_t encryption = 1) {
    std::string out;
    REQUIRE(append_gbt_32960(out, {.command = static_cast<Gbt32960Command>(command),
                                   .answer = static_cast<Gbt32960Answer>(answer),
                                   .encryption = static_cast<Gbt32960Encryption>(encryption),
                                   .id = "TESTLIFT000000001",
                                   .body = body}));
    return out;
}

// What the reader hears of one frame, with the texts kept.
struct Kept {
    Gbt32960Frame frame;
    std::string id, body;
};

std::vector<Kept> keep(std::string_view bytes) {
    std::vector<Kept> out;
    Gbt32960Decoder link;
    link.feed(bytes, received, [&](const auto& record) {
        if constexpr (requires { record.encryption; }) {
            out.push_back({record, std::string(record.id), std::string(record.body)});
        }
    });
    return out;
}

}  // namespace

TEST_CASE("every transcript of GB/T 32960 gives its frames, whole and byte by byte") {
    CHECK(check_pages<Gbt32960Decoder>("gbt_32960") >= 4);
}

TEST_CASE("a frame of GB/T 32960 is handed over with what stands in its head") {
    const std::vector<Kept> seen = keep("xx" + login);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].frame.command == Gbt32960Command::login);
    CHECK(seen[0].frame.answer == Gbt32960Answer::command);
    CHECK(seen[0].frame.encryption == Gbt32960Encryption::none);
    CHECK(seen[0].id == "LZYTUGEW5G1059545");
    CHECK(seen[0].body.size() == 30);
    CHECK(seen[0].frame.at == 2);
    CHECK(format_time(seen[0].frame.time, china_offset) == "2018-06-22T16:21:15+08:00");
}

TEST_CASE("a stream of GB/T 32960 gives the same frames however it is cut") {
    const std::string wrong = login.substr(0, login.size() - 1) + "\xA9";
    check_pieces<Gbt32960Decoder>("noise#" + login + "##" + wrong + "###" + logout + login +
                                  "##\x02");
}

TEST_CASE("bytes between frames of GB/T 32960 cost no frame, whatever they are") {
    const std::string garbage[] = {"\r\n",
                                   "#",
                                   "##",
                                   "###",
                                   "#a",
                                   std::string("\0\xFF", 2),
                                   "$$",
                                   "##\x01\xFE",
                                   std::string(5000, '#'),
                                   login.substr(0, 30)};
    for (const std::string& noise : garbage) {
        CAPTURE(noise.substr(0, 8));
        // The zeros end what a mark in the noise may wait for.
        const std::string stream = noise + login + noise + logout + std::string(5000, '\0');
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, stream.size()}) {
            CHECK(count(decode<Gbt32960Decoder>(stream, piece), "frame") == 2);
        }
    }
}

TEST_CASE("a frame that is wrong is refused for its reason, at its byte") {
    std::string long_one = login;
    long_one[22] = '\x10';
    long_one[23] = '\x01';
    struct Case {
        std::string frame, line;
    };
    const Case cases[] = {
        {login.substr(0, 54) + "\xA9", "error bad_checksum at 54 check_sum"},
        {long_one, "error too_long at 22 length"},
        {login.substr(0, 54), "error truncated at 54"},
        {"##", "error truncated at 2"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.line);
        CHECK(decode<Gbt32960Decoder>(c.frame, 1000)[0] == c.line);
        CHECK(decode<Gbt32960Decoder>(c.frame, 1)[0] == c.line);
    }
}

TEST_CASE("any single wrong bit of a frame of GB/T 32960 is noticed") {
    for (std::size_t bit = 0; bit < login.size() * 8; ++bit) {
        std::string wrong = login;
        wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << bit % 8));
        CAPTURE(bit);
        CHECK(count(decode<Gbt32960Decoder>(wrong, 1000), "frame") == 0);
    }
}

TEST_CASE("the longest body allowed is read and one byte more is not") {
    const std::string body(100, 'x');
    using Small = BasicGbt32960Decoder<100>;
    CHECK(count(decode<Small>(frame_of(0x80, body), 7), "frame") == 1);
    CHECK(decode<Small>(frame_of(0x80, body + "x"), 7)[0] == "error too_long at 22 length");
    CHECK(Small::max_frame == 125);
    CHECK(count(decode<Gbt32960Decoder>(frame_of(0x80, std::string(4096, 'x')), 7), "frame") == 1);
}

TEST_CASE("values without a word are handed over and counted") {
    struct Case {
        std::string frame, stats;
    };
    const Case cases[] = {
        {frame_of(0x82, ""), "unknown_keys=1 out_of_range=0"},
        {frame_of(1, "", 9), "unknown_keys=0 out_of_range=1"},
        {frame_of(1, "", 1, 4), "unknown_keys=0 out_of_range=1"},
        {frame_of(2, std::string(6, '\xFF')), "unknown_keys=0 out_of_range=1"},
        {frame_of(7, std::string(6, '\xFF')), "unknown_keys=0 out_of_range=0"},
        {frame_of(2, std::string(6, '\xFF'), 0xFE, 3), "unknown_keys=0 out_of_range=0"},
    };
    for (const Case& c : cases) {
        const Text lines = decode<Gbt32960Decoder>(c.frame, 1000);
        CHECK(count(lines, "frame") == 1);
        CHECK(has(lines.back(), c.stats));
    }
}

// Covers: gbt_32960: acknowledgement, encode, 3 external, recorded login and realtime answers
TEST_CASE("an acknowledgement is the one that platforms were seen to send") {
    struct Case {
        std::string_view frame, reply;
    };
    const Case cases[] = {
        {"232301fe4c5a595442474257364a3130313431393401001e120a1e14233600fd"
         "383938363034303231303137303031373937373901005c",
         "232301014c5a595442474257364a31303134313934010006120a1e1423364f"},
        {"232301fe4c5a595442474357344a3130333634393701001e120a1e1423360035"
         "3839383630343032313031373030313733333938010090",
         "232301014c5a595442474357344a31303336343937010006120a1e1423364a"},
    };
    for (const Case& c : cases) {
        std::string reply;
        Gbt32960Decoder link;
        link.feed(hex_to_bytes(c.frame), received, [&](const auto& record) {
            if constexpr (requires { record.encryption; }) CHECK(acknowledge(reply, record, true));
        });
        CHECK(reply == hex_to_bytes(c.reply));
        CHECK(count(decode<Gbt32960Decoder>(reply, 1), "frame") == 1);
    }
    // To a realtime report, of which the recording has the answer only.
    std::string reply;
    const std::string body = hex_to_bytes("120a1e0c2335 01 02");
    CHECK(acknowledge(
        reply, {.command = Gbt32960Command::realtime, .id = "LZYTBGCW1J1035808", .body = body},
        true));
    CHECK(reply == hex_to_bytes("232302014c5a595442474357314a31303335383038010006120a1e0c23355e"));
}

TEST_CASE("a refusal says error, and an answer to what has no time has no body") {
    std::string reply;
    CHECK(acknowledge(reply, {.command = Gbt32960Command::heartbeat, .id = "TESTLIFT000000001"},
                      false));
    const std::vector<Kept> seen = keep(reply);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].frame.command == Gbt32960Command::heartbeat);
    CHECK(seen[0].frame.answer == Gbt32960Answer::error);
    CHECK(seen[0].body.empty());
}

// Covers: gbt_32960: login and realtime, encode, 2 external, fields of a public gateway's test
// suite
TEST_CASE("frames written from the fields of a public test suite are its bytes") {
    const std::string id = "1G1BL52P7TR115520";
    const std::string login_body =
        hex_to_bytes("0c0c1d0c1314 0001") + "12345678901234567890" + "\x01\x01" + "C";
    std::string out;
    CHECK(append_gbt_32960(out, {.command = Gbt32960Command::login, .id = id, .body = login_body}));
    CHECK(out ==
          hex_to_bytes("232301fe314731424c35325037545231313535323001001f0c0c1d0c13140001313233"
                       "343536373839303132333435363738393001014398"));
    out.clear();
    const std::string report =
        hex_to_bytes("100101023b00 01 010101 07d0 000f423f 1388 3a98 32 01 05 1770 5a 00");
    CHECK(append_gbt_32960(out, {.command = Gbt32960Command::realtime, .id = id, .body = report}));
    CHECK(out ==
          hex_to_bytes("232302fe314731424c35325037545231313535323001001b100101023b00010101010"
                       "7d0000f423f13883a9832010517705a0075"));
}

TEST_CASE("what does not fit a frame of GB/T 32960 is not written") {
    std::string out = "before";
    CHECK_FALSE(append_gbt_32960(out, {.id = "short"}));
    CHECK_FALSE(append_gbt_32960(out, {.id = "TESTLIFT0000000012"}));
    const std::string body(0x10000, 'x');
    CHECK_FALSE(append_gbt_32960(out, {.id = "TESTLIFT000000001", .body = body}));
    CHECK_FALSE(acknowledge(out, {.id = "short"}, true));
    CHECK(out == "before");
}

TEST_CASE("any frame of GB/T 32960 written is read back, between any garbage") {
    std::mt19937 random(32960);
    const auto byte = [&] { return static_cast<char>(random()); };
    std::string stream;
    std::vector<Gbt32960Frame> written;
    std::vector<std::string> texts;
    texts.reserve(2000);
    for (int i = 0; i < 500; ++i) {
        std::string id(17, ' '), body(random() % 300, ' ');
        for (char& c : id) c = byte();
        for (char& c : body) c = byte();
        texts.push_back(id);
        texts.push_back(body);
        auto command = static_cast<std::uint8_t>(byte());
        if (command == 0x23) command = 1;
        written.push_back({.command = static_cast<Gbt32960Command>(command),
                           .answer = static_cast<Gbt32960Answer>(byte()),
                           .encryption = static_cast<Gbt32960Encryption>(byte()),
                           .id = texts[texts.size() - 2],
                           .body = texts.back()});
        stream += std::string(random() % 5, '.');
        REQUIRE(append_gbt_32960(stream, written.back()));
    }
    const std::vector<Kept> seen = keep(stream);
    REQUIRE(seen.size() == written.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CHECK(seen[i].frame.command == written[i].command);
        CHECK(seen[i].frame.answer == written[i].answer);
        CHECK(seen[i].frame.encryption == written[i].encryption);
        CHECK(seen[i].id == written[i].id);
        CHECK(seen[i].body == written[i].body);
    }
    const Text whole = decode<Gbt32960Decoder>(stream, stream.size());
    for (const std::size_t piece : {1U, 5U, 1400U})
        CHECK(decode<Gbt32960Decoder>(stream, piece) == whole);
}

TEST_CASE("a decoder of GB/T 32960 keeps less than 1 KiB beside its buffer") {
    CHECK(sizeof(Gbt32960Decoder) < Gbt32960Decoder::max_frame + 256);
}

// The values are those of a public gateway's table (docs/national_frames.md).
TEST_CASE("commands, answers and encryptions that the library knows have a word of their own") {
    std::size_t commands = 0;
    std::string answers, encryptions;
    for (unsigned value = 0; value < 256; ++value) {
        const bool command = !to_string(static_cast<Gbt32960Command>(value)).empty();
        CHECK(command == (value >= 1 && value <= 8));
        commands += command ? 1 : 0;
        if (const auto word = to_string(static_cast<Gbt32960Answer>(value)); !word.empty()) {
            answers += std::to_string(value) + std::string(word) + " ";
        }
        if (const auto word = to_string(static_cast<Gbt32960Encryption>(value)); !word.empty()) {
            encryptions += std::to_string(value) + std::string(word) + " ";
        }
    }
    CHECK(commands == 8);
    CHECK(answers == "1success 2error 3duplicate_id 254command ");
    CHECK(encryptions == "1none 2rsa 3aes 254abnormal 255invalid ");
}
