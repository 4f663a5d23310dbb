// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/time.hpp"

#include <doctest/doctest.h>

using namespace hoistway;
using namespace std::chrono;

TEST_CASE("a day begins at midnight in China, sixteen hours into the UTC day before") {
    const Date march{2026y / March / 1};
    CHECK(start_of(march) == Time{sys_days{2026y / February / 28}} + hours{16});
    CHECK(date_of(start_of(march)) == march);
    CHECK(date_of(start_of(march) - Duration{1}) == Date{2026y / February / 28});
    CHECK(hour_of(start_of(march)) == 0);
    CHECK(hour_of(start_of(march) - Duration{1}) == 23);
}

TEST_CASE("a month turns at midnight in China") {
    const TimeSpan span = month_span(2026y / December);
    CHECK(month_of(span.from) == 2026y / December);
    CHECK(month_of(span.to) == 2027y / January);
    CHECK(month_of(span.to - Duration{1}) == 2026y / December);
    CHECK(span.to - span.from == days{31});
}

TEST_CASE("a span holds its first moment and not its last") {
    const TimeSpan span{Time{Duration{10}}, Time{Duration{20}}};
    CHECK(span.contains(span.from));
    CHECK(span.contains(Time{Duration{19}}));
    CHECK_FALSE(span.contains(span.to));
    CHECK_FALSE(span.contains(Time{Duration{9}}));
}

TEST_CASE("months on, a day that is not there becomes the last of its month") {
    struct Case {
        Date from;
        int months;
        Date to;
    };
    const Case cases[] = {{2026y / January / 31, 1, 2026y / February / 28},
                          {2028y / January / 31, 1, 2028y / February / 29},
                          {2026y / March / 31, -1, 2026y / February / 28},
                          {2026y / November / 30, 3, 2027y / February / 28},
                          {2026y / May / 15, 12, 2027y / May / 15}};
    for (const Case& c : cases) CHECK(add_months(c.from, c.months) == c.to);
}

TEST_CASE("years are whole when the day has come round") {
    CHECK(years_between(2010y / June / 1, 2025y / May / 31) == 14);
    CHECK(years_between(2010y / June / 1, 2025y / June / 1) == 15);
    CHECK(years_between(2012y / February / 29, 2013y / February / 28) == 0);
    CHECK(years_between(2012y / February / 29, 2013y / March / 1) == 1);
}

TEST_CASE("times before 1970 fall on their own day") {
    CHECK(date_of(Time{Duration{-1}}, Duration{0}) == Date{1969y / December / 31});
    CHECK(hour_of(Time{Duration{-1}}, Duration{0}) == 23);
}

TEST_CASE("a time in six bytes is the same time from -2490 to 6429, and never outside of it") {
    constexpr std::int64_t end = std::int64_t{1} << 47, first = (std::int64_t{1} << 32) - end;
    for (const std::int64_t ms : {first, first + 1, std::int64_t{-1}, std::int64_t{0},
                                  std::int64_t{0xFFFF}, std::int64_t{1'772'294'400'123}, end - 1}) {
        const Time time{Duration{ms}};
        const PackedTime packed = time;
        CAPTURE(ms);
        CHECK(Time{packed} == time);
        CHECK(packed == time);
        CHECK_FALSE(packed == never);
    }
    for (const std::int64_t ms : {first - 1, -end, end}) {
        const PackedTime packed = Time{Duration{ms}};
        CHECK(packed.is_never());
        CHECK(Time{packed} == never);
    }
    CHECK(PackedTime{} == never);
    CHECK(PackedTime{Time::max()} == never);
    const auto days = static_cast<double>(first) / 86400'000;
    CHECK(days / 365.2425 + 1970 == doctest::Approx(-2490).epsilon(0.001));
}
