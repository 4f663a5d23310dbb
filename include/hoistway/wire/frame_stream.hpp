// SPDX-License-Identifier: Apache-2.0
//
// Cuts a stream of bytes into frames, whatever pieces it comes in: the part of a link that is the
// same for all of them.
//
//     FrameStream<Gbt32960Framing> stream;
//     stream.feed(bytes, hear);    // hear(FrameBytes) for each frame, hear(Error) for each refusal
//     stream.finish(hear);         // what is left was cut off
//
// A framing says what stands at the front of the bytes. Its answer may not change with what
// follows: once it is not `more`, further bytes leave it as it is, and so the pieces do not matter.
// A frame that came whole is handed over in place, one in pieces is put together in the buffer of
// `max_frame` bytes, the only memory beside 40 bytes of state. A refused frame costs its mark only:
// what stands behind is searched again, so that a false mark hides no good frame. Linear time for
// good streams; nothing is allocated. One thread.

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "hoistway/core/error.hpp"

namespace hoistway {

// What stands at the front of a stream, and how many bytes of it.
struct Cut {
    enum class What : std::uint8_t {
        garbage,  // `size` bytes that belong to no frame
        frame,    // `size` bytes, whole and sound
        refused,  // a frame that is none, for `why` at byte `at`; `size` bytes are passed over
        more,     // it takes at least `size` bytes to tell
    };
    What what = What::more;
    std::size_t size = 0;
    ErrorCode why{};
    std::size_t at = 0;

    static constexpr Cut garbage(std::size_t size) noexcept { return {What::garbage, size}; }
    static constexpr Cut frame(std::size_t size) noexcept { return {What::frame, size}; }
    static constexpr Cut more(std::size_t wanted) noexcept { return {What::more, wanted}; }
    static constexpr Cut refused(ErrorCode why, std::size_t at, std::size_t size) noexcept {
        return {What::refused, size, why, at};
    }
};

// `mark_size` bytes are enough to know that a frame begins, `max_frame` to know where it ends.
// Where frames end with a mark instead of a length, `stride(next)` may say behind how many of the
// next bytes the answer can first be another than `more`: without it each byte would be looked at
// alone.
template <class F>
concept Framing = requires(const F framing, std::string_view bytes) {
    { F::mark_size } -> std::convertible_to<std::size_t>;
    { F::max_frame } -> std::convertible_to<std::size_t>;
    { framing.cut(bytes) } -> std::same_as<Cut>;
};

struct FrameBytes {
    std::string_view bytes;  // good until the call that handed them over returns
    std::uint64_t at = 0;    // of the first one in the stream
};

struct StreamStats {
    std::uint64_t frames = 0, refused = 0, garbage_bytes = 0;
};

// Garbage up to where `mark` stands or may stand with the bytes to come; 0 where it is in front.
constexpr std::size_t before_mark(std::string_view bytes, std::string_view mark) noexcept {
    std::size_t at = bytes.find(mark.front());
    for (; at != std::string_view::npos; at = bytes.find(mark.front(), at + 1)) {
        const std::string_view head = bytes.substr(at, mark.size());
        if (head == mark.substr(0, head.size())) return at;
    }
    return bytes.size();
}

template <Framing F>
class FrameStream {
 public:
    FrameStream() = default;
    explicit FrameStream(F framing) noexcept : framing_(framing) {}

    template <class Hear>
    void feed(std::string_view bytes, Hear&& hear) {
        while (held_ > 0 && !bytes.empty()) bytes.remove_prefix(top_up(bytes, hear));
        while (!bytes.empty()) {
            const std::size_t used = step(bytes, hear);
            if (used == 0) return hold(bytes);
            bytes.remove_prefix(used);
        }
    }

    // What is left was a frame that will never end, or garbage; a good frame may hide behind it.
    template <class Hear>
    void finish(Hear&& hear) {
        std::string_view left{buffer_.data(), held_};
        while (!left.empty()) {
            std::size_t used = step(left, hear);
            if (used == 0) used = give_up(left, hear);
            left.remove_prefix(used);
        }
        held_ = wanted_ = 0;
    }

    const StreamStats& stats() const noexcept { return stats_; }
    F& framing() noexcept { return framing_; }

 private:
    // Takes one thing off the front; 0 where it takes more bytes to tell what it is.
    template <class Hear>
    std::size_t step(std::string_view bytes, Hear& hear) {
        const Cut cut = framing_.cut(bytes);
        wanted_ = 0;
        switch (cut.what) {
            case Cut::What::frame:
                ++stats_.frames;
                hear(FrameBytes{bytes.substr(0, cut.size), offset_});
                break;
            case Cut::What::garbage:
                stats_.garbage_bytes += cut.size;
                break;
            case Cut::What::refused:
                ++stats_.refused;
                hear(Error{cut.why, offset_ + cut.at});
                break;
            case Cut::What::more:
                assert(bytes.size() < F::max_frame && "max_frame bytes are enough to tell");
                wanted_ = std::clamp(cut.size, bytes.size() + 1, std::size_t{F::max_frame});
                return 0;
        }
        assert(cut.size > 0 && cut.size <= bytes.size());
        offset_ += cut.size;
        return cut.size;
    }

    // The stream ended where more bytes were wanted.
    template <class Hear>
    std::size_t give_up(std::string_view left, Hear& hear) {
        const std::size_t skipped = std::min(left.size(), std::size_t{F::mark_size});
        if (left.size() >= F::mark_size) {
            ++stats_.refused;
            hear(Error{ErrorCode::truncated, offset_ + left.size()});
        } else {
            stats_.garbage_bytes += skipped;
        }
        offset_ += skipped;
        return skipped;
    }

    void hold(std::string_view bytes) noexcept {
        std::memcpy(buffer_.data(), bytes.data(), bytes.size());
        held_ = bytes.size();
    }

    // How many of the next bytes it takes before it is worth looking again.
    std::size_t stride(std::string_view next) const noexcept {
        const std::size_t least = std::max(wanted_, held_ + 1) - held_;
        if constexpr (requires { framing_.stride(next); }) {
            return std::clamp(framing_.stride(next), least, std::size_t{F::max_frame} - held_);
        }
        return least;
    }

    // Adds to what was begun until it can be told; tells how many of the new bytes are done with.
    template <class Hear>
    std::size_t top_up(std::string_view bytes, Hear& hear) {
        const std::size_t before = held_;
        const std::size_t taken = std::min(bytes.size(), stride(bytes));
        std::memcpy(buffer_.data() + held_, bytes.data(), taken);
        held_ += taken;
        if (held_ < wanted_) return taken;
        std::size_t done = 0;
        while (done < before) {
            const std::size_t used = step({buffer_.data() + done, held_ - done}, hear);
            if (used == 0) break;
            done += used;
        }
        if (done >= before) {
            held_ = 0;
            return done - before;
        }
        std::memmove(buffer_.data(), buffer_.data() + done, held_ - done);
        held_ -= done;
        return taken;
    }

    std::array<char, F::max_frame> buffer_;
    std::size_t held_ = 0;      // bytes in the buffer
    std::size_t wanted_ = 0;    // bytes that it takes before it is worth looking again
    std::uint64_t offset_ = 0;  // of the first byte not yet done with
    [[no_unique_address]] F framing_;
    StreamStats stats_;
};

}  // namespace hoistway
