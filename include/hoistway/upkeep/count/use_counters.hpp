// SPDX-License-Identifier: Apache-2.0
//
// What a lift went through beside the quantities that a policy judges by: reopenings, how long its
// doors moved and stood open, its safety chain, loud half-days, and the way measured two ways.
//
//     const Row row{Picture{}, RunTracker{}, DoorTracker{}, SafetyChainOpen{}, NoiseAbnormal{},
//                   Episodes{}, UseCounters{lifts}};
//     const UseCounts& use = Row<...>::state_of<UseCounters>(state).total;
//     running_time(counts, use, RunTimeBy::motion_doors_and_dwell);
//
// Definitions. A reopening is a closing turned back, told when its door cycle is over. Door time is
// time in which the doors open or close, dwell time in which they stand open or ajar, however long;
// both only while the car does not run, so that no second counts twice. The safety chain opens when
// its word turns from closed to open while the car runs, or stands with closed doors, outside
// inspection: open doors open it too, and that is none. A fault of it is an episode of
// `safety_chain_open` (3 s), kept with how long it lasted and what ended it (source 002, annex 1,
// row 9). A noise window is 12 h of noise (row 10). Distance is kept as positions measured it and
// as the landings' heights say.
//
// Time counts from one word of the device to the next, as long as the earlier one could be relied
// upon; a silence counts nothing. All sums are whole numbers and only go up. Stands behind the
// stages above. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/counters.hpp"

namespace hoistway {

struct UseCounts {
    std::uint64_t reopenings = 0;
    Duration door_time{}, dwell_time{};
    std::uint64_t safety_chain_openings = 0;
    std::uint64_t safety_chain_faults = 0;  // episodes
    Duration safety_chain_time{};           // of those that are over
    std::uint64_t recovered_by_itself = 0, recovered_in_inspection = 0, recovered_after_power = 0;
    std::uint64_t noise_windows = 0;
    std::int64_t measured_mm = 0, landings_mm = 0;
    std::uint64_t runs_measured = 0, runs_by_landings = 0;  // that the two ways are made of

    friend bool operator==(const UseCounts&, const UseCounts&) = default;
};

// What "running time" is taken for.
enum class RunTimeBy : std::uint8_t { motion, motion_and_doors, motion_doors_and_dwell };

template <>
struct Words<RunTimeBy> {
    static constexpr std::array<std::string_view, 3> list{"motion", "motion_and_doors",
                                                          "motion_doors_and_dwell"};
};

// The notice names none of them; policies here judge by motion (docs/upkeep.md).
constexpr Duration running_time(const Counts& counts, const UseCounts& use, RunTimeBy by) noexcept {
    switch (by) {
        case RunTimeBy::motion:
            return counts.run_time;
        case RunTimeBy::motion_and_doors:
            return counts.run_time + use.door_time;
        case RunTimeBy::motion_doors_and_dwell:
            return counts.run_time + use.door_time + use.dwell_time;
    }
    return {};
}

class UseCounters {
 public:
    struct State {
        UseCounts total;
        Time at = never;  // up to here time is counted
        Door door{};      // from there on
        Flag chain{};
        bool runs = false;
    };

    // The lifts have to outlive the stage.
    explicit UseCounters(std::span<const Lift> lifts = {}) noexcept : lifts_(lifts) {}

    // It waits for words only.
    static Time due(const State&) noexcept { return Time::max(); }

    // Of time without a word nothing is counted before the next one: it may yet bring an older
    // time.
    template <class Emit>
    void on(State& state, const Moment& now, Emit&&) const noexcept {
        if (now.heard != now.time) return;
        if (!state.runs && state.at != never) {
            add_door_time(state, std::max(now.trusted_until - state.at, Duration{0}));
        }
        if (opens_chain(state, now)) ++state.total.safety_chain_openings;
        state.at = now.time;
        state.door = now.door;
        state.chain = now.safety_chain;
        state.runs = now.motion == Motion::running;
    }

    template <class Emit>
    void on(State& state, const DoorCycle& cycle, Emit&&) const noexcept {
        state.total.reopenings += cycle.reopenings;
    }

    template <class Emit>
    void on(State& state, const Run& run, Emit&&) const noexcept {
        UseCounts& total = state.total;
        const double measured = std::abs(static_cast<double>(run.travelled)), rise = rise_of(run);
        if (measured < most_metres) {
            total.measured_mm += std::llround(measured * 1000);
            ++total.runs_measured;
        }
        if (rise < most_metres) {
            total.landings_mm += std::llround(rise * 1000);
            ++total.runs_by_landings;
        }
    }

    template <class Emit>
    void on(State& state, const Event& event, Emit&&) const noexcept {
        if (event.kind != EventKind::safety_chain_open) return;
        if (event.phase == Phase::raised) ++state.total.safety_chain_faults;
        if (event.phase != Phase::cleared) return;
        state.total.safety_chain_time += std::max(event.time - event.since, Duration{0});
        note_recovery(state.total, recovery_of(event));
    }

    template <class Emit>
    void on(State& state, const NoiseWindow&, Emit&&) const noexcept {
        ++state.total.noise_windows;
    }

 private:
    // No car travels 10 km between two landings; as in Counters. [default]
    static constexpr double most_metres = 10000;

    static void add_door_time(State& state, Duration passed) noexcept {
        const bool moves = state.door == Door::opening || state.door == Door::closing;
        const bool stands = state.door == Door::open || state.door == Door::ajar;
        if (moves) state.total.door_time += passed;
        if (stands) state.total.dwell_time += passed;
    }

    static bool opens_chain(const State& state, const Moment& now) noexcept {
        if (state.chain != Flag::yes || now.safety_chain != Flag::no) return false;
        const bool shut = now.motion == Motion::stopped && now.door == Door::closed;
        return now.mode != Mode::inspection && (shut || now.motion == Motion::running);
    }

    static std::string_view recovery_of(const Event& event) noexcept {
        for (const EvidenceItem& item : event.evidence) {
            if (item.name == "recovered") return item.word;
        }
        return {};
    }

    static void note_recovery(UseCounts& total, std::string_view recovered) noexcept {
        total.recovered_by_itself += recovered == "by_itself" ? 1U : 0U;
        total.recovered_in_inspection += recovered == "in_inspection" ? 1U : 0U;
        total.recovered_after_power += recovered == "after_power" ? 1U : 0U;
    }

    // NaN where a height is not known.
    double rise_of(const Run& run) const noexcept {
        if (run.lift >= lifts_.size()) return std::numeric_limits<double>::quiet_NaN();
        const Lift& lift = lifts_[run.lift];
        return std::abs(height_of(lift, run.to_floor) - height_of(lift, run.from_floor));
    }

    std::span<const Lift> lifts_;
};

}  // namespace hoistway
