// SPDX-License-Identifier: Apache-2.0
//
// Strings and numbers as JSON, appended to a text that the caller is building.
//
//     std::string out = "{\"address\":";
//     append_json_string(out, "示范路1号");
//     append_json_number(out, 0.1);   // 0.1, never 0.1000000001 and never 0,1
//
// The same bytes everywhere: no locale, numbers in their shortest exact form, letters beyond ASCII
// as they are. Bytes that are not UTF-8 become U+FFFD, a number that JSON cannot hold becomes null.

#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/utf8.hpp"

namespace hoistway {

namespace detail {

inline void append_json_ascii(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
    if (const std::size_t at = special.find(c); at != std::string_view::npos) {
        out += '\\';
        out += letters[at];
    } else if (const auto byte = static_cast<std::uint8_t>(c); byte < 0x20) {
        out += "\\u00";
        out += hex[byte >> 4];
        out += hex[byte & 15];
    } else {
        out += c;
    }
}

}  // namespace detail

// With its quotes.
inline void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = detail::utf8_length(text, at);
        if (length == 1) {
            detail::append_json_ascii(out, text[at]);
        } else {
            out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, length);
        }
        at += length == 0 ? 1 : length;
    }
    out += '"';
}

template <std::integral N>
void append_json_number(std::string& out, N value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

// A whole number that a double holds exactly is written without point or exponent.
template <std::floating_point N>
void append_json_number(std::string& out, N value) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    const auto wide = static_cast<double>(value);
    if (!std::isfinite(wide)) {
        out += "null";
    } else if (wide == std::trunc(wide) && std::abs(wide) <= exact) {
        append_json_number(out, static_cast<std::int64_t>(wide));
    } else {
        char digits[32];
        out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }
}

}  // namespace hoistway
