// SPDX-License-Identifier: Apache-2.0
//
// A sensor says the very same while what it measures cannot be the same: position or vibration in
// a moving car, noise over starts and stops, the door zone over many runs.
//
//     Moment, Run -> Finding sensor_frozen
//
// Position and vibration are counted in state/measures.hpp: five readings alike in one run. The
// sensor is well again when it changes within the run in which it was frozen, or when a later run
// that was twice as long as it took to be found shows nothing of it. The door zone is frozen when
// its word is the same over 20 runs, and well with another word; noise where five starts and stops
// in a row sound the very same, and well with another value at one of them. One episode for all of
// them; the evidence names the first. Silence drops what was counted; what is told stays. Behind
// RunTracker. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class SensorFrozen {
 public:
    static constexpr RuleInfo info{
        .id = "sensor_frozen@1",
        .kind = EventKind::sensor_frozen,
        .severity = Severity::minor,  // other rules believe this sensor
        .needs = bits(Signal::motion, Signal::position, Signal::speed),
        .or_needs = bits(Signal::motion, Signal::door, Signal::door_zone),
        .thresholds = {{{"same", 5, "readings", "domain facts 5.2: 5 identical, deployed"},
                        {"zone", 20, "runs", "[default] 5.2 has an idle photo-sensor for a day"}}},
        .sentence = "A sensor says the very same 5 times where it cannot, or its zone in 20 runs."};

    enum class Sensor : std::uint8_t { position, vibration, door_zone, noise };

    // What one of the measured ones has shown.
    struct Reading {
        std::uint32_t took_ms = 0;  // from the start of a run until it was found frozen
        Flag now{};                 // frozen, by the last answer in this run
        bool here = false;          // it was found frozen in this run
    };

    struct State {
        PackedTime since;  // the start of the run in which the first one was frozen
        PackedTime run;    // the movement under way began
        PackedTime zone_since;
        PackedTime noise_since;
        float noise = no_value;             // at the last start or stop that told it
        std::array<Reading, 2> readings{};  // position, vibration
        std::int16_t floor = no_floor;
        std::uint8_t zone_runs = 0;  // with the same word
        std::uint8_t noises = 0;     // starts and stops that sounded the same
        Motion motion{};
        Flag zone{};
        std::uint8_t frozen = 0;  // bits of Sensor
        Sensor first{};
    };

    explicit SensorFrozen(std::uint8_t zone_runs = 20) : zone_runs_(zone_runs) {
        if (zone_runs == 0) refuse("SensorFrozen: zone_runs must be above 0");
    }

    template <class Emit>
    void on(State& state, const Run& run, Emit&& emit) const {
        if (state.zone == Flag::unknown) return;
        if (state.zone_runs == 0) state.zone_since = run.started;
        if (state.zone_runs < 255) ++state.zone_runs;
        if (state.zone_runs != zone_runs_) return;
        freeze(state, Sensor::door_zone, state.zone_since, run.lift, run.time, emit);
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (now.trusted_until < now.time) distrust(state);
        if (is_stale(now)) return;
        note_zone(state, now, emit);
        if (now.motion != state.motion) note_noise(state, now, emit);
        state.motion = now.motion;
        if (now.motion == Motion::running) {
            if (Time{state.run} == never) state.run = now.time;
            const bool moves = is(now, Measure::stalled) != Flag::yes;
            note(state, Sensor::position, is(now, Measure::frozen_position), moves, now, emit);
            note(state, Sensor::vibration, is(now, Measure::frozen_vibration), true, now, emit);
        } else if (Time{state.run} != never) {
            end_run(state, Sensor::position, now, emit);
            end_run(state, Sensor::vibration, now, emit);
            state.run = never;
        }
    }

    // Nothing of it is a matter of time.
    Time due(const State&) const noexcept { return Time::max(); }

 private:
    static constexpr std::uint8_t same_noises = 5;  // domain facts 5.2: 5 identical, deployed

    static constexpr std::uint8_t bit(Sensor sensor) noexcept {
        return static_cast<std::uint8_t>(1u << static_cast<unsigned>(sensor));
    }
    static constexpr bool is_frozen(const State& state, Sensor sensor) noexcept {
        return (state.frozen & bit(sensor)) != 0;
    }
    static Reading& reading(State& state, Sensor sensor) noexcept {
        return state.readings[static_cast<std::size_t>(sensor)];
    }
    static std::uint32_t ms_since(Time from, Time to) noexcept {
        return static_cast<std::uint32_t>(
            std::clamp<std::int64_t>((to - from).count(), 0, UINT32_MAX));
    }

    static void distrust(State& state) noexcept {
        state.run = never;
        state.zone_runs = state.noises = 0;
        for (Reading& each : state.readings) {
            each.now = Flag::unknown;
            each.here = false;
        }
    }

    template <class Emit>
    static void note_zone(State& state, const Moment& now, Emit&& emit) {
        if (now.door_zone == Flag::unknown || now.door_zone == state.zone) return;
        state.zone = now.door_zone;
        state.zone_runs = 0;
        if (is_frozen(state, Sensor::door_zone)) thaw(state, Sensor::door_zone, now, emit);
    }

    // A standing car is quieter than a running one, so starts and stops cannot sound alike.
    template <class Emit>
    static void note_noise(State& state, const Moment& now, Emit&& emit) {
        if (!is_known(now.noise)) return;
        if (now.noise != state.noise) {
            state.noise = now.noise;
            state.noises = 1;
            state.noise_since = now.time;
            if (is_frozen(state, Sensor::noise)) thaw(state, Sensor::noise, now, emit);
        } else if (state.noises < same_noises && ++state.noises == same_noises) {
            freeze(state, Sensor::noise, state.noise_since, now.lift, now.time, emit);
        }
    }

    template <class Emit>
    static void note(State& state, Sensor sensor, Flag frozen, bool moves, const Moment& now,
                     Emit&& emit) {
        Reading& own = reading(state, sensor);
        if (frozen == Flag::yes) {
            own.here = true;
            if (!is_frozen(state, sensor)) {
                own.took_ms = ms_since(state.run, now.time);
                state.floor = state.frozen == 0 ? now.floor : state.floor;
                freeze(state, sensor, state.run, now.lift, now.time, emit);
            }
        } else if (frozen == Flag::no && own.here && moves) {
            own.here = false;
            if (is_frozen(state, sensor)) thaw(state, sensor, now, emit);
        }
        own.now = frozen;
    }

    template <class Emit>
    static void end_run(State& state, Sensor sensor, const Moment& now, Emit&& emit) {
        Reading& own = reading(state, sensor);
        const bool long_enough = ms_since(state.run, now.time) / 2 >= own.took_ms;
        const bool well = own.now == Flag::no && !own.here && long_enough;
        if (well && is_frozen(state, sensor)) thaw(state, sensor, now, emit);
        own.now = Flag::unknown;
        own.here = false;
    }

    template <class Emit>
    static void freeze(State& state, Sensor sensor, Time since, LiftIndex lift, Time time,
                       Emit&& emit) {
        const bool first = state.frozen == 0;
        state.frozen |= bit(sensor);
        if (!first) return;
        state.since = since;
        state.first = sensor;
        tell(state, lift, Phase::raised, time, emit);
    }

    template <class Emit>
    static void thaw(State& state, Sensor sensor, const Moment& now, Emit&& emit) {
        state.frozen = static_cast<std::uint8_t>(state.frozen & ~bit(sensor));
        if (state.frozen == 0) tell(state, now.lift, Phase::cleared, now.time, emit);
    }

    static constexpr std::string_view name_of(Sensor sensor) noexcept {
        switch (sensor) {
            case Sensor::position:
                return "position";
            case Sensor::vibration:
                return "vibration";
            case Sensor::door_zone:
                return "door_zone";
            case Sensor::noise:
                return "noise";
        }
        return "";
    }

    template <class Emit>
    static void tell(const State& state, LiftIndex lift, Phase phase, Time time, Emit&& emit) {
        Finding finding = detail::finding_of(info, lift, phase, time, state.since);
        finding.floor = state.floor;
        const std::chrono::duration<double> held = time - Time{state.since};
        finding.evidence.add("sensor", name_of(state.first)).add("held_s", held.count());
        emit(finding);
    }

    std::uint8_t zone_runs_;
};

}  // namespace hoistway
