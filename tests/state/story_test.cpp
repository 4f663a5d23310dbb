// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/story.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

// A lift told step by step; what is left out stays as it was.
class Tale {
 public:
    Tale& next(const LastWords& said, bool hard_stop = false) {
        const LastWords before = held_;
        detail::take(held_, detail::pack(&said));
        detail::learn_story(story_, before, held_, hard_stop);
        return *this;
    }
    bool has(Story bit) const { return detail::has_bit(story_, bit); }

 private:
    LastWords held_;
    std::uint8_t story_ = 0;
};

const LastWords shut{.motion = Motion::stopped, .door = Door::closed, .door_zone = Flag::yes};
const LastWords runs{.motion = Motion::running, .door_zone = Flag::no};
const LastWords stops{.motion = Motion::stopped, .door_zone = Flag::yes};

}  // namespace

TEST_CASE("a run ends with shut doors until they open") {
    Tale tale;
    tale.next(shut).next(runs);
    CHECK(tale.has(Story::started_shut));
    CHECK(!tale.has(Story::ran_shut));
    tale.next(stops);
    CHECK(tale.has(Story::ran_shut));
    CHECK(!tale.has(Story::bad_stop));
    tale.next({.door = Door::opening});
    CHECK(!tale.has(Story::ran_shut));
    CHECK(tale.has(Story::opened));
    CHECK(tale.has(Story::opened_at_zone));
}

TEST_CASE("doors begin to close, and it is remembered until they are closed") {
    Tale tale;
    tale.next(shut).next({.door = Door::open});
    CHECK(!tale.has(Story::closing_begun));
    tale.next({.door = Door::closing}).next({.door = Door::open});
    CHECK(tale.has(Story::closing_begun));
    tale.next({.door = Door::closed});
    CHECK(!tale.has(Story::closing_begun));
    CHECK(tale.has(Story::opened));
    tale.next(runs);
    CHECK(!tale.has(Story::opened));
}

TEST_CASE("a stop out of zone or too sudden is a bad one until the car runs again") {
    Tale off, hard;
    off.next(shut).next(runs).next({.motion = Motion::stopped, .door_zone = Flag::no});
    hard.next(shut).next(runs).next(stops, true);
    CHECK(off.has(Story::bad_stop));
    CHECK(hard.has(Story::bad_stop));
    CHECK(!off.next(runs).has(Story::bad_stop));
}

TEST_CASE("a lock that opens under way is remembered for that movement") {
    Tale tale;
    tale.next(shut).next(runs).next({.door_lock = Flag::no}).next({.door_lock = Flag::yes});
    CHECK(tale.has(Story::lock_lost));
    tale.next(stops).next(runs);
    CHECK(!tale.has(Story::lock_lost));
}

TEST_CASE("a movement with open doors tells of no run") {
    Tale tale;
    tale.next(shut).next({.door = Door::open}).next(runs).next(stops);
    CHECK(!tale.has(Story::started_shut));
    CHECK(!tale.has(Story::ran_shut));
    CHECK(tale.has(Story::opened));
}
