// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/bytes.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("whole numbers are read in either byte order, at any place") {
    constexpr std::string_view bytes("\xFF\x99\x07\x00\x80", 5);
    CHECK(read_le<std::uint16_t>(bytes, 1) == 1945);
    CHECK(read_be<std::uint16_t>(bytes, 1) == 0x9907);
    CHECK(read_le<std::uint32_t>(bytes, 1) == 0x80000799U);
    CHECK(read_be<std::uint32_t>(bytes, 1) == 0x99070080U);
    CHECK(byte_at(bytes, 4) == 0x80);
    CHECK(bit_at(bytes, 4, 7));
    CHECK_FALSE(bit_at(bytes, 4, 0));
}

TEST_CASE("what was appended is read back") {
    std::string out = "x";
    append_le(out, std::uint32_t{0x12345678});
    append_be(out, std::uint64_t{0x0102030405060708});
    append_be(out, std::uint8_t{0xAB});
    CHECK(read_le<std::uint32_t>(out, 1) == 0x12345678);
    CHECK(read_be<std::uint64_t>(out, 5) == 0x0102030405060708);
    CHECK(byte_at(out, 13) == 0xAB);
    CHECK(out.size() == 14);
}

TEST_CASE("packed decimal has only decimal halves") {
    CHECK(from_bcd(0x59) == 59);
    CHECK(from_bcd(0x00) == 0);
    CHECK_FALSE(from_bcd(0x5A));
    CHECK_FALSE(from_bcd(0xA5));
    for (int number = 0; number < 100; ++number) CHECK(from_bcd(to_bcd(number)) == number);
}

TEST_CASE("hexadecimal text is read in both cases and written in lower case") {
    CHECK(from_hex("aF09", 0) == 0xAF);
    CHECK(from_hex("aF09", 2) == 0x09);
    CHECK_FALSE(from_hex("aF0", 2));
    CHECK_FALSE(from_hex("g0", 0));
    std::string out;
    append_hex(out, std::string_view("\x00\xAF\x09", 3));
    CHECK(out == "00af09");
}
