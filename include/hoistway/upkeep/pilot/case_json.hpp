// SPDX-License-Identifier: Apache-2.0
//
// Cases of a pilot as lines of JSON, and the answers to them likewise.
//
//     {"name":"A-1","subject":"lift","facts":{"insured":true,"grade":"A"},
//      "down":[["2026-03-02","2026-03-24"]],"complaints":["2026-02-11"],
//      "faults_before":{"faults":1,"days":365},"faults_since":{"faults":9,"days":365},
//      "history":[{"step":"admitted","day":"2026-05-01"}]}
//
//     const CaseFile file = read_pilot_cases(text, "cases.jsonl");
//     to_pilot_log(file.cases, policy, calendar, {.at = day, .language = Language::zh});
//
// Each line is one object; but for "name" and "subject" everything may be left out and is then not
// known. Spans (`down`, `silent`, `reminded`) are pairs of days, the second null while it lasts.
// What "facts" says stands above what the spans amount to. A line that cannot be read is refused
// with its line and the rest is read. Never throws on bad input. No names of people.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/pilot/calendar.hpp"
#include "hoistway/upkeep/pilot/history.hpp"
#include "hoistway/upkeep/pilot/ladder.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

struct PilotFile {
    std::string name;  // the lift's key, or the unit's
    Subject subject{};
    FactSheet facts;  // as they were told
    PilotHistory history;
    std::vector<PilotEntry> entries;
};

struct CaseFile {
    std::vector<PilotFile> cases;
    std::vector<Refusal> refusals;
};

struct PilotLogQuery {
    Date at{};
    Language language = Language::zh;
};

// What the answers amount to, for the closing line.
struct PilotFigures {
    std::uint64_t admitted = 0, to_leave = 0, unknown = 0, banned = 0;
};

CaseFile read_pilot_cases(std::string_view text, std::string_view source);

// Told facts, and what the spans amount to where nothing was told.
FactSheet facts_of_case(const PilotFile& file, const WorkCalendar& calendar, Date at);

PilotFigures count_answers(const std::vector<PilotFile>& cases, const Policy& policy,
                           const WorkCalendar& calendar, Date at);

// One line an answer; for a lift a last one about the ladder, the ban with it. A policy without a
// pilot answers nothing.
std::string to_pilot_log(const std::vector<PilotFile>& cases, const Policy& policy,
                         const WorkCalendar& calendar, const PilotLogQuery& query);

}  // namespace hoistway
