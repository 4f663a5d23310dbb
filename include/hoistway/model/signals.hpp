// SPDX-License-Identifier: Apache-2.0
//
// The words a lift's signals are said in, the same in C++, Python and JSON.
//
//     to_text(Door::ajar);                   // "ajar"
//     from_text<Mode>("inspection");         // Mode::inspection
//
// Each begins with `unknown`: what a device does not say is not known, and is never guessed.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hoistway {

enum class Motion : std::uint8_t { unknown, stopped, running };
enum class Direction : std::uint8_t { unknown, none, up, down };
enum class Door : std::uint8_t { unknown, closed, opening, open, closing, ajar };
enum class Mode : std::uint8_t {
    unknown,
    normal,
    attendant,
    inspection,
    fire_return,
    firefighter,
    emergency_power,
    earthquake,
    out_of_service,
};

// A boolean signal that may never have been said.
enum class Flag : std::uint8_t { unknown, no, yes };

// Who speaks for a lift: its controller, a box fitted on the car, or a camera in it.
enum class Source : std::uint8_t { unknown, controller, box, camera };

// Signals as bits of a set: which of them a device has ever said.
enum class Signal : std::uint16_t {
    motion = 1,
    door = 2,
    presence = 4,
    door_zone = 8,
    mains_power = 16,
    position = 32,
    floor = 64,
    mode = 128,
    safety_chain = 256,
    door_lock = 512,
    alarm_button = 1024,
    overload = 2048,
    speed = 4096,
    noise = 8192,
    vibration = 16384,
    temperature = 32768,
};

template <class... S>
constexpr std::uint16_t bits(S... signals) noexcept {
    return static_cast<std::uint16_t>((0 | ... | static_cast<std::uint16_t>(signals)));
}

constexpr Flag to_flag(bool value) noexcept { return value ? Flag::yes : Flag::no; }

template <class E>
struct Words;

template <>
struct Words<Motion> {
    static constexpr std::array<std::string_view, 3> list{"unknown", "stopped", "running"};
};
template <>
struct Words<Direction> {
    static constexpr std::array<std::string_view, 4> list{"unknown", "none", "up", "down"};
};
template <>
struct Words<Door> {
    static constexpr std::array<std::string_view, 6> list{"unknown", "closed",  "opening",
                                                          "open",    "closing", "ajar"};
};
template <>
struct Words<Mode> {
    static constexpr std::array<std::string_view, 9> list{
        "unknown",     "normal",          "attendant",  "inspection",    "fire_return",
        "firefighter", "emergency_power", "earthquake", "out_of_service"};
};
template <>
struct Words<Source> {
    static constexpr std::array<std::string_view, 4> list{"unknown", "controller", "box", "camera"};
};
template <>
struct Words<Flag> {
    static constexpr std::array<std::string_view, 3> list{"unknown", "false", "true"};
};

template <class E>
concept Worded = requires {
    Words<E>::list.size();
};

template <Worded E>
constexpr std::string_view to_text(E value) noexcept {
    return Words<E>::list[static_cast<std::size_t>(value)];
}

template <Worded E>
constexpr std::optional<E> from_text(std::string_view text) noexcept {
    for (std::size_t i = 0; i < Words<E>::list.size(); ++i) {
        if (Words<E>::list[i] == text) return static_cast<E>(i);
    }
    return std::nullopt;
}

}  // namespace hoistway
