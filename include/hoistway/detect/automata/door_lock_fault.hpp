// SPDX-License-Identifier: Apache-2.0
//
// The door is said to be closed and its lock is said to be open: for 3 s where the car stands, at
// once where it runs.
//
//     Moment -> Finding door_lock_fault
//
// Two times for one condition, which is why it is no Hold. Where the door is not closed an open
// lock is nothing to tell of; while it runs, opened_while_running does. Source: domain facts 5.3,
// "lock bit lost in motion" [proposal]. Constant time, no allocation.

#pragma once

#include <chrono>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class DoorLockFault {
 public:
    static constexpr RuleInfo info{
        .id = "door_lock_fault@1",
        .kind = EventKind::door_lock_fault,
        .severity = Severity::critical,  // a landing door that can be opened to the hoistway
        .needs = bits(Signal::motion, Signal::door, Signal::door_lock),
        .thresholds = {{{"raise", 3, "s", "[default] standing: door and lock out of step"},
                        {"running", 0, "s", "domain facts 5.3: lock lost in motion [proposal]"},
                        {"clear", 2, "s", "[default] longer than a bounce of the contact"}}},
        .sentence = "The door is closed, its lock is open: standing for 3 s, or while running."};

    struct State {
        detail::Latch latch;
        bool running = false;  // when it was raised
    };

    explicit DoorLockFault(HoldLimits limits = {std::chrono::seconds{3}, std::chrono::seconds{2}})
        : limits_(limits) {
        detail::check_limits(limits, "DoorLockFault: limits must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        const auto tell = [&](Phase phase, Time time) {
            this->tell(state, now, phase, time, emit);
        };
        detail::pass(state.latch, limits_, now, now.trusted_until, answer(now), tell);
        if (now.motion != Motion::running || !state.latch.pending()) return;
        state.latch.raised = state.running = true;
        tell(Phase::raised, now.time);
    }

    Time due(const State& state) const noexcept { return detail::due(state.latch, limits_); }

 private:
    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.door == Door::unknown ||
            now.door_lock == Flag::unknown) {
            return Answer::unknown;
        }
        const bool open = now.door == Door::closed && now.door_lock == Flag::no;
        return open && now.mode != Mode::inspection ? Answer::yes : Answer::no;
    }

    template <class Emit>
    static void tell(State& state, const Moment& now, Phase phase, Time time, Emit&& emit) {
        Finding finding = detail::finding_of(info, now.lift, phase, time, state.latch.since);
        finding.floor = state.latch.floor;
        finding.evidence.add("door", "closed")
            .add("door_lock", "false")
            .add("motion", state.running ? "running" : "stopped")
            .add("held_s", detail::held_s(state.latch, phase, time));
        if (phase == Phase::cleared) state.running = false;
        emit(finding);
    }

    HoldLimits limits_;
};

}  // namespace hoistway
