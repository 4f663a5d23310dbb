// SPDX-License-Identifier: Apache-2.0
#include <cstddef>

#include "life.hpp"

namespace hoistway::detail {
// What falls due while the box is silent, or too late, or while something lasts, does not come
// about.
void Life::meet(const Due& due) {
    if (due.time < idle_until_ || due.time >= end_) return;
    if (slow_ && slow_until_ <= due.time) tend_slow();
    box_.wait_until(due.time);
    if (!box_.told() || box_.silent() || slow_) return;
    (this->*tales[static_cast<std::size_t>(due.incident)])();
    box_.body.cause = Cause::unknown;
}

// Lasts for so long, or for so many rides, or both.
void Life::begin_slow(Incident incident, std::int64_t seconds, int rides) {
    slow_ = incident;
    slow_until_ = box_.now() + seconds;
    slow_rides_ = rides;
    box_.report();
}

void Life::tend_slow() {
    if (!slow_ || slow_rides_ > 0) return;
    if (slow_until_ > box_.now() && slow_until_ > next_call_) return;
    box_.wait_until(slow_until_);
    end_slow();
}

void Life::end_slow() {
    slow_.reset();
    box_.body.rough = box_.body.loud = false;
    box_.body.temperature = Body{}.temperature;
    box_.sensors().thaw();
    box_.report();
}

// Somebody steps into the car where it stands, and the doors close.
void Life::board() {
    car_.open_doors();
    box_.wait(random_.between(1, 2));
    box_.enter();
    box_.wait(traits_->dwell_seconds);
    car_.close_doors();
}

// The doors stand open; the car gets empty and closes.
void Life::alight() {
    box_.wait(traits_->dwell_seconds);
    box_.leave();
    car_.close_doors();
}

// Opens and closes for nobody, as a car does that has found back to a landing.
void Life::air_the_car() {
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    car_.close_doors();
}

void Life::set_mains(bool on) {
    box_.signals.mains_power = to_flag(on);
    box_.report();
}

void Life::set_mode(Mode mode) {
    box_.signals.mode = mode;
    box_.report();
}

bool Life::run_empty_and_halt(Halt halt) {
    return car_.run_and_halt(another_landing(), halt) || car_.run_and_halt(far_landing(), halt);
}

void Life::come_back() {
    car_.creep_to(car_.landing_ahead());
    air_the_car();
}

std::int16_t Life::another_landing() {
    const auto drawn = static_cast<std::int16_t>(random_.between(1, car_.landings() - 1));
    return drawn < car_.landing() ? drawn : static_cast<std::int16_t>(drawn + 1);
}

// The terminal landing with the longer way.
std::int16_t Life::far_landing() const {
    return car_.landing() * 2 > car_.landings() ? std::int16_t{1} : car_.landings();
}

}  // namespace hoistway::detail
