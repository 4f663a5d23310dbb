// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/time_text.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace hoistway;

// Checked with GNU date -ud "$text" +%s%3N, which prints whole seconds and milliseconds apart.
TEST_CASE("times are read as RFC 3339 writes them") {
    struct Case {
        const char* text;
        std::int64_t millis;
    };
    const Case cases[] = {
        {"1985-04-12T23:20:50.52Z", 482196050520},         // RFC 3339, section 5.8
        {"1996-12-19T16:39:57-08:00", 851042397000},       // the same
        {"1937-01-01T12:00:27.87+00:20", -1041337172130},  // the same
        {"2026-03-01T08:00:00+08:00", 1772323200000},     {"2026-03-01t00:00:00z", 1772323200000},
        {"2026-03-01 00:00:00.250Z", 1772323200250},      {"1969-12-31T23:59:59.999Z", -1},
        {"2024-02-29T00:00:00.0009Z", 1709164800000},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const Result<Time> time = parse_time(c.text);
        REQUIRE(time);
        CHECK(time->time_since_epoch().count() == c.millis);
    }
}

TEST_CASE("a time that leaves a question open is refused at its byte") {
    struct Case {
        const char* text;
        Error error;
    };
    const Case cases[] = {
        {"2026-03-01T08:00:00", {ErrorCode::missing, 19}},
        {"2026-03-01", {ErrorCode::bad_syntax, 10}},
        {"", {ErrorCode::bad_syntax, 0}},
        {"2026-02-29T00:00:00Z", {ErrorCode::bad_value, 0}},
        {"2026-03-01T24:00:00Z", {ErrorCode::bad_value, 11}},
        {"2026-03-01T08:00:00+0800", {ErrorCode::bad_syntax, 19}},
        {"2026-03-01T08:00:00.Z", {ErrorCode::bad_syntax, 20}},
        {"2026-03-01T08:00:00 08:00", {ErrorCode::bad_syntax, 19}},
        {"2026/03/01T08:00:00Z", {ErrorCode::bad_syntax, 0}},
        {"01.03.2026 08:00", {ErrorCode::bad_syntax, 0}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const Result<Time> time = parse_time(c.text);
        REQUIRE(!time);
        CHECK(time.error() == c.error);
    }
}

TEST_CASE("a time is written in UTC or with the offset asked for") {
    const Time time{Duration{1772323200000}};
    CHECK(format_time(time) == "2026-03-01T00:00:00Z");
    CHECK(format_time(time, china_offset) == "2026-03-01T08:00:00+08:00");
    CHECK(format_time(time + Duration{5}) == "2026-03-01T00:00:00.005Z");
    CHECK(format_time(time, std::chrono::minutes{-90}) == "2026-02-28T22:30:00-01:30");
}

TEST_CASE("every time of four centuries comes back as it was") {
    std::mt19937_64 random(3);
    std::uniform_int_distribution<std::int64_t> millis(-6'000'000'000'000, 7'000'000'000'000);
    for (int i = 0; i < 2000; ++i) {
        const Time time{Duration{millis(random)}};
        CHECK(*parse_time(format_time(time)) == time);
        CHECK(*parse_time(format_time(time, china_offset)) == time);
    }
}

TEST_CASE("days and months are read whole or not at all") {
    CHECK(format_date(*parse_date("2024-02-29")) == "2024-02-29");
    CHECK(format_month(*parse_month("2026-03")) == "2026-03");
    for (const char* text : {"2026-2-01", "2026-02-29", "2026-02-291", "20260229", "2026-00-10"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text).has_value());
    }
    for (const char* text : {"2026-13", "2026-00", "2026", "2026-1", "2026-03-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_month(text).has_value());
    }
}

TEST_CASE("an offset is read and written as a time's zone is") {
    CHECK(*parse_offset("+08:00") == std::chrono::hours{8});
    CHECK(*parse_offset("-03:30") == -std::chrono::minutes{210});
    CHECK(*parse_offset("Z") == Duration{0});
    CHECK(format_offset(std::chrono::hours{8}) == "+08:00");
    CHECK(format_offset(-std::chrono::minutes{210}) == "-03:30");
    CHECK(format_offset(Duration{0}) == "Z");
    for (const char* bad : {"", "8", "+8", "+24:00", "+08:60", "+08:00 ", "Europe/Berlin"}) {
        CAPTURE(bad);
        CHECK(parse_offset(bad).error() == Error{ErrorCode::bad_syntax, 0});
    }
}
