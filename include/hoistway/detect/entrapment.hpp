// SPDX-License-Identifier: Apache-2.0
//
// Is a person shut in? The rule that must not be missed and must not be false.
//
//     candidate   the car stands, its doors are not open, a person is in it
//     raised      it stays so: 90 s at a landing or where the zone is unknown, 15 s off level
//     at once     the alarm button is pressed while the car stands shut, or a voice answers from it
//     cleared     doors open for 3 s in a door zone, or a run of more than 2 s and then open doors
//
// What it holds to, and why:
// - The clock starts at the latest of standing, doors shut and person seen.
// - A person who is no longer seen does not end it: a still body is unseen by an infrared sensor.
//   But to raise it, the person is either seen all the time, or was seen twice since the doors shut
//   (detect/entrapment/sightings.hpp). Who is not seen for 300 s is not there.
// - Nobody leaves a car that has not opened: who rode in it with the doors shut is in it, seen or
//   not; and one sighting is enough. This holds where no word is missing from the last door cycles
//   (Moment::whole): the one that is lost may be the one that said they opened.
// - Who comes into view in a car that stands shut is a person, or a flicker whose end was lost:
//   without another word that shows them, it takes 35 s more.
// - Doors that began to open and shut again may have been open: 35 s more, but 180 s at most.
// - Off level the car doors are not asked: behind them is a wall (as deployed boxes do).
// - Nothing new is raised in inspection and for firefighters; all other modes count, to be safe.
// - A movement of 2 s or less (a jolt, a re-levelling) neither ends it nor restarts the clock.
// - A device that has not spoken for 45 s may have died with the doors just shut, or its clock may
//   have been put on: then it is raised 30 s after its next word at the earliest, where words get
//   lost 65 s. One that stays silent is told as offline, with the person in the evidence.
// - Where the door is not known the class is "degraded". A silence starts the clock anew.
// Source: domain facts 5.3 [proposal]; no standard fixes a time. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/core/refuse.hpp"
#include "hoistway/detect/entrapment/options.hpp"
#include "hoistway/detect/entrapment/sightings.hpp"
#include "hoistway/detect/rule.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

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
                        {"held", 35, "s", "[default] longer than a sensor holds"},
                        {"stuck", 65, "s", "[default] longer than one sticks"},
                        {"unheard", 45, "s", "[default] then words have to confirm it"},
                        {"confirms", 30, "s", "[default] for so long"},
                        {"whole", 20, "door cycles", "[default] told in full"}}},
        .sentence = "A person is in a standing car that does not open, or rings from it."};

    enum class Place : std::uint8_t { level_unknown, at_level, off_level };

    struct State {
        PackedTime since;       // the candidate's clock; later the start of the entrapment
        PackedTime not_before;  // what was seen or heard does not do for it before
        PackedTime paused;      // the latest word after a long silence
        PackedTime off_since;   // the candidate is off level since
        PackedTime running;     // the movement under way began
        PackedTime opened;      // the doors are open since, while raised
        detail::Sightings person;
        std::int16_t floor = no_floor;
        std::int8_t whole = 0;       // the latest Moment::whole
        std::uint8_t sightings = 0;  // of the person, with the one under way
        Door door{};
        Place place{};
        bool arrived = false;  // the person was in view when the car stopped after a run
        bool shut = false;     // the doors have been fully closed since the candidate began
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
        state.whole = now.whole;
        note_movement(state, now);
        note_shut(state, now);
        note_person(state, now);
        if (state.raised) {
            note_doors(state, now, emit);
        } else {
            note_candidate(state, now);
            note_quiet(state, now);
        }
        if (state.since != never) state.sightings = std::max(state.sightings, state.person.all());
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

    // When it will be raised or cleared, if nothing changes. A movement that has become a run is
    // settled by the next word.
    Time due(const State& state) const noexcept {
        Time due = Time::max();
        // Where words get lost, every one of them may be the first after a silence.
        if (is_candidate(state)) due = state.whole < 0 ? Time{state.since} : due_time(state);
        if (state.raised && state.opened != never) due = state.opened + options_.open_for;
        if (state.person.is_counting()) due = std::min(due, state.person.counts_at(options_));
        return due;
    }

 private:
    static constexpr Place place_of(const Moment& now) noexcept {
        if (now.door_zone == Flag::unknown) return Place::level_unknown;
        return now.door_zone == Flag::yes ? Place::at_level : Place::off_level;
    }

    // Standing and shut, as far as is known: the condition under which a person cannot get out.
    static constexpr bool is_shut_in(const Moment& now) noexcept {
        const bool trained = now.mode == Mode::inspection || now.mode == Mode::firefighter;
        if (now.motion != Motion::stopped || trained) return false;
        return now.door != Door::open || now.door_zone == Flag::no;
    }

    // What a silence leaves of a state: no clock runs on, and what was raised stays raised.
    static void distrust(State& state) noexcept {
        state.running = state.opened = state.person.closed = never;
        state.person.in_view = state.person.moving_doors = false;
        if (!state.raised) state = {};
    }

    static void drop_candidate(State& state) noexcept {
        state.since = state.off_since = state.not_before = state.paused = never;
        state.arrived = state.shut = state.button = false;
        state.sightings = 0;
    }

    static void note_movement(State& state, const Moment& now) noexcept {
        if (now.motion == Motion::running) {
            if (state.running == never) state.running = now.time;
        } else if (now.motion == Motion::stopped) {
            state.running = never;
        }
    }

    // It became due while the device was silent for long, or words may be lost: now it has to stay
    // so.
    void note_pause(State& state, const Moment& now) const noexcept {
        if (now.heard != now.time || now.time - now.heard_before <= options_.unheard) return;
        if (!is_candidate(state)) return;
        const bool lossy = state.whole < 0;
        if (due_time(state) > now.time && !(lossy && state.person.in_view)) return;
        state.paused = now.time;
        state.not_before = now.time + (lossy ? options_.stuck : options_.confirms);
    }

    void note_person(State& state, const Moment& now) const noexcept {
        const bool seen = now.presence == Flag::yes || now.alarm_button == Flag::yes;
        if (seen && !state.raised && state.person.is_away(now, options_)) {
            drop_candidate(state);
            state.person.forget();
        }
        state.person.on(now, options_);
    }

    // Where words may be lost, once off level and else twice; where none is, once, and it is enough
    // to have come to a landing.
    bool seen_enough(const State& state) const noexcept {
        const bool off_level = state.off_since != never;
        if (state.whole >= options_.whole) {
            return state.person.count >= 1 || (state.arrived && !off_level);
        }
        return state.person.at_least(off_level ? 1 : 2);
    }

    void note_shut(State& state, const Moment& now) const noexcept {
        const bool shuts = state.person.note_doors(now, state.raised);
        if (state.person.moving_doors) state.arrived = false;
        if (!shuts || state.since == never || !state.shut) return;
        const Time latest = state.since + 2 * options_.at_level;
        const Time emptied = state.person.emptied(options_);
        state.not_before = std::max(Time{state.not_before}, std::min(emptied, latest));
    }

    void note_candidate(State& state, const Moment& now) const noexcept {
        const bool jolt = state.since != never && now.motion == Motion::running;
        if (jolt) return;  // settle_movement() drops the candidate once the movement is a run
        if (!is_shut_in(now)) return drop_candidate(state);
        note_place(state, now);
        const bool closes = now.door == Door::closed && !state.shut;
        if (state.since == never) {
            const bool is_there = state.person.in_view;
            if (!is_there && !seen_enough(state)) return;
            if (state.person.is_away(now, options_)) return;
            state.since = now.time;
            state.arrived = is_there && state.person.rides;
            state.floor = now.floor;
        } else if (closes) {
            state.since = now.time;
        }
        if (now.door == Door::closed) state.shut = true;
    }

    // Where the car is, for a voice that speaks before there is a candidate.
    static void note_quiet(State& state, const Moment& now) noexcept {
        state.opened = now.door == Door::open && now.door_zone != Flag::no ? now.time : never;
        if (state.since != never) return;
        state.floor = now.floor;
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
        state.floor = now.floor;
        state.raised = true;
        tell(state, now.lift, Phase::raised, now.time, emit);
    }

    void settle_movement(State& state, Time until) const noexcept {
        const bool run = state.running != never && state.running + options_.run_over < until;
        if (!run) return;
        state.person.note_run();
        if (state.raised) state.ran = true;
        if (!state.raised) drop_candidate(state);
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
        if (!is_candidate(state)) return;
        if (state.paused != never && state.person.in_view &&
            now.time >= state.paused + options_.confirms) {
            state.not_before = state.paused = never;
        }
        if (due_time(state) > now.time) return;
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
        const bool enough = seen_enough(state);
        if (!enough && !state.person.in_view) return Time::max();
        Time from =
            enough ? Time{state.since} : std::max(Time{state.since}, Time{state.person.seen});
        Time full = from + options_.at_level;
        if (state.off_since != never) {
            from = std::max(from, Time{state.off_since});
            full =
                std::min(full, std::max(from + options_.off_level, state.person.emptied(options_)));
        }
        if (!enough && !state.person.shown) full = unshown(state, from, full);
        return std::max(full, Time{state.not_before});
    }

    // No word has shown the person since the sensor held nobody any more. A device that dies under
    // somebody who rode says no more of them: that is not waited for.
    Time unshown(const State& state, Time from, Time full) const noexcept {
        if (state.person.came_in()) return full + options_.held;
        return state.whole < 0 ? std::max(full, from + options_.unheard) : full;
    }

    template <class Emit>
    static void clear(State& state, const Moment& now, Time time, Emit&& emit) {
        tell(state, now.lift, Phase::cleared, time, emit);
        const State old = state;
        state = {};
        state.running = old.running;
        state.person.seen = old.person.seen;
        state.person.in_view = old.person.in_view;
        state.person.moving_doors = old.person.moving_doors;
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
