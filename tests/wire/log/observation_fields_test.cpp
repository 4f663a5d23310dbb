// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/observation_fields.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

std::optional<ErrorCode> set(Observation& seen, std::string_view name, std::string_view text) {
    for (const detail::Field& field : detail::observation_fields) {
        if (field.name == name) return detail::set_field(seen, field, text);
    }
    FAIL("no such field");
    return {};
}

}  // namespace

TEST_CASE("the table has every field once, in the order of the log") {
    CHECK(detail::observation_fields.size() == 25);
    CHECK(detail::observation_fields.front().name == "floor");
    CHECK(detail::observation_fields.back().name == "source");
    for (std::size_t i = 0; i < detail::key_count; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            CHECK(detail::observation_keys[i] != detail::observation_keys[j]);
        }
    }
}

TEST_CASE("text becomes a value of its field's kind") {
    Observation seen;
    CHECK_FALSE(set(seen, "floor", "-3"));
    CHECK_FALSE(set(seen, "door", "ajar"));
    CHECK_FALSE(set(seen, "presence", "true"));
    CHECK_FALSE(set(seen, "people", "4.0"));
    CHECK_FALSE(set(seen, "speed", "-1.75"));
    CHECK_FALSE(set(seen, "run_time", "1e6"));
    CHECK(seen.floor == -3);
    CHECK(seen.door == Door::ajar);
    CHECK(seen.presence == Flag::yes);
    CHECK(seen.people == 4);
    CHECK(seen.speed == -1.75F);
    CHECK(seen.run_time == 1e6);
}

TEST_CASE("what a field cannot hold is refused and leaves it unknown") {
    struct Case {
        const char *field, *text;
        ErrorCode code;
    };
    const Case cases[] = {
        {"floor", "32768", ErrorCode::out_of_range},
        {"floor", "-32768", ErrorCode::out_of_range},
        {"floor", "2.5", ErrorCode::bad_value},
        {"floor", "B1", ErrorCode::bad_value},
        {"people", "-1", ErrorCode::out_of_range},
        {"people", "4294967295", ErrorCode::out_of_range},
        {"people", "1e30", ErrorCode::out_of_range},
        {"speed", "1e39", ErrorCode::out_of_range},
        {"speed", "1e999", ErrorCode::out_of_range},
        {"speed", "nan", ErrorCode::bad_value},
        {"speed", "inf", ErrorCode::bad_value},
        {"speed", "", ErrorCode::bad_value},
        {"speed", "1.5 ", ErrorCode::bad_value},
        {"run_time", "1e999", ErrorCode::out_of_range},
        {"door", "Closed", ErrorCode::bad_value},
        {"presence", "1", ErrorCode::bad_value},
    };
    for (const Case& c : cases) {
        CAPTURE(c.field);
        CAPTURE(c.text);
        Observation seen;
        CHECK(set(seen, c.field, c.text) == c.code);
        CHECK(seen == Observation{});
    }
}

TEST_CASE("a time is text with a zone or milliseconds, within the years that have a text") {
    CHECK(detail::read_moment("2026-03-01T08:00:00+08:00")->time_since_epoch().count() ==
          1772323200000);
    CHECK(detail::read_millis("1772323200000")->time_since_epoch().count() == 1772323200000);
    CHECK(detail::read_millis("253402300799999").has_value());
    CHECK(detail::read_millis("253402300800000").error().code == ErrorCode::out_of_range);
    CHECK(detail::read_millis("1.5").error().code == ErrorCode::bad_value);
    CHECK(detail::read_millis("1e300").error().code == ErrorCode::out_of_range);
    CHECK(detail::read_moment("0000-12-31T00:00:00Z").error().code == ErrorCode::out_of_range);
}

TEST_CASE("a time is written as text where there is one, else as milliseconds") {
    std::string out;
    detail::append_moment(out, Time{Duration{1772323200000}});
    out += ' ';
    detail::append_moment(out, never);
    CHECK(out == "\"2026-03-01T00:00:00Z\" -9223372036854775808");
}
