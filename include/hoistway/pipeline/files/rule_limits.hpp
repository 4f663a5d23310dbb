// SPDX-License-Identifier: Apache-2.0
//
// The numbers of all rules on the standard row, as data: as built in, or as a file says.
//
//     RuleLimits limits;                                     // as built in
//     limits.entrapment.at_level = std::chrono::seconds{60};
//     limits.hold(EventKind::door_blocked)->raise = std::chrono::minutes{2};
//     const auto row = standard_row(lifts, policy, {.limits = &limits});
//
// From a file: pipeline/files/rules_file.hpp. Some numbers belong to two rules.
// Where each built-in number is from stands in docs/detect.md. Plain data.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hoistway/detect/catalogue.hpp"
#include "hoistway/detect/device_offline.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/detect/hold.hpp"
#include "hoistway/state/picture.hpp"

namespace hoistway {

namespace detail {

template <class... Condition>
struct HoldTable {
    static constexpr std::size_t size = sizeof...(Condition);
    static constexpr std::array<const RuleInfo*, size> infos{&Condition::info...};

    static std::array<HoldLimits, size> usual() { return {Condition{}.limits...}; }
};

using Holds = CatalogueHolds<HoldTable>;

}  // namespace detail

struct RuleLimits {
    PictureOptions picture{};  // but for its lifts
    EntrapmentOptions entrapment{};
    std::array<HoldLimits, detail::Holds::size> holds = detail::Holds::usual();
    HoldLimits on_battery{std::chrono::seconds{60}, std::chrono::seconds{2}};
    HoldLimits door_lock_fault{std::chrono::seconds{3}, std::chrono::seconds{2}};
    HoldLimits safety_chain_open{std::chrono::seconds{3}, std::chrono::seconds{2}};
    DoorCyclingOptions door_cycling{};
    CarDoorFaultOptions car_door_fault{};
    RunTimeLimitOptions run_time_limit{};
    NoiseAbnormalOptions noise_abnormal{};
    Duration clock_wrong_clear = std::chrono::seconds{600};
    std::uint8_t vibration_runs = 3;  // in a row, bad or good
    std::uint8_t zone_runs = 20;      // with the same zone, then its sensor is frozen

    // Of a rule that only holds a condition; null for any other.
    HoldLimits* hold(EventKind kind) noexcept {
        for (std::size_t i = 0; i < holds.size(); ++i) {
            if (detail::Holds::infos[i]->kind == kind) return &holds[i];
        }
        return nullptr;
    }
};

namespace detail {

// A stage of the catalogue with its numbers.
template <class Automaton>
Automaton with_limits(const RuleLimits& limits) {
    if constexpr (std::is_same_v<Automaton, OnBattery>) {
        return Automaton{limits.on_battery};
    } else if constexpr (std::is_same_v<Automaton, DoorCycling>) {
        return Automaton{limits.door_cycling};
    } else if constexpr (std::is_same_v<Automaton, CarDoorFault>) {
        return Automaton{limits.car_door_fault};
    } else if constexpr (std::is_same_v<Automaton, DoorLockFault>) {
        return Automaton{limits.door_lock_fault};
    } else if constexpr (std::is_same_v<Automaton, RunTimeLimit>) {
        return Automaton{limits.run_time_limit};
    } else if constexpr (std::is_same_v<Automaton, SafetyChainOpen>) {
        return Automaton{limits.safety_chain_open};
    } else if constexpr (std::is_same_v<Automaton, VibrationAbnormal>) {
        return Automaton{limits.vibration_runs};
    } else if constexpr (std::is_same_v<Automaton, NoiseAbnormal>) {
        return Automaton{limits.noise_abnormal};
    } else if constexpr (std::is_same_v<Automaton, SensorFrozen>) {
        return Automaton{limits.zone_runs};
    } else {
        static_assert(std::is_same_v<Automaton, ClockWrong>, "a new rule needs its limits here");
        return Automaton{limits.clock_wrong_clear};
    }
}

// A held condition with its limits, by its place in the catalogue.
template <HoldCondition Condition>
Condition condition_with(const HoldLimits& limits) {
    Condition condition;
    condition.limits = limits;
    return condition;
}

}  // namespace detail

}  // namespace hoistway
