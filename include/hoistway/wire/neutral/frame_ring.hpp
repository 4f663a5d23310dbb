// SPDX-License-Identifier: Apache-2.0
//
// Frames that were not answered yet, oldest first, in memory that the caller owns: what a terminal
// keeps to send again.
//
//     FrameRing ring{store};               // std::span<char>, 4100 bytes at least
//     while (!ring.push(frame)) ring.pop();
//     ring.at(ring.next(ring.front()));    // the second oldest
//
// Each frame stands in one piece behind two bytes of length. What is pushed stays in place until it
// is popped. Constant time, nothing is allocated. One thread.

#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "hoistway/core/refuse.hpp"
#include "hoistway/wire/neutral/frame.hpp"

namespace hoistway {

class FrameRing {
 public:
    // Where a frame stands in the store.
    using Place = std::size_t;
    static constexpr std::size_t least = NeutralFraming::max_frame + 4;

    explicit FrameRing(std::span<char> store) : store_(store) {
        if (store.size() < least) refuse("FrameRing: the store must hold the longest frame");
    }

    void clear() noexcept {
        begin_ = end_ = count_ = 0;
        wrapped_ = false;
    }

    std::size_t size() const noexcept { return count_; }
    bool empty() const noexcept { return count_ == 0; }

    // False where there is no room; an empty ring has room for any frame.
    bool push(std::string_view frame) noexcept {
        assert(!frame.empty() && frame.size() <= NeutralFraming::max_frame);
        if (empty()) clear();
        const std::size_t needed = length_size + frame.size();
        if (!make_room(needed)) return false;
        back_ = end_;
        put_length(end_, frame.size());
        std::memcpy(store_.data() + end_ + length_size, frame.data(), frame.size());
        end_ += needed;
        ++count_;
        return true;
    }

    // The oldest one goes; there has to be one.
    void pop() noexcept {
        assert(count_ > 0);
        --count_;
        const bool last_before_start = wrapped_ && behind(begin_) == wrap_at_;
        begin_ = next(begin_);
        if (last_before_start) wrapped_ = false;
    }

    // The oldest one, the newest one, and the one that was pushed after another.
    Place front() const noexcept { return begin_; }
    Place back() const noexcept { return back_; }
    Place next(Place place) const noexcept {
        const Place after = behind(place);
        return wrapped_ && after == wrap_at_ ? 0 : after;
    }
    std::string_view at(Place place) const noexcept {
        return {store_.data() + place + length_size, length_at(place)};
    }

 private:
    static constexpr std::size_t length_size = 2;

    std::size_t length_at(Place place) const noexcept {
        std::uint16_t length = 0;
        std::memcpy(&length, store_.data() + place, sizeof length);
        return length;
    }
    void put_length(Place place, std::size_t length) noexcept {
        const auto value = static_cast<std::uint16_t>(length);
        std::memcpy(store_.data() + place, &value, sizeof value);
    }

    Place behind(Place place) const noexcept { return place + length_size + length_at(place); }

    // Moves the end to where `needed` bytes fit in one piece.
    bool make_room(std::size_t needed) noexcept {
        if (wrapped_) return needed <= begin_ - end_;
        if (needed <= store_.size() - end_) return true;
        if (needed > begin_) return false;
        wrap_at_ = end_;
        end_ = 0;
        wrapped_ = true;
        return true;
    }

    std::span<char> store_;
    Place begin_ = 0, end_ = 0;  // of the oldest frame, behind the newest
    Place back_ = 0;             // of the newest frame
    Place wrap_at_ = 0;          // behind the last frame before the start, where wrapped
    bool wrapped_ = false;       // the newest frames stand before the oldest
    std::size_t count_ = 0;
};

}  // namespace hoistway
