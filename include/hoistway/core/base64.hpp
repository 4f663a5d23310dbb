// SPDX-License-Identifier: Apache-2.0
//
// Base64 (RFC 4648, section 4), both directions, into memory the caller owns.
//
//     std::array<std::uint8_t, 64> bytes;
//     const Result<std::size_t> length = decode_base64("lpPuYAEA", bytes);
//
// Padding may be left out, as some devices do; any other letter is an error at its place.
// Linear time, no allocation.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"

namespace hoistway {

namespace detail {

inline constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The six bits of each letter, 0xFF where it is none.
inline constexpr std::array<std::uint8_t, 256> base64_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(0xFF);
    for (std::size_t i = 0; i < base64_letters.size(); ++i) {
        values[static_cast<std::uint8_t>(base64_letters[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

}  // namespace detail

// Bytes written to `out`; too_long where it cannot hold them.
inline Result<std::size_t> decode_base64(std::string_view text, std::span<std::uint8_t> out) {
    while (!text.empty() && text.back() == '=') text.remove_suffix(1);
    if (text.size() % 4 == 1) return Error{ErrorCode::truncated, text.size()};
    std::uint32_t bits = 0;
    int held = 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint8_t six = detail::base64_values[static_cast<std::uint8_t>(text[i])];
        if (six == 0xFF) return Error{ErrorCode::bad_value, i};
        bits = (bits << 6) | six;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        if (length == out.size()) return Error{ErrorCode::too_long, i};
        out[length++] = static_cast<std::uint8_t>(bits >> held);
    }
    return length;
}

inline void append_base64(std::string& out, std::span<const std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const auto byte = [&](std::size_t k) -> std::uint32_t {
            return k < left ? bytes[i + k] : 0;
        };
        const std::uint32_t bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out += detail::base64_letters[bits >> 18];
        out += detail::base64_letters[bits >> 12 & 63];
        out += left > 1 ? detail::base64_letters[bits >> 6 & 63] : '=';
        out += left > 2 ? detail::base64_letters[bits & 63] : '=';
    }
}

}  // namespace hoistway
