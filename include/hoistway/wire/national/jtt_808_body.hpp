// SPDX-License-Identifier: Apache-2.0
//
// What the bodies of JT/T 808 say, as far as an envelope's reader has to know: replies, requests to
// send parts again, and where a terminal says it is. Any other body is handed over unread.
//
//     if (const Result<Jtt808Reply> reply = read_jtt_808_reply(frame.body)) ...
//     Jtt808Extras extras(location->extras);          // what follows the basic part, id and bytes
//     append_frame(line, frame);                      // one JSON line
//
// Numbers are handed over as sent: degrees times a million, metres, tenths of km/h, degrees from
// north. Constant time, no allocation but in the line. Sources: docs/national_frames.md.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/wire/national/jtt_808_frame.hpp"

namespace hoistway {

namespace detail {

// Six bytes of packed digits, year to second.
constexpr Time read_bcd_time(std::string_view bytes) noexcept {
    WallClock shown{};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        shown[i] = from_bcd(byte_at(bytes, i)).value_or(-1);
    }
    return wall_time(shown);
}

}  // namespace detail

// 0x0001 of the terminal and 0x8001 of the platform. Errors: another length than 5 bytes.
struct Jtt808Reply {
    std::uint16_t sequence = 0, id = 0;  // of the frame that is answered
    std::uint8_t result = 0;             // 0 done; the others: docs
};

inline Result<Jtt808Reply> read_jtt_808_reply(std::string_view body) {
    if (body.size() < 5) return Error{ErrorCode::truncated, body.size()};
    if (body.size() > 5) return Error{ErrorCode::too_long, 5};
    return Jtt808Reply{read_be<std::uint16_t>(body, 0), read_be<std::uint16_t>(body, 2),
                       byte_at(body, 4)};
}

// 0x8100, the answer to a terminal that introduced itself. Errors: less than 3 bytes.
struct Jtt808RegisterReply {
    std::uint16_t sequence = 0;
    std::uint8_t result = 0;
    std::string_view token;  // to log in with, only with result 0
};

inline Result<Jtt808RegisterReply> read_jtt_808_register_reply(std::string_view body) {
    if (body.size() < 3) return Error{ErrorCode::truncated, body.size()};
    return Jtt808RegisterReply{read_be<std::uint16_t>(body, 0), byte_at(body, 2), body.substr(3)};
}

// 0x0005 and 0x8003: the parts of a message that did not come.
struct Jtt808ResendRequest {
    std::uint16_t sequence = 0;  // of the first part
    std::string_view parts;      // two bytes each

    std::size_t size() const noexcept { return parts.size() / 2; }
    std::uint16_t part(std::size_t i) const noexcept {
        return read_be<std::uint16_t>(parts, 2 * i);
    }
};

// Their count has one byte in the 2013 edition, two in that of 2019.
inline Result<Jtt808ResendRequest> read_jtt_808_resend_request(std::string_view body,
                                                               Jtt808Edition edition) {
    const std::size_t head = edition == Jtt808Edition::v2019 ? 4 : 3;
    if (body.size() < head) return Error{ErrorCode::truncated, body.size()};
    const std::size_t count = head == 4 ? read_be<std::uint16_t>(body, 2) : byte_at(body, 2);
    if (body.size() < head + 2 * count) return Error{ErrorCode::truncated, body.size()};
    if (body.size() > head + 2 * count) return Error{ErrorCode::too_long, head + 2 * count};
    return Jtt808ResendRequest{read_be<std::uint16_t>(body, 0), body.substr(head)};
}

// 0x0200, as sent. Which bits of the status say south and west differs between implementations, so
// no sign is applied. Errors: less than 28 bytes.
struct Jtt808Location {
    std::uint32_t alarm = 0, status = 0;        // bits
    std::uint32_t latitude = 0, longitude = 0;  // degrees times a million
    std::uint16_t altitude = 0;                 // m
    std::uint16_t speed = 0;                    // tenths of km/h
    std::uint16_t direction = 0;                // degrees from north, clockwise
    Time time = never;
    std::string_view extras;  // for Jtt808Extras
};

inline Result<Jtt808Location> read_jtt_808_location(std::string_view body) {
    constexpr std::size_t basic = 28;
    if (body.size() < basic) return Error{ErrorCode::truncated, body.size()};
    return Jtt808Location{.alarm = read_be<std::uint32_t>(body, 0),
                          .status = read_be<std::uint32_t>(body, 4),
                          .latitude = read_be<std::uint32_t>(body, 8),
                          .longitude = read_be<std::uint32_t>(body, 12),
                          .altitude = read_be<std::uint16_t>(body, 16),
                          .speed = read_be<std::uint16_t>(body, 18),
                          .direction = read_be<std::uint16_t>(body, 20),
                          .time = detail::read_bcd_time(body.substr(22)),
                          .extras = body.substr(basic)};
}

// One thing more that a terminal tells; what an id means is not read here.
struct Jtt808Extra {
    std::uint8_t id = 0;
    std::string_view data;
};

// Walks over what stands behind the basic part: id, length, bytes, and again.
class Jtt808Extras {
 public:
    explicit Jtt808Extras(std::string_view extras) noexcept : rest_(extras) {}

    // False at the end, and where the next one is cut off: rest() is not empty then.
    bool next(Jtt808Extra& extra) noexcept {
        if (rest_.size() < 2 || rest_.size() - 2 < byte_at(rest_, 1)) return false;
        extra = {.id = byte_at(rest_, 0), .data = rest_.substr(2, byte_at(rest_, 1))};
        rest_.remove_prefix(2 + extra.data.size());
        return true;
    }

    std::string_view rest() const noexcept { return rest_; }

 private:
    std::string_view rest_;
};

// The words are those of public implementations; empty where the library has none.
constexpr std::string_view jtt_808_message(std::uint16_t id) noexcept {
    switch (id) {
        case 0x0001:
            return "terminal_reply";
        case 0x0002:
            return "heartbeat";
        case 0x0005:
            return "terminal_resend_request";
        case 0x0100:
            return "register";
        case 0x0102:
            return "authenticate";
        case 0x0200:
            return "location";
        case 0x8001:
            return "platform_reply";
        case 0x8003:
            return "platform_resend_request";
        case 0x8100:
            return "register_reply";
        default:
            return {};
    }
}

namespace detail {

inline std::string jtt_id_bytes(std::uint16_t id) {
    std::string bytes;
    append_be(bytes, id);
    return bytes;
}

inline bool append_jtt_reply(FrameLine& line, const Jtt808Frame& frame) {
    const Result<Jtt808Reply> reply = read_jtt_808_reply(frame.body);
    if (!reply) return false;
    line.number("answers", reply->sequence);
    line.word("answers_message", jtt_808_message(reply->id), jtt_id_bytes(reply->id));
    line.number("result", reply->result);
    return true;
}

inline bool append_jtt_register_reply(FrameLine& line, const Jtt808Frame& frame) {
    const Result<Jtt808RegisterReply> reply = read_jtt_808_register_reply(frame.body);
    if (!reply) return false;
    line.number("answers", reply->sequence);
    line.number("result", reply->result);
    if (!reply->token.empty()) line.bytes("token", reply->token);
    return true;
}

inline bool append_jtt_resend_request(FrameLine& line, const Jtt808Frame& frame) {
    const auto request = read_jtt_808_resend_request(frame.body, frame.edition);
    if (!request) return false;
    line.number("first", request->sequence);
    line.key("wanted");
    line.out() += '[';
    for (std::size_t i = 0; i < request->size(); ++i) {
        if (i > 0) line.out() += ',';
        append_json_number(line.out(), request->part(i));
    }
    line.out() += ']';
    return true;
}

inline void append_jtt_extras(FrameLine& line, std::string_view bytes) {
    line.key("extras");
    line.out() += '[';
    char before = 0;
    Jtt808Extras extras(bytes);
    for (Jtt808Extra extra; extras.next(extra); before = ',') {
        if (before != 0) line.out() += before;
        line.out() += R"({"id":)";
        append_json_number(line.out(), extra.id);
        line.hex("data", extra.data);
        line.out() += '}';
    }
    line.out() += ']';
    if (!extras.rest().empty()) line.hex("cut_off", extras.rest());
}

inline bool append_jtt_location(FrameLine& line, const Jtt808Frame& frame) {
    const Result<Jtt808Location> seen = read_jtt_808_location(frame.body);
    if (!seen) return false;
    line.time(seen->time);
    line.number("alarm", seen->alarm);
    line.number("status", seen->status);
    line.number("latitude", seen->latitude);
    line.number("longitude", seen->longitude);
    line.number("altitude", seen->altitude);
    line.number("speed", seen->speed);
    line.number("direction", seen->direction);
    append_jtt_extras(line, seen->extras);
    return true;
}

// What the library reads of the body; false where that is nothing.
inline bool append_jtt_body(FrameLine& line, const Jtt808Frame& frame) {
    if (frame.encryption != 0 || frame.part != 0) return false;
    switch (frame.id) {
        case 0x0001:
        case 0x8001:
            return append_jtt_reply(line, frame);
        case 0x0005:
        case 0x8003:
            return append_jtt_resend_request(line, frame);
        case 0x0200:
            return append_jtt_location(line, frame);
        case 0x8100:
            return append_jtt_register_reply(line, frame);
        default:
            return frame.body.empty();
    }
}

}  // namespace detail

// One JSON object, without a line end; a body that is not read stands there as hex.
inline void append_frame(std::string& out, const Jtt808Frame& frame) {
    const bool is_2019 = frame.edition == Jtt808Edition::v2019;
    FrameLine line(out, "jtt_808");
    line.word("message", jtt_808_message(frame.id), detail::jtt_id_bytes(frame.id));
    line.number("edition", is_2019 ? 2019 : 2013);
    if (is_2019) line.number("version", frame.version);
    line.hex("phone", frame.phone);
    line.number("sequence", frame.sequence);
    if (frame.encryption != 0) line.number("encryption", frame.encryption);
    if (frame.part != 0) line.number("part", frame.part);
    if (frame.parts != 0) line.number("parts", frame.parts);
    if (!detail::append_jtt_body(line, frame)) line.hex("body", frame.body);
    line.end();
}

}  // namespace hoistway
