// SPDX-License-Identifier: Apache-2.0
//
// The words are those of the observation log: docs/wire.md.

#include "hoistway/model/signals.hpp"

#include <doctest/doctest.h>

#include <cstdint>

using namespace hoistway;

namespace {

template <class E>
void check_that_every_word_reads_as_itself() {
    for (std::size_t i = 0; i < Words<E>::list.size(); ++i) {
        const auto value = static_cast<E>(i);
        CAPTURE(to_text(value));
        CHECK(from_text<E>(to_text(value)) == value);
    }
}

}  // namespace

TEST_CASE("every signal's words read as what they were written from") {
    check_that_every_word_reads_as_itself<Motion>();
    check_that_every_word_reads_as_itself<Direction>();
    check_that_every_word_reads_as_itself<Door>();
    check_that_every_word_reads_as_itself<Mode>();
    check_that_every_word_reads_as_itself<Flag>();
}

TEST_CASE("the words are the ones of the observation log") {
    CHECK(to_text(Motion::running) == "running");
    CHECK(to_text(Direction::none) == "none");
    CHECK(to_text(Door::ajar) == "ajar");
    CHECK(to_text(Mode::fire_return) == "fire_return");
    CHECK(to_text(Mode::out_of_service) == "out_of_service");
    CHECK(to_text(Flag::yes) == "true");
}

TEST_CASE("a word that is almost right is none") {
    CHECK_FALSE(from_text<Door>("Open"));
    CHECK_FALSE(from_text<Door>("opened"));
    CHECK_FALSE(from_text<Door>(""));
}

TEST_CASE("a signal that was never given is unknown") {
    CHECK(Motion{} == Motion::unknown);
    CHECK(Direction{} == Direction::unknown);
    CHECK(Door{} == Door::unknown);
    CHECK(Mode{} == Mode::unknown);
    CHECK(Flag{} == Flag::unknown);
}

TEST_CASE("signals are bits that do not overlap") {
    CHECK(bits() == 0);
    CHECK(bits(Signal::motion, Signal::door, Signal::presence, Signal::door_zone,
               Signal::mains_power, Signal::position, Signal::floor, Signal::mode) == 255);
}

TEST_CASE("a truth becomes a flag that is known") {
    CHECK(to_flag(true) == Flag::yes);
    CHECK(to_flag(false) == Flag::no);
}
