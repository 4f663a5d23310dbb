// SPDX-License-Identifier: Apache-2.0
//
// The text of an observation log into observations, and back.

#include <map>

#include "convert.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/wire/log/lift_names.hpp"
#include "hoistway/wire/log/log_reader.hpp"
#include "hoistway/wire/log/observation_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// What was read, whose it is, what was refused, and the closing figures.
struct ReadLog {
    Batch batch;
    std::vector<std::string> keys;
    std::vector<std::string> refusals;
    std::map<std::string, std::uint64_t> figures;
};

ReadLog read_log(std::string_view text, const std::string& source) {
    ReadLog log;
    LiftNames names;
    LogReader reader(source, [&](std::string_view key) { return names.place_of(key); });
    const auto keep = [&](const Observation& seen) { log.batch.rows.push_back(seen); };
    reader.feed(text, keep);
    reader.finish(keep);
    log.keys = names.take_keys();
    log.refusals = to_lines(reader.refusals());
    log.figures = {{"lines", reader.figures().lines},
                   {"observations", reader.figures().observations},
                   {"refused_lines", reader.figures().refused},
                   {"unknown_keys", reader.figures().unknown_keys}};
    return log;
}

// Milliseconds since 1970 UTC; a ValueError with the row where a text is no time.
std::vector<std::int64_t> parse_times(const std::vector<std::string>& texts) {
    std::vector<std::int64_t> times;
    times.reserve(texts.size());
    for (const std::string& text : texts) {
        const Result<Time> time = detail::read_moment(text);
        if (!time) {
            throw py::value_error("row " + std::to_string(times.size()) + ": time '" + shown(text) +
                                  "': " + std::string(cause(time.error().code)) +
                                  "; write RFC 3339 with a zone, or milliseconds since 1970");
        }
        times.push_back(to_milliseconds(*time));
    }
    return times;
}

std::string write_log(const Batch& batch, const std::vector<std::string>& keys) {
    std::string text;
    for (const Observation& seen : batch.rows) {
        append_observation(text, seen, keys.at(seen.lift));
        text += '\n';
    }
    return text;
}

}  // namespace

void register_logs(py::module_& module) {
    py::class_<ReadLog>(module, "ReadLog", "What was read, and what was refused.")
        .def_property_readonly(
            "batch", [](const ReadLog& log) -> const Batch& { return log.batch; },
            py::return_value_policy::reference_internal)
        .def_readonly("keys", &ReadLog::keys)
        .def_readonly("refusals", &ReadLog::refusals)
        .def_readonly("figures", &ReadLog::figures);
    using Free = py::call_guard<py::gil_scoped_release>;
    module.def("parse_times", &parse_times, "texts"_a, Free());
    module.def("read_log", &read_log, "text"_a, "source"_a, Free());
    module.def(
        "write_log",
        [](const Batch& batch, const std::vector<std::string>& keys) {
            const std::string text = [&] {
                const py::gil_scoped_release free;
                return write_log(batch, keys);
            }();
            return py::bytes(text);
        },
        "batch"_a, "keys"_a);
}
