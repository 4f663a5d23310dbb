// SPDX-License-Identifier: Apache-2.0
//
// What a single sensor or contact tells by itself, as far as it only has to be held to: the alarm
// button, the load, the temperature.
//
//     const AlarmButton rule;
//     const OverloadStuck hasty{{.limits = {5min, 2s}}};
//
// Each is a question to a Moment, answered yes, no or unknown; Hold makes the rule of it.
// Constant time, no state of their own.

#pragma once

#include <chrono>

#include "hoistway/detect/conditions.hpp"

namespace hoistway {

namespace detail {

constexpr Answer to_answer(Flag flag) noexcept {
    if (flag == Flag::unknown) return Answer::unknown;
    return flag == Flag::yes ? Answer::yes : Answer::no;
}

}  // namespace detail

struct AlarmButtonCondition {
    static constexpr RuleInfo info{
        .id = "alarm_button@1",
        .kind = EventKind::alarm_button,
        .severity = Severity::minor,  // in a car that stands shut it is an entrapment, critical
        .needs = bits(Signal::alarm_button),
        .thresholds = {{{"raise", 0, "s", "[default] every press is somebody who rings"},
                        {"clear", 60, "s", "[default] one line a call, not one a press"}}},
        .sentence = "The alarm button in the car is pressed."};

    HoldLimits limits{std::chrono::seconds{0}, std::chrono::seconds{60}};

    static constexpr Answer answer(const Moment& now) noexcept {
        return detail::to_answer(now.alarm_button);
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("alarm_button", "true"); }
};

struct OverloadStuckCondition {
    static constexpr RuleInfo info{
        .id = "overload_stuck@1",
        .kind = EventKind::overload_stuck,
        .severity = Severity::minor,
        .needs = bits(Signal::overload),
        .thresholds = {{{"raise", 600, "s", "[default] nobody stays in an overloaded car so long"},
                        {"clear", 2, "s", "[default] longer than a step towards the door"}}},
        .sentence = "The car is said to be overloaded for 10 min on end."};

    HoldLimits limits{std::chrono::minutes{10}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        return detail::to_answer(now.overload);
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("overload", "true"); }
};

struct TemperatureHighCondition {
    static constexpr RuleInfo info{
        .id = "temperature_high@1",
        .kind = EventKind::temperature_high,
        .severity = Severity::minor,
        .needs = bits(Signal::temperature),
        .thresholds = {{{"over", 50, "degC", "domain facts 5.2: hot, deployed"},
                        {"well_at", 45, "degC", "[default] 5 below, so that it does not flicker"},
                        {"raise", 60, "s", "[default] longer than a reading gone wrong"},
                        {"clear", 60, "s", "[default] as long"}}},
        .sentence = "The temperature is above 50 degC for 60 s, and not yet down to 45."};

    HoldLimits limits{std::chrono::seconds{60}, std::chrono::seconds{60}};

    static constexpr Answer answer(const Moment& now) noexcept {
        return detail::to_answer(is(now, Measure::hot));
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("temperature", "over_50_degC");
    }
};

using AlarmButton = Hold<AlarmButtonCondition>;
using OverloadStuck = Hold<OverloadStuckCondition>;
using TemperatureHigh = Hold<TemperatureHighCondition>;

}  // namespace hoistway
