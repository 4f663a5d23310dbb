// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/business.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("records of people's doings have the names of the log") {
    for (const auto word : {"visit", "call", "inspection", "complaint", "replacement",
                            "classification", "voice_answer", "mute"}) {
        CAPTURE(word);
        REQUIRE(from_text<RecordKind>(word));
        CHECK(to_text(*from_text<RecordKind>(word)) == word);
    }
    CHECK(Words<RecordKind>::list.size() == static_cast<std::size_t>(RecordKind::mute) + 1);
    CHECK(!from_text<RecordKind>("visits"));
}

TEST_CASE("a record that nobody filled in belongs to no lift") {
    CHECK(BusinessRecord{}.lift == no_lift);
    CHECK(BusinessRecord{}.kind == RecordKind::visit);
}

TEST_CASE("triggers have the names that policies and due lists are written with") {
    CHECK(Words<Trigger>::list.size() == static_cast<std::size_t>(Trigger::interval_days) + 1);
    for (const auto word : {"runs", "door_cycles", "run_time", "rope_bends", "distance",
                            "entrapments", "noise", "interval", "part_life", "interval_days"}) {
        CAPTURE(word);
        REQUIRE(from_text<Trigger>(word));
        CHECK(to_text(*from_text<Trigger>(word)) == word);
    }
    CHECK(!from_text<Trigger>("Runs"));
}

TEST_CASE("an item that nobody filled in belongs to no lift") {
    CHECK(DueItem{}.lift == no_lift);
    CHECK(DueItem{}.sentence.empty());
}
