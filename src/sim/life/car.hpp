// SPDX-License-Identifier: Apache-2.0
//
// The car and its doors: moves as physics allows and lets the box see it once a second.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "../papers.hpp"
#include "box.hpp"
#include "hoistway/sim/motion.hpp"

namespace hoistway::detail {

class Car {
 public:
    // Stands at the main landing with closed doors.
    Car(const Paper& paper, bool position, Box& box, Random& random);

    std::int16_t landing() const noexcept { return floor_; }
    std::int16_t landings() const noexcept { return static_cast<std::int16_t>(heights_.size()); }
    std::int64_t opened() const noexcept { return opened_; }
    const Totals& totals() const noexcept { return totals_; }

    // A run to a landing at the car's own speed.
    void run_to(std::int16_t landing);
    // A run that ends at once between two landings on the way.
    void run_and_halt(std::int16_t landing);
    // A run to a terminal landing that ends so many metres beyond it.
    void run_beyond(std::int16_t terminal, double metres);
    // At rescue or inspection speed, from wherever the car stands.
    void creep_to(std::int16_t landing);
    // The next landing in the direction of the last move.
    std::int16_t landing_ahead() const noexcept;
    // Corrects a sag of some millimetres; no run.
    void relevel();

    void open_doors();
    void close_doors();
    // Closing that turns back before the doors are closed.
    void reopen_doors();

 private:
    double height(std::int16_t landing) const noexcept {
        return heights_[static_cast<std::size_t>(landing) - 1];
    }
    void move(double target, const MotionLimits& limits,
              double halt = std::numeric_limits<double>::infinity());
    void depart(bool up);
    bool place(double position, double speed);
    void arrive(double from, double to, std::int64_t since);
    void start_closing();
    void end_closing();

    Box* box_;
    Random* random_;
    std::vector<double> heights_;
    MotionLimits limits_;
    std::int64_t door_seconds_, dwell_seconds_;
    bool measures_;            // the box reports the position
    double position_ = 0;      // m
    std::int16_t floor_;       // the nearest landing
    bool up_ = true;           // the last move
    bool left_ = false;        // a landing was left since the doors were open
    std::int64_t opened_ = 0;  // s since 1970, when the doors were last open
    Totals totals_;
};

}  // namespace hoistway::detail
