// SPDX-License-Identifier: Apache-2.0
//
// Policies and calendars, and the standing of lifts and units in a pilot.

#include <array>
#include <optional>
#include <span>

#include "hoistway/pipeline/files/data_file.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/pilot/case_json.hpp"
#include "study.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

template <class File>
std::vector<std::string> ids_of(std::span<const File> files) {
    std::vector<std::string> ids;
    for (const File& file : files) ids.emplace_back(file.id);
    return ids;
}

std::string policy_text(const std::string& id) {
    const auto builtin = builtin_policy(id);
    if (!builtin) throw py::value_error("there is no built-in policy '" + id + "'");
    return std::string(builtin->text);
}

std::vector<std::string> check_policy(const std::string& text, const std::string& name) {
    const auto policy = load_policy(text, name);
    return policy ? std::vector<std::string>{} : to_lines(policy.error());
}

py::tuple check_file(const std::string& text, const std::string& name) {
    const DataFileCheck checked = check_data_file(text, name);
    py::object kind = py::none();
    if (checked.kind) kind = py::str(std::string(to_text(*checked.kind)));
    return py::make_tuple(kind, to_lines(checked.refusals));
}

WorkCalendar calendar_named(const std::optional<std::string>& text, const std::string& name) {
    if (text) return loaded_or_raise(load_calendar(*text, name));
    const auto builtin = builtin_calendar(name);
    if (!builtin) throw py::value_error("there is no built-in calendar '" + name + "'");
    return loaded_or_raise(load_calendar(builtin->text, name));
}

py::dict figures_of(const CaseFile& file, const Policy& policy, const WorkCalendar& calendar,
                    Date at) {
    const PilotFigures counted = count_answers(file.cases, policy, calendar, at);
    return py::dict("cases"_a = file.cases.size(), "admitted"_a = counted.admitted,
                    "to_leave"_a = counted.to_leave, "unknown"_a = counted.unknown,
                    "banned"_a = counted.banned, "refused_lines"_a = file.refusals.size(),
                    "holidays_known"_a = calendar.knows(at, at));
}

py::tuple pilot_log(const std::string& cases, const Policy& policy, const WorkCalendar& calendar,
                    const std::string& at, const std::string& lang) {
    if (!policy.pilot) throw py::value_error(policy.id + " has no rules of a pilot");
    const CaseFile file = read_pilot_cases(cases, "cases");
    const PilotLogQuery query{.at = to_date(at), .language = to_language(lang)};
    const py::bytes log = freely([&] { return to_pilot_log(file.cases, policy, calendar, query); });
    return py::make_tuple(log, to_lines(file.refusals),
                          figures_of(file, policy, calendar, query.at));
}

// Each fact with its kind, so that Python has no list of its own.
py::dict fact_kinds() {
    constexpr std::array<const char*, 4> kinds{"number", "truth", "grade", "day"};
    static_assert(static_cast<int>(FactKind::truth) == 1 && static_cast<int>(FactKind::day) == 3);
    py::dict out;
    for (std::size_t i = 0; i < all_facts; ++i) {
        const auto fact = static_cast<Fact>(i);
        out[py::str(std::string(to_text(fact)))] = kinds[static_cast<std::size_t>(kind_of(fact))];
    }
    return out;
}

}  // namespace

void register_policies(py::module_& module) {
    py::class_<Policy>(module, "Policy", "A city's rules, checked.")
        .def(py::init(&policy_named), "text"_a, "name"_a);
    py::class_<WorkCalendar>(module, "Calendar", "The working days there are.")
        .def(py::init(&calendar_named), "text"_a, "name"_a);
    module.attr("facts") = fact_kinds();
    module.def("policies", [] { return ids_of(builtin_policies()); });
    module.def("calendars", [] { return ids_of(builtin_calendars()); });
    module.def("policy_text", &policy_text, "id"_a);
    module.def("check_policy", &check_policy, "text"_a, "name"_a);
    module.def("check_file", &check_file, "text"_a, "name"_a);
    module.def("pilot_log", &pilot_log, "cases"_a, "policy"_a, "calendar"_a, "at"_a, "lang"_a);
}
