// SPDX-License-Identifier: Apache-2.0
//
// The car has arrived with a person, and its doors do not open.
//
//     Moment -> Finding car_door_fault
//
// Asked after a run of more than 2 s with closed doors that ends in a door zone: a jolt or a
// levelling is no run, and doors that stay shut after it keep nobody in. A person who is no longer
// seen does not end it: a still body is unseen by an infrared sensor. Doors that open do, and a car
// that runs. Where words go missing (Moment::whole), the lost ones may have told of doors that
// opened: then a silence proves nothing, and a word has to show the person still there.
// Source: domain facts 5.3 [proposal]. Constant time, no allocation.

#pragma once

#include <chrono>

#include "hoistway/detect/automata/latch.hpp"
#include "hoistway/detect/conditions/door_conditions.hpp"

namespace hoistway {

struct CarDoorFaultOptions {
    Duration raise = std::chrono::seconds{15};    // domain facts 5.3: 10 to 15 s [proposal]
    Duration run_over = std::chrono::seconds{2};  // domain facts 5.3 [proposal]
};

class CarDoorFault {
 public:
    static constexpr RuleInfo info{
        .id = "car_door_fault@1",
        .kind = EventKind::car_door_fault,
        .severity = Severity::major,  // a person cannot get out where they should
        .needs = bits(Signal::motion, Signal::door, Signal::door_zone, Signal::presence),
        .thresholds = {{{"raise", 15, "s", "domain facts 5.3: not opened in 10 to 15 s [proposal]"},
                        {"run_over", 2, "s", "domain facts 5.3: a run is more than 2 s [proposal]"},
                        {"clear", 0, "s", "[default] doors that open, or a car that runs"}}},
        .sentence = "In service, after a run, the doors keep a person in at a landing for 15 s."};

    struct State {
        detail::Latch latch;
        PackedTime started;    // the movement under way, with closed doors
        bool arrived = false;  // a run is over, and the doors have not left closed since
    };

    explicit CarDoorFault(CarDoorFaultOptions options = {})
        : limits_{options.raise, Duration{0}}, run_over_(options.run_over) {
        detail::check_limits({options.raise, options.run_over},
                             "CarDoorFault: raise and run_over must not be below 0");
    }

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (now.trusted_until < now.time) {
            state.started = never;
            state.arrived = false;
        }
        if (!is_stale(now)) note_run(state, now);
        const bool doubted = words_go_missing(now) && state.latch.pending();
        if (doubted && now.heard < now.time) return;
        const Time believed = doubted ? now.heard_before : now.trusted_until;
        const auto tell = [&](Phase phase, Time full) {
            const Time time = doubted ? now.time : full;
            Finding finding = detail::finding_of(info, now.lift, phase, time, state.latch.since);
            finding.floor = state.latch.floor;
            finding.evidence.add("door", "closed")
                .add("door_zone", "true")
                .add("presence", "true")
                .add("held_s", detail::held_s(state.latch, phase, time));
            emit(finding);
        };
        detail::pass(state.latch, limits_, now, believed, answer(state, now), tell);
    }

    Time due(const State& state) const noexcept { return detail::due(state.latch, limits_); }

 private:
    void note_run(State& state, const Moment& now) const noexcept {
        if (is_known(now.door) && now.door != Door::closed) {
            state.started = never;
            state.arrived = false;
        } else if (now.motion == Motion::running) {
            const bool begins = Time{state.started} == never && has(now, Story::started_shut);
            if (begins) state.started = now.time;
        } else if (Time{state.started} != never) {
            if (now.time - Time{state.started} > run_over_) state.arrived = true;
            state.started = never;
        }
    }

    static constexpr Answer answer(const State& state, const Moment& now) noexcept {
        const Answer shut = detail::stands_shut_at_landing(now);
        if (shut != Answer::yes) return shut;
        return state.arrived && now.presence == Flag::yes ? Answer::yes : Answer::unknown;
    }

    HoldLimits limits_;
    Duration run_over_;
};

}  // namespace hoistway
