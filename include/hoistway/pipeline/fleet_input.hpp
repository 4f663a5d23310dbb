// SPDX-License-Identifier: Apache-2.0
//
// What an Availability has counted, as the page on a fleet wants it.
//
//     Availability fleet(registry.size(), options);
//     for (const Observation& seen : log) fleet.on(seen);
//     FleetAvailabilityInput input = fleet_input(fleet, registry.lifts());
//     const Page page = build_fleet(input);
//
// Every lift has its row, also one that said too little to be judged; a lift's group is its
// division. Outages are not counted, because polls do not see when one begins: the page calls them
// not known. The rules of judgement stand on the page in words. Compiled: link hoistway::hoistway.

#pragma once

#include <span>

#include "hoistway/model/lift.hpp"
#include "hoistway/report/fleet.hpp"
#include "hoistway/upkeep/availability.hpp"

namespace hoistway {

// `lifts` are those that the Availability was made for, in the same order.
FleetAvailabilityInput fleet_input(const Availability& fleet, std::span<const Lift> lifts);

}  // namespace hoistway
