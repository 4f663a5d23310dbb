// SPDX-License-Identifier: Apache-2.0
//
// It is too loud in the car for most of half a day.
//
//     Moment -> Finding noise_abnormal, NoiseWindow;    Mute: silent until then
//
// A window of 12 h begins with the first loud word. It is full if no more than a fifth of it was
// quiet, and then it is told; one that cannot be full any more is dropped at that moment, and the
// next loud word begins another. Once told, window follows on window, each told as a NoiseWindow,
// and the first that cannot be full ends it. A Mute holds back what is not yet told; if it is still
// as loud when the Mute is over, the window that ends next tells. A silence drops a window. The
// limit is that of MeasureLimits: 55 dB(A), for rated speeds up to 2.5 m/s (domain facts 2).
// Constant time for as many windows as have ended, no allocation.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "hoistway/detect/automata/latch.hpp"

namespace hoistway {

struct NoiseAbnormalOptions {
    Duration window = std::chrono::hours{12};    // source 002, table 1, row 10
    Duration quiet = std::chrono::minutes{144};  // a fifth of it [default]
};

class NoiseAbnormal {
 public:
    static constexpr RuleInfo info{
        .id = "noise_abnormal@1",
        .kind = EventKind::noise_abnormal,
        .severity = Severity::note,  // it is a nuisance, and for the next visit
        .needs = bits(Signal::noise),
        .thresholds = {{{"over", 55, "dB(A)", "domain facts 2: car, v <= 2.5 m/s"},
                        {"window", 43200, "s",
                         "source 002, table 1, row 10: 12 h collection window"},
                        {"quiet", 8640, "s", "[default] a fifth of the window"}}},
        .sentence = "The noise in the car is above 55 dB(A) for 80 % of 12 h."};

    struct State {
        PackedTime since;  // the first loud word
        PackedTime from;   // of the window
        PackedTime at;     // until here the quiet in it is counted
        PackedTime muted;  // until here nothing is told
        std::uint32_t quiet_ms = 0;
        std::int16_t floor = no_floor;
        Flag loud{};
        bool raised = false;
    };

    explicit NoiseAbnormal(NoiseAbnormalOptions options = {}) : options_(options) {
        const bool sane = Duration{0} <= options.quiet && options.quiet < options.window &&
                          options.quiet <= std::chrono::hours{24 * 30};
        if (!sane) refuse("NoiseAbnormal: it must be that 0 <= quiet < window, quiet <= 30 days");
    }

    template <class Emit>
    void on(State& state, const Mute& mute, Emit&&) const {
        if (mute.kind == info.kind) state.muted = std::max(Time{state.muted}, mute.until);
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        settle(state, now, now.trusted_until, emit);
        if (now.trusted_until < now.time) drop_window(state);
        if (is_stale(now)) return;
        state.loud = is(now, Measure::loud);
        const bool begins = state.loud == Flag::yes && !state.raised && !has_window(state);
        if (begins) {
            state.since = now.time;
            state.floor = now.floor;
        }
        if (begins || (state.raised && !has_window(state))) open_window(state, now.time);
    }

    Time due(const State& state) const noexcept {
        return has_window(state) ? std::min(full(state), fails(state)) : Time::max();
    }

 private:
    static bool has_window(const State& state) noexcept { return Time{state.from} != never; }

    static void open_window(State& state, Time from) noexcept {
        state.from = state.at = from;
        state.quiet_ms = 0;
    }

    static void drop_window(State& state) noexcept {
        state.from = never;
        state.loud = Flag::unknown;
    }

    Time full(const State& state) const noexcept { return Time{state.from} + options_.window; }

    // When there will have been too much quiet, if it stays as it is.
    Time fails(const State& state) const noexcept {
        if (state.loud != Flag::no) return Time::max();
        return Time{state.at} + (options_.quiet - Duration{state.quiet_ms}) + Duration{1};
    }

    template <class Emit>
    void settle(State& state, const Moment& now, Time until, Emit&& emit) const {
        while (due(state) <= until) {
            if (fails(state) < full(state)) {
                const Time time = fails(state);
                if (state.raised) tell(state, now, Phase::cleared, time, emit);
                state.raised = false;
                state.from = never;
            } else {
                const Time time = full(state);
                const bool told = state.raised || time < Time{state.muted};
                open_window(state, time);
                if (time >= Time{state.muted}) emit(NoiseWindow{time, now.lift});
                if (!told) tell(state, now, Phase::raised, time, emit);
                state.raised = state.raised || !told;
            }
        }
        if (!has_window(state) || until <= Time{state.at}) return;
        if (state.loud == Flag::no) {
            state.quiet_ms += static_cast<std::uint32_t>((until - Time{state.at}).count());
        }
        state.at = until;
    }

    template <class Emit>
    static void tell(const State& state, const Moment& now, Phase phase, Time time, Emit&& emit) {
        Finding finding = detail::finding_of(info, now.lift, phase, time, state.since);
        finding.floor = state.floor;
        const std::chrono::duration<double> held = time - Time{state.since};
        finding.evidence.add("noise", "over_55_dBA").add("held_s", held.count());
        emit(finding);
    }

    NoiseAbnormalOptions options_;
};

}  // namespace hoistway
