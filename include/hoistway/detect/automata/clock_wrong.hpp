// SPDX-License-Identifier: Apache-2.0
//
// The device's clock had been ahead and was put back: what it said in between is dated wrongly.
//
//     ClockStep -> Finding clock_wrong, over when the device is heard for 600 s without another
//
// The Picture decides that a clock was put back (five records in order, each more than 60 s older
// than the newest) and goes on in the new time; here it is told, in that time. A clock that was
// behind and is put forward cannot be told from a silence. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class ClockWrong {
 public:
    static constexpr RuleInfo info{
        .id = "clock_wrong@1",
        .kind = EventKind::clock_wrong,
        .severity = Severity::note,  // of the device; the lift may be well
        .thresholds = {{{"records", 5, "in order", "[default] not one that was late"},
                        {"back", 60, "s", "[default] more than a correction"},
                        {"clear", 600, "s", "[default]"}}},
        .sentence = "Five records on end are over 60 s older than the newest one before them."};

    struct State {
        PackedTime since;          // the first step
        PackedTime last;           // the latest one
        std::uint32_t back_s = 0;  // by how much the first one went back
        bool raised = false;
    };

    explicit ClockWrong(Duration clear = std::chrono::seconds{600}) : clear_(clear) {
        if (clear < Duration{0}) refuse("ClockWrong: clear must not be below 0");
    }

    template <class Emit>
    void on(State& state, const ClockStep& step, Emit&& emit) const {
        state.last = step.time;
        if (state.raised) return;
        const auto back = std::chrono::floor<std::chrono::seconds>(step.before - step.time).count();
        state.back_s = static_cast<std::uint32_t>(std::clamp<std::int64_t>(back, 0, UINT32_MAX));
        state.since = step.time;
        state.raised = true;
        tell(state, step.lift, Phase::raised, step.time, emit);
    }

    // Only what the device says counts: time that passes in silence shows no clock.
    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (!state.raised || due(state) > now.heard) return;
        tell(state, now.lift, Phase::cleared, due(state), emit);
        state = {};
    }

    Time due(const State& state) const noexcept {
        return state.raised ? Time{state.last} + clear_ : Time::max();
    }

 private:
    template <class Emit>
    static void tell(const State& state, LiftIndex lift, Phase phase, Time time, Emit&& emit) {
        Finding finding = detail::finding_of(info, lift, phase, time, state.since);
        const std::chrono::duration<double> held = time - Time{state.since};
        finding.evidence.add("back_s", state.back_s).add("held_s", held.count());
        emit(finding);
    }

    Duration clear_;
};

}  // namespace hoistway
