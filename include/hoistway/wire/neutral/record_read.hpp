// SPDX-License-Identifier: Apache-2.0
//
// The groups of a record of the neutral frame, from bytes into an observation.
//
//     detail::set_words(seen, load_be<std::uint32_t>(full + 2), out_of_range);
//     detail::set_totals(seen, full + 24, out_of_range);
//     detail::set_fault(seen, full + 52, out_of_range);
//
// The counterpart of record.hpp. A measured value is the quotient of its units, rounded once, and
// so the same on every machine. A word that no table has is unknown and counted, and so is a fault
// without dialect or code, or whose text is no UTF-8. Reading outside the bytes is a caller's bug.
// Constant time, nothing is allocated. The layout: docs/neutral_frame.md.

#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>

#include "hoistway/model/observation.hpp"
#include "hoistway/wire/neutral/frame.hpp"
#include "hoistway/wire/neutral/record.hpp"

namespace hoistway::detail {

// Units to a value; unknown where the lowest number stands. A double is so much finer than a float
// that the product is the float next to the true value, for every short and for positions and loads
// below 2000 km and 8000 t; and it is the same on every machine.
template <std::signed_integral T>
float from_units(T units, double unit) noexcept {
    const auto value = static_cast<float>(static_cast<double>(units) * unit);
    return units == std::numeric_limits<T>::min() ? no_value : value;
}

// A total in thousandths; unknown and counted above 2^50.
inline double from_thousandths(std::int64_t units, std::uint64_t& out_of_range) noexcept {
    const auto value = static_cast<double>(units);
    if (std::fabs(value) <= neutral_last_total) return value / 1000.0;
    out_of_range += static_cast<unsigned>(units != NeutralRecord::no_total);
    return std::numeric_limits<double>::quiet_NaN();
}

inline std::int64_t load_total(const char* bytes) noexcept {
    return std::bit_cast<std::int64_t>(load_be<std::uint64_t>(bytes));
}

// A measured quantity that stands in units of T.
template <std::signed_integral T>
float measured(const char* bytes, double unit) noexcept {
    return from_units(std::bit_cast<T>(load_be<std::make_unsigned_t<T>>(bytes)), unit);
}

// The words of a car byte in the three low bytes: motion, direction, door. Above them, how many of
// them no table has; those are unknown.
inline constexpr std::array<std::uint32_t, 256> car_words = [] {
    std::array<std::uint32_t, 256> all{};
    for (std::uint32_t car = 0; car < all.size(); ++car) {
        const std::uint32_t motion = car & 3, direction = car >> 2 & 3, door = car >> 4 & 7;
        const bool no_motion = motion >= Words<Motion>::list.size();
        const bool no_door = door >= Words<Door>::list.size();
        all[car] = (no_motion ? 0 : motion) | direction << 8 | (no_door ? 0 : door) << 16 |
                   (std::uint32_t{no_motion} + std::uint32_t{no_door}) << 24;
    }
    return all;
}();

// Eight pairs of bits to eight bytes.
constexpr std::uint64_t spread_flags(std::uint64_t pairs) noexcept {
    pairs = (pairs | pairs << 24) & 0x000000FF000000FF;
    pairs = (pairs | pairs << 12) & 0x000F000F000F000F;
    return (pairs | pairs << 6) & 0x0303030303030303;
}

// The eleven words stand side by side in an observation, a byte each: motion, direction, door and
// mode out of `four`, the flags out of `seven`, the first one lowest.
static_assert(std::is_standard_layout_v<Observation> && std::is_trivially_copyable_v<Observation>);
static_assert(offsetof(Observation, mode) == offsetof(Observation, motion) + 3 &&
              offsetof(Observation, door_zone) == offsetof(Observation, motion) + 4 &&
              offsetof(Observation, overload) == offsetof(Observation, motion) + 10);

inline void put_words(Observation& seen, std::uint32_t four, std::uint64_t seven) noexcept {
    const std::uint64_t first = to_little(four | seven << 32);
    const std::uint32_t last = to_little(static_cast<std::uint32_t>(seven >> 24));
    char* const place = reinterpret_cast<char*>(&seen) + offsetof(Observation, motion);
    std::memcpy(place, &first, sizeof first);
    std::memcpy(place + 7, &last, sizeof last);
}

// Flags in the upper half, two bits each; then motion, direction and door; then the mode. A word
// that no table has is unknown and counted; the bits above the flags and the door say nothing.
inline void set_words(Observation& seen, std::uint32_t words,
                      std::uint64_t& out_of_range) noexcept {
    std::uint32_t mode = words & 0xFF, flags = words >> 16 & 0x3FFF;
    const std::uint32_t car = car_words[words >> 8 & 0xFF], threes = flags & flags >> 1 & 0x1555;
    if (((car >> 24) | threes) != 0 || mode >= Words<Mode>::list.size()) [[unlikely]] {
        const bool no_mode = mode >= Words<Mode>::list.size();
        out_of_range += (car >> 24) + static_cast<unsigned>(std::popcount(threes)) +
                        static_cast<unsigned>(no_mode);
        if (no_mode) mode = 0;
        flags ^= threes * 3;
    }
    put_words(seen, (car & 0xFFFFFF) | mode << 24, spread_flags(flags));
}

inline void set_load(Observation& seen, const char* bytes) noexcept {
    const auto people = load_be<std::uint16_t>(bytes);
    seen.people = people == NeutralRecord::no_people ? no_count : std::uint32_t{people};
    seen.load = measured<std::int32_t>(bytes + 2, 0.1);
}

inline void set_surroundings(Observation& seen, const char* bytes) noexcept {
    seen.noise = measured<std::int16_t>(bytes, 0.01);
    seen.vibration = measured<std::int16_t>(bytes + 2, 0.001);
    seen.temperature = measured<std::int16_t>(bytes + 4, 0.01);
}

inline void set_totals(Observation& seen, const char* bytes, std::uint64_t& out_of_range) noexcept {
    seen.runs = load_be<std::uint32_t>(bytes);
    seen.door_cycles = load_be<std::uint32_t>(bytes + 4);
    seen.rope_bends = load_be<std::uint32_t>(bytes + 8);
    seen.run_time = from_thousandths(load_total(bytes + 12), out_of_range);
    seen.distance = from_thousandths(load_total(bytes + 20), out_of_range);
}

// Bytes of the fault whose first one is given.
constexpr std::size_t native_fault_size(std::uint8_t first) noexcept {
    return 1 + (first & 15U) + (first >> 4 & 7U);
}

// A fault without dialect or code, or whose text is no UTF-8, is none, and counted.
inline void set_fault(Observation& seen, const char* bytes, std::uint64_t& out_of_range) noexcept {
    const auto first = static_cast<std::uint8_t>(*bytes);
    const std::size_t dialect = first & 15U, code = first >> 4 & 7U;
    NativeFault fault;
    fault.cleared = (first & 0x80) != 0;
    (void)fault.dialect.assign({bytes + 1, dialect});
    (void)fault.code.assign({bytes + 1 + dialect, code});
    if (is_neutral_fault(fault)) {
        seen.fault = fault;
    } else {
        ++out_of_range;
    }
}

}  // namespace hoistway::detail
