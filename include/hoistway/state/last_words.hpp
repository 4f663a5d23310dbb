// SPDX-License-Identifier: Apache-2.0
//
// The last word on each signal of a lift, and whether a record says another.
//
//     const Packed said = packed_words_of(seen);
//     if (is_news(held, said)) take(held, said);     // what was not said stays as it was
//
// Eleven words of a byte each, compared eight at a time, on little-endian machines. Constant time,
// no allocation.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

// In the order of Observation's fields.
struct LastWords {
    Motion motion{};
    Direction direction{};  // up or down; that a car stands is said by motion
    Door door{};
    Mode mode{};
    Flag door_zone{}, presence{}, mains_power{}, safety_chain{}, door_lock{}, alarm_button{},
        overload{};
};

namespace detail {

inline Flag person_in(const Observation& seen) noexcept {
    if (seen.presence == Flag::yes || !is_known(seen.people)) return seen.presence;
    return to_flag(seen.people > 0);
}

inline Direction direction_of(const Observation& seen) noexcept {
    if (seen.direction == Direction::up || seen.direction == Direction::down) {
        return seen.direction;
    }
    if (!is_known(seen.speed) || seen.speed == 0) return Direction::unknown;
    return seen.speed > 0 ? Direction::up : Direction::down;
}

// Seven bits for each byte that is not 0. No word is above 15, so none carries into the next.
constexpr std::uint64_t said_bytes(std::uint64_t words) noexcept {
    const std::uint64_t top = (words + 0x7F7F7F7F7F7F7F7Fu) & 0x8080808080808080u;
    return top - (top >> 7);
}

// The bytes of b where b has any, else those of a.
inline std::uint64_t overlay(std::uint64_t a, std::uint64_t b) noexcept {
    return a ^ ((a ^ b) & said_bytes(b));
}

// Eleven words as two overlapping numbers of eight.
struct Packed {
    std::uint64_t first = 0, last = 0;
};
static_assert(sizeof(LastWords) == 11);
static_assert(offsetof(Observation, overload) - offsetof(Observation, motion) == 10);

inline Packed pack(const void* words) noexcept {
    Packed out;
    std::memcpy(&out.first, words, 8);
    std::memcpy(&out.last, static_cast<const char*>(words) + 3, 8);
    return out;
}

inline const char* words_in(const Observation& seen) noexcept {
    return reinterpret_cast<const char*>(&seen) + offsetof(Observation, motion);
}

static_assert(offsetof(Brief, overload) - offsetof(Brief, motion) == 10);

inline const char* words_in(const Brief& seen) noexcept {
    return reinterpret_cast<const char*>(&seen) + offsetof(Brief, motion);
}

// The second word is the direction, the sixth the presence. Put together as numbers: what is
// written byte by byte can not be fetched at once for a while.
inline Packed packed_words_of(const Observation& seen) noexcept {
    static_assert(offsetof(LastWords, direction) == 1 && offsetof(LastWords, presence) == 5);
    constexpr std::uint64_t byte = 0xFF;
    const auto direction = static_cast<std::uint64_t>(direction_of(seen));
    const auto presence = static_cast<std::uint64_t>(person_in(seen));
    Packed out = pack(words_in(seen));
    out.first = (out.first & ~(byte << 8) & ~(byte << 40)) | direction << 8 | presence << 40;
    out.last = (out.last & ~(byte << 16)) | presence << 16;
    return out;
}

inline void write_words(LastWords& held, const Packed& words) noexcept {
    auto* const bytes = reinterpret_cast<char*>(&held);
    std::memcpy(bytes, &words.first, 8);
    std::memcpy(bytes + 3, &words.last, 8);
}

inline LastWords unpack(const Packed& words) noexcept {
    LastWords out;
    write_words(out, words);
    return out;
}

inline LastWords last_words_of(const Observation& seen) noexcept {
    return unpack(packed_words_of(seen));
}

inline bool is_news(const LastWords& held, const Packed& said) noexcept {
    const Packed a = pack(&held), b = said;
    return overlay(a.first, b.first) != a.first || overlay(a.last, b.last) != a.last;
}

// The same of a record that has no speed and does not count people. A direction is one where its
// second bit is set: up or down.
template <class Record>
bool says_other_words(const LastWords& held, const Record& seen) noexcept {
    static_assert(Direction{1} == Direction::none && Direction{2} == Direction::up);
    constexpr std::uint64_t direction = 0xFF00;
    const Packed a = pack(&held), b = pack(words_in(seen));
    const std::uint64_t others = ((a.first ^ b.first) & ~direction) | (a.last ^ b.last);
    // Most devices say all their words every time.
    if (others == 0) return (b.first & 0x0200) != 0 && ((a.first ^ b.first) & direction) != 0;
    const std::uint64_t said = said_bytes(b.first & ~std::uint64_t{0x0100});
    return (((a.first ^ b.first) & said) | ((a.last ^ b.last) & said_bytes(b.last))) != 0;
}

// Whether a record has words that are not held, without looking at each of them.
inline bool is_news(const LastWords& held, const Observation& seen) noexcept {
    if (is_known(seen.people)) return is_news(held, packed_words_of(seen));
    const Direction direction = direction_of(seen);
    if (is_known(direction) && direction != held.direction) return true;
    return says_other_words(held, seen);
}

// Whether these bytes are as in an observation that says nothing.
template <class Number>
bool says_nothing_at(const Observation& seen, std::size_t offset) noexcept {
    static constexpr Observation nothing;
    Number a{}, b{};
    std::memcpy(&a, reinterpret_cast<const char*>(&seen) + offset, sizeof a);
    std::memcpy(&b, reinterpret_cast<const char*>(&nothing) + offset, sizeof b);
    return a == b;
}

static_assert(offsetof(Observation, speed) - offsetof(Observation, people) == 8);
static_assert(offsetof(Observation, rope_bends) - offsetof(Observation, noise) == 20);

// No fault, no total, and of the measured values none but the load; one source: what most devices
// say most of the time. Two fields of four bytes are looked at as one.
inline bool says_words_only(const Observation& seen) noexcept {
    return seen.fault.empty() && seen.source == Source::unknown &&
           says_nothing_at<std::uint64_t>(seen, offsetof(Observation, people)) &&
           says_nothing_at<std::uint32_t>(seen, offsetof(Observation, speed)) &&
           says_nothing_at<std::uint64_t>(seen, offsetof(Observation, noise)) &&
           says_nothing_at<std::uint64_t>(seen, offsetof(Observation, temperature)) &&
           says_nothing_at<std::uint64_t>(seen, offsetof(Observation, door_cycles));
}

inline void take(LastWords& held, const Packed& said) noexcept {
    const Packed a = pack(&held);
    write_words(held, {overlay(a.first, said.first), overlay(a.last, said.last)});
}

template <class T>
constexpr std::uint16_t bit_if(T value, Signal signal) noexcept {
    return is_known(value) ? static_cast<std::uint16_t>(signal) : std::uint16_t{0};
}

inline std::uint16_t said_values(const Observation& seen) noexcept {
    return static_cast<std::uint16_t>(
        bit_if(seen.position, Signal::position) | bit_if(seen.speed, Signal::speed) |
        bit_if(seen.noise, Signal::noise) | bit_if(seen.vibration, Signal::vibration) |
        bit_if(seen.temperature, Signal::temperature));
}

// Whether there is a word where none is held.
inline bool says_for_the_first_time(const LastWords& held, const Packed& said) noexcept {
    const Packed a = pack(&held);
    return ((said_bytes(said.first) & ~said_bytes(a.first)) |
            (said_bytes(said.last) & ~said_bytes(a.last))) != 0;
}

inline std::uint16_t said_words(const LastWords& said, const Observation& seen) noexcept {
    return static_cast<std::uint16_t>(
        bit_if(said.motion, Signal::motion) | bit_if(said.door, Signal::door) |
        bit_if(said.mode, Signal::mode) | bit_if(said.door_zone, Signal::door_zone) |
        bit_if(said.presence, Signal::presence) | bit_if(said.mains_power, Signal::mains_power) |
        bit_if(said.safety_chain, Signal::safety_chain) |
        bit_if(said.door_lock, Signal::door_lock) |
        bit_if(said.alarm_button, Signal::alarm_button) | bit_if(said.overload, Signal::overload) |
        bit_if(seen.floor, Signal::floor));
}

}  // namespace detail

}  // namespace hoistway
