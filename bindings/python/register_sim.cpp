// SPDX-License-Identifier: Apache-2.0
//
// The made-up city, and the named scenarios.

#include "convert.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/sim/scenario.hpp"
#include "hoistway/wire/log/event_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

struct SimStory {
    std::string registry;
    Batch batch;
    std::string truth;
    std::vector<std::pair<LiftIndex, std::int64_t>> visits;
};

CitySink sink_of(SimStory& story, std::span<const Lift> lifts) {
    CitySink sink;
    sink.observations = [&story](std::span<const Observation> said) {
        story.batch.rows.insert(story.batch.rows.end(), said.begin(), said.end());
    };
    sink.truth = [&story, lifts](const Truth& truth) {
        append_truth(story.truth, lifts[truth.lift].key, truth.kind, truth.span, truth.native);
        story.truth += '\n';
    };
    sink.visit = [&story](const Visit& visit) {
        story.visits.emplace_back(visit.lift, to_milliseconds(visit.time));
    };
    return sink;
}

SimStory simulate(std::uint32_t lifts, int days, std::uint64_t seed, const std::string& start,
                  double demo_rate, bool position, int full_boxes, std::optional<double> all_rates,
                  double packet_loss, double disorder, double repeats, double flicker,
                  double clock_drift, double analog_noise) {
    CityOptions options;
    options.lifts = lifts;
    options.days = days;
    options.seed = seed;
    options.start = start_of(to_date(start));
    options.demo_rate = demo_rate;
    options.position = position;
    options.full_boxes = full_boxes;
    if (all_rates) options.rates = all_kinds(*all_rates);
    options.disturbances = {.flicker = flicker,
                            .packet_loss = packet_loss,
                            .disorder = disorder,
                            .repeats = repeats,
                            .clock_drift = clock_drift,
                            .analog_noise = analog_noise};
    const City city(options);
    SimStory story;
    story.registry = write_registry(city.lifts());
    const CitySink sink = sink_of(story, city.lifts());
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) city.simulate(lift, sink);
    return story;
}

std::vector<std::string> names_of_scenarios() {
    std::vector<std::string> names;
    for (const Scenario& each : scenarios()) names.push_back(each.name);
    return names;
}

SimStory tell_scenario(const std::string& name) {
    const Scenario* found = find_scenario(name);
    if (found == nullptr) throw py::value_error("no scenario is called '" + name + "'");
    const std::span<const Lift> lifts{&found->lift, 1};
    SimStory story;
    story.registry = write_registry(lifts);
    const CitySink whole = sink_of(story, lifts);
    CitySink sink;  // where the only lift has the number 0
    sink.observations = [&story](std::span<const Observation> said) {
        for (Observation one : said) {
            one.lift = 0;
            story.batch.rows.push_back(one);
        }
    };
    sink.truth = [&whole](Truth truth) {
        truth.lift = 0;
        whole.truth(truth);
    };
    sink.visit = [&whole](Visit visit) {
        visit.lift = 0;
        whole.visit(visit);
    };
    tell(*found, sink);
    return story;
}

}  // namespace

void register_sim(py::module_& module) {
    const CityOptions city;  // so that both languages have the same defaults
    py::class_<SimStory>(module, "Story", "What happened in a made-up city.")
        .def_property_readonly("registry", [](const SimStory& s) { return py::bytes(s.registry); })
        .def_property_readonly(
            "batch", [](const SimStory& s) -> const Batch& { return s.batch; },
            py::return_value_policy::reference_internal)
        .def_property_readonly("truth", [](const SimStory& s) { return py::bytes(s.truth); })
        .def_readonly("visits", &SimStory::visits);
    const Disturbances& none = city.disturbances;
    module.attr("city_defaults") = py::dict(
        "lifts"_a = city.lifts, "days"_a = city.days, "seed"_a = city.seed,
        "start"_a = format_date(date_of(city.start)), "demo_rate"_a = city.demo_rate,
        "position"_a = city.position, "full_boxes"_a = city.full_boxes, "all_kinds"_a = py::none(),
        "packet_loss"_a = none.packet_loss, "disorder"_a = none.disorder,
        "repeats"_a = none.repeats, "flicker"_a = none.flicker, "clock_drift"_a = none.clock_drift,
        "analog_noise"_a = none.analog_noise);
    module.def("simulate", &simulate, py::kw_only(), "lifts"_a, "days"_a, "seed"_a, "start"_a,
               "demo_rate"_a, "position"_a, "full_boxes"_a, "all_kinds"_a, "packet_loss"_a,
               "disorder"_a, "repeats"_a, "flicker"_a, "clock_drift"_a, "analog_noise"_a,
               py::call_guard<py::gil_scoped_release>());
    module.def("scenarios", &names_of_scenarios);
    module.def("tell_scenario", &tell_scenario, "name"_a, py::call_guard<py::gil_scoped_release>());
}
