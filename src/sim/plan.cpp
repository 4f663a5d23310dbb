// SPDX-License-Identifier: Apache-2.0
#include "plan.hpp"

#include <algorithm>

namespace hoistway::detail {
namespace {

// Homes: 8-10 h hold 14 % and 18-20 h 17 % of the calls, as the bulletins say of entrapments;
// the other shapes are [default].
constexpr std::array<Hours, 3> day_shapes{
    {{6, 3, 2, 2, 4, 14, 45, 85, 75, 62, 58, 62, 52, 36, 32, 36, 44, 66, 90, 80, 60, 48, 26, 12},
     {1, 1, 1, 1, 1, 2, 8, 50, 150, 85, 60, 90, 95, 70, 60, 55, 60, 95, 70, 25, 10, 6, 3, 1},
     {8, 5, 4, 4, 6, 15, 35, 70, 90, 95, 90, 75, 60, 60, 75, 75, 65, 55, 45, 30, 18, 10, 6, 4}}};

constexpr Hours any_hour{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
constexpr Hours working_hours{0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 2,
                              0, 1, 4, 4, 2, 0, 0, 0, 0, 0, 0, 0};

// Near misses come per 1,000 lifts and year like faults, whatever the age of the lift [default].
constexpr double visits = 20'000;     // every 18 days
constexpr double reboots = 20'000;    // every 18 days
constexpr double cleanings = 12'000;  // every 30 days

std::uint64_t daily(double per_1000_year, std::uint32_t hundredths) noexcept {
    return static_cast<std::uint64_t>(per_1000_year * hundredths / 100 / 1000 / 365.25 *
                                      4294967296.0);
}

}  // namespace

std::optional<EventKind> kind_of(Incident incident) noexcept {
    constexpr std::array<std::optional<EventKind>, incidents> kinds{
        EventKind::entrapment,     EventKind::stopped_off_level,
        EventKind::overtravel_top, EventKind::overtravel_bottom,
        EventKind::door_blocked,   EventKind::power_loss,
        EventKind::native,         EventKind::device_offline};
    return kinds[static_cast<std::size_t>(incident)];
}

const Hours& hours_of(Place place) noexcept {
    if (place == Place::residential || place == Place::hotel) return day_shapes[0];
    return place == Place::office ? day_shapes[1] : day_shapes[2];
}

Plan::Plan(const CityOptions& options, const Traits& traits, LiftIndex lift)
    : random_(options.seed, std::uint64_t{lift} * 4 + 1),
      hours_(&hours_of(traits.place)),
      midnight_(
          std::chrono::floor<std::chrono::seconds>(options.start).time_since_epoch().count()) {
    const FaultRates& rates = options.rates;
    const double demo = options.demo_rate;
    rates_ = {daily(rates.entrapment * demo, traits.frailty),
              daily(rates.stopped_off_level * demo, traits.frailty),
              daily(rates.overtravel * demo / 2, traits.frailty),
              daily(rates.overtravel * demo / 2, traits.frailty),
              daily(rates.door_blocked, 100),
              daily(rates.power_loss, 100),
              daily(rates.native, traits.frailty),
              daily(rates.device_offline, 100),
              daily(visits, 100),
              daily(reboots, 100),
              daily(cleanings, 100)};
    for (std::uint64_t& left : left_) left = random_.exponential();
    draw_day();
}

void Plan::pass() {
    if (++at_ == day_.size()) draw_day();
}

std::int64_t Plan::second_of_day(Incident incident) {
    const bool riding = incident <= Incident::door_blocked;
    const bool working = incident == Incident::visit || incident == Incident::cleaning;
    const Hours& hours = riding ? *hours_ : working ? working_hours : any_hour;
    return static_cast<std::int64_t>(random_.pick(hours)) * 3600 + random_.below(3600);
}

// Draws the days from midnight_ on until one has something in it; near misses see to that.
void Plan::draw_day() {
    day_.clear();
    at_ = 0;
    while (day_.empty()) {
        for (std::size_t i = 0; i < incidents; ++i) {
            const auto incident = static_cast<Incident>(i);
            while (rates_[i] > 0 && left_[i] < rates_[i]) {
                day_.push_back({midnight_ + second_of_day(incident), incident});
                left_[i] += random_.exponential();
            }
            left_[i] -= rates_[i];
        }
        midnight_ += 86400;
    }
    std::sort(day_.begin(), day_.end(), [](const Due& a, const Due& b) {
        return a.time != b.time ? a.time < b.time : a.incident < b.incident;
    });
}

}  // namespace hoistway::detail
