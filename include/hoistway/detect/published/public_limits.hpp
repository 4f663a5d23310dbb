// SPDX-License-Identifier: Apache-2.0
//
// Two sets of rules as they run in deployed systems, written down as numbers, so that a detector
// can be held against them.
//
//     const PublicRules box{mcu_box};             // level sensors and an infrared eye
//     const PublicRules edge{camera_edge};        // camera, accelerometer, barometer
//     PublicLimits milder = mcu_box;
//     milder.door_open = std::chrono::seconds{120};
//
// All numbers: domain facts 5.2, "thresholds found in deployed code", which read them off two
// public sources; the code itself is not in this project, and neither set speaks for its authors.
// What a set has no rule for is empty. Their known defects are kept, each with its name. Plain
// data.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "hoistway/core/time.hpp"

namespace hoistway {

// More than so many sightings of a person within a window of so long.
struct SightingLimit {
    int more_than = 0;
    Duration within{};
};

// So many of something within so long.
struct CountLimit {
    int count = 0;
    Duration within{};
};

struct PublicLimits {
    std::string_view name{};  // stands as the rule of every finding

    // Shut in. By sightings: at a landing with doors closed, and out of the zone.
    std::optional<SightingLimit> trapped_in_zone{}, trapped_off_zone{};
    // By time: doors closed, a person seen and the car standing, each for so long.
    std::optional<Duration> trapped_after{};
    Duration trapped_clear_run{};  // a run longer than this ends what is raised by time
    Duration trapped_longest = Duration::max();  // ended by force after so long
    Duration trapped_pause{};                    // not raised again so soon after its end

    std::optional<Duration> stopped_outside{};  // of the door zone
    bool outside_asks_motion = true;            // false: a car that runs is "stopped" too [defect]
    std::optional<Duration> opened_outside{};   // doors open out of the zone

    std::optional<Duration> door_open{};        // whoever is in the car
    std::optional<Duration> door_open_empty{};  // nobody seen
    std::optional<Duration> door_blocked{};     // standing, with a person for door_person
    Duration door_person{};
    // Long-open alarms are told only where the second of the minute is a multiple of this; the
    // others are dropped [defect]. 0 = all are told.
    int told_seconds = 0;

    std::optional<int> door_edges{};          // of the door contact, within one stop
    std::optional<CountLimit> door_cycles{};  // opened and closed again
    Duration door_quiet{};                    // ends door_cycles

    bool runs_open = false;                  // the car runs with doors not closed, at once
    std::optional<int> fast_open_samples{};  // of speed, above fast_open, with doors not closed
    float fast_open = 0, slow_open = 0;      // m/s; as many below slow_open end it
    Duration fast_open_within{};             // of the opening

    std::optional<float> floor_speed{};        // m/s, from the time between two floors
    float floor_pitch = 0;                     // m, taken for every floor
    std::optional<CountLimit> fast_samples{};  // of speed, in between the next two
    float fast_from = 0, fast_to = 0;          // m/s, signed: downwards is never fast [defect]

    std::optional<Duration> sudden_stop{};  // from above sudden_from to below sudden_to
    float sudden_from = 0, sudden_to = 0;   // m/s
    Duration sudden_pause{};

    std::optional<Duration> run_between{};  // two levels
    std::optional<Duration> run_empty{};    // without end, doors closed, nobody seen
    bool leaves_terminal = false;           // out of the last zone, outwards: beyond it
    bool terminal_outside = false;          // floor says terminal, standing, not in the zone

    std::optional<int> same_readings{};   // of vibration
    std::optional<Duration> zone_idle{};  // the zone word does not change
    std::optional<Duration> offline{};    // not a word
    std::optional<float> hot{};           // degC
};

// A microcontroller on the car: two level sensors, door contact, infrared eye; its defaults.
inline constexpr PublicLimits mcu_box{
    .name = "mcu_box@1",
    .trapped_in_zone = SightingLimit{3, std::chrono::seconds{90}},
    .trapped_off_zone = SightingLimit{1, std::chrono::seconds{15}},
    .stopped_outside = std::chrono::seconds{15},
    .outside_asks_motion = false,
    .opened_outside = std::chrono::seconds{2},
    .door_open = std::chrono::seconds{60},
    .door_edges = 20,
    .runs_open = true,
    .floor_speed = 3.0F,
    .floor_pitch = 3.0F,
    .run_between = std::chrono::seconds{60},
    .leaves_terminal = true};

// Edge software behind a camera, an accelerometer and a barometer.
inline constexpr PublicLimits camera_edge{.name = "camera_edge@1",
                                          .trapped_after = std::chrono::seconds{90},
                                          .trapped_clear_run = std::chrono::seconds{2},
                                          .trapped_longest = std::chrono::seconds{1200},
                                          .trapped_pause = std::chrono::seconds{60},
                                          .door_open_empty = std::chrono::seconds{120},
                                          .door_blocked = std::chrono::seconds{90},
                                          .door_person = std::chrono::seconds{10},
                                          .told_seconds = 9,
                                          .door_cycles = CountLimit{3, std::chrono::seconds{15}},
                                          .door_quiet = std::chrono::seconds{30},
                                          .fast_open_samples = 5,
                                          .fast_open = 0.5F,
                                          .slow_open = 0.3F,
                                          .fast_open_within = std::chrono::seconds{120},
                                          .fast_samples = CountLimit{6, std::chrono::seconds{10}},
                                          .fast_from = 2.5F,
                                          .fast_to = 4.0F,
                                          .sudden_stop = std::chrono::seconds{3},
                                          .sudden_from = 1.5F,
                                          .sudden_to = 0.1F,
                                          .sudden_pause = std::chrono::seconds{300},
                                          .run_empty = std::chrono::minutes{15},
                                          .terminal_outside = true,
                                          .same_readings = 5,
                                          .zone_idle = std::chrono::hours{24},
                                          .offline = std::chrono::minutes{6},
                                          .hot = 50.0F};

}  // namespace hoistway
