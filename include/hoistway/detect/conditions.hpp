// SPDX-License-Identifier: Apache-2.0
//
// The conditions that only have to be held to: doors blocked, mains lost, beyond a terminal
// landing, stopped outside the door zone, riding in inspection with a person.
//
//     const DoorBlocked rule;                          // with the limits as published
//     const DoorBlocked patient{{.limits = {5min, 3s}}};
//
// Each is a question to a Moment, answered yes, no or unknown; Hold makes the rule of it.
// Constant time, no state of their own.

#pragma once

#include <chrono>

#include "hoistway/detect/hold.hpp"

namespace hoistway {

namespace detail {

// Modes in which the car serves, or should serve, whoever steps in. An unknown mode counts.
constexpr bool in_service(Mode mode) noexcept {
    return mode == Mode::unknown || mode == Mode::normal || mode == Mode::attendant ||
           mode == Mode::emergency_power;
}

// A door on its way says more within seconds; one that rests may say nothing for long.
constexpr Answer held_by(Door door) noexcept {
    const bool moves = door == Door::opening || door == Door::closing;
    return moves ? Answer::fleeting : Answer::yes;
}

}  // namespace detail

struct DoorBlockedCondition {
    static constexpr RuleInfo info{
        .id = "door_blocked@1",
        .kind = EventKind::door_blocked,
        .severity = Severity::minor,
        .needs = bits(Signal::door),
        .thresholds = {{{"raise", 90, "s", "domain facts 5.3: long block = 90 s [proposal]"},
                        {"clear", 3, "s", "[default] a closed door that stays closed"},
                        {"unheard", 20, "s",
                         "[default] a moving door says more, or a word is lost"}}},
        .sentence = "In service, standing, the doors are not closed for 90 s on end."};

    HoldLimits limits{std::chrono::seconds{90}, std::chrono::seconds{3}, std::chrono::seconds{20}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.door == Door::unknown) return Answer::unknown;
        const bool standing = now.motion != Motion::running;
        if (now.door == Door::closed || !standing || !detail::in_service(now.mode)) {
            return Answer::no;
        }
        return detail::held_by(now.door);
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("door", "not_closed"); }
};

struct PowerLossCondition {
    static constexpr RuleInfo info{
        .id = "power_loss@1",
        .kind = EventKind::power_loss,
        .severity = Severity::major,
        .needs = bits(Signal::mains_power),
        .thresholds = {{{"raise", 10, "s", "domain facts 5.3: not back in 10 s [proposal]"},
                        {"clear", 2, "s", "domain facts 5.3: 2 s debounce [proposal]"}}},
        .sentence = "Mains power is off, and not back within 10 s."};

    HoldLimits limits{std::chrono::seconds{10}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.mains_power == Flag::unknown) return Answer::unknown;
        return now.mains_power == Flag::no ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("mains_power", "false"); }
};

// Shared by both ends of the hoistway. A measured position decides where there is one. Without it,
// a car that left the zone of its terminal landing in the direction of the end is beyond it.
template <EventKind end>
struct OvertravelCondition {
    static constexpr bool at_top = end == EventKind::overtravel_top;
    static constexpr RuleInfo info{
        .id = at_top ? "overtravel_top@1" : "overtravel_bottom@1",
        .kind = end,
        .severity = Severity::critical,
        .needs = bits(Signal::position),
        .or_needs = bits(Signal::motion, Signal::floor, Signal::door_zone),
        .thresholds = {{{"beyond", 0.10, "m", "domain facts 5.3: terminal level by > 0.10 m"},
                        {"raise", 15, "s", "domain facts 5.2: outside zone 15 s, deployed box"},
                        {"clear", 3, "s", "[default] back for good"}}},
        .sentence = at_top ? "The car is beyond the top landing for 15 s."
                           : "The car is below the lowest landing for 15 s."};

    HoldLimits limits{std::chrono::seconds{15}, std::chrono::seconds{3}};

    static constexpr Answer answer(const Moment& now) noexcept {
        const Flag beyond = is(now, at_top ? Measure::beyond_top : Measure::below_bottom);
        if (beyond == Flag::unknown) return by_zone(now);
        if (beyond == Flag::yes && is_lost(now)) return Answer::unknown;
        return beyond == Flag::yes ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("terminal", at_top ? "top" : "bottom");
    }

 private:
    // In a zone, and far from every landing: that is a position that cannot be believed.
    static constexpr bool is_lost(const Moment& now) noexcept {
        return now.door_zone == Flag::yes && is(now, Measure::off_landing) == Flag::yes;
    }

    static constexpr Answer by_zone(const Moment& now) noexcept {
        if (now.travel.floors < 2 || !is_known(now.floor) || now.door_zone == Flag::unknown) {
            return Answer::unknown;
        }
        const std::int16_t terminal = at_top ? now.travel.floors : std::int16_t{1};
        const Direction outward = at_top ? Direction::up : Direction::down;
        const bool left_outward = now.door_zone == Flag::no && now.zone_floor == terminal &&
                                  now.floor == terminal && now.last_direction == outward;
        return left_outward && now.motion == Motion::stopped ? Answer::yes : Answer::no;
    }
};

struct StoppedOffLevelCondition {
    static constexpr RuleInfo info{
        .id = "stopped_off_level@1",
        .kind = EventKind::stopped_off_level,
        .severity = Severity::major,
        .needs = bits(Signal::motion, Signal::door_zone),
        .thresholds = {{{"raise", 15, "s", "domain facts 5.2: outside zone 15 s, deployed box"},
                        {"clear", 2, "s", "[default] longer than a jerk towards the landing"}}},
        .sentence = "The car stands outside every door zone for 15 s, not in inspection."};

    HoldLimits limits{std::chrono::seconds{15}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.door_zone == Flag::unknown) return Answer::unknown;
        const bool off_level = now.motion == Motion::stopped && now.door_zone == Flag::no;
        return off_level && now.mode != Mode::inspection ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("motion", "stopped").add("door_zone", "false");
    }
};

struct PersonAtRiskCondition {
    static constexpr RuleInfo info{
        .id = "person_at_risk@1",
        .kind = EventKind::person_at_risk,
        .severity = Severity::note,
        .needs = bits(Signal::motion, Signal::presence, Signal::mode),
        .thresholds = {{{"raise", 0, "s", "domain facts 5.3: if a run starts [proposal]"},
                        {"clear", 600, "s", "[default] one line a visit, not one a movement"}}},
        .sentence = "The car runs in inspection with a person in it."};

    HoldLimits limits{std::chrono::seconds{0}, std::chrono::minutes{10}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.presence == Flag::unknown ||
            now.mode == Mode::unknown) {
            return Answer::unknown;
        }
        const bool risky = now.motion == Motion::running && now.presence == Flag::yes;
        return risky && now.mode == Mode::inspection ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("mode", "inspection").add("motion", "running").add("presence", "true");
    }
};

using DoorBlocked = Hold<DoorBlockedCondition>;
using PowerLoss = Hold<PowerLossCondition>;
using OvertravelTop = Hold<OvertravelCondition<EventKind::overtravel_top>>;
using OvertravelBottom = Hold<OvertravelCondition<EventKind::overtravel_bottom>>;
using StoppedOffLevel = Hold<StoppedOffLevelCondition>;
using PersonAtRisk = Hold<PersonAtRiskCondition>;

}  // namespace hoistway
