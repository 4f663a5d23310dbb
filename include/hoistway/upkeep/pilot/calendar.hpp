// SPDX-License-Identifier: Apache-2.0
//
// Working days: weekends, public holidays and the weekends that are worked for them, as data.
//
//     const auto calendar = load_calendar(builtin_calendar("china")->text, "china");
//     calendar->is_working(day);
//     calendar->add_working_days(notified, 5);    // the last day of "within 5 working days"
//     calendar->working_days(from, to);           // after the first day, up to and with the last
//
// The State Council names the holidays of a year some weeks before it begins. Of a year that is not
// in the data only the weekends are known: `knows(from, to)` says so, and whoever answers a person
// has to say it too. Time is linear in the days asked for, and logarithmic in the holidays.

#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"

namespace hoistway {

// What is special about a year: weekdays off and weekend days at work.
struct CalendarYear {
    int year = 0;
    std::string source{};  // the notice that says so
    std::vector<Date> off{}, worked{};
};

class WorkCalendar {
 public:
    WorkCalendar() = default;  // weekends only

    explicit WorkCalendar(std::vector<CalendarYear> years) : years_(std::move(years)) {
        for (CalendarYear& year : years_) {
            std::sort(year.off.begin(), year.off.end());
            std::sort(year.worked.begin(), year.worked.end());
        }
        const auto by_year = [](const CalendarYear& a, const CalendarYear& b) {
            return a.year < b.year;
        };
        std::sort(years_.begin(), years_.end(), by_year);
        for (std::size_t i = 1; i < years_.size(); ++i) {
            if (years_[i].year == years_[i - 1].year) refuse("WorkCalendar: a year stands twice");
        }
    }

    bool is_working(Date day) const noexcept {
        const std::chrono::weekday weekday{std::chrono::sys_days{day}};
        const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        const CalendarYear* year = find(static_cast<int>(day.year()));
        if (year == nullptr) return !weekend;
        const std::vector<Date>& special = weekend ? year->worked : year->off;
        return std::binary_search(special.begin(), special.end(), day) == weekend;
    }

    // Working days after `from`, up to and with `to`; none where `to` is not later.
    int working_days(Date from, Date to) const noexcept {
        int days = 0;
        for (auto day = std::chrono::sys_days{from} + std::chrono::days{1};
             day <= std::chrono::sys_days{to}; day += std::chrono::days{1}) {
            days += is_working(Date{day}) ? 1 : 0;
        }
        return days;
    }

    // The day on which so many working days have passed; the same day for none.
    Date add_working_days(Date from, int count) const noexcept {
        auto day = std::chrono::sys_days{from};
        while (count > 0) {
            day += std::chrono::days{1};
            if (is_working(Date{day})) --count;
        }
        return Date{day};
    }

    // Are the holidays of every day between them known?
    bool knows(Date from, Date to) const noexcept {
        for (int year = static_cast<int>(from.year()); year <= static_cast<int>(to.year());
             ++year) {
            if (find(year) == nullptr) return false;
        }
        return true;
    }

    const std::vector<CalendarYear>& years() const noexcept { return years_; }

 private:
    const CalendarYear* find(int year) const noexcept {
        for (const CalendarYear& each : years_) {
            if (each.year == year) return &each;
        }
        return nullptr;
    }

    std::vector<CalendarYear> years_;
};

}  // namespace hoistway
