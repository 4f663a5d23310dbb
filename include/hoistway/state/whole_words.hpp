// SPDX-License-Identifier: Apache-2.0
//
// Does every word of a device arrive? A line that loses one word in twenty cannot be told from a
// good one by a single silence, but it soon says what no lift does: doors that are open and were
// never opening, a car that leaves its zone and never started.
//
//     WholeWords whole;
//     whole.on(before, now, passed);   // the words as they were, as they are, and the time between
//     whole.cycles >= 16               // so many door cycles in a row, no word of them missing
//
// Below 0 a word was missing of late: it takes 40 whole cycles to make up for it [default]. A
// device that does not tell of opening and closing doors stays at 0, and one that is asked once a
// second tells in one word of a car that starts and leaves its zone: within 1.5 s [default] neither
// start nor stop is missing. Constant time, no allocation.

#pragma once

#include <chrono>
#include <cstdint>

#include "hoistway/core/time.hpp"
#include "hoistway/state/last_words.hpp"

namespace hoistway::detail {

struct WholeWords {
    std::int8_t cycles = 0;
    bool tells = false;  // of doors that open and close, not only of open and closed ones

    void on(const LastWords& before, const LastWords& now, Duration passed) noexcept {
        constexpr std::int8_t distant = -40, most = 100;
        const bool asked = passed <= std::chrono::milliseconds{1500};
        const bool moved = !asked && misses_motion(before, now);
        if (tells && (moved || !may_follow(before.door, now.door))) {
            cycles = distant;
        } else if (before.door == Door::closing && now.door == Door::closed && cycles < most) {
            ++cycles;
        }
        tells = tells || now.door == Door::opening || now.door == Door::closing;
    }

 private:
    static constexpr bool misses_motion(const LastWords& before, const LastWords& now) noexcept {
        const bool ran = before.motion == Motion::running, runs = now.motion == Motion::running;
        const bool never_stopped = ran && now.door == Door::opening && before.door != now.door;
        const bool left = before.door_zone == Flag::yes && now.door_zone == Flag::no;
        const bool never_started = runs && !ran && left;
        return never_stopped || never_started;
    }

    static constexpr bool may_follow(Door before, Door after) noexcept {
        if (before == after || !is_known(after)) return true;
        switch (before) {
            case Door::open:
                return after == Door::closing;
            case Door::closed:
                return after == Door::opening || after == Door::ajar;
            case Door::opening:
                return after == Door::open;
            case Door::closing:
                return after == Door::closed || after == Door::opening;
            case Door::ajar:
            case Door::unknown:
                return true;
        }
        return true;
    }
};

}  // namespace hoistway::detail
