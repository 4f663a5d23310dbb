// SPDX-License-Identifier: Apache-2.0
//
// The registry and identity numbers.

#include "convert.hpp"
#include "hoistway/model/identity.hpp"
#include "hoistway/registry/registry_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

std::string identity_json(const std::string& text) {
    std::string line;
    append_identity(line, identify(text));
    return line;
}

std::vector<LiftIndex> find_all(const RegistryFile& file, const std::vector<std::string>& keys) {
    std::vector<LiftIndex> places;
    places.reserve(keys.size());
    for (const std::string& key : keys) places.push_back(file.registry.find(key));
    return places;
}

std::vector<std::string> keys_of(const RegistryFile& file) {
    std::vector<std::string> keys;
    for (const Lift& lift : file.registry.lifts()) keys.push_back(lift.key);
    return keys;
}

}  // namespace

void register_registry(py::module_& module) {
    py::class_<RegistryFile>(module, "Registry", "The lifts of registry.json.")
        .def(py::init([](std::string_view text, const std::string& source) {
                 return read_registry(text, source);
             }),
             "text"_a, "source"_a)
        .def("__len__", [](const RegistryFile& file) { return file.registry.size(); })
        .def("find_all", &find_all, "keys"_a, "Places of the lifts; no_lift where there is none.")
        .def("keys", &keys_of)
        .def("to_json",
             [](const RegistryFile& file) {
                 return py::bytes(write_registry(file.registry.lifts(), file.entries));
             })
        .def_property_readonly("refusals",
                               [](const RegistryFile& file) { return to_lines(file.refusals); });
    module.attr("no_lift") = no_lift;
    module.def("identify", &identity_json, "text"_a, "One JSON line about an identity number.");
}
