// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/lift_names.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("lifts are numbered as their keys turn up, each once") {
    LiftNames lifts;
    CHECK(lifts.keys().empty());
    CHECK(lifts.place_of("B") == 0);
    CHECK(lifts.place_of("A") == 1);
    CHECK(lifts.place_of("A") == 1);
    CHECK(lifts.place_of("B") == 0);
    CHECK(lifts.place_of("") == 2);
    CHECK(lifts.keys() == std::vector<std::string>{"B", "A", ""});
}

TEST_CASE("names that were taken are begun anew") {
    LiftNames lifts;
    lifts.place_of("B");
    lifts.place_of("A");
    CHECK(lifts.take_keys() == std::vector<std::string>{"B", "A"});
    CHECK(lifts.keys().empty());
    CHECK(lifts.place_of("A") == 0);
}
