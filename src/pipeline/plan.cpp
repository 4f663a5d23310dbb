// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/plan.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "../model/json_members.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/count/stored_due.hpp"

namespace hoistway {

namespace {

using detail::append_number;
using detail::append_text;

// The runs of a lift's whole days, the first one first.
std::optional<WeekRate> week_of(const LiftRecord& record, Date at) {
    if (record.runs_by_day.empty()) return std::nullopt;
    const auto first = std::chrono::sys_days{record.first_day} + std::chrono::days{1},
               last = std::min(std::chrono::sys_days{at},
                               std::chrono::sys_days{date_of(record.last_heard)});
    if (last <= first) return std::nullopt;
    std::vector<std::uint32_t> days(record.runs_by_day.begin() + 1, record.runs_by_day.end());
    days.resize(static_cast<std::size_t>((last - first).count()));
    return week_rate(days, Date{first});
}

void append_day(std::string& out, std::string_view name, const std::optional<Date>& day) {
    if (day) append_text(out, name, format_date(*day));
}

void append_forecast(std::string& out, const DueForecast& forecast, const std::string& key,
                     const std::string& policy) {
    out += "{\"lift\":";
    append_json_string(out, key);
    append_text(out, "policy", policy);
    append_text(out, "clause", forecast.clause);
    append_text(out, "trigger", to_text(forecast.trigger));
    append_number(out, "value", forecast.value);
    append_number(out, "limit", forecast.limit);
    append_day(out, "early", forecast.reach.early);
    append_day(out, "expected", forecast.reach.expected);
    append_day(out, "late", forecast.reach.late);
    out += "}\n";
}

void append_change(std::string& out, const DueChange& change, const std::string& key,
                   Language language) {
    out += "{\"lift\":";
    append_json_string(out, key);
    append_text(out, "shift", to_text(change.shift));
    append_day(out, "before", change.before);
    append_day(out, "after", change.after);
    append_text(out, "policy", change.reason.policy);
    append_text(out, "clause", change.reason.clause);
    append_text(out, "trigger", to_text(change.reason.trigger));
    append_number(out, "value", change.reason.value);
    append_number(out, "limit", change.reason.limit);
    append_text(out, "sentence", told(change, key).in(language));
    append_text(out, "reason", change.reason.sentence);
    out += "}\n";
}

Date day_behind(const ForecastQuery& query) {
    return Date{std::chrono::sys_days{query.at} + std::chrono::days{1}};
}

template <class Known>
std::vector<DueForecast> forecasts_of(const Known& known, const ForecastQuery& query) {
    std::vector<DueForecast> out;
    for (LiftIndex lift = 0; lift < known.lifts().size(); ++lift) {
        const LiftRecord record = known.record(lift);
        if (record.first_heard == never || record.since == never) continue;
        const ForecastCase about{.index = lift,
                                 .lift = &known.lifts()[lift],
                                 .at = query.at,
                                 .since = date_of(record.since),
                                 .since_visit = record.since_visit,
                                 .total = record.counts,
                                 .pilot_year = query.pilot_year};
        auto all = forecast_due(about, known.policy(), week_of(record, query.at));
        if (!all.empty()) out.push_back(std::move(all.front()));
    }
    return out;
}

template <class Known>
std::string forecast_lines(const Known& known, const ForecastQuery& query) {
    std::vector<DueForecast> all = forecasts_of(known, query);
    const auto last = std::chrono::sys_days{query.at} + std::chrono::days{query.days};
    const auto beyond = [&](const DueForecast& each) {
        return !each.reach.expected || std::chrono::sys_days{*each.reach.expected} > last;
    };
    all.erase(std::remove_if(all.begin(), all.end(), beyond), all.end());
    std::stable_sort(all.begin(), all.end(), [](const DueForecast& a, const DueForecast& b) {
        return *a.reach.expected < *b.reach.expected;
    });
    std::string out;
    for (const DueForecast& each : all) {
        append_forecast(out, each, known.lifts()[each.lift].key, known.policy().id);
    }
    return out;
}

template <class Known>
std::string workload_lines(const Known& known, WorkBy by, const ForecastQuery& query) {
    const std::vector<DueForecast> all = forecasts_of(known, query);
    std::string out;
    for (const Workload& group : workload(all, known.lifts(), by, day_behind(query), query.days)) {
        out += by == WorkBy::maintenance_unit ? "{\"maintenance_unit\":" : "{\"division\":";
        append_json_string(out, group.name);
        append_text(out, "from", format_date(day_behind(query)));
        append_number(out, "total", group.total);
        out += ",\"visits\":[";
        for (std::size_t i = 0; i < group.visits.size(); ++i) {
            if (i > 0) out += ',';
            append_json_number(out, group.visits[i]);
        }
        out += "]}\n";
    }
    return out;
}

template <class Known>
std::string change_lines(const Known& before, const Known& after, const DueQuestion& question) {
    std::string out;
    for (const DueChange& change : compare_due(before.due(question), after.due(question))) {
        append_change(out, change, before.lifts()[change.lift].key, question.language);
    }
    return out;
}

}  // namespace

std::vector<DueForecast> first_forecasts(const Analysis& analysis, const ForecastQuery& query) {
    return forecasts_of(analysis, query);
}

std::string to_forecast_log(const Analysis& analysis, const ForecastQuery& query) {
    return forecast_lines(analysis, query);
}

std::string to_workload_log(const Analysis& analysis, WorkBy by, const ForecastQuery& query) {
    return workload_lines(analysis, by, query);
}

std::string to_change_log(const Analysis& before, const Analysis& after,
                          const DueQuestion& question) {
    return change_lines(before, after, question);
}

std::vector<DueForecast> first_forecasts(const StoredDue& stored, const ForecastQuery& query) {
    return forecasts_of(stored, query);
}

std::string to_forecast_log(const StoredDue& stored, const ForecastQuery& query) {
    return forecast_lines(stored, query);
}

std::string to_workload_log(const StoredDue& stored, WorkBy by, const ForecastQuery& query) {
    return workload_lines(stored, by, query);
}

std::string to_change_log(const StoredDue& before, const StoredDue& after,
                          const DueQuestion& question) {
    return change_lines(before, after, question);
}

}  // namespace hoistway
