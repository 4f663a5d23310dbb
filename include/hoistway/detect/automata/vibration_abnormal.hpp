// SPDX-License-Identifier: Apache-2.0
//
// The car shakes in three runs in a row; three good ones end it.
//
//     Run, Moment -> Finding vibration_abnormal, told when the doors open after the third run
//
// A run is bad if the vibration was above the limit at any time from its start until the doors
// open, and good if it was said and never was. A run in which nothing is said of it counts neither
// way. Silence drops what was counted; what is told stays. The limit is that of MeasureLimits
// (GB/T 10058-2009, from memory, unverified). Behind RunTracker. Constant time, no allocation.

#pragma once

#include <chrono>
#include <cstdint>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

class VibrationAbnormal {
 public:
    static constexpr RuleInfo info{
        .id = "vibration_abnormal@1",
        .kind = EventKind::vibration_abnormal,
        .severity = Severity::minor,
        .needs = bits(Signal::motion, Signal::door, Signal::vibration),
        .thresholds = {{{"over", 0.30, "m/s2", "GB/T 10058-2009 (from memory, unverified)"},
                        {"raise", 3, "runs", "[default] not the jump of one child"},
                        {"clear", 3, "runs", "[default] as many"}}},
        .sentence = "The vibration is above 0.30 m/s2 in three runs in a row."};

    struct State {
        PackedTime since;  // the end of the first bad run
        std::int16_t floor = no_floor;
        std::uint8_t bad = 0, good = 0;  // runs in a row
        bool riding = false;             // a run is under way, or its doors have not opened
        bool said = false, shook = false;
        bool raised = false;
    };

    explicit VibrationAbnormal(std::uint8_t runs = 3) : runs_(runs) {
        if (runs == 0) refuse("VibrationAbnormal: runs must be above 0");
    }

    template <class Emit>
    void on(State& state, const Run& run, Emit&& emit) const {
        if (!state.said) return;
        const bool shook = state.shook;
        if (shook && state.bad == 0 && !state.raised) {
            state.since = run.time;
            state.floor = run.to_floor;
        }
        state.bad = shook ? next(state.bad) : std::uint8_t{0};
        state.good = shook ? std::uint8_t{0} : next(state.good);
        if (!state.raised && state.bad >= runs_) {
            state.raised = true;
            tell(state, run, Phase::raised, emit);
        } else if (state.raised && state.good >= runs_) {
            tell(state, run, Phase::cleared, emit);
            state = {};
        }
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&&) const {
        if (now.trusted_until < now.time) {
            state.bad = state.good = 0;
            state.riding = state.said = state.shook = false;
        }
        if (is_stale(now)) return;
        if (now.motion == Motion::running && !state.riding) {
            state.riding = true;
            state.said = state.shook = false;
        }
        if (!state.riding) return;
        const Flag shakes = is(now, Measure::shaking);
        if (is_known(shakes)) state.said = true;
        if (shakes == Flag::yes) state.shook = true;
        if (now.door == Door::open && now.motion == Motion::stopped) state.riding = false;
    }

    // Nothing of it is a matter of time.
    Time due(const State&) const noexcept { return Time::max(); }

 private:
    static constexpr std::uint8_t next(std::uint8_t count) noexcept {
        return count < 255 ? static_cast<std::uint8_t>(count + 1) : count;
    }

    template <class Emit>
    void tell(const State& state, const Run& run, Phase phase, Emit&& emit) const {
        Finding finding = detail::finding_of(info, run.lift, phase, run.time, state.since);
        finding.floor = state.floor;
        const std::chrono::duration<double> held = run.time - Time{state.since};
        finding.evidence.add("vibration", "over_0.30_m_s2")
            .add("runs", runs_)
            .add("held_s", held.count());
        emit(finding);
    }

    std::uint8_t runs_;
};

}  // namespace hoistway
