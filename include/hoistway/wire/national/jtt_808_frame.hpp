// SPDX-License-Identifier: Apache-2.0
//
// One frame of JT/T 808, both header editions (2013 and 2019): what stands in it, how it is cut out
// of a stream, and how it is written.
//
//     7E | message id, 2 | attributes, 2 | header of the edition | body | XOR of all | 7E
//
//     Jtt808Frame reply{.id = 0x8001, .edition = Jtt808Edition::v2019, .phone = device.phone,
//                       .sequence = 7, .body = body};
//     append_jtt_808(out, reply);          // one frame; append_jtt_808_parts splits a long body
//
// Between the marks 7E is sent as 7D 02 and 7D as 7D 01, after the XOR was formed. Numbers have the
// high byte first, strings are GBK and are handed over as bytes. Attributes: bits 0-9 length of the
// body, 10-12 encryption, 13 part of a longer message, 14 the 2019 header. The longest frame has
// 2092 bytes on the line. Time is linear, nothing is allocated but in the text appended to.
// Stateless.

#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/wire/check_sum.hpp"
#include "hoistway/wire/frame_stream.hpp"
#include "hoistway/wire/link.hpp"
#include "hoistway/wire/national/envelope.hpp"

namespace hoistway {

// Which header a frame has; attribute bit 14 says so, and nothing is guessed where the length does
// not fit it.
enum class Jtt808Edition : std::uint8_t { v2013, v2019 };

// The texts are good until the call that handed them over returns.
struct Jtt808Frame {
    std::uint16_t id = 0;  // what message it is
    Jtt808Edition edition = Jtt808Edition::v2013;
    std::uint8_t version = 1;           // of the protocol, in the 2019 header only
    std::uint8_t encryption = 0;        // 0 to 7; 0 none, 1 RSA
    std::string_view phone{};           // packed digits: 6 bytes, 10 in the 2019 header
    std::uint16_t sequence = 0;         // of the sender, by which a reply names it
    std::uint16_t part = 0, parts = 0;  // `part` of `parts`; 0 of `parts`: put together out of them
    std::string_view body{};            // without escapes
    std::uint64_t at = 0;               // of the first byte in the stream; of the last part's
};

inline constexpr std::size_t jtt_808_longest_body = 1023;  // ten bits of length

constexpr std::size_t jtt_808_phone_size(Jtt808Edition edition) noexcept {
    return edition == Jtt808Edition::v2019 ? 10 : 6;
}

namespace detail {

inline constexpr char jtt_mark = '\x7E', jtt_escape = '\x7D';
// With part of parts in the 2019 header; the check sum is one byte.
inline constexpr std::size_t jtt_longest_header = 21;
inline constexpr std::size_t jtt_longest_content = jtt_longest_header + jtt_808_longest_body + 1;

// Id, attributes, version, phone, sequence, part of parts.
constexpr std::size_t jtt_header_size(std::uint16_t attributes) noexcept {
    return ((attributes >> 14 & 1) != 0 ? 17U : 12U) + ((attributes >> 13 & 1) != 0 ? 4U : 0U);
}

// 7D has to be followed by 01, which makes it 7D, or by 02, which makes it 7E.
constexpr bool is_jtt_escape(std::string_view content, std::size_t at) noexcept {
    return at + 1 < content.size() && (content[at + 1] == 1 || content[at + 1] == 2);
}

// Takes the escapes out, in one pass; `out` holds at least as many bytes as come out.
inline std::string_view unescape_jtt(std::string_view content, std::span<char> out) noexcept {
    std::size_t size = 0;
    while (!content.empty()) {
        const std::size_t run = std::min(content.find(jtt_escape), content.size());
        assert(size + run <= out.size());
        std::memcpy(out.data() + size, content.data(), run);
        size += run;
        content.remove_prefix(run);
        if (content.empty()) break;
        out[size++] = static_cast<char>(jtt_escape + content[1] - 1);
        content.remove_prefix(2);
    }
    return {out.data(), size};
}

// The attributes, which may be escaped as any byte may.
constexpr std::uint16_t jtt_attributes(std::string_view content) noexcept {
    if (content[0] != jtt_escape && content[1] != jtt_escape && content[2] != jtt_escape &&
        content[3] != jtt_escape) {
        return read_be<std::uint16_t>(content, 2);
    }
    std::uint16_t value = 0;
    for (std::size_t at = 0, place = 0; place < 4; ++place, ++at) {
        std::uint8_t byte = byte_at(content, at);
        if (content[at] == jtt_escape) byte = static_cast<std::uint8_t>(0x7C + content[++at]);
        value = static_cast<std::uint16_t>(value << 8 | byte);
    }
    return value;
}

}  // namespace detail

struct Jtt808Framing {
    // Both marks, and every byte between them escaped.
    static constexpr std::size_t mark_size = 2, max_frame = 2 + 2 * detail::jtt_longest_content;

    // The second mark of a refused frame may be the first one of the next: it is looked at again.
    Cut cut(std::string_view bytes) const noexcept {
        if (bytes[0] != detail::jtt_mark) {
            return Cut::garbage(std::min(bytes.find(detail::jtt_mark), bytes.size()));
        }
        const std::size_t end = bytes.substr(0, max_frame).find(detail::jtt_mark, 1);
        if (end == 1) return Cut::garbage(1);
        if (end != std::string_view::npos) {
            const std::optional<Error> error = fault_of(bytes.substr(1, end - 1));
            return error ? Cut::refused(error->code, error->at + 1, end) : Cut::frame(end + 1);
        }
        if (bytes.size() < max_frame) return Cut::more(bytes.size() + 1);
        return Cut::refused(ErrorCode::too_long, 0, 1);
    }

    static constexpr std::string_view field_of(ErrorCode code) noexcept {
        if (code == ErrorCode::bad_checksum) return "check_sum";
        if (code == ErrorCode::bad_syntax) return "escape";
        return code == ErrorCode::too_long ? "length" : "";
    }

    // Nothing changes before the next mark.
    std::size_t stride(std::string_view next) const noexcept {
        const std::size_t end = next.find(detail::jtt_mark);
        return end == std::string_view::npos ? next.size() : end + 1;
    }

 private:
    // Of the bytes between the marks, cheapest first; nothing where they are a frame.
    static std::optional<Error> fault_of(std::string_view content) noexcept {
        constexpr std::size_t shortest = 13;
        std::size_t escapes = 0;
        for (std::size_t at = content.find(detail::jtt_escape); at != std::string_view::npos;
             at = content.find(detail::jtt_escape, at + 2)) {
            if (!detail::is_jtt_escape(content, at)) return Error{ErrorCode::bad_syntax, at};
            ++escapes;
        }
        const std::size_t size = content.size() - escapes;
        if (size < shortest) return Error{ErrorCode::truncated, content.size()};
        // An escape differs from its byte in the lowest bit: 7D xor 01 is 7C, 7D xor 02 is 7F.
        if (xor_sum(content) != (escapes & 1)) {
            return Error{ErrorCode::bad_checksum, content.size() - 1};
        }
        const std::uint16_t attributes = detail::jtt_attributes(content);
        const std::size_t wanted = detail::jtt_header_size(attributes) + (attributes & 0x3FFU) + 1;
        if (size < wanted) return Error{ErrorCode::truncated, content.size()};
        if (size > wanted) return Error{ErrorCode::too_long, 2};
        return std::nullopt;
    }
};

namespace detail {

inline void append_jtt_escaped(std::string& out, std::string_view bytes) {
    for (const char c : bytes) {
        const bool escaped = c == jtt_mark || c == jtt_escape;
        out += escaped ? jtt_escape : c;
        if (escaped) out += static_cast<char>(c - jtt_escape + 1);
    }
}

constexpr std::uint16_t jtt_attributes_of(const Jtt808Frame& frame) noexcept {
    const unsigned part = frame.parts > 0 ? 1 : 0;
    const unsigned edition = frame.edition == Jtt808Edition::v2019 ? 1 : 0;
    return static_cast<std::uint16_t>(frame.body.size() | (frame.encryption & 7U) << 10 |
                                      part << 13 | edition << 14);
}

}  // namespace detail

// The frame as bytes, with its escapes. False, and nothing appended, where the phone has not the
// bytes of its edition or the body more than 1023.
inline bool append_jtt_808(std::string& out, const Jtt808Frame& frame) {
    if (frame.phone.size() != jtt_808_phone_size(frame.edition)) return false;
    if (frame.body.size() > jtt_808_longest_body) return false;
    std::string head;
    append_be(head, frame.id);
    append_be(head, detail::jtt_attributes_of(frame));
    if (frame.edition == Jtt808Edition::v2019) head += static_cast<char>(frame.version);
    head += frame.phone;
    append_be(head, frame.sequence);
    if (frame.parts > 0) {
        append_be(head, frame.parts);
        append_be(head, frame.part);
    }
    const auto sum = static_cast<char>(xor_sum(head) ^ xor_sum(frame.body));
    out += detail::jtt_mark;
    detail::append_jtt_escaped(out, head);
    detail::append_jtt_escaped(out, frame.body);
    detail::append_jtt_escaped(out, {&sum, 1});
    out += detail::jtt_mark;
    return true;
}

// A message of any length: one frame where it fits into `longest` bytes of body, else parts with
// sequence numbers that count on. Answers how many frames were appended, 0 where it cannot be.
inline std::size_t append_jtt_808_parts(std::string& out, Jtt808Frame message,
                                        std::size_t longest = jtt_808_longest_body) {
    const std::string_view body = message.body;
    if (longest == 0 || longest > jtt_808_longest_body) return 0;
    const std::size_t parts = body.empty() ? 1 : (body.size() + longest - 1) / longest;
    if (parts > 0xFFFF) return 0;
    message.parts = parts == 1 ? std::uint16_t{0} : static_cast<std::uint16_t>(parts);
    message.part = 0;
    for (std::size_t i = 0; i < parts; ++i, ++message.sequence) {
        if (parts > 1) message.part = static_cast<std::uint16_t>(i + 1);
        message.body = body.substr(i * longest, longest);
        if (!append_jtt_808(out, message)) return 0;
    }
    return parts;
}

// Digits as the header of the edition holds them, zeros in front: 13912344323 is 01 39 12 34 43 23.
// Empty where they are no digits or too many.
inline std::string to_jtt_808_phone(std::string_view digits, Jtt808Edition edition) {
    const std::size_t size = jtt_808_phone_size(edition);
    std::string out(2 * size, '0');
    if (digits.size() > out.size()) return {};
    out.replace(out.size() - digits.size(), digits.size(), digits);
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint8_t high = from_hex_digit(out[2 * i]), low = from_hex_digit(out[2 * i + 1]);
        if (high > 9 || low > 9) return {};
        out[i] = static_cast<char>(high << 4 | low);
    }
    out.resize(size);
    return out;
}

}  // namespace hoistway
