// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/rule.hpp"

#include <doctest/doctest.h>

using hoistway::bits;
using hoistway::missing;
using hoistway::RuleInfo;
using hoistway::Signal;

TEST_CASE("a rule says which of the signals it needs a lift has never given") {
    constexpr RuleInfo rule{.id = "test@1", .needs = bits(Signal::motion, Signal::presence)};

    CHECK(missing(rule, bits(Signal::motion, Signal::presence)) == 0);
    CHECK(missing(rule, bits(Signal::motion, Signal::door)) == bits(Signal::presence));
    CHECK(missing(rule, 0) == bits(Signal::motion, Signal::presence));
}

TEST_CASE("another set of signals does instead, but only the whole of it") {
    constexpr RuleInfo rule{.id = "test@1",
                            .needs = bits(Signal::door_zone),
                            .or_needs = bits(Signal::position, Signal::floor)};

    CHECK(missing(rule, bits(Signal::position, Signal::floor)) == 0);
    CHECK(missing(rule, bits(Signal::position)) == bits(Signal::door_zone));
}

TEST_CASE("a rule that needs nothing lacks nothing") { CHECK(missing(RuleInfo{}, 0) == 0); }
