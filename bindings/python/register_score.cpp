// SPDX-License-Identifier: Apache-2.0
//
// Events held against the truth.

#include "convert.hpp"
#include "hoistway/pipeline/score/marks_input.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/wire/log/event_read.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

std::vector<std::string> keys_of(const RegistryFile& file) {
    std::vector<std::string> keys;
    for (const Lift& lift : file.registry.lifts()) keys.push_back(lift.key);
    return keys;
}

struct Scored {
    std::string json;
    std::vector<ReportFile> files;
    std::vector<std::string> refusals;
};

Scored score(const RegistryFile& file, const std::string& truth, const std::string& events,
             std::optional<std::int64_t> observed, std::int64_t slack, const std::string& lang,
             const std::vector<std::string>& formats, bool simulated) {
    const Language language = to_language(lang);
    const FileChoice choice = to_choice(formats);
    const py::gil_scoped_release free;
    const auto find = [&](std::string_view key) { return file.registry.find(key); };
    const TruthFile truths = read_truths(truth, "truth", find);
    const EventFile told = read_events(events, "events", find);
    const MarkOptions options{.slack = Duration{slack},
                              .observed = Duration{observed.value_or(0)},
                              .waits = standard_waits()};
    const Marks marks = mark(truths.truths, told.events, options);
    const std::vector<std::string> keys = keys_of(file);
    MarksInput input = marks_input(keys.size(), options);
    input.simulated = simulated;
    input.rules.push_back(marks_rules(marks, "events", {"事件日志", "event log"}, keys));
    const Page page = build_marks(input);
    Scored scored{to_json(page, Language::en), files_of(page, {.language = language}, choice),
                  to_lines(truths.refusals)};
    for (std::string& line : to_lines(told.refusals)) scored.refusals.push_back(std::move(line));
    return scored;
}

}  // namespace

void register_score(py::module_& module) {
    const MarkOptions options;  // so that both languages have the same defaults
    py::class_<Scored>(module, "Scored", "Marks, as JSON and as files.")
        .def_property_readonly("files", [](const Scored& s) { return to_dict(s.files); })
        .def_property_readonly("json", [](const Scored& s) { return py::bytes(s.json); })
        .def_readonly("refusals", &Scored::refusals);
    module.attr("score_defaults") =
        py::dict("slack"_a = std::chrono::duration<double>(options.slack).count());
    module.def("score", &score, "registry"_a, "truth"_a, "events"_a, "observed"_a, "slack"_a,
               "lang"_a, "formats"_a, "simulated"_a);
}
