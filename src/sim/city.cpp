// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <cstddef>
#include <utility>

#include "hoistway/core/refuse.hpp"
#include "life/life.hpp"
#include "papers.hpp"
#include "plan.hpp"

namespace hoistway {
namespace {

constexpr double most = 10'000'000;  // faults per 1,000 lifts and year: 27 a day and lift

void check_rates(const CityOptions& options) {
    if (!(options.demo_rate >= 0 && options.demo_rate <= 1000)) {
        refuse("City: demo_rate must be 0 to 1,000");
    }
    for (std::size_t i = 0; i < detail::incidents; ++i) {
        const double rate = detail::rate_of(static_cast<detail::Incident>(i), options);
        if (!(rate >= 0 && rate <= most)) {
            refuse("City: a rate must be 0 to 10,000,000 per 1,000 lifts and year");
        }
    }
}

void check_disturbances(const Disturbances& disturbances) {
    const auto share = [](double value) { return value >= 0 && value <= 0.5; };
    if (!share(disturbances.packet_loss) || !share(disturbances.disorder) ||
        !share(disturbances.repeats)) {
        refuse("City: packet_loss, disorder and repeats must be 0 to 0.5");
    }
    if (!(disturbances.flicker >= 0 && disturbances.flicker <= 1440)) {
        refuse("City: flicker must be 0 to 1,440 times a day");
    }
    if (!(disturbances.clock_drift >= 0 && disturbances.clock_drift <= 50)) {
        refuse("City: clock_drift must be 0 to 50 s a day");  // a step of 60 s is a fault
    }
    if (!(disturbances.analog_noise >= 0 && disturbances.analog_noise <= 1)) {
        refuse("City: analog_noise must be 0 to 1 m");
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
    if (options.full_boxes < 0 || options.full_boxes > 100) {
        refuse("City: full_boxes must be 0 to 100 percent");
    }
    check_rates(options);
    check_disturbances(options.disturbances);
}

}  // namespace

City::City(const CityOptions& options) : options_(options) {
    check(options_);
    lifts_.reserve(options_.lifts);
    traits_.reserve(options_.lifts);
    for (LiftIndex number = 0; number < options_.lifts; ++number) {
        detail::Paper paper = detail::make_paper(options_.seed, number);
        lifts_.push_back(std::move(paper.lift));
        paper.traits.full_box = paper.traits.box_rank < options_.full_boxes;
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

bool City::has_full_box(LiftIndex lift) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    return traits_[lift].full_box;
}

Totals City::simulate(LiftIndex lift, const CitySink& sink) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    return detail::Life{options_, {lifts_[lift], traits_[lift]}, lift, sink}.live();
}

void City::plan(LiftIndex lift, const std::function<void(EventKind, Time)>& due) const {
    if (lift >= lifts_.size()) refuse("City: no lift has this number");
    const Time end = options_.start + std::chrono::days{options_.days};
    for (detail::Plan plan{options_, traits_[lift], lift};; plan.pass()) {
        if (plan.next().time == detail::never_due) return;
        const Time time{std::chrono::seconds{plan.next().time}};
        if (time >= end) return;
        const auto kind = detail::kind_of(plan.next().incident);
        if (kind) due(*kind, time);
    }
}

}  // namespace hoistway
