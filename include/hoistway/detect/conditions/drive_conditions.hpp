// SPDX-License-Identifier: Apache-2.0
//
// What the drive does wrong, as far as it only has to be held to: a stop where none belongs, too
// fast, too sudden, no start after it, a floor that is lost, a lift that nobody moves.
//
//     const StopAbnormal rule;
//     const LongIdle weekend{{.limits = {72h, 0s}}};
//
// Each is a question to a Moment, answered yes, no or unknown; Hold makes the rule of it. Where
// "unknown" stands for "neither raise nor clear", it says so. Constant time, no state of their own.
// The measured limits are asked about in state/measures.hpp, when a value is said.

#pragma once

#include <chrono>

#include "hoistway/detect/conditions.hpp"

namespace hoistway {

struct StopAbnormalCondition {
    static constexpr RuleInfo info{
        .id = "stop_abnormal@1",
        .kind = EventKind::stop_abnormal,
        .severity = Severity::minor,  // stopped_off_level takes over where the car stays
        .needs = bits(Signal::motion, Signal::door_zone),
        .thresholds = {{{"raise", 3, "s", "[default] longer than motion and zone out of step"},
                        {"clear", 2, "s", "[default] longer than a jerk towards the landing"}}},
        .sentence = "In service, the car stops outside every door zone for 3 s."};

    HoldLimits limits{std::chrono::seconds{3}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.door_zone == Flag::unknown) return Answer::unknown;
        const bool off_level = now.motion == Motion::stopped && now.door_zone == Flag::no;
        return off_level && detail::in_service(now.mode) ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("motion", "stopped").add("door_zone", "false");
    }
};

struct OverspeedCondition {
    static constexpr RuleInfo info{
        .id = "overspeed@1",
        .kind = EventKind::overspeed,
        .severity = Severity::critical,  // the governor is about to catch the car, or should have
        .needs = bits(Signal::speed),
        .thresholds = {{{"over", 1.15, "of rated speed", "domain facts 5.3 [proposal]"},
                        {"raise", 0.2, "s", "domain facts 5.3 [proposal]"},
                        {"clear", 2, "s", "[default] slow for good"}}},
        .sentence = "The car is faster than 1.15 times its rated speed for 0.2 s."};

    HoldLimits limits{std::chrono::milliseconds{200}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        const Flag over = is(now, Measure::overspeed);
        if (over == Flag::unknown) return Answer::unknown;
        const bool fast = over == Flag::yes && now.motion != Motion::stopped;
        return fast ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("speed", "over_1.15_rated"); }
};

// The stop stays sudden until the car runs again, and 300 s of running then end it.
struct EmergencyStopCondition {
    static constexpr RuleInfo info{
        .id = "emergency_stop@1",
        .kind = EventKind::emergency_stop,
        .severity = Severity::major,
        .needs = bits(Signal::motion, Signal::speed),
        .thresholds = {{{"from", 1.0, "m/s", "domain facts 5.3: v > 1 to 0 [proposal]"},
                        {"within", 1, "s", "domain facts 5.3 [proposal]"},
                        {"raise", 0, "s", "[default] a stop is over when it is seen"},
                        {"clear", 300, "s", "domain facts 5.2: sudden stop, 300 s hold-off"}}},
        .sentence = "The car comes from over 1.0 m/s to a stand within 1 s."};

    HoldLimits limits{std::chrono::seconds{0}, std::chrono::seconds{300}};

    static constexpr Answer answer(const Moment& now) noexcept {
        const Flag hard = is(now, Measure::hard_stop);
        if (hard == Flag::unknown) return Answer::unknown;
        return hard == Flag::yes ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("stop", "sudden"); }
};

// Only a run ends it; whatever else comes in between neither raises nor clears.
struct RestartPreventedCondition {
    static constexpr RuleInfo info{
        .id = "restart_prevented@1",
        .kind = EventKind::restart_prevented,
        .severity = Severity::major,
        .needs = bits(Signal::motion, Signal::door, Signal::mode, Signal::safety_chain),
        .thresholds = {{{"raise", 120, "s", "[default] a controller tries again within it"},
                        {"clear", 2, "s", "domain facts 5.3: a run is more than 2 s [proposal]"}}},
        .sentence = "After a bad stop all is well again, and the car does not start for 120 s."};

    HoldLimits limits{std::chrono::seconds{120}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::running) return Answer::no;
        const bool waits = now.motion == Motion::stopped && has(now, Story::bad_stop);
        const bool well = now.safety_chain == Flag::yes && now.mains_power != Flag::no;
        const bool ready = now.door == Door::closed && now.mode == Mode::normal;
        return waits && well && ready ? Answer::yes : Answer::unknown;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("motion", "stopped").add("safety_chain", "true").add("door", "closed");
    }
};

// A floor that the papers do not know is refused, and the one before it kept; here it is told.
// While the car runs its position is compared with no landing: that neither raises nor clears.
struct PositionLostCondition {
    static constexpr RuleInfo info{
        .id = "position_lost@1",
        .kind = EventKind::position_lost,
        .severity = Severity::minor,
        .needs = bits(Signal::floor),
        .thresholds = {{{"over", 0.35, "m", "domain facts 5.3: floor lost [proposal]"},
                        {"raise", 5, "s", "[default] longer than floor and motion out of step"},
                        {"clear", 5, "s", "[default] right for as long"}}},
        .sentence =
            "In a zone the position is over 0.35 m from its floor, or there is no such one."};

    HoldLimits limits{std::chrono::seconds{5}, std::chrono::seconds{5}};

    static Answer answer(const Moment& now) noexcept {
        const Flag none = is(now, Measure::no_such_floor), off = is(now, Measure::off_landing);
        if (none == Flag::yes) return Answer::yes;
        if (off == Flag::no) return Answer::no;
        if (off == Flag::yes) return now.door_zone == Flag::yes ? Answer::yes : Answer::unknown;
        const bool compared = now.motion == Motion::stopped || !is_known(now.position);
        return compared && none == Flag::no ? Answer::no : Answer::unknown;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("floor", "lost"); }
};

struct LongIdleCondition {
    static constexpr RuleInfo info{
        .id = "long_idle@1",
        .kind = EventKind::long_idle,
        .severity = Severity::note,
        .needs = bits(Signal::motion),
        .thresholds = {{{"raise", 86400, "s", "domain facts 5.3: no run for > 24 h [proposal]"},
                        {"clear", 0, "s", "[default] any movement"}}},
        .sentence = "In service and heard, the car has not moved for 24 h."};

    HoldLimits limits{std::chrono::hours{24}, std::chrono::seconds{0}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown) return Answer::unknown;
        const bool idle = now.motion == Motion::stopped && detail::in_service(now.mode);
        return idle ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("motion", "stopped"); }
};

using StopAbnormal = Hold<StopAbnormalCondition>;
using Overspeed = Hold<OverspeedCondition>;
using EmergencyStop = Hold<EmergencyStopCondition>;
using RestartPrevented = Hold<RestartPreventedCondition>;
using PositionLost = Hold<PositionLostCondition>;
using LongIdle = Hold<LongIdleCondition>;

}  // namespace hoistway
