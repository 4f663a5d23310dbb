// SPDX-License-Identifier: Apache-2.0
#include "life.hpp"

#include <algorithm>
#include <array>

namespace hoistway::detail {
namespace {

// Near misses, of a million occasions [default].
constexpr std::uint32_t long_loading = 6'000;     // rides that begin with 30-60 s of loading
constexpr std::uint32_t staying_in = 3'000;       // rides after which somebody stays in
constexpr std::uint32_t sticking_sensor = 8'000;  // rides after which presence hangs on
constexpr std::uint32_t relevelling = 8'000;      // loadings, and rests, that end in re-levelling
constexpr int longest_presence = 60;              // s that the sensor says yes in an empty car

constexpr std::int64_t patience = 300;  // s after which a caller takes the stairs [default]

BoxOptions box_options(const CityOptions& options, const Traits& traits,
                       const std::optional<Script>& script) noexcept {
    const auto start =
        std::chrono::floor<std::chrono::seconds>(options.start).time_since_epoch().count();
    const std::int64_t seconds = script ? script->seconds : std::int64_t{options.days} * 86400;
    return {.start = start,
            .end = start + seconds,
            .heartbeat = options.heartbeat.count() / 1000,
            .hold = traits.hold_seconds,
            .sensors = {.position = options.position,
                        .full = traits.full_box,
                        .analog_noise = options.disturbances.analog_noise},
            .disturbances = options.disturbances};
}

}  // namespace

Life::Life(const CityOptions& options, const Paper& paper, LiftIndex lift, const CitySink& sink,
           const std::optional<Script>& script)
    : random_(options.seed, std::uint64_t{lift} * 4 + 2),
      script_(script),
      box_(lift, paper.lift, box_options(options, paper.traits, script), sink,
           Random{random_.next(), std::uint64_t{lift}}),
      car_(paper, box_, random_, script.has_value()),
      plan_(script ? Plan{script->due} : Plan{options, paper.traits, lift}),
      traffic_(options, paper.traits, car_.landings(),
               Random{options.seed, std::uint64_t{lift} * 4 + 3}),
      traits_(&paper.traits),
      end_(box_options(options, paper.traits, script).end) {}

Totals Life::live() {
    box_.report();
    while (box_.told()) {
        const Call call = traffic_.next();
        next_call_ = std::min(call.time, end_);
        while (plan_.next().time <= next_call_) {
            meet(plan_.next());
            plan_.pass();
        }
        if (call.time + patience < box_.now() || call.time < idle_until_) continue;
        if (slow_ && slow_until_ < next_call_) tend_slow();
        box_.wait_until(next_call_);
        if (box_.told()) serve(call);
        if (slow_) --slow_rides_;
        tend_slow();
    }
    box_.finish();
    Totals totals = car_.totals();
    totals.door_time = std::chrono::seconds{box_.door_seconds()};
    totals.dwell_time = std::chrono::seconds{box_.dwell_seconds()};
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
        constexpr std::array<std::uint32_t, 2> short_or_long{600'000, 400'000};  // [default]
        const bool short_one = choose(short_or_long) == 0;
        box_.body.cause = Cause::human;
        box_.wait(short_one ? random_.between(105, 300) : random_.between(300, 1200));
        car_.close_doors();
        box_.body.cause = Cause::unknown;
        return;
    }
    if (happens(long_loading)) {
        box_.wait(random_.between(30, 60));
    } else {
        box_.wait(traits_->dwell_seconds);
    }
    if (happens(relevelling)) car_.relevel();
    car_.close_doors();
}

void Life::ride(std::int16_t to) {
    box_.wait(1);
    car_.run_to(to);
    box_.wait(random_.between(0, 1));
    car_.open_doors();
}

void Life::unload() {
    box_.wait(traits_->dwell_seconds);
    if (happens(staying_in)) {
        stay_in();
    } else {
        const bool sticks = happens(sticking_sensor);
        box_.leave(sticks ? random_.between(5, longest_presence - traits_->hold_seconds) : 0);
    }
    car_.close_doors();
    if (happens(relevelling)) {
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

// What chance brings to a ride; a script leaves nothing to it.
bool Life::happens(std::uint32_t per_million) { return !script_ && random_.chance(per_million); }

// Which variant of an incident: the script's, or drawn.
std::size_t Life::choose(std::span<const std::uint32_t> weights) {
    const std::size_t drawn = random_.pick(weights);
    if (!script_ || script_->variant < 0) return drawn;
    return std::min(static_cast<std::size_t>(script_->variant), weights.size() - 1);
}

bool Life::is_still(std::uint32_t per_million) {
    const bool drawn = random_.chance(per_million);
    return script_ && script_->still >= 0 ? script_->still == 1 : drawn;
}

}  // namespace hoistway::detail
