// SPDX-License-Identifier: Apache-2.0
//
// The row of stages that the program, the Python package and the examples run: all rules there are,
// episodes of what they find, counters and due dates.
//
//     Fleet fleet{standard_row(registry.lifts(), policy), registry.lifts()};
//     fleet.process(batch, [](const Event& event) { ... });
//
// A gateway that wants less builds a Row of its own from the same stages.

#pragma once

#include <array>
#include <span>

#include "hoistway/detect/conditions.hpp"
#include "hoistway/detect/device_offline.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/state/run_tracker.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"

namespace hoistway {

using StandardRow = Row<Picture, RunTracker, DoorTracker, Entrapment, PersonAtRisk, DoorBlocked,
                        PowerLoss, OvertravelTop, OvertravelBottom, StoppedOffLevel, DeviceOffline,
                        Episodes, Counters, DueWatch>;

// What the rules on that row say of themselves, in the same order.
inline constexpr std::array<const RuleInfo*, 8> standard_rules{
    &Entrapment::info,    &PersonAtRisk::info,     &DoorBlocked::info,     &PowerLoss::info,
    &OvertravelTop::info, &OvertravelBottom::info, &StoppedOffLevel::info, &DeviceOffline::info};

// The lifts have to outlive the row; they are looked at when a car stops or a
// run is counted. So have the rows of
// the book; without a book every code of a device is an episode of its own.
inline StandardRow standard_row(std::span<const Lift> lifts, const Policy& policy,
                                PictureOptions picture = {}, EntrapmentOptions entrapment = {},
                                CodeBook book = {}) {
    picture.lifts = lifts;
    return StandardRow{Picture{picture},
                       RunTracker{},
                       DoorTracker{},
                       Entrapment{entrapment},
                       PersonAtRisk{},
                       DoorBlocked{},
                       PowerLoss{},
                       OvertravelTop{},
                       OvertravelBottom{},
                       StoppedOffLevel{},
                       DeviceOffline{},
                       Episodes{book},
                       Counters{{.lifts = lifts}},
                       DueWatch{policy}};
}

}  // namespace hoistway
