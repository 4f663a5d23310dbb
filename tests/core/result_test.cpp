// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace hoistway;

namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return Error{ErrorCode::bad_value, 7};
    return value / 2;
}

}  // namespace

TEST_CASE("a result holds its value") {
    const Result<int> result = half(10);
    REQUIRE(result.has_value());
    CHECK(static_cast<bool>(result));
    CHECK(*result == 5);
    CHECK(result.value_or(9) == 5);
}

TEST_CASE("a result holds its error") {
    const Result<int> result = half(3);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Error{ErrorCode::bad_value, 7});
    CHECK(result.value_or(9) == 9);
}

TEST_CASE("steps are chained until the first that fails") {
    CHECK(*half(20).and_then(half) == 5);
    CHECK(half(10).and_then(half).error().code == ErrorCode::bad_value);
    CHECK_FALSE(half(3).and_then(half).has_value());
}

TEST_CASE("a value is transformed and an error passed on") {
    const auto text = [](int value) { return std::to_string(value); };
    CHECK(*half(10).transform(text) == "5");
    CHECK(half(3).transform(text).error() == Error{ErrorCode::bad_value, 7});
}

TEST_CASE("what can only be moved can be a value") {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(4);
    REQUIRE(result);
    const std::unique_ptr<int> taken = *std::move(result);
    CHECK(*taken == 4);
}

TEST_CASE("members are reached through the arrow") {
    Result<std::string> result = std::string("lift");
    CHECK(result->size() == 4);
    *result += "s";
    CHECK(*result == "lifts");
}
