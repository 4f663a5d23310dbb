// SPDX-License-Identifier: Apache-2.0
//
// Doors that turn back and turn back again, or open and close for nothing.
//
//     Moment -> Finding car_door_close_abnormal    (4 turn-backs in one opening)
//     Moment -> Finding door_cycling               (10 of them, or 3 cycles within 15 s)
//
// A turn-back is closing that becomes opening or open before the doors were closed; `ajar` is none.
// An opening lasts until the doors are closed, and a stop until the car runs. Counted in service
// only. Silence drops what was counted; what is told stays. A device that only says open and
// closed is heard for cycles. Source: domain facts 5.2 (deployed) and 5.3. Constant time, no
// allocation.

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "hoistway/detect/automata/latch.hpp"
#include "hoistway/detect/conditions.hpp"

namespace hoistway {

struct DoorCyclingOptions {
    std::uint8_t failed = 4;                     // domain facts 5.3: > 3 failed closings
    std::uint8_t turn_backs = 10;                // domain facts 5.3: 10 reversals per stop
    Duration cycles = std::chrono::seconds{15};  // domain facts 5.2: 3 cycles within it
    Duration quiet = std::chrono::seconds{30};   // domain facts 5.2: 30 s quiet
};

class DoorCycling {
 public:
    static constexpr RuleInfo close_info{
        .id = "car_door_close_abnormal@1",
        .kind = EventKind::car_door_close_abnormal,
        .severity = Severity::minor,
        .needs = bits(Signal::door),
        .thresholds = {{{"failed", 4, "turn-backs", "domain facts 5.3: > 3 failed [proposal]"},
                        {"clear", 0, "s", "[default] closed is closed"}}},
        .sentence = "In service, closing doors turn back for the 4th time in one opening."};
    static constexpr RuleInfo info{
        .id = "door_cycling@1",
        .kind = EventKind::door_cycling,
        .severity = Severity::minor,
        .needs = bits(Signal::door),
        .thresholds = {{{"turn_backs", 10, "in one opening", "domain facts 5.3 [proposal]"},
                        {"cycles", 3, "whole ones", "domain facts 5.2: 3 cycles, deployed"},
                        {"within", 15, "s", "domain facts 5.2: within 15 s, deployed"},
                        {"quiet", 30, "s", "domain facts 5.2: 30 s quiet or moving, deployed"}}},
        .sentence =
            "In service, doors turn back 10 times in one opening, or cycle 3 times in 15 s."};

    struct State {
        PackedTime moved;    // the doors, last
        PackedTime turned;   // back for the first time in this opening
        PackedTime failing;  // since, while car_door_close_abnormal is told
        PackedTime cycling;  // since, while door_cycling is told
        PackedTime opened;   // this time; and before that, at this stop
        PackedTime opened_before, opened_first;
        std::int16_t floor = no_floor;
        std::uint8_t turn_backs = 0;
        Door door{};
        bool whole = false;  // door_cycling is told for whole cycles
    };

    explicit DoorCycling(DoorCyclingOptions options = {}) : options_(options) {
        if (options.failed == 0 || options.turn_backs == 0) {
            refuse("DoorCycling: failed and turn_backs must be above 0");
        }
        detail::check_limits({options.cycles, options.quiet},
                             "DoorCycling: cycles and quiet must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (due(state) <= now.trusted_until) end_cycling(state, now, due(state), emit);
        if (now.trusted_until < now.time) distrust(state);
        if (is_stale(now)) return;
        if (now.motion == Motion::running) {
            if (is_cycling(state)) end_cycling(state, now, now.time, emit);
            state.opened_before = state.opened_first = never;
        }
        if (now.door == Door::unknown || now.door == state.door) return;
        const Door before = state.door;
        state.door = now.door;
        state.moved = now.time;
        if (now.door == Door::closed) return note_closed(state, now, emit);
        if (before == Door::closed) state.opened = now.time;
        const bool back = before == Door::closing && now.door != Door::ajar;
        if (back && detail::in_service(now.mode)) note_turn_back(state, now, emit);
    }

    Time due(const State& state) const noexcept {
        return is_cycling(state) ? detail::after(state.moved, options_.quiet) : Time::max();
    }

 private:
    static bool is_cycling(const State& state) noexcept { return Time{state.cycling} != never; }

    static void distrust(State& state) noexcept {
        state.moved = state.opened = state.opened_before = state.opened_first = never;
        state.turn_backs = 0;
        state.door = Door::unknown;
    }

    template <class Emit>
    void note_turn_back(State& state, const Moment& now, Emit&& emit) const {
        if (state.turn_backs < 255) ++state.turn_backs;
        if (state.turn_backs == 1) state.turned = now.time;
        state.floor = now.floor;
        if (state.turn_backs >= options_.failed && Time{state.failing} == never) {
            state.failing = state.turned;
            tell_failing(state, now, Phase::raised, emit);
        }
        if (state.turn_backs >= options_.turn_backs && !is_cycling(state)) {
            state.whole = false;
            state.cycling = state.turned;
            tell_cycling(state, now, Phase::raised, now.time, emit);
        }
    }

    template <class Emit>
    void note_closed(State& state, const Moment& now, Emit&& emit) const {
        if (Time{state.failing} != never) {
            tell_failing(state, now, Phase::cleared, emit);
            state.failing = never;
        }
        state.turn_backs = 0;
        if (Time{state.opened} == never || now.motion == Motion::running) return;
        const Time first = state.opened_first;
        const bool often = first != never && now.time - first <= options_.cycles;
        if (often && !is_cycling(state) && detail::in_service(now.mode)) {
            state.floor = now.floor;
            state.whole = true;
            state.cycling = first;
            tell_cycling(state, now, Phase::raised, now.time, emit);
        }
        state.opened_first = state.opened_before;
        state.opened_before = state.opened;
        state.opened = never;
    }

    template <class Emit>
    static void end_cycling(State& state, const Moment& now, Time time, Emit&& emit) {
        tell_cycling(state, now, Phase::cleared, time, emit);
        state.cycling = never;
    }

    template <class Emit>
    static void tell_failing(const State& state, const Moment& now, Phase phase, Emit&& emit) {
        Finding finding = detail::finding_of(close_info, now.lift, phase, now.time, state.failing);
        finding.floor = state.floor;
        const std::chrono::duration<double> held = now.time - Time{state.failing};
        finding.evidence.add("turn_backs", state.turn_backs).add("held_s", held.count());
        emit(finding);
    }

    template <class Emit>
    static void tell_cycling(const State& state, const Moment& now, Phase phase, Time time,
                             Emit&& emit) {
        Finding finding = detail::finding_of(info, now.lift, phase, time, state.cycling);
        finding.floor = state.floor;
        const std::chrono::duration<double> held = time - Time{state.cycling};
        finding.evidence.add("doors", state.whole ? "open_and_close" : "turn_back")
            .add("held_s", held.count());
        emit(finding);
    }

    DoorCyclingOptions options_;
};

}  // namespace hoistway
