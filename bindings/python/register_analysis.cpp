// SPDX-License-Identifier: Apache-2.0
//
// Observations into events, due items and the monthly report.

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "due_questions.hpp"
#include "hoistway/pipeline/files/rules_file.hpp"
#include "hoistway/pipeline/files/state_log.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/pipeline/month_input.hpp"
#include "hoistway/pipeline/rules_page.hpp"
#include "hoistway/report/month.hpp"
#include "hoistway/upkeep/business_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// A lift whose line cannot be used begins anew, and that is told.
void take_up_state(Study& study, const std::string& text) {
    const Registry& registry = study.file.registry;
    const auto find = [&](std::string_view key) { return registry.find(key); };
    StateFile kept = read_state_log(text, "state", find);
    study.refusals = to_lines(kept.refusals);
    for (const LiftIndex lift : study.analysis->resume(kept.lifts)) {
        study.refusals.push_back(registry.lifts()[lift].key + ": its state cannot be taken up; " +
                                 std::string(snapshot_cure(ErrorCode::unsupported)));
    }
    study.strange_states = std::move(kept.others);
}

// Visits that cannot be are left out and told.
void add_records(Study& study, const std::string& records) {
    const Registry& registry = study.file.registry;
    const auto find = [&](std::string_view key) { return registry.find(key); };
    const BusinessFile file = read_business(records, "records", find);
    const std::vector<OddVisit> odd = study.analysis->add(file.records);
    for (const std::string& line : to_lines(file.refusals)) study.refusals.push_back(line);
    for (const OddVisit& each : odd) {
        study.refusals.push_back(sentence_of(each, registry.lifts()).en);
    }
    study.visits = visits_of(file.records).size() - odd.size();
    study.answers = voice_answers_of(file.records).size();
    study.mutes = mutes_of(file.records).size();
    study.refused_lines = file.refusals.size();
}

void finish(Study& study) {
    study.analysis->finish();
    for (const FalseAlarm& alarm : study.analysis->unheard_alarms()) {
        study.refusals.push_back(sentence_of(alarm, study.analysis->lifts()).en);
    }
}

std::unique_ptr<Study> begin_study(const RegistryFile& file,
                                   const std::optional<std::string>& policy_text,
                                   const std::string& policy_name,
                                   std::optional<std::int64_t> until, const std::string& records,
                                   std::uint32_t shares, const std::optional<std::string>& rules,
                                   const std::string& state) {
    auto study = std::make_unique<Study>();
    study->file = file;
    study->policy = policy_named(policy_text, policy_name);
    if (!policy_text) study->sha256 = builtin_policy(policy_name)->sha256;
    const RuleLimits limits =
        rules ? loaded_or_raise(load_rule_limits(*rules, "rules")) : RuleLimits{};
    study->analysis.emplace(
        study->file.registry.lifts(), study->policy,
        AnalysisOptions{
            .limits = &limits, .until = until ? to_time(*until) : Time::max(), .shares = shares});
    take_up_state(*study, state);
    add_records(*study, records);
    return study;
}

py::dict unused_records(const Study& study) {
    const UnusedRecords unused = study.analysis->unused();
    py::dict out;
    out["late_records"] = unused.of(Refused::late);
    out["repeated_records"] = unused.of(Refused::repeated);
    out["impossible_floors"] = unused.of(Refused::no_such_floor);
    out["clock_steps"] = unused.clock_steps;
    out["beyond_end"] = study.analysis->beyond_end();
    out["voice_answers"] = study.answers;
    out["mutes"] = study.mutes;
    return out;
}

py::dict month_files(const Study& study, const std::string& month, const std::string& lang,
                     const std::vector<std::string>& formats, bool simulated,
                     std::uint64_t refused) {
    const Month wanted = to_month(month);
    const Language language = to_language(lang);
    const FileChoice choice = to_choice(formats);
    const std::vector<ReportFile> files = [&] {
        const py::gil_scoped_release free;
        MonthInput input = month_input(*study.analysis, wanted, language);
        input.simulated = simulated;
        input.input.refused = refused;
        input.provenance.policies.front().hash = study.sha256;
        return files_of(build_month(input).page, {.language = language}, choice);
    }();
    return to_dict(files);
}

std::int64_t end_of_day(const std::string& day) {
    return to_milliseconds(start_of(to_date(day)) + std::chrono::days{1});
}

std::int64_t end_of_month(const std::string& month) {
    return to_milliseconds(month_span(to_month(month)).to);
}

}  // namespace

void register_analysis(py::module_& module) {
    using Free = py::call_guard<py::gil_scoped_release>;
    auto whole = py::class_<Study>(module, "Study", "An observation log under analysis.");
    whole
        .def(py::init(&begin_study), "registry"_a, "policy_text"_a, "policy_name"_a, "until"_a,
             "records"_a = "", "shares"_a = 1, "rules"_a = py::none(), "state"_a = "")
        .def(
            "process",
            [](Study& study, const Batch& batch) { study.analysis->process(batch.rows); },
            "batch"_a, Free())
        .def(
            "process_share",
            [](Study& study, const Batch& batch, std::uint32_t number, std::uint32_t of) {
                study.analysis->process(batch.rows, {number, of});
            },
            "batch"_a, "number"_a, "of"_a, Free())
        .def("finish", &finish, Free())
        .def("unused", &unused_records)
        .def("state_log",
             [](const Study& s) {
                 return freely([&] { return to_state_log(*s.analysis) + s.strange_states; });
             })
        .def_readonly("refusals", &Study::refusals)
        .def_readonly("refused_lines", &Study::refused_lines)
        .def_readonly("visits", &Study::visits)
        .def("event_log",
             [](const Study& s) { return freely([&] { return to_event_log(*s.analysis); }); })
        .def("month_files", &month_files, "month"_a, "lang"_a, "formats"_a, "simulated"_a,
             "refused"_a);
    answer_questions(whole);
    module.def("end_of_day", &end_of_day, "day"_a, "The first millisecond behind it, at +08:00.");
    module.def("end_of_month", &end_of_month, "month"_a, "The first millisecond behind it.");
    module.def("rules_page", &to_rules_page,
               "The rules there are as a table in Markdown, as `hoistway detect --rules` prints.");
}
