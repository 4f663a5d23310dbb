// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/entrapment/sightings.hpp"

#include <doctest/doctest.h>

using namespace hoistway;
using namespace hoistway::detail;

namespace {

constexpr EntrapmentOptions limits;

// What a device says, second by second.
class Told {
 public:
    Told& say(double second, Flag presence, Door door = Door::closed) {
        Moment now;
        now.heard_before = time_;
        now.time = now.heard = time_ = Time{Duration{static_cast<std::int64_t>(second * 1000)}};
        now.presence = presence;
        now.door = door;
        now.door_zone = Flag::yes;
        person.note_doors(now, false);
        person.on(now, limits);
        return *this;
    }

    Sightings person;

 private:
    Time time_{};
};

}  // namespace

TEST_CASE("a sighting is one once a word has shown it for longer than a flicker") {
    CHECK(Told{}.say(0, Flag::yes).say(11.9, Flag::yes).person.count == 0);
    const Sightings seen = Told{}.say(0, Flag::yes).say(12, Flag::yes).say(24, Flag::yes).person;
    CHECK(seen.count == 1);
    CHECK(seen.at_least(1));
}

TEST_CASE("a sighting that its end alone has shown counts half") {
    const Sightings seen = Told{}.say(0, Flag::yes).say(20, Flag::no).person;
    CHECK(seen.count == 1);
    CHECK(!seen.at_least(1));
    CHECK(seen.doubtful == 1);
}

TEST_CASE("words further apart than a sensor holds show nothing") {
    CHECK(Told{}.say(0, Flag::yes).say(35, Flag::yes).person.count == 1);
    CHECK(Told{}.say(0, Flag::yes).say(35.1, Flag::yes).person.count == 0);
}

TEST_CASE("after the doors shut a sighting has to last longer than sensors stick") {
    for (const double at : {74.9, 75.0}) {
        Told told;
        told.say(0, Flag::yes, Door::open).say(8, Flag::yes, Door::closing).say(10, Flag::yes);
        told.say(30, Flag::yes).say(50, Flag::yes).say(at, Flag::yes);
        CAPTURE(at);
        CHECK(told.person.count == (at == 75.0 ? 1 : 0));
    }
}

TEST_CASE("of who rides it has to last only longer than a sensor holds") {
    for (const double at : {44.9, 45.0}) {
        Told told;
        told.say(0, Flag::yes, Door::open).say(8, Flag::yes, Door::closing).say(10, Flag::yes);
        told.person.note_run();
        told.say(30, Flag::yes).say(at, Flag::yes);
        CAPTURE(at);
        CHECK(told.person.count == (at == 45.0 ? 1 : 0));
    }
}

TEST_CASE("doors that move in a zone make forgotten what was seen") {
    Told told;
    told.say(0, Flag::yes).say(12, Flag::yes).say(20, Flag::yes, Door::opening);
    CHECK(told.person.count == 0);
    CHECK(told.person.in_view);
}

TEST_CASE("who was not in view for over 300 s is not believed in any more") {
    Told told;
    told.say(0, Flag::yes).say(20, Flag::no);
    Moment now;
    now.time = Time{std::chrono::seconds{320}};
    CHECK(!told.person.is_away(now, limits));
    now.time += Duration{1};
    CHECK(told.person.is_away(now, limits));
}
