// SPDX-License-Identifier: Apache-2.0
//
// The scenarios as a table: what comes about, in which variants, and for how long one watches.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "../incident.hpp"

namespace hoistway::detail {

struct ScenarioRow {
    Incident incident;
    std::array<std::string_view, 4> variants;  // as the incident numbers them; empty = no more
    int hours;                                 // from the beginning; it happens within the first
    bool person = false;                       // somebody in the car may be still
};

inline constexpr std::string_view only = "plain_case";

inline constexpr std::array<ScenarioRow, incidents> scenario_rows{{
    {Incident::entrapment, {"at_level", "no_start", "between_landings", "power_cut"}, 3, true},
    {Incident::stopped_off_level, {"chain_open", "chain_blinked"}, 2},
    {Incident::overtravel_top, {only}, 2},
    {Incident::overtravel_bottom, {only}, 2},
    {Incident::door_blocked, {"minutes", "long"}, 3},
    {Incident::power_loss, {"minutes", "an_hour", "hours"}, 6},
    {Incident::native, {"button"}, 2},
    {Incident::device_offline, {"minutes", "hours", "a_day"}, 24},
    {Incident::alarm_button, {only}, 1},
    {Incident::car_door_close_abnormal, {"occupied", "empty"}, 1},
    {Incident::door_cycling, {"turning_back", "flapping"}, 1},
    {Incident::close_abnormal, {"sticking", "held_up"}, 1},
    {Incident::car_door_fault, {"opens_late", "runs_on"}, 1, true},
    {Incident::start_abnormal, {"starts_late", "opens_again"}, 1, true},
    {Incident::stop_abnormal, {"short", "longer"}, 1},
    {Incident::opened_off_level, {"short", "long"}, 1},
    {Incident::opened_while_running, {only}, 1},
    {Incident::unintended_movement, {"short", "long"}, 1},
    {Incident::overspeed, {only}, 1},
    {Incident::emergency_stop, {"chain_blinked", "chain_open"}, 1},
    {Incident::run_time_limit, {only}, 1},
    {Incident::safety_chain_open, {"by_itself", "in_inspection", "after_power"}, 2},
    {Incident::restart_prevented, {"braked", "slow"}, 2},
    {Incident::levelling_error, {"small", "large"}, 1},
    {Incident::position_lost, {"offset", "floor_word"}, 1},
    {Incident::door_lock_fault, {"standing", "running"}, 1},
    {Incident::vibration_abnormal, {only}, 24},
    {Incident::noise_abnormal, {only}, 24},
    {Incident::temperature_high, {only}, 8},
    {Incident::overload_stuck, {only}, 2},
    {Incident::long_idle, {only}, 48},
    {Incident::sensor_frozen, {"position", "vibration", "noise", "door_zone"}, 24},
    {Incident::clock_wrong, {only}, 1},
    {Incident::vision_ebike, {only}, 1},
    {Incident::vision_left_object, {only}, 1},
    {Incident::vision_behaviour, {only}, 1},
    {Incident::vision_advert, {only}, 1},
    {Incident::visit, {only}, 2},
    {Incident::reboot, {only}, 1},
    {Incident::cleaning, {only}, 1},
    {Incident::moving_house, {only}, 1},
    {Incident::children, {only}, 1},
    {Incident::sleeper, {"open_car", "riding"}, 1, true},
    {Incident::attendant, {only}, 1},
    {Incident::fire_service, {only}, 2},
    {Incident::late_doors, {only}, 1, true},
    {Incident::slow_start, {only}, 1, true},
    {Incident::short_stop, {only}, 1},
    {Incident::chain_blink, {only}, 1},
    {Incident::brief_outage, {only}, 1},
    {Incident::half_turned_back, {only}, 1},
    {Incident::drive_delay, {only}, 1},
    {Incident::overload_spell, {only}, 1},
    {Incident::warm_day, {only}, 10},
    {Incident::loud_hours, {only}, 20},
    {Incident::rough_ride, {only}, 1},
    {Incident::quiet_day, {only}, 24},
}};

// How sensors and link behave [default].
struct Condition {
    std::string_view name;
    Disturbances disturbances;
    int still;     // as in Script
    bool persons;  // only where somebody is in the car
};

inline constexpr std::array<Condition, 4> conditions{{
    {"plain", {}, 0, false},
    {"still_person", {}, 1, true},
    {"packet_loss", {.packet_loss = 0.05, .repeats = 0.02}, -1, false},
    {"flicker", {.flicker = 200, .disorder = 0.02}, -1, false},
}};

}  // namespace hoistway::detail
