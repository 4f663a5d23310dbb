// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "car.hpp"

namespace hoistway::detail {
namespace {

constexpr double braking = 3.0;                     // m/s2 [default]
constexpr double fast_from = 1.25, slow_to = 0.75;  // m/s; no brake stop between them
constexpr double clear_of_zone = 0.25;              // m from every landing; the zone is 0.20 m
constexpr double limping = 0.7;                     // m/s, where a car is never fast [default]

}  // namespace

bool Car::may_halt(double from, double to, const MotionState& state, Halt halt) const noexcept {
    const bool fast = state.speed >= fast_from && halt != Halt::slow;
    const bool slow = state.speed <= slow_to && halt != Halt::fast;
    const double way = state.position + state.speed * state.speed / (2 * braking);
    const double stop = from + (to > from ? way : -way);
    const bool clear = std::all_of(heights_.begin(), heights_.end(), [&](double landing) {
        return std::abs(landing - stop) > clear_of_zone;
    });
    return (fast || slow) && clear;
}

bool Car::halt_on_way(std::int16_t landing, const MotionLimits& limits, Halt halt) {
    const double to = height(landing);
    const MotionProfile ride{std::abs(to - position_), limits};
    std::vector<std::int64_t> seconds;
    for (std::int64_t t = 1; static_cast<double>(t) < ride.duration(); ++t) {
        if (may_halt(position_, to, ride.at(static_cast<double>(t)), halt)) seconds.push_back(t);
    }
    if (seconds.empty()) return false;
    const auto drawn = random_->below(static_cast<std::uint32_t>(seconds.size()));
    move(to, limits, seconds[drawn]);
    return true;
}

bool Car::run_and_halt(std::int16_t landing, Halt halt) {
    if (halt_on_way(landing, limits_, halt)) return true;
    if (halt == Halt::fast) return false;
    MotionLimits slow = limits_;
    slow.speed = limping;
    return halt_on_way(landing, slow, halt);
}

// The brake has fallen in: within the next second the car stands.
void Car::brake(double from, double sign, const MotionState& state, std::int64_t since) {
    box_->report();
    box_->wait(1);
    const double way = state.speed * state.speed / (2 * braking);
    arrive(from, from + sign * (state.position + way), since);
}

bool Car::takes(std::int16_t landing, double seconds) const {
    return MotionProfile{std::abs(height(landing) - position_), limits_}.duration() >= seconds;
}

bool Car::run_fast(std::int16_t landing, double times) {
    MotionLimits fast = limits_;
    fast.speed = limits_.speed * times;
    const MotionProfile ride{std::abs(height(landing) - position_), fast};
    const double enough = limits_.speed * (1.15 + times) / 2;
    int seconds = 0;
    for (int t = 1; t < ride.duration(); ++t) seconds += ride.at(t).speed > enough ? 1 : 0;
    if (seconds < 4) return false;
    move(height(landing), fast);
    return true;
}

bool Car::run_ajar(std::int16_t landing, std::int64_t seconds) {
    if (!takes(landing, static_cast<double>(seconds + 6))) return false;
    under_way_ = [this, seconds](std::int64_t elapsed) {
        const bool ajar = elapsed >= 3 && elapsed < 3 + seconds;
        const bool closes = elapsed == 3 + seconds;
        box_->signals.door = ajar ? Door::ajar : Door::closed;
        box_->signals.door_lock = to_flag(!ajar);
        box_->body.bypass = ajar;
        if (closes && box_->told()) ++totals_.door_cycles;
        if (elapsed == 3 || closes) box_->report();
    };
    run_to(landing);
    under_way_ = nullptr;
    return true;
}

bool Car::run_unlocked(std::int16_t landing, std::int64_t seconds) {
    if (!takes(landing, static_cast<double>(seconds + 6))) return false;
    under_way_ = [this, seconds](std::int64_t elapsed) {
        const bool open = elapsed >= 3 && elapsed < 3 + seconds;
        box_->signals.door_lock = to_flag(!open);
        box_->body.bypass = open;
        if (elapsed == 3 || elapsed == 3 + seconds) box_->report();
    };
    run_to(landing);
    under_way_ = nullptr;
    return true;
}

void Car::run_late(std::int16_t landing, std::int64_t seconds) {
    delay_ = seconds;
    run_to(landing);
}

void Car::spin(std::int64_t seconds) {
    const std::int64_t since = box_->now();
    depart(random_->chance(500'000));
    box_->wait(seconds);
    arrive(position_, position_, since);
}

void Car::slip(double metres) {
    const double to = position_ + metres, away = std::abs(metres);
    const bool inside = to > heights_.front() && to < heights_.back();
    move(inside ? to : position_ - metres, {.speed = away, .acceleration = 2, .jerk = 8});
}

void Car::close_slowly(std::int64_t seconds) {
    start_closing();
    box_->wait(seconds);
    end_closing();
}

void Car::flap_doors(int times) {
    for (; times > 0; --times) {
        box_->signals.door = Door::opening;
        box_->signals.door_lock = Flag::no;
        box_->report();
        box_->wait(1);
        box_->signals.door = Door::open;
        box_->report();
        if (left_ && box_->told()) ++totals_.runs;
        left_ = false;
        box_->wait(1);
        start_closing();
        box_->wait(1);
        box_->signals.door = Door::closed;
        box_->signals.door_lock = Flag::yes;
        box_->report();
        end_cycle();
    }
}

}  // namespace hoistway::detail
