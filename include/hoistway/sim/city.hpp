// SPDX-License-Identifier: Apache-2.0
//
// A made-up city of lifts: what honest boxes on them would say, and what was really the case.
//
//     const City city{{.lifts = 300, .days = 30, .seed = 1}};
//     CitySink sink;
//     sink.observations = [&](std::span<const Observation> said) { ... };  // as they arrive
//     sink.truth = [&](const Truth& truth) { ... };                        // in order of its end
//     for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) city.simulate(lift, sink);
//
// The same options give the same bytes on every machine, whatever the order of the lifts or the
// number of threads: a lift depends on the seed and its own number only. One lift takes about
// a hundred kilobytes, however many days. A const City may be used by many threads. What the lifts
// do and where the rates come from: docs/sim.md. Simulated truth is not field truth. Observations
// come in time order unless the options disturb clocks or links.

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

// How often things go wrong, per 1,000 lifts and year. Every rate but the first is [default]: no
// bulletin counts these. Those marked "full box" come about only where the box measures them.
struct FaultRates {
    double entrapment = 60;  // centre of the bulletins: 50-70, range 35-160 (docs/sim.md)
    double stopped_off_level = 40;
    double overtravel = 16;
    double door_blocked = 3000;
    double power_loss = 500;
    double native = 800;  // faults 10, 12 and 14 of the dialect "elevatorcloud"
    double device_offline = 3000;
    double alarm_button = 600;  // by mistake or for fun, with nobody trapped
    double car_door_close_abnormal = 400;
    double door_cycling = 100;
    double close_abnormal = 150;
    double car_door_fault = 150;
    double start_abnormal = 100;
    double stop_abnormal = 60;
    double opened_off_level = 10;
    double opened_while_running = 10;
    double unintended_movement = 5;
    double overspeed = 10;
    double emergency_stop = 150;
    double run_time_limit = 30;
    double safety_chain_open = 150;
    double restart_prevented = 60;
    double levelling_error = 200;  // full box
    double position_lost = 60;     // full box
    double door_lock_fault = 60;
    double vibration_abnormal = 60;  // full box
    double noise_abnormal = 30;      // full box
    double temperature_high = 60;    // full box
    double overload_stuck = 30;      // full box
    double long_idle = 60;
    double sensor_frozen = 30;
    double clock_wrong = 0;  // off: observations would not be in time order
    double vision_ebike = 100;
    double vision_left_object = 100;
    double vision_behaviour = 50;
    double vision_advert = 20;

    friend bool operator==(const FaultRates&, const FaultRates&) = default;
};

// Every rate the same, for a city in which every kind is seen often enough to be marked.
FaultRates all_kinds(double rate) noexcept;

// What is no fault but looks like one, per 1,000 lifts and year; all [default].
struct NearMissRates {
    double visit = 20'000;          // maintenance, every 18 days
    double reboot = 20'000;         // the box restarts within 30-200 s
    double cleaning = 12'000;       // every 30 days; it blocks the doors, which is told
    double moving_house = 500;      // goods for up to 75 s in the doorway, over and over
    double children = 2000;         // doors held and turned back two or three times
    double sleeper = 1000;          // somebody who hardly moves, in an open car or on rides
    double attendant = 300;         // somebody important is driven about
    double fire_service = 50;       // a fire drill: return, then rides of a firefighter
    double late_doors = 1000;       // the doors open 4-7 s late
    double slow_start = 1000;       // the car starts 20-29 s late with somebody inside
    double short_stop = 200;        // stands for a second between landings and goes on
    double chain_blink = 500;       // the safety chain opens for a second
    double brief_outage = 500;      // the mains are gone for 2-5 s
    double half_turned_back = 500;  // the doors turn back three times
    double drive_delay = 200;       // runs for 5-9 s before it moves
    double overload_spell = 2000;   // too many step in, and one steps out; full box
    double warm_day = 300;          // 46-49 degC; full box
    double loud_hours = 200;        // 3-6 h; full box
    double rough_ride = 500;        // one or two rides shake; full box
    double quiet_day = 200;         // nobody calls for 8-20 h

    friend bool operator==(const NearMissRates&, const NearMissRates&) = default;
};

// What a sensor, a clock or a link makes of the story; each from chance of its own, so that it
// changes nothing of what happens. Off by default.
struct Disturbances {
    double flicker = 0;       // times a day that presence is lost or made up for 2-20 s
    double packet_loss = 0;   // share of the records that never arrive
    double disorder = 0;      // share that arrives one to three records late
    double repeats = 0;       // share that arrives twice
    double clock_drift = 0;   // s a day that a box's clock gains at most; set at midnight
    double analog_noise = 0;  // m that a position is off at most; dB, degC by ten times that

    bool any() const noexcept { return *this != Disturbances{}; }
    friend bool operator==(const Disturbances&, const Disturbances&) = default;
};

struct CityOptions {
    std::uint32_t lifts = 300;
    int days = 30;
    std::uint64_t seed = 1;
    Time start =
        start_of(Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{1}});
    FaultRates rates{};
    NearMissRates near_misses{};
    Disturbances disturbances{};
    // Times the first three rates: 300 honest lifts would trap 1.5 people a month, too few for a
    // demonstration. Set it to 1 for a city like those of the bulletins. [default]
    double demo_rate = 8;
    bool position = false;  // all boxes measure where the car is
    // Percent of the lifts whose box also measures position, vibration, noise, temperature and
    // overload. [default]
    int full_boxes = 20;
    Duration heartbeat =
        std::chrono::seconds{240};  // [default] at least this often; 30 s with a person
};

// The exact sums of one lift over the simulated time, silent boxes included.
struct Totals {
    std::uint32_t runs = 0;         // doors close, car runs, doors open; re-levelling is none
    std::uint32_t door_cycles = 0;  // doors leave closed and come back to it
    std::uint32_t reopenings = 0;   // closings turned back, of cycles that are over
    Duration door_time{};           // doors open or close while the car stands
    Duration dwell_time{};          // and stand open or ajar
    Duration moving{};              // as the box sees it, in whole seconds; re-levelling included
    double distance = 0;            // m, re-levelling not included
    std::uint64_t observations = 0;

    friend bool operator==(const Totals&, const Totals&) = default;
};

// Where the story of a lift goes; what is left empty is not told.
struct CitySink {
    std::function<void(std::span<const Observation>)> observations;  // up to 512 at a time
    std::function<void(const Truth&)> truth;  // when all is said, in the order of their ends
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
    // Whether its box measures all that a box can.
    bool has_full_box(LiftIndex lift) const;

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
