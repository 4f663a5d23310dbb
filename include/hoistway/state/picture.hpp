// SPDX-License-Identifier: Apache-2.0
//
// Keeps the last word on every signal of a lift, and notices when its device falls silent.
//
//     Observation, Tick -> Moment, Gap, ModeChange, DeviceFault
//
// A device may say only what changed, so a word holds until the next one. After a silence longer
// than the limit nothing of it can be relied upon: the picture is unknown until said again, and the
// silence is told as a Gap. A gap is a gap, not a failure. A record older than the newest one of
// its lift is counted as late and not used; one of the same time is used in the order of arrival.
// Constant time, no allocation.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "hoistway/core/refuse.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"

namespace hoistway {

struct PictureOptions {
    // Deployed edge software takes a box as offline after this long (domain facts, 5.2).
    Duration silence = std::chrono::minutes{6};
};

class Picture {
 public:
    struct State {
        Moment now;
        std::uint32_t late = 0;  // records that came after a newer one
        std::uint32_t gaps = 0;
        std::uint16_t said = 0;  // bits of Signal
    };

    explicit Picture(PictureOptions options = {}) : options_(options) {
        if (options.silence <= Duration{0}) refuse("Picture: silence must be above 0");
    }

    void begin(State& state, const Lift& lift) const { state.now.travel = travel_of(lift); }

    template <class Emit>
    void on(State& state, const Observation& seen, Emit&& emit) const {
        Moment& now = state.now;
        if (seen.time < now.heard) {
            ++state.late;
            return;
        }
        const bool first = now.heard == never;
        now.lift = seen.lift;
        now.trusted_until = first ? seen.time : trusted(now, seen.time);
        now.heard_before = first ? seen.time : now.heard;
        if (now.trusted_until < seen.time) {
            ++state.gaps;
            emit(Gap{seen.lift, {now.heard, seen.time}, now.trusted_until, now.presence});
            forget(now);
        }
        now.time = now.heard = seen.time;
        const Mode before = now.mode;
        learn(state, seen);
        if (before != now.mode) emit(ModeChange{seen.time, seen.lift, before, now.mode});
        if (!seen.fault.empty()) emit(DeviceFault{seen.time, seen.lift, now.floor, seen.fault});
        emit(now);
    }

    // Time passed in silence; before the first word there is nothing to tell.
    template <class Emit>
    void on(State& state, const Tick& tick, Emit&& emit) const {
        Moment& now = state.now;
        if (now.heard == never || tick.time < now.heard) return;
        now.time = tick.time;
        now.heard_before = now.heard;
        now.trusted_until = trusted(now, tick.time);
        emit(now);
    }

    Duration silence() const noexcept { return options_.silence; }

 private:
    Time trusted(const Moment& now, Time time) const noexcept {
        return std::min(time, now.heard + options_.silence);
    }

    static void forget(Moment& now) noexcept {
        Moment fresh;
        fresh.lift = now.lift;
        fresh.travel = now.travel;
        fresh.heard = now.heard;
        fresh.heard_before = now.heard_before;
        fresh.trusted_until = now.trusted_until;
        now = fresh;
    }

    template <class T>
    static void take(State& state, T& word, T said, Signal signal) noexcept {
        if (!is_known(said)) return;
        word = said;
        state.said |= static_cast<std::uint16_t>(signal);
    }

    static Flag person_in(const Observation& seen) noexcept {
        if (seen.presence == Flag::yes || !is_known(seen.people)) return seen.presence;
        return to_flag(seen.people > 0);
    }

    static Direction direction_of(const Observation& seen) noexcept {
        if (seen.direction == Direction::up || seen.direction == Direction::down) {
            return seen.direction;
        }
        if (!is_known(seen.speed) || seen.speed == 0) return Direction::unknown;
        return seen.speed > 0 ? Direction::up : Direction::down;
    }

    static void learn(State& state, const Observation& seen) noexcept {
        Moment& now = state.now;
        take(state, now.floor, seen.floor, Signal::floor);
        take(state, now.motion, seen.motion, Signal::motion);
        take(state, now.door, seen.door, Signal::door);
        take(state, now.mode, seen.mode, Signal::mode);
        take(state, now.door_zone, seen.door_zone, Signal::door_zone);
        take(state, now.presence, person_in(seen), Signal::presence);
        take(state, now.mains_power, seen.mains_power, Signal::mains_power);
        take(state, now.position, seen.position, Signal::position);
        if (is_known(seen.alarm_button)) now.alarm_button = seen.alarm_button;
        const Direction direction = direction_of(seen);
        if (is_known(direction)) now.last_direction = direction;
        if (now.door_zone == Flag::yes) now.zone_floor = now.floor;
    }

    PictureOptions options_;
};

}  // namespace hoistway
