// SPDX-License-Identifier: Apache-2.0
//
// All rules there are, as lists of types: the conditions that only have to be held to, and the
// automata with a memory of their own.
//
//     using Holds = CatalogueHolds<MyStageOfHolds>;         // MyStageOfHolds<DoorBlockedCondition,
//     ...> using Automata = CatalogueAutomata<MyList>;           // MyList<OnBattery, ...>
//
// In the order in which their findings of the same moment are told. Entrapment and DeviceOffline
// stand on a row by themselves. Types only, no cost.

#pragma once

#include "hoistway/detect/automata/clock_wrong.hpp"
#include "hoistway/detect/automata/door_cycling.hpp"
#include "hoistway/detect/automata/door_lock_fault.hpp"
#include "hoistway/detect/automata/noise_abnormal.hpp"
#include "hoistway/detect/automata/on_battery.hpp"
#include "hoistway/detect/automata/run_time_limit.hpp"
#include "hoistway/detect/automata/safety_chain_open.hpp"
#include "hoistway/detect/automata/sensor_frozen.hpp"
#include "hoistway/detect/automata/vibration_abnormal.hpp"
#include "hoistway/detect/car_door_fault.hpp"
#include "hoistway/detect/conditions.hpp"
#include "hoistway/detect/conditions/door_conditions.hpp"
#include "hoistway/detect/conditions/drive_conditions.hpp"
#include "hoistway/detect/conditions/sensor_conditions.hpp"

namespace hoistway {

template <template <class...> class List>
using CatalogueHolds =
    List<PersonAtRiskCondition, DoorBlockedCondition, PowerLossCondition,
         OvertravelCondition<EventKind::overtravel_top>,
         OvertravelCondition<EventKind::overtravel_bottom>, StoppedOffLevelCondition,
         AlarmButtonCondition, PositionLostCondition, StopAbnormalCondition, CloseAbnormalCondition,
         StartAbnormalCondition, OpenedOffLevelCondition, OpenedWhileRunningCondition,
         UnintendedMovementCondition, OverspeedCondition, EmergencyStopCondition,
         RestartPreventedCondition, LevellingErrorCondition, TemperatureHighCondition,
         OverloadStuckCondition, LongIdleCondition>;

template <template <class...> class List>
using CatalogueAutomata =
    List<OnBattery, DoorCycling, CarDoorFault, DoorLockFault, RunTimeLimit, SafetyChainOpen,
         VibrationAbnormal, NoiseAbnormal, SensorFrozen, ClockWrong>;

}  // namespace hoistway
