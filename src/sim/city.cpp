// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <utility>

#include "hoistway/core/refuse.hpp"
#include "life/life.hpp"
#include "papers.hpp"
#include "plan.hpp"

namespace hoistway {
namespace {

constexpr double most = 10'000'000;  // faults per 1,000 lifts and year: 27 a day and lift

void check_rates(const CityOptions& options) {
    const FaultRates& rates = options.rates;
    if (!(options.demo_rate >= 0 && options.demo_rate <= 1000)) {
        refuse("City: demo_rate must be 0 to 1,000");
    }
    for (const double rate :
         {rates.entrapment * options.demo_rate, rates.stopped_off_level * options.demo_rate,
          rates.overtravel * options.demo_rate, rates.door_blocked, rates.power_loss, rates.native,
          rates.device_offline}) {
        if (!(rate >= 0 && rate <= most)) {
            refuse("City: a fault rate must be 0 to 10,000,000 per 1,000 lifts and year");
        }
    }
}

void check(const CityOptions& options) {
    using std::chrono::seconds;
    if (options.lifts < 1 || options.lifts > 99'999) refuse("City: lifts must be 1 to 99,999");
    if (options.days < 1 || options.days > 3660) refuse("City: days must be 1 to 3,660");
    if (options.start != start_of(date_of(options.start))) {
        refuse("City: start must be a midnight at +08:00");
    }
    if (options.heartbeat < seconds{1} || options.heartbeat >= seconds{360} ||
        options.heartbeat % seconds{1} != Duration{0}) {
        refuse("City: heartbeat must be whole seconds, 1 to 359");  // boxes are offline at 360
    }
    check_rates(options);
}

}  // namespace

City::City(const CityOptions& options) : options_(options) {
    check(options_);
    lifts_.reserve(options_.lifts);
    traits_.reserve(options_.lifts);
    for (LiftIndex number = 0; number < options_.lifts; ++number) {
        detail::Paper paper = detail::make_paper(options_.seed, number);
        lifts_.push_back(std::move(paper.lift));
        traits_.push_back(paper.traits);
    }
}

City::~City() = default;
City::City(City&&) noexcept = default;
City& City::operator=(City&&) noexcept = default;

std::uint32_t City::runs_per_day(LiftIndex lift) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    return traits_[lift].runs_per_day;
}

Totals City::simulate(LiftIndex lift, const CitySink& sink) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    return detail::Life{options_, {lifts_[lift], traits_[lift]}, lift, sink}.live();
}

void City::plan(LiftIndex lift, const std::function<void(EventKind, Time)>& due) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    const Time end = options_.start + std::chrono::days{options_.days};
    for (detail::Plan plan{options_, traits_[lift], lift};; plan.pass()) {
        const Time time{std::chrono::seconds{plan.next().time}};
        if (time >= end) return;
        const auto kind = detail::kind_of(plan.next().incident);
        if (kind) due(*kind, time);
    }
}

}  // namespace hoistway
