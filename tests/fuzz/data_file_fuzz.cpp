// SPDX-License-Identifier: Apache-2.0
//
// Everything that sets something up, under arbitrary text: policies, calendars, books of parts,
// checklists, visit rules, column maps, profiles. A policy that is taken is used: it judges cases,
// which the same text may hold, and makes a due list.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/files/data_file.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"
#include "hoistway/upkeep/part/part_json.hpp"
#include "hoistway/upkeep/pilot/case_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

const Date today = *parse_date("2026-05-26");

void judge_cases(std::string_view text, const Policy& policy) {
    CaseFile file = read_pilot_cases(text, "cases");
    PilotFile& silent = file.cases.emplace_back();
    silent.name = "A";
    silent.subject = Subject::lift;
    (void)to_pilot_log(file.cases, policy, WorkCalendar{}, {.at = today});
}

void use(const Policy& policy) {
    static const std::vector<Lift> lifts{Lift{.key = "A", .installed = today}};
    Analysis analysis{lifts, policy};
    const std::vector<Observation> said{{.time = start_of(today), .lift = 0}};
    analysis.process(said);
    analysis.finish();
    (void)to_due_log(analysis, {.at = *parse_date("2031-01-01")});
    judge_cases("", policy);
}

const Policy& builtin() {
    static const Policy policy = *load_policy(builtin_policy("shijiazhuang-2025")->text, "");
    return policy;
}

void use_book(std::string_view text) {
    const auto book = load_part_book(text, "fuzz");
    if (!book || book->parts.empty()) return;
    FittedPart fitted;
    fitted.part = book->parts[0].id;
    fitted.use.fitted = today;
    (void)to_part_log(std::vector{fitted}, *book, {.at = today});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const DataFileCheck checked = check_data_file(text, "fuzz");
    if (!checked.kind && checked.refusals.empty()) std::abort();
    if (const auto policy = load_policy(text, "fuzz")) use(*policy);
    use_book(text);
    judge_cases(text, builtin());
    static const PartBook book = *load_part_book(
        R"({"id":"b","source":"s","parts":[{"id":"p","name":{"zh":"件","en":"part"},
            "lives":[{"by":"runs","limit":9,"source":"s"}]}]})",
        "book");
    (void)to_part_log(read_part_uses(text, "uses", book).uses, book, {.at = today});
    return 0;
}
