// SPDX-License-Identifier: Apache-2.0
//
// What the automata of this folder share: the memory of one thing that is told, held for a while
// before it is and gone for a while before it is over, in 16 bytes.
//
//     Latch state;
//     pass(state, limits, now, now.trusted_until, answer, [&](Phase phase, Time time) { ... });
//     due(state, limits);        // when it wants to be asked again, though nothing changes
//
// The same as a Hold, step for step, for stages that keep more than it, or whose condition depends
// on what they keep. Constant time, no allocation.

#pragma once

#include <chrono>
#include <cstdint>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/detect/hold.hpp"

namespace hoistway::detail {

struct Latch {
    PackedTime since;  // the condition holds from here on
    PackedTime gone;   // it was raised, and does not hold since
    std::int16_t floor = no_floor;
    bool raised = false;

    constexpr bool pending() const noexcept { return !raised && !since.is_never(); }
    constexpr bool quiet() const noexcept { return !raised && since.is_never(); }
};

// A sum that is never before what it began with.
constexpr Time after(Time time, Duration wait) noexcept {
    return time == never ? Time::max() : time + wait;
}

constexpr Time due(const Latch& latch, const HoldLimits& limits) noexcept {
    if (latch.raised) return after(latch.gone, limits.clear);
    return after(latch.since, limits.raise);
}

template <class Tell>
[[gnu::noinline]] void settle_under_way(Latch& latch, const HoldLimits& limits, Time until,
                                        Tell& tell) {
    const Time full = after(latch.since, limits.raise);
    if (!latch.raised && full <= until) {
        latch.raised = true;
        tell(Phase::raised, full);
    }
    const Time over = after(latch.gone, limits.clear);
    if (over <= until) {
        tell(Phase::cleared, over);
        latch = {};
    }
}

// Does what has become due by the given time.
template <class Tell>
void settle(Latch& latch, const HoldLimits& limits, Time until, Tell&& tell) {
    if (!latch.quiet()) settle_under_way(latch, limits, until, tell);
}

// What a silence leaves: what was pending starts anew, what was raised stays.
constexpr void distrust(Latch& latch) noexcept {
    latch.gone = never;
    if (!latch.raised) latch.since = never;
}

constexpr void learn(Latch& latch, const Moment& now, Answer answer) noexcept {
    if (answer == Answer::yes) {
        latch.gone = never;
        if (Time{latch.since} != never) return;
        latch.since = now.time;
        latch.floor = now.floor;
    } else if (!latch.raised) {
        latch.since = never;
    } else if (answer == Answer::no && Time{latch.gone} == never) {
        latch.gone = now.time;
    }
}

// One moment from beginning to end, where the answer depends on nothing that is told on the way.
// What was said before is taken to have held on as far as `believed`.
template <class Tell>
void pass(Latch& latch, const HoldLimits& limits, const Moment& now, Time believed, Answer answer,
          Tell&& tell) {
    if (answer != Answer::yes && latch.quiet()) return;  // nothing is under way, nothing begins
    settle(latch, limits, believed, tell);
    if (now.trusted_until < now.time) distrust(latch);
    if (is_stale(now)) return;
    learn(latch, now, answer);
    if (now.time == now.trusted_until) settle(latch, limits, now.time, tell);
}

// What is told without the evidence, which each rule has of its own.
constexpr Finding finding_of(const RuleInfo& info, LiftIndex lift, Phase phase, Time time,
                             Time since) noexcept {
    return {.time = time,
            .lift = lift,
            .rule = info.id,
            .kind = info.kind,
            .phase = phase,
            .severity = info.severity,
            .since = since};
}

// How long it held: up to now, or until it was gone.
inline double held_s(const Latch& latch, Phase phase, Time time) noexcept {
    const Time end = phase == Phase::cleared ? Time{latch.gone} : time;
    return std::chrono::duration<double>(end - Time{latch.since}).count();
}

}  // namespace hoistway::detail
