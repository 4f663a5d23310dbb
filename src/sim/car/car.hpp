// SPDX-License-Identifier: Apache-2.0
//
// The car and its doors: moves as physics allows and lets the box see it once a second.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "../box/box.hpp"
#include "../papers.hpp"
#include "hoistway/sim/motion.hpp"

namespace hoistway::detail {

// How fast a car is when the brake stops it; speeds between the two do not occur.
enum class Halt : std::uint8_t { either, fast, slow };

class Car {
 public:
    // Stands at the main landing with closed doors. A calm car's doors never turn back by chance.
    Car(const Paper& paper, Box& box, Random& random, bool calm);

    std::int16_t landing() const noexcept { return floor_; }
    std::int16_t landings() const noexcept { return static_cast<std::int16_t>(heights_.size()); }
    std::int64_t opened() const noexcept { return opened_; }
    const Totals& totals() const noexcept { return totals_; }

    // A run to a landing at the car's own speed.
    void run_to(std::int16_t landing);
    // A run that the brake ends between two landings on the way. False where there is no way to.
    bool run_and_halt(std::int16_t landing, Halt halt = Halt::either);
    // A run at so many times the rated speed. False where the way is too short to get so fast.
    bool run_fast(std::int16_t landing, double times);
    // A run that ends so many metres above the landing.
    void run_off(std::int16_t landing, double metres) { move(height(landing) + metres, limits_); }
    // A run with the doors ajar, or the lock's contact open, for some seconds and no consequence.
    // False where the way is too short for it.
    bool run_ajar(std::int16_t landing, std::int64_t seconds);
    bool run_unlocked(std::int16_t landing, std::int64_t seconds);
    // A run that moves only after so many seconds.
    void run_late(std::int16_t landing, std::int64_t seconds);
    // The drive turns and the car does not move.
    void spin(std::int64_t seconds);
    // Slides off with open doors.
    void slip(double metres);
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
    // Closing that turns back before the doors are closed; then they stand open for so long.
    void reopen_doors(std::int64_t seconds);
    // Closing that takes so much longer.
    void close_slowly(std::int64_t seconds);
    // Doors that open, close and open again without end, three seconds each time.
    void flap_doors(int times);

 private:
    double height(std::int16_t landing) const noexcept {
        return heights_[static_cast<std::size_t>(landing) - 1];
    }
    void move(double target, const MotionLimits& limits, std::optional<std::int64_t> halt = {});
    void brake(double from, double sign, const MotionState& state, std::int64_t since);
    bool may_halt(double from, double to, const MotionState& state, Halt halt) const noexcept;
    bool halt_on_way(std::int16_t landing, const MotionLimits& limits, Halt halt);
    bool takes(std::int16_t landing, double seconds) const;
    void depart(bool up);
    bool place(double position, double speed);
    void arrive(double from, double to, std::int64_t since);
    void start_closing();
    void end_closing();
    void end_cycle();

    Box* box_;
    Random* random_;
    std::vector<double> heights_;
    MotionLimits limits_;
    std::int64_t door_seconds_, dwell_seconds_;
    bool calm_;
    std::int64_t delay_ = 0;                       // s before the next move begins
    std::function<void(std::int64_t)> under_way_;  // each second of a move
    double position_ = 0;                          // m
    std::int16_t floor_;                           // the nearest landing
    bool up_ = true;                               // the last move
    bool left_ = false;                            // a landing was left since the doors were open
    std::int64_t opened_ = 0;                      // s since 1970, when the doors were last open
    std::uint32_t turned_ = 0;                     // closings turned back since the doors opened
    Totals totals_;
};

}  // namespace hoistway::detail
