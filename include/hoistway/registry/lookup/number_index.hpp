// SPDX-License-Identifier: Apache-2.0
//
// From the number that a device writes into its frames to the place of its lift, for a nation of
// them: 17-digit codes and the like, which fit 64 bits.
//
//     NumberIndex index(lifts.size());
//     index.add(31011500120150001, 7);
//     index.find(31011500120150001);        // 7; no_lift where nobody has it
//     for (auto number : ahead) index.fetch(number);   // some frames before find() is asked
//
// One open table of 16 bytes a place, four of five in use, grown by copying when it is full: about
// 20 bytes a lift, a cache line a question. A number that is taken is refused. Adding may allocate,
// finding does not. One thread may add; any number may find once nobody adds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "hoistway/model/observation.hpp"

namespace hoistway {

template <class Allocator = std::allocator<std::byte>>
class BasicNumberIndex {
 public:
    explicit BasicNumberIndex(std::size_t expected = 0) : places_(room_for(expected)) {}

    // False, and nothing is changed, where the number has a lift already.
    bool add(std::uint64_t number, LiftIndex lift) {
        if (find(number) != no_lift) return false;
        if (room_for(size_ + 1) > places_.size()) grow();
        put({number, lift});
        ++size_;
        return true;
    }

    LiftIndex find(std::uint64_t number) const noexcept {
        for (std::size_t at = home(number);; at = at + 1 < places_.size() ? at + 1 : 0) {
            const Place& place = places_[at];
            if (place.lift == no_lift || place.number == number) return place.lift;
        }
    }

    void fetch(std::uint64_t number) const noexcept { __builtin_prefetch(&places_[home(number)]); }

    std::size_t size() const noexcept { return size_; }
    std::size_t bytes() const noexcept { return places_.size() * sizeof(Place); }

 private:
    struct Place {
        std::uint64_t number = 0;
        LiftIndex lift = no_lift;
    };
    using Places =
        std::vector<Place, typename std::allocator_traits<Allocator>::template rebind_alloc<Place>>;

    // One place in five stays free [default]: two looks on average.
    static constexpr std::size_t room_for(std::size_t lifts) noexcept {
        return lifts + lifts / 4 + 8;
    }

    // Fibonacci hashing (Knuth 6.4), scaled to the table instead of masked: any size will do.
    std::size_t home(std::uint64_t number) const noexcept {
        std::uint64_t mixed = number * 0x9E3779B97F4A7C15u;
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
        return static_cast<std::size_t>(((mixed >> 32) * places_.size()) >> 32);
    }

    void put(Place place) noexcept {
        std::size_t at = home(place.number);
        while (places_[at].lift != no_lift) at = at + 1 < places_.size() ? at + 1 : 0;
        places_[at] = place;
    }

    void grow() {
        Places old(room_for(2 * size_ + 1));
        std::swap(old, places_);
        for (const Place& place : old) {
            if (place.lift != no_lift) put(place);
        }
    }

    Places places_;
    std::size_t size_ = 0;
};

using NumberIndex = BasicNumberIndex<>;

}  // namespace hoistway
