// SPDX-License-Identifier: Apache-2.0
//
// The compiled half of the Python package; people import `hoistway`, never this.

#include <type_traits>
#include <utility>

#include "convert.hpp"
#include "hoistway/version.hpp"
#include "hoistway/wire/log/observation_fields.hpp"

void register_analysis(pybind11::module_& module);
void register_batch(pybind11::module_& module);
void register_counts(pybind11::module_& module);
void register_fleet(pybind11::module_& module);
void register_lists(pybind11::module_& module);
void register_logs(pybind11::module_& module);
void register_parts(pybind11::module_& module);
void register_policies(pybind11::module_& module);
void register_registry(pybind11::module_& module);
void register_score(pybind11::module_& module);
void register_sim(pybind11::module_& module);
void register_visits(pybind11::module_& module);
void register_wire(pybind11::module_& module);

using namespace hoistway;
using namespace pybind11::literals;

namespace {

template <class E>
py::list words() {
    py::list list;
    for (const std::string_view word : Words<E>::list)
        list.append(py::str(word.data(), word.size()));
    return list;
}

// The fields of the log by their kind, in their order.
template <class... Kinds>
py::tuple names_of() {
    py::list names;
    detail::for_each_field([&](const char* name, auto field) {
        using T = std::remove_cvref_t<decltype(std::declval<Observation>().*field)>;
        if ((std::is_same_v<T, Kinds> || ...)) names.append(name);
    });
    return py::tuple(names);
}

py::dict field_names() {
    return py::dict("words"_a = names_of<Motion, Direction, Door, Mode, Source>(),
                    "flags"_a = names_of<Flag>(), "floors"_a = names_of<std::int16_t>(),
                    "counts"_a = names_of<std::uint32_t>(), "singles"_a = names_of<float>(),
                    "doubles"_a = names_of<double>());
}

// What the observation log is made of, so that Python has no list of its own.
void add_fields(py::module_& module) {
    module.attr("words") =
        py::dict("motion"_a = words<Motion>(), "direction"_a = words<Direction>(),
                 "door"_a = words<Door>(), "mode"_a = words<Mode>(), "source"_a = words<Source>());
    module.attr("field_names") = field_names();
    module.attr("first_time") = detail::first_time;
    module.attr("last_time") = detail::last_time;
    module.attr("no_floor") = no_floor;
    module.attr("no_count") = no_count;
}

}  // namespace

PYBIND11_MODULE(_core, module) {
    module.doc() = "Compiled core of hoistway; import hoistway instead.";
    module.def("version", &version, "The library's version, as in '0.1.0'.");
    add_fields(module);
    register_registry(module);
    register_lists(module);
    register_batch(module);
    register_logs(module);
    register_analysis(module);
    register_counts(module);
    register_fleet(module);
    register_policies(module);
    register_parts(module);
    register_score(module);
    register_sim(module);
    register_visits(module);
    register_wire(module);
}
