// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/error.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string_view>

using namespace hoistway;

TEST_CASE("every error has a name of its own, a cause and a cure") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < detail::error_texts.size(); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        CAPTURE(to_string(code));
        CHECK(names.insert(to_string(code)).second);
        CHECK_FALSE(cause(code).empty());
        CHECK_FALSE(cure(code).empty());
    }
}

TEST_CASE("the first and the last code have the names that stand in the list") {
    CHECK(to_string(ErrorCode::truncated) == "truncated");
    CHECK(to_string(ErrorCode::missing) == "missing");
    CHECK(to_string(ErrorCode::unsupported) == "unsupported");
    CHECK(static_cast<std::size_t>(ErrorCode::unsupported) + 1 == detail::error_texts.size());
}

TEST_CASE("errors are equal where code and byte are") {
    CHECK(Error{ErrorCode::late, 3} == Error{ErrorCode::late, 3});
    CHECK(Error{ErrorCode::late, 3} != Error{ErrorCode::late, 4});
}
