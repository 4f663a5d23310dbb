// SPDX-License-Identifier: Apache-2.0
#include "plan.hpp"

#include <algorithm>

namespace hoistway::detail {
namespace {

// Homes: 8-10 h hold 14 % and 18-20 h 17 % of the calls, as the bulletins say of entrapments;
// the office is that of eight cars over November 2025,
// departures of Monday to Friday (docs/sim.md); the last shape is [default].
constexpr std::array<Hours, 3> day_shapes{
    {{6, 3, 2, 2, 4, 14, 45, 85, 75, 62, 58, 62, 52, 36, 32, 36, 44, 66, 90, 80, 60, 48, 26, 12},
     {5, 3, 1, 1, 0, 2, 4, 8, 13, 54, 92, 86, 89, 90, 83, 74, 72, 64, 84, 75, 43, 29, 18, 10},
     {8, 5, 4, 4, 6, 15, 35, 70, 90, 95, 90, 75, 60, 60, 75, 75, 65, 55, 45, 30, 18, 10, 6, 4}}};

constexpr Hours any_hour{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
constexpr Hours working_hours{0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 2,
                              0, 1, 4, 4, 2, 0, 0, 0, 0, 0, 0, 0};

std::uint64_t daily(double per_1000_year, std::uint32_t hundredths) noexcept {
    return static_cast<std::uint64_t>(per_1000_year * hundredths / 100 / 1000 / 365.25 *
                                      4294967296.0);
}

}  // namespace

const Hours& hours_of(Place place) noexcept {
    if (place == Place::residential || place == Place::hotel) return day_shapes[0];
    return place == Place::office ? day_shapes[1] : day_shapes[2];
}

Plan::Plan(const CityOptions& options, const Traits& traits, LiftIndex lift)
    : random_(options.seed, std::uint64_t{lift} * 4 + 1),
      hours_(&hours_of(traits.place)),
      midnight_(
          std::chrono::floor<std::chrono::seconds>(options.start).time_since_epoch().count()) {
    for (std::size_t i = 0; i < incidents; ++i) {
        const auto incident = static_cast<Incident>(i);
        const IncidentRow& row = row_of(incident);
        if (row.full_box && !traits.full_box) continue;
        rates_[i] = daily(rate_of(incident, options), row.frail ? traits.frailty : 100);
    }
    for (std::uint64_t& left : left_) left = random_.exponential();
    draw_day();
}

Plan::Plan(const Due& only) : random_(0, 0), day_{only} {}

bool Plan::is_empty() const noexcept {
    return std::all_of(rates_.begin(), rates_.end(), [](std::uint64_t rate) { return rate == 0; });
}

void Plan::pass() {
    if (++at_ == day_.size()) draw_day();
}

std::int64_t Plan::second_of_day(Incident incident) {
    const DayPart part = row_of(incident).part;
    const Hours& calm = part == DayPart::working ? working_hours : any_hour;
    const Hours& hours = part == DayPart::riding ? *hours_ : calm;
    return static_cast<std::int64_t>(random_.pick(hours)) * 3600 + random_.below(3600);
}

// Draws the days from midnight_ on until one has something in it.
void Plan::draw_day() {
    day_.clear();
    at_ = 0;
    if (is_empty()) day_.push_back({never_due, Incident::visit});
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
