// SPDX-License-Identifier: Apache-2.0
//
// A made-up city of lifts: what honest boxes on them would say, and what was really the case.
//
//     const City city{{.lifts = 300, .days = 30, .seed = 1}};
//     CitySink sink;
//     sink.observations = [&](std::span<const Observation> said) { ... };  // in time order
//     sink.truth = [&](const Truth& truth) { ... };                        // in order of its end
//     for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) city.simulate(lift, sink);
//
// The same options give the same bytes on every machine, whatever the order of the lifts or the
// number of threads: a lift depends on the seed and its own number only. One lift takes about
// a hundred kilobytes, however many days. A const City may be used by many threads. What the lifts
// do and where the rates come from: docs/sim.md. Simulated truth is not field truth.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// How often things go wrong, per 1,000 lifts and year.
struct FaultRates {
    double entrapment = 60;         // centre of the bulletins: 50-70, range 35-160 (docs/sim.md)
    double stopped_off_level = 40;  // [default]
    double overtravel = 16;         // [default]
    double door_blocked = 3000;     // [default]
    double power_loss = 500;        // [default]
    double native = 800;            // [default] faults 10 and 12 of the dialect "elevatorcloud"
    double device_offline = 3000;   // [default]
};

struct CityOptions {
    std::uint32_t lifts = 300;
    int days = 30;
    std::uint64_t seed = 1;
    Time start =
        start_of(Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{1}});
    FaultRates rates{};
    // Times the first three rates: 300 honest lifts would trap 1.5 people a month, too few for a
    // demonstration. Set it to 1 for a city like those of the bulletins. [default]
    double demo_rate = 8;
    bool position = false;  // the boxes measure where the car is
    Duration heartbeat =
        std::chrono::seconds{240};  // [default] at least this often; 30 s with a person
};

// The exact sums of one lift over the simulated time, silent boxes included.
struct Totals {
    std::uint32_t runs = 0;         // doors close, car runs, doors open; re-levelling is none
    std::uint32_t door_cycles = 0;  // doors leave closed and come back to it
    Duration moving{};              // as the box sees it, in whole seconds; re-levelling included
    double distance = 0;            // m, re-levelling not included
    std::uint64_t observations = 0;

    friend bool operator==(const Totals&, const Totals&) = default;
};

// Where the story of a lift goes; what is left empty is not told.
struct CitySink {
    std::function<void(std::span<const Observation>)> observations;  // up to 512 at a time
    std::function<void(const Truth&)> truth;  // may come before the batch with its end
    std::function<void(const Visit&)> visit;  // a maintenance visit ended
};

namespace detail {
struct Traits;
}

class City {
 public:
    // Refuses what cannot be simulated: see the sentences.
    explicit City(const CityOptions& options);
    ~City();
    City(const City&) = delete;
    City& operator=(const City&) = delete;
    City(City&&) noexcept;
    City& operator=(City&&) noexcept;

    std::span<const Lift> lifts() const noexcept { return lifts_; }
    const CityOptions& options() const noexcept { return options_; }

    // Runs a day that the lift was given as its mean.
    std::uint32_t runs_per_day(LiftIndex lift) const;

    // Tells the story of one lift from beginning to end.
    Totals simulate(LiftIndex lift, const CitySink& sink) const;

    // When which fault falls due; it comes about at the next ride or rest that allows for it.
    // Quick, because nobody rides: for looking at rates over many lifts.
    void plan(LiftIndex lift, const std::function<void(EventKind, Time)>& due) const;

 private:
    CityOptions options_;
    std::vector<Lift> lifts_;
    std::vector<detail::Traits> traits_;
};

}  // namespace hoistway
