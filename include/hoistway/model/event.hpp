// SPDX-License-Identifier: Apache-2.0
//
// Findings, which are a rule's opinion, and events, which are news: what a rescuer, a log or a
// report gets to see. Every one carries the evidence that produced it. A truth is what was really
// the case, where somebody knows it: a simulator, or who looked at the lift.
//
//     {"lift":"A-1","rule":"entrapment@1","kind":"entrapment","phase":"raised",...}
//
// Kinds are added, never renamed. A device's own fault is of kind `native` and is written as
// "native:<dialect>:<code>". Plain data; the texts in evidence are literals and outlive everything.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

enum class EventKind : std::uint8_t {
    entrapment,
    person_at_risk,
    door_blocked,
    power_loss,
    overtravel_top,
    overtravel_bottom,
    stopped_off_level,
    device_offline,
    native,
    // What other systems tell and no rule here raises; one that gets a rule moves up.
    alarm_button,
    on_battery,
    car_door_close_abnormal,
    car_door_fault,
    position_lost,
    door_cycling,
    stop_abnormal,
    close_abnormal,
    start_abnormal,
    opened_off_level,
    door_lock_fault,
    opened_while_running,
    unintended_movement,
    overspeed,
    emergency_stop,
    run_time_limit,
    safety_chain_open,
    restart_prevented,
    levelling_error,
    vibration_abnormal,
    noise_abnormal,
    temperature_high,
    overload_stuck,
    long_idle,
    sensor_frozen,
    clock_wrong,
    vision_ebike,
    vision_left_object,
    vision_behaviour,
    vision_advert,
};

enum class Severity : std::uint8_t { note, minor, major, critical };
enum class Phase : std::uint8_t { raised, updated, cleared };

template <>
struct Words<EventKind> {
    static constexpr std::array<std::string_view, 39> list{
        "entrapment",          "person_at_risk",     "door_blocked",
        "power_loss",          "overtravel_top",     "overtravel_bottom",
        "stopped_off_level",   "device_offline",     "native",
        "alarm_button",        "on_battery",         "car_door_close_abnormal",
        "car_door_fault",      "position_lost",      "door_cycling",
        "stop_abnormal",       "close_abnormal",     "start_abnormal",
        "opened_off_level",    "door_lock_fault",    "opened_while_running",
        "unintended_movement", "overspeed",          "emergency_stop",
        "run_time_limit",      "safety_chain_open",  "restart_prevented",
        "levelling_error",     "vibration_abnormal", "noise_abnormal",
        "temperature_high",    "overload_stuck",     "long_idle",
        "sensor_frozen",       "clock_wrong",        "vision_ebike",
        "vision_left_object",  "vision_behaviour",   "vision_advert"};
};
template <>
struct Words<Severity> {
    static constexpr std::array<std::string_view, 4> list{"note", "minor", "major", "critical"};
};
template <>
struct Words<Phase> {
    static constexpr std::array<std::string_view, 3> list{"raised", "updated", "cleared"};
};

inline constexpr std::size_t event_kinds = Words<EventKind>::list.size();

// The first kinds are those that a rule raises, and a device in words of its own.
inline constexpr std::size_t ruled_kinds = static_cast<std::size_t>(EventKind::native) + 1;

// One thing that a rule saw: a word ("door": "closed") or a number ("held_s": 90).
struct EvidenceItem {
    std::string_view name;
    std::string_view word;
    double number = 0;

    friend bool operator==(const EvidenceItem&, const EvidenceItem&) = default;
};

// Up to eight things seen; more are left out, the first being the ones that count.
class Evidence {
 public:
    constexpr Evidence& add(std::string_view name, std::string_view word) noexcept {
        return put({name, word, 0});
    }
    constexpr Evidence& add(std::string_view name, double number) noexcept {
        return put({name, {}, number});
    }

    constexpr const EvidenceItem* begin() const noexcept { return items_.data(); }
    constexpr const EvidenceItem* end() const noexcept { return items_.data() + size_; }
    constexpr std::size_t size() const noexcept { return size_; }

    friend bool operator==(const Evidence&, const Evidence&) = default;

 private:
    constexpr Evidence& put(EvidenceItem item) noexcept {
        if (size_ < items_.size()) items_[size_++] = item;
        return *this;
    }

    std::array<EvidenceItem, 8> items_{};
    std::size_t size_ = 0;
};

// A rule's opinion of one lift: this holds, holds differently, or holds no longer.
struct Finding {
    Time time{};
    LiftIndex lift = no_lift;
    std::string_view rule{};  // id and version: "entrapment@1"
    EventKind kind{};
    Phase phase{};
    Severity severity{};
    Time since{};  // when what it speaks of began
    std::int16_t floor = no_floor;
    Evidence evidence{};
    NativeFault native{};  // for kind `native` only
};

// News: one open episode per lift and kind, from `raised` over `updated` to `cleared`.
struct Event {
    Time time{};
    LiftIndex lift = no_lift;
    std::string_view rule{};
    EventKind kind{};
    Phase phase{};
    Severity severity{};
    Time since{};
    std::int16_t floor = no_floor;
    Evidence evidence{};
    NativeFault native{};
};

// Which family of causes set off a truth; the families are those of source 002, table 2.
enum class Cause : std::uint8_t {
    unknown,
    human,
    external,
    door,
    traction,
    control,
    electric,
    safety
};

template <>
struct Words<Cause> {
    static constexpr std::array<std::string_view, 8> list{
        "unknown", "human", "external", "door", "traction", "control", "electric", "safety"};
};

// What was really the case, and from when until when.
struct Truth {
    LiftIndex lift = no_lift;
    EventKind kind{};
    TimeSpan span{};
    Cause cause{};
    NativeFault native{};  // for kind `native` only

    friend bool operator==(const Truth&, const Truth&) = default;
};

}  // namespace hoistway
