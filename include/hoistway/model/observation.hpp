// SPDX-License-Identifier: Apache-2.0
//
// What a device said of one lift at one time: the record that every link is decoded into and every
// rule starts from.
//
//     Observation seen{.time = time, .lift = 7};
//     seen.motion = Motion::stopped;
//     seen.door = Door::closed;
//     seen.presence = Flag::yes;        // all else stays unknown
//
// A value that was not said is unknown: the first word of an enum, NaN for a measured quantity,
// `no_floor`, `no_count`. A Brief is one of a device that says a floor and words and no more, in 32
// bytes of 120, for who hears millions a second. Units are those of the observation log: m above
// the lowest landing, m/s with up positive, kg, dB(A), m/s2 peak to peak, degC, s. Plain data,
// copied freely.

#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "hoistway/core/short_text.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

// A lift inside the program: its place in the registry's array, given out once.
using LiftIndex = std::uint32_t;

inline constexpr LiftIndex no_lift = std::numeric_limits<LiftIndex>::max();
inline constexpr std::int16_t no_floor = std::numeric_limits<std::int16_t>::min();
inline constexpr std::uint32_t no_count = std::numeric_limits<std::uint32_t>::max();
inline constexpr float no_value = std::numeric_limits<float>::quiet_NaN();

// A fault in the device's own words. The code means nothing without its dialect.
struct NativeFault {
    ShortText<16> dialect{};
    ShortText<8> code{};
    bool cleared = false;

    bool empty() const noexcept { return code.empty(); }
    friend bool operator==(const NativeFault&, const NativeFault&) = default;
};

struct Observation {
    Time time{};
    LiftIndex lift = no_lift;
    std::int16_t floor = no_floor;  // landing index, lowest = 1
    Motion motion{};
    Direction direction{};
    Door door{};
    Mode mode{};
    Flag door_zone{};
    Flag presence{};
    Flag mains_power{};
    Flag safety_chain{};  // yes = closed
    Flag door_lock{};     // yes = closed
    Flag alarm_button{};
    Flag overload{};
    Source source{};  // where more than one device speaks for a lift
    std::uint32_t people = no_count;
    float position = no_value;
    float speed = no_value;
    float load = no_value;
    float noise = no_value;
    float vibration = no_value;
    float temperature = no_value;
    // The device's own totals, as it sent them.
    std::uint32_t runs = no_count;
    std::uint32_t door_cycles = no_count;
    std::uint32_t rope_bends = no_count;
    double run_time = std::numeric_limits<double>::quiet_NaN();
    double distance = std::numeric_limits<double>::quiet_NaN();
    NativeFault fault{};
};

// The beginning of an observation that says nothing else.
struct Brief {
    Time time{};
    LiftIndex lift = no_lift;
    std::int16_t floor = no_floor;
    Motion motion{};
    Direction direction{};
    Door door{};
    Mode mode{};
    Flag door_zone{};
    Flag presence{};
    Flag mains_power{};
    Flag safety_chain{};
    Flag door_lock{};
    Flag alarm_button{};
    Flag overload{};
};

constexpr Observation observation_of(const Brief& brief) noexcept {
    return {.time = brief.time,
            .lift = brief.lift,
            .floor = brief.floor,
            .motion = brief.motion,
            .direction = brief.direction,
            .door = brief.door,
            .mode = brief.mode,
            .door_zone = brief.door_zone,
            .presence = brief.presence,
            .mains_power = brief.mains_power,
            .safety_chain = brief.safety_chain,
            .door_lock = brief.door_lock,
            .alarm_button = brief.alarm_button,
            .overload = brief.overload};
}
constexpr const Observation& observation_of(const Observation& seen) noexcept { return seen; }

namespace detail {

// The fields of an observation beside time, lift and fault, each with its name in the log.
template <class Visit>
constexpr void for_each_field(Visit&& visit) {
    visit("floor", &Observation::floor);
    visit("motion", &Observation::motion);
    visit("direction", &Observation::direction);
    visit("door", &Observation::door);
    visit("mode", &Observation::mode);
    visit("door_zone", &Observation::door_zone);
    visit("presence", &Observation::presence);
    visit("mains_power", &Observation::mains_power);
    visit("safety_chain", &Observation::safety_chain);
    visit("door_lock", &Observation::door_lock);
    visit("alarm_button", &Observation::alarm_button);
    visit("overload", &Observation::overload);
    visit("people", &Observation::people);
    visit("position", &Observation::position);
    visit("speed", &Observation::speed);
    visit("load", &Observation::load);
    visit("noise", &Observation::noise);
    visit("vibration", &Observation::vibration);
    visit("temperature", &Observation::temperature);
    visit("runs", &Observation::runs);
    visit("run_time", &Observation::run_time);
    visit("door_cycles", &Observation::door_cycles);
    visit("rope_bends", &Observation::rope_bends);
    visit("distance", &Observation::distance);
    visit("source", &Observation::source);
}

}  // namespace detail

constexpr bool is_known(std::int16_t floor) noexcept { return floor != no_floor; }
constexpr bool is_known(std::uint32_t count) noexcept { return count != no_count; }
inline bool is_known(float value) noexcept { return !std::isnan(value); }
inline bool is_known(double value) noexcept { return !std::isnan(value); }
template <Worded E>
constexpr bool is_known(E word) noexcept {
    return word != E::unknown;
}

// Equal where the same things are said; unknown is equal to unknown.
inline bool operator==(const Observation& a, const Observation& b) noexcept {
    bool same = a.time == b.time && a.lift == b.lift && a.fault == b.fault;
    detail::for_each_field([&](const char*, auto field) {
        const bool known = is_known(a.*field);
        same = same && known == is_known(b.*field) && (!known || a.*field == b.*field);
    });
    return same;
}

}  // namespace hoistway
