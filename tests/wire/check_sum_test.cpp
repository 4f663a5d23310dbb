// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/check_sum.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace hoistway;

namespace {

std::string any_bytes(std::mt19937& random, std::size_t size) {
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    return bytes;
}

// A bit at a time, straight from the definition.
template <class T>
T slow_crc(T polynomial, T sum, std::string_view bytes) {
    for (const char c : bytes) {
        sum = static_cast<T>(sum ^ static_cast<std::uint8_t>(c));
        for (int bit = 0; bit < 8; ++bit) {
            sum = static_cast<T>((sum & 1) != 0 ? (sum >> 1) ^ polynomial : sum >> 1);
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("the check values of the CRC catalogue come out for 123456789") {
    CHECK(crc16_modbus("123456789") == 0x4B37);
    CHECK(crc32c("123456789") == 0xE3069283U);
}

TEST_CASE("the CRC-32C of 32 zero bytes is that of RFC 3720, B.4") {
    CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AAU);
    CHECK(crc32c(std::string(32, '\xFF')) == 0x62A8AB43U);
}

TEST_CASE("the query 02 03 00 40 00 17 of a controller has the sum 0x2304") {
    CHECK(crc16_modbus(std::string_view("\x02\x03\x00\x40\x00\x17", 6)) == 0x2304);
}

TEST_CASE("every length gives what one byte at a time gives") {
    std::mt19937 random(3);
    for (std::size_t size = 0; size < 200; ++size) {
        CAPTURE(size);
        const std::string bytes = any_bytes(random, size);
        std::uint8_t all_xor = 0;
        unsigned all_sum = 0;
        for (const char c : bytes) {
            all_xor = static_cast<std::uint8_t>(all_xor ^ static_cast<std::uint8_t>(c));
            all_sum += static_cast<std::uint8_t>(c);
        }
        CHECK(xor_sum(bytes) == all_xor);
        CHECK(byte_sum(bytes) == (all_sum & 0xFF));
        CHECK(crc16_modbus(bytes) == slow_crc<std::uint16_t>(0xA001, 0xFFFF, bytes));
        CHECK(crc32c(bytes) == ~slow_crc<std::uint32_t>(0x82F63B78U, 0xFFFFFFFFU, bytes));
    }
}
