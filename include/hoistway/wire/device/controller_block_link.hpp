// SPDX-License-Identifier: Apache-2.0
//
// A stream of controller blocks (controller_block.hpp) as lines of text: each line is the base64 of
// one block, or the JSON object in which the controller's gateway puts it for its HTTP server.
//
//     ControllerBlockLink link;
//     link.feed("AEQEBQCZBwAAoIYBAOEQAAAAAAAAAAAA\n", received, on_record);
//     link.feed(R"({"elevatorId":"E1","parameterStr":"AEQE..."})" "\n", received, on_record);
//
// `elevatorId` is told as a DeviceLogin when it changes, the fault number and flags when they
// change. A line that is neither is refused, empty lines are garbage; noise costs the line that it
// stands in. A line above 2 KiB [default] is given up in pieces of that size. Memory is 2 KiB and
// 200 bytes; nothing is allocated. One link per connection, one thread.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/base64.hpp"
#include "hoistway/core/json_scan.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/device/controller_block.hpp"
#include "hoistway/wire/framed_link.hpp"
#include "hoistway/wire/json_text.hpp"

namespace hoistway {

// Lines of text, without the blanks and empty lines before them.
class TextLineFraming {
 public:
    static constexpr std::size_t mark_size = 1, max_frame = 2048;

    Cut cut(std::string_view bytes) const noexcept {
        const std::size_t blank = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
        if (blank > 0) return Cut::garbage(blank);
        const std::size_t end = bytes.substr(0, max_frame).find('\n');
        if (end != std::string_view::npos) return Cut::frame(end + 1);
        if (bytes.size() >= max_frame) return Cut::refused(ErrorCode::too_long, 0, max_frame);
        return ended_ ? Cut::frame(bytes.size()) : Cut::more(bytes.size() + 1);
    }
    // The last line of a connection may have no line end.
    void ended(bool ended) noexcept { ended_ = ended; }

 private:
    bool ended_ = false;
};

namespace detail {

// The keys of the envelope; those from `roomMaintain` on are known and not read.
enum class ControllerKey : std::uint8_t {
    elevator_id,
    block,
    time,
    people,
    room_electric,
    alarm,
};

inline constexpr std::array<std::string_view, 11> controller_keys{
    "elevatorId",   "parameterStr", "time",        "people",      "roomElectric", "alarm",
    "roomMaintain", "topElectric",  "topMaintain", "maintenance", "errInfo"};

struct ControllerEnvelope {
    std::array<JsonMember, controller_keys.size()> members{};
    unsigned seen = 0;

    // Null where the key is not there, or says nothing.
    const JsonMember* find(ControllerKey key) const noexcept {
        const auto place = static_cast<std::size_t>(key);
        const bool there = (seen >> place & 1) != 0 && members[place].kind != JsonKind::null;
        return there ? &members[place] : nullptr;
    }
    bool put(std::size_t place, const JsonMember& member) noexcept {
        if ((seen >> place & 1) != 0) return false;
        seen |= 1U << place;
        members[place] = member;
        return true;
    }
};

// '0' and '1', in quotes or not.
inline Flag envelope_flag(const JsonMember* member, std::uint64_t& out_of_range) noexcept {
    if (member == nullptr) return Flag::unknown;
    const bool plain = member->kind == JsonKind::string || member->kind == JsonKind::number;
    if (plain && member->text == "1") return Flag::yes;
    if (plain && member->text == "0") return Flag::no;
    ++out_of_range;
    return Flag::unknown;
}

// Ten digits are s, thirteen are ms since 1970; other text needs its zone.
inline std::optional<Time> envelope_time(std::string_view text) {
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
        std::int64_t number = 0;
        for (const char c : text.substr(0, 13)) number = number * 10 + (c - '0');
        if (text.size() == 10) return Time{std::chrono::seconds{number}};
        if (text.size() == 13) return Time{Duration{number}};
        return std::nullopt;
    }
    const Result<Time> time = parse_time(text);
    return time ? std::optional{*time} : std::nullopt;
}

}  // namespace detail

class ControllerBlockReader {
 public:
    void forget() noexcept { held_.forget(); }

    template <class Out>
    void read(const FrameBytes& frame, Out& out) {
        const std::size_t end = frame.bytes.find_last_not_of(" \t\r\n");
        const FrameBytes line{frame.bytes.substr(0, end + 1), frame.at};
        if (line.bytes.front() == '{') return read_envelope(line, out);
        const Result<ControllerStatus> status = read_base64(line.bytes, out.received());
        if (!status) return out.refuse(status.error().code, line.at + status.error().at);
        tell(*status, out);
    }

 private:
    using Key = detail::ControllerKey;

    static Result<ControllerStatus> read_base64(std::string_view text, Time received) {
        std::array<std::uint8_t, controller_block_size> bytes{};
        const Result<std::size_t> size = decode_base64(text, bytes);
        if (!size) return size.error();
        if (*size < bytes.size()) return Error{ErrorCode::truncated, text.size()};
        const auto letters = std::bit_cast<std::array<char, controller_block_size>>(bytes);
        return read_controller_block({letters.data(), letters.size()}, received);
    }

    template <class Out>
    void read_envelope(const FrameBytes& line, Out& out) {
        detail::ControllerEnvelope envelope;
        JsonScan scan(line.bytes);
        for (JsonMember member; scan.next(member);) {
            const auto known = std::find(detail::controller_keys.begin(),
                                         detail::controller_keys.end(), member.key);
            if (known == detail::controller_keys.end()) {
                out.count_unknown_keys(1);
                continue;
            }
            const auto place = static_cast<std::size_t>(known - detail::controller_keys.begin());
            if (!envelope.put(place, member))
                return out.refuse(ErrorCode::duplicate, line.at + member.key_at, *known);
        }
        if (scan.error()) return out.refuse(scan.error()->code, line.at + scan.error()->at);
        if (scan.end() != line.bytes.size())
            return out.refuse(ErrorCode::bad_syntax, line.at + scan.end());
        read_members(line, envelope, out);
    }

    template <class Out>
    void read_members(const FrameBytes& line, const detail::ControllerEnvelope& envelope,
                      Out& out) {
        const JsonMember* text = envelope.find(Key::block);
        if (text == nullptr) return out.refuse(ErrorCode::missing, line.at, "parameterStr");
        std::array<char, 64> room{};
        const Result<std::string_view> letters = unescape_json(text->text, room);
        Result<ControllerStatus> status =
            letters ? read_base64(*letters, out.received()) : letters.error();
        if (text->kind != JsonKind::string) status = Error{ErrorCode::bad_value, 0};
        if (!status) return out.refuse(status.error().code, line.at + text->at, "parameterStr");
        read_flags(envelope, *status);
        if (!log_in(line, envelope.find(Key::elevator_id), out)) return;
        tell(*status, out);
    }

    static void read_flags(const detail::ControllerEnvelope& envelope, ControllerStatus& status) {
        std::uint64_t& bad = status.out_of_range;
        Observation& seen = status.seen;
        seen.presence = detail::envelope_flag(envelope.find(Key::people), bad);
        seen.mains_power = detail::envelope_flag(envelope.find(Key::room_electric), bad);
        seen.alarm_button = detail::envelope_flag(envelope.find(Key::alarm), bad);
        const JsonMember* time = envelope.find(Key::time);
        if (time == nullptr) return;
        const std::optional<Time> said = detail::envelope_time(time->text);
        if (said) seen.time = *said;
        if (!said) ++bad;
    }

    // False where the identity cannot be read: whose words these are is not known then.
    template <class Out>
    bool log_in(const FrameBytes& line, const JsonMember* id, Out& out) {
        if (id == nullptr) return true;
        const auto refuse = [&](ErrorCode code) {
            out.refuse(code, line.at + id->at, "elevatorId");
            return false;
        };
        const bool plain = id->kind == JsonKind::string || id->kind == JsonKind::number;
        if (!plain || id->text.empty()) return refuse(ErrorCode::bad_value);
        std::array<char, 32> room{};
        const Result<std::string_view> letters = unescape_json(id->text, room);
        if (!letters) return refuse(letters.error().code);
        if (detail::first_bad_byte(*letters) != letters->size())
            return refuse(ErrorCode::bad_encoding);
        ShortText<32> device;
        if (!device.assign(*letters)) return refuse(ErrorCode::too_long);
        if (device == device_) return true;
        device_ = device;
        held_.forget();
        out.login(device);
        return true;
    }

    template <class Out>
    void tell(const ControllerStatus& status, Out& out) {
        out.count_out_of_range(status.out_of_range);
        held_.tell(controller_words, status.faults, status.seen, out);
    }

    HeldFaults held_;
    ShortText<32> device_;
};

using ControllerBlockLink = FramedLink<TextLineFraming, ControllerBlockReader>;

// One line: the base64 of the block.
inline void append_controller_line(std::string& out, const Observation& seen) {
    std::string block;
    append_controller_block(block, seen);
    std::array<std::uint8_t, controller_block_size> bytes{};
    std::copy(block.begin(), block.end(), bytes.begin());
    append_base64(out, bytes);
    out += '\n';
}

// One line: the JSON object of the HTTP form. What is not known is left out.
inline void append_controller_envelope(std::string& out, std::string_view device,
                                       const Observation& seen) {
    const auto flag = [&out](std::string_view key, Flag value) {
        if (!is_known(value)) return;
        out.append(",\"").append(key).append("\":\"");
        out += value == Flag::yes ? "1\"" : "0\"";
    };
    out += "{\"elevatorId\":";
    append_json_string(out, device);
    out += ",\"parameterStr\":\"";
    append_controller_line(out, seen);
    out.pop_back();
    out += "\",\"time\":\"";
    out += format_time(seen.time);
    out += '"';
    flag("people", seen.presence);
    flag("roomElectric", seen.mains_power);
    flag("alarm", seen.alarm_button);
    out += "}\n";
}

}  // namespace hoistway
