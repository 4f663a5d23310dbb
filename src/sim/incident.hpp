// SPDX-License-Identifier: Apache-2.0
//
// What may befall a lift, faults and near misses, and how often: one table.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "hoistway/sim/city.hpp"

namespace hoistway::detail {

enum class Incident : std::uint8_t {
    entrapment,
    stopped_off_level,
    overtravel_top,
    overtravel_bottom,
    door_blocked,
    power_loss,
    native,
    device_offline,
    alarm_button,
    car_door_close_abnormal,
    door_cycling,
    close_abnormal,
    car_door_fault,
    start_abnormal,
    stop_abnormal,
    opened_off_level,
    opened_while_running,
    unintended_movement,
    overspeed,
    emergency_stop,
    run_time_limit,
    safety_chain_open,
    restart_prevented,
    levelling_error,
    position_lost,
    door_lock_fault,
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
    visit,
    reboot,
    cleaning,
    moving_house,
    children,
    sleeper,
    attendant,
    fire_service,
    late_doors,
    slow_start,
    short_stop,
    chain_blink,
    brief_outage,
    half_turned_back,
    drive_delay,
    overload_spell,
    warm_day,
    loud_hours,
    rough_ride,
    quiet_day,
};

inline constexpr std::size_t incidents = static_cast<std::size_t>(Incident::quiet_day) + 1;

// When in the day it comes about.
enum class DayPart : std::uint8_t { riding, working, any };

struct IncidentRow {
    std::string_view name;
    double FaultRates::*fault = nullptr;  // one of the two says how often
    double NearMissRates::*near_miss = nullptr;
    DayPart part{};
    bool frail = false;     // more often in lifts that fail more often
    bool demo = false;      // times CityOptions::demo_rate
    bool full_box = false;  // only where the box measures everything
};

const IncidentRow& row_of(Incident incident) noexcept;

// Nothing for the near misses.
std::optional<EventKind> kind_of(Incident incident) noexcept;

// Per 1,000 lifts and year, before the lift's own frailty.
double rate_of(Incident incident, const CityOptions& options) noexcept;

}  // namespace hoistway::detail
