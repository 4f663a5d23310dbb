// SPDX-License-Identifier: Apache-2.0
//
// Observations into events, due items and the monthly report.

#include <memory>
#include <optional>
#include <utility>

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
    std::string sha256;  // of a built-in policy
    std::optional<Analysis> analysis;
};

using Visits = std::vector<std::pair<LiftIndex, std::int64_t>>;

Policy to_policy(std::string_view text, const std::string& name) {
    auto policy = load_policy(text, name);
    if (policy) return *policy;
    std::string all;
    for (const std::string& line : to_lines(policy.error())) {
        all += (all.empty() ? "" : "\n") + line;
    }
    throw py::value_error(all);
}

// A built-in policy goes by its name, any other by its text.
std::unique_ptr<Study> begin_study(const RegistryFile& file,
                                   const std::optional<std::string>& policy_text,
                                   const std::string& policy_name,
                                   std::optional<std::int64_t> until, const Visits& visits,
                                   std::uint32_t shares) {
    auto study = std::make_unique<Study>();
    study->file = file;
    if (policy_text) {
        study->policy = to_policy(*policy_text, policy_name);
    } else if (const auto builtin = builtin_policy(policy_name)) {
        study->policy = to_policy(builtin->text, policy_name);
        study->sha256 = builtin->sha256;
    } else {
        throw py::value_error("there is no built-in policy '" + policy_name + "'");
    }
    study->analysis.emplace(
        study->file.registry.lifts(), study->policy,
        AnalysisOptions{.until = until ? to_time(*until) : Time::max(), .shares = shares});
    for (const auto& [lift, time] : visits) study->analysis->add({to_time(time), lift});
    return study;
}

// The bytes of a log, made while other Python threads run.
template <class Make>
py::bytes freely(Make make) {
    const std::string text = [&] {
        const py::gil_scoped_release free;
        return make();
    }();
    return py::bytes(text);
}

py::dict unused_records(const Study& study) {
    const UnusedRecords unused = study.analysis->unused();
    py::dict out;
    out["late_records"] = unused.of(Refused::late);
    out["repeated_records"] = unused.of(Refused::repeated);
    out["impossible_floors"] = unused.of(Refused::no_such_floor);
    out["clock_steps"] = unused.clock_steps;
    return out;
}

py::bytes due_log(const Study& study, const std::optional<std::string>& at,
                  const std::string& lang) {
    const Time newest = study.analysis->newest();
    if (!at && newest == never) throw py::value_error("the log is empty; say which day with at=");
    const DueQuestion question{.at = at ? to_date(*at) : date_of(newest),
                               .language = to_language(lang)};
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
             "visits"_a, "shares"_a = 1)
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
        .def(
            "finish", [](Study& study) { study.analysis->finish(); }, Free())
        .def("unused", &unused_records)
        .def("event_log",
             [](const Study& s) { return freely([&] { return to_event_log(*s.analysis); }); })
        .def("due_log", &due_log, "at"_a, "lang"_a)
        .def("month_files", &month_files, "month"_a, "lang"_a, "formats"_a, "simulated"_a,
             "refused"_a);
    module.def("end_of_day", &end_of_day, "day"_a, "The first millisecond behind it, at +08:00.");
    module.def("end_of_month", &end_of_month, "month"_a, "The first millisecond behind it.");
    module.def("rules_page", &to_rules_page,
               "The rules there are as a table in Markdown, as `hoistway detect --rules` prints.");
}
