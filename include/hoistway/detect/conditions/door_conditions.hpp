// SPDX-License-Identifier: Apache-2.0
//
// What doors do wrong, as far as it only has to be held to: they try to close and do not, they
// close on a person and nothing moves, they open where there is no landing or leave one behind.
//
//     const CloseAbnormal rule;
//     const CloseAbnormal patient{{.limits = {2min, 0s}}};
//
// Each is a question to a Moment, answered yes, no or unknown; Hold makes the rule of it. Where
// "unknown" stands for "neither raise nor clear", it says so. Constant time, no state of their own.
// Doors that turn back again and again, or do not open, need a memory: automata/door_cycling.hpp
// and car_door_fault.hpp.

#pragma once

#include <chrono>

#include "hoistway/detect/conditions.hpp"

namespace hoistway {

struct CloseAbnormalCondition {
    static constexpr RuleInfo info{
        .id = "close_abnormal@1",
        .kind = EventKind::close_abnormal,
        .severity = Severity::minor,
        .needs = bits(Signal::door),
        .thresholds = {{{"raise", 60, "s", "domain facts 5.3: 60 s after a close start [proposal]"},
                        {"clear", 0, "s", "[default] closed is closed"},
                        {"unheard", 20, "s", "[default] then a word has to confirm it"}}},
        .sentence = "In service, standing, the doors began to close and are not closed 60 s on."};

    HoldLimits limits{std::chrono::seconds{60}, std::chrono::seconds{0}, std::chrono::seconds{20}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.door == Door::unknown) return Answer::unknown;
        const bool trying = now.door != Door::closed && has(now, Story::closing_begun);
        const bool standing = now.motion != Motion::running;
        const bool holds = trying && standing && detail::in_service(now.mode);
        return holds ? detail::held_by(now.door) : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) { evidence.add("door", "closing_begun"); }
};

namespace detail {

// Standing in a door zone behind closed doors, in service: a person who is in the car waits. Yes or
// no where that is known to be so.
constexpr Answer stands_shut_at_landing(const Moment& now) noexcept {
    if (now.motion == Motion::running || now.door_zone == Flag::no) return Answer::no;
    if (is_known(now.door) && now.door != Door::closed) return Answer::no;
    if (!in_service(now.mode)) return Answer::no;
    const bool known = is_known(now.motion) && is_known(now.door) && is_known(now.door_zone);
    return known ? Answer::yes : Answer::unknown;
}

}  // namespace detail

// A person who is no longer seen does not end it: a still body is unseen by an infrared sensor.
struct StartAbnormalCondition {
    static constexpr RuleInfo info{
        .id = "start_abnormal@1",
        .kind = EventKind::start_abnormal,
        .severity = Severity::minor,  // they may still open the doors; if not, it is an entrapment
        .needs = bits(Signal::motion, Signal::door, Signal::door_zone, Signal::presence),
        .thresholds = {{{"raise", 60, "s", "domain facts 5.3: no motion 30 to 60 s [proposal]"},
                        {"clear", 0, "s", "[default] doors that open, or a car that runs"},
                        {"unheard", 25, "s", "[default] then a word has to confirm it"},
                        {"confirms", 15, "s", "[default] after twice that, for so long"}}},
        .sentence = "In service, doors closed on a person at a landing, the car stays for 60 s."};

    // A box says more often what it sees while a person is there (see entrapment.hpp). The word
    // that nobody is may be lost, and a sensor then flicker.
    HoldLimits limits{std::chrono::seconds{60}, std::chrono::seconds{0}, std::chrono::seconds{25},
                      std::chrono::seconds{15}};

    static constexpr Answer answer(const Moment& now) noexcept {
        const Answer shut = detail::stands_shut_at_landing(now);
        if (shut != Answer::yes) return shut;
        if (!has(now, Story::opened) || now.presence != Flag::yes) return Answer::unknown;
        return Answer::fleeting;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("door", "closed").add("motion", "stopped").add("presence", "true");
    }
};

struct OpenedOffLevelCondition {
    static constexpr RuleInfo info{
        .id = "opened_off_level@1",
        .kind = EventKind::opened_off_level,
        .severity = Severity::critical,  // a person may step or fall into the hoistway
        .needs = bits(Signal::motion, Signal::door, Signal::door_zone),
        .thresholds = {{{"raise", 2, "s", "domain facts 5.2: open outside zone 2 s, deployed box"},
                        {"clear", 2, "s", "[default] longer than a flicker of the zone sensor"}}},
        .sentence = "The doors are open for 2 s where the car stands outside every door zone."};

    HoldLimits limits{std::chrono::seconds{2}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.door == Door::unknown ||
            now.door_zone == Flag::unknown) {
            return Answer::unknown;
        }
        const bool trained = now.mode == Mode::inspection || now.mode == Mode::firefighter;
        const bool off_level = now.motion == Motion::stopped && now.door_zone == Flag::no;
        return now.door == Door::open && off_level && !trained ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("door", "open").add("motion", "stopped").add("door_zone", "false");
    }
};

struct OpenedWhileRunningCondition {
    static constexpr RuleInfo info{
        .id = "opened_while_running@1",
        .kind = EventKind::opened_while_running,
        .severity = Severity::critical,  // an open hoistway passes by
        .needs = bits(Signal::motion, Signal::door, Signal::door_zone),
        .thresholds = {{{"raise", 1, "s", "[default] longer than two words out of step"},
                        {"clear", 2, "s", "[default] longer than a flicker of the door word"}}},
        .sentence = "The car began to run with closed doors, and outside any zone they are not."};

    HoldLimits limits{std::chrono::seconds{1}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown || now.door == Door::unknown ||
            now.door_zone == Flag::unknown) {
            return Answer::unknown;
        }
        const bool runs = now.motion == Motion::running && has(now, Story::started_shut);
        const bool open = now.door != Door::closed && now.door_zone == Flag::no;
        return runs && open && now.mode != Mode::inspection ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("motion", "running").add("door", "not_closed").add("door_zone", "false");
    }
};

// Once told it stays until the doors are closed or the car is back: whether they were opened at the
// landing may by then be forgotten.
struct UnintendedMovementCondition {
    static constexpr RuleInfo info{
        .id = "unintended_movement@1",
        .kind = EventKind::unintended_movement,
        .severity = Severity::critical,  // who is on the threshold can be crushed
        .needs = bits(Signal::door, Signal::door_zone),
        .thresholds = {{{"away", 0.20, "m", "domain facts 5.3: dz > 0.20 m, doors open"},
                        {"raise", 0, "s", "domain facts 5.3: no time is given [proposal]"},
                        {"clear", 0, "s", "[default] closed doors, or back in the zone"}}},
        .sentence = "Doors that were opened in the zone are not closed, and the car leaves it."};

    HoldLimits limits{};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.door == Door::unknown) return Answer::unknown;
        if (now.door == Door::closed || now.mode == Mode::inspection) return Answer::no;
        const Flag left = left_landing(now);
        if (now.door_zone == Flag::no || left == Flag::yes) {
            return has(now, Story::opened_at_zone) ? Answer::yes : Answer::unknown;
        }
        return now.door_zone == Flag::yes || left == Flag::no ? Answer::no : Answer::unknown;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("door", "not_closed").add("opened", "in_zone").add("landing", "left");
    }

 private:
    // A sensor that was wrong when the car came to stand cannot tell that it has left.
    static constexpr Flag left_landing(const Moment& now) noexcept {
        const Flag landed = is(now, Measure::landed);
        return landed == Flag::yes ? is(now, Measure::left_landing) : Flag::unknown;
    }
};

struct LevellingErrorCondition {
    static constexpr RuleInfo info{
        .id = "levelling_error@1",
        .kind = EventKind::levelling_error,
        .severity = Severity::minor,  // a step to stumble over
        .needs = bits(Signal::motion, Signal::door, Signal::position, Signal::floor),
        .thresholds = {{{"over", 0.020, "m", "EN 81-20: kept while loading (memory, unverified)"},
                        {"up_to", 0.35, "m", "domain facts 5.3: beyond it the floor is lost"},
                        {"raise", 5, "s", "[default] longer than a levelling takes"},
                        {"clear", 2, "s", "[default] level for good"}}},
        .sentence = "The doors are open for 5 s and the car is over 20 mm from its landing."};

    HoldLimits limits{std::chrono::seconds{5}, std::chrono::seconds{2}};

    static constexpr Answer answer(const Moment& now) noexcept {
        const Flag off = is(now, Measure::mislevelled);
        if (now.door == Door::unknown || now.motion == Motion::unknown) return Answer::unknown;
        const bool there = now.door == Door::open && now.motion == Motion::stopped;
        if (!there || now.mode == Mode::inspection) return Answer::no;
        if (off == Flag::unknown) return Answer::unknown;
        const bool lost = is(now, Measure::off_landing) == Flag::yes;
        return off == Flag::yes && !lost ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence& evidence) {
        evidence.add("door", "open").add("landing", "mislevelled");
    }
};

using CloseAbnormal = Hold<CloseAbnormalCondition>;
using StartAbnormal = Hold<StartAbnormalCondition>;
using OpenedOffLevel = Hold<OpenedOffLevelCondition>;
using OpenedWhileRunning = Hold<OpenedWhileRunningCondition>;
using UnintendedMovement = Hold<UnintendedMovementCondition>;
using LevellingError = Hold<LevellingErrorCondition>;

}  // namespace hoistway
