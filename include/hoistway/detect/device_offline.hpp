// SPDX-License-Identifier: Apache-2.0
//
// The device fell silent. Dated to the moment the silence grew too long, cleared by the next word.
//
//     Gap, or a Moment made by a Tick -> Finding device_offline
//
// Says nothing of the lift itself: it may be running well. How long a silence may be is decided
// once, by the Picture, and seen here as the time until which a Moment is trusted.
// Constant time, no allocation.

#pragma once

#include <chrono>

#include "hoistway/detect/rule.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

class DeviceOffline {
 public:
    static constexpr RuleInfo info{
        .id = "device_offline@1",
        .kind = EventKind::device_offline,
        .severity = Severity::minor,
        .thresholds = {{{"silence", 360, "s", "domain facts 5.2: offline after 6 min, deployed"}}},
        .sentence = "The device says nothing for 6 min."};

    struct State {
        bool raised = false;
    };

    // The device has spoken again.
    template <class Emit>
    void on(State& state, const Gap& gap, Emit&& emit) const {
        const TimeSpan silent = gap.span;
        if (!state.raised) tell(gap.lift, Phase::raised, silent.from, gap.noticed, emit);
        tell(gap.lift, Phase::cleared, silent.from, silent.to, emit);
        state.raised = false;
    }

    // Time has passed without a word.
    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        const bool silent = now.heard < now.time && now.trusted_until < now.time;
        if (!silent || state.raised) return;
        state.raised = true;
        tell(now.lift, Phase::raised, now.heard, now.trusted_until, emit);
    }

 private:
    template <class Emit>
    static void tell(LiftIndex lift, Phase phase, Time since, Time time, Emit&& emit) {
        Finding finding{.time = time,
                        .lift = lift,
                        .rule = info.id,
                        .kind = info.kind,
                        .phase = phase,
                        .severity = info.severity,
                        .since = since};
        finding.evidence.add("silent_s", std::chrono::duration<double>(time - since).count());
        emit(finding);
    }
};

}  // namespace hoistway
