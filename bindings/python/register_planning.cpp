// SPDX-License-Identifier: Apache-2.0
//
// What lies ahead of a log: forecasts, workload, another policy; and the lives of parts.

#include <optional>

#include "hoistway/pipeline/plan.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"
#include "hoistway/upkeep/part/part_json.hpp"
#include "study.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

ForecastQuery query_of(const Study& study, const std::optional<std::string>& at, int days,
                       int pilot_year) {
    if (days < 1 || days > 400) throw py::value_error("days must be 1 to 400");
    return {.at = day_or_newest(study, at), .days = days, .pilot_year = pilot_year};
}

py::bytes forecast_log(const Study& study, const std::optional<std::string>& at, int days,
                       int pilot_year) {
    const ForecastQuery query = query_of(study, at, days, pilot_year);
    return freely([&] { return to_forecast_log(*study.analysis, query); });
}

py::bytes workload_log(const Study& study, const std::string& by,
                       const std::optional<std::string>& at, int days, int pilot_year) {
    const bool unit = by == "maintenance_unit";
    if (!unit && by != "division") {
        throw py::value_error("'" + by + "' is neither maintenance_unit nor division");
    }
    const ForecastQuery query = query_of(study, at, days, pilot_year);
    return freely([&] {
        return to_workload_log(*study.analysis, unit ? WorkBy::maintenance_unit : WorkBy::division,
                               query);
    });
}

py::bytes change_log(const Study& study, const Study& other, const std::optional<std::string>& at,
                     const std::string& lang, int pilot_year) {
    const DueQuestion question{
        .at = day_or_newest(study, at), .language = to_language(lang), .pilot_year = pilot_year};
    return freely([&] { return to_change_log(*study.analysis, *other.analysis, question); });
}

// With a registry, lives begin anew where the records say that a part was replaced.
py::tuple part_log(const std::string& book_text, const std::string& name, const std::string& uses,
                   const std::string& at, const std::string& lang, const RegistryFile* registry,
                   const std::string& records) {
    const PartBook book = loaded_or_raise(load_part_book(book_text, name));
    PartFile file = read_part_uses(uses, "uses", book);
    const PartLogQuery query{.at = to_date(at), .language = to_language(lang)};
    std::vector<std::string> refusals = to_lines(file.refusals);
    if (registry != nullptr) {
        const auto find = [&](std::string_view key) { return registry->registry.find(key); };
        const BusinessFile business = read_business(records, "records", find);
        begin_anew(file.uses, replacements_of(business.records), find, query.at);
        for (const std::string& line : to_lines(business.refusals)) refusals.push_back(line);
    }
    return py::make_tuple(py::bytes(to_part_log(file.uses, book, query)), refusals);
}

py::tuple remark_log(const RegistryFile& registry, const std::string& book_text,
                     const std::string& name, const std::string& records, const std::string& lang) {
    const PartBook book = loaded_or_raise(load_part_book(book_text, name));
    const auto find = [&](std::string_view key) { return registry.registry.find(key); };
    const BusinessFile file = read_business(records, "records", find);
    const std::string log = to_remark_log(replacements_of(file.records), registry.registry.lifts(),
                                          book, to_language(lang));
    return py::make_tuple(py::bytes(log), to_lines(file.refusals));
}

}  // namespace

void register_planning(py::module_& module) {
    module.def("forecast_log", &forecast_log, "study"_a, "at"_a, "days"_a, "pilot_year"_a);
    module.def("workload_log", &workload_log, "study"_a, "by"_a, "at"_a, "days"_a, "pilot_year"_a);
    module.def("change_log", &change_log, "study"_a, "other"_a, "at"_a, "lang"_a, "pilot_year"_a);
    module.def("part_log", &part_log, "book"_a, "name"_a, "uses"_a, "at"_a, "lang"_a,
               "registry"_a = nullptr, "records"_a = "");
    module.def("remark_log", &remark_log, "registry"_a, "book"_a, "name"_a, "records"_a, "lang"_a);
}
