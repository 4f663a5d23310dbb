// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/facts.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <type_traits>

using namespace hoistway;

TEST_CASE("a moment of which nothing is known says so") {
    const Moment moment;
    CHECK(moment.lift == no_lift);
    CHECK(!is_known(moment.floor));
    CHECK(!is_known(moment.motion));
    CHECK(!is_known(moment.door));
    CHECK(!is_known(moment.position));
    CHECK(moment.heard == never);
    CHECK(moment.heard == never);
}

TEST_CASE("a run has no floors and no distance until they are told") {
    const Run run;
    CHECK(!is_known(run.from_floor));
    CHECK(!is_known(run.to_floor));
    CHECK(std::isnan(run.travelled));
    CHECK(run.moving == Duration{0});
}

TEST_CASE("the top of an unknown shaft is not a number") {
    CHECK(std::isnan(Travel{}.top));
    CHECK(Travel{}.floors == 0);
}

static_assert(std::is_trivially_copyable_v<Moment>);
static_assert(std::is_trivially_copyable_v<Run>);
static_assert(std::is_trivially_copyable_v<DoorCycle>);
static_assert(std::is_trivially_copyable_v<Gap>);
static_assert(std::is_trivially_copyable_v<Visit>);
