// SPDX-License-Identifier: Apache-2.0
//
// What has to be remembered of a car to say what is the case now.

#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "body.hpp"

namespace hoistway::detail {

inline constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

// The signals as they truly are, and what lies behind them.
struct Scene {
    std::int64_t now;  // s since 1970
    const Observation* signals;
    const Body* body;

    bool runs() const noexcept { return signals->motion == Motion::running; }
    bool closed() const noexcept { return signals->door == Door::closed; }
    bool in_zone() const noexcept { return signals->door_zone == Flag::yes; }
    bool inspected() const noexcept { return signals->mode == Mode::inspection; }
    bool misplaced() const noexcept {
        const double off = std::abs(body->position_offset + body->frozen_offset);
        return off > 0.35 || body->floor_offset != 0;
    }
    bool in_service() const noexcept {
        const Mode mode = signals->mode;
        return mode == Mode::normal || mode == Mode::attendant || mode == Mode::emergency_power;
    }
};

struct Memory {
    explicit Memory(const Lift& lift);

    // Before the conditions are asked.
    void note(const Scene& scene);
    void note_motion(const Scene& scene);
    void note_doors(const Scene& scene);
    double height(std::int16_t landing) const noexcept {
        return heights[static_cast<std::size_t>(landing) - 1];
    }

    std::vector<double> heights;
    double rated_speed;
    Motion motion = Motion::stopped;
    Door door = Door::closed;
    double speed = 0;  // m/s, when last looked at
    double opened_height = 0;
    bool opened_in_zone = false;  // the doors, and they are not closed yet
    bool stood_open = false;      // the same for fully open
    bool closing_began = false;   // in this opening of the doors
    bool opened_since_run = true;
    bool shut_at_start = true;  // the doors, when the motion began
    bool bad_stop = false;      // out of a zone, or by the brake
    bool braked = false;        // the car has just been stopped by the brake
    bool hot = false;
    bool lost = false;  // at the last stand in a zone, floor or position was wrong
};

}  // namespace hoistway::detail
