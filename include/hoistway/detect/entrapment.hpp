// SPDX-License-Identifier: Apache-2.0
//
// Is a person shut in? The rule that must not be missed and must not be false.
//
//     candidate   the car stands, its doors are not open, a person is in it
//     raised      it stays so: 90 s at a landing or where the zone is unknown, 15 s off level, but
//                 there not before 30 s after the doors shut
//     at once     the alarm button is pressed while the car stands shut, or a voice answers from it
//     cleared     doors open for 3 s in a door zone, or a run of more than 2 s and then open doors
//
// What it holds to, and why:
// - The clock starts at the latest of standing, doors shut and person seen.
// - A person who is no longer seen does not end it: a still body is unseen by an infrared sensor.
//   But to raise it, the person is either seen all the time, or seen again, for 12 s: a sensor that
//   flickers says yes for less. Where its end alone shows a sighting, it takes two, for words may
//   be lost. Who is not seen for 300 s is not there.
// - A sensor holds what it has seen: off level, in the first 30 s after the doors shut, it may be
//   the passenger who has just got out.
// - Off level the car doors are not asked: behind them is a wall (as deployed boxes do).
// - In inspection and for firefighters nothing is raised, for the car is in trained hands; what is
//   raised already stays, since rescue is done in inspection. All other modes count, also those in
//   which nobody should be inside: that is wider than domain facts 5.3 propose, on the safe side.
// - A movement of 2 s or less (a jolt, a re-levelling) neither ends it nor restarts the clock.
// - A device that has not spoken for 45 s may have died with the doors just shut, or its clock may
//   have been put on: then it is raised 30 s after its next word, if nothing has changed. One that
//   stays silent is told as offline, with the person in the evidence.
// - Where the door is not known it is still raised, of class "degraded".
// - After a silence the clock starts anew; what is raised stays.
// Source: domain facts 5.3 [proposal]; no standard's text that fixes a time was found. Constant
// time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/core/refuse.hpp"
#include "hoistway/detect/rule.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

struct EntrapmentOptions {
    Duration at_level = std::chrono::seconds{90};   // domain facts 5.3: T1, 60 to 120 s [proposal]
    Duration off_level = std::chrono::seconds{15};  // domain facts 5.3 and 5.2, deployed box
    Duration open_for = std::chrono::seconds{3};    // domain facts 5.3 [proposal]
    Duration run_over = std::chrono::seconds{2};    // domain facts 5.3 [proposal]
    Duration unseen = std::chrono::seconds{300};    // domain facts 5.3: hold after the last edge
    Duration sighting = std::chrono::seconds{12};   // [default] longer than a flicker
    Duration held = std::chrono::seconds{30};       // [default] what a sensor holds at most
    Duration unheard = std::chrono::seconds{45};    // [default] then words have to confirm it
    Duration confirms = std::chrono::seconds{30};   // [default] for so long
};

class Entrapment {
 public:
    static constexpr RuleInfo info{
        .id = "entrapment@1",
        .kind = EventKind::entrapment,
        .severity = Severity::critical,
        .needs = bits(Signal::motion, Signal::presence, Signal::door),
        .or_needs = bits(Signal::motion, Signal::presence, Signal::door_zone),
        .thresholds = {{{"at_level", 90, "s", "domain facts 5.3: T1 60 to 120 s [proposal]"},
                        {"off_level", 15, "s", "domain facts 5.3; 5.2: outside zone 15 s"},
                        {"open_for", 3, "s", "domain facts 5.3 [proposal]"},
                        {"run_over", 2, "s", "domain facts 5.3 [proposal]"},
                        {"unseen", 300, "s", "domain facts 5.3 [proposal]"},
                        {"sighting", 12, "s", "[default] longer than a flicker"},
                        {"held", 30, "s", "[default] what a sensor holds at most"},
                        {"unheard", 45, "s", "[default] then words have to confirm it"},
                        {"confirms", 30, "s", "[default] for so long"}}},
        .sentence = "A person is in a standing car that does not open, or rings from it."};

    enum class Place : std::uint8_t { level_unknown, at_level, off_level };

    struct State {
        PackedTime since;       // the candidate's clock; later the start of the entrapment
        PackedTime seen;        // latest time that a person came into view
        PackedTime gone;        // latest time that nobody was in view any more
        PackedTime closed;      // the doors were seen to shut, and are shut since
        PackedTime not_before;  // what was seen or heard does not do for it before
        PackedTime off_since;   // the candidate is off level since
        PackedTime running;     // the movement under way began
        PackedTime opened;      // the doors are open since, while raised
        std::int16_t floor = no_floor;
        std::uint8_t sightings = 0;  // of the person, apart from each other
        std::uint8_t doubtful = 0;   // sightings that nothing but their end has shown
        Door door{};
        Place place{};
        bool in_view = false;   // the person, now
        bool always = false;    // the person was in view all the time
        bool counted = false;   // the person now in view is among the sightings
        bool shut = false;      // the doors have been fully closed since the candidate began
        bool not_shut = false;  // the doors, by the last word on them
        bool raised = false;
        bool pressed = false;  // the button, now
        bool button = false;   // the button was pressed in this entrapment
        bool ran = false;      // a run was made since it was raised
        bool voice = false;    // somebody in the car said so
    };

    explicit Entrapment(EntrapmentOptions options = {}) : options_(options) {
        if (options.at_level <= Duration{0} || options.off_level <= Duration{0}) {
            refuse("Entrapment: at_level and off_level must be above 0");
        }
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        settle_movement(state, now.trusted_until);
        raise_if_due(state, now, std::min(now.trusted_until, now.heard_before + options_.unheard),
                     emit);
        clear_if_due(state, now, now.trusted_until, emit);
        if (now.trusted_until < now.time) distrust(state);
        if (is_stale(now)) return;
        note_pause(state, now);
        note_movement(state, now);
        note_person(state, now);
        note_shut(state, now);
        if (state.raised) {
            note_doors(state, now, emit);
        } else {
            note_candidate(state, now);
        }
        note_button(state, now, emit);
        if (now.heard == now.time) confirm(state, now, emit);
    }

    // A voice from the car is believed, whatever the sensors say.
    template <class Emit>
    void on(State& state, const VoiceAnswer& answer, Emit&& emit) const {
        if (state.voice) return;
        state.voice = true;
        if (state.since == never) state.since = answer.time;
        const Phase phase = state.raised ? Phase::updated : Phase::raised;
        state.raised = true;
        tell(state, answer.lift, phase, answer.time, emit);
    }

    // When it will be raised or cleared, or a movement becomes a run, if nothing changes.
    Time due(const State& state) const noexcept {
        Time due = Time::max();
        if (is_candidate(state)) due = due_time(state);
        if (state.raised && state.opened != never) due = state.opened + options_.open_for;
        const bool undecided = state.running != never && !(state.raised && state.ran);
        const bool matters = state.raised || state.since != never;
        if (undecided && matters) {
            due = std::min(due, state.running + options_.run_over + Duration{1});
        }
        const bool counting = state.in_view && !state.counted;
        if (counting && matters) due = std::min(due, counts_at(state));
        return due;
    }

 private:
    static constexpr Place place_of(const Moment& now) noexcept {
        if (now.door_zone == Flag::unknown) return Place::level_unknown;
        return now.door_zone == Flag::yes ? Place::at_level : Place::off_level;
    }

    static constexpr bool in_trained_hands(const Moment& now) noexcept {
        return now.mode == Mode::inspection || now.mode == Mode::firefighter;
    }

    // Standing and shut, as far as is known: the condition under which a person cannot get out.
    static constexpr bool is_shut_in(const Moment& now) noexcept {
        if (now.motion != Motion::stopped || in_trained_hands(now)) return false;
        return now.door != Door::open || now.door_zone == Flag::no;
    }

    // What a silence leaves of a state: no clock runs on, and what was raised stays raised.
    static void distrust(State& state) noexcept {
        state.running = state.opened = state.closed = never;
        state.in_view = state.always = state.not_shut = false;
        if (!state.raised) state = {};
    }

    static void drop_candidate(State& state) noexcept {
        state.since = state.off_since = state.not_before = never;
        state.sightings = state.doubtful = 0;
        state.always = state.shut = state.button = false;
    }

    static void note_movement(State& state, const Moment& now) noexcept {
        if (now.motion == Motion::running) {
            if (state.running == never) state.running = now.time;
        } else if (now.motion == Motion::stopped) {
            state.running = never;
        }
    }

    // It became due while the device was silent for long: now it has to stay so.
    void note_pause(State& state, const Moment& now) const noexcept {
        if (now.heard != now.time || now.time - now.heard_before <= options_.unheard) return;
        if (!is_candidate(state) || due_time(state) > now.time) return;
        state.not_before = now.time + options_.confirms;
    }

    void note_person(State& state, const Moment& now) const noexcept {
        const bool seen = now.presence == Flag::yes || now.alarm_button == Flag::yes;
        if (state.in_view) count_sighting(state, now, seen);
        if (!seen) state.always = false;
        if (seen && !state.in_view) {
            const bool away = state.gone != never && now.time - state.gone > options_.unseen;
            if (away && !state.raised) drop_candidate(state);
            state.seen = now.time;
            state.counted = false;
        }
        if (!seen && state.in_view) state.gone = now.time;
        state.in_view = seen;
    }

    // Only words of the device count that follow each other closely. One that ends the sighting
    // counts half: it may be a later one, and that which ended it lost.
    void count_sighting(State& state, const Moment& now, bool goes_on) const noexcept {
        if (state.counted || now.heard != now.time) return;
        if (now.time - now.heard_before > options_.held) return;
        if (now.time < counts_at(state)) return;
        const bool before = seen_enough(state);
        state.counted = true;
        if (state.sightings < 127) ++state.sightings;
        if (!goes_on && state.doubtful < 127) ++state.doubtful;
        if (before || !seen_enough(state)) return;
        state.not_before = std::max(Time{state.not_before}, now.time);
    }

    // Twice, where doubtful ones count half.
    static bool seen_enough(const State& state) noexcept {
        return 2 * state.sightings - state.doubtful >= 4;
    }

    // When the person now in view is a sighting, and no flicker nor somebody who has got out.
    Time counts_at(const State& state) const noexcept {
        return std::max(state.seen + options_.sighting, emptied(state));
    }

    static void note_shut(State& state, const Moment& now) noexcept {
        if (now.door != Door::closed) {
            state.closed = never;
        } else if (state.not_shut) {
            state.closed = now.time;
        }
        state.not_shut = is_known(now.door) && now.door != Door::closed;
    }

    static void note_candidate(State& state, const Moment& now) noexcept {
        const bool jolt = state.since != never && now.motion == Motion::running;
        if (jolt) return;  // settle_movement() drops the candidate once the movement is a run
        if (!is_shut_in(now)) return drop_candidate(state);
        const bool closes = now.door == Door::closed && !state.shut;
        if (state.since == never) {
            if (!state.in_view) return;
            state.since = now.time;
            state.always = true;
            state.counted = state.closed == never || Time{state.seen} <= Time{state.closed};
            state.sightings = state.counted ? 1 : 0;
            state.floor = now.floor;
        } else if (closes) {
            state.since = now.time;
        }
        if (now.door == Door::closed) state.shut = true;
        note_place(state, now);
    }

    static void note_place(State& state, const Moment& now) noexcept {
        state.place = place_of(now);
        state.door = now.door;
        if (state.place != Place::off_level) {
            state.off_since = never;
        } else if (state.off_since == never) {
            state.off_since = now.time;
        }
    }

    template <class Emit>
    static void note_doors(State& state, const Moment& now, Emit&& emit) {
        if (now.door != Door::open || now.door_zone == Flag::no) {
            state.opened = never;
        } else if (state.ran && state.running == never) {
            clear(state, now, now.time, emit);
        } else if (state.opened == never) {
            state.opened = now.time;
        }
    }

    template <class Emit>
    static void note_button(State& state, const Moment& now, Emit&& emit) {
        const bool pressed = now.alarm_button == Flag::yes, again = state.pressed;
        state.pressed = pressed;
        if (!pressed || again || state.button || !is_shut_in(now)) return;
        state.button = true;
        if (state.raised) return tell(state, now.lift, Phase::updated, now.time, emit);
        if (state.since == never) state.since = now.time;
        state.floor = now.floor;
        note_place(state, now);
        state.raised = true;
        tell(state, now.lift, Phase::raised, now.time, emit);
    }

    void settle_movement(State& state, Time until) const noexcept {
        const bool run = state.running != never && state.running + options_.run_over < until;
        if (run && state.raised) state.ran = true;
        if (run && !state.raised) drop_candidate(state);
    }

    bool is_candidate(const State& state) const noexcept {
        return !state.raised && state.since != never && state.running == never;
    }

    template <class Emit>
    void raise_if_due(State& state, const Moment& now, Time until, Emit&& emit) const {
        if (!is_candidate(state) || due_time(state) > until) return;
        state.raised = true;
        tell(state, now.lift, Phase::raised, due_time(state), emit);
    }

    // The device has spoken, and what it said has left the candidate standing.
    template <class Emit>
    void confirm(State& state, const Moment& now, Emit&& emit) const {
        if (!is_candidate(state) || due_time(state) > now.time) return;
        state.raised = true;
        tell(state, now.lift, Phase::raised, now.time, emit);
    }

    template <class Emit>
    void clear_if_due(State& state, const Moment& now, Time until, Emit&& emit) const {
        if (!state.raised || state.opened == never) return;
        if (state.opened + options_.open_for > until) return;
        clear(state, now, state.opened + options_.open_for, emit);
    }

    // When a candidate is to be raised: not ever, where the person was seen too little.
    Time due_time(const State& state) const noexcept {
        if (!state.always && !seen_enough(state)) return Time::max();
        Time full = state.since + options_.at_level;
        if (state.off_since != never) {
            const Time from = std::max(Time{state.since}, Time{state.off_since});
            full = std::min(full, std::max(from + options_.off_level, emptied(state)));
        }
        return std::max(full, Time{state.not_before});
    }

    // From then on the sensor does not speak of a passenger who has got out.
    Time emptied(const State& state) const noexcept {
        return state.closed == never ? never : state.closed + options_.held;
    }

    template <class Emit>
    static void clear(State& state, const Moment& now, Time time, Emit&& emit) {
        tell(state, now.lift, Phase::cleared, time, emit);
        const State old = state;
        state = {};
        state.in_view = old.in_view;
        state.counted = old.counted;
        state.seen = old.seen;
        state.pressed = old.pressed;
    }

    static constexpr std::string_view place_word(Place place) noexcept {
        constexpr std::array<std::string_view, 3> words{"level_unknown", "at_level", "off_level"};
        return words[static_cast<std::size_t>(place)];
    }

    static constexpr std::string_view reporter(const State& state) noexcept {
        if (state.voice) return "voice";
        return state.button ? "button" : "sensors";
    }

    template <class Emit>
    static void tell(const State& state, LiftIndex lift, Phase phase, Time time, Emit&& emit) {
        Finding finding{.time = time,
                        .lift = lift,
                        .rule = info.id,
                        .kind = info.kind,
                        .phase = phase,
                        .severity = info.severity,
                        .since = state.since,
                        .floor = state.floor};
        const bool degraded = state.door == Door::unknown;
        finding.evidence.add("class", degraded ? "degraded" : place_word(state.place))
            .add("door", to_text(state.door))
            .add("reported_by", reporter(state))
            .add("sightings", state.sightings)
            .add("held_s",
                 std::chrono::duration<double>(std::max(time - state.since, Duration{0})).count());
        emit(finding);
    }

    EntrapmentOptions options_;
};

}  // namespace hoistway
