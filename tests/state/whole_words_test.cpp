// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/whole_words.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

using namespace hoistway;
using namespace hoistway::detail;

namespace {

struct Word {
    Door door = Door::closed;
    Motion motion = Motion::stopped;
    Flag zone = Flag::yes;
};

WholeWords after(const std::vector<Word>& words, Duration passed = std::chrono::seconds{3}) {
    WholeWords out;
    LastWords before;
    for (const Word& word : words) {
        const LastWords now{.motion = word.motion, .door = word.door, .door_zone = word.zone};
        out.on(before, now, passed);
        before = now;
    }
    return out;
}

const std::vector<Word> cycle{
    {Door::closed}, {Door::opening}, {Door::open}, {Door::closing}, {Door::closed}};

}  // namespace

TEST_CASE("door cycles told in full are counted") {
    std::vector<Word> day;
    for (int i = 0; i < 5; ++i) day.insert(day.end(), cycle.begin(), cycle.end());
    CHECK(after(day).cycles == 5);
}

TEST_CASE("a word on the doors that is missing is noticed, whichever it is") {
    // The last is not: doors that turn back say the same.
    for (std::size_t lost = 1; lost < 4; ++lost) {
        std::vector<Word> words = cycle, next = cycle;
        next.erase(next.begin() + static_cast<std::ptrdiff_t>(lost));
        words.insert(words.end(), next.begin(), next.end());
        CAPTURE(lost);
        CHECK(after(words).cycles < 0);
    }
}

TEST_CASE("a start or a stop that was never told is noticed") {
    const Word opening{Door::opening}, closed{}, rides{Door::closed, Motion::running, Flag::no};
    CHECK(after({opening, closed}).cycles < 0);
    CHECK(after({{Door::closing}, closed, rides}).cycles < 0);
    const Word starts{Door::closed, Motion::running, Flag::yes};
    CHECK(after({{Door::closing}, closed, starts, rides, closed, opening}).cycles == 1);
    CHECK(after({{Door::closing}, closed, starts, rides, opening}).cycles < 0);
}

TEST_CASE("what begins and goes on within 1.5 s is one word of a device that is asked") {
    const Word rides{Door::closed, Motion::running, Flag::no};
    const std::vector<Word> starts{{Door::closing}, {Door::closed}, rides};
    CHECK(after(starts, Duration{1500}).cycles == 1);
    CHECK(after(starts, Duration{1501}).cycles < 0);
}

TEST_CASE("of a device that tells only of open and closed doors nothing is said") {
    CHECK(after({{Door::open}, {Door::closed}, {Door::open}, {Door::closed}}).cycles == 0);
}

TEST_CASE("after a silence any word may come, and what was missing before stays missing") {
    WholeWords words = after(cycle);
    words.on({}, {.door = Door::open}, std::chrono::seconds{3});
    CHECK(words.cycles == 1);
}
