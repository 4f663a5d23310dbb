// SPDX-License-Identifier: Apache-2.0
//
// The sums of a lift by their names in the counter log: times in ms, ways in mm.

#pragma once

#include "hoistway/upkeep/count/use_counters.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/device_totals.hpp"

namespace hoistway::detail {

template <class Visit>
void for_each_count(Visit&& visit) {
    visit("runs", &Counts::runs);
    visit("door_cycles", &Counts::door_cycles);
    visit("run_time_ms", &Counts::run_time);
    visit("rope_bends", &Counts::rope_bends);
    visit("distance_mm", &Counts::distance_mm);
    visit("entrapments", &Counts::entrapments);
    visit("runs_of_unknown_roping", &Counts::runs_of_unknown_roping);
    visit("runs_of_unknown_distance", &Counts::runs_of_unknown_distance);
}

template <class Visit>
void for_each_use(Visit&& visit) {
    visit("reopenings", &UseCounts::reopenings);
    visit("door_time_ms", &UseCounts::door_time);
    visit("dwell_time_ms", &UseCounts::dwell_time);
    visit("safety_chain_openings", &UseCounts::safety_chain_openings);
    visit("safety_chain_faults", &UseCounts::safety_chain_faults);
    visit("safety_chain_time_ms", &UseCounts::safety_chain_time);
    visit("recovered_by_itself", &UseCounts::recovered_by_itself);
    visit("recovered_in_inspection", &UseCounts::recovered_in_inspection);
    visit("recovered_after_power", &UseCounts::recovered_after_power);
    visit("noise_windows", &UseCounts::noise_windows);
    visit("measured_mm", &UseCounts::measured_mm);
    visit("landings_mm", &UseCounts::landings_mm);
    visit("runs_measured", &UseCounts::runs_measured);
    visit("runs_by_landings", &UseCounts::runs_by_landings);
}

template <class Visit>
void for_each_total(Visit&& visit) {
    visit("last", &TotalState::last);
    visit("device", &TotalState::device);
    visit("own", &TotalState::own);
    visit("own_then", &TotalState::own_then);
    visit("resets", &TotalState::resets);
    visit("wraps", &TotalState::wraps);
    visit("replaced", &TotalState::replaced);
}

}  // namespace hoistway::detail
