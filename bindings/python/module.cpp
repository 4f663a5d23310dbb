// SPDX-License-Identifier: Apache-2.0
//
// The compiled half of the Python package; people import `hoistway`, never this.

#include <pybind11/pybind11.h>

#include "hoistway/version.hpp"

PYBIND11_MODULE(_core, module) {
    module.doc() = "Compiled core of hoistway; import hoistway instead.";
    module.def("version", &hoistway::version, "The library's version, as in '0.1.0'.");
}
