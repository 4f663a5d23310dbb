// SPDX-License-Identifier: Apache-2.0
//
// What has happened since the car last ran, or the doors last opened: the bits of Story, learnt
// from the change between two pictures of a lift.
//
//     learn_story(story, before, after, hard_stop);
//
// Only what was seen is told: after a gap no bit is set. Constant time, no allocation.

#pragma once

#include <cstdint>

#include "hoistway/model/facts.hpp"
#include "hoistway/state/last_words.hpp"

namespace hoistway::detail {

constexpr bool has_bit(std::uint8_t story, Story bit) noexcept {
    return (story & static_cast<std::uint8_t>(bit)) != 0;
}
constexpr void put(std::uint8_t& story, Story bit, bool value) noexcept {
    const auto mask = static_cast<std::uint8_t>(bit);
    story = static_cast<std::uint8_t>(value ? story | mask : story & ~mask);
}

inline void learn_doors(std::uint8_t& story, const LastWords& old, const LastWords& now) noexcept {
    if (old.door == Door::closed && now.door != Door::closed) {
        put(story, Story::opened, true);
        put(story, Story::ran_shut, false);
        put(story, Story::closing_begun, false);
        const bool stands = now.motion != Motion::running;
        put(story, Story::opened_at_zone, stands && now.door_zone == Flag::yes);
    }
    if (now.door == Door::closing) put(story, Story::closing_begun, true);
    if (now.door == Door::closed) {
        put(story, Story::closing_begun, false);
        put(story, Story::opened_at_zone, false);
    }
}

inline void learn_story(std::uint8_t& story, const LastWords& old, const LastWords& now,
                        bool hard_stop) noexcept {
    const bool running = now.motion == Motion::running;
    const bool starts = running && old.motion != Motion::running;
    const bool stops = now.motion == Motion::stopped && old.motion == Motion::running;
    if (starts) {
        put(story, Story::started_shut, old.door == Door::closed);
        put(story, Story::lock_lost, false);
        put(story, Story::bad_stop, false);
    }
    if (starts && old.door == Door::closed) {
        put(story, Story::opened, false);
        put(story, Story::ran_shut, false);
    }
    if (running && now.door_lock == Flag::no) put(story, Story::lock_lost, true);
    if (stops) {
        put(story, Story::ran_shut, has_bit(story, Story::started_shut));
        put(story, Story::bad_stop, now.door_zone == Flag::no || hard_stop);
    }
    learn_doors(story, old, now);
}

}  // namespace hoistway::detail
