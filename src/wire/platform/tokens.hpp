// SPDX-License-Identifier: Apache-2.0
//
// Pieces of JSON text that the reader by simdjson and the cursor see with the same eyes.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hoistway::platform {

// Bytes of a string up to its closing quote, a backslash, a control byte or one beyond ASCII; at
// most up to `end`, behind which seven more bytes can be read.
inline const char* skip_plain_ascii(const char* at, const char* end) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x80 * ones;
    for (; at < end; at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at, 8);
        if constexpr (std::endian::native == std::endian::big) eight = __builtin_bswap64(eight);
        const std::uint64_t quote = eight ^ 0x22 * ones, back = eight ^ 0x5C * ones;
        const std::uint64_t found =
            ((quote - ones) | (back - ones) | (eight - 0x20 * ones) | eight) & tops;
        if (found != 0) {
            const char* stop = at + std::countr_zero(found) / 8;
            return stop < end ? stop : end;
        }
    }
    return end;
}

inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// The grammar of RFC 8259, section 6.
inline bool is_json_number(std::string_view text) noexcept {
    std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at > from;
    };
    const bool zero = at < text.size() && text[at] == '0';
    const std::size_t whole = at;
    if (!digits() || (zero && at > whole + 1)) return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (!digits()) return false;
    }
    return at == text.size();
}

inline bool is_json_scalar(std::string_view token) noexcept {
    return is_json_number(token) || token == "true" || token == "false" || token == "null";
}

}  // namespace hoistway::platform
