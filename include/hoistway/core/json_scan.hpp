// SPDX-License-Identifier: Apache-2.0
//
// Reads the members of one JSON object in the order in which they stand, out of text the caller
// keeps: made for telemetry, where an object is flat and a line is short.
//
//     JsonScan scan(R"({"lift":"A-1","floor":3})");
//     JsonMember member;
//     while (scan.next(member)) use(member.key, member.text);
//     if (scan.error()) ...  // at which byte, and why
//
// Nothing is copied and nothing allocated: keys and values are views into the text. A string is
// given raw, between its quotes; unescape() only where `escaped` says so. An object or array is
// given as its whole text, to be scanned in its turn. Linear time, nesting limited to 32.
// Configuration files are not its business: those are read with a full JSON library.

#pragma once

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include "hoistway/core/error.hpp"

namespace hoistway {

enum class JsonKind : std::uint8_t { null, boolean, number, string, object, array };

struct JsonMember {
    std::string_view key;
    std::string_view text;   // raw: between the quotes of a string, else the whole value
    std::size_t key_at = 0;  // byte of the key's first letter
    std::size_t at = 0;      // byte of the text
    JsonKind kind{};
    bool escaped = false;      // the string has a backslash in it
    bool key_escaped = false;  // so has the key
};

class JsonScan {
 public:
    explicit JsonScan(std::string_view text) noexcept : text_(text) {}

    // The next member; false at the end of the object and at the first error.
    bool next(JsonMember& member) noexcept {
        if (state_ == State::done || state_ == State::failed) return false;
        skip_space();
        if (state_ == State::before) {
            if (!take('{')) return fail(ErrorCode::bad_syntax);
            skip_space();
            if (take('}')) return finish();
        } else if (take('}')) {
            return finish();
        } else if (!take(',')) {
            return fail(ErrorCode::bad_syntax);
        }
        state_ = State::inside;
        skip_space();
        return read_key(member) && read_value(member);
    }

    // What stopped the scan, if it was not the end of the object.
    const std::optional<Error>& error() const noexcept { return error_; }

    // The first byte behind the object, once next() has answered false without an error.
    std::size_t end() const noexcept { return at_; }

 private:
    enum class State : std::uint8_t { before, inside, done, failed };
    static constexpr int max_depth = 32;  // [default] telemetry nests three deep

    static constexpr bool is_space(char c) noexcept {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    bool at_end() const noexcept { return at_ >= text_.size(); }
    bool see(char c) const noexcept { return !at_end() && text_[at_] == c; }

    bool take(char c) noexcept {
        if (!see(c)) return false;
        ++at_;
        return true;
    }

    void skip_space() noexcept {
        while (!at_end() && is_space(text_[at_])) ++at_;
    }

    bool finish() noexcept {
        state_ = State::done;
        return false;
    }

    bool fail(ErrorCode code) noexcept {
        state_ = State::failed;
        error_ = Error{at_end() ? ErrorCode::truncated : code, at_};
        return false;
    }

    bool read_key(JsonMember& member) noexcept {
        if (!take('"')) return fail(ErrorCode::bad_syntax);
        member.key_at = at_;
        if (!skip_string(member.key_escaped)) return false;
        member.key = text_.substr(member.key_at, at_ - 1 - member.key_at);
        skip_space();
        if (!take(':')) return fail(ErrorCode::bad_syntax);
        skip_space();
        return true;
    }

    bool read_value(JsonMember& member) noexcept {
        member.escaped = false;
        member.at = at_;
        if (at_end()) return fail(ErrorCode::truncated);
        switch (text_[at_]) {
            case '"':
                member.kind = JsonKind::string;
                member.at = ++at_;
                if (!skip_string(member.escaped)) return false;
                member.text = text_.substr(member.at, at_ - 1 - member.at);
                return true;
            case '{':
            case '[':
                member.kind = text_[at_] == '{' ? JsonKind::object : JsonKind::array;
                if (!skip_nested()) return false;
                break;
            case 't':
            case 'f':
                member.kind = JsonKind::boolean;
                if (!skip_word(text_[at_] == 't' ? "true" : "false")) return false;
                break;
            case 'n':
                member.kind = JsonKind::null;
                if (!skip_word("null")) return false;
                break;
            default:
                member.kind = JsonKind::number;
                if (!skip_number()) return false;
        }
        member.text = text_.substr(member.at, at_ - member.at);
        return true;
    }

    // The bytes of `eight` that are below 0x20, a quote or a backslash, by their top bit; true of
    // the lowest one, while those above it may be marked in error.
    static constexpr std::uint64_t special(std::uint64_t eight) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x80 * ones;
        const std::uint64_t quote = eight ^ 0x22 * ones, back = eight ^ 0x5C * ones;
        return (((quote - ones) & ~quote) | ((back - ones) & ~back) |
                ((eight - 0x20 * ones) & ~eight)) &
               tops;
    }

    // The first byte from here on that a string does not simply go past, or one of the last seven.
    std::size_t skip_plain(std::size_t at) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            for (; at + 8 <= text_.size(); at += 8) {
                std::uint64_t eight = 0;
                std::memcpy(&eight, text_.data() + at, 8);
                const std::uint64_t found = special(eight);
                if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
            }
        }
        return at;
    }

    // Stands behind the opening quote; ends behind the closing one.
    bool skip_string(bool& escaped) noexcept {
        escaped = false;
        for (at_ = skip_plain(at_); !at_end(); at_ = skip_plain(at_ + 1)) {
            const char c = text_[at_];
            if (c == '"') {
                ++at_;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20) return fail(ErrorCode::bad_syntax);
            if (c != '\\') continue;
            escaped = true;
            ++at_;
            if (!skip_escape()) return false;
        }
        return fail(ErrorCode::truncated);
    }

    // Stands on the letter behind the backslash; ends on the last letter of the escape.
    bool skip_escape() noexcept {
        if (at_end()) return fail(ErrorCode::truncated);
        if (text_[at_] != 'u') {
            if (std::string_view("\"\\/bfnrt").find(text_[at_]) != std::string_view::npos)
                return true;
            return fail(ErrorCode::bad_syntax);
        }
        for (int i = 0; i < 4; ++i) {
            ++at_;
            if (at_end() || !is_hex(text_[at_])) return fail(ErrorCode::bad_syntax);
        }
        return true;
    }

    static constexpr bool is_hex(char c) noexcept {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    // Brackets are matched by count, and strings inside are skipped whole; what stands between is
    // judged when the nested text is scanned.
    bool skip_nested() noexcept {
        int depth = 0;
        for (; !at_end(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                bool escaped = false;
                ++at_;
                if (!skip_string(escaped)) return false;
                --at_;
            } else if (c == '{' || c == '[') {
                if (++depth > max_depth) return fail(ErrorCode::too_long);
            } else if ((c == '}' || c == ']') && --depth == 0) {
                ++at_;
                return true;
            }
        }
        return fail(ErrorCode::truncated);
    }

    bool skip_word(std::string_view word) noexcept {
        for (const char c : word) {
            if (!take(c)) return fail(ErrorCode::bad_syntax);
        }
        return true;
    }

    bool skip_digits() noexcept {
        const std::size_t from = at_;
        while (!at_end() && is_digit(text_[at_])) ++at_;
        return at_ > from || fail(ErrorCode::bad_syntax);
    }

    bool skip_number() noexcept {
        take('-');
        if (see('0')) {
            ++at_;
        } else if (!skip_digits()) {
            return false;
        }
        if (take('.') && !skip_digits()) return false;
        if (see('e') || see('E')) {
            ++at_;
            if (!take('+')) take('-');
            return skip_digits();
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<Error> error_;
    State state_ = State::before;
};

// The number in a value's text; nothing where it is none, or one that a double cannot hold.
inline std::optional<double> to_number(std::string_view text) noexcept {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace hoistway
