// SPDX-License-Identifier: Apache-2.0
//
// Turns what is the case into what the box's sensors say of it, noise and defects included.

#pragma once

#include <cstdint>

#include "../truth/body.hpp"
#include "../truth/truth_log.hpp"
#include "hoistway/sim/random.hpp"

namespace hoistway::detail {

// What of a word no longer changes.
enum class Frozen : std::uint8_t { nothing, position, vibration, noise, door_zone };

struct SensorOptions {
    bool position = false;    // the box measures it
    bool full = false;        // and vibration, noise, temperature, overload
    double analog_noise = 0;  // m, see Disturbances
};

class Sensors {
 public:
    Sensors(const SensorOptions& options, TruthLog& truths, Random random);

    const SensorOptions& options() const noexcept { return options_; }

    // Fills in what is measured.
    void read(Observation& said, const Body& body, std::int64_t now);

    void freeze(Frozen what) noexcept;
    // m by which the position told is off because its sensor is frozen.
    double fallen_behind(const Body& body) const noexcept;
    // From the next reading on.
    void thaw() noexcept;
    void finish();

 private:
    void measure(Observation& said, const Body& body);
    void hold_frozen(Observation& said, std::int64_t now);
    void note_change(const Observation& said, std::int64_t now);
    float off(double value, double scale);

    SensorOptions options_;
    TruthLog* truths_;
    Random random_;
    Random noise_;  // of its own, so that noise changes nothing else
    Frozen frozen_{};
    Frozen thawing_{};
    std::int64_t since_ = 0;  // first reading in motion that was frozen; 0 = none yet
    Observation kept_;        // the reading that is repeated
    bool keeping_ = false;
};

}  // namespace hoistway::detail
