// SPDX-License-Identifier: Apache-2.0
//
// The neutral frame, a link for new lift terminals: where it begins and ends, who speaks, what kind
// of message it is.
//
//     FrameStream<NeutralFraming> stream;                    // cuts the bytes of a connection
//     const NeutralFrame frame{bytes};                       // frame.kind(), frame.id(), ...
//     const std::size_t start = begin_neutral(out, head);    // then the message, then
//     end_neutral(out, start);                               // length, CRC-32C, block check
//
// `##`, command, answer, identity, encryption flag, length, body, block check: the discipline that
// GB/T 32960.3-2016 uses for vehicles, with a body of our own. It is no national standard. Numbers
// stand high byte first. A frame has 4096 bytes at most [default], a wrong check sum costs the
// frame, an unsound mark costs a byte or two. Linear time, nothing is allocated but in the text
// appended to. The page for who builds a terminal: docs/neutral_frame.md.

#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "hoistway/core/short_text.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/check_sum.hpp"
#include "hoistway/wire/frame_stream.hpp"

namespace hoistway {

// 01 to 08 are numbered as in GB/T 32960.3; the terminal asks, the platform answers. From 81 on the
// platform asks and the terminal answers. None of them moves a lift.
enum class NeutralKind : std::uint8_t {
    login = 0x01,
    status = 0x02,
    resend = 0x03,  // a status frame that was sent before
    logout = 0x04,
    heartbeat = 0x07,
    time_sync = 0x08,
    set_interval = 0x81,
    report_now = 0x82,
    restart = 0x83,  // the terminal's own program
};

enum class NeutralAnswer : std::uint8_t {
    accepted = 0x01,      // or had already
    refused = 0x02,       // sound, but not readable: sending it again does not help
    out_of_order = 0x03,  // an earlier frame is missing: send from `next` on
    log_in_first = 0x04,
    none = 0xFE,  // the frame is no answer
};

// Printable ASCII without blanks, 1 to 20 letters.
using NeutralId = ShortText<21>;

// Who a frame is from or for, and whether its frames carry a CRC-32C.
struct NeutralParty {
    NeutralId id{};
    bool crc32c = false;
};

namespace detail {

inline constexpr std::string_view neutral_mark = "##";
inline constexpr std::size_t neutral_id_at = 4, neutral_id_size = 20;
inline constexpr std::size_t neutral_encryption_at = 24, neutral_length_at = 25;
inline constexpr std::size_t neutral_body_at = 27;
inline constexpr std::size_t neutral_prefix_size = 14;  // version, flags, sequence, time
inline constexpr std::size_t neutral_crc_size = 4;
inline constexpr std::uint8_t neutral_plain = 0x01;  // of the encryption flag
inline constexpr std::uint8_t neutral_version = 1;
inline constexpr std::uint8_t neutral_crc_flag = 0x01;

constexpr std::uint16_t swapped(std::uint16_t v) noexcept {
    return static_cast<std::uint16_t>(v << 8 | v >> 8);
}
constexpr std::uint32_t swapped(std::uint32_t v) noexcept {
    return v << 24 | (v << 8 & 0xFF0000) | (v >> 8 & 0xFF00) | v >> 24;
}
constexpr std::uint64_t swapped(std::uint64_t v) noexcept {
    return std::uint64_t{swapped(static_cast<std::uint32_t>(v))} << 32 |
           swapped(static_cast<std::uint32_t>(v >> 32));
}

// As the machine would have it in memory with its lowest byte in front.
template <std::unsigned_integral T>
constexpr T to_little(T value) noexcept {
    return std::endian::native == std::endian::little ? value : swapped(value);
}

// As read_be, for where the time goes: one load, and one swap where the machine needs it.
template <std::unsigned_integral T>
T load_be(const char* bytes) noexcept {
    T value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return swapped(to_little(value));
}

}  // namespace detail

// The parts of a sound frame, in place.
struct NeutralFrame {
    std::string_view bytes;

    std::uint8_t command() const noexcept { return byte_at(bytes, 2); }
    NeutralKind kind() const noexcept { return static_cast<NeutralKind>(command()); }
    std::uint8_t answer() const noexcept { return byte_at(bytes, 3); }
    // All 20 bytes, with what fills them up.
    std::string_view id() const noexcept {
        return bytes.substr(detail::neutral_id_at, detail::neutral_id_size);
    }
    std::uint8_t encryption() const noexcept {
        return byte_at(bytes, detail::neutral_encryption_at);
    }
    std::string_view body() const noexcept {
        return bytes.substr(detail::neutral_body_at, bytes.size() - detail::neutral_body_at - 1);
    }
    // What can be looked at only where the body is as long as its prefix.
    bool has_prefix() const noexcept { return body().size() >= detail::neutral_prefix_size; }
    std::uint8_t version() const noexcept { return byte_at(bytes, detail::neutral_body_at); }
    std::uint8_t flags() const noexcept { return byte_at(bytes, detail::neutral_body_at + 1); }
    std::uint32_t sequence() const noexcept {
        return detail::load_be<std::uint32_t>(bytes.data() + detail::neutral_body_at + 2);
    }
    Time time() const noexcept {
        const auto millis =
            detail::load_be<std::uint64_t>(bytes.data() + detail::neutral_body_at + 6);
        return Time{Duration{std::bit_cast<std::int64_t>(millis)}};
    }
    bool has_crc() const noexcept {
        return has_prefix() && version() == detail::neutral_version &&
               (flags() & detail::neutral_crc_flag) != 0;
    }
    // What follows the prefix, without the CRC-32C.
    std::string_view content() const noexcept {
        std::string_view rest = body().substr(detail::neutral_prefix_size);
        if (has_crc()) rest.remove_suffix(detail::neutral_crc_size);
        return rest;
    }
};

struct NeutralFraming {
    static constexpr std::size_t mark_size = 2;
    static constexpr std::size_t max_frame = 4096;  // [default]
    static constexpr std::size_t max_body = max_frame - detail::neutral_body_at - 1;

    Cut cut(std::string_view bytes) const noexcept {
        if (!bytes.starts_with(detail::neutral_mark)) return search(bytes);
        if (bytes.size() < detail::neutral_body_at) return look_at_third(bytes);
        const std::size_t body = read_be<std::uint16_t>(bytes, detail::neutral_length_at);
        if (bytes[2] == '#') return Cut::garbage(1);
        if (body > max_body)
            return Cut::refused(ErrorCode::too_long, detail::neutral_length_at, mark_size);
        const std::size_t size = detail::neutral_body_at + body + 1;
        if (bytes.size() < size) return Cut::more(size);
        return check(bytes.substr(0, size));
    }

 private:
    static Cut search(std::string_view bytes) noexcept {
        const std::size_t skipped = before_mark(bytes, detail::neutral_mark);
        return skipped > 0 ? Cut::garbage(skipped) : Cut::more(mark_size);
    }

    // No command is '#': of three in a row the first one is garbage.
    static Cut look_at_third(std::string_view bytes) noexcept {
        if (bytes.size() > 2 && bytes[2] == '#') return Cut::garbage(1);
        return Cut::more(bytes.size() > 2 ? detail::neutral_body_at : mark_size + 1);
    }

    static Cut check(std::string_view bytes) noexcept {
        const std::size_t last = bytes.size() - 1;
        if (xor_sum(bytes.substr(mark_size, last - mark_size)) != byte_at(bytes, last))
            return Cut::refused(ErrorCode::bad_checksum, last, mark_size);
        const NeutralFrame frame{bytes};
        if (!frame.has_crc()) return Cut::frame(bytes.size());
        if (frame.body().size() < detail::neutral_prefix_size + detail::neutral_crc_size)
            return Cut::refused(ErrorCode::truncated, last, mark_size);
        const std::size_t crc_at = last - detail::neutral_crc_size;
        if (crc32c(bytes.substr(mark_size, crc_at - mark_size)) !=
            read_be<std::uint32_t>(bytes, crc_at))
            return Cut::refused(ErrorCode::bad_checksum, crc_at, mark_size);
        return Cut::frame(bytes.size());
    }
};

// What stands in front of every message. Write `never` where the clock was never set.
struct NeutralHead {
    NeutralKind kind{};
    NeutralAnswer answer = NeutralAnswer::none;
    NeutralParty party{};
    std::uint32_t sequence = 0;
    Time time = never;
};

namespace detail {

inline void put_be(std::string& out, std::size_t at, std::uint32_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        out[at + i] = static_cast<char>(value >> 8 * (size - 1 - i) & 0xFF);
    }
}

// Makes both check sums true again; the length has to be.
inline void seal_neutral(std::string& out, std::size_t start) {
    const std::size_t last = out.size() - 1;
    const auto covered = [&](std::size_t end) {
        return std::string_view(out).substr(start + 2, end - start - 2);
    };
    if (NeutralFrame{std::string_view(out).substr(start)}.has_crc()) {
        const std::size_t crc_at = last - neutral_crc_size;
        put_be(out, crc_at, crc32c(covered(crc_at)), neutral_crc_size);
    }
    out[last] = static_cast<char>(xor_sum(covered(last)));
}

}  // namespace detail

// Writes all that stands before the message's own fields; answers where the frame starts.
inline std::size_t begin_neutral(std::string& out, const NeutralHead& head) {
    const std::size_t start = out.size();
    out += detail::neutral_mark;
    out += static_cast<char>(head.kind);
    out += static_cast<char>(head.answer);
    out += head.party.id.view();
    out.append(detail::neutral_id_size - head.party.id.view().size(), '\0');
    out += static_cast<char>(detail::neutral_plain);
    append_be(out, std::uint16_t{0});
    out += static_cast<char>(detail::neutral_version);
    out += static_cast<char>(head.party.crc32c ? detail::neutral_crc_flag : 0);
    append_be(out, head.sequence);
    append_be(out,
              std::bit_cast<std::uint64_t>(std::int64_t{head.time.time_since_epoch().count()}));
    return start;
}

inline void end_neutral(std::string& out, std::size_t start) {
    const bool crc = (byte_at(out, start + detail::neutral_body_at + 1) & 1) != 0;
    if (crc) out.append(detail::neutral_crc_size, '\0');
    const std::size_t body = out.size() - start - detail::neutral_body_at;
    detail::put_be(out, start + detail::neutral_length_at, static_cast<std::uint32_t>(body), 2);
    out += '\0';
    detail::seal_neutral(out, start);
}

}  // namespace hoistway
