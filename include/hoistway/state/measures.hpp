// SPDX-License-Identifier: Apache-2.0
//
// Where a measured value begins to be one too many: the limits behind the bits of Measure, and what
// one record does to them.
//
//     const MeasureLimits limits{.hot = 55};
//     Measured m = measure(before, seen, standing, limits);    // bits, and the values to keep
//
// The questions are asked when a value is said, so that a record which changes no answer changes
// nothing at all and can be passed over. A value that was not said leaves its answers as they were.
// Constant time, no allocation.

#pragma once

#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "hoistway/model/facts.hpp"

namespace hoistway {

struct MeasureLimits {
    float beyond = 0.10F;        // m past a terminal landing (domain facts 5.3)
    float mislevelled = 0.020F;  // m, kept while loading (EN 81-20, from memory, unverified)
    float left = 0.20F;          // m: unlocking zone, and unintended movement (domain facts 2, 5.3)
    float lost = 0.35F;          // m: floor lost (domain facts 5.3 [proposal])
    float overspeed = 1.15F;     // of the rated speed (domain facts 5.3 [proposal])
    float fast = 1.0F;           // m/s from which a stop can be too sudden (domain facts 5.3)
    float slow = 0.1F;           // m/s below which a car stands (domain facts 5.2, deployed)
    Duration sudden = std::chrono::seconds{1};  // from fast to slow (domain facts 5.3 [proposal])
    float hot = 50, cool = 45;  // degC: too hot (5.2, deployed), and well again [default]
    float loud = 55;            // dB(A) in the car, rated speed up to 2.5 m/s (domain facts 2)
    float shaking = 0.30F;      // m/s2 peak to peak (GB/T 10058-2009, from memory, unverified)
    std::uint8_t same = 5;      // readings in a row, then a sensor is frozen (5.2, deployed)
};

// What is kept of the values of one lift. All of it fits in 28 bytes.
struct Measured {
    float position = no_value, speed = no_value;
    float top = no_value;              // of the top landing; from the papers
    float landing = no_value;          // height of the landing at which the car stands
    std::uint16_t overspeed_mm_s = 0;  // 0 = the papers do not tell the rated speed
    std::uint16_t known = 0, bad = 0;  // bits of Measure
    std::uint16_t vibration_mark = 0, totals_mark = 0;  // of the last ones, to see a change
    std::uint8_t same_position = 0, same_vibration = 0;
};

namespace detail {

// 0 where the device gives no totals.
inline std::uint16_t totals_mark(const Observation& seen) noexcept {
    std::uint32_t mark = 0;
    if (is_known(seen.runs)) mark += seen.runs * 5 + 1;
    if (is_known(seen.door_cycles)) mark += seen.door_cycles * 3 + 1;
    if (is_known(seen.rope_bends)) mark += seen.rope_bends + 1;
    return static_cast<std::uint16_t>(mark == 0 ? 0 : mark % 65535 + 1);
}

inline bool any_measured(const Observation& seen) noexcept {
    return is_known(seen.position) || is_known(seen.speed) || is_known(seen.noise) ||
           is_known(seen.vibration) || is_known(seen.temperature);
}

constexpr void answer(Measured& m, Measure measure, bool bad) noexcept {
    const auto bit = static_cast<std::uint16_t>(measure);
    m.known |= bit;
    m.bad = static_cast<std::uint16_t>(bad ? m.bad | bit : m.bad & ~bit);
}

constexpr bool is_bad(const Measured& m, Measure measure) noexcept {
    return (m.bad & static_cast<std::uint16_t>(measure)) != 0;
}

constexpr void forget(Measured& m, std::uint16_t set) noexcept {
    m.known = static_cast<std::uint16_t>(m.known & ~set);
    m.bad = static_cast<std::uint16_t>(m.bad & ~set);
}

template <class... M>
constexpr std::uint16_t measure_bits(M... measures) noexcept {
    return static_cast<std::uint16_t>((0 | ... | static_cast<std::uint16_t>(measures)));
}

constexpr bool has_new_speed(const Measured& m) noexcept {
    return (m.known & measure_bits(Measure::speed_new)) != 0;
}

inline constexpr std::uint16_t landing_measures = measure_bits(
    Measure::mislevelled, Measure::left_landing, Measure::off_landing, Measure::landed);
inline constexpr std::uint16_t moving_measures =
    measure_bits(Measure::stalled, Measure::frozen_position, Measure::frozen_vibration);

inline void measure_offset(Measured& m, const MeasureLimits& limits) noexcept {
    const float off = std::abs(m.position - m.landing);
    if (!is_known(off)) return forget(m, landing_measures);
    answer(m, Measure::mislevelled, off > limits.mislevelled);
    answer(m, Measure::left_landing, off > limits.left);
    answer(m, Measure::off_landing, off > limits.lost);
    const bool first = (m.known & measure_bits(Measure::landed)) == 0;
    if (first) answer(m, Measure::landed, off <= limits.left);
}

// A car that runs and reads the same position twice is stalled; where it says that it is moving,
// it is the sensor that stands still.
inline void measure_progress(Measured& m, float before, const MeasureLimits& limits) noexcept {
    const bool moving = is_known(m.speed) && std::abs(m.speed) > limits.slow;
    const bool same = m.position == before;
    m.same_position = static_cast<std::uint8_t>(!same                   ? 0
                                                : m.same_position < 255 ? m.same_position + 1
                                                                        : 255);
    answer(m, Measure::stalled, same && !moving);
    answer(m, Measure::frozen_position, moving && m.same_position + 1 >= limits.same);
}

inline void measure_vibration(Measured& m, float vibration, bool running,
                              const MeasureLimits& limits) noexcept {
    answer(m, Measure::shaking, vibration > limits.shaking);
    const auto bits = std::bit_cast<std::uint32_t>(vibration);
    const auto mark = static_cast<std::uint16_t>(bits ^ (bits >> 16));
    const bool same = running && mark == m.vibration_mark && vibration != 0;
    m.same_vibration = static_cast<std::uint8_t>(!same                    ? 0
                                                 : m.same_vibration < 255 ? m.same_vibration + 1
                                                                          : 255);
    m.vibration_mark = mark;
    if (running) answer(m, Measure::frozen_vibration, m.same_vibration + 1 >= limits.same);
}

}  // namespace detail

// Takes the values of one record. `motion` is the last word on it, this record's included.
inline void measure(Measured& m, const Observation& seen, Motion motion,
                    const MeasureLimits& limits) noexcept {
    const bool running = motion == Motion::running;
    if (is_known(seen.speed)) {
        m.speed = seen.speed;
        if (m.overspeed_mm_s > 0) {
            const bool over = std::abs(seen.speed) * 1000 >= static_cast<float>(m.overspeed_mm_s);
            detail::answer(m, Measure::overspeed, over);
        }
    }
    if (is_known(seen.position)) {
        const float before = m.position;
        m.position = seen.position;
        detail::answer(m, Measure::below_bottom, -seen.position > limits.beyond);
        if (is_known(m.top)) {
            detail::answer(m, Measure::beyond_top, seen.position - m.top > limits.beyond);
        }
        if (running) detail::measure_progress(m, before, limits);
    }
    if (motion == Motion::stopped) detail::measure_offset(m, limits);
    if (is_known(seen.vibration)) {
        detail::measure_vibration(m, seen.vibration, running, limits);
    }
    if (is_known(seen.noise)) detail::answer(m, Measure::loud, seen.noise > limits.loud);
    if (is_known(seen.temperature)) {
        const bool hot = detail::is_bad(m, Measure::hot);
        detail::answer(m, Measure::hot, seen.temperature > (hot ? limits.cool : limits.hot));
    }
}

}  // namespace hoistway
