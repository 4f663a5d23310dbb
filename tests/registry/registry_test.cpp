// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/registry.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

static Lift lift_with(std::string key, std::string rescue_code = {}) {
    Lift lift;
    lift.key = std::move(key);
    lift.rescue_code = std::move(rescue_code);
    return lift;
}

static Lift full_lift() {
    Lift lift = lift_with("A-1", "012345");
    lift.equipment_code = "311010999201600001";
    lift.registration_code = "31103506002016053337";
    lift.certificate = "梯11冀A1234(16)";
    return lift;
}

TEST_CASE("a lift answers to each of its names") {
    Registry registry;
    REQUIRE(registry.add(lift_with("A-0")));
    const auto index = registry.add(full_lift());
    REQUIRE(index);
    CHECK(*index == 1);
    for (const auto name :
         {"A-1", "311010999201600001", "31103506002016053337", "梯11冀A1234(16)", "012345"}) {
        CAPTURE(name);
        CHECK(registry.find(name) == 1);
    }
    CHECK(registry[1].key == "A-1");
    CHECK(registry.size() == 2);
    CHECK(registry.lifts().size() == 2);
}

TEST_CASE("nobody answers to a name that is not known, and nobody to no name") {
    Registry registry;
    CHECK(registry.find("A-1") == no_lift);
    REQUIRE(registry.add(lift_with("A-1")));
    CHECK(registry.find("a-1") == no_lift);
    CHECK(registry.find("A-1 ") == no_lift);
    CHECK(registry.find("") == no_lift);
}

TEST_CASE("a lift without a key is refused") {
    Registry registry;
    const auto index = registry.add(lift_with("", "012345"));
    REQUIRE(!index);
    CHECK(index.error().code == ErrorCode::missing);
    CHECK(index.error().field == "key");
    CHECK(registry.size() == 0);
    CHECK(registry.find("012345") == no_lift);
}

TEST_CASE("a name that is already another lift's is refused, whichever name it is") {
    struct Case {
        std::string Lift::*field;
        std::string text;
        std::string_view told;
    };
    const Case cases[] = {
        {&Lift::key, "A-1", "key"},
        {&Lift::key, "012345", "key"},  // the key of one is the rescue code of another
        {&Lift::rescue_code, "A-1", "rescue_code"},
        {&Lift::rescue_code, "012345", "rescue_code"},
        {&Lift::equipment_code, "311010999201600001", "equipment_code"},
        {&Lift::registration_code, "31103506002016053337", "registration_code"},
        {&Lift::certificate, "梯11冀A1234(16)", "certificate"},
        {&Lift::certificate, "31103506002016053337", "certificate"},
    };
    for (const Case& c : cases) {
        Registry registry;
        REQUIRE(registry.add(full_lift()));
        Lift other = lift_with("B-2", "999999");
        other.*c.field = c.text;
        const auto index = registry.add(other);
        CAPTURE(c.text);
        REQUIRE(!index);
        CHECK(index.error().code == ErrorCode::duplicate);
        CHECK(index.error().field == c.told);
        CHECK(registry.size() == 1);
    }
}

TEST_CASE("a refused lift leaves nothing of itself behind") {
    Registry registry;
    REQUIRE(registry.add(full_lift()));
    Lift other = lift_with("B-2", "012345");
    other.equipment_code = "311010999201600002";
    REQUIRE(!registry.add(other));
    CHECK(registry.find("B-2") == no_lift);
    CHECK(registry.find("311010999201600002") == no_lift);
    other.rescue_code = "543210";
    const auto index = registry.add(other);
    REQUIRE(index);
    CHECK(*index == 1);
}

TEST_CASE("one lift may bear the same number twice") {
    Registry registry;
    REQUIRE(registry.add(lift_with("012345", "012345")));
    CHECK(registry.find("012345") == 0);
}

TEST_CASE("a copy of a registry finds its own lifts") {
    Registry copy;
    {
        Registry registry;
        for (int i = 0; i < 100; ++i) REQUIRE(registry.add(lift_with("L-" + std::to_string(i))));
        copy = registry;
    }
    for (LiftIndex i = 0; i < 100; ++i) {
        CHECK(copy.find("L-" + std::to_string(i)) == i);
        CHECK(copy[i].key == "L-" + std::to_string(i));
    }
}
