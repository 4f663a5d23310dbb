// SPDX-License-Identifier: Apache-2.0
//
// An observation in the units of the neutral frame: what a terminal has to send of it.
//
//     NeutralRecord record;
//     const NeutralMisfit misfit = to_neutral(seen, record);   // e.g. a speed of 40 m/s
//     append_full(out, record);                                // the full block of 52 bytes
//
// Measured values are rounded to the nearest unit, halves away from 0: position mm, speed mm/s,
// load 0.1 kg, noise 0.01 dB(A), vibration mm/s2, temperature 0.01 degC, run time ms, distance mm.
// The units are our own [default]. What does not fit its field is unknown in the record and named,
// never cut off. Constant time; nothing is allocated but in the text appended to.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "hoistway/core/utf8.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"

namespace hoistway {

// The fields whose values the frame cannot hold, a bit each.
struct NeutralMisfit {
    enum Field : std::uint16_t {
        people = 1,  // above 65534
        position = 2,
        speed = 4,
        load = 8,
        noise = 16,
        vibration = 32,
        temperature = 64,
        run_time = 128,
        distance = 256,
        time = 512,    // outside the years 1 to 9999, or not known: the record cannot be sent
        fault = 1024,  // a code without a dialect, or no UTF-8
    };
    static constexpr std::array<std::string_view, 11> names{
        "people",      "position", "speed",    "load", "noise", "vibration",
        "temperature", "run_time", "distance", "time", "fault"};

    std::uint16_t fields = 0;

    bool empty() const noexcept { return fields == 0; }
    bool has(Field field) const noexcept { return (fields & field) != 0; }
    void add(Field field) noexcept { fields = static_cast<std::uint16_t>(fields | field); }
    // The first of them as the log names it; empty where all fit.
    std::string_view name() const noexcept {
        const auto at = static_cast<std::size_t>(std::countr_zero(fields));
        return at < names.size() ? names[at] : std::string_view{};
    }
};

// As it stands on the wire; see docs/neutral_frame.md.
struct NeutralRecord {
    static constexpr std::size_t full_size = 52;
    static constexpr std::uint16_t no_people = 0xFFFF;
    static constexpr auto no_short = std::numeric_limits<std::int16_t>::min();
    static constexpr auto no_long = std::numeric_limits<std::int32_t>::min();
    static constexpr auto no_total = std::numeric_limits<std::int64_t>::min();

    std::int64_t time = 0;  // ms since 1970 UTC
    std::int16_t floor = no_floor;
    std::uint32_t words = 0;  // flags in the upper half, then motion, direction and door, then mode
    std::uint16_t people = no_people;
    std::int32_t position = no_long;
    std::int16_t speed = no_short, noise = no_short, vibration = no_short, temperature = no_short;
    std::int32_t load = no_long;
    std::uint32_t runs = no_count, door_cycles = no_count, rope_bends = no_count;
    std::int64_t run_time = no_total, distance = no_total;
    NativeFault fault{};
};

namespace detail {

// Milliseconds of the years 1 to 9999, those of the observation log.
inline constexpr std::int64_t neutral_first_time = -62135596800000;
inline constexpr std::int64_t neutral_last_time = 253402300799999;
// 2^50 thousandths: up to there seconds and metres in a double come back to the same thousandth.
inline constexpr double neutral_last_total = 1125899906842624.0;

constexpr bool is_neutral_time(std::int64_t millis) noexcept {
    return millis >= neutral_first_time && millis <= neutral_last_time;
}

// `value` in whole units; the lowest number, which means unknown, where there is none to be sent.
template <class T>
T to_units(double value, double units, NeutralMisfit::Field field, NeutralMisfit& misfit) noexcept {
    constexpr T unknown = std::numeric_limits<T>::min();
    if (std::isnan(value)) return unknown;
    const double scaled = std::round(value * units);
    constexpr auto most = static_cast<double>(std::numeric_limits<T>::max());
    if (std::fabs(scaled) <= std::min(most, neutral_last_total)) return static_cast<T>(scaled);
    misfit.add(field);
    return unknown;
}

inline std::uint32_t packed_words(const Observation& seen) noexcept {
    std::uint32_t flags = 0, shift = 16;
    for (const Flag flag : {seen.door_zone, seen.presence, seen.mains_power, seen.safety_chain,
                            seen.door_lock, seen.alarm_button, seen.overload}) {
        flags |= static_cast<std::uint32_t>(flag) << shift;
        shift += 2;
    }
    const std::uint32_t car = static_cast<std::uint32_t>(seen.motion) |
                              static_cast<std::uint32_t>(seen.direction) << 2 |
                              static_cast<std::uint32_t>(seen.door) << 4;
    return flags | car << 8 | static_cast<std::uint32_t>(seen.mode);
}

inline bool is_neutral_fault(const NativeFault& fault) noexcept {
    const auto sound = [](std::string_view text) {
        return !text.empty() && first_bad_utf8(text) == text.size();
    };
    return sound(fault.dialect.view()) && sound(fault.code.view());
}

inline void append_short(std::string& out, std::int16_t value) {
    append_be(out, std::bit_cast<std::uint16_t>(value));
}
inline void append_long(std::string& out, std::int32_t value) {
    append_be(out, std::bit_cast<std::uint32_t>(value));
}
inline void append_total(std::string& out, std::int64_t value) {
    append_be(out, std::bit_cast<std::uint64_t>(value));
}

inline void append_surroundings(std::string& out, const NeutralRecord& record) {
    append_short(out, record.noise);
    append_short(out, record.vibration);
    append_short(out, record.temperature);
}

inline void append_load(std::string& out, const NeutralRecord& record) {
    append_be(out, record.people);
    append_long(out, record.load);
}

inline void append_totals(std::string& out, const NeutralRecord& record) {
    append_be(out, record.runs);
    append_be(out, record.door_cycles);
    append_be(out, record.rope_bends);
    append_total(out, record.run_time);
    append_total(out, record.distance);
}

// One byte with the lengths and whether it is cleared, the dialect, the code.
inline void append_native_fault(std::string& out, const NativeFault& fault) {
    const std::string_view dialect = fault.dialect.view(), code = fault.code.view();
    out += static_cast<char>((fault.cleared ? 0x80U : 0U) | code.size() << 4 | dialect.size());
    out += dialect;
    out += code;
}

}  // namespace detail

// What does not fit is unknown in `record` and named. Without a time the record is of no use.
inline NeutralMisfit to_neutral(const Observation& seen, NeutralRecord& record) noexcept {
    NeutralMisfit misfit;
    record = {};
    record.time = seen.time.time_since_epoch().count();
    if (!detail::is_neutral_time(record.time)) misfit.add(NeutralMisfit::time);
    record.floor = seen.floor;
    record.words = detail::packed_words(seen);
    if (seen.people < NeutralRecord::no_people) {
        record.people = static_cast<std::uint16_t>(seen.people);
    } else if (is_known(seen.people)) {
        misfit.add(NeutralMisfit::people);
    }
    using detail::to_units;
    using Misfit = NeutralMisfit;
    record.position = to_units<std::int32_t>(seen.position, 1000, Misfit::position, misfit);
    record.speed = to_units<std::int16_t>(seen.speed, 1000, Misfit::speed, misfit);
    record.load = to_units<std::int32_t>(seen.load, 10, Misfit::load, misfit);
    record.noise = to_units<std::int16_t>(seen.noise, 100, Misfit::noise, misfit);
    record.vibration = to_units<std::int16_t>(seen.vibration, 1000, Misfit::vibration, misfit);
    record.temperature = to_units<std::int16_t>(seen.temperature, 100, Misfit::temperature, misfit);
    record.runs = seen.runs;
    record.door_cycles = seen.door_cycles;
    record.rope_bends = seen.rope_bends;
    record.run_time = to_units<std::int64_t>(seen.run_time, 1000, Misfit::run_time, misfit);
    record.distance = to_units<std::int64_t>(seen.distance, 1000, Misfit::distance, misfit);
    if (seen.fault.empty()) return misfit;
    if (detail::is_neutral_fault(seen.fault)) {
        record.fault = seen.fault;
    } else {
        misfit.add(NeutralMisfit::fault);
    }
    return misfit;
}

// All fields but time and fault.
inline void append_full(std::string& out, const NeutralRecord& record) {
    detail::append_short(out, record.floor);
    append_be(out, record.words);
    detail::append_load(out, record);
    detail::append_long(out, record.position);
    detail::append_short(out, record.speed);
    detail::append_surroundings(out, record);
    detail::append_totals(out, record);
}

}  // namespace hoistway
