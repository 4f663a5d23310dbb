// SPDX-License-Identifier: Apache-2.0
//
// How a car gets from one landing to another: the quickest ride that keeps to a speed, an
// acceleration and a jerk.
//
//     const MotionProfile ride{30, {.speed = 1.75, .acceleration = 0.8, .jerk = 1.0}};
//     ride.duration();          // 20.130357 s
//     ride.at(10).position;     // m from the start
//
// Long rides reach the rated speed, shorter ones only the acceleration, the shortest neither; the
// closed forms are in docs/sim.md. Units: m, s, m/s, m/s2, m/s3. Only + - * / and square roots,
// so it gives the same numbers everywhere. Constant time, no allocation.

#pragma once

#include <array>

namespace hoistway {

struct MotionLimits {
    double speed = 1.75;        // m/s
    double acceleration = 0.8;  // m/s2 [default]
    double jerk = 1.0;          // m/s3 [default]
};

struct MotionState {
    double position = 0, speed = 0, acceleration = 0;
};

class MotionProfile {
 public:
    // Refuses a distance below 0 and limits that are not above 0.
    MotionProfile(double distance, const MotionLimits& limits);

    double duration() const noexcept { return starts_[7]; }
    double top_speed() const noexcept { return states_[3].speed; }
    double top_acceleration() const noexcept { return states_[1].acceleration; }

    // Before the start the car stands at 0, after the end at the distance.
    MotionState at(double time) const noexcept;

 private:
    std::array<double, 8> starts_{};       // when each of the seven parts starts; the end
    std::array<MotionState, 8> states_{};  // how it starts; how it ends
    std::array<double, 7> jerks_{};
};

}  // namespace hoistway
