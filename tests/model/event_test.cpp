// SPDX-License-Identifier: Apache-2.0

#include "hoistway/model/event.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

TEST_CASE("every kind of event has a name of its own") {
    for (std::size_t i = 0; i < event_kinds; ++i) {
        const auto kind = static_cast<EventKind>(i);
        CAPTURE(to_text(kind));
        CHECK(from_text<EventKind>(to_text(kind)) == kind);
    }
    CHECK(to_text(EventKind::native) == Words<EventKind>::list.back());
}

TEST_CASE("names of events are promises: they do not change") {
    CHECK(to_text(EventKind::entrapment) == "entrapment");
    CHECK(to_text(EventKind::stopped_off_level) == "stopped_off_level");
    CHECK(to_text(Severity::critical) == "critical");
    CHECK(to_text(Phase::cleared) == "cleared");
}

TEST_CASE("evidence keeps its order and tells words from numbers") {
    Evidence evidence;
    evidence.add("door", "closed").add("waited", 90.0);

    REQUIRE(evidence.size() == 2);
    CHECK(*evidence.begin() == EvidenceItem{"door", "closed", 0});
    CHECK(*(evidence.begin() + 1) == EvidenceItem{"waited", {}, 90});
}

TEST_CASE("evidence that does not fit is left out, and what came first stays") {
    Evidence evidence;
    for (int i = 0; i < 20; ++i) evidence.add("item", i);

    REQUIRE(evidence.size() == 8);
    CHECK((evidence.end() - 1)->number == 7);
}

TEST_CASE("evidence is equal where all its items are") {
    CHECK(Evidence{}.add("floor", 3) == Evidence{}.add("floor", 3));
    CHECK_FALSE(Evidence{}.add("floor", 3) == Evidence{}.add("floor", 4));
    CHECK_FALSE(Evidence{}.add("floor", 3) == Evidence{});
}
