// SPDX-License-Identifier: Apache-2.0
//
// The envelope of GB/T 32960.3-2016, as deployed between electric vehicles and their platforms: a
// model of a frame with mark, length, check byte and acknowledgement. Bytes in, frames out.
//
//     Gbt32960Decoder link;
//     link.feed(bytes, received, [&](const auto& record) { ... });  // Gbt32960Frame, WireError
//     acknowledge(out, frame, true);                                // the answer to send
//
//     23 23 | command | answer | id, 17 | encryption | length, 2 | body | XOR from command to body
//
// Numbers have the high byte first. What a body says is read by gbt_32960_body.hpp; nothing in it
// is taken for a lift's signal. A body under encryption is handed over unread. Memory is a buffer
// of the longest frame and 150 bytes; nothing is allocated but in the text appended to. Time per
// frame is that of the XOR over it. One decoder per connection, one thread. Sources and what is
// unverified: see docs/national_frames.md. A 2025 edition is said to begin with 24 24 (unverified):
// that is not read.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/wire/check_sum.hpp"
#include "hoistway/wire/frame_stream.hpp"
#include "hoistway/wire/link.hpp"
#include "hoistway/wire/national/envelope.hpp"

namespace hoistway {

// What the frame is about. 1 to 4 were seen in recordings, the others are told by one public
// implementation; 0x80 to 0x82 go from the platform to the terminal and have no word here.
enum class Gbt32960Command : std::uint8_t {
    login = 1,
    realtime = 2,
    resend = 3,  // realtime again, kept while there was no connection
    logout = 4,
    platform_login = 5,
    platform_logout = 6,
    heartbeat = 7,
    time_sync = 8,
};

// Whether the frame answers, and how. 2 and 3 were not seen on a wire.
enum class Gbt32960Answer : std::uint8_t {
    success = 1,
    error = 2,
    duplicate_id = 3,
    command = 0xFE,  // no answer: the frame asks or tells
};

// Of the body alone. Only `none` was seen on a wire.
enum class Gbt32960Encryption : std::uint8_t {
    none = 1,
    rsa = 2,
    aes = 3,
    abnormal = 0xFE,
    invalid = 0xFF,
};

// The text of a value, empty where the library has no word for it.
constexpr std::string_view to_string(Gbt32960Command command) noexcept {
    constexpr std::string_view words[] = {"login",     "realtime",       "resend",
                                          "logout",    "platform_login", "platform_logout",
                                          "heartbeat", "time_sync"};
    const auto number = static_cast<std::size_t>(command);
    return number >= 1 && number <= std::size(words) ? words[number - 1] : std::string_view();
}

constexpr std::string_view to_string(Gbt32960Answer answer) noexcept {
    switch (answer) {
        case Gbt32960Answer::success:
            return "success";
        case Gbt32960Answer::error:
            return "error";
        case Gbt32960Answer::duplicate_id:
            return "duplicate_id";
        case Gbt32960Answer::command:
            return "command";
    }
    return {};
}

constexpr std::string_view to_string(Gbt32960Encryption encryption) noexcept {
    switch (encryption) {
        case Gbt32960Encryption::none:
            return "none";
        case Gbt32960Encryption::rsa:
            return "rsa";
        case Gbt32960Encryption::aes:
            return "aes";
        case Gbt32960Encryption::abnormal:
            return "abnormal";
        case Gbt32960Encryption::invalid:
            return "invalid";
    }
    return {};
}

// Any value of a byte may stand in the first three. The texts are good until the call that handed
// them over returns.
struct Gbt32960Frame {
    Gbt32960Command command{};
    Gbt32960Answer answer = Gbt32960Answer::command;
    Gbt32960Encryption encryption = Gbt32960Encryption::none;
    std::string_view id{};    // 17 bytes: the vehicle's identification number
    std::string_view body{};  // without the check byte
    std::uint64_t at = 0;     // of the first byte in the stream
    Time time = never;        // of the body, where it begins with one
};

namespace detail {

inline constexpr std::size_t gbt_32960_id = 17, gbt_32960_head = 24;

// Does a body of this kind begin with a time?
constexpr bool begins_with_time(const Gbt32960Frame& frame) noexcept {
    if (frame.encryption != Gbt32960Encryption::none || frame.body.size() < 6) return false;
    return frame.command >= Gbt32960Command::login && frame.command <= Gbt32960Command::time_sync &&
           frame.command != Gbt32960Command::heartbeat;
}

// The six bytes of a time, each a plain number.
constexpr Time read_binary_time(std::string_view bytes) noexcept {
    WallClock shown{};
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] = byte_at(bytes, i);
    return wall_time(shown);
}

}  // namespace detail

template <std::size_t max_body>
struct Gbt32960Framing {
    static constexpr std::size_t mark_size = 2, max_frame = detail::gbt_32960_head + max_body + 1;

    // A refused frame costs one byte, for its second `#` may be the first one of a good frame.
    Cut cut(std::string_view bytes) const noexcept {
        if (bytes[0] != '#') return Cut::garbage(before_mark(bytes, "##"));
        if (bytes.size() < 2) return Cut::more(2);
        if (bytes[1] != '#') return Cut::garbage(1);
        // No known command is 0x23, so of three marks the first is garbage.
        if (bytes.size() > 2 && bytes[2] == '#') return Cut::garbage(1);
        if (bytes.size() < detail::gbt_32960_head) return Cut::more(detail::gbt_32960_head);
        const std::size_t body = read_be<std::uint16_t>(bytes, 22);
        if (body > max_body) return Cut::refused(ErrorCode::too_long, 22, 1);
        const std::size_t size = detail::gbt_32960_head + body + 1;
        if (bytes.size() < size) return Cut::more(size);
        if (xor_sum(bytes.substr(2, size - 2)) != 0) {
            return Cut::refused(ErrorCode::bad_checksum, size - 1, 1);
        }
        return Cut::frame(size);
    }

    static constexpr std::string_view field_of(ErrorCode code) noexcept {
        if (code == ErrorCode::bad_checksum) return "check_sum";
        return code == ErrorCode::too_long ? "length" : "";
    }
};

// Bodies above `max_body` bytes are refused; the field could say 65535, but a corrupt length would
// then hold up the stream for as long. 4096 is [default]; the longest body recorded has 608.
template <std::size_t max_body = 4096>
class BasicGbt32960Decoder {
    static_assert(max_body >= 6 && max_body <= 0xFFFF, "the length has two bytes");

 public:
    static constexpr std::size_t max_frame = Gbt32960Framing<max_body>::max_frame;

    // A vehicle is no lift: nothing is bound.
    void bind(LiftIndex) noexcept {}

    template <class Emit>
    void feed(std::string_view bytes, Time received, Emit&& emit) {
        stream_.feed(
            bytes, received, [&](const FrameBytes& found) { emit(read(found)); }, emit);
    }

    template <class Emit>
    void finish(Emit&& emit) {
        stream_.finish([&](const FrameBytes& found) { emit(read(found)); }, emit);
    }

    const LinkStats& stats() const noexcept { return stream_.stats(); }

 private:
    Gbt32960Frame read(const FrameBytes& found) noexcept {
        const std::string_view bytes = found.bytes;
        Gbt32960Frame frame{
            .command = static_cast<Gbt32960Command>(byte_at(bytes, 2)),
            .answer = static_cast<Gbt32960Answer>(byte_at(bytes, 3)),
            .encryption = static_cast<Gbt32960Encryption>(byte_at(bytes, 21)),
            .id = bytes.substr(4, detail::gbt_32960_id),
            .body = bytes.substr(detail::gbt_32960_head, bytes.size() - detail::gbt_32960_head - 1),
            .at = found.at};
        if (to_string(frame.command).empty()) ++stream_.stats().unknown_keys;
        if (to_string(frame.answer).empty()) ++stream_.stats().out_of_range_values;
        if (to_string(frame.encryption).empty()) ++stream_.stats().out_of_range_values;
        if (!detail::begins_with_time(frame)) return frame;
        frame.time = detail::read_binary_time(frame.body);
        if (frame.time == never) ++stream_.stats().out_of_range_values;
        return frame;
    }

    EnvelopeStream<Gbt32960Framing<max_body>> stream_;
};

using Gbt32960Decoder = BasicGbt32960Decoder<>;
static_assert(DeviceLink<Gbt32960Decoder>);

// The frame as bytes. False, and nothing appended, where the id has not 17 bytes or the body more
// than two bytes of length can say. `at` and `time` are not looked at: the body carries the time.
inline bool append_gbt_32960(std::string& out, const Gbt32960Frame& frame) {
    if (frame.id.size() != detail::gbt_32960_id || frame.body.size() > 0xFFFF) return false;
    const std::size_t from = out.size();
    out += "##";
    out += static_cast<char>(frame.command);
    out += static_cast<char>(frame.answer);
    out += frame.id;
    out += static_cast<char>(frame.encryption);
    append_be(out, static_cast<std::uint16_t>(frame.body.size()));
    out += frame.body;
    out += static_cast<char>(xor_sum(std::string_view(out).substr(from + 2)));
    return true;
}

// The answer as platforms were seen to give it: command and id of the frame, its time and nothing
// else. Some send the whole body back instead: append_gbt_32960 with another `answer` does that.
inline bool acknowledge(std::string& out, const Gbt32960Frame& frame, bool ok) {
    Gbt32960Frame reply = frame;
    reply.answer = ok ? Gbt32960Answer::success : Gbt32960Answer::error;
    reply.body = detail::begins_with_time(frame) ? frame.body.substr(0, 6) : std::string_view();
    return append_gbt_32960(out, reply);
}

}  // namespace hoistway
