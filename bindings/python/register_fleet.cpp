// SPDX-License-Identifier: Apache-2.0
//
// Observations into the availability of a fleet.

#include <optional>

#include "convert.hpp"
#include "hoistway/pipeline/fleet_input.hpp"
#include "hoistway/registry/registry_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

AvailabilityOptions to_rules(std::int64_t slot_minutes, int from_hour, int to_hour,
                             const std::string& offset, std::size_t days,
                             std::optional<std::size_t> unheard_lifts, std::size_t more_days_than) {
    if (slot_minutes < 1 || slot_minutes > 1440) {
        throw py::value_error("slot_minutes must be 1 to 1440");
    }
    const Result<Duration> ahead = parse_offset(offset);
    if (!ahead) throw py::value_error("'" + offset + "' is no offset: write +08:00");
    AvailabilityOptions rules{.slot = std::chrono::minutes{slot_minutes},
                              .from_hour = from_hour,
                              .to_hour = to_hour,
                              .offsets = {{never, *ahead}},
                              .days_wanted = days};
    rules.unheard_lifts = unheard_lifts.value_or(rules.unheard_lifts);
    rules.more_days_than = more_days_than;
    return rules;
}

py::dict fleet_files(const RegistryFile& file, const Batch& batch, const AvailabilityOptions& rules,
                     const std::string& lang, const std::vector<std::string>& formats,
                     bool simulated) {
    const Language language = to_language(lang);
    const FileChoice choice = to_choice(formats);
    const std::vector<ReportFile> files = [&] {
        const py::gil_scoped_release free;
        Availability fleet(file.registry.size(), rules);
        for (const Observation& seen : batch.rows) fleet.on(seen);
        FleetAvailabilityInput input = fleet_input(fleet, file.registry.lifts());
        input.simulated = simulated;
        return files_of(build_fleet(input), {.language = language}, choice);
    }();
    return to_dict(files);
}

}  // namespace

void register_fleet(py::module_& module) {
    const AvailabilityOptions rules;  // so that both languages have the same defaults
    py::class_<AvailabilityOptions>(module, "FleetRules", "How availability is judged.")
        .def(py::init(&to_rules), py::kw_only(), "slot_minutes"_a, "from_hour"_a, "to_hour"_a,
             "offset"_a, "days"_a, "unheard_lifts"_a, "more_days_than"_a);
    module.attr("fleet_defaults") = py::dict(
        "slot_minutes"_a = rules.slot / std::chrono::minutes{1}, "from_hour"_a = rules.from_hour,
        "to_hour"_a = rules.to_hour, "offset"_a = format_offset(rules.offsets.front().offset),
        "days"_a = rules.days_wanted, "unheard_lifts"_a = py::none(),
        "more_days_than"_a = rules.more_days_than);
    module.def("fleet_files", &fleet_files, "registry"_a, "batch"_a, "rules"_a, "lang"_a,
               "formats"_a, "simulated"_a);
}
