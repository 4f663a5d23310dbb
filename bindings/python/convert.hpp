// SPDX-License-Identifier: Apache-2.0
//
// What the topics of the binding share: times as milliseconds, days as text, refusals as lines.

#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

namespace py = pybind11;

// A batch of observations that Python holds and never looks into one by one.
struct Batch {
    std::vector<Observation> rows;
};

inline Time to_time(std::int64_t milliseconds) { return Time{Duration{milliseconds}}; }

inline std::int64_t to_milliseconds(Time time) { return time.time_since_epoch().count(); }

// ValueError where the text is no day.
inline Date to_date(const std::string& text) {
    const Result<Date> date = parse_date(text);
    if (!date) throw py::value_error("'" + text + "' is no day: write YYYY-MM-DD");
    return *date;
}

inline std::vector<std::string> to_lines(const std::vector<Refusal>& refusals) {
    std::vector<std::string> lines;
    for (const Refusal& refusal : refusals) lines.push_back(to_text(refusal));
    return lines;
}

}  // namespace hoistway
