// SPDX-License-Identifier: Apache-2.0
//
// Observations into counts: ours beside the device's own, ropes, classified entrapments; and due
// lists from counts that were stored.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "due_questions.hpp"
#include "hoistway/upkeep/business_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

py::dict figures_of(const CountStudy& study, const BusinessFile& records) {
    return py::dict("counted_before"_a = study.counted_before(),
                    "remarks"_a = study.remarks().size(),
                    "refused_records"_a = records.refusals.size());
}

py::tuple count(const RegistryFile& registry, const Batch& batch, const std::string& records,
                const std::string& log, bool again, const std::string& lang) {
    const Language language = to_language(lang);
    const auto find = [&](std::string_view key) { return registry.registry.find(key); };
    const CounterFile before = to_counters(log, registry.registry);
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

std::unique_ptr<StoredStudy> stored_study(const RegistryFile& file,
                                          const std::optional<std::string>& policy_text,
                                          const std::string& policy_name, const std::string& counts,
                                          const std::string& records) {
    auto study = std::make_unique<StoredStudy>();
    study->file = file;
    study->policy = policy_named(policy_text, policy_name);
    const Registry& registry = study->file.registry;
    const auto find = [&](std::string_view key) { return registry.find(key); };
    const CounterFile kept = to_counters(counts, registry);
    const BusinessFile business = read_business(records, "records", find);
    study->counts.emplace(registry.lifts());
    study->counts->resume(kept.lifts, CountFeed::goes_on);
    study->counts->add(business.records);
    study->stored.emplace(*study->counts, study->policy);
    study->refusals = to_lines(kept.refusals);
    for (const std::string& line : to_lines(business.refusals)) study->refusals.push_back(line);
    study->visits = visits_of(business.records).size();
    for (const CountRemark& remark : study->counts->remarks()) {
        if (remark.doubt == CountDoubt::state_lost) continue;  // nothing goes on from here
        study->refusals.push_back(registry.lifts()[remark.lift].key + ": " + remark.sentence.en);
        if (is_about_visit(remark.doubt)) --study->visits;
    }
    for (const KeptCounts& lift : kept.lifts) study->observations += lift.observations;
    study->refused_lines = kept.refusals.size() + business.refusals.size();
    return study;
}

}  // namespace

void register_counts(py::module_& module) {
    auto stored = py::class_<StoredStudy>(module, "StoredStudy", "Stored counts under a policy.");
    stored
        .def(py::init(&stored_study), "registry"_a, "policy_text"_a, "policy_name"_a, "counts"_a,
             "records"_a = "")
        .def_readonly("refusals", &StoredStudy::refusals)
        .def_readonly("observations", &StoredStudy::observations)
        .def_readonly("visits", &StoredStudy::visits)
        .def_readonly("refused_lines", &StoredStudy::refused_lines);
    answer_questions(stored);
    module.def("count", &count, "registry"_a, "batch"_a, "records"_a, "log"_a, "again"_a, "lang"_a);
}
