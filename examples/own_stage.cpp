// SPDX-License-Identifier: Apache-2.0
/*
    own_stage: a rule of one's own on a row, beside those of the library.
    It tells when a lift has made no run for a day: perhaps nobody can reach it.

    Shows:      what makes a stage: a State of plain data, and on(state, record, emit)
    Try first:  quickstart
    Run:        own_stage
*/
#include <cstdio>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/state/run_tracker.hpp"
using namespace hoistway;
using namespace std::chrono_literals;

struct LongIdle {
    LiftIndex lift = no_lift;
};

class IdleWatch {
 public:
    struct State {
        Time last_run = never;
        bool told = false;
    };
    template <class Emit>
    void on(State& state, const Run& run, Emit&&) const {
        state = {.last_run = run.time};
    }
    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        if (state.last_run == never) state.last_run = now.time;
        if (state.told || now.time - state.last_run < 24h) return;
        state.told = true;
        emit(LongIdle{now.lift});
    }
};

int main() {
    const Lift lifts[]{{.key = "A-1"}, {.key = "A-2"}};
    Fleet fleet{Row{Picture{}, RunTracker{}, IdleWatch{}}, lifts};
    const auto tell = [&](const LongIdle& idle) {
        std::printf("%s has made no run for a day\n", lifts[idle.lift].key.c_str());
    };
    // Both say every five minutes that they stand shut; A-2 makes a run after five hours.
    for (Duration at{}; at <= 25h; at += 5min) {
        for (const LiftIndex lift : {0U, 1U}) {
            const auto say = [&](Duration after, Motion motion, Door door) {
                fleet.push(Observation{Time{at + after}, lift, no_floor, motion, {}, door}, tell);
            };
            say(0s, Motion::stopped, Door::closed);
            if (lift == 0 || at != 5h) continue;
            say(1s, Motion::running, Door::closed);
            say(9s, Motion::stopped, Door::open);
        }
    }
}
