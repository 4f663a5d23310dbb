// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/observation.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <set>
#include <string>
#include <type_traits>

using namespace hoistway;

TEST_CASE("an observation says nothing until it is told") {
    const Observation seen;
    CHECK(seen.lift == no_lift);
    detail::for_each_field([&](const char* name, auto field) {
        CAPTURE(name);
        CHECK(!is_known(seen.*field));
    });
    CHECK(seen.fault.empty());
}

TEST_CASE("every field of the observation log is there under its own name") {
    std::set<std::string> names;
    detail::for_each_field([&](const char* name, auto) { CHECK(names.insert(name).second); });
    const std::set<std::string> log{
        "floor",     "motion",       "direction",   "door",         "mode",
        "door_zone", "presence",     "mains_power", "safety_chain", "door_lock",
        "overload",  "alarm_button", "people",      "position",     "speed",
        "load",      "noise",        "vibration",   "temperature",  "runs",
        "run_time",  "distance",     "door_cycles", "rope_bends",   "source"};
    CHECK(names == log);
}

TEST_CASE("unknown is equal to unknown, and to nothing else") {
    Observation a, b;
    CHECK(a == b);
    a.position = 3.5f;
    CHECK(!(a == b));
    b.position = 3.5f;
    CHECK(a == b);
    b.runs = 0;
    CHECK(!(a == b));
    a.runs = 0;
    a.fault.code.assign("E1");
    CHECK(!(a == b));
}

TEST_CASE("one differing field makes two observations differ") {
    detail::for_each_field([](const char* name, auto field) {
        CAPTURE(name);
        Observation a, b;
        using Field = std::remove_cvref_t<decltype(a.*field)>;
        b.*field = static_cast<Field>(1);
        CHECK(!(a == b));
        a.*field = static_cast<Field>(1);
        CHECK(a == b);
    });
}

TEST_CASE("a brief is the beginning of an observation that says nothing else") {
    Observation seen{.time = Time{Duration{1000}}, .lift = 7, .floor = 3};
    seen.motion = Motion::running;
    seen.direction = Direction::down;
    seen.door = Door::ajar;
    seen.mode = Mode::firefighter;
    seen.door_zone = seen.mains_power = seen.door_lock = seen.overload = Flag::yes;
    seen.presence = seen.safety_chain = seen.alarm_button = Flag::no;
    Brief brief;
    std::memcpy(static_cast<void*>(&brief), &seen, offsetof(Observation, source));
    CHECK(observation_of(brief) == seen);
    CHECK(observation_of(Brief{}) == Observation{});
    CHECK(&observation_of(seen) == &seen);
}
static_assert(sizeof(Brief) == 32);
static_assert(offsetof(Brief, overload) == offsetof(Observation, overload));

TEST_CASE("a fault without a code is none") {
    NativeFault fault;
    CHECK(fault.empty());
    REQUIRE(fault.dialect.assign("maker-a"));
    CHECK(fault.empty());
    REQUIRE(fault.code.assign("E152"));
    CHECK(!fault.empty());
}

static_assert(std::is_trivially_copyable_v<Observation>);
