// SPDX-License-Identifier: Apache-2.0
//
// Everything about visits that is a file: the checklists, the rules, the records that come in and
// the answers that go out, one JSON object a line (formats: docs/visits.md).
//
//     const VisitFile file = read_visits(text, "records.jsonl", find);
//     const std::vector<Checklist> lists = national_checklists();
//     append_verdict(out, file.visits[0], verdict, "A-1", Language::zh);
//
// Set-up files are loaded strictly: all slips are told by JSON pointer, and the file is not used.
// Of records, a line that cannot be used is refused with line and field and the rest is read;
// nothing is put right on the quiet. Never throws on bad input. Keys stand in a fixed order,
// numbers in their shortest form: the same records give the same bytes everywhere. Linear time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/files/builtin_file.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/visit/checklist.hpp"
#include "hoistway/upkeep/visit/conflicts.hpp"
#include "hoistway/upkeep/visit/effect.hpp"
#include "hoistway/upkeep/visit/grade.hpp"
#include "hoistway/upkeep/visit/presence.hpp"
#include "hoistway/upkeep/visit/site_visit.hpp"
#include "hoistway/upkeep/visit/work_order.hpp"

namespace hoistway {

// Sorted by id.
std::span<const BuiltinFile> builtin_checklists();
std::span<const BuiltinFile> builtin_visit_rules();

// Limits of presence, deadlines of orders, the formula of the grade.
struct VisitRules {
    std::string id{};
    std::string edition{};
    std::string source{};
    Text title{};
    PresenceLimits presence{};
    std::string presence_origin{}, grade_origin{};
    std::vector<OrderRule> orders{};
    GradeFormula grade{};
};

Result<Checklist, std::vector<Refusal>> load_checklist(std::string_view text,
                                                       std::string_view source);
Result<VisitRules, std::vector<Refusal>> load_visit_rules(std::string_view text,
                                                          std::string_view source);

// Those of TSG T5002-2017, annexes A to D.
std::vector<Checklist> national_checklists();
VisitRules default_visit_rules();

// The visits of records.jsonl in their order; other records are skipped.
struct VisitFile {
    std::vector<SiteVisit> visits;
    std::vector<Refusal> refusals;
    std::size_t other_records = 0, unknown_keys = 0;
};
VisitFile read_visits(std::string_view text, std::string_view source, const LiftFinder& find);

// {"lift":"A-1","latitude":38.05,"longitude":114.48}; indices beyond the last place are unknown.
struct PlaceFile {
    LiftPlaces places;
    std::vector<Refusal> refusals;
};
PlaceFile read_places(std::string_view text, std::string_view source, const LiftFinder& find);

struct OrderLine {
    std::string order{};
    OrderStep step{};
    std::string source{};
    std::uint64_t line = 0;
};

// Raised alarms (an event log), due items (a due list) and steps, in any mixture.
struct OrderFile {
    std::vector<OrderCause> causes;
    std::vector<OrderLine> steps;
    std::vector<Refusal> refusals;
    std::size_t other_lines = 0;  // events that ask for no order
};
OrderFile read_orders(std::string_view text, std::string_view source, const LiftFinder& find);

// {"company":"...","figures":{"first_pass_share":0.9},"vetoes":[]}, and the lines that `visit
// check` and `visit result` write, from which the shares are reckoned. Companies by name.
struct CompanyFile {
    std::vector<CompanyFigures> companies;
    std::vector<Refusal> refusals;
};
CompanyFile read_companies(std::string_view text, std::string_view source);

// One sentence a person can read.
std::string sentence_of(const PresenceReason& reason, Language language);
std::string sentence_of(const PresenceVerdict& verdict, Language language);
std::string sentence_of(const FigureEffect& figure, Language language);
std::string sentence_of(const VisitEffect& effect, Language language);

// Without a line end.
void append_verdict(std::string& out, const SiteVisit& visit, const PresenceVerdict& verdict,
                    std::string_view lift_key, Language language);
void append_effect(std::string& out, const SiteVisit& visit, const VisitEffect& effect,
                   std::string_view lift_key, Language language);
void append_order(std::string& out, const WorkOrder& order, std::string_view lift_key);
void append_grade(std::string& out, const CompanyFigures& company, const CompanyGrade& grade,
                  Language language);
void append_item(std::string& out, const ChecklistItem& item, Language language);

}  // namespace hoistway
