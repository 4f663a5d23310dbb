// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/event.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <set>
#include <type_traits>

using namespace hoistway;

TEST_CASE("kinds, severities and phases have a word each") {
    for (std::size_t i = 0; i < event_kinds; ++i) {
        const auto kind = static_cast<EventKind>(i);
        CHECK(from_text<EventKind>(to_text(kind)) == kind);
    }
    CHECK(to_text(EventKind::entrapment) == "entrapment");
    CHECK(to_text(Severity::critical) == "critical");
    CHECK(to_text(Phase::raised) == "raised");
    CHECK(from_text<Phase>("cleared") == Phase::cleared);
}

TEST_CASE("kinds that a rule raises stand in front of those that others tell") {
    CHECK(ruled_kinds == 9);
    CHECK(event_kinds == 39);
    CHECK(static_cast<std::size_t>(EventKind::native) + 1 == ruled_kinds);
    CHECK(static_cast<std::size_t>(EventKind::vision_advert) + 1 == event_kinds);
    CHECK(std::set(Words<EventKind>::list.begin(), Words<EventKind>::list.end()).size() ==
          event_kinds);
}

TEST_CASE("evidence keeps the first eight things seen in their order") {
    Evidence evidence;
    evidence.add("door", "closed").add("held_s", 90);
    REQUIRE(evidence.size() == 2);
    CHECK(evidence.begin()->name == "door");
    CHECK(evidence.begin()->word == "closed");
    CHECK(std::next(evidence.begin())->number == 90);

    for (int i = 0; i < 20; ++i) evidence.add("more", i);
    CHECK(evidence.size() == 8);
    CHECK(std::prev(evidence.end())->number == 5);
}

TEST_CASE("evidence is equal where the same things were seen") {
    Evidence a, b;
    CHECK(a == b);
    a.add("held_s", 90);
    CHECK(!(a == b));
    b.add("held_s", 90);
    CHECK(a == b);
}

TEST_CASE("an event that nobody filled in belongs to no lift and no floor") {
    CHECK(Event{}.lift == no_lift);
    CHECK(Event{}.floor == no_floor);
    CHECK(Event{}.native.empty());
}

static_assert(std::is_trivially_copyable_v<Event>);
static_assert(std::is_trivially_copyable_v<Finding>);
