// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/last_words.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <random>

using namespace hoistway;

namespace {

Observation random_words(std::mt19937& random) {
    const auto pick = [&](unsigned words) { return random() % words; };
    Observation seen;
    seen.motion = static_cast<Motion>(pick(3));
    seen.direction = static_cast<Direction>(pick(4));
    seen.door = static_cast<Door>(pick(6));
    seen.mode = static_cast<Mode>(pick(9));
    for (Flag Observation::*flag :
         {&Observation::door_zone, &Observation::presence, &Observation::mains_power,
          &Observation::safety_chain, &Observation::door_lock, &Observation::alarm_button,
          &Observation::overload}) {
        seen.*flag = static_cast<Flag>(pick(3));
    }
    if (pick(4) == 0) seen.people = static_cast<std::uint32_t>(pick(3));
    if (pick(4) == 0) seen.speed = static_cast<float>(pick(3)) - 1;
    return seen;
}

// Word by word, as one would write it down.
LastWords held_after(const LastWords& held, const LastWords& said) {
    const auto newer = [](auto a, auto b) { return is_known(b) ? b : a; };
    return {.motion = newer(held.motion, said.motion),
            .direction = newer(held.direction, said.direction),
            .door = newer(held.door, said.door),
            .mode = newer(held.mode, said.mode),
            .door_zone = newer(held.door_zone, said.door_zone),
            .presence = newer(held.presence, said.presence),
            .mains_power = newer(held.mains_power, said.mains_power),
            .safety_chain = newer(held.safety_chain, said.safety_chain),
            .door_lock = newer(held.door_lock, said.door_lock),
            .alarm_button = newer(held.alarm_button, said.alarm_button),
            .overload = newer(held.overload, said.overload)};
}

bool equal(const LastWords& a, const LastWords& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

TEST_CASE("words compared eight at a time come to what words compared one by one do") {
    std::mt19937 random(1);
    LastWords held;
    std::size_t news = 0;
    for (int i = 0; i < 20000; ++i) {
        const Observation seen = random_words(random);
        const LastWords said = detail::last_words_of(seen), after = held_after(held, said);
        const bool changes = !equal(after, held);
        REQUIRE(detail::is_news(held, detail::packed_words_of(seen)) == changes);
        REQUIRE(detail::is_news(held, seen) == changes);
        if (random() % 3 == 0) {
            detail::take(held, detail::packed_words_of(seen));
            REQUIRE(equal(held, after));
        }
        news += changes ? 1U : 0U;
    }
    CHECK(news > 1000);
}

namespace {

// What is held, said again, but for one word that may be another or not be said.
Observation said_again(const LastWords& held, std::mt19937& random) {
    Observation seen = random_words(random);
    seen.people = no_count;
    seen.speed = no_value;
    auto* const words = reinterpret_cast<unsigned char*>(&seen) + offsetof(Observation, motion);
    const unsigned char other = words[random() % 11];
    std::memcpy(words, &held, 11);
    words[random() % 11] = other < 3 ? other : 0;
    return seen;
}

Brief brief_of(const Observation& seen) {
    Brief brief;
    std::memcpy(static_cast<void*>(&brief), &seen, offsetof(Brief, overload) + 1);
    return brief;
}

}  // namespace

TEST_CASE("a device that says all its words again says news where one word is another") {
    std::mt19937 random(2);
    std::size_t news = 0;
    for (int i = 0; i < 20000; ++i) {
        LastWords held;
        detail::take(held, detail::packed_words_of(random_words(random)));
        const Observation seen = said_again(held, random);
        const LastWords after = held_after(held, detail::last_words_of(seen));
        const bool changes = !equal(after, held);
        REQUIRE(detail::is_news(held, seen) == changes);
        REQUIRE(detail::says_other_words(held, brief_of(seen)) == changes);
        news += changes ? 1U : 0U;
    }
    CHECK(news > 4000);
    CHECK(news < 16000);
}

TEST_CASE("a word is said for the first time where none is held") {
    const LastWords held{.motion = Motion::running, .presence = Flag::no};
    const auto first = [&](const Observation& seen) {
        return detail::says_for_the_first_time(held, detail::packed_words_of(seen));
    };
    CHECK_FALSE(first({}));
    CHECK_FALSE(first({.motion = Motion::stopped, .presence = Flag::yes}));
    CHECK(first({.motion = Motion::stopped, .overload = Flag::no}));
    CHECK(first({.direction = Direction::up}));
}

TEST_CASE("a direction is what is said, or else the sign of the speed") {
    CHECK(detail::direction_of({.direction = Direction::up, .speed = -1}) == Direction::up);
    CHECK(detail::direction_of({.direction = Direction::none, .speed = -1}) == Direction::down);
    CHECK(detail::direction_of({.speed = 0.5F}) == Direction::up);
    CHECK(detail::direction_of({.direction = Direction::none, .speed = 0}) == Direction::unknown);
}

TEST_CASE("the signals that a record says are noted, each by its bit") {
    const Observation seen{.floor = 3, .door = Door::open, .overload = Flag::no, .noise = 40};
    const LastWords said = detail::last_words_of(seen);
    CHECK(detail::said_words(said, seen) == bits(Signal::floor, Signal::door, Signal::overload));
    CHECK(detail::said_values(seen) == bits(Signal::noise));
}
