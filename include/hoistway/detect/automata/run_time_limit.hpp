// SPDX-License-Identifier: Apache-2.0
//
// The motor runs and the car does not get on: no other floor is said and the position stands still,
// for longer than the whole travel takes.
//
//     Moment -> Finding run_time_limit
//
// The limit is the lesser of 45 s and the time for full travel and 10 s more, but 20 s at least,
// after the run-time limiter of EN 81-20 5.9.2.7 (from memory, unverified). Where the papers do not
// tell height and rated speed it is 45 s. Another floor ends it at once and starts it anew. A
// position that is said and moves is progress; one that is not said leaves it to the floor.
// A device that falls silent in a run proves nothing: only its own words count, and no tick. Where
// words go missing (Moment::whole), nor does one that says after 15 s of silence that it is over.
// Constant time, no allocation.

#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "hoistway/detect/automata/latch.hpp"
#include "hoistway/detect/conditions.hpp"
#include "hoistway/model/lift.hpp"

namespace hoistway {

struct RunTimeLimitOptions {
    Duration longest = std::chrono::seconds{45};   // EN 81-20 5.9.2.7 (memory, unverified)
    Duration spare = std::chrono::seconds{10};     // the same
    Duration shortest = std::chrono::seconds{20};  // the same
    Duration clear = std::chrono::seconds{2};      // [default]
    Duration unheard = std::chrono::seconds{15};   // [default]
};

class RunTimeLimit {
 public:
    static constexpr RuleInfo info{
        .id = "run_time_limit@1",
        .kind = EventKind::run_time_limit,
        .severity = Severity::major,  // ropes slip, or the car is caught
        .needs = bits(Signal::motion, Signal::floor),
        .or_needs = bits(Signal::motion, Signal::position),
        .thresholds = {{{"longest", 45, "s", "EN 81-20 5.9.2.7 (memory, unverified)"},
                        {"spare", 10, "s", "the same: full travel time and 10 s"},
                        {"shortest", 20, "s", "the same"},
                        {"clear", 2, "s", "[default] longer than a flicker of motion"},
                        {"unheard", 15, "s", "[default] a stop that was not heard of"}}},
        .sentence = "In service, the car runs without getting on for longer than full travel."};

    struct State {
        detail::Latch latch;
        std::uint16_t limit_ms = 0;  // 0 = the papers do not tell
    };

    explicit RunTimeLimit(RunTimeLimitOptions options = {}) : options_(options) {
        const bool sane = Duration{0} < options.shortest && options.shortest <= options.longest &&
                          options.longest <= std::chrono::seconds{60};
        if (!sane) refuse("RunTimeLimit: it must be that 0 < shortest <= longest <= 60 s");
        detail::check_limits({options.spare, options.clear, options.unheard},
                             "RunTimeLimit: spare, clear and unheard must not be below 0");
    }

    void begin(State& state, const Lift& lift) const noexcept {
        const double travel = height_of(lift, static_cast<std::int16_t>(lift.floors.size()));
        const double full_ms = std::ceil(travel / lift.rated_speed * 1000);
        if (!(full_ms > 0 && full_ms < 1e9)) return;
        const Duration limit = Duration{static_cast<std::int64_t>(full_ms)} + options_.spare;
        state.limit_ms = static_cast<std::uint16_t>(
            std::clamp(limit, options_.shortest, options_.longest).count());
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (now.heard < now.time) return;
        const Answer seen = answer(now);
        if (seen != Answer::yes && state.latch.quiet()) return;
        const bool silent = now.trusted_until < now.time;
        const auto tell = [&](Phase phase, Time time) {
            this->tell(state, now, phase, time, emit);
        };
        detail::settle(state.latch, limits(state), believed(now, silent), tell);
        if (silent) detail::distrust(state.latch);
        const bool gets_on = is_known(now.floor) && state.latch.floor != now.floor;
        if (gets_on) {
            state.latch.gone = now.time;
            if (state.latch.raised) tell(Phase::cleared, now.time);
            state.latch = {};
        }
        detail::learn(state.latch, now, seen);
        if (!silent) detail::settle(state.latch, limits(state), now.time, tell);
    }

    Time due(const State& state) const noexcept { return detail::due(state.latch, limits(state)); }

 private:
    HoldLimits limits(const State& state) const noexcept {
        return {state.limit_ms == 0 ? options_.longest : Duration{state.limit_ms}, options_.clear};
    }

    // What goes on by this very word is raised by it, after that.
    Time believed(const Moment& now, bool silent) const noexcept {
        if (silent) return now.heard_before;
        const Time doubtful = now.heard_before + options_.unheard;
        return words_go_missing(now) ? std::min(now.time, doubtful) : now.time;
    }

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.motion == Motion::unknown) return Answer::unknown;
        const Flag stalled = is(now, Measure::stalled);
        if (now.motion == Motion::stopped || stalled == Flag::no) return Answer::no;
        if (!detail::in_service(now.mode)) return Answer::no;
        return stalled == Flag::yes || is_known(now.floor) ? Answer::yes : Answer::unknown;
    }

    template <class Emit>
    void tell(const State& state, const Moment& now, Phase phase, Time time, Emit&& emit) const {
        Finding finding = detail::finding_of(info, now.lift, phase, time, state.latch.since);
        finding.floor = state.latch.floor;
        const std::chrono::duration<double> limit = limits(state).raise;
        finding.evidence.add("motion", "running")
            .add("limit_s", limit.count())
            .add("held_s", detail::held_s(state.latch, phase, time));
        emit(finding);
    }

    RunTimeLimitOptions options_;
};

}  // namespace hoistway
