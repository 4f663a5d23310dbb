// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/signals.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace hoistway;

template <class E>
static void check_words(E last) {
    std::set<std::string_view> seen;
    CHECK(Words<E>::list.size() == static_cast<std::size_t>(last) + 1);
    for (std::size_t i = 0; i < Words<E>::list.size(); ++i) {
        const auto value = static_cast<E>(i);
        CHECK(seen.insert(to_text(value)).second);
        CHECK(from_text<E>(to_text(value)) == value);
    }
    CHECK(to_text(E{}) == "unknown");
    CHECK(!from_text<E>(""));
    CHECK(!from_text<E>("Unknown"));
}

TEST_CASE("each signal's words are one to one and begin with unknown") {
    check_words(Motion::running);
    check_words(Direction::down);
    check_words(Door::ajar);
    check_words(Mode::out_of_service);
    check_words(Flag::yes);
}

TEST_CASE("words are those of the observation log") {
    CHECK(to_text(Motion::stopped) == "stopped");
    CHECK(to_text(Direction::none) == "none");
    CHECK(to_text(Door::ajar) == "ajar");
    CHECK(to_text(Mode::fire_return) == "fire_return");
    CHECK(to_text(Mode::emergency_power) == "emergency_power");
}

TEST_CASE("a flag is the JSON boolean it came from") {
    CHECK(to_flag(true) == Flag::yes);
    CHECK(to_flag(false) == Flag::no);
    CHECK(to_text(Flag::yes) == "true");
    CHECK(to_text(Flag::no) == "false");
}

static_assert(Worded<Door>);
static_assert(!Worded<int>, "a number is no word");
