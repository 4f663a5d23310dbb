// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/short_text.hpp"

#include <doctest/doctest.h>

#include <type_traits>

using namespace hoistway;

static_assert(std::is_trivially_copyable_v<ShortText<8>>);
static_assert(sizeof(ShortText<8>) == 8);

TEST_CASE("a short text keeps what it was given") {
    ShortText<8> text;
    CHECK(text.empty());
    CHECK(text.assign("E152"));
    CHECK(text.view() == "E152");
}

TEST_CASE("a text that does not fit is refused and the old one stays") {
    ShortText<8> text;
    REQUIRE(text.assign("1234567"));
    CHECK_FALSE(text.assign("12345678"));
    CHECK(text.view() == "1234567");
}

TEST_CASE("a shorter text leaves nothing of the longer one behind") {
    ShortText<8> text, fresh;
    REQUIRE(text.assign("1234567"));
    REQUIRE(text.assign("1"));
    REQUIRE(fresh.assign("1"));
    CHECK(text == fresh);
}

TEST_CASE("short texts are ordered as their letters are") {
    ShortText<8> a, b;
    REQUIRE(a.assign("10"));
    REQUIRE(b.assign("9"));
    CHECK(a < b);
    CHECK(ShortText<8>{} < a);
}
