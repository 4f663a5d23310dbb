// SPDX-License-Identifier: Apache-2.0
//
// The safety chain is open though nothing there is to open it: while the car runs, or stands with
// its doors closed.
//
//     Moment -> Finding safety_chain_open, with how often, how long, and what closed it again
//
// Open doors open the chain, and so may a worker in inspection: that neither raises nor clears. It
// is over when the chain is closed for 2 s, and `recovered` says whether the mains had been off
// (after_power), the lift in inspection (in_inspection), or neither (by_itself): a contact that
// heals by itself is the one to look for. Source: domain facts 5.1, code 1. Constant time, no
// allocation.

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class SafetyChainOpen {
 public:
    static constexpr RuleInfo info{
        .id = "safety_chain_open@1",
        .kind = EventKind::safety_chain_open,
        .severity = Severity::major,  // the car is at a standstill until the chain is closed
        .needs = bits(Signal::motion, Signal::door, Signal::safety_chain),
        .thresholds = {{{"raise", 3, "s", "[default] longer than chain and door out of step"},
                        {"clear", 2, "s", "[default] longer than a contact that flutters"}}},
        .sentence = "The safety chain is open for 3 s, running or standing with closed doors."};

    struct State {
        detail::Latch latch;
        std::uint8_t times = 0;  // that it opened
        bool open = false;       // the chain, by its last word
        bool inspected = false, unpowered = false;
    };

    explicit SafetyChainOpen(HoldLimits limits = {std::chrono::seconds{3}, std::chrono::seconds{2}})
        : limits_(limits) {
        detail::check_limits(limits, "SafetyChainOpen: limits must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        const auto tell = [&](Phase phase, Time time) {
            this->tell(state, now, phase, time, emit);
        };
        detail::settle(state.latch, limits_, now.trusted_until, tell);
        if (now.trusted_until < now.time) detail::distrust(state.latch);
        if (is_stale(now)) return;
        const bool under_way = Time{state.latch.since} != never;
        detail::learn(state.latch, now, answer(now));
        note(state, now, under_way);
        if (now.time == now.trusted_until) detail::settle(state.latch, limits_, now.time, tell);
    }

    Time due(const State& state) const noexcept { return detail::due(state.latch, limits_); }

 private:
    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.safety_chain == Flag::yes) return Answer::no;
        if (now.safety_chain == Flag::unknown || now.mode == Mode::inspection) {
            return Answer::unknown;
        }
        const bool shut = now.motion == Motion::stopped && now.door == Door::closed;
        return shut || now.motion == Motion::running ? Answer::yes : Answer::unknown;
    }

    static void note(State& state, const Moment& now, bool under_way) noexcept {
        const bool opens = now.safety_chain == Flag::no && !state.open;
        if (is_known(now.safety_chain)) state.open = now.safety_chain == Flag::no;
        if (Time{state.latch.since} == never) return;
        if (!under_way) {
            state.times = 1;
            state.inspected = state.unpowered = false;
        } else if (opens && state.times < 255) {
            ++state.times;
        }
        if (now.mode == Mode::inspection) state.inspected = true;
        if (now.mains_power == Flag::no) state.unpowered = true;
    }

    template <class Emit>
    static void tell(const State& state, const Moment& now, Phase phase, Time time, Emit&& emit) {
        Finding finding = detail::finding_of(info, now.lift, phase, time, state.latch.since);
        finding.floor = state.latch.floor;
        finding.evidence.add("safety_chain", "false")
            .add("times", state.times)
            .add("held_s", detail::held_s(state.latch, phase, time));
        if (phase == Phase::cleared) finding.evidence.add("recovered", recovery(state));
        emit(finding);
    }

    static constexpr std::string_view recovery(const State& state) noexcept {
        if (state.unpowered) return "after_power";
        return state.inspected ? "in_inspection" : "by_itself";
    }

    HoldLimits limits_;
};

}  // namespace hoistway
