// SPDX-License-Identifier: Apache-2.0
#include "car.hpp"

#include <algorithm>
#include <cmath>

namespace hoistway::detail {
namespace {

constexpr double zone = 0.20;                // m, unlocking zone of EN 81-20 [R]
constexpr double slow = 0.5;                 // m/s; faster cars pass a landing unseen [default]
constexpr double told_from = 1.1;            // times the rated speed, told each second [default]
constexpr double creep_speed = 0.4;          // m/s, below the 0.63 of inspection runs [R]
constexpr std::int64_t most_open = 20;       // s; doors open for longer close at once [default]
constexpr std::uint32_t reopening = 50'000;  // of a million closings [default]

}  // namespace

Car::Car(const Paper& paper, Box& box, Random& random, bool calm)
    : box_(&box),
      random_(&random),
      door_seconds_(paper.traits.door_seconds),
      dwell_seconds_(paper.traits.dwell_seconds),
      calm_(calm),
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
    signals.presence = signals.alarm_button = signals.overload = Flag::no;
    place(position_, 0);
}

void Car::run_to(std::int16_t landing) { move(height(landing), limits_); }

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
    box_->body.bypass = box_->signals.door != Door::closed;
    depart(random_->chance(500'000));
    box_->wait(random_->between(1, 2));
    arrive(position_, position_, since);
    box_->body.bypass = false;
    box_->look();
}

// The car stands when this returns, at the target or where the brake stopped it.
void Car::move(double target, const MotionLimits& limits, std::optional<std::int64_t> halt) {
    const double from = position_, sign = target > from ? 1 : -1;
    const MotionProfile ride{std::abs(target - from), limits};
    const std::int64_t since = box_->now();
    up_ = sign > 0;
    left_ = true;
    depart(up_);
    box_->wait(delay_);
    const std::int64_t moving = since + delay_;
    delay_ = 0;
    while (true) {
        box_->begin_second();
        const std::int64_t elapsed = box_->now() - moving;
        if (static_cast<double>(elapsed) >= ride.duration()) return arrive(from, target, since);
        const MotionState state = ride.at(static_cast<double>(elapsed));
        if (under_way_) under_way_(elapsed);
        const bool changed = place(from + sign * state.position, sign * state.speed);
        if (changed || state.speed > told_from * limits_.speed) {
            box_->report();
        } else {
            box_->look();
        }
        if (halt && elapsed >= *halt) return brake(from, sign, state, since);
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
    box_->body.position = position;
    box_->body.speed = speed;
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
    return changed;
}

void Car::open_doors() {
    const bool first = box_->signals.door == Door::closed;
    box_->signals.door = Door::opening;
    box_->signals.door_lock = Flag::no;
    box_->report();
    box_->wait(door_seconds_);
    box_->signals.door = Door::open;
    if (first) opened_ = box_->now();
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
    end_cycle();
}

void Car::end_cycle() {
    if (box_->told()) {
        ++totals_.door_cycles;
        totals_.reopenings += turned_;
    }
    turned_ = 0;
}

void Car::reopen_doors(std::int64_t seconds) {
    start_closing();
    box_->wait(1);
    ++turned_;
    open_doors();
    box_->wait(seconds);
}

void Car::close_doors() {
    while (!calm_ && box_->now() - opened_ < most_open && random_->chance(reopening)) {
        reopen_doors(dwell_seconds_);
    }
    start_closing();
    end_closing();
}

}  // namespace hoistway::detail
