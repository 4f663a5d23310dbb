// SPDX-License-Identifier: Apache-2.0
//
// Visits: proof of presence, results, work orders, checklists and grades.

#include <memory>
#include <optional>

#include "convert.hpp"
#include "hoistway/pipeline/visit_study.hpp"
#include "hoistway/registry/registry_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// A study with all it looks at, so that Python may let go of the rest.
struct PyVisits {
    RegistryFile file;
    std::vector<Refusal> refusals;
    std::optional<VisitStudy> study;
};

VisitRules to_rules(const std::optional<std::string>& text, const std::string& name) {
    if (!text) return default_visit_rules();
    return loaded_or_raise(load_visit_rules(*text, name));
}

template <Worded E>
E to_word(const std::string& text, const char* what) {
    const auto word = from_text<E>(text);
    if (!word) throw py::value_error("'" + text + "' is no " + what);
    return *word;
}

std::unique_ptr<PyVisits> begin_visits(const RegistryFile& file, const std::string& records,
                                       const std::string& places,
                                       const std::optional<std::string>& rules) {
    auto out = std::make_unique<PyVisits>();
    out->file = file;
    const auto find = [&](std::string_view key) { return out->file.registry.find(key); };
    VisitFile visits = read_visits(records, "records", find);
    PlaceFile places_read = read_places(places, "places", find);
    out->refusals = std::move(visits.refusals);
    out->refusals.insert(out->refusals.end(), places_read.refusals.begin(),
                         places_read.refusals.end());
    out->study.emplace(out->file.registry.lifts(), std::move(visits.visits),
                       VisitStudyOptions{.places = std::move(places_read.places),
                                         .rules = to_rules(rules, "rules")});
    return out;
}

py::bytes verdict_log(PyVisits& visits, const std::string& lang) {
    return py::bytes(to_verdict_log(*visits.study, to_language(lang)));
}

py::bytes effect_log(const PyVisits& visits, int days, std::uint64_t seed,
                     const std::string& lang) {
    if (days < 1 || days > 366) throw py::value_error("days must be 1 to 366");
    EffectOptions options{.window = std::chrono::days{days}};
    options.permutation.seed = seed;
    const Language language = to_language(lang);
    return freely([&] { return to_effect_log(*visits.study, options, language); });
}

py::tuple order_log(const RegistryFile& file, const std::string& text,
                    std::optional<std::int64_t> at, const std::optional<std::string>& rules) {
    const auto find = [&](std::string_view key) { return file.registry.find(key); };
    OrderFile orders = read_orders(text, "orders", find);
    const OrderLog log = to_order_log(orders, file.registry.lifts(), to_rules(rules, "rules"),
                                      at ? to_time(*at) : Time::max());
    std::vector<std::string> refusals = to_lines(orders.refusals);
    for (const std::string& line : to_lines(log.refusals)) refusals.push_back(line);
    return py::make_tuple(py::bytes(log.text), refusals);
}

py::tuple grade_log(const std::string& text, const std::optional<std::string>& rules,
                    const std::string& lang) {
    const CompanyFile file = read_companies(text, "companies");
    return py::make_tuple(
        py::bytes(to_grade_log(file, to_rules(rules, "rules"), to_language(lang))),
        to_lines(file.refusals));
}

py::bytes checklist_log(const std::string& equipment, const std::string& kind,
                        const std::string& lang) {
    return py::bytes(to_checklist_log(to_word<EquipmentClass>(equipment, "equipment"),
                                      to_word<VisitKind>(kind, "kind of visit"),
                                      to_language(lang)));
}

}  // namespace

void register_visits(py::module_& module) {
    using Free = py::call_guard<py::gil_scoped_release>;
    py::class_<PyVisits>(module, "VisitStudy", "The visits of a city under study.")
        .def(py::init(&begin_visits), "registry"_a, "records"_a, "places"_a, "rules"_a)
        .def(
            "process",
            [](PyVisits& visits, const Batch& batch) { visits.study->process(batch.rows); },
            "batch"_a, Free())
        .def("verdict_log", &verdict_log, "lang"_a)
        .def("effect_log", &effect_log, "days"_a, "seed"_a, "lang"_a)
        .def_property_readonly("refusals",
                               [](const PyVisits& visits) { return to_lines(visits.refusals); });
    module.def("order_log", &order_log, "registry"_a, "text"_a, "at"_a, "rules"_a);
    module.def("grade_log", &grade_log, "text"_a, "rules"_a, "lang"_a);
    module.def("checklist_log", &checklist_log, "equipment"_a, "kind"_a, "lang"_a);
}
