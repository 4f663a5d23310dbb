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

#include <cstddef>
#include <cstdint>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
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

// Whether a measured value lies where it should not. The limits and their sources: MeasureLimits.
enum class Measure : std::uint16_t {
    beyond_top = 1,          // the position is above the top landing
    below_bottom = 2,        // or below the lowest
    mislevelled = 4,         // standing, and not level with its landing
    left_landing = 8,        // standing so far from it that the doors should not be open
    off_landing = 16,        // standing so far that landing and position cannot both be right
    overspeed = 32,          // faster than the rated speed allows
    hard_stop = 64,          // the stop that this moment tells of was too sudden for a normal one
    stalled = 128,           // running, and the position does not change
    frozen_position = 256,   // running, and the position was the very same too often
    frozen_vibration = 512,  // running, and the vibration was the very same too often
    hot = 1024,
    loud = 2048,
    shaking = 4096,
    no_such_floor = 8192,  // the papers know no such landing
    landed = 16384,        // not bad at all: when it came to stand, the two agreed
    speed_new = 32768,     // nor this: the speed is of the latest record
};

// What has happened since the car last ran, or the doors last opened, as far as it was seen.
enum class Story : std::uint8_t {
    ran_shut = 1,        // a run has ended, and the doors have not left closed since
    opened = 2,          // the doors have left closed since the car last ran
    closing_begun = 4,   // since the doors left closed, they have begun to close
    opened_at_zone = 8,  // the doors left closed while the car stood in a door zone
    started_shut = 16,   // the movement under way began with closed doors
    bad_stop = 32,       // the latest run ended out of zone, or too suddenly
    lock_lost = 64,      // the door lock opened during the movement under way
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
    Flag safety_chain{};
    Flag door_lock{};
    Flag alarm_button{};
    Flag overload{};
    std::uint8_t story = 0;              // bits of Story
    std::uint16_t measured = 0;          // bits of Measure on which there is an answer
    std::uint16_t bad = 0;               // of these, the ones that are so
    std::int16_t zone_floor = no_floor;  // the landing in whose door zone the car was last
    float position = no_value;
    float speed = no_value;
    float offset = no_value;  // m above the landing at which it stands, where both are known
    // As this very record has them; not kept.
    float noise = no_value, vibration = no_value, temperature = no_value;
    Travel travel{};
    std::int8_t whole = 0;  // door cycles in a row that were told in full; see words_go_missing()

    Time heard = never;          // when the device last spoke, this moment's own words included
    Time heard_before = never;   // when it last spoke before that; in a tick, the same as heard
    Time trusted_until = never;  // until when the words before these could be relied upon
};

// Unknown where nothing was measured.
constexpr Flag is(const Moment& now, Measure measure) noexcept {
    const auto bit = static_cast<std::uint16_t>(measure);
    return (now.measured & bit) == 0 ? Flag::unknown : to_flag((now.bad & bit) != 0);
}

constexpr bool has(const Moment& now, Story story) noexcept {
    return (now.story & static_cast<std::uint8_t>(story)) != 0;
}

// Of late the device, or the line to it, has left out a word: the one that is missing now may be
// the one that matters. How that is told: state/whole_words.hpp.
constexpr bool words_go_missing(const Moment& now) noexcept { return now.whole < 0; }

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

// Why a record, or a word of it, was not used.
enum class Refused : std::uint8_t {
    late,           // older than the newest of its lift
    repeated,       // of the same time, and says nothing new
    no_such_floor,  // the papers know no such landing; the rest of the record is used
    overruled,      // a source that is believed more in this has spoken
};

inline constexpr std::size_t refused_reasons = 4;

struct RecordRefused {
    Time time{};  // of the record
    LiftIndex lift = no_lift;
    Refused why{};
};

// The device was heard for the first time.
struct FirstWord {
    Time time{};
    LiftIndex lift = no_lift;
};

// The device's clock was ahead and has been put back: what follows is in the new time.
struct ClockStep {
    Time time{};    // by the new clock
    Time before{};  // the newest time by the old one
    LiftIndex lift = no_lift;
};

// Somebody in the car has answered a call, or rung, and says that they are shut in.
struct VoiceAnswer {
    Time time{};
    LiftIndex lift = no_lift;
};

// Until then a kind of event is not told anew: somebody has heard of it and decided.
struct Mute {
    Time time{}, until{};
    LiftIndex lift = no_lift;
    EventKind kind{};
};

// A whole window of time in which it was too loud in the car, and nobody had muted that.
struct NoiseWindow {
    Time time{};  // when it was full
    LiftIndex lift = no_lift;
};

// A maintenance visit took place: what is counted between visits starts anew.
struct Visit {
    Time time{};
    LiftIndex lift = no_lift;
};

// New ropes were put on: what wears them is counted from here on.
struct RopesReplaced {
    Time time{};
    LiftIndex lift = no_lift;
};

// The rescuer who looked says that nobody was trapped.
struct FalseAlarm {
    Time time{};  // when it was said
    LiftIndex lift = no_lift;
    Time event{};  // when the entrapment was raised
};

}  // namespace hoistway
