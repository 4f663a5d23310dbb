// SPDX-License-Identifier: Apache-2.0
//
// records.jsonl: visits, calls, inspections, complaints, replacements, classified alarms, answers
// from cars and mutes, one JSON object a line.
//
//     const auto find = [&](std::string_view name) { return registry.find(name); };
//     const BusinessFile file = read_business(text, "records.jsonl", find);
//     for (const Visit& visit : visits_of(file.records)) ...   // in order of time
//     for (const FalseAlarm& alarm : false_alarms_of(file.records)) analysis.dismiss(alarm);
//
// Keys: "record", "lift", "time" (RFC 3339 with zone, or ms since 1970), and where wanted "unit"
// and "note"; of a replacement also "part", "price" (yuan) and "pieces"; a classification needs
// "event", the time at which the entrapment was raised, and "verdict" (real, false_alarm); a mute
// needs "until", which is later, and "mutes", which is noise_abnormal: nothing else waits. A line
// that cannot be read is refused with line and column and the rest is read. Keys nobody knows are
// counted. Empty lines are skipped. Never throws on bad input. Linear time.

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "hoistway/model/business.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

// The lift of that name, or no_lift.
using LiftFinder = std::function<LiftIndex(std::string_view)>;

struct BusinessFile {
    std::vector<BusinessRecord> records;  // in the order of the file
    std::vector<Refusal> refusals;
    std::size_t unknown_keys = 0;
};

BusinessFile read_business(std::string_view text, std::string_view source, const LiftFinder& find);

// The visits among the records, in order of time; of the same time, in the order given.
std::vector<Visit> visits_of(std::span<const BusinessRecord> records);

// The part that means all suspension ropes of a lift, where one is replaced.
inline constexpr std::string_view rope_part = "suspension_ropes";

// The replacements of ropes, in order of time.
std::vector<RopesReplaced> rope_changes_of(std::span<const BusinessRecord> records);

// The entrapments that were classified as false, by lift and event. The first verdict on an event
// stands; of two at the same time, the first given.
std::vector<FalseAlarm> false_alarms_of(std::span<const BusinessRecord> records);

// What a rule hears of people, likewise.
std::vector<VoiceAnswer> voice_answers_of(std::span<const BusinessRecord> records);
std::vector<Mute> mutes_of(std::span<const BusinessRecord> records);

}  // namespace hoistway
