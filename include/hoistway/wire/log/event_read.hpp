// SPDX-License-Identifier: Apache-2.0
//
// Reads event logs and truth files back, as wire/log/event_json.hpp writes them or anybody else
// does: one JSON object a line.
//
//     const auto find = [&](std::string_view key) { return registry.find(key); };
//     const EventFile events = read_events(text, "events.jsonl", find);
//     const TruthFile truths = read_truths(text, "truth.jsonl", find);
//     for (const Refusal& refusal : truths.refusals) ...   // line, column, cause and cure
//
// An event needs "lift", "kind", "phase" and "time"; "since" (else the time), "floor" and
// "severity" are read where they stand. The names of rules and the evidence are not kept, because
// an Event holds literals there. A truth needs "lift", "kind", "from" and "to", which has to be
// later than "from". Times are RFC 3339 with a zone, or ms since 1970. A kind is a word of the
// event log, or "native:<dialect>:<code>". A line that cannot be read is refused and the others
// are read; keys nobody knows are counted; empty lines are passed over. Never throws on bad input.
// Linear time. Compiled: link hoistway::hoistway.

#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "hoistway/model/event.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

// The lift of that key, or no_lift.
using FindLift = std::function<LiftIndex(std::string_view)>;

struct EventFile {
    std::vector<Event> events;  // in the order of the file
    std::vector<Refusal> refusals;
    std::uint64_t unknown_keys = 0;
};

struct TruthFile {
    std::vector<Truth> truths;  // in the order of the file
    std::vector<Refusal> refusals;
    std::uint64_t unknown_keys = 0;
};

EventFile read_events(std::string_view text, std::string_view source, const FindLift& find);
TruthFile read_truths(std::string_view text, std::string_view source, const FindLift& find);

}  // namespace hoistway
