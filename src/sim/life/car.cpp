// SPDX-License-Identifier: Apache-2.0
#include "car.hpp"

#include <algorithm>
#include <cmath>

namespace hoistway::detail {
namespace {

constexpr double zone = 0.20;                // m, unlocking zone of EN 81-20 [R]
constexpr double slow = 0.5;                 // m/s; faster cars pass a landing unseen [default]
constexpr double creep_speed = 0.4;          // m/s, below the 0.63 of inspection runs [R]
constexpr std::uint32_t reopening = 50'000;  // of a million closings [default]

}  // namespace

Car::Car(const Paper& paper, bool position, Box& box, Random& random)
    : box_(&box),
      random_(&random),
      door_seconds_(paper.traits.door_seconds),
      dwell_seconds_(paper.traits.dwell_seconds),
      measures_(position),
      floor_(paper.traits.main_landing) {
    for (const Landing& landing : paper.lift.floors) heights_.push_back(landing.height);
    limits_.speed = paper.lift.rated_speed;
    position_ = height(floor_);
    Observation& signals = box_->signals;
    signals.motion = Motion::stopped;
    signals.direction = Direction::none;
    signals.door = Door::closed;
    signals.mode = Mode::normal;
    signals.door_zone = signals.mains_power = signals.door_lock = Flag::yes;
    signals.presence = signals.alarm_button = Flag::no;
    place(position_, 0);
}

void Car::run_to(std::int16_t landing) { move(height(landing), limits_); }

void Car::run_and_halt(std::int16_t landing) {
    const auto step = static_cast<std::int16_t>(landing > floor_ ? 1 : -1);
    const auto gaps = static_cast<std::uint32_t>(std::abs(landing - floor_));
    const auto before =
        static_cast<std::int16_t>(floor_ + step * static_cast<int>(random_->below(gaps)));
    const auto after = static_cast<std::int16_t>(before + step);
    const double below = height(std::min(before, after));
    const double pitch = std::abs(height(after) - height(before));
    move(height(landing), limits_, below + pitch * random_->between(30, 70) / 100.0);
}

// It reaches the landing, is not held there, and slides on.
void Car::run_beyond(std::int16_t terminal, double metres) {
    MotionLimits sliding = limits_;
    sliding.speed = creep_speed;
    move(height(terminal), limits_);
    move(height(terminal) + (terminal == 1 ? -metres : metres), sliding);
}

void Car::creep_to(std::int16_t landing) {
    MotionLimits limits = limits_;
    limits.speed = creep_speed;
    move(height(landing), limits);
}

std::int16_t Car::landing_ahead() const noexcept {
    const bool passed = up_ ? position_ >= height(floor_) : position_ <= height(floor_);
    if (!passed) return floor_;
    const int ahead = floor_ + (up_ ? 1 : -1);
    return static_cast<std::int16_t>(std::clamp<int>(ahead, 1, landings()));
}

void Car::relevel() {
    const std::int64_t since = box_->now();
    depart(random_->chance(500'000));
    box_->wait(random_->between(1, 2));
    arrive(position_, position_, since);
}

// The car stands when this returns, at the target or where it was halted.
void Car::move(double target, const MotionLimits& limits, double halt) {
    const double from = position_, sign = target > from ? 1 : -1;
    const MotionProfile ride{std::abs(target - from), limits};
    const std::int64_t since = box_->now();
    up_ = sign > 0;
    left_ = true;
    depart(up_);
    while (true) {
        box_->wait(1);
        const auto elapsed = static_cast<double>(box_->now() - since);
        if (elapsed >= ride.duration()) return arrive(from, target, since);
        const MotionState state = ride.at(elapsed);
        const double position = from + sign * state.position;
        if (std::isfinite(halt) && sign * (position - halt) >= 0) return arrive(from, halt, since);
        if (place(position, sign * state.speed)) box_->report();
    }
}

void Car::depart(bool up) {
    box_->signals.motion = Motion::running;
    box_->signals.direction = up ? Direction::up : Direction::down;
    box_->report();
}

void Car::arrive(double from, double to, std::int64_t since) {
    place(to, 0);
    box_->signals.motion = Motion::stopped;
    box_->signals.direction = Direction::none;
    if (box_->told()) {
        totals_.moving += std::chrono::seconds{box_->now() - since};
        totals_.distance += std::abs(to - from);
    }
    box_->report();
}

// Whether a landing or its zone came or went.
bool Car::place(double position, double speed) {
    position_ = position;
    const auto step = static_cast<std::int16_t>(position > height(floor_) ? 1 : -1);
    for (int next = floor_ + step; next >= 1 && next <= landings(); next = floor_ + step) {
        const auto there = static_cast<std::int16_t>(next);
        if (std::abs(height(there) - position) >= std::abs(height(floor_) - position)) break;
        floor_ = there;
    }
    const bool in_zone = std::abs(height(floor_) - position) <= zone && std::abs(speed) < slow;
    Observation& signals = box_->signals;
    const bool changed = signals.floor != floor_ || signals.door_zone != to_flag(in_zone);
    signals.floor = floor_;
    signals.door_zone = to_flag(in_zone);
    const auto tenths = static_cast<int>(std::lround(std::abs(speed) * 10));
    signals.speed = static_cast<float>(speed < 0 ? -tenths : tenths) / 10;
    if (measures_) signals.position = static_cast<float>(std::floor(position * 100 + 0.5) / 100);
    return changed;
}

void Car::open_doors() {
    box_->signals.door = Door::opening;
    box_->signals.door_lock = Flag::no;
    box_->report();
    box_->wait(door_seconds_);
    box_->signals.door = Door::open;
    opened_ = box_->now();
    box_->report();
    if (left_ && box_->told()) ++totals_.runs;
    left_ = false;
}

void Car::start_closing() {
    box_->signals.door = Door::closing;
    box_->report();
}

void Car::end_closing() {
    box_->wait(door_seconds_);
    box_->signals.door = Door::closed;
    box_->signals.door_lock = Flag::yes;
    box_->report();
    if (box_->told()) ++totals_.door_cycles;
}

void Car::reopen_doors() {
    start_closing();
    box_->wait(1);
    open_doors();
    box_->wait(dwell_seconds_);
}

void Car::close_doors() {
    while (random_->chance(reopening)) reopen_doors();
    start_closing();
    end_closing();
}

}  // namespace hoistway::detail
