// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/motion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace hoistway;

namespace {

struct Ride {
    double distance;
    MotionLimits limits;
    double duration, top_speed, top_acceleration;
};

// Closed forms of the ideal S-curve, checked elsewhere by exact integration part by part. The
// sixth and seventh reach the speed before the acceleration: v = 0.4, a = 1, j = 1, so a ramp
// lasts sqrt(0.4) s = 0.632456 s, the ride 2 m / 0.4 m/s + 2 ramps; at 0.1 m it is (32 d/j)^(1/3).
constexpr Ride rides[]{
    {30, {1.75, 0.8, 1.0}, 20.130357, 1.75, 0.8},
    {60, {2.5, 1.0, 1.2}, 27.333333, 2.5, 1.0},
    {3, {1.75, 0.8, 1.0}, 4.754744, 1.261898, 0.8},
    {3, {2.5, 1.0, 1.4}, 4.251262, 1.411345, 1.0},
    {0.5, {1.75, 0.8, 1.0}, 2.519842, 0.396850, 0.629961},
    {2, {0.4, 1.0, 1.0}, 6.264911, 0.4, 0.632456},
    {0.1, {0.4, 1.0, 1.0}, 1.473613, 0.135721, 0.368403},
};

}  // namespace

TEST_CASE("time, speed and acceleration are those of the closed forms to six decimals") {
    for (const Ride& ride : rides) {
        CAPTURE(ride.distance);
        const MotionProfile profile{ride.distance, ride.limits};
        CHECK(std::abs(profile.duration() - ride.duration) < 5.1e-7);
        CHECK(std::abs(profile.top_speed() - ride.top_speed) < 5.1e-7);
        CHECK(std::abs(profile.top_acceleration() - ride.top_acceleration) < 5.1e-7);
    }
}

TEST_CASE("adding up the speed gives the position, adding up the acceleration the speed") {
    for (const Ride& ride : rides) {
        CAPTURE(ride.distance);
        const MotionProfile profile{ride.distance, ride.limits};
        constexpr int steps = 20'000;
        const double dt = profile.duration() / steps;
        double position = 0, speed = 0, worst = 0;
        for (int i = 0; i < steps; ++i) {
            const MotionState middle = profile.at((i + 0.5) * dt);
            position += middle.speed * dt;
            speed += middle.acceleration * dt;
            const MotionState end = profile.at((i + 1) * dt);
            worst =
                std::max({worst, std::abs(end.position - position), std::abs(end.speed - speed)});
        }
        CHECK(worst < 1e-5);
        CHECK(std::abs(position - ride.distance) < 1e-5);
    }
}

TEST_CASE("a ride never exceeds its limits and never goes back") {
    for (const Ride& ride : rides) {
        CAPTURE(ride.distance);
        const MotionProfile profile{ride.distance, ride.limits};
        const double dt = profile.duration() / 5000;
        MotionState last = profile.at(0);
        for (int i = 1; i <= 5000; ++i) {
            const MotionState state = profile.at(i * dt);
            CHECK(state.position >= last.position - 1e-12);
            CHECK(state.speed <= ride.limits.speed + 1e-9);
            CHECK(std::abs(state.acceleration) <= ride.limits.acceleration + 1e-9);
            CHECK(std::abs(state.acceleration - last.acceleration) <= ride.limits.jerk * dt + 1e-9);
            last = state;
        }
    }
}

TEST_CASE("before the start and after the end the car stands") {
    const MotionProfile profile{12, {}};
    CHECK(profile.at(-1).position == 0);
    CHECK(profile.at(-1).speed == 0);
    CHECK(profile.at(1e6).position == 12);
    CHECK(profile.at(1e6).speed == 0);
}

TEST_CASE("a ride to where the car is takes no time") {
    const MotionProfile profile{0, {}};
    CHECK(profile.duration() == 0);
    CHECK(profile.at(0).position == 0);
}

TEST_CASE("rides that no car can make are refused") {
    CHECK_THROWS_AS((MotionProfile{-1, {}}), std::invalid_argument);
    CHECK_THROWS_AS((MotionProfile{NAN, {}}), std::invalid_argument);
    CHECK_THROWS_AS((MotionProfile{1, {0, 1, 1}}), std::invalid_argument);
    CHECK_THROWS_AS((MotionProfile{1, {1, -1, 1}}), std::invalid_argument);
    CHECK_THROWS_AS((MotionProfile{1, {1, 1, NAN}}), std::invalid_argument);
}
