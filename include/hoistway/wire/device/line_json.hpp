// SPDX-License-Identifier: Apache-2.0
//
// The device link `#10#{json}#13#` that lift terminals speak over TCP or RS-485: bytes in, logins,
// heartbeats and observations out.
//
//     LineJsonDecoder link;
//     link.feed(bytes, received, [&](const auto& record) { ... });  // DeviceLogin: link.bind(lift)
//     link.finish(on_record);                                      // the connection has ended
//
// A frame has neither length nor check sum, so the decoder looks for the marks: whatever stands
// outside a frame is counted and skipped, a new `#10#` ends an unfinished frame, and a frame above
// 4 KiB is given up; what stands behind the mark of a frame without end is searched again. A bad
// frame is a WireError and the next one is read; nothing throws. Memory is fixed at about 6 KiB;
// nothing is allocated. One decoder per connection, one thread. Source: firmware and server of the
// link, see docs/line_json.md; the messages: line_json_message.hpp, escalator_block.hpp.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "hoistway/wire/device/escalator_block.hpp"
#include "hoistway/wire/device/line_json_message.hpp"
#include "hoistway/wire/framed_link.hpp"

namespace hoistway {

// Frames from mark to mark; a mark inside of one ends it.
class LineJsonFraming {
 public:
    static constexpr std::string_view begin_mark = "#10#", end_mark = "#13#";
    static constexpr std::size_t mark_size = begin_mark.size();
    static constexpr std::size_t max_frame = 4096;  // [default] with both marks

    Cut cut(std::string_view bytes) const noexcept {
        if (mark_at(bytes, 0) != begin) return cut_garbage(bytes);
        const std::string_view frame = bytes.substr(0, max_frame);
        std::size_t at = frame.find('#', mark_size);
        while (at != std::string_view::npos && mark_at(frame, at) == none) {
            at = frame.find('#', at + 1);
        }
        if (at == std::string_view::npos) return cut_unfinished(bytes);
        if (mark_at(frame, at) == begin) return Cut::refused(ErrorCode::truncated, at, at);
        return Cut::frame(at + end_mark.size());
    }

 private:
    static constexpr char begin = '0', end = '3', none = '\0';  // the letters in which marks differ

    // Which mark stands there, letter by letter: a comparison of texts is a call.
    static char mark_at(std::string_view bytes, std::size_t at) noexcept {
        if (at + mark_size > bytes.size() || bytes[at] != '#' || bytes[at + 1] != '1') return none;
        const char letter = bytes[at + 2];
        return bytes[at + 3] == '#' && (letter == begin || letter == end) ? letter : none;
    }

    static Cut cut_garbage(std::string_view bytes) noexcept {
        const std::size_t start = before_mark(bytes, begin_mark);
        return start > 0 ? Cut::garbage(start) : Cut::more(mark_size);
    }

    // As many bytes more as a mark still lacks.
    static Cut cut_unfinished(std::string_view bytes) noexcept {
        if (bytes.size() >= max_frame) return Cut::refused(ErrorCode::too_long, 0, mark_size);
        const std::size_t hash = bytes.substr(bytes.size() - 3).find('#');
        return Cut::more(bytes.size() + (hash == std::string_view::npos ? 4 : hash + 1));
    }
};

// Reads the messages between the marks.
class LineJsonReader {
 public:
    void forget() noexcept { held_.forget(); }

    template <class Out>
    void read(const FrameBytes& frame, Out& out) {
        constexpr std::size_t mark = LineJsonFraming::mark_size;
        body_at_ = frame.at + mark;
        read_frame(frame.bytes.substr(mark, frame.bytes.size() - 2 * mark), out);
    }

 private:
    using Key = detail::LineKey;

    template <class Out>
    void refuse_at(ErrorCode code, Key key, Out& out) {
        const std::size_t at = message_.has(key) ? message_.at(key).at : 0;
        out.refuse(code, body_at_ + at, detail::name_of(key));
    }

    template <class Out>
    void read_frame(std::string_view body, Out& out) {
        message_.clear();
        JsonScan scan(body);
        JsonMember member;
        for (std::size_t place = 0; scan.next(member); ++place) {
            const std::size_t key = order_.find(detail::line_keys, place, member.key);
            if (key == detail::line_keys.size()) {
                out.count_unknown_keys(1);
            } else if (!message_.put(static_cast<Key>(key), member)) {
                const Error error{ErrorCode::duplicate, body_at_ + member.key_at};
                return out.refuse(error.code, error.at, detail::line_keys[key]);
            }
        }
        std::optional<Error> error = scan.error();
        const std::size_t behind = body.find_first_not_of(" \t\r\n", scan.end());
        if (!error && behind != std::string_view::npos)
            error = Error{ErrorCode::bad_syntax, behind};
        if (!error) return read_message(out);
        const std::size_t bad = detail::first_bad_byte(body);
        if (bad < body.size() && bad <= error->at) error = Error{ErrorCode::bad_encoding, bad};
        out.refuse(error->code, body_at_ + error->at, {});
    }

    template <class Out>
    void read_message(Out& out) {
        const Key type_key = message_.either(Key::ty, Key::type);
        const std::string_view type = message_.text(type_key);
        const std::string_view step = message_.text(message_.either(Key::st, Key::stype));
        if (step == "need_login") return refuse_at(ErrorCode::unsupported, type_key, out);
        if (type == "Monitor" || type == "M") return read_status(out);
        if (type == "Fault" || type == "SensorFault") return read_fault(step, out);
        if (type == "login" || type == "Login" || step == "login") return read_login(out);
        if (type == "System" && (step == "ping" || step == "cping")) {
            return out.heartbeat();
        }
        if (type == "Relay" && step == "F4S") return read_relay(out);
        refuse_at(message_.has(type_key) ? ErrorCode::unsupported : ErrorCode::missing, type_key,
                  out);
    }

    template <class Out>
    void read_login(Out& out) {
        if (message_.text(Key::eid).empty()) return refuse_at(ErrorCode::missing, Key::eid, out);
        std::array<char, 32> room;
        const Result<std::string_view> eid = unescape_json(message_.text(Key::eid), room);
        ShortText<32> device;
        if (!eid) return refuse_at(eid.error().code, Key::eid, out);
        if (detail::first_bad_byte(*eid) != eid->size())
            return refuse_at(ErrorCode::bad_encoding, Key::eid, out);
        if (!device.assign(*eid)) return refuse_at(ErrorCode::too_long, Key::eid, out);
        out.login(device);
    }

    // An escalator's status without its block says nothing that is known.
    template <class Out>
    void read_status(Out& out) {
        if (message_.text(Key::sensor_type) == "Escalator" && !message_.has(Key::d))
            return refuse_at(ErrorCode::unsupported, Key::sensor_type, out);
        read_body(out, [&](const detail::LineStatus& status) { tell(status, out); });
    }

    template <class Out>
    void read_fault(std::string_view phase, Out& out) {
        const std::string_view code = message_.text(Key::fault_type);
        const bool number = !code.empty() && code.size() <= 4 && code[0] != '0' &&
                            code.find_first_not_of("0123456789") == std::string_view::npos;
        if (!number) {
            const bool there = message_.has(Key::fault_type);
            return refuse_at(there ? ErrorCode::bad_value : ErrorCode::missing, Key::fault_type,
                             out);
        }
        const bool cleared = phase == "disappear";
        if (!cleared && phase != "add" && !phase.empty()) {
            return refuse_at(ErrorCode::bad_value, message_.either(Key::st, Key::stype), out);
        }
        read_body(out, [&](detail::LineStatus& status) {
            status.seen.fault = detail::line_fault(code, cleared);
            if (code == line_json_user_alarm) status.seen.alarm_button = to_flag(!cleared);
            tell(status, out);
        });
    }

    // "Trapped" on and off, as the device asks the screen in the car to show it.
    template <class Out>
    void read_relay(Out& out) {
        const std::string_view result = message_.text(Key::result);
        detail::LineStatus status{.seen = {.time = out.received()}, .opinions = {}};
        status.seen.fault = detail::line_fault(message_.text(Key::fault), result == "0");
        if (message_.text(Key::fault) != "T") {
            return refuse_at(ErrorCode::unsupported, Key::fault, out);
        }
        if (result != "0" && result != "1") {
            const bool there = message_.has(Key::result);
            return refuse_at(there ? ErrorCode::bad_value : ErrorCode::missing, Key::result, out);
        }
        tell(status, out);
    }

    // The block where there is one, else the plain keys, to `take`: a status is some hundred bytes,
    // and is not copied on its way.
    template <class Out, class Take>
    void read_body(Out& out, Take take) {
        if (message_.has(Key::d)) return read_block(out, take);
        detail::CodeReader read;
        detail::LineStatus status = detail::read_plain(message_, out.received(), read);
        out.count_out_of_range(read.out_of_range());
        take(status);
    }

    template <class Out, class Take>
    void read_block(Out& out, Take& take) {
        std::array<std::uint8_t, escalator_block_size> room;
        const Result<std::size_t, ErrorCode> size = decode_block(room);
        if (!size) return refuse_at(size.error(), Key::d, out);
        const bool escalator = *size == room.size();
        detail::CodeReader read;
        detail::LineStatus status =
            escalator ? detail::read_escalator(room, out.received(), read)
                      : detail::read_block(std::span(room.data(), *size), out.received(), read);
        out.count_out_of_range(read.out_of_range());
        take(status);
    }

    // Its size is that of a lift's block or of an escalator's.
    Result<std::size_t, ErrorCode> decode_block(std::span<std::uint8_t> room) const noexcept {
        std::array<char, 80> letters;
        const JsonMember& member = message_.at(Key::d);
        if (member.kind != JsonKind::string) return ErrorCode::bad_value;
        // Some JSON writers put a backslash before each slash.
        const Result<std::string_view> text =
            member.escaped ? unescape_json(member.text, letters) : member.text;
        if (!text) return unreadable(text.error());
        const Result<std::size_t> size = decode_base64(*text, room);
        if (!size) return unreadable(size.error());
        if (*size == escalator_block_size) return *size;
        if (*size < 4 || message_.text(Key::sensor_type) == "Escalator")
            return ErrorCode::truncated;
        if (*size > detail::longest_block) return ErrorCode::unsupported;
        return *size;
    }

    // A block longer than a lift's and an escalator's is nobody's that is known.
    static ErrorCode unreadable(Error error) noexcept {
        return error.code == ErrorCode::too_long ? ErrorCode::unsupported : error.code;
    }

    template <class Out>
    void tell(const detail::LineStatus& status, Out& out) {
        held_.tell(detail::line_words, status.opinions, status.seen, out);
    }

    std::uint64_t body_at_ = 0;
    detail::LineMembers message_;
    detail::KeyOrder<detail::line_keys.size()> order_;
    HeldFaults held_;
};

using LineJsonDecoder = FramedLink<LineJsonFraming, LineJsonReader>;

}  // namespace hoistway
