// SPDX-License-Identifier: Apache-2.0
//
// What can be told of a lift from its observations without an opinion, in the order in which it
// comes to be:
//
//     Observation -> Moment, Run, DoorCycle, Gap, ModeChange, DeviceFault
//
// A run is "doors close, car runs, doors open", counted once when the doors open (source 002,
// annex 1, section 7); re-levelling at a landing is none. Plain data.

#pragma once

#include <cstdint>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// Where the terminal landings are, for the rules that need to know. NaN or 0 = not known.
struct Travel {
    float top = no_value;     // m above the lowest landing
    std::int16_t floors = 0;  // landings served
};

// Time passed for a lift, and no device said a word: the way in for timers.
struct Tick {
    Time time{};
    LiftIndex lift = no_lift;
};

// What is known of one lift at one time: the last word on every signal. A word holds until the next
// one, for as long as the device is heard; after a gap everything is unknown until said again.
struct Moment {
    Time time{};
    LiftIndex lift = no_lift;
    std::int16_t floor = no_floor;
    Motion motion{};
    Direction last_direction{};  // of the latest run, kept while the car stands
    Door door{};
    Mode mode{};
    Flag door_zone{};
    Flag presence{};  // a person, by sensor or by count
    Flag mains_power{};
    Flag alarm_button{};
    std::int16_t zone_floor = no_floor;  // the landing in whose door zone the car was last
    float position = no_value;
    Travel travel{};

    Time heard = never;          // when the device last spoke, this moment's own words included
    Time heard_before = never;   // when it last spoke before that; in a tick, the same as heard
    Time trusted_until = never;  // until when the words before these could be relied upon
};

// Made by a tick in a silence that has grown too long: what it says has ceased to be known.
constexpr bool is_stale(const Moment& now) noexcept {
    return now.heard < now.time && now.trusted_until < now.time;
}

struct Run {
    Time time{};  // when the doors opened
    LiftIndex lift = no_lift;
    Time started{}, stopped{};
    Duration moving{};  // time in motion, stops between landings not included
    std::int16_t from_floor = no_floor, to_floor = no_floor;
    float travelled = no_value;  // m, where positions are known
};

// Doors that left closed and came back to it.
struct DoorCycle {
    Time time{};  // when they were closed again
    LiftIndex lift = no_lift;
    Time opened{};
    std::uint16_t reopenings = 0;  // closing turned back to opening
};

// The device said nothing for longer than it may. Not a failure of the lift.
struct Gap {
    LiftIndex lift = no_lift;
    TimeSpan span;    // from the last word before to the first one after
    Time noticed{};   // when the silence had become too long
    Flag presence{};  // whether a person was seen before it
};

struct ModeChange {
    Time time{};
    LiftIndex lift = no_lift;
    Mode from{}, to{};
};

// A fault that the device itself reports, in its own words.
struct DeviceFault {
    Time time{};
    LiftIndex lift = no_lift;
    std::int16_t floor = no_floor;
    NativeFault fault{};
};

// A maintenance visit took place: what is counted between visits starts anew.
struct Visit {
    Time time{};
    LiftIndex lift = no_lift;
};

}  // namespace hoistway
