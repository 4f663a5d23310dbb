// SPDX-License-Identifier: Apache-2.0
//
// A short play of one lift for tests: what its device says, second by second, to some stages, and
// what comes out of them.
//
//     Scene scene{Picture{}, DoorBlocked{}};
//     scene.say(0, {.door = Door::open}).wait(90);
//     CHECK(scene.findings.size() == 1);

#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <utility>
#include <vector>

#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/picture.hpp"

namespace hoistway {

inline Time second(double s) {
    return Time{Duration{1'772'294'400'000} + Duration{static_cast<long long>(s * 1000)}};
}

inline double seconds(Time time) { return std::chrono::duration<double>(time - second(0)).count(); }

inline Lift ten_floors() {
    Lift lift{.key = "A-1", .rated_speed = 1.5};
    for (int i = 0; i < 10; ++i) lift.floors.push_back({std::to_string(i + 1), 3.0 * i});
    return lift;
}

template <class... Stages>
class Scene {
 public:
    explicit Scene(Stages... stages)
        : row_(std::move(stages)...), state_(row_.begin(ten_floors())) {}

    // The device says this at the given second.
    Scene& say(double at, Observation said) {
        said.time = second(at);
        said.lift = 0;
        now_ = at;
        push(said);
        return *this;
    }

    // Time passes without a word, as a gateway's clock tells it.
    Scene& tick(double at) {
        now_ = at;
        push(Tick{second(at), 0});
        return *this;
    }

    // Something else is told of the lift.
    template <class Record>
    Scene& tell(const Record& record) {
        push(record);
        return *this;
    }

    // The device repeats itself every ten seconds for so long.
    Scene& wait(double how_long) {
        const double until = now_ + how_long;
        while (now_ < until) say(now_ + 10 < until ? now_ + 10 : until, {});
        return *this;
    }

    template <class S>
    const auto& state_of() const {
        return decltype(row_)::template state_of<S>(state_);
    }

    std::vector<Finding> findings;
    std::vector<Event> events;
    std::vector<Run> runs;
    std::vector<DoorCycle> cycles;
    std::vector<Gap> gaps;
    std::vector<ModeChange> mode_changes;
    std::vector<Moment> moments;
    std::vector<NoiseWindow> noise_windows;
    std::vector<RecordRefused> refused;

 private:
    template <class Record>
    void push(const Record& record) {
        row_.push(state_, record, Keep{this});
    }

    struct Keep {
        Scene* scene;
        void operator()(const Finding& r) const { scene->findings.push_back(r); }
        void operator()(const Event& r) const { scene->events.push_back(r); }
        void operator()(const Run& r) const { scene->runs.push_back(r); }
        void operator()(const DoorCycle& r) const { scene->cycles.push_back(r); }
        void operator()(const Gap& r) const { scene->gaps.push_back(r); }
        void operator()(const ModeChange& r) const { scene->mode_changes.push_back(r); }
        void operator()(const Moment& r) const { scene->moments.push_back(r); }
        void operator()(const NoiseWindow& r) const { scene->noise_windows.push_back(r); }
        void operator()(const RecordRefused& r) const { scene->refused.push_back(r); }
    };

    Row<Stages...> row_;
    typename Row<Stages...>::State state_;
    double now_ = 0;
};

}  // namespace hoistway
