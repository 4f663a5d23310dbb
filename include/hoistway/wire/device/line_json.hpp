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
// 4 KiB is given up. The records do not depend on how the bytes were cut. A bad frame is a
// WireError and the next one is read; nothing throws. Memory is fixed at about 6 KiB; nothing is
// allocated. A frame that came whole is read in place, one that came in pieces is put together in
// the decoder. One decoder per connection, one thread. Source: firmware and server of the link, see
// docs/wire.md; the messages: line_json_message.hpp.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>

#include "hoistway/wire/device/line_json_message.hpp"

namespace hoistway {

class LineJsonDecoder {
 public:
    static constexpr std::size_t max_frame = 4096;  // [default] with both marks

    // Every observation from now on is of this lift. What another lift's device thought is
    // forgotten.
    void bind(LiftIndex lift) noexcept {
        if (lift != lift_) held_opinions_ = 0;
        lift_ = lift;
    }

    template <class Emit>
    void feed(std::string_view bytes, Time received, Emit&& emit) {
        received_ = received;
        while (held_ > 0 && !bytes.empty()) bytes.remove_prefix(top_up(bytes, emit));
        while (!bytes.empty()) {
            const std::size_t used = step(bytes, emit);
            if (used == 0) return hold(bytes);
            bytes.remove_prefix(used);
        }
    }

    // What is left over was a frame that will never end, or garbage.
    template <class Emit>
    void finish(Emit&& emit) {
        std::string_view left{buffer_.data(), held_};
        while (!left.empty()) {
            const std::size_t used = step(left, emit);
            if (used == 0) break;
            left.remove_prefix(used);
        }
        if (left.size() >= begin_mark.size()) {
            refuse_frame({ErrorCode::truncated, offset_ + left.size()}, {}, emit);
        } else {
            stats_.garbage_bytes += left.size();
        }
        offset_ += left.size();
        held_ = searched_ = 0;
    }

    const LinkStats& stats() const noexcept { return stats_; }

 private:
    using Key = detail::LineKey;
    static constexpr std::string_view begin_mark = "#10#", end_mark = "#13#";

    // Takes one thing off the front: garbage, a frame, or a frame given up. 0 where it takes more
    // bytes to tell.
    template <class Emit>
    std::size_t step(std::string_view bytes, Emit& emit) {
        const std::size_t start = find_begin(bytes);
        std::size_t used = start;
        if (start > 0) {
            stats_.garbage_bytes += start;
        } else if (bytes.size() >= begin_mark.size()) {
            used = step_frame(bytes.substr(0, max_frame), emit);
        }
        if (used > 0) searched_ = 0;
        offset_ += used;
        return used;
    }

    template <class Emit>
    std::size_t step_frame(std::string_view bytes, Emit& emit) {
        const std::size_t mark = find_mark(bytes, std::max(searched_, begin_mark.size()));
        if (mark == std::string_view::npos && bytes.size() < max_frame) {
            searched_ = std::max(begin_mark.size(), bytes.size() - 3);
            return 0;
        }
        if (mark == std::string_view::npos) {
            refuse_frame({ErrorCode::too_long, offset_}, {}, emit);
            stats_.garbage_bytes += begin_mark.size();
            return begin_mark.size();
        }
        if (bytes.substr(mark, 4) == begin_mark) {
            refuse_frame({ErrorCode::truncated, offset_ + mark}, {}, emit);
            return mark;
        }
        ++stats_.frames;
        body_at_ = offset_ + begin_mark.size();
        read_frame(bytes.substr(begin_mark.size(), mark - begin_mark.size()), emit);
        return mark + end_mark.size();
    }

    // Where a frame begins, or may begin with the bytes to come.
    static std::size_t find_begin(std::string_view bytes) noexcept {
        std::size_t at = bytes.find('#');
        for (; at != std::string_view::npos; at = bytes.find('#', at + 1)) {
            const std::string_view head = bytes.substr(at, begin_mark.size());
            if (head == begin_mark.substr(0, head.size())) return at;
        }
        return bytes.size();
    }

    static std::size_t find_mark(std::string_view bytes, std::size_t from) noexcept {
        std::size_t at = bytes.find('#', from);
        for (; at != std::string_view::npos; at = bytes.find('#', at + 1)) {
            const std::string_view head = bytes.substr(at, 4);
            if (head == begin_mark || head == end_mark) return at;
        }
        return std::string_view::npos;
    }

    void hold(std::string_view bytes) noexcept {
        std::memcpy(buffer_.data(), bytes.data(), bytes.size());
        held_ = bytes.size();
    }

    // Adds to the frame that was begun, up to its end; tells how many of the new bytes are done
    // with. `step` answers 0 only below max_frame, so there is always room for one more.
    template <class Emit>
    std::size_t top_up(std::string_view bytes, Emit& emit) {
        const std::size_t before = held_, end = bytes.find(end_mark);
        const std::size_t wanted =
            end == std::string_view::npos ? bytes.size() : end + end_mark.size();
        const std::size_t taken = std::min(wanted, max_frame - held_);
        std::memcpy(buffer_.data() + held_, bytes.data(), taken);
        held_ += taken;
        const std::size_t used = step({buffer_.data(), held_}, emit);
        if (used >= before) {
            held_ = 0;
            return used - before;
        }
        std::memmove(buffer_.data(), buffer_.data() + used, held_ - used);
        held_ -= used;
        return taken;
    }

    template <class Emit>
    void refuse_frame(Error error, std::string_view field, Emit& emit) {
        ++stats_.refused;
        emit(WireError{error, field, received_});
    }

    template <class Emit>
    void refuse_at(ErrorCode code, Key key, Emit& emit) {
        const std::size_t at = message_.has(key) ? message_.at(key).at : 0;
        refuse_frame({code, body_at_ + at}, detail::name_of(key), emit);
    }

    template <class Emit>
    void read_frame(std::string_view body, Emit& emit) {
        message_.clear();
        JsonScan scan(body);
        JsonMember member;
        for (std::size_t place = 0; scan.next(member); ++place) {
            const std::size_t key = order_.find(detail::line_keys, place, member.key);
            if (key == detail::line_keys.size()) {
                ++stats_.unknown_keys;
            } else if (!message_.put(static_cast<Key>(key), member)) {
                const Error error{ErrorCode::duplicate, body_at_ + member.key_at};
                return refuse_frame(error, detail::line_keys[key], emit);
            }
        }
        std::optional<Error> error = scan.error();
        const std::size_t behind = body.find_first_not_of(" \t\r\n", scan.end());
        if (!error && behind != std::string_view::npos)
            error = Error{ErrorCode::bad_syntax, behind};
        if (!error) return read_message(emit);
        const std::size_t bad = detail::first_bad_byte(body);
        if (bad < body.size() && bad <= error->at) error = Error{ErrorCode::bad_encoding, bad};
        refuse_frame({error->code, body_at_ + error->at}, {}, emit);
    }

    template <class Emit>
    void read_message(Emit& emit) {
        const Key type_key = message_.either(Key::ty, Key::type);
        const std::string_view type = message_.text(type_key);
        const std::string_view step = message_.text(message_.either(Key::st, Key::stype));
        if (step == "need_login") return refuse_at(ErrorCode::unsupported, type_key, emit);
        if (type == "Monitor" || type == "M") return read_status(emit);
        if (type == "Fault" || type == "SensorFault") return read_fault(step, emit);
        if (type == "login" || type == "Login" || step == "login") return read_login(emit);
        if (type == "System" && (step == "ping" || step == "cping")) {
            ++stats_.heartbeats;
            return emit(DeviceHeartbeat{received_});
        }
        if (type == "Relay" && step == "F4S") return read_relay(emit);
        refuse_at(message_.has(type_key) ? ErrorCode::unsupported : ErrorCode::missing, type_key,
                  emit);
    }

    template <class Emit>
    void read_login(Emit& emit) {
        if (message_.text(Key::eid).empty()) return refuse_at(ErrorCode::missing, Key::eid, emit);
        std::array<char, 32> room;
        const Result<std::string_view> eid = unescape_json(message_.text(Key::eid), room);
        DeviceLogin login{.device = {}, .time = received_};
        if (!eid) return refuse_at(eid.error().code, Key::eid, emit);
        if (detail::first_bad_byte(*eid) != eid->size())
            return refuse_at(ErrorCode::bad_encoding, Key::eid, emit);
        if (!login.device.assign(*eid)) return refuse_at(ErrorCode::too_long, Key::eid, emit);
        ++stats_.logins;
        emit(login);
    }

    template <class Emit>
    void read_status(Emit& emit) {
        if (message_.text(Key::sensor_type) == "Escalator")
            return refuse_at(ErrorCode::unsupported, Key::sensor_type, emit);
        const Result<detail::LineStatus, ErrorCode> status = read_body();
        if (!status) return refuse_at(status.error(), Key::d, emit);
        emit_status(*status, emit);
    }

    template <class Emit>
    void read_fault(std::string_view phase, Emit& emit) {
        const std::string_view code = message_.text(Key::fault_type);
        const bool number = !code.empty() && code.size() <= 4 && code[0] != '0' &&
                            code.find_first_not_of("0123456789") == std::string_view::npos;
        if (!number) {
            const bool there = message_.has(Key::fault_type);
            return refuse_at(there ? ErrorCode::bad_value : ErrorCode::missing, Key::fault_type,
                             emit);
        }
        const bool cleared = phase == "disappear";
        if (!cleared && phase != "add" && !phase.empty()) {
            return refuse_at(ErrorCode::bad_value, message_.either(Key::st, Key::stype), emit);
        }
        Result<detail::LineStatus, ErrorCode> status = read_body();
        if (!status) return refuse_at(status.error(), Key::d, emit);
        status->seen.fault = detail::line_fault(code, cleared);
        if (code == line_json_user_alarm) status->seen.alarm_button = to_flag(!cleared);
        emit_status(*status, emit);
    }

    // "Trapped" on and off, as the device asks the screen in the car to show it.
    template <class Emit>
    void read_relay(Emit& emit) {
        const std::string_view result = message_.text(Key::result);
        detail::LineStatus status{.seen = {.time = received_}, .opinions = {}};
        status.seen.fault = detail::line_fault(message_.text(Key::fault), result == "0");
        if (message_.text(Key::fault) != "T") {
            return refuse_at(ErrorCode::unsupported, Key::fault, emit);
        }
        if (result != "0" && result != "1") {
            const bool there = message_.has(Key::result);
            return refuse_at(there ? ErrorCode::bad_value : ErrorCode::missing, Key::result, emit);
        }
        emit_status(status, emit);
    }

    // The block where there is one, else the plain keys.
    Result<detail::LineStatus, ErrorCode> read_body() noexcept {
        detail::CodeReader read;
        if (!message_.has(Key::d)) {
            detail::LineStatus status = detail::read_plain(message_, received_, read);
            stats_.out_of_range_values += read.out_of_range();
            return status;
        }
        std::array<char, 64> letters;
        std::array<std::uint8_t, detail::longest_block> bytes;
        if (message_.at(Key::d).kind != JsonKind::string) return ErrorCode::bad_value;
        // Some JSON writers put a backslash before each slash.
        const Result<std::string_view> text = message_.at(Key::d).escaped
                                                  ? unescape_json(message_.text(Key::d), letters)
                                                  : message_.text(Key::d);
        if (!text) return unreadable(text.error());
        const Result<std::size_t> size = decode_base64(*text, bytes);
        if (!size) return unreadable(size.error());
        if (*size < 4) return ErrorCode::truncated;
        detail::LineStatus status =
            detail::read_block(std::span(bytes.data(), *size), received_, read);
        stats_.out_of_range_values += read.out_of_range();
        return status;
    }

    // A block too long for a lift is an escalator's, which this version does not read.
    static ErrorCode unreadable(Error error) noexcept {
        return error.code == ErrorCode::too_long ? ErrorCode::unsupported : error.code;
    }

    // The record of the message, with the first opinion that changed; each further one follows in
    // a record of its own.
    template <class Emit>
    void emit_status(const detail::LineStatus& status, Emit& emit) {
        unsigned changed = (held_opinions_ ^ status.opinions.held) & status.opinions.spoken;
        Observation seen = status.seen;
        seen.lift = lift_;
        bool first = true;
        if (!seen.fault.empty() || changed == 0) {
            emit_one(seen, emit);
            first = false;
        }
        for (unsigned bit = 0; bit < detail::opinion_codes.size(); ++bit) {
            if ((changed >> bit & 1) == 0) continue;
            held_opinions_ ^= 1U << bit;
            if (!first) seen = {.time = seen.time, .lift = lift_};
            seen.fault =
                detail::line_fault(detail::opinion_codes[bit], (held_opinions_ >> bit & 1) == 0);
            emit_one(seen, emit);
            first = false;
        }
    }

    template <class Emit>
    void emit_one(const Observation& seen, Emit& emit) {
        ++stats_.observations;
        emit(seen);
    }

    std::array<char, max_frame> buffer_;
    std::size_t held_ = 0;      // bytes in the buffer
    std::size_t searched_ = 0;  // bytes of the frame at hand in which there is no mark
    std::uint64_t offset_ = 0;  // of the first byte not yet done with
    std::uint64_t body_at_ = 0;
    detail::LineMembers message_;
    detail::KeyOrder<detail::line_keys.size()> order_;
    LiftIndex lift_ = no_lift;
    unsigned held_opinions_ = 0;
    Time received_{};
    LinkStats stats_;
};

}  // namespace hoistway
