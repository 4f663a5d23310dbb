// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/calendar_json.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "../model/strict_json.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

constexpr int last_year = 9999;

bool is_weekend(Date day) {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

class CalendarReader : StrictJson {
 public:
    explicit CalendarReader(std::string_view source) : StrictJson(source) {}

    Result<WorkCalendar, std::vector<Refusal>> read(const Json& tree) {
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        std::vector<CalendarYear> years;
        if (only_keys("", tree, {"$schema", "id", "years"})) {
            id_of(tree);
            years = years_of(part("", tree, "years"));
        }
        if (!refusals().empty()) return std::move(refusals());
        return WorkCalendar(std::move(years));
    }

 private:
    std::vector<CalendarYear> years_of(const Json& json) {
        std::vector<CalendarYear> years;
        if (json.is_null()) return years;
        if (!json.is_array()) {
            refuse_at("/years", ErrorCode::bad_value, json);
            return years;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string here = "/years/" + std::to_string(i);
            if (json[i].is_null()) refuse_at(here, ErrorCode::bad_value, json[i]);
            if (!only_keys(here, json[i], {"year", "source", "off", "worked"})) continue;
            CalendarYear year = year_of(here, json[i]);
            const auto same = [&](const CalendarYear& other) { return other.year == year.year; };
            if (year.year != 0 && std::any_of(years.begin(), years.end(), same)) {
                refuse_at(here + "/year", ErrorCode::duplicate, json[i]["year"]);
            }
            years.push_back(std::move(year));
        }
        return years;
    }

    CalendarYear year_of(const std::string& here, const Json& json) {
        CalendarYear year;
        const Json& number = part(here, json, "year");
        if (!number.is_null()) year.year = whole_of(here + "/year", number, last_year);
        year.source = text_of(here, json, "source");
        year.off = days_of(here + "/off", part(here, json, "off"), year.year, false);
        year.worked = days_of(here + "/worked", part(here, json, "worked"), year.year, true);
        return year;
    }

    // Days off are weekdays, worked ones are weekends: anything else changes nothing and is a slip.
    std::vector<Date> days_of(const std::string& here, const Json& json, int year, bool weekend) {
        std::vector<Date> days;
        if (json.is_null()) return days;
        if (!json.is_array()) {
            refuse_at(here, ErrorCode::bad_value, json);
            return days;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string at = here + '/' + std::to_string(i);
            const auto day = json[i].is_string() ? parse_date(json[i].get<std::string>())
                                                 : Result<Date>(Error{ErrorCode::bad_value, 0});
            if (!day || static_cast<int>(day->year()) != year || is_weekend(*day) != weekend) {
                refuse_at(at, ErrorCode::bad_value, json[i]);
            } else if (std::find(days.begin(), days.end(), *day) != days.end()) {
                refuse_at(at, ErrorCode::duplicate, json[i]);
            } else {
                days.push_back(*day);
            }
        }
        return days;
    }
};

}  // namespace

std::optional<BuiltinFile> builtin_calendar(std::string_view id) {
    return find_builtin(builtin_calendars(), id);
}

Result<WorkCalendar, std::vector<Refusal>> load_calendar(std::string_view text,
                                                         std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return CalendarReader(source).read(*tree);
}

}  // namespace hoistway
