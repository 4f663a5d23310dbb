// SPDX-License-Identifier: Apache-2.0

#include "hoistway/model/observation.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <type_traits>

using namespace hoistway;

static_assert(std::is_trivially_copyable_v<Observation>, "copied and kept as bytes");

TEST_CASE("nothing is known of an observation that says nothing") {
    const Observation silent;

    detail::for_each_field([&](const char* name, auto field) {
        CAPTURE(name);
        CHECK_FALSE(is_known(silent.*field));
    });
    CHECK(silent.fault.empty());
}

TEST_CASE("zero is a value, not an absence") {
    CHECK(is_known(0.0F));
    CHECK(is_known(0.0));
    CHECK(is_known(std::uint32_t{0}));
    CHECK(is_known(std::int16_t{0}));
    CHECK(is_known(Flag::no));
}

TEST_CASE("no two fields share a name") {
    std::set<std::string> names;
    int fields = 0;
    detail::for_each_field([&](const char* name, auto) {
        names.insert(name);
        ++fields;
    });
    CHECK(fields == 24);  // the keys of the observation log but lift, time and fault
    CHECK(names.size() == 24);
}

TEST_CASE("two observations are equal where all that is known is") {
    Observation a, b;
    CHECK(a == b);  // although a NaN is not equal to itself

    a.speed = 1.5F;
    CHECK_FALSE(a == b);
    b.speed = 1.5F;
    CHECK(a == b);

    a.fault.code.assign("E10");
    CHECK_FALSE(a == b);
}

TEST_CASE("the same words at another time or of another lift are another observation") {
    Observation a, b;
    b.time += Duration{1};
    CHECK_FALSE(a == b);

    b = a;
    b.lift = 7;
    CHECK_FALSE(a == b);
}
