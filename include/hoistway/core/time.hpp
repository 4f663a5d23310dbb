// SPDX-License-Identifier: Apache-2.0
//
// Time as the library knows it: milliseconds since 1970, UTC, brought by the record. Nothing in
// here or anywhere below the gateway reads a clock: a replay of last year gives last year's
// answers.
//
//     month_of(observation.time);               // 2026-03, because months turn at +08:00
//     month_span(month).from;                   // the first millisecond of that month
//
// Days, months and ages are taken at +08:00, the only civil time in the rules served here; China
// has no daylight saving, so the offset is a constant. As text: time_text.hpp. Constant time, no
// allocation.

#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace hoistway {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Duration>;
using Date = std::chrono::year_month_day;
using Month = std::chrono::year_month;

inline constexpr Time never = Time::min();
inline constexpr Duration china_offset = std::chrono::hours{8};

// A time in six bytes, for states of which there are millions: the years -2490 to 6429, and never.
// What lies beyond is never, and so are the first 49 days: that one is never shows in two bytes.
class PackedTime {
 public:
    constexpr PackedTime() noexcept = default;
    constexpr PackedTime(Time time) noexcept {  // NOLINT(google-explicit-constructor)
        const std::int64_t ms = time.time_since_epoch().count();
        const std::int64_t kept = ms >= first && ms < limit ? ms : -limit;
        low_ = static_cast<std::uint16_t>(kept);
        middle_ = static_cast<std::uint16_t>(kept >> 16);
        high_ = static_cast<std::int16_t>(kept >> 32);
    }

    constexpr operator Time() const noexcept {  // NOLINT(google-explicit-constructor)
        // In this order compilers fetch the lower two at once.
        const std::uint32_t lower = std::uint32_t{middle_} << 16 | low_;
        const std::int64_t ms = std::int64_t{high_} << 32 | lower;
        return is_never() ? never : Time{Duration{ms}};
    }

    constexpr bool is_never() const noexcept {
        return high_ == std::numeric_limits<std::int16_t>::min();
    }

    friend constexpr bool operator==(const PackedTime& a, const Time& b) noexcept {
        return b == never ? a.is_never() : Time{a} == b;
    }
    friend constexpr Time operator+(const PackedTime& a, Duration b) noexcept {
        return Time{a} + b;
    }
    friend constexpr Duration operator-(Time a, const PackedTime& b) noexcept {
        return a - Time{b};
    }

 private:
    static constexpr std::int64_t limit = std::int64_t{1} << 47;
    static constexpr std::int64_t first = (std::int64_t{1} << 32) - limit;

    // As never is kept: the lowest number of all.
    std::uint16_t low_ = 0, middle_ = 0;
    std::int16_t high_ = std::numeric_limits<std::int16_t>::min();
};

// From the first moment, up to and without the second.
struct TimeSpan {
    Time from, to;

    constexpr bool contains(Time time) const noexcept { return from <= time && time < to; }
    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

constexpr Date date_of(Time time, Duration offset = china_offset) noexcept {
    return Date{std::chrono::floor<std::chrono::days>(time + offset)};
}

constexpr Month month_of(Time time, Duration offset = china_offset) noexcept {
    const Date date = date_of(time, offset);
    return date.year() / date.month();
}

constexpr int hour_of(Time time, Duration offset = china_offset) noexcept {
    const Time local = time + offset;
    const auto in_day = local - std::chrono::floor<std::chrono::days>(local);
    return static_cast<int>(std::chrono::floor<std::chrono::hours>(in_day).count());
}

// Midnight at the start of the day.
constexpr Time start_of(Date date, Duration offset = china_offset) noexcept {
    return Time{std::chrono::sys_days{date}} - offset;
}

constexpr TimeSpan month_span(Month month, Duration offset = china_offset) noexcept {
    return {start_of(month / 1, offset), start_of((month + std::chrono::months{1}) / 1, offset)};
}

// The same day some months on; where that month is too short, its last day (31 Jan -> 28 Feb).
constexpr Date add_months(Date date, int months) noexcept {
    const Date moved = date + std::chrono::months{months};
    return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

// Whole years between two days, as an age is counted: a 29 February birthday falls on 1 March.
constexpr int years_between(Date from, Date to) noexcept {
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    const bool before = std::chrono::month_day{to.month(), to.day()} <
                        std::chrono::month_day{from.month(), from.day()};
    return before ? years - 1 : years;
}

}  // namespace hoistway
