// SPDX-License-Identifier: Apache-2.0
//
// The made-up city.

#include "convert.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/sim/city.hpp"
#include "hoistway/wire/log/event_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

struct Story {
    std::string registry;
    Batch batch;
    std::string truth;
    std::vector<std::pair<LiftIndex, std::int64_t>> visits;
};

Story simulate(std::uint32_t lifts, int days, std::uint64_t seed, const std::string& start,
               double demo_rate, bool position) {
    CityOptions options;
    options.lifts = lifts;
    options.days = days;
    options.seed = seed;
    options.start = start_of(to_date(start));
    options.demo_rate = demo_rate;
    options.position = position;
    const City city(options);
    Story story;
    story.registry = write_registry(city.lifts());
    CitySink sink;
    sink.observations = [&](std::span<const Observation> said) {
        story.batch.rows.insert(story.batch.rows.end(), said.begin(), said.end());
    };
    sink.truth = [&](const Truth& truth) {
        append_truth(story.truth, city.lifts()[truth.lift].key, truth.kind, truth.span,
                     truth.native);
        story.truth += '\n';
    };
    sink.visit = [&](const Visit& visit) {
        story.visits.emplace_back(visit.lift, to_milliseconds(visit.time));
    };
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) city.simulate(lift, sink);
    return story;
}

}  // namespace

void register_sim(py::module_& module) {
    const CityOptions city;  // so that both languages have the same defaults
    py::class_<Story>(module, "Story", "What happened in a made-up city.")
        .def_property_readonly("registry", [](const Story& s) { return py::bytes(s.registry); })
        .def_property_readonly(
            "batch", [](const Story& s) -> const Batch& { return s.batch; },
            py::return_value_policy::reference_internal)
        .def_property_readonly("truth", [](const Story& s) { return py::bytes(s.truth); })
        .def_readonly("visits", &Story::visits);
    module.attr("city_defaults") =
        py::dict("lifts"_a = city.lifts, "days"_a = city.days, "seed"_a = city.seed,
                 "start"_a = format_date(date_of(city.start)), "demo_rate"_a = city.demo_rate,
                 "position"_a = city.position);
    module.def("simulate", &simulate, py::kw_only(), "lifts"_a, "days"_a, "seed"_a, "start"_a,
               "demo_rate"_a, "position"_a, py::call_guard<py::gil_scoped_release>());
}
