// SPDX-License-Identifier: Apache-2.0
//
// The compiled half of the Python package; people import `hoistway`, never this.

#include <pybind11/pybind11.h>

#include "hoistway/version.hpp"

void register_analysis(pybind11::module_& module);
void register_batch(pybind11::module_& module);
void register_logs(pybind11::module_& module);
void register_registry(pybind11::module_& module);
void register_sim(pybind11::module_& module);

PYBIND11_MODULE(_core, module) {
    module.doc() = "Compiled core of hoistway; import hoistway instead.";
    module.def("version", &hoistway::version, "The library's version, as in '0.1.0'.");
    register_registry(module);
    register_batch(module);
    register_logs(module);
    register_analysis(module);
    register_sim(module);
}
