// SPDX-License-Identifier: Apache-2.0
//
// The pieces of JSON that every reader of this room shares: strings with their escapes, and the
// look-up of keys that mostly come in the same order.
//
//     std::array<char, 64> room;
//     unescape_json(R"(A\u002d1)", room);            // "A-1"
//
// Linear time, nothing is allocated. Writing is core/json_write.hpp.

#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/wire/bytes.hpp"

namespace hoistway {

namespace detail {

template <class Word>
bool same_ends(const char* a, const char* b, std::size_t size) noexcept {
    Word a_first, b_first, a_last, b_last;
    std::memcpy(&a_first, a, sizeof(Word));
    std::memcpy(&b_first, b, sizeof(Word));
    std::memcpy(&a_last, a + size - sizeof(Word), sizeof(Word));
    std::memcpy(&b_last, b + size - sizeof(Word), sizeof(Word));
    return a_first == b_first && a_last == b_last;
}

// Equality of the short texts that keys and words are, without a call for each.
inline bool same_text(std::string_view a, std::string_view b) noexcept {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    if (size > 16) return a == b;
    if (size >= 8) return same_ends<std::uint64_t>(a.data(), b.data(), size);
    if (size >= 4) return same_ends<std::uint32_t>(a.data(), b.data(), size);
    for (std::size_t i = 0; i < size; ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

// Finds a key's place in a table of names. It remembers which name stood at which place of the
// record before, so that a stream in a steady order costs one comparison a key.
template <std::size_t N>
class KeyOrder {
    static_assert(N < 256, "a place has to fit one byte");

 public:
    // N where no name fits.
    std::size_t find(const std::array<std::string_view, N>& names, std::size_t place,
                     std::string_view key) noexcept {
        if (place < N && same_text(names[order_[place]], key)) return order_[place];
        for (std::size_t i = 0; i < N; ++i) {
            if (!same_text(names[i], key)) continue;
            if (place < N) order_[place] = static_cast<std::uint8_t>(i);
            return i;
        }
        return N;
    }

 private:
    std::array<std::uint8_t, N> order_{};
};

inline bool all_ascii(std::string_view text) noexcept {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, 8);
        if ((eight & 0x8080808080808080U) != 0) return false;
    }
    for (; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
    }
    return true;
}

// first_bad_utf8, quick where there is nothing but ASCII.
inline std::size_t first_bad_byte(std::string_view text) noexcept {
    return all_ascii(text) ? text.size() : first_bad_utf8(text);
}

// The 16 bits of the escape that stands at `at` ("\u00e9"); above 0xFFFF where there is none.
constexpr std::uint32_t read_unit(std::string_view raw, std::size_t at) noexcept {
    if (raw.size() < at + 6 || raw[at] != '\\' || raw[at + 1] != 'u') return 0x10000;
    std::uint32_t unit = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
        const std::uint32_t digit = from_hex_digit(raw[i]);
        if (digit > 15) return 0x10000;
        unit = unit << 4 | digit;
    }
    return unit;
}

struct Utf8 {
    std::array<char, 4> bytes{};
    std::size_t size = 0;
};

constexpr Utf8 to_utf8(std::uint32_t letter) noexcept {
    const auto low = [&](int shift) { return static_cast<char>(0x80 | (letter >> shift & 0x3F)); };
    if (letter < 0x80) return {{static_cast<char>(letter)}, 1};
    if (letter < 0x800) return {{static_cast<char>(0xC0 | letter >> 6), low(0)}, 2};
    if (letter < 0x10000) {
        return {{static_cast<char>(0xE0 | letter >> 12), low(6), low(0)}, 3};
    }
    return {{static_cast<char>(0xF0 | letter >> 18), low(12), low(6), low(0)}, 4};
}

struct Escape {
    Utf8 letter;           // of no size where the escape is bad
    std::size_t size = 0;  // bytes that it takes in the raw text
};

// The escape at `at`, where a backslash stands. Half of a surrogate pair is no letter.
constexpr Escape read_escape(std::string_view raw, std::size_t at) noexcept {
    constexpr std::string_view names = "\"\\/bfnrt", letters = "\"\\/\b\f\n\r\t";
    const std::size_t name = at + 1 < raw.size() ? names.find(raw[at + 1]) : std::string_view::npos;
    if (name != std::string_view::npos) return {{{letters[name]}, 1}, 2};
    const std::uint32_t unit = read_unit(raw, at);
    if (unit < 0xD800 || (unit > 0xDFFF && unit < 0x10000)) return {to_utf8(unit), 6};
    const std::uint32_t next = unit < 0xDC00 ? read_unit(raw, at + 6) : 0;
    if (next < 0xDC00 || next > 0xDFFF) return {};
    return {to_utf8(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00)), 12};
}

}  // namespace detail

// The letters of a raw JSON string in `room`, which they must fit. Errors carry the raw byte.
inline Result<std::string_view> unescape_json(std::string_view raw, std::span<char> room) noexcept {
    std::size_t size = 0;
    for (std::size_t at = 0; at < raw.size();) {
        const bool plain = raw[at] != '\\';
        const detail::Escape escape = plain ? detail::Escape{{{raw[at]}, 1}, 1}  //
                                            : detail::read_escape(raw, at);
        if (escape.letter.size == 0) return Error{ErrorCode::bad_encoding, at};
        if (size + escape.letter.size > room.size()) return Error{ErrorCode::too_long, at};
        std::memcpy(room.data() + size, escape.letter.bytes.data(), escape.letter.size);
        size += escape.letter.size;
        at += escape.size;
    }
    return std::string_view{room.data(), size};
}

}  // namespace hoistway
