// SPDX-License-Identifier: Apache-2.0
//
// The envelope of GB/T 26875.3-2011, as public implementations write it between fire-alarm
// transmitters and their centre. Bytes in, frames out.
//
//     Gbt26875Decoder link;                                       // or with a byte order, below
//     link.feed(bytes, received, [&](const auto& record) { ... });  // Gbt26875Frame, WireError
//     append_gbt_26875(out, reply);
//
//     40 40 | sequence, 2 | version, 2 | time, 6 | source, 6 | destination, 6 | length, 2 |
//     command | unit of 0 to 1024 bytes | sum of sequence to unit | 23 23
//
// The unit of application data begins with a type and a count of objects; the objects are handed
// over unread, and nothing in them is taken for a lift's signal. In which order implementations
// send the bytes of numbers and addresses varies, so it is an option; little-endian is [default].
// The time goes from seconds to years. Memory is a buffer of 1054 bytes and 150 bytes; nothing is
// allocated. One decoder per connection, one thread. No recording with a true sum was found: this
// link is tested on vectors of its own, see docs/national_frames.md.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/wire/check_sum.hpp"
#include "hoistway/wire/frame_stream.hpp"
#include "hoistway/wire/link.hpp"
#include "hoistway/wire/national/envelope.hpp"

namespace hoistway {

// How the device at hand sends the bytes of each number.
struct Gbt26875Order {
    std::endian sequence = std::endian::little;
    std::endian address = std::endian::little;
    std::endian length = std::endian::little;
};

// What the frame wants. The words are unverified.
enum class Gbt26875Command : std::uint8_t {
    control = 1,
    send_data = 2,
    confirm = 3,
    request = 4,
    response = 5,
    deny = 6,
};

// Empty where the library has no word for it.
constexpr std::string_view to_string(Gbt26875Command command) noexcept {
    switch (command) {
        case Gbt26875Command::control:
            return "control";
        case Gbt26875Command::send_data:
            return "send_data";
        case Gbt26875Command::confirm:
            return "confirm";
        case Gbt26875Command::request:
            return "request";
        case Gbt26875Command::response:
            return "response";
        case Gbt26875Command::deny:
            return "deny";
    }
    return {};
}

// The type of a unit, empty where the library has no word for it.
constexpr std::string_view gbt_26875_type(std::uint8_t type) noexcept {
    switch (type) {
        case 1:
            return "system_status";
        case 2:
            return "component_status";
        case 3:
            return "analog_value";
        case 4:
            return "operation";
        case 5:
            return "version";
        case 6:
            return "system_configuration";
        case 7:
            return "component_configuration";
        case 8:
            return "system_time";
        case 21:
            return "device_status";
        case 24:
            return "device_operation";
        case 25:
            return "device_version";
        case 26:
            return "device_configuration";
        case 28:
            return "device_time";
        default:
            return {};
    }
}

// Any value of a byte may stand in `command`. The text is good until the call that handed it over
// returns.
struct Gbt26875Frame {
    std::uint16_t sequence = 0;
    std::uint8_t major_version = 1, minor_version = 0;
    Time time = never;                          // whole seconds, 2000 to 2099
    std::uint64_t source = 0, destination = 0;  // 48 bits
    Gbt26875Command command{};
    std::string_view unit;  // with type and count; empty in a plain confirmation
    std::uint64_t at = 0;   // of the first byte in the stream
};

namespace detail {

inline constexpr std::size_t gbt_26875_head = 27, gbt_26875_tail = 3, gbt_26875_longest_unit = 1024;

// `size` bytes as a number.
constexpr std::uint64_t read_ordered(std::string_view bytes, std::size_t at, std::size_t size,
                                     std::endian order) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t place = order == std::endian::big ? i : size - 1 - i;
        value = value << 8 | byte_at(bytes, at + place);
    }
    return value;
}

inline void append_ordered(std::string& out, std::uint64_t value, std::size_t size,
                           std::endian order) {
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t place = order == std::endian::big ? size - 1 - i : i;
        out += static_cast<char>(value >> 8 * place & 0xFF);
    }
}

// Seconds first.
constexpr Time read_time_backwards(std::string_view bytes) noexcept {
    WallClock shown{};
    for (std::size_t i = 0; i < shown.size(); ++i) shown[5 - i] = byte_at(bytes, i);
    return wall_time(shown);
}

}  // namespace detail

struct Gbt26875Framing {
    // Half a mark: where the stream ends in a false one, the true one may begin at its second byte.
    static constexpr std::size_t mark_size = 1;
    static constexpr std::size_t max_frame =
        detail::gbt_26875_head + detail::gbt_26875_longest_unit + detail::gbt_26875_tail;

    // A refused frame costs one byte: its second `@` may be the first one of a good frame.
    Cut cut(std::string_view bytes) const noexcept {
        const std::size_t start = before_mark(bytes, "@@");
        if (start > 0) return Cut::garbage(start);
        if (bytes.size() < detail::gbt_26875_head) return Cut::more(detail::gbt_26875_head);
        const std::size_t unit = detail::read_ordered(bytes, 24, 2, order.length);
        if (unit > detail::gbt_26875_longest_unit) {
            return Cut::refused(ErrorCode::too_long, 24, 1);
        }
        const std::size_t end = detail::gbt_26875_head + unit;
        const std::size_t size = end + detail::gbt_26875_tail;
        if (bytes.size() < size) return Cut::more(size);
        if (bytes.substr(end + 1, 2) != "##") {
            return Cut::refused(ErrorCode::bad_syntax, end + 1, 1);
        }
        if (byte_sum(bytes.substr(2, end - 2)) != byte_at(bytes, end)) {
            return Cut::refused(ErrorCode::bad_checksum, end, 1);
        }
        return Cut::frame(size);
    }

    static constexpr std::string_view field_of(ErrorCode code) noexcept {
        if (code == ErrorCode::bad_checksum) return "check_sum";
        if (code == ErrorCode::bad_syntax) return "end";
        return code == ErrorCode::too_long ? "length" : "";
    }

    Gbt26875Order order{};
};

class Gbt26875Decoder {
 public:
    static constexpr std::size_t max_frame = Gbt26875Framing::max_frame;

    Gbt26875Decoder() = default;
    explicit Gbt26875Decoder(const Gbt26875Order& order) noexcept
        : stream_(Gbt26875Framing{order}) {}

    // A fire-alarm transmitter is no lift: nothing is bound.
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
    Gbt26875Frame read(const FrameBytes& found) noexcept {
        const Gbt26875Order& order = stream_.framing().order;
        const std::string_view bytes = found.bytes;
        const std::size_t head = detail::gbt_26875_head;
        Gbt26875Frame frame{
            .sequence =
                static_cast<std::uint16_t>(detail::read_ordered(bytes, 2, 2, order.sequence)),
            .major_version = byte_at(bytes, 4),
            .minor_version = byte_at(bytes, 5),
            .time = detail::read_time_backwards(bytes.substr(6)),
            .source = detail::read_ordered(bytes, 12, 6, order.address),
            .destination = detail::read_ordered(bytes, 18, 6, order.address),
            .command = static_cast<Gbt26875Command>(byte_at(bytes, 26)),
            .unit = bytes.substr(head, bytes.size() - head - detail::gbt_26875_tail),
            .at = found.at};
        if (to_string(frame.command).empty()) ++stream_.stats().unknown_keys;
        const bool unknown_type =
            !frame.unit.empty() && gbt_26875_type(byte_at(frame.unit, 0)).empty();
        if (unknown_type) ++stream_.stats().unknown_keys;
        if (frame.time == never) ++stream_.stats().out_of_range_values;
        return frame;
    }

    EnvelopeStream<Gbt26875Framing> stream_;
};

static_assert(DeviceLink<Gbt26875Decoder>);

// The frame as bytes. False, and nothing appended, where the unit has more than 1024 bytes or an
// address more than 48 bits, or the time is none of 2000 to 2099. An unknown time is written as
// zeros, which no reader takes for one.
inline bool append_gbt_26875(std::string& out, const Gbt26875Frame& frame,
                             const Gbt26875Order& order = {}) {
    const std::uint64_t addresses = frame.source | frame.destination;
    if (frame.unit.size() > detail::gbt_26875_longest_unit || addresses >> 48 != 0) return false;
    const WallClock shown = frame.time == never ? WallClock{} : to_wall_clock(frame.time);
    if (shown[0] < 0 || shown[0] > 99) return false;
    const std::size_t from = out.size();
    out += "@@";
    detail::append_ordered(out, frame.sequence, 2, order.sequence);
    out += static_cast<char>(frame.major_version);
    out += static_cast<char>(frame.minor_version);
    for (std::size_t i = 6; i-- > 0;) out += static_cast<char>(shown[i]);
    detail::append_ordered(out, frame.source, 6, order.address);
    detail::append_ordered(out, frame.destination, 6, order.address);
    detail::append_ordered(out, frame.unit.size(), 2, order.length);
    out += static_cast<char>(frame.command);
    out += frame.unit;
    out += static_cast<char>(byte_sum(std::string_view(out).substr(from + 2)));
    out += "##";
    return true;
}

// One JSON object, without a line end; the objects of the unit stand there as hex.
inline void append_frame(std::string& out, const Gbt26875Frame& frame) {
    FrameLine line(out, "gbt_26875");
    line.word("command", to_string(frame.command),
              std::string(1, static_cast<char>(frame.command)));
    line.number("sequence", frame.sequence);
    line.key("version");
    line.out() += '"';
    append_json_number(line.out(), frame.major_version);
    line.out() += '.';
    append_json_number(line.out(), frame.minor_version);
    line.out() += '"';
    line.time(frame.time);
    line.number("source", frame.source);
    line.number("destination", frame.destination);
    if (frame.unit.size() >= 2) {
        line.word("type", gbt_26875_type(byte_at(frame.unit, 0)), frame.unit.substr(0, 1));
        line.number("objects", byte_at(frame.unit, 1));
        line.hex("data", frame.unit.substr(2));
    } else if (!frame.unit.empty()) {
        line.hex("data", frame.unit);
    }
    line.end();
}

}  // namespace hoistway
