// SPDX-License-Identifier: Apache-2.0
//
// The mains are off and the device goes on speaking: it lives on its battery, and for how long is
// written on the battery.
//
//     Moment -> Finding on_battery
//
// A device that dies with the mains says nothing of a battery; so only its own words count, and
// neither a tick nor a silence stands for them. Source: domain facts 2, where a device's supply has
// to last for a call of an hour. Constant time, no allocation.

#pragma once

#include <chrono>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class OnBattery {
 public:
    static constexpr RuleInfo info{
        .id = "on_battery@1",
        .kind = EventKind::on_battery,
        .severity = Severity::minor,  // power_loss tells of the lift; this is the device
        .needs = bits(Signal::mains_power),
        .thresholds = {{{"raise", 60, "s", "[default] a device that dies is silent by then"},
                        {"clear", 2, "s", "domain facts 5.3: 2 s debounce [proposal]"}}},
        .sentence = "Mains power is off, and the device is still speaking 60 s later."};

    using State = detail::Latch;

    explicit OnBattery(HoldLimits limits = {std::chrono::seconds{60}, std::chrono::seconds{2}})
        : limits_(limits) {
        detail::check_limits(limits, "OnBattery: limits must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (now.heard < now.time) return;
        const bool silent = now.trusted_until < now.time;
        const Time believed = silent ? now.heard_before : now.time;
        const auto tell = [&](Phase phase, Time time) {
            Finding finding = detail::finding_of(info, now.lift, phase, time, state.since);
            finding.floor = state.floor;
            finding.evidence.add("mains_power", "false")
                .add("held_s", detail::held_s(state, phase, time));
            emit(finding);
        };
        detail::pass(state, limits_, now, believed, answer(now), tell);
    }

    Time due(const State& state) const noexcept { return detail::due(state, limits_); }

 private:
    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.mains_power == Flag::unknown) return Answer::unknown;
        return now.mains_power == Flag::no ? Answer::yes : Answer::no;
    }

    HoldLimits limits_;
};

}  // namespace hoistway
