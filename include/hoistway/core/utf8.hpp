// SPDX-License-Identifier: Apache-2.0
//
// Is this text UTF-8, and if not, at which byte does it stop being so?
//
//     const std::size_t at = first_bad_utf8(line);
//     if (at != line.size()) ...  // most likely GBK: say so, and how to convert it
//
// Linear time, no allocation. Overlong forms, surrogates and values above U+10FFFF are bad.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hoistway {

namespace detail {

// Bytes in the sequence that starts here, 0 where it is no valid sequence.
constexpr std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const std::uint8_t lead = byte(0), next = byte(1);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if ((lead & 0xF0) == 0xE0) {
        const bool overlong = lead == 0xE0 && next < 0xA0, surrogate = lead == 0xED && next > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool overlong = lead == 0xF0 && next < 0x90, beyond = lead == 0xF4 && next > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

}  // namespace detail

// The first byte that breaks the rules, or text.size() where none does.
constexpr std::size_t first_bad_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = detail::utf8_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

}  // namespace hoistway
