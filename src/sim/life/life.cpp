// SPDX-License-Identifier: Apache-2.0
#include "life.hpp"

#include <algorithm>

namespace hoistway::detail {
namespace {

// Near misses, of a million occasions [default].
constexpr std::uint32_t long_loading = 6'000;     // rides that begin with 30-75 s of loading
constexpr std::uint32_t staying_in = 3'000;       // rides after which somebody stays in
constexpr std::uint32_t sticking_sensor = 8'000;  // rides after which presence hangs on
constexpr std::uint32_t relevelling = 8'000;      // loadings, and rests, that end in re-levelling
constexpr int longest_presence = 60;              // s that the sensor says yes in an empty car

constexpr std::int64_t patience = 300;  // s after which a caller takes the stairs [default]

BoxOptions box_options(const CityOptions& options, const Traits& traits) noexcept {
    const auto start =
        std::chrono::floor<std::chrono::seconds>(options.start).time_since_epoch().count();
    return {.start = start,
            .end = start + std::int64_t{options.days} * 86400,
            .heartbeat = options.heartbeat.count() / 1000,
            .hold = traits.hold_seconds};
}

}  // namespace

Life::Life(const CityOptions& options, const Paper& paper, LiftIndex lift, const CitySink& sink)
    : random_(options.seed, std::uint64_t{lift} * 4 + 2),
      box_(lift, box_options(options, paper.traits), sink,
           Random{random_.next(), std::uint64_t{lift}}),
      car_(paper, options.position, box_, random_),
      plan_(options, paper.traits, lift),
      traffic_(options, paper.traits, car_.landings(),
               Random{options.seed, std::uint64_t{lift} * 4 + 3}),
      traits_(&paper.traits),
      end_(box_options(options, paper.traits).end) {}

Totals Life::live() {
    box_.report();
    while (box_.told()) {
        const Call call = traffic_.next();
        next_call_ = std::min(call.time, end_);
        while (plan_.next().time <= next_call_) {
            meet(plan_.next());
            plan_.pass();
        }
        if (call.time + patience < box_.now()) continue;
        box_.wait_until(next_call_);
        if (box_.told()) serve(call);
    }
    box_.finish();
    Totals totals = car_.totals();
    totals.observations = box_.observations();
    return totals;
}

// From closed doors to closed doors.
void Life::serve(const Call& call) {
    if (car_.landing() != call.from) car_.run_to(call.from);
    car_.open_doors();
    load();
    if (traps_due_ > 0 && !box_.silent()) {
        --traps_due_;
        trap(call.to);
    } else {
        ride(call.to);
    }
    unload();
}

void Life::load() {
    box_.wait(random_.between(1, 2));
    box_.enter();
    if (blocks_due_ > 0 && !box_.silent()) {
        --blocks_due_;
        const bool short_one = random_.chance(600'000);  // [default]
        hold_doors(short_one ? random_.between(95, 300) : random_.between(300, 1200), Cause::human);
        return car_.close_doors();
    }
    if (random_.chance(long_loading)) {
        box_.wait(random_.between(30, 75));
    } else {
        box_.wait(traits_->dwell_seconds);
    }
    if (random_.chance(relevelling)) car_.relevel();
    car_.close_doors();
}

// The doors stand open as long as somebody, or something, is in their way.
void Life::hold_doors(std::int64_t seconds, Cause cause) {
    box_.wait(seconds);
    if (!box_.silent()) box_.tell(EventKind::door_blocked, car_.opened(), box_.now(), cause);
}

void Life::ride(std::int16_t to) {
    box_.wait(1);
    car_.run_to(to);
    box_.wait(random_.between(0, 1));
    car_.open_doors();
}

void Life::unload() {
    box_.wait(traits_->dwell_seconds);
    if (random_.chance(staying_in)) {
        stay_in();
    } else {
        const bool sticks = random_.chance(sticking_sensor);
        box_.leave(sticks ? random_.between(5, longest_presence - traits_->hold_seconds) : 0);
    }
    car_.close_doors();
    if (random_.chance(relevelling)) {
        box_.wait(random_.between(3, 8));
        car_.relevel();
    }
}

// Somebody rides on for fun, or has forgotten something.
void Life::stay_in() {
    for (int rides = random_.between(1, 3); rides > 0; --rides) {
        car_.close_doors();
        box_.wait(random_.between(2, 40));
        ride(another_landing());
        box_.wait(traits_->dwell_seconds);
    }
    box_.leave();
}

std::int16_t Life::another_landing() {
    const auto drawn = static_cast<std::int16_t>(random_.between(1, car_.landings() - 1));
    return drawn < car_.landing() ? drawn : static_cast<std::int16_t>(drawn + 1);
}

}  // namespace hoistway::detail
