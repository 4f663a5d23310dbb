// SPDX-License-Identifier: Apache-2.0
//
// The envelope of JT/T 808, as deployed between vehicle terminals and their platforms: escapes,
// both header editions, and long messages in parts. Bytes in, frames out.
//
//     Jtt808Decoder link;
//     link.feed(bytes, received, [&](const auto& record) { ... });  // Jtt808Frame, WireError
//     link.finish(on_record);                                       // the connection has ended
//
// A part is handed over as it comes (`part` of `parts`), because each may have to be answered, and
// the whole message once more when its last part is there (`part` 0). A frame without escapes is
// handed over in place. What a body says is read by jtt_808_body.hpp; nothing in it is taken for a
// lift's signal, and an encrypted one is handed over unread. Memory is 3.1 KiB of buffers and 300
// bytes, and what jtt_808_parts.hpp says once parts come. One decoder per connection, one thread.
// Sources and what is unverified: docs/national_frames.md.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/wire/national/jtt_808_frame.hpp"
#include "hoistway/wire/national/jtt_808_parts.hpp"

namespace hoistway {

class Jtt808Decoder {
 public:
    static constexpr std::size_t max_frame = Jtt808Framing::max_frame;

    Jtt808Decoder() = default;
    explicit Jtt808Decoder(const Jtt808PartsOptions& options) : parts_(options) {}

    // A vehicle is no lift: nothing is bound.
    void bind(LiftIndex) noexcept {}

    template <class Emit>
    void feed(std::string_view bytes, Time received, Emit&& emit) {
        stream_.feed(
            bytes, received, [&](const FrameBytes& found) { hand_over(found, emit); }, emit);
    }

    template <class Emit>
    void finish(Emit&& emit) {
        stream_.finish([&](const FrameBytes& found) { hand_over(found, emit); }, emit);
        parts_.finish(stream_.received(), emit);
        count_parts();
    }

    const LinkStats& stats() const noexcept { return stream_.stats(); }

 private:
    template <class Emit>
    void hand_over(const FrameBytes& found, Emit& emit) {
        const Jtt808Frame frame = read(found);
        emit(frame);
        if (frame.part == 0 && !parts_.waiting()) return;
        parts_.on(frame, stream_.received(), emit);
        count_parts();
    }

    void count_parts() noexcept {
        stream_.stats().refused += parts_.refused() - counted_;
        counted_ = parts_.refused();
    }

    Jtt808Frame read(const FrameBytes& found) noexcept {
        std::string_view bytes = found.bytes.substr(1, found.bytes.size() - 2);
        const std::uint16_t attributes = detail::jtt_attributes(bytes);
        const bool in_parts = (attributes >> 13 & 1) != 0;
        const std::size_t head = detail::jtt_header_size(attributes);
        const bool escaped = bytes.size() != head + (attributes & 0x3FFU) + 1;
        if (escaped) bytes = detail::unescape_jtt(bytes, unescaped_);
        const std::size_t behind = head - (in_parts ? 4 : 0);  // the phone and the sequence
        Jtt808Frame frame{.id = read_be<std::uint16_t>(bytes, 0),
                          .encryption = static_cast<std::uint8_t>(attributes >> 10 & 7),
                          .sequence = read_be<std::uint16_t>(bytes, behind - 2),
                          .body = bytes.substr(head, bytes.size() - head - 1),
                          .at = found.at};
        if ((attributes >> 14 & 1) != 0) {
            frame.edition = Jtt808Edition::v2019;
            frame.version = byte_at(bytes, 4);
        }
        const std::size_t phone = jtt_808_phone_size(frame.edition);
        frame.phone = bytes.substr(behind - 2 - phone, phone);
        if (in_parts) read_parts(bytes.substr(behind), frame);
        return frame;
    }

    // A part that cannot be, 0 of 3 or 4 of 3, stays a frame of its own.
    void read_parts(std::string_view bytes, Jtt808Frame& frame) noexcept {
        const auto parts = read_be<std::uint16_t>(bytes, 0),
                   part = read_be<std::uint16_t>(bytes, 2);
        const bool can_be = part > 0 && part <= parts;
        if (!can_be) ++stream_.stats().out_of_range_values;
        frame.parts = can_be ? parts : std::uint16_t{0};
        frame.part = can_be ? part : std::uint16_t{0};
    }

    EnvelopeStream<Jtt808Framing> stream_;
    std::array<char, detail::jtt_longest_content> unescaped_;
    Jtt808Parts parts_;
    std::uint64_t counted_ = 0;  // messages given up that the figures have
};

static_assert(DeviceLink<Jtt808Decoder>);

}  // namespace hoistway
