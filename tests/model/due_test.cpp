// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/due.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("triggers have the names that policies and due lists are written with") {
    CHECK(Words<Trigger>::list.size() == static_cast<std::size_t>(Trigger::part_life) + 1);
    for (const auto word : {"runs", "door_cycles", "run_time", "rope_bends", "distance",
                            "entrapments", "noise", "interval", "part_life"}) {
        CAPTURE(word);
        REQUIRE(from_text<Trigger>(word));
        CHECK(to_text(*from_text<Trigger>(word)) == word);
    }
    CHECK(!from_text<Trigger>("Runs"));
}

TEST_CASE("a phrase is said in the language asked for") {
    const Phrase phrase{.zh = "电梯", .en = "lift"};
    CHECK(phrase.in(Language::zh) == "电梯");
    CHECK(phrase.in(Language::en) == "lift");
    CHECK(from_text<Language>("zh") == Language::zh);
    CHECK(from_text<Language>("en") == Language::en);
}

TEST_CASE("an item that nobody filled in belongs to no lift") {
    CHECK(DueItem{}.lift == no_lift);
    CHECK(DueItem{}.sentence.empty());
}
