// SPDX-License-Identifier: Apache-2.0
//
// A published set of rules as a stage, with its thresholds as data: to hold a detector against, not
// to rely upon.
//
//     const Row row{PublicRules{camera_edge}};
//     auto lift = row.begin(papers);
//     row.push(lift, observation, [](const Finding& finding) { ... });   // raised, cleared
//
// It hears observations itself, keeps the last word on each signal, and dates an alarm to the
// moment when its time was full. The words of deployed code are put into those of the log:
// - A rising edge of an infrared eye is a record that says `presence` true. The edges are counted
//   while the other conditions hold, and judged when these have held for the whole window.
// - "Both level sensors" is `door_zone` true, "none" is false. One of the two cannot be said in
//   the log; a car that moves with its doors open is a car that runs with doors not closed.
// - A floor that is passed is seen by the level sensors, and so a new floor begins anew what has to
//   last between levels.
// - A sample of speed or acceleration is a record with `speed` or `vibration`.
// - A car on which the maintenance works alarms like any other: the sets ask for no mode.
// Not put into them: "6 s without data is standing" and "door unknown after 60 s", since a device
// of the log speaks on change and is not lost in between; and the person on the car top, for whom
// the log has no word. Sources: domain facts 5.2. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "hoistway/core/refuse.hpp"
#include "hoistway/detect/published/public_counts.hpp"
#include "hoistway/detect/published/public_limits.hpp"
#include "hoistway/detect/published/public_words.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

class PublicRules {
    using Slot = detail::PublicSlot;

    static constexpr std::array<EventKind, Slot::slots> kinds{
        EventKind::entrapment,          EventKind::entrapment,       EventKind::entrapment,
        EventKind::stopped_off_level,   EventKind::opened_off_level, EventKind::door_blocked,
        EventKind::door_blocked,        EventKind::door_blocked,     EventKind::door_cycling,
        EventKind::unintended_movement, EventKind::overspeed,        EventKind::emergency_stop,
        EventKind::run_time_limit,      EventKind::overtravel_top,   EventKind::overtravel_bottom,
        EventKind::sensor_frozen,       EventKind::device_offline,   EventKind::temperature_high};

 public:
    struct State {
        PublicCounts counts;
        LiftIndex lift = no_lift;
        bool dropped = false;                       // the long-open alarm of this opening was
        std::array<Time, Slot::slots> raised_at{};  // never: not open
        std::array<Time, Slot::slots> paused{};     // not raised before

        State() noexcept {
            raised_at.fill(never);
            paused.fill(never);
        }
    };

    // Refuses to count more of anything than it keeps.
    explicit PublicRules(const PublicLimits& limits) : limits_(limits) {
        const auto too_many = [](int count) {
            return count < 1 || count > static_cast<int>(LatestTimes::kept);
        };
        const auto& in = limits.trapped_in_zone;
        const auto& off = limits.trapped_off_zone;
        const auto& cycles = limits.door_cycles;
        const auto& fast = limits.fast_samples;
        if ((in && too_many(in->more_than + 1)) || (off && too_many(off->more_than + 1)) ||
            (cycles && too_many(cycles->count)) || (fast && too_many(fast->count))) {
            refuse("PublicRules: counts must be 1 to 6");
        }
    }

    void begin(State& state, const Lift& lift) const {
        state.counts.floors = travel_of(lift).floors;
    }

    template <class Emit>
    void on(State& state, const Tick& tick, Emit&& emit) const {
        if (state.counts.words.heard != never && tick.time > state.counts.words.heard) {
            pass(state, tick.time, emit);
        }
    }

    template <class Emit>
    void on(State& state, const Observation& seen, Emit&& emit) const {
        if (seen.time < state.counts.words.heard) return;
        state.lift = seen.lift;
        if (state.counts.words.heard != never) pass(state, seen.time, emit);
        end(state, Slot::offline, seen.time, emit);
        state.counts.learn(limits_, seen);
        if (state.counts.opened == seen.time) state.dropped = false;
        clear_ended(state, seen.time, emit);
        pass(state, seen.time, emit);
    }

 private:
    using Due = std::optional<Time>;

    static Due when(bool holds, Time time) noexcept { return holds ? Due(time) : std::nullopt; }

    // When the rule is full, if the words stay as they are; nothing where it does not hold.
    Due due(const State& state, Slot slot) const {
        if (slot <= Slot::trapped_by_time) return due_trapped(state, slot);
        if (slot <= Slot::opened_outside) return due_outside(state.counts.words, slot);
        if (slot <= Slot::door_blocked) return due_door(state.counts.words, slot);
        if (slot == Slot::long_run) return due_run(state.counts.words);
        if (slot == Slot::offline) return due_offline(state.counts.words);
        const bool terminal = slot == Slot::beyond_top || slot == Slot::beyond_bottom;
        if (terminal && limits_.terminal_outside)
            return due_terminal(state, slot == Slot::beyond_top);
        if (slot == Slot::moves_open && limits_.runs_open) {
            const PublicWords& words = state.counts.words;
            return when(words.running() && words.open(),
                        std::max(words.motion_since, words.door_since));
        }
        if (slot == Slot::frozen && state.counts.at[Slot::frozen] == never && limits_.zone_idle) {
            const PublicWords& words = state.counts.words;
            return after(is_known(words.zone), words.zone_since, limits_.zone_idle);
        }
        return when(state.counts.at[slot] != never, state.counts.at[slot]);
    }

    static Due after(bool holds, Time since, const std::optional<Duration>& limit) noexcept {
        return limit && holds ? Due(since + *limit) : std::nullopt;
    }

    Due due_trapped(const State& state, Slot slot) const {
        const PublicWords& words = state.counts.words;
        if (slot == Slot::trapped_in_zone) {
            return due_sighted(words, limits_.trapped_in_zone, state.counts.in_zone,
                               std::max(words.zone_since, words.door_since));
        }
        if (slot == Slot::trapped_off_zone) {
            return due_sighted(words, limits_.trapped_off_zone, state.counts.off_zone,
                               words.level_since);
        }
        const bool shut_in = words.closed() && words.standing() && words.person == Flag::yes;
        return after(shut_in, std::max({words.door_since, words.motion_since, words.person_since}),
                     limits_.trapped_after);
    }

    // At the end of the first window in which the car was so, or of a later one.
    static Due due_sighted(const PublicWords& words, const std::optional<SightingLimit>& limit,
                           const LatestTimes& sightings, Time since) {
        if (!limit) return std::nullopt;
        const Time now = std::max(since + limit->within, words.heard);
        return when(sightings.within(limit->more_than + 1, limit->within, now), now);
    }

    Due due_outside(const PublicWords& words, Slot slot) const {
        const bool outside = words.zone == Flag::no;
        if (slot == Slot::opened_outside) {
            return after(outside && words.open(), std::max(words.zone_since, words.door_since),
                         limits_.opened_outside);
        }
        if (!limits_.outside_asks_motion) {
            return after(outside, words.level_since, limits_.stopped_outside);
        }
        return after(outside && words.standing(), std::max(words.zone_since, words.motion_since),
                     limits_.stopped_outside);
    }

    Due due_door(const PublicWords& words, Slot slot) const {
        if (slot == Slot::door_open)
            return after(words.open(), words.door_since, limits_.door_open);
        const bool somebody = words.person == Flag::yes;
        if (slot == Slot::door_open_empty) {
            return after(words.open() && !somebody, std::max(words.door_since, words.person_since),
                         limits_.door_open_empty);
        }
        const Due still =
            after(words.open() && words.standing(), std::max(words.door_since, words.motion_since),
                  limits_.door_blocked);
        if (!still || !somebody) return std::nullopt;
        return std::max(*still, words.person_since + limits_.door_person);
    }

    Due due_run(const PublicWords& words) const {
        if (!words.running()) return std::nullopt;
        if (limits_.run_between) {
            return std::max(words.motion_since, words.level_since) + *limits_.run_between;
        }
        return after(words.closed() && words.person != Flag::yes,
                     std::max({words.motion_since, words.door_since, words.person_since}),
                     limits_.run_empty);
    }

    Due due_offline(const PublicWords& words) const {
        return after(words.heard != never, words.heard, limits_.offline);
    }

    static Due due_terminal(const State& state, bool top) noexcept {
        const PublicWords& words = state.counts.words;
        const std::int16_t terminal = top ? state.counts.floors : std::int16_t{1};
        const bool beyond = state.counts.floors > 1 && words.floor == terminal &&
                            words.standing() && words.zone == Flag::no;
        return when(beyond, std::max(words.motion_since, words.level_since));
    }

    // Whatever falls due up to then is raised, and what has lasted too long is ended; what is cured
    // by nothing comes again after its pause. A set that can be offline knows nothing after
    // that.
    template <class Emit>
    void pass(State& state, Time until, Emit& emit) const {
        const Time known = std::min(until, due_offline(state.counts.words).value_or(until));
        do {
            end_by_time(state, known, emit);
            for (std::uint8_t i = 0; i < Slot::slots; ++i) {
                const auto slot = static_cast<Slot>(i);
                const Due time = due(state, slot);
                if (!time || state.raised_at[slot] != never) continue;
                const Time raised = std::max(*time, state.paused[slot]);
                if (raised <= known) raise(state, slot, raised, emit);
            }
        } while (lasted_too_long(state, known));
    }

    bool lasted_too_long(const State& state, Time now) const noexcept {
        const Time since = state.raised_at[Slot::trapped_by_time];
        return since != never && limits_.trapped_longest < now - since;
    }

    template <class Emit>
    void end_by_time(State& state, Time until, Emit& emit) const {
        const PublicWords& words = state.counts.words;
        const Time trapped = state.raised_at[Slot::trapped_by_time];
        const Time driven = words.motion_since + limits_.trapped_clear_run;
        if (lasted_too_long(state, until)) {
            end(state, Slot::trapped_by_time, trapped + limits_.trapped_longest, emit);
        } else if (trapped != never && words.running() && until > driven) {
            end(state, Slot::trapped_by_time, std::max(trapped, driven), emit);
        }
        const Time quiet = words.door_moved + limits_.door_quiet;
        if (limits_.door_cycles && state.counts.at[Slot::door_cycling] != never && until >= quiet) {
            state.counts.at[Slot::door_cycling] = never;
            end(state, Slot::door_cycling, quiet, emit);
        }
    }

    // After new words: what no longer holds is over. A person out of sight ends nothing that was
    // raised by time, and everything that was raised by sightings.
    template <class Emit>
    void clear_ended(State& state, Time now, Emit& emit) const {
        for (std::uint8_t i = 0; i < Slot::slots; ++i) {
            const auto slot = static_cast<Slot>(i);
            if (state.raised_at[slot] == never) continue;
            const Due time = due(state, slot);
            const bool over =
                slot == Slot::trapped_by_time ? state.counts.words.open() : !time || *time > now;
            if (over) end(state, slot, now, emit);
        }
    }

    static bool is_open(const State& state, EventKind kind) noexcept {
        for (std::size_t i = 0; i < Slot::slots; ++i) {
            if (kinds[i] == kind && state.raised_at[i] != never) return true;
        }
        return false;
    }

    // Long-open alarms whose second does not please are told to nobody.
    bool drops(State& state, Slot slot, Time time) const {
        const bool long_open = slot >= Slot::door_open && slot <= Slot::door_blocked;
        if (!long_open || limits_.told_seconds == 0) return false;
        const auto second =
            std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count() % 60;
        if (!state.dropped && second % limits_.told_seconds == 0) return false;
        return state.dropped = true;
    }

    template <class Emit>
    void raise(State& state, Slot slot, Time time, Emit& emit) const {
        const bool silent = is_open(state, kinds[slot]) || drops(state, slot, time);
        state.raised_at[slot] = time;
        if (slot == Slot::sudden_stop) state.paused[slot] = time + limits_.sudden_pause;
        if (!silent) tell(state, slot, Phase::raised, time, emit);
    }

    template <class Emit>
    void end(State& state, Slot slot, Time time, Emit& emit) const {
        if (state.raised_at[slot] == never) return;
        state.raised_at[slot] = never;
        if (slot == Slot::trapped_by_time) state.paused[slot] = time + limits_.trapped_pause;
        const bool long_open = slot >= Slot::door_open && slot <= Slot::door_blocked;
        if (is_open(state, kinds[slot]) || (long_open && state.dropped)) return;
        tell(state, slot, Phase::cleared, time, emit);
    }

    template <class Emit>
    void tell(const State& state, Slot slot, Phase phase, Time time, Emit& emit) const {
        emit(Finding{.time = time,
                     .lift = state.lift,
                     .rule = limits_.name,
                     .kind = kinds[slot],
                     .phase = phase,
                     .severity = Severity::major,
                     .since = time,
                     .floor = state.counts.words.floor});
    }

    PublicLimits limits_;
};

}  // namespace hoistway
