// SPDX-License-Identifier: Apache-2.0
//
// Observations into events, due items and the monthly report.

#include <memory>
#include <optional>

#include "convert.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/month_input.hpp"
#include "hoistway/pipeline/rules_page.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/report/month.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// An analysis with all it looks at, so that Python may let go of the rest.
struct Study {
    RegistryFile file;
    Policy policy;
    std::string sha256;
    std::optional<Analysis> analysis;
};

using Visits = std::vector<std::pair<LiftIndex, std::int64_t>>;

std::unique_ptr<Study> begin_study(const RegistryFile& file, const std::string& policy_text,
                                   const std::string& policy_name, std::int64_t silence,
                                   std::optional<std::int64_t> until, const Visits& visits) {
    auto study = std::make_unique<Study>();
    study->file = file;
    const auto builtin = builtin_policy(policy_name);
    const auto policy = load_policy(builtin ? builtin->text : policy_text, policy_name);
    if (!policy) throw py::value_error(to_text(policy.error().front()));
    study->policy = *policy;
    if (builtin) study->sha256 = builtin->sha256;
    study->analysis.emplace(study->file.registry.lifts(), study->policy,
                            AnalysisOptions{.silence = Duration{silence},
                                            .until = until ? to_time(*until) : Time::max()});
    for (const auto& [lift, time] : visits) study->analysis->add({to_time(time), lift});
    return study;
}

DueQuestion question(const Study& study, const std::optional<std::string>& at,
                     const std::string& lang) {
    const bool empty = study.analysis->newest() == never;
    if (!at && empty) throw py::value_error("the log is empty; say which day with at=");
    return {.at = at ? to_date(*at) : date_of(study.analysis->newest()),
            .language = lang == "en" ? Language::en : Language::zh};
}

py::bytes due_log(const Study& study, const std::optional<std::string>& at,
                  const std::string& lang) {
    return to_due_log(*study.analysis, question(study, at, lang));
}

py::dict month_files(const Study& study, const std::string& month, const std::string& lang,
                     bool simulated, std::uint64_t refused) {
    const Result<Month> wanted = parse_month(month);
    if (!wanted) throw py::value_error("'" + month + "' is no month: write YYYY-MM");
    const Language language = lang == "en" ? Language::en : Language::zh;
    MonthInput input = month_input(*study.analysis, *wanted, language);
    input.simulated = simulated;
    input.input.refused = refused;
    input.provenance.policies.front().hash = study.sha256;
    py::dict files;
    for (const ReportFile& file : files_of(build_month(input).page, {.language = language})) {
        files[py::str(file.name)] = py::bytes(file.content);
    }
    return files;
}

}  // namespace

void register_analysis(py::module_& module) {
    using Free = py::call_guard<py::gil_scoped_release>;
    py::class_<Study>(module, "Study", "An observation log under analysis.")
        .def(py::init(&begin_study), "registry"_a, "policy_text"_a, "policy_name"_a, "silence"_a,
             "until"_a, "visits"_a)
        .def(
            "process",
            [](Study& study, const Batch& batch) { study.analysis->process(batch.rows); },
            "batch"_a, Free())
        .def(
            "finish", [](Study& study) { study.analysis->finish(); }, Free())
        .def("event_log", [](const Study& s) { return py::bytes(to_event_log(*s.analysis)); })
        .def("due_log", &due_log, "at"_a, "lang"_a)
        .def("month_files", &month_files, "month"_a, "lang"_a, "simulated"_a, "refused"_a)
        .def_property_readonly("strangers", [](const Study& s) { return s.analysis->strangers(); });
    module.def("rules_page", &to_rules_page, "The table of rules, as Markdown.");
}
