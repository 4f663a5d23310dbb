// SPDX-License-Identifier: Apache-2.0
//
// The device fell silent. Dated to the moment the silence grew too long, cleared by the next word.
//
//     Gap, or a Moment made by a Tick -> Finding device_offline
//
// Says nothing of the lift itself: it may be running well. Whether a person was in the car when the
// device fell silent is in the evidence, and makes it major: somebody should ring the car. How long
// a silence may be is decided once, by the Picture, and seen here as the time until which a Moment
// is trusted. Constant time, no allocation.

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

    // It is told by a gap, or by a tick in one; both are shown to everybody.
    static Time due(const State&) noexcept { return Time::max(); }

    // The device has spoken again.
    template <class Emit>
    void on(State& state, const Gap& gap, Emit&& emit) const {
        const TimeSpan silent = gap.span;
        if (!state.raised) tell(gap, Phase::raised, gap.noticed, emit);
        tell(gap, Phase::cleared, silent.to, emit);
        state.raised = false;
    }

    // Time has passed without a word.
    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (!is_stale(now) || state.raised) return;
        state.raised = true;
        const Gap gap{now.lift, {now.heard, now.time}, now.trusted_until, now.presence};
        tell(gap, Phase::raised, gap.noticed, emit);
    }

 private:
    template <class Emit>
    static void tell(const Gap& gap, Phase phase, Time time, Emit&& emit) {
        const bool occupied = gap.presence == Flag::yes;
        Finding finding{.time = time,
                        .lift = gap.lift,
                        .rule = info.id,
                        .kind = info.kind,
                        .phase = phase,
                        .severity = occupied ? Severity::major : info.severity,
                        .since = gap.span.from};
        const std::chrono::duration<double> silent = time - gap.span.from;
        finding.evidence.add("silent_s", silent.count())
            .add("presence_before", to_text(gap.presence));
        emit(finding);
    }
};

}  // namespace hoistway
