// SPDX-License-Identifier: Apache-2.0
#include "traffic.hpp"

#include <algorithm>
#include <array>

namespace hoistway::detail {
namespace {

// Share of the calls that go to the main landing, come from it, or do neither; in hundredths.
struct Mix {
    std::uint32_t out, in, between;
};

// Out in the morning and home in the evening; in an office the other way round [default].
Mix mix_of(Place place, int hour) noexcept {
    const bool early = hour >= 4 && hour < 11, late = hour >= 15;
    if (place == Place::residential || place == Place::hotel) {
        return early ? Mix{70, 20, 10} : late ? Mix{25, 65, 10} : Mix{45, 45, 10};
    }
    if (place == Place::office) {
        return early ? Mix{10, 70, 20} : late ? Mix{65, 15, 20} : Mix{40, 40, 20};
    }
    return {40, 40, 20};
}

// A call costs one run, and another one before it where the car stands elsewhere.
double runs_per_call(Place place, int hour, int landings) noexcept {
    const Mix mix = mix_of(place, hour);
    const double others = landings - 1;
    const double between = landings > 2 ? mix.between / 100.0 : 0;
    const double in = mix.in / 100.0, out = 1 - in - between;
    return 2 - in * out - (in + between) * (out + between) / others;
}

double mean_runs_per_call(Place place, const Hours& hours, int landings) noexcept {
    double sum = 0, weight = 0;
    for (int hour = 0; hour < 24; ++hour) {
        const double calls = hours[static_cast<std::size_t>(hour)];
        sum += calls * runs_per_call(place, hour, landings);
        weight += calls;
    }
    return sum / weight;
}

// Calls on a Saturday or Sunday, in percent of those on another day. The office is that of eight
// cars over November 2025 (572 departures a day against 10,639); the others are [default].
constexpr std::array<std::uint32_t, 5> weekend_percent{110, 5, 70, 90, 110};

constexpr std::int64_t china_s = 28'800;  // +08:00

bool is_weekend(std::int64_t seconds) noexcept {
    const std::int64_t day = (seconds + china_s) / 86'400;  // 1 January 1970 was a Thursday
    const std::int64_t weekday = (day + 4) % 7;
    return weekday == 0 || weekday == 6;
}

}  // namespace

Traffic::Traffic(const CityOptions& options, const Traits& traits, std::int16_t landings,
                 Random random)
    : random_(random),
      hours_(&hours_of(traits.place)),
      place_(traits.place),
      main_(traits.main_landing),
      landings_(landings),
      clock_(options.start.time_since_epoch().count()) {
    std::uint32_t weights = 0;
    for (const std::uint32_t weight : *hours_) {
        weights += weight;
        busiest_ = std::max(busiest_, weight);
    }
    const std::uint32_t weekend = weekend_percent[static_cast<std::size_t>(place_)];
    const std::uint32_t busiest_day = std::max(weekend, std::uint32_t{100});
    weekday_chance_ = 1'000'000 / busiest_day * 100;
    weekend_chance_ = 1'000'000 / busiest_day * weekend;
    const double share = 7.0 * busiest_day / (500 + 2 * weekend);
    const double calls =
        share * traits.runs_per_day / mean_runs_per_call(place_, *hours_, landings_);
    mean_gap_ = static_cast<std::uint32_t>(3'600'000.0 * weights / (calls * busiest_));
}

Call Traffic::next() {
    while (true) {
        clock_ += random_.waiting(mean_gap_);
        const int hour = hour_of(Time{Duration{clock_}});
        const std::uint32_t weight = (*hours_)[static_cast<std::size_t>(hour)];
        if (random_.below(busiest_) >= weight) continue;
        const bool weekend = is_weekend(clock_ / 1000);
        if (!random_.chance(weekend ? weekend_chance_ : weekday_chance_)) continue;
        return route(clock_ / 1000, hour);
    }
}

Call Traffic::route(std::int64_t time, int hour) {
    const Mix mix = mix_of(place_, hour);
    const std::array<std::uint32_t, 3> shares{mix.out, mix.in, landings_ > 2 ? mix.between : 0};
    const std::int16_t other = other_than(main_);
    const std::size_t way = random_.pick(shares);
    if (way == 0) return {time, other, main_};
    if (way == 1) return {time, main_, other};
    std::int16_t last = other;
    while (last == other) last = other_than(main_);
    return {time, other, last};
}

// Any landing but this one.
std::int16_t Traffic::other_than(std::int16_t landing) {
    const auto drawn = static_cast<std::int16_t>(random_.between(1, landings_ - 1));
    return drawn < landing ? drawn : static_cast<std::int16_t>(drawn + 1);
}

}  // namespace hoistway::detail
