// SPDX-License-Identifier: Apache-2.0
//
// The way from the box to whoever listens: it may flip presence, drift, lose, repeat and swap
// records. What it does is chance of its own, and changes nothing of what happens on the lift.

#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "hoistway/sim/city.hpp"
#include "hoistway/sim/random.hpp"

namespace hoistway::detail {

class Link {
 public:
    Link(const Disturbances& disturbances, const CitySink& sink, Random random);

    std::uint64_t told() const noexcept { return told_; }

    void say(const Observation& said);
    // Hands on what is still under way.
    void finish();

 private:
    struct Late {
        Observation said;
        int records;  // that pass it
    };

    void flicker(const Observation& next);
    void flip(Observation& said) const noexcept;
    void send(Observation said);
    void pass(const Observation& said);
    void put(const Observation& said);
    Duration drift_at(Time time) noexcept;

    Disturbances disturbances_;
    const CitySink* sink_;
    Random random_;
    std::uint32_t lost_, late_, twice_;                                 // of a million
    std::int64_t gain_ = 0;                                             // ms a day of the clock
    std::int64_t flips_at_ = std::numeric_limits<std::int64_t>::max();  // s since 1970
    std::int64_t flips_back_ = 0;
    Observation last_;
    bool began_ = false, flipped_ = false;
    std::vector<Late> under_way_;
    std::vector<Observation> batch_;
    std::uint64_t told_ = 0;
};

}  // namespace hoistway::detail
