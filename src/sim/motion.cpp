// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/motion.hpp"

#include <cmath>
#include <cstddef>

#include "hoistway/core/refuse.hpp"

namespace hoistway {
namespace {

// Newton's iteration from above; std::cbrt may differ in the last place between machines.
double cube_root(double value) noexcept {
    if (!(value > 0)) return 0;
    double root = value > 1 ? value : 1;
    for (double next = root;; root = next) {
        next = (2 * root + value / (root * root)) / 3;
        if (!(next < root)) return root;
    }
}

struct Parts {
    double ramp, hold, cruise;  // s of changing acceleration, of constant one, of constant speed
};

Parts parts_of(double d, const MotionLimits& limits) noexcept {
    const double v = limits.speed, a = limits.acceleration, j = limits.jerk;
    const double up_to_a = a / j;
    if (v * j < a * a) {  // the rated speed is reached before the acceleration is
        const double ramp = std::sqrt(v / j);
        if (d >= 2 * v * ramp) return {ramp, 0, d / v - 2 * ramp};
        return {cube_root(d / (2 * j)), 0, 0};
    }
    if (d >= (a * a * v + v * v * j) / (a * j)) {
        return {up_to_a, v / a - up_to_a, d / v - v / a - up_to_a};
    }
    if (d >= 2 * a * a * a / (j * j)) {
        const double total = up_to_a + std::sqrt(4 * d / a + up_to_a * up_to_a);
        return {up_to_a, total / 2 - 2 * up_to_a, 0};
    }
    return {cube_root(d / (2 * j)), 0, 0};
}

MotionState after(const MotionState& from, double jerk, double t) noexcept {
    return {from.position + t * (from.speed + t * (from.acceleration / 2 + t * (jerk / 6))),
            from.speed + t * (from.acceleration + t * (jerk / 2)), from.acceleration + t * jerk};
}

}  // namespace

MotionProfile::MotionProfile(double distance, const MotionLimits& limits) {
    if (!(distance >= 0)) refuse("MotionProfile: distance must not be below 0");
    if (!(limits.speed > 0 && limits.acceleration > 0 && limits.jerk > 0)) {
        refuse("MotionProfile: speed, acceleration and jerk must be above 0");
    }
    const Parts parts = parts_of(distance, limits);
    const double j = limits.jerk;
    const std::array<double, 7> lasts{parts.ramp, parts.hold, parts.ramp, parts.cruise,
                                      parts.ramp, parts.hold, parts.ramp};
    jerks_ = {j, 0, -j, 0, -j, 0, j};
    for (std::size_t i = 0; i < lasts.size(); ++i) {
        starts_[i + 1] = starts_[i] + lasts[i];
        states_[i + 1] = after(states_[i], jerks_[i], lasts[i]);
    }
    states_[7] = {distance, 0, 0};
}

MotionState MotionProfile::at(double time) const noexcept {
    if (!(time > 0)) return states_[0];
    if (time >= starts_[7]) return states_[7];
    std::size_t part = 0;
    while (time >= starts_[part + 1]) ++part;
    return after(states_[part], jerks_[part], time - starts_[part]);
}

}  // namespace hoistway
