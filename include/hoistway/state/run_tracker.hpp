// SPDX-License-Identifier: Apache-2.0
//
// Counts runs as the rule does: doors close, the car runs, the doors open, and that is one (source
// 002, annex 1, section 7).
//
//     Moment -> Run, told when the doors open
//
// However often the car stops on the way, it is one run until the doors open. Re-levelling is none:
// a movement with the doors open, or one that ends at the landing it began at within the limits
// below. After a gap a run under way is dropped, not guessed. Needs motion and door.
// Constant time, no allocation.

#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "hoistway/core/refuse.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

struct RunTrackerOptions {
    // [default] A movement this short that changes no floor is re-levelling.
    Duration relevel_time = std::chrono::seconds{5};
    // Half the unlocking zone of +-0.20 m that GB/T 7588 allows (from memory, unverified).
    float relevel_distance = 0.20F;
};

class RunTracker {
 public:
    struct State {
        PackedTime started;           // first movement since the doors closed
        PackedTime stopped;           // the latest one ended
        PackedTime leg_from;          // the movement under way
        std::uint32_t moving_ms = 0;  // of the movements that have ended; at most 49 days
        float from_position = no_value;
        float leg_position = no_value;
        float travelled = 0;
        std::int16_t from_floor = no_floor;
        bool shut = false;  // the doors have closed, and not opened since
    };

    explicit RunTracker(RunTrackerOptions options = {}) : options_(options) {
        if (options.relevel_time < Duration{0}) {
            refuse("RunTracker: relevel_time must not be below 0");
        }
    }

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
        if (now.door == Door::closed) state.shut = true;
        if (now.motion == Motion::running) {
            if (state.shut && state.leg_from == never) start_leg(state, now);
        } else if (now.motion == Motion::stopped && state.leg_from != never) {
            end_leg(state, now);
        }
        if (now.door != Door::open || state.leg_from != never) return;
        if (state.stopped != never) finish(state, now, emit);
        state = {};
    }

 private:
    static void start_leg(State& state, const Moment& now) noexcept {
        if (state.started == never) {
            state.started = now.time;
            state.from_floor = now.floor;
            state.from_position = now.position;
        }
        state.leg_from = now.time;
        state.leg_position = now.position;
    }

    static void end_leg(State& state, const Moment& now) noexcept {
        const std::int64_t ms = (now.time - state.leg_from).count() + state.moving_ms;
        state.moving_ms = static_cast<std::uint32_t>(std::min<std::int64_t>(ms, 0xFFFFFFFF));
        state.travelled += std::abs(now.position - state.leg_position);
        state.stopped = now.time;
        state.leg_from = never;
    }

    bool is_relevelling(const State& state, const Moment& now) const noexcept {
        if (is_known(state.travelled)) return state.travelled < options_.relevel_distance;
        return state.from_floor == now.floor && Duration{state.moving_ms} < options_.relevel_time;
    }

    template <class Emit>
    void finish(const State& state, const Moment& now, Emit&& emit) const {
        if (is_relevelling(state, now)) return;
        emit(Run{.time = now.time,
                 .lift = now.lift,
                 .started = state.started,
                 .stopped = state.stopped,
                 .moving = Duration{state.moving_ms},
                 .from_floor = state.from_floor,
                 .to_floor = now.floor,
                 .travelled = state.travelled});
    }

    RunTrackerOptions options_;
};

}  // namespace hoistway
