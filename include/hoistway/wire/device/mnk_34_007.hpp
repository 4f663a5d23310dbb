// SPDX-License-Identifier: Apache-2.0
//
// The device link MNK-34.007: one line of text a state, of which the middle names the device and
// the rest is 32 bytes in hexadecimal.
//
//     F2020/11/10
//     11:24:46/00000004/000000000000517c00000000000421b930050000000053c3d00063000000220e
//
//     MnkLink link;
//     link.feed(bytes, received, on_record);    // DeviceLogin when the name changes, Observation
//     append_mnk(out, "00000004", seen);
//
// The 64 digits are four segments of 16 in any order, each with a marker in its seventh byte (or,
// some say, its eighth): 51 car call, 21 door, 53 run, 22 reserved. A form with 62 digits is known
// in which a byte before the marker of the run segment is missing. There is no check sum that is
// understood: the segments' last bytes differ and fit no common one, so they are not looked at.
// Layout as in one public implementation, confidence medium; its sample is the only external frame.
// The clock's zone is not said; +08:00 is taken. Memory is 300 bytes; nothing is allocated. One
// link per connection, one thread.

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/framed_link.hpp"
#include "hoistway/wire/native_faults.hpp"

namespace hoistway {

inline constexpr std::array<std::string_view, 1> mnk_flag_codes{"38"};  // hardware fault
inline constexpr FaultWords mnk_words{"mnk", mnk_flag_codes};

// What one frame says.
struct MnkStatus {
    ShortText<32> device;
    Observation seen;  // without its fault, which is in `faults`
    SaidFaults faults;
    std::uint64_t out_of_range = 0;
};

namespace detail {

inline constexpr std::size_t mnk_head = 30, mnk_digits = 64, mnk_size = mnk_head + mnk_digits;
inline constexpr std::size_t mnk_short_size = mnk_size - 2;

// The head, where 0 stands for any decimal digit and x for any letter or digit.
inline constexpr std::string_view mnk_pattern = "F0000/00/00 00:00:00/xxxxxxxx/";

constexpr bool mnk_fits(std::size_t at, char c) noexcept {
    const bool digit = c >= '0' && c <= '9';
    if (at >= mnk_head) return from_hex_digit(c) <= 15;
    if (mnk_pattern[at] == '0') return digit;
    if (mnk_pattern[at] != 'x') return c == mnk_pattern[at];
    return digit || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// The first byte that no frame has there, or the size.
constexpr std::size_t mnk_misfit(std::string_view bytes) noexcept {
    std::size_t at = 0;
    while (at < bytes.size() && mnk_fits(at, bytes[at])) ++at;
    return at;
}

}  // namespace detail

// Both forms. A short one ends where no digit follows, or the next frame does: its F is a digit,
// too. Where the stream ends inside of that mark, the long form is taken.
class MnkFraming {
 public:
    static constexpr std::size_t mark_size = 6;  // "F2020/"
    static constexpr std::size_t max_frame = detail::mnk_short_size + mark_size;

    Cut cut(std::string_view bytes) const noexcept {
        const std::size_t start = find_mark(bytes);
        if (start > 0) return Cut::garbage(start);
        const std::size_t misfit = detail::mnk_misfit(bytes.substr(0, detail::mnk_size));
        if (misfit == detail::mnk_size) return cut_long(bytes);
        if (misfit == bytes.size()) return cut_unfinished(bytes.size());
        if (misfit >= detail::mnk_short_size) return Cut::frame(detail::mnk_short_size);
        return Cut::refused(ErrorCode::bad_syntax, misfit, mark_size);
    }
    void ended(bool ended) noexcept { ended_ = ended; }

 private:
    // Where the mark stands, or may stand with the bytes to come.
    static std::size_t find_mark(std::string_view bytes) noexcept {
        std::size_t at = bytes.find('F');
        for (; at != std::string_view::npos; at = bytes.find('F', at + 1)) {
            const std::string_view head = bytes.substr(at, mark_size);
            if (detail::mnk_misfit(head) == head.size()) return at;
        }
        return bytes.size();
    }

    Cut cut_long(std::string_view bytes) const noexcept {
        const std::string_view behind = bytes.substr(detail::mnk_short_size, mark_size);
        if (detail::mnk_misfit(behind) < behind.size()) return Cut::frame(detail::mnk_size);
        if (behind.size() == mark_size) return Cut::frame(detail::mnk_short_size);
        return ended_ ? Cut::frame(detail::mnk_size) : Cut::more(bytes.size() + 1);
    }

    Cut cut_unfinished(std::size_t size) const noexcept {
        if (!ended_) return Cut::more(std::max(size + 1, detail::mnk_short_size + 1));
        if (size >= detail::mnk_short_size) return Cut::frame(detail::mnk_short_size);
        return Cut::more(size + 1);
    }

    bool ended_ = false;
};

namespace detail {

enum class MnkSegment : std::uint8_t { call, door, run, reserved };

inline constexpr std::array<std::uint8_t, 4> mnk_markers{0x51, 0x21, 0x53, 0x22};

// What this library writes for a run or a floor that is not known.
inline constexpr std::uint8_t mnk_not_said = 0xFF;

// Eight bytes out of 16 digits.
using MnkBytes = std::array<std::uint8_t, 8>;

inline std::optional<MnkSegment> mnk_segment(std::uint8_t marker) noexcept {
    const auto found = std::find(mnk_markers.begin(), mnk_markers.end(), marker);
    if (found == mnk_markers.end()) return std::nullopt;
    return static_cast<MnkSegment>(found - mnk_markers.begin());
}

// The marker is the seventh byte; only where that is none is the eighth tried.
inline std::optional<MnkSegment> mnk_segment(const MnkBytes& bytes) noexcept {
    const std::optional<MnkSegment> segment = mnk_segment(bytes[6]);
    return segment ? segment : mnk_segment(bytes[7]);
}

// The segments of one frame, by kind.
struct MnkSegments {
    std::array<std::optional<MnkBytes>, mnk_markers.size()> by_kind{};

    const std::optional<MnkBytes>& operator[](MnkSegment kind) const noexcept {
        return by_kind[static_cast<std::size_t>(kind)];
    }
};

// Errors carry the digit; a marker that no table has is left alone and counted.
inline Result<MnkSegments> read_mnk_segments(std::string_view digits, std::uint64_t& unknown) {
    MnkSegments segments;
    for (std::size_t at = 0; at < mnk_digits; at += 16) {
        MnkBytes bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = from_hex(digits, at + 2 * i).value_or(0);
        }
        const std::optional<MnkSegment> kind = mnk_segment(bytes);
        if (!kind) {
            ++unknown;
            continue;
        }
        std::optional<MnkBytes>& place = segments.by_kind[static_cast<std::size_t>(*kind)];
        if (place) return Error{ErrorCode::duplicate, at};
        place = bytes;
    }
    return segments;
}

// Puts back the byte that the short form lacks: behind five bytes of a segment stands 53, and then
// all four segments have different markers. Nothing where no place fits, or more than one.
inline std::optional<std::array<char, mnk_digits>> mend_mnk(std::string_view digits) {
    std::optional<std::array<char, mnk_digits>> mended;
    for (std::size_t at = 10; at < mnk_digits; at += 16) {
        if (digits.substr(at, 2) != "53") continue;
        std::array<char, mnk_digits> room{};
        const auto rest = std::copy_n(digits.begin(), at, room.begin());
        std::copy(digits.begin() + static_cast<std::ptrdiff_t>(at), digits.end(),
                  std::fill_n(rest, 2, '0'));
        std::uint64_t unknown = 0;
        if (!read_mnk_segments({room.data(), room.size()}, unknown) || unknown > 0) continue;
        if (mended) return std::nullopt;
        mended = room;
    }
    return mended;
}

inline void read_mnk_door(const MnkBytes& bytes, MnkStatus& status) noexcept {
    switch (bytes[5]) {
        case 0x04:
            status.seen.door = Door::open;
            return;
        case 0x10:
            status.seen.door = Door::closed;
            return;
        case 0x00:
            return;  // moving, and nobody says which way
        default:
            ++status.out_of_range;
    }
}

// One byte says level, up, down or fault: whoever is level is not on the way.
inline void read_mnk_run(const MnkBytes& bytes, MnkStatus& status) noexcept {
    Observation& seen = status.seen;
    switch (bytes[0]) {
        case 0x30:
        case 0x31:
        case 0x36:
        case 0x37:
            seen.door_zone = Flag::yes;
            seen.motion = Motion::stopped;
            seen.direction = Direction::none;
            break;
        case 0x34:
        case 0x35:
            seen.motion = Motion::running;
            seen.direction = bytes[0] == 0x34 ? Direction::up : Direction::down;
            break;
        case 0x38:
            break;
        case mnk_not_said:
            return;
        default:
            ++status.out_of_range;
            return;
    }
    status.faults.flag(0, bytes[0] == 0x38);
}

inline void read_mnk_floor(std::uint8_t code, MnkStatus& status) noexcept {
    if (code == mnk_not_said) return;
    // Four landings are attested; that the row goes on is likely and not guessed.
    constexpr std::array<std::uint8_t, 4> floors{0x05, 0x09, 0x0D, 0x11};
    const auto found = std::find(floors.begin(), floors.end(), code);
    if (found == floors.end()) {
        ++status.out_of_range;
        return;
    }
    status.seen.floor = static_cast<std::int16_t>(found - floors.begin() + 1);
}

inline std::optional<Time> read_mnk_time(std::string_view text) {
    const auto number = [&](std::size_t at, std::size_t digits) {
        return read_digits(text, at, digits);
    };
    const Date date{std::chrono::year{number(0, 4)},
                    std::chrono::month{static_cast<unsigned>(number(5, 2))},
                    std::chrono::day{static_cast<unsigned>(number(8, 2))}};
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return start_of(date) + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

// What the segments say, of those that are there.
inline void read_mnk_parts(const MnkSegments& segments, MnkStatus& status) noexcept {
    const auto& door = segments[MnkSegment::door];
    const auto& run = segments[MnkSegment::run];
    if (door) read_mnk_door(*door, status);
    if (!run) return;
    read_mnk_run(*run, status);
    read_mnk_floor((*run)[1], status);
}

}  // namespace detail

// A frame of either length as the framing finds it. A clock that shows no time is counted, and the
// time of arrival taken.
inline Result<MnkStatus> read_mnk(std::string_view frame, Time received) {
    const std::size_t misfit = detail::mnk_misfit(frame);
    if (misfit < frame.size()) return Error{ErrorCode::bad_syntax, misfit};
    if (frame.size() > detail::mnk_size) return Error{ErrorCode::too_long, detail::mnk_size};
    std::string_view digits = frame.substr(std::min(detail::mnk_head, frame.size()));
    std::optional<std::array<char, detail::mnk_digits>> mended;
    if (frame.size() == detail::mnk_short_size) {
        mended = detail::mend_mnk(digits);
        if (!mended) return Error{ErrorCode::bad_value, detail::mnk_head};
        digits = {mended->data(), mended->size()};
    }
    if (digits.size() < detail::mnk_digits) return Error{ErrorCode::truncated, frame.size()};
    MnkStatus status{.device = {}, .seen = {.time = received}, .faults = {}};
    const bool fits = status.device.assign(frame.substr(21, 8));
    assert(fits && "eight letters fit");
    if (!fits) return Error{ErrorCode::too_long, 21};
    const std::optional<Time> time = detail::read_mnk_time(frame.substr(1, 19));
    if (time) status.seen.time = *time;
    if (!time) ++status.out_of_range;
    const auto segments = detail::read_mnk_segments(digits, status.out_of_range);
    if (!segments) return Error{segments.error().code, detail::mnk_head + segments.error().at};
    detail::read_mnk_parts(*segments, status);
    return status;
}

// Tells the device when its name changes, and its fault when it comes and goes.
class MnkReader {
 public:
    void forget() noexcept { held_.forget(); }

    template <class Out>
    void read(const FrameBytes& frame, Out& out) {
        const Result<MnkStatus> status = read_mnk(frame.bytes, out.received());
        if (!status) return out.refuse(status.error().code, frame.at + status.error().at);
        if (status->device != device_) {
            device_ = status->device;
            held_.forget();
            out.login(device_);
        }
        out.count_out_of_range(status->out_of_range);
        held_.tell(mnk_words, status->faults, status->seen, out);
    }

 private:
    HeldFaults held_;
    ShortText<32> device_;
};

using MnkLink = FramedLink<MnkFraming, MnkReader>;

namespace detail {

inline std::uint8_t mnk_run_code(const Observation& seen) noexcept {
    if (flag_bit_of(seen.fault, mnk_words) != 0) return 0x38;
    if (seen.direction == Direction::up) return 0x34;
    if (seen.direction == Direction::down) return 0x35;
    return seen.door_zone == Flag::yes ? std::uint8_t{0x30} : mnk_not_said;
}

inline std::uint8_t mnk_door_code(Door door) noexcept {
    if (door == Door::open) return 0x04;
    return door == Door::closed ? 0x10 : 0x00;
}

inline std::uint8_t mnk_floor_code(std::int16_t floor) noexcept {
    return floor >= 1 && floor <= 4 ? static_cast<std::uint8_t>(4 * floor + 1) : mnk_not_said;
}

inline void append_mnk_time(std::string& out, Time time) {
    const std::string text =
        format_time(std::chrono::floor<std::chrono::seconds>(time), china_offset);
    out.append(text, 0, 4).append("/").append(text, 5, 2).append("/").append(text, 8, 2);
    out.append(" ").append(text, 11, 8);
}

}  // namespace detail

// The long form, segments in the order of the sample. FF is written where the run or the floor is
// not known; the bytes that nobody understands are 0. Nothing is written where the device's name is
// not eight letters or digits.
inline void append_mnk(std::string& out, std::string_view device, const Observation& seen) {
    const std::size_t from = out.size();
    out += 'F';
    detail::append_mnk_time(out, seen.time);
    out.append("/").append(device).append("/");
    const auto segment = [&](std::uint8_t first, std::uint8_t second, std::uint8_t sixth,
                             detail::MnkSegment kind) {
        const std::uint8_t marker = detail::mnk_markers[static_cast<std::size_t>(kind)];
        for (const int byte : {int{first}, int{second}, 0, 0, 0, int{sixth}, int{marker}, 0}) {
            append_hex(out, std::string(1, static_cast<char>(byte)));
        }
    };
    segment(0, 0, 0, detail::MnkSegment::call);
    segment(0, 0, detail::mnk_door_code(seen.door), detail::MnkSegment::door);
    segment(detail::mnk_run_code(seen), detail::mnk_floor_code(seen.floor), 0,
            detail::MnkSegment::run);
    segment(0, 0, 0, detail::MnkSegment::reserved);
    const std::string_view frame = std::string_view(out).substr(from);
    const bool sound =
        frame.size() == detail::mnk_size && detail::mnk_misfit(frame) == frame.size();
    if (!sound) out.resize(from);
}

}  // namespace hoistway
