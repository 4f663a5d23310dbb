// SPDX-License-Identifier: Apache-2.0
//
// Without exceptions the same call goes to a handler: tests/house/core_no_exceptions_test.py.

#include "hoistway/core/refuse.hpp"

#include <doctest/doctest.h>

using hoistway::refuse;

TEST_CASE("a wrong set-up is refused in the words of the rule it breaks") {
    CHECK_THROWS_WITH_AS(refuse("Hold: limit must be above 0"), "Hold: limit must be above 0",
                         std::invalid_argument);
}
