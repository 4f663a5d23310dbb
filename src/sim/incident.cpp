// SPDX-License-Identifier: Apache-2.0
#include "incident.hpp"

namespace hoistway::detail {
namespace {

constexpr bool yes = true, no = false;
constexpr DayPart riding = DayPart::riding, working = DayPart::working, any = DayPart::any;

// name, rate, part of the day, frail, demo, full box
constexpr std::array<IncidentRow, incidents> rows{
    {{"entrapment", &FaultRates::entrapment, nullptr, riding, yes, yes, no},
     {"stopped_off_level", &FaultRates::stopped_off_level, nullptr, riding, yes, yes, no},
     {"overtravel_top", &FaultRates::overtravel, nullptr, riding, yes, yes, no},
     {"overtravel_bottom", &FaultRates::overtravel, nullptr, riding, yes, yes, no},
     {"door_blocked", &FaultRates::door_blocked, nullptr, riding, no, no, no},
     {"power_loss", &FaultRates::power_loss, nullptr, any, no, no, no},
     {"native", &FaultRates::native, nullptr, any, yes, no, no},
     {"device_offline", &FaultRates::device_offline, nullptr, any, no, no, no},
     {"alarm_button", &FaultRates::alarm_button, nullptr, riding, no, no, no},
     {"car_door_close_abnormal", &FaultRates::car_door_close_abnormal, nullptr, riding, yes, no,
      no},
     {"door_cycling", &FaultRates::door_cycling, nullptr, riding, yes, no, no},
     {"close_abnormal", &FaultRates::close_abnormal, nullptr, riding, yes, no, no},
     {"car_door_fault", &FaultRates::car_door_fault, nullptr, riding, yes, no, no},
     {"start_abnormal", &FaultRates::start_abnormal, nullptr, riding, yes, no, no},
     {"stop_abnormal", &FaultRates::stop_abnormal, nullptr, riding, yes, no, no},
     {"opened_off_level", &FaultRates::opened_off_level, nullptr, riding, yes, no, no},
     {"opened_while_running", &FaultRates::opened_while_running, nullptr, riding, yes, no, no},
     {"unintended_movement", &FaultRates::unintended_movement, nullptr, riding, yes, no, no},
     {"overspeed", &FaultRates::overspeed, nullptr, riding, yes, no, no},
     {"emergency_stop", &FaultRates::emergency_stop, nullptr, riding, yes, no, no},
     {"run_time_limit", &FaultRates::run_time_limit, nullptr, riding, yes, no, no},
     {"safety_chain_open", &FaultRates::safety_chain_open, nullptr, any, yes, no, no},
     {"restart_prevented", &FaultRates::restart_prevented, nullptr, riding, yes, no, no},
     {"levelling_error", &FaultRates::levelling_error, nullptr, riding, yes, no, yes},
     {"position_lost", &FaultRates::position_lost, nullptr, any, yes, no, yes},
     {"door_lock_fault", &FaultRates::door_lock_fault, nullptr, any, yes, no, no},
     {"vibration_abnormal", &FaultRates::vibration_abnormal, nullptr, riding, yes, no, yes},
     {"noise_abnormal", &FaultRates::noise_abnormal, nullptr, any, yes, no, yes},
     {"temperature_high", &FaultRates::temperature_high, nullptr, any, no, no, yes},
     {"overload_stuck", &FaultRates::overload_stuck, nullptr, any, no, no, yes},
     {"long_idle", &FaultRates::long_idle, nullptr, any, no, no, no},
     {"sensor_frozen", &FaultRates::sensor_frozen, nullptr, any, no, no, no},
     {"clock_wrong", &FaultRates::clock_wrong, nullptr, any, no, no, no},
     {"vision_ebike", &FaultRates::vision_ebike, nullptr, riding, no, no, no},
     {"vision_left_object", &FaultRates::vision_left_object, nullptr, riding, no, no, no},
     {"vision_behaviour", &FaultRates::vision_behaviour, nullptr, riding, no, no, no},
     {"vision_advert", &FaultRates::vision_advert, nullptr, working, no, no, no},
     {"visit", nullptr, &NearMissRates::visit, working, no, no, no},
     {"reboot", nullptr, &NearMissRates::reboot, any, no, no, no},
     {"cleaning", nullptr, &NearMissRates::cleaning, working, no, no, no},
     {"moving_house", nullptr, &NearMissRates::moving_house, working, no, no, no},
     {"children", nullptr, &NearMissRates::children, riding, no, no, no},
     {"sleeper", nullptr, &NearMissRates::sleeper, any, no, no, no},
     {"attendant", nullptr, &NearMissRates::attendant, working, no, no, no},
     {"fire_service", nullptr, &NearMissRates::fire_service, working, no, no, no},
     {"late_doors", nullptr, &NearMissRates::late_doors, riding, no, no, no},
     {"slow_start", nullptr, &NearMissRates::slow_start, riding, no, no, no},
     {"short_stop", nullptr, &NearMissRates::short_stop, riding, no, no, no},
     {"chain_blink", nullptr, &NearMissRates::chain_blink, any, no, no, no},
     {"brief_outage", nullptr, &NearMissRates::brief_outage, any, no, no, no},
     {"half_turned_back", nullptr, &NearMissRates::half_turned_back, riding, no, no, no},
     {"drive_delay", nullptr, &NearMissRates::drive_delay, riding, no, no, no},
     {"overload_spell", nullptr, &NearMissRates::overload_spell, riding, no, no, yes},
     {"warm_day", nullptr, &NearMissRates::warm_day, any, no, no, yes},
     {"loud_hours", nullptr, &NearMissRates::loud_hours, any, no, no, yes},
     {"rough_ride", nullptr, &NearMissRates::rough_ride, riding, no, no, yes},
     {"quiet_day", nullptr, &NearMissRates::quiet_day, any, no, no, no}}};

}  // namespace

const IncidentRow& row_of(Incident incident) noexcept {
    return rows[static_cast<std::size_t>(incident)];
}

std::optional<EventKind> kind_of(Incident incident) noexcept {
    return from_text<EventKind>(row_of(incident).name);
}

double rate_of(Incident incident, const CityOptions& options) noexcept {
    const IncidentRow& row = row_of(incident);
    if (row.fault == nullptr) return options.near_misses.*row.near_miss;
    const bool half = row.fault == &FaultRates::overtravel;
    return options.rates.*row.fault * (row.demo ? options.demo_rate : 1) / (half ? 2 : 1);
}

}  // namespace hoistway::detail

namespace hoistway {

FaultRates all_kinds(double rate) noexcept {
    FaultRates rates;
    for (const detail::IncidentRow& row : detail::rows) {
        if (row.fault != nullptr) rates.*row.fault = rate;
    }
    return rates;
}

}  // namespace hoistway
