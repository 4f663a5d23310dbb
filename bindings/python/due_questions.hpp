// SPDX-License-Identifier: Apache-2.0
//
// What can be asked of an observation log and of stored counts alike: who is due, who will be, how
// much work that makes, and what another policy would change.

#pragma once

#include <optional>
#include <string>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/plan.hpp"
#include "study.hpp"

namespace hoistway {

template <class S>
Date day_or_newest(const S& study, const std::optional<std::string>& at) {
    const Time newest = study.known().newest();
    if (!at && newest == never) throw py::value_error("nothing was heard; say which day with at=");
    const Date day = at ? to_date(*at) : date_of(newest);
    if (!S::any_day && newest != never && day < date_of(newest)) {
        throw py::value_error("the counts go on to " + format_date(date_of(newest)) +
                              ": ask for that day or a later one");
    }
    return day;
}

template <class S>
py::bytes due_log(const S& study, const std::optional<std::string>& at, const std::string& lang,
                  int pilot_year) {
    const DueQuestion question{
        .at = day_or_newest(study, at), .language = to_language(lang), .pilot_year = pilot_year};
    return freely([&] { return to_due_log(study.known(), question); });
}

template <class S>
ForecastQuery query_of(const S& study, const std::optional<std::string>& at, int days,
                       int pilot_year) {
    if (days < 1 || days > 400) throw py::value_error("days must be 1 to 400");
    return {.at = day_or_newest(study, at), .days = days, .pilot_year = pilot_year};
}

template <class S>
py::bytes forecast_log(const S& study, const std::optional<std::string>& at, int days,
                       int pilot_year) {
    const ForecastQuery query = query_of(study, at, days, pilot_year);
    return freely([&] { return to_forecast_log(study.known(), query); });
}

template <class S>
py::bytes workload_log(const S& study, const std::string& by, const std::optional<std::string>& at,
                       int days, int pilot_year) {
    const bool unit = by == "maintenance_unit";
    if (!unit && by != "division") {
        throw py::value_error("'" + by + "' is neither maintenance_unit nor division");
    }
    const ForecastQuery query = query_of(study, at, days, pilot_year);
    return freely([&] {
        return to_workload_log(study.known(), unit ? WorkBy::maintenance_unit : WorkBy::division,
                               query);
    });
}

template <class S>
py::bytes change_log(const S& study, const S& other, const std::optional<std::string>& at,
                     const std::string& lang, int pilot_year) {
    const DueQuestion question{
        .at = day_or_newest(study, at), .language = to_language(lang), .pilot_year = pilot_year};
    return freely([&] { return to_change_log(study.known(), other.known(), question); });
}

template <class S>
void answer_questions(py::class_<S>& study) {
    using namespace pybind11::literals;
    study.def("due_log", &due_log<S>, "at"_a, "lang"_a, "pilot_year"_a)
        .def("forecast_log", &forecast_log<S>, "at"_a, "days"_a, "pilot_year"_a)
        .def("workload_log", &workload_log<S>, "by"_a, "at"_a, "days"_a, "pilot_year"_a)
        .def("change_log", &change_log<S>, "other"_a, "at"_a, "lang"_a, "pilot_year"_a);
}

}  // namespace hoistway
