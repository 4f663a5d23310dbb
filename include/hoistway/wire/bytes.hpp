// SPDX-License-Identifier: Apache-2.0
//
// Whole numbers out of bytes and into bytes, in either byte order, and the two ways in which links
// write digits: packed decimal (BCD) and hexadecimal text.
//
//     read_be<std::uint16_t>(frame, 22);         // bytes 22 and 23, the high one first
//     append_le(out, std::uint32_t{1945});       // 99 07 00 00
//
// Reading outside the bytes is a caller's bug: look at the length first. Alignment and the byte
// order of the machine play no part. Constant time, no allocation but in the text appended to.

#pragma once

#include <bit>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace hoistway {

constexpr std::uint8_t byte_at(std::string_view bytes, std::size_t at) noexcept {
    assert(at < bytes.size());
    return static_cast<std::uint8_t>(bytes[at]);
}

constexpr bool bit_at(std::string_view bytes, std::size_t at, unsigned bit) noexcept {
    return (byte_at(bytes, at) >> bit & 1) != 0;
}

template <std::unsigned_integral T>
constexpr T read_le(std::string_view bytes, std::size_t at) noexcept {
    assert(at + sizeof(T) <= bytes.size());
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>(value | static_cast<T>(byte_at(bytes, at + i)) << 8 * i);
    }
    return value;
}

template <std::unsigned_integral T>
constexpr T read_be(std::string_view bytes, std::size_t at) noexcept {
    assert(at + sizeof(T) <= bytes.size());
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>(value | static_cast<T>(byte_at(bytes, at + i))
                                           << 8 * (sizeof(T) - 1 - i));
    }
    return value;
}

template <std::unsigned_integral T>
void append_le(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

template <std::unsigned_integral T>
void append_be(std::string& out, T value) {
    for (std::size_t i = sizeof(T); i-- > 0;) out += static_cast<char>(value >> 8 * i & 0xFF);
}

// Two decimal digits in a byte, 0x59 = 59; nothing where a half is above 9.
constexpr std::optional<int> from_bcd(std::uint8_t byte) noexcept {
    if (byte >> 4 > 9 || (byte & 15) > 9) return std::nullopt;
    return (byte >> 4) * 10 + (byte & 15);
}

constexpr std::uint8_t to_bcd(int number) noexcept {
    assert(number >= 0 && number <= 99);
    return static_cast<std::uint8_t>(number / 10 << 4 | number % 10);
}

// The value of a hexadecimal digit of either case; above 15 where it is none.
constexpr std::uint8_t from_hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return 0xFF;
}

// The byte whose two digits stand at `at`.
constexpr std::optional<std::uint8_t> from_hex(std::string_view text, std::size_t at) noexcept {
    if (at + 2 > text.size()) return std::nullopt;
    const std::uint8_t high = from_hex_digit(text[at]), low = from_hex_digit(text[at + 1]);
    if (high > 15 || low > 15) return std::nullopt;
    return static_cast<std::uint8_t>(high << 4 | low);
}

// Lower case, two digits a byte.
inline void append_hex(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += digits[byte_at(bytes, i) >> 4];
        out += digits[byte_at(bytes, i) & 15];
    }
}

}  // namespace hoistway
