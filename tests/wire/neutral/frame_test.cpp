// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/frame.hpp"

#include <doctest/doctest.h>

#include <string>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

std::string heartbeat(bool crc32c = false) {
    std::string out;
    append_neutral_heartbeat(out, {terminal("SJZ-0001", crc32c), 0x01020304, received});
    return out;
}

Cut cut(std::string_view bytes) { return NeutralFraming{}.cut(bytes); }

}  // namespace

// Covers: neutral: heartbeat, encode, 1 own, bytes worked out by hand from the page
TEST_CASE("a heartbeat has each byte where the page says") {
    std::string want("##\x07\xFESJZ-0001", 12);
    want += std::string(12, '\0') + '\x01' + std::string("\0\x0E", 2);
    want += std::string("\x01\0\x01\x02\x03\x04", 6);
    want += std::string("\0\0\x01\x9C\xA6\xB1\xDC\0", 8);  // 1772323200000
    char sum = 0;
    for (const char byte : want.substr(2)) sum = static_cast<char>(sum ^ byte);
    CHECK(heartbeat() == want + sum);
}

TEST_CASE("the parts of a frame are read where they were written") {
    const std::string bytes = heartbeat(true);
    const NeutralFrame frame{bytes};
    CHECK(frame.kind() == NeutralKind::heartbeat);
    CHECK(frame.answer() == 0xFE);
    CHECK(frame.id() == "SJZ-0001" + std::string(12, '\0'));
    CHECK(frame.encryption() == 1);
    CHECK(frame.version() == 1);
    CHECK(frame.sequence() == 0x01020304);
    CHECK(frame.time() == received);
    CHECK(frame.has_crc());
    CHECK(frame.content().empty());
    CHECK(frame.body().size() == 18);
}

TEST_CASE("a time that is not known travels as such") {
    std::string out;
    append_neutral_heartbeat(out, {terminal(), 1, never});
    CHECK(NeutralFrame{out}.time() == never);
}

TEST_CASE("the front of the bytes is told for what it is") {
    using What = Cut::What;
    const std::string good = heartbeat(), with_crc = heartbeat(true);
    struct Case {
        std::string bytes;
        What what;
        std::size_t size;
    };
    std::string long_one = good, odd_body = good;
    long_one[25] = '\x10';
    odd_body[28] = '\x01';  // says that there is a CRC, and has no room for one
    odd_body.back() = static_cast<char>(odd_body.back() ^ 1);
    const Case cases[] = {
        {"noise", What::garbage, 5},
        {"noise#", What::garbage, 5},
        {"#", What::more, 2},
        {"##", What::more, 3},
        {"###", What::garbage, 1},
        {"###" + good, What::garbage, 1},
        {"#x", What::garbage, 2},
        {good.substr(0, 26), What::more, 27},
        {good.substr(0, 27), What::more, good.size()},
        {good, What::frame, good.size()},
        {good + good, What::frame, good.size()},
        {with_crc, What::frame, with_crc.size()},
        {long_one, What::refused, 2},
        {odd_body, What::refused, 2},
    };
    for (const Case& c : cases) {
        CAPTURE(c.bytes);
        CHECK(cut(c.bytes).what == c.what);
        CHECK(cut(c.bytes).size == c.size);
    }
    CHECK(cut(long_one).why == ErrorCode::too_long);
    CHECK(cut(odd_body).why == ErrorCode::truncated);
}

TEST_CASE("a wrong bit anywhere behind the mark is noticed, by either check sum") {
    for (const bool crc32c : {false, true}) {
        const std::string good = heartbeat(crc32c);
        for (std::size_t at = 2; at < good.size(); ++at) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                std::string bad = good;
                bad[at] = static_cast<char>(bad[at] ^ 1 << bit);
                CAPTURE(at);
                CHECK(cut(bad).what != Cut::What::frame);
            }
        }
    }
}

TEST_CASE("two wrong bits that cancel out in the block check are seen by the CRC-32C") {
    for (const bool crc32c : {false, true}) {
        std::string bad = heartbeat(crc32c);
        bad[31] = static_cast<char>(bad[31] ^ 4);
        bad[32] = static_cast<char>(bad[32] ^ 4);
        CHECK((cut(bad).what == Cut::What::frame) == !crc32c);
    }
}

TEST_CASE("numbers are loaded high byte first on any machine") {
    const std::string bytes("\x01\x02\x03\x04\x05\x06\x07\x08", 8);
    CHECK(detail::load_be<std::uint16_t>(bytes.data()) == 0x0102);
    CHECK(detail::load_be<std::uint32_t>(bytes.data()) == 0x01020304);
    CHECK(detail::load_be<std::uint64_t>(bytes.data()) == 0x0102030405060708);
    for (std::size_t at = 0; at < 5; ++at)
        CHECK(detail::load_be<std::uint32_t>(bytes.data() + at) ==
              read_be<std::uint32_t>(bytes, at));
}
