// SPDX-License-Identifier: Apache-2.0
//
// The small automaton under most rules: a condition has to hold for a while before it is an alarm,
// and to be gone for a while before that is over.
//
//     quiet --yes--> pending --held for `raise`--> raised --no, for `clear`--> quiet
//
// Its times are exact however rarely the device speaks: an alarm is dated to the moment the hold
// was full, not to the record that showed it. `unknown` neither raises nor clears. Silence counts
// as more of the same only while the device is trusted (Moment::trusted_until); after that a
// pending alarm starts anew and a raised one stays. A `fleeting` yes is believed for less: what
// passes within seconds as a rule, and is not said to be over, was said in a word that got lost.
// Constant time, no allocation.

#pragma once

#include <algorithm>
#include <cstdint>

#include "hoistway/core/refuse.hpp"
#include "hoistway/detect/rule.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

// In two bits, of which a fleeting answer has both: see HoldSet.
enum class Answer : std::uint8_t { unknown = 0, no = 1, yes = 2, fleeting = 3 };

struct HoldLimits {
    Duration raise{};
    Duration clear{};
    Duration unheard{};   // after so long a silence, what is fleeting is raised by a word only
    Duration confirms{};  // after twice as long, by a word that holds for so long itself
};

struct HoldState {
    PackedTime since;  // the condition holds from here on
    PackedTime gone;   // it was raised, and does not hold since
    std::int16_t floor = no_floor;
    bool raised = false;
    bool fleeting = false;  // the latest answer
};

// When it will be raised, or cleared, if nothing changes; or when a word may be the first after a
// silence that puts it off.
inline Time due_of(const HoldState& state, const HoldLimits& limits) noexcept {
    const PackedTime from = state.raised ? state.gone : state.since;
    if (from == never) return Time::max();
    if (state.raised) return from + limits.clear;
    const bool may_be_put_off = state.fleeting && limits.confirms > Duration{0};
    return from + (may_be_put_off ? std::min(limits.raise, 2 * limits.unheard) : limits.raise);
}

namespace detail {

inline void check_limits(const HoldLimits& l, const char* what) {
    if (std::min({l.raise, l.clear, l.unheard, l.confirms}) < Duration{0}) refuse(what);
}

}  // namespace detail

// A condition is what a rule is about; Hold<Condition> is the rule.
template <class C>
concept HoldCondition = requires(const C& condition, const Moment& now, Evidence& evidence) {
    { C::info } -> std::convertible_to<const RuleInfo&>;
    { condition.limits } -> std::convertible_to<HoldLimits>;
    { condition.answer(now) } -> std::same_as<Answer>;
    { condition.describe(evidence) } -> std::same_as<void>;
};

template <HoldCondition Condition>
class Hold {
 public:
    using State = HoldState;
    static constexpr const RuleInfo& info = Condition::info;

    explicit Hold(Condition condition = {}) : condition_(condition) {
        detail::check_limits(condition.limits, "Hold: limits must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        answered(state, now, condition_.answer(now), emit);
    }

    // The same, where the condition has been asked already.
    template <class Emit>
    void answered(State& state, const Moment& now, Answer answer, Emit&& emit) const {
        raise_if_due(state, now, emit);
        clear_if_due(state, now, now.trusted_until, emit);
        if (now.trusted_until < now.time) distrust(state);
        if (is_stale(now)) return;
        if (answer == Answer::yes || answer == Answer::fleeting) {
            hold(state, now);
            state.fleeting = answer == Answer::fleeting;
        } else if (answer == Answer::no) {
            let_go(state, now);
        } else if (!state.raised) {
            state.since = never;
        }
        if (now.heard == now.time) confirm(state, now, emit);
        clear_if_due(state, now, now.time, emit);
    }

    Answer answer(const Moment& now) const { return condition_.answer(now); }

    Time due(const State& state) const noexcept { return due_of(state, condition_.limits); }

    static bool is_quiet(const State& state) noexcept {
        return !state.raised && state.since == never;
    }

 private:
    static void distrust(State& state) noexcept {
        state.gone = never;
        if (!state.raised) state.since = never;
    }

    static void hold(State& state, const Moment& now) noexcept {
        state.gone = never;
        if (state.since != never) return;
        state.since = now.time;
        state.floor = now.floor;
    }

    static void let_go(State& state, const Moment& now) noexcept {
        if (!state.raised) {
            state.since = never;
        } else if (state.gone == never) {
            state.gone = now.time;
        }
    }

    bool is_due(const State& state, Time until) const noexcept {
        return !state.raised && state.since != never &&
               state.since + condition_.limits.raise <= until;
    }

    // As far as nobody need doubt that it holds still.
    template <class Emit>
    void raise_if_due(State& state, const Moment& now, Emit&& emit) const {
        const Time believed = now.heard_before + condition_.limits.unheard;
        const Time until =
            state.fleeting ? std::min(now.trusted_until, believed) : now.trusted_until;
        if (!is_due(state, until)) return;
        state.raised = true;
        tell(state, now, Phase::raised, state.since + condition_.limits.raise, emit);
    }

    // The device has just said so. Where a word or two were lost, the latest may be a flicker.
    template <class Emit>
    void confirm(State& state, const Moment& now, Emit&& emit) const {
        const HoldLimits& limits = condition_.limits;
        const bool lost = now.heard - now.heard_before > 2 * limits.unheard;
        if (state.fleeting && lost && !state.raised && state.since != never) {
            const Time full = now.time + std::min(limits.confirms, limits.raise);
            state.since = std::max(Time{state.since}, full - limits.raise);
        }
        if (!is_due(state, now.time)) return;
        state.raised = true;
        tell(state, now, Phase::raised, now.time, emit);
    }

    template <class Emit>
    void clear_if_due(State& state, const Moment& now, Time until, Emit&& emit) const {
        if (!state.raised || due(state) > until) return;
        tell(state, now, Phase::cleared, due(state), emit);
        state = {};
    }

    template <class Emit>
    void tell(const State& state, const Moment& now, Phase phase, Time time, Emit&& emit) const {
        Finding finding{.time = time,
                        .lift = now.lift,
                        .rule = Condition::info.id,
                        .kind = Condition::info.kind,
                        .phase = phase,
                        .severity = Condition::info.severity,
                        .since = state.since,
                        .floor = state.floor};
        condition_.describe(finding.evidence);
        const Time end = phase == Phase::cleared ? Time{state.gone} : time;
        // A clock that was put back may have left the beginning behind the end.
        const std::chrono::duration<double> held = std::max(end - state.since, Duration{0});
        finding.evidence.add("held_s", held.count());
        emit(finding);
    }

    Condition condition_;
};

}  // namespace hoistway
