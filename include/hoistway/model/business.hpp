// SPDX-License-Identifier: Apache-2.0
//
// The business around a lift: what people did to it, as records.jsonl has it, and why it has to be
// visited, one line per trigger of the policy that has fired.
//
//     {"record":"visit","lift":"A-1","time":"2026-03-02T09:00:00+08:00"}
//     {"record":"classification","lift":"A-1","time":"2026-03-02T09:00:00+08:00",
//      "event":"2026-03-02T08:41:07+08:00","verdict":"real"}
//     {"record":"voice_answer","lift":"A-1","time":"2026-03-02T08:40:12+08:00"}
//     {"record":"mute","lift":"A-1","time":"2026-03-02T09:00:00+08:00",
//      "mutes":"noise_abnormal","until":"2026-03-05T09:00:00+08:00"}
//     {"lift":"A-1","policy":"shijiazhuang-2025","clause":"...","trigger":"runs",
//      "value":10000,"limit":10000,"since":"2026-03-01","due":"2026-03-21","sentence":"..."}
//
// "Whichever comes first": the earliest due day is the one that counts; the others are its company.
// No personal data: whoever acted is known by unit, never by name. Plain data.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Trigger : std::uint8_t {
    runs,
    door_cycles,
    run_time,
    rope_bends,
    distance,
    entrapments,
    noise,
    interval,
    part_life,
    interval_days,
};

template <>
struct Words<Trigger> {
    static constexpr std::array<std::string_view, 10> list{
        "runs",        "door_cycles", "run_time", "rope_bends", "distance",
        "entrapments", "noise",       "interval", "part_life",  "interval_days"};
};

struct DueItem {
    LiftIndex lift = no_lift;
    std::string policy{};  // id
    std::string clause{};
    Trigger trigger{};
    double value = 0;  // in the trigger's unit: count, s, km, months, days
    double limit = 0;
    Date since{};            // counted from this day on: the last visit, or the first record
    Date due{};              // the day on which the limit was reached
    std::string sentence{};  // what a worker reads, in the language asked for
};

enum class RecordKind : std::uint8_t {
    visit,
    call,
    inspection,
    complaint,
    replacement,
    classification,  // of an alarm, by the rescuer who looked
    voice_answer,    // somebody in the car has answered a call, and says that they are shut in
    mute,            // somebody has heard of a kind of event and decided that it may wait
};

template <>
struct Words<RecordKind> {
    static constexpr std::array<std::string_view, 8> list{
        "visit",       "call",           "inspection",   "complaint",
        "replacement", "classification", "voice_answer", "mute"};
};

// What an alarm turned out to be.
enum class AlarmVerdict : std::uint8_t { unclassified, real, false_alarm };

template <>
struct Words<AlarmVerdict> {
    static constexpr std::array<std::string_view, 3> list{"unclassified", "real", "false_alarm"};
};

struct BusinessRecord {
    RecordKind kind{};
    LiftIndex lift = no_lift;
    Time time{};
    std::string unit{};       // the unit that acted, for example the maintenance unit
    std::string note{};       // free text without personal data
    std::string part{};       // of a replacement: its id in the book of parts
    std::int64_t price = -1;  // of a replacement: fen for all pieces; -1 = not told
    int pieces = 1;           // of a replacement
    Time event = never;       // of a classification: when the entrapment was raised
    AlarmVerdict verdict{};   // of a classification
    Time until = never;       // of a mute
    EventKind mutes{};        // of a mute: noise_abnormal, and nothing else can be muted
};

}  // namespace hoistway
