// SPDX-License-Identifier: Apache-2.0
//
// What the national envelopes share: a wall time in China, the JSON line by which a person reads a
// frame off the page, and the part of a decoder that is the same for all of them.
//
//     wall_time({18, 6, 22, 16, 21, 15});      // 2018-06-22T16:21:15+08:00, a Time
//     FrameLine line(out, "gbt_32960");
//     line.bytes("iccid", bytes);              // ,"iccid":"8986..." or ,"iccid_hex":"00ff..."
//
// The envelopes carry the wall time of +08:00 without a zone; a time that no calendar has is
// `never`. Bytes that are not printable ASCII are written as hex, for their character set (GBK,
// GB18030) is the business of whoever reads the text. Constant time,
// nothing is allocated but in the line; the state is that of the stream.

#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/frame_stream.hpp"
#include "hoistway/wire/link.hpp"

namespace hoistway {

// Year within the century, month, day, hour, minute, second.
using WallClock = std::array<int, 6>;

// The moment at which clocks at +08:00 show this, in 2000 to 2099; `never` where none ever does.
constexpr Time wall_time(const WallClock& shown) noexcept {
    const auto [year, month, day, hour, minute, second] = shown;
    const Date date{std::chrono::year{2000 + year},
                    std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day)}};
    const bool clock =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    if (!clock || year < 0 || year > 99 || !date.ok()) return never;
    return Time{std::chrono::sys_days{date}} - china_offset + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + std::chrono::seconds{second};
}

// The inverse, for a time in 2000 to 2099.
constexpr WallClock to_wall_clock(Time time) noexcept {
    const Time local = time + china_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const Date date{day};
    const auto seconds =
        static_cast<int>(std::chrono::floor<std::chrono::seconds>(local - day).count());
    return {static_cast<int>(date.year()) - 2000,
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60};
}

constexpr bool is_printable_ascii(std::string_view bytes) noexcept {
    for (const char c : bytes) {
        if (c < ' ' || c > '~') return false;
    }
    return true;
}

// The line of a frame, member by member: `{"link":"jtt_808","message":"location",...}`.
class FrameLine {
 public:
    // Appends to `out`, which outlives it.
    FrameLine(std::string& out, std::string_view link) : out_(&out) {
        out += R"({"link":)";
        append_json_string(out, link);
    }

    void key(std::string_view name) {
        *out_ += ",\"";
        *out_ += name;
        *out_ += "\":";
    }
    template <std::integral N>
    void number(std::string_view name, N value) {
        key(name);
        append_json_number(*out_, value);
    }
    void text(std::string_view name, std::string_view value) {
        key(name);
        append_json_string(*out_, value);
    }
    // As hex, whatever they are.
    void hex(std::string_view name, std::string_view value) {
        key(name);
        *out_ += '"';
        append_hex(*out_, value);
        *out_ += '"';
    }
    // As text where every byte is printable ASCII, else as hex under a name that says so.
    void bytes(std::string_view name, std::string_view value) {
        if (is_printable_ascii(value)) return text(name, value);
        hex(std::string(name) + "_hex", value);
    }
    // The word for a value, or `0x82` where there is none.
    void word(std::string_view name, std::string_view word, std::string_view value) {
        if (!word.empty()) return text(name, word);
        key(name);
        *out_ += "\"0x";
        append_hex(*out_, value);
        *out_ += '"';
    }
    // Nothing where there is no time.
    void time(Time value) {
        if (value != never) text("time", format_time(value, china_offset));
    }
    void end() { *out_ += '}'; }

    // For what is no plain member: lists.
    std::string& out() noexcept { return *out_; }

 private:
    std::string* out_;
};

// What every decoder of an envelope does beside reading its frames: the stream, the time of
// receipt, refusals and figures. The framing names the field that each of its refusals is about.
template <Framing F>
class EnvelopeStream {
 public:
    EnvelopeStream() = default;
    explicit EnvelopeStream(F framing) noexcept : stream_(framing) {}

    // read(FrameBytes) for each frame, emit(WireError) for each refusal.
    template <class Read, class Emit>
    void feed(std::string_view bytes, Time received, Read read, Emit& emit) {
        received_ = received;
        stream_.feed(bytes, Hear<Read, Emit>{this, &read, &emit});
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    template <class Read, class Emit>
    void finish(Read read, Emit& emit) {
        stream_.finish(Hear<Read, Emit>{this, &read, &emit});
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    Time received() const noexcept { return received_; }
    F& framing() noexcept { return stream_.framing(); }
    LinkStats& stats() noexcept { return stats_; }
    const LinkStats& stats() const noexcept { return stats_; }

 private:
    template <class Read, class Emit>
    struct Hear {
        EnvelopeStream* link;
        Read* read;
        Emit* emit;

        void operator()(const FrameBytes& found) const {
            ++link->stats_.frames;
            (*read)(found);
        }
        void operator()(const Error& error) const {
            ++link->stats_.refused;
            (*emit)(WireError{error, F::field_of(error.code), link->received_});
        }
    };

    FrameStream<F> stream_;
    Time received_{};
    LinkStats stats_;
};

}  // namespace hoistway
