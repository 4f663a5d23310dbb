// SPDX-License-Identifier: Apache-2.0
//
// Observations into counts: ours beside the device's own, ropes, classified entrapments.

#include <functional>
#include <string>
#include <vector>

#include "convert.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/business_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

using Find = std::function<LiftIndex(std::string_view)>;

// A line that cannot be read may be all there is of a lift: nothing is counted over it.
CounterFile to_log(const std::string& text, const Find& find) {
    CounterFile file = read_counter_log(text, "log", find);
    for (const Refusal& refusal : file.refusals) {
        if (refusal.code != ErrorCode::unknown_lift) throw py::value_error(to_text(refusal));
    }
    return file;
}

py::dict figures_of(const CountStudy& study, const BusinessFile& records) {
    return py::dict("counted_before"_a = study.counted_before(),
                    "remarks"_a = study.remarks().size(),
                    "refused_records"_a = records.refusals.size());
}

py::tuple count(const RegistryFile& registry, const Batch& batch, const std::string& records,
                const std::string& log, bool again, const std::string& lang) {
    const Language language = to_language(lang);
    const Find find = [&](std::string_view key) { return registry.registry.find(key); };
    const CounterFile before = to_log(log, find);
    const BusinessFile business = read_business(records, "records", find);
    CountStudy study(registry.registry.lifts());
    study.resume(before.lifts, again ? CountFeed::from_beginning : CountFeed::goes_on);
    study.add(business.records);
    std::string list, kept;
    {
        const py::gil_scoped_release free;
        study.process(batch.rows);
        list = to_count_list(study, language);
        kept = to_counter_log(study) + before.others;
    }
    std::vector<std::string> refusals = to_lines(before.refusals);
    for (const std::string& line : to_lines(business.refusals)) refusals.push_back(line);
    return py::make_tuple(py::bytes(list), py::bytes(kept), refusals, figures_of(study, business));
}

}  // namespace

void register_counts(py::module_& module) {
    module.def("count", &count, "registry"_a, "batch"_a, "records"_a, "log"_a, "again"_a, "lang"_a);
}
