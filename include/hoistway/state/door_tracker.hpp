// SPDX-License-Identifier: Apache-2.0
//
// Counts door cycles: the doors left closed and came back to it. Turning back on the way is told
// as reopenings of the same cycle.
//
//     Moment -> DoorCycle, told when the doors are closed again
//
// `ajar` is neither open nor closed and ends no cycle. After a gap a cycle under way is dropped.
// Needs door. Constant time, no allocation.

#pragma once

#include <cstdint>

#include "hoistway/model/facts.hpp"

namespace hoistway {

class DoorTracker {
 public:
    struct State {
        PackedTime opened;
        std::uint16_t reopenings = 0;
        Door door{};
    };

    // It waits for words only.
    static Time due(const State&) noexcept { return Time::max(); }

    template <class Emit>
    void on(State& state, const Gap&, Emit&&) const {
        state = {};
    }

    template <class Emit>
    void on(State& state, const ClockStep&, Emit&&) const {
        state = {};
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        const Door before = state.door;
        if (now.door == before || now.door == Door::unknown) return;
        state.door = now.door;
        if (now.door == Door::closed) {
            if (state.opened != never) {
                emit(DoorCycle{now.time, now.lift, state.opened, state.reopenings});
            }
            state.opened = never;
            state.reopenings = 0;
        } else if (before == Door::closed) {
            state.opened = now.time;
        } else if (before == Door::closing && now.door != Door::ajar) {
            ++state.reopenings;
        }
    }
};

}  // namespace hoistway
