// SPDX-License-Identifier: Apache-2.0
//
// Observations into events, due items and the monthly report.

#include <memory>
#include <optional>
#include <utility>

#include "hoistway/pipeline/files/rules_file.hpp"
#include "hoistway/pipeline/month_input.hpp"
#include "hoistway/pipeline/rules_page.hpp"
#include "hoistway/report/month.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/count/odd_visits.hpp"
#include "study.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

using Visits = std::vector<std::pair<LiftIndex, std::int64_t>>;

// Those that cannot be are left out and told.
void add_business(Study& study, const Visits& visits, const std::string& records) {
    const Registry& registry = study.file.registry;
    const auto find = [&](std::string_view key) { return registry.find(key); };
    const BusinessFile file = read_business(records, "records", find);
    study.refusals = to_lines(file.refusals);
    std::vector<Visit> all = visits_of(file.records);
    for (const auto& [lift, time] : visits) all.push_back({to_time(time), lift});
    const SortedVisits sorted = sort_out(std::move(all), registry.lifts());
    for (const Visit& visit : sorted.good) study.analysis->add(visit);
    for (const OddVisit& odd : sorted.odd) {
        study.refusals.push_back(sentence_of(odd, registry.lifts()).en);
    }
    const std::vector<VoiceAnswer> answers = voice_answers_of(file.records);
    const std::vector<Mute> mutes = mutes_of(file.records);
    for (const VoiceAnswer& answer : answers) study.analysis->hear(answer);
    for (const Mute& mute : mutes) study.analysis->hear(mute);
    for (const FalseAlarm& alarm : false_alarms_of(file.records)) study.analysis->dismiss(alarm);
    study.refused_lines = file.refusals.size();
    study.answers = answers.size();
    study.mutes = mutes.size();
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
                                   std::optional<std::int64_t> until, const Visits& visits,
                                   const std::string& records, std::uint32_t shares,
                                   const std::optional<std::string>& rules) {
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
    add_business(*study, visits, records);
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

py::bytes due_log(const Study& study, const std::optional<std::string>& at, const std::string& lang,
                  int pilot_year) {
    const DueQuestion question{
        .at = day_or_newest(study, at), .language = to_language(lang), .pilot_year = pilot_year};
    return freely([&] { return to_due_log(*study.analysis, question); });
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
    py::class_<Study>(module, "Study", "An observation log under analysis.")
        .def(py::init(&begin_study), "registry"_a, "policy_text"_a, "policy_name"_a, "until"_a,
             "visits"_a, "records"_a = "", "shares"_a = 1, "rules"_a = py::none())
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
        .def_readonly("refusals", &Study::refusals)
        .def_readonly("refused_lines", &Study::refused_lines)
        .def("event_log",
             [](const Study& s) { return freely([&] { return to_event_log(*s.analysis); }); })
        .def("due_log", &due_log, "at"_a, "lang"_a, "pilot_year"_a)
        .def("month_files", &month_files, "month"_a, "lang"_a, "formats"_a, "simulated"_a,
             "refused"_a);
    module.def("end_of_day", &end_of_day, "day"_a, "The first millisecond behind it, at +08:00.");
    module.def("end_of_month", &end_of_month, "month"_a, "The first millisecond behind it.");
    module.def("rules_page", &to_rules_page,
               "The rules there are as a table in Markdown, as `hoistway detect --rules` prints.");
}
