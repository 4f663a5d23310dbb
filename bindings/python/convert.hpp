// SPDX-License-Identifier: Apache-2.0
//
// What the topics of the binding share: times as milliseconds, words and days as text, refusals as
// lines, files as a dict. What cannot be converted is a ValueError that says so.

#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <utility>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/report/page.hpp"

namespace hoistway {

namespace py = pybind11;

// A batch of observations that Python holds and never looks into one by one.
struct Batch {
    std::vector<Observation> rows;
};

inline Time to_time(std::int64_t milliseconds) { return Time{Duration{milliseconds}}; }

inline std::int64_t to_milliseconds(Time time) { return time.time_since_epoch().count(); }

inline Date to_date(const std::string& text) {
    const Result<Date> date = parse_date(text);
    if (!date) throw py::value_error("'" + text + "' is no day: write YYYY-MM-DD");
    return *date;
}

inline Month to_month(const std::string& text) {
    const Result<Month> month = parse_month(text);
    if (!month) throw py::value_error("'" + text + "' is no month: write YYYY-MM");
    return *month;
}

inline Language to_language(const std::string& word) {
    const auto language = from_text<Language>(word);
    if (!language) throw py::value_error("'" + word + "' is no language: write zh or en");
    return *language;
}

inline FileChoice to_choice(const std::vector<std::string>& formats) {
    FileChoice choice{.html = false, .csv = false, .json = false, .markdown = false};
    for (const std::string& name : formats) {
        const bool known = name == "html" || name == "csv" || name == "json" || name == "md";
        if (!known) throw py::value_error("'" + name + "' is no format: html, csv, json or md");
        choice.html = choice.html || name == "html";
        choice.csv = choice.csv || name == "csv";
        choice.json = choice.json || name == "json";
        choice.markdown = choice.markdown || name == "md";
    }
    return choice;
}

inline py::dict to_dict(const std::vector<ReportFile>& files) {
    py::dict contents;
    for (const ReportFile& file : files) contents[py::str(file.name)] = py::bytes(file.content);
    return contents;
}

// What is wrong with a whole file is one ValueError, a line each.
[[noreturn]] inline void raise(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
    throw py::value_error(all);
}

inline std::vector<std::string> to_lines(const std::vector<Refusal>& refusals) {
    std::vector<std::string> lines;
    for (const Refusal& refusal : refusals) lines.push_back(to_text(refusal));
    return lines;
}

// What was loaded, or a ValueError with all that is wrong.
template <class Loaded>
auto loaded_or_raise(Loaded&& loaded) {
    if (!loaded) raise(to_lines(loaded.error()));
    return *std::forward<Loaded>(loaded);
}

// The bytes of a log, made while other Python threads run.
template <class Make>
py::bytes freely(Make make) {
    const std::string text = [&] {
        const py::gil_scoped_release free;
        return make();
    }();
    return py::bytes(text);
}

}  // namespace hoistway
