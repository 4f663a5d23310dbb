// SPDX-License-Identifier: Apache-2.0
//
// What the bodies of GB/T 32960.3-2016 say, as far as an envelope's reader has to know: who logs
// in, and which blocks of information a report carries. The blocks are handed over unread.
//
//     if (const Result<Gbt32960Login> login = read_gbt_32960_login(frame.body)) ...
//     Gbt32960Infos infos(frame.body);              // of realtime and resend
//     for (Gbt32960Info info; infos.next(info);) ... // info.type, info.data
//     append_frame(line, frame);                    // one JSON line
//
// The length of each block is the one that public implementations read; where a type has no known
// length the walk stops and says so, for nothing behind it can be found. No allocation but in the
// line. Sources: docs/national_frames.md.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/wire/national/gbt_32960.hpp"

namespace hoistway {

struct Gbt32960Login {
    Time time = never;
    std::uint16_t sequence = 0;   // of logins, counted by the day
    std::string_view iccid;       // 20 bytes: the number of the SIM card
    std::uint8_t subsystems = 0;  // rechargeable stores, each with a code
    std::uint8_t code_size = 0;
    std::string_view codes;  // subsystems * code_size bytes
};

// Errors: truncated or too_long where the body's length is not what its counts say.
inline Result<Gbt32960Login> read_gbt_32960_login(std::string_view body) {
    constexpr std::size_t head = 30;
    if (body.size() < head) return Error{ErrorCode::truncated, body.size()};
    Gbt32960Login login{.time = detail::read_binary_time(body),
                        .sequence = read_be<std::uint16_t>(body, 6),
                        .iccid = body.substr(8, 20),
                        .subsystems = byte_at(body, 28),
                        .code_size = byte_at(body, 29),
                        .codes = body.substr(head)};
    const std::size_t wanted = std::size_t{login.subsystems} * login.code_size;
    if (login.codes.size() < wanted) return Error{ErrorCode::truncated, body.size()};
    if (login.codes.size() > wanted) return Error{ErrorCode::too_long, head + wanted};
    return login;
}

// Errors: truncated or too_long where it has not 8 bytes.
struct Gbt32960Logout {
    Time time = never;
    std::uint16_t sequence = 0;  // that of the login
};

inline Result<Gbt32960Logout> read_gbt_32960_logout(std::string_view body) {
    if (body.size() < 8) return Error{ErrorCode::truncated, body.size()};
    if (body.size() > 8) return Error{ErrorCode::too_long, 8};
    return Gbt32960Logout{detail::read_binary_time(body), read_be<std::uint16_t>(body, 6)};
}

// One block of a report.
struct Gbt32960Info {
    std::uint8_t type = 0;
    std::string_view data;  // without the type
    std::size_t at = 0;     // of the type, within the body
};

// Walks over the blocks of a realtime or resend body, behind its time.
class Gbt32960Infos {
 public:
    explicit Gbt32960Infos(std::string_view body) noexcept : body_(body) {
        if (body.size() < time_size) error_ = Error{ErrorCode::truncated, body.size()};
    }

    // False at the end, and where the walk has to stop: look at error() then.
    bool next(Gbt32960Info& info) noexcept {
        if (error_ || at_ == body_.size()) return false;
        const std::uint8_t type = byte_at(body_, at_);
        const std::string_view rest = body_.substr(at_ + 1);
        const std::optional<std::size_t> size = size_of(type, rest);
        if (!size) {
            error_ = Error{ErrorCode::unsupported, at_};
        } else if (*size > rest.size()) {
            error_ = Error{ErrorCode::truncated, body_.size()};
        }
        if (error_) return false;
        info = {.type = type, .data = rest.substr(0, *size), .at = at_};
        at_ += 1 + *size;
        return true;
    }

    // unsupported: a type of unknown length stands at `at`; truncated: the body ends in a block.
    const std::optional<Error>& error() const noexcept { return error_; }

 private:
    static constexpr std::size_t time_size = 6, too_far = std::size_t{1} << 20;

    // The number at `at`, or one that leads beyond any body.
    template <class T>
    static std::size_t count_at(std::string_view data, std::size_t at) noexcept {
        return at + sizeof(T) <= data.size() ? read_be<T>(data, at) : too_far;
    }

    // A count, then as many parts, each with a head that ends in a count of type T of its entries.
    template <class T>
    static std::size_t parts_size(std::string_view data, std::size_t head,
                                  std::size_t entry) noexcept {
        std::size_t size = 1;
        std::size_t parts = count_at<std::uint8_t>(data, 0);
        for (; parts > 0 && size <= data.size(); --parts) {
            size += head + entry * count_at<T>(data, size + head - sizeof(T));
        }
        return parts > 0 ? too_far : size;
    }

    // Level, flags, and four lists of codes of four bytes.
    static std::size_t alarm_size(std::string_view data) noexcept {
        std::size_t size = 5;
        for (int list = 0; list < 4 && size <= data.size(); ++list) {
            size += 1 + 4 * count_at<std::uint8_t>(data, size);
        }
        return size;
    }

    static std::optional<std::size_t> size_of(std::uint8_t type, std::string_view data) noexcept {
        switch (type) {
            case 1:
                return 20;  // vehicle
            case 2:
                return 1 + 12 * count_at<std::uint8_t>(data, 0);  // drive motors
            case 3:
                return 8 + count_at<std::uint16_t>(data, 6) + 10;  // fuel cell
            case 4:
                return 5;  // engine
            case 5:
                return 9;  // position
            case 6:
                return 14;  // extreme values
            case 7:
                return alarm_size(data);  // alarms
            case 8:
                return parts_size<std::uint8_t>(data, 10, 2);  // cell voltages
            case 9:
                return parts_size<std::uint16_t>(data, 3, 1);  // probe temperatures
            default:
                break;
        }
        const bool own = type >= 0x80 && type <= 0xFE;  // the maker's: two bytes of length first
        if (own) return 2 + count_at<std::uint16_t>(data, 0);
        return std::nullopt;
    }

    std::string_view body_;
    std::size_t at_ = time_size;
    std::optional<Error> error_;
};

namespace detail {

// False where the body is no login's; nothing is appended then.
inline bool append_login(FrameLine& line, std::string_view body) {
    const Result<Gbt32960Login> login = read_gbt_32960_login(body);
    if (!login) return false;
    line.number("sequence", login->sequence);
    line.bytes("iccid", login->iccid);
    line.number("subsystems", login->subsystems);
    line.number("code_size", login->code_size);
    if (!login->codes.empty()) line.bytes("codes", login->codes);
    return true;
}

inline bool append_logout(FrameLine& line, std::string_view body) {
    const Result<Gbt32960Logout> logout = read_gbt_32960_logout(body);
    if (logout) line.number("sequence", logout->sequence);
    return logout.has_value();
}

inline bool append_infos(FrameLine& line, std::string_view body) {
    Gbt32960Infos infos(body);
    line.key("info");
    char before = '[';
    for (Gbt32960Info info; infos.next(info); before = ',') {
        line.out() += before;
        append_json_number(line.out(), info.type);
    }
    line.out() += before == '[' ? "[]" : "]";
    if (!infos.error()) return true;
    line.text("stopped", to_string(infos.error()->code));
    line.number("stopped_at", infos.error()->at);
    return true;
}

// What the library reads of the body; false where that is nothing.
inline bool append_body(FrameLine& line, const Gbt32960Frame& frame) {
    if (frame.encryption != Gbt32960Encryption::none) return false;
    if (frame.body.empty()) return true;
    const bool reply = frame.answer != Gbt32960Answer::command;
    if (reply && frame.body.size() == 6 && frame.time != never) return true;  // the time is said
    if (frame.command == Gbt32960Command::login) return append_login(line, frame.body);
    if (frame.command == Gbt32960Command::logout) return append_logout(line, frame.body);
    const bool report =
        frame.command == Gbt32960Command::realtime || frame.command == Gbt32960Command::resend;
    return report && frame.body.size() >= 6 && append_infos(line, frame.body);
}

}  // namespace detail

// One JSON object, without a line end; a body that is not read stands there as hex.
inline void append_frame(std::string& out, const Gbt32960Frame& frame) {
    const auto byte = [](auto value) { return std::string(1, static_cast<char>(value)); };
    FrameLine line(out, "gbt_32960");
    line.word("command", to_string(frame.command), byte(frame.command));
    line.word("answer", to_string(frame.answer), byte(frame.answer));
    line.bytes("id", frame.id);
    line.word("encryption", to_string(frame.encryption), byte(frame.encryption));
    line.time(frame.time);
    if (!detail::append_body(line, frame)) line.hex("body", frame.body);
    line.end();
}

}  // namespace hoistway
