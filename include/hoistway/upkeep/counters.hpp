// SPDX-License-Identifier: Apache-2.0
//
// What a maintenance policy counts of a lift: runs, door cycles, running time, rope bends,
// distance, entrapments; for all time, and since the last visit.
//
//     const Row row{Tracker{}, Episodes{}, Counters{{.lifts = registry.lifts()}}};
//     Row<...>::state_of<Counters>(state).since_visit.runs;
//
// Definitions (source 002, annex 1): a run is one "doors close, car runs, doors open". Running
// time is time in motion: doors and waiting are left out, because nothing in them wears what the
// row is about, and it is the only reading that a car without a door sensor can give. Rope bends
// follow the notice's rule, 1 a run for 1:1 and 3 a run for 2:1. Distance is what the car
// travelled, or else the difference of the landings' heights in the registry.
//
// What is not known is not guessed: a run whose roping or distance is unknown is counted as such.
// All sums are whole numbers, so the order of adding and the machine make no difference. Records
// have to come in order of time; a visit older than the last one is not heard. Constant time, no
// allocation; the lifts are looked up on runs only, and have to outlive the stage.

#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

struct Counts {
    std::uint64_t runs = 0;
    std::uint64_t door_cycles = 0;
    std::uint64_t rope_bends = 0;
    std::uint64_t entrapments = 0;
    Duration run_time{};
    std::int64_t distance_mm = 0;
    std::uint64_t runs_of_unknown_roping = 0;
    std::uint64_t runs_of_unknown_distance = 0;

    friend bool operator==(const Counts&, const Counts&) = default;
};

// The counts of a lift have changed, or begun anew.
struct Counted {
    Time time{};
    LiftIndex lift = no_lift;
    Time since{};       // the last visit, or the first record where there was none
    bool anew = false;  // a visit just took place
    Counts since_visit;
};

struct CountersOptions {
    std::span<const Lift> lifts;  // by LiftIndex; one that is not in here has unknown roping
};

// 0 where nobody knows how the lift is roped. Source 002, annex 1, table 1, row 6.
constexpr std::uint64_t bends_per_run(Roping roping) noexcept {
    switch (roping) {
        case Roping::unknown:
            return 0;
        case Roping::one_to_one:
            return 1;
        case Roping::two_to_one:
            return 3;
    }
    return 0;
}

class Counters {
 public:
    struct State {
        Counts total;  // only ever goes up
        Counts since_visit;
        Time since = never;
    };

    explicit Counters(CountersOptions options = {}) : lifts_(options.lifts) {}

    // Counting begins with the first word of the device, whatever it says.
    template <class Emit>
    void on(State& state, const FirstWord& word, Emit&&) const noexcept {
        if (state.since == never) state.since = word.time;
    }

    template <class Emit>
    void on(State& state, const Run& run, Emit&& emit) const {
        count(state, run.time, run.lift, counts_of(run), emit);
    }

    template <class Emit>
    void on(State& state, const DoorCycle& cycle, Emit&& emit) const {
        Counts one;
        one.door_cycles = 1;
        count(state, cycle.time, cycle.lift, one, emit);
    }

    template <class Emit>
    void on(State& state, const Event& event, Emit&& emit) const {
        if (event.kind != EventKind::entrapment || event.phase != Phase::raised) return;
        Counts one;
        one.entrapments = 1;
        count(state, event.time, event.lift, one, emit);
    }

    template <class Emit>
    void on(State& state, const Visit& visit, Emit&& emit) const {
        if (state.since != never && visit.time < state.since) return;
        state.since = visit.time;
        state.since_visit = {};
        emit(Counted{visit.time, visit.lift, state.since, true, state.since_visit});
    }

 private:
    template <class Emit>
    static void count(State& state, Time time, LiftIndex lift, const Counts& more, Emit& emit) {
        if (state.since == never) state.since = time;
        add(state.total, more);
        add(state.since_visit, more);
        emit(Counted{time, lift, state.since, false, state.since_visit});
    }

    static void add(Counts& sum, const Counts& more) noexcept {
        sum.runs += more.runs;
        sum.door_cycles += more.door_cycles;
        sum.rope_bends += more.rope_bends;
        sum.entrapments += more.entrapments;
        sum.run_time += more.run_time;
        sum.distance_mm += more.distance_mm;
        sum.runs_of_unknown_roping += more.runs_of_unknown_roping;
        sum.runs_of_unknown_distance += more.runs_of_unknown_distance;
    }

    Counts counts_of(const Run& run) const noexcept {
        const Lift* lift = run.lift < lifts_.size() ? &lifts_[run.lift] : nullptr;
        Counts one;
        one.runs = 1;
        one.run_time = run.moving;
        one.rope_bends = lift == nullptr ? 0 : bends_per_run(lift->roping);
        one.runs_of_unknown_roping = one.rope_bends == 0 ? 1 : 0;
        const double metres = distance_of(run, lift);
        // No car travels 10 km between two landings; what says so is a broken sensor. [default]
        if (metres < 10000) {
            one.distance_mm = std::llround(metres * 1000);
        } else {
            one.runs_of_unknown_distance = 1;
        }
        return one;
    }

    static double distance_of(const Run& run, const Lift* lift) noexcept {
        if (is_known(run.travelled)) return std::abs(static_cast<double>(run.travelled));
        if (lift == nullptr) return std::numeric_limits<double>::infinity();
        const double rise = height_of(*lift, run.to_floor) - height_of(*lift, run.from_floor);
        return is_known(rise) ? std::abs(rise) : std::numeric_limits<double>::infinity();
    }

    std::span<const Lift> lifts_;
};

}  // namespace hoistway
