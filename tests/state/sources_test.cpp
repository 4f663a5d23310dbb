// SPDX-License-Identifier: Apache-2.0

#include "hoistway/state/sources.hpp"

#include <doctest/doctest.h>

#include "../scene.hpp"

using namespace hoistway;

namespace {

// A lift with a controller, a box and a camera, and what is known of it.
class Voices {
 public:
    Voices& say(double at, Source source, Observation said) {
        said.source = source;
        scene_.say(at, said);
        return *this;
    }
    const Moment& now() const { return scene_.moments.back(); }
    std::size_t overruled() const {
        std::size_t count = 0;
        for (const RecordRefused& one : scene_.refused) {
            count += one.why == Refused::overruled ? 1U : 0U;
        }
        return count;
    }

 private:
    Scene<Picture> scene_{Picture{}};
};

constexpr Source controller = Source::controller, box = Source::box, camera = Source::camera;

}  // namespace

TEST_CASE("the controller is believed in what it drives, the box in what it measures") {
    Voices lift;
    lift.say(0, controller,
             {.motion = Motion::stopped, .door = Door::closed, .presence = Flag::no});
    lift.say(1, box, {.motion = Motion::running, .door = Door::open, .presence = Flag::yes});
    CHECK(lift.now().motion == Motion::stopped);
    CHECK(lift.now().door == Door::closed);
    CHECK(lift.now().presence == Flag::yes);
    lift.say(2, box, {.presence = Flag::no}).say(3, controller, {.presence = Flag::no});
    CHECK(lift.now().presence == Flag::no);
    CHECK(lift.overruled() == 1);
}

TEST_CASE("a word that no better source has said counts, whoever says it") {
    Voices lift;
    lift.say(0, controller, {.motion = Motion::stopped});
    lift.say(1, box, {.door = Door::closed, .door_zone = Flag::yes});
    lift.say(2, camera, {.presence = Flag::no});
    CHECK(lift.now().door == Door::closed);
    CHECK(lift.now().door_zone == Flag::yes);
    CHECK(lift.now().presence == Flag::no);
    CHECK(lift.overruled() == 0);
}

TEST_CASE("nobody is overruled who sees a person or a pressed button") {
    Voices lift;
    lift.say(0, box, {.presence = Flag::no, .alarm_button = Flag::no});
    lift.say(1, camera, {.people = 1});
    CHECK(lift.now().presence == Flag::yes);
    lift.say(2, controller, {.alarm_button = Flag::yes});
    CHECK(lift.now().alarm_button == Flag::yes);
}

TEST_CASE("a source that falls silent gives its signals up, and what only it said is unknown") {
    Voices lift;
    lift.say(0, controller, {.door = Door::closed, .mode = Mode::normal});
    for (int at = 60; at <= 360; at += 60) lift.say(at, box, {.door = Door::open});
    CHECK(lift.now().door == Door::closed);
    CHECK(lift.now().mode == Mode::normal);
    lift.say(361, box, {.door = Door::open});
    CHECK(lift.now().door == Door::open);
    CHECK(lift.now().mode == Mode::unknown);
    lift.say(362, controller, {.door = Door::closed}).say(363, box, {.door = Door::open});
    CHECK(lift.now().door == Door::closed);
}

TEST_CASE("of a source that falls silent every word is unknown, and of one that speaks none") {
    for (const bool speaks : {true, false}) {
        Voices lift;
        lift.say(0, box, {.load = 1});
        lift.say(1, controller,
                 {.floor = 3,
                  .motion = Motion::stopped,
                  .door = Door::open,
                  .mode = Mode::normal,
                  .door_zone = Flag::yes,
                  .presence = Flag::no,
                  .mains_power = Flag::yes,
                  .safety_chain = Flag::yes,
                  .door_lock = Flag::yes,
                  .alarm_button = Flag::no,
                  .overload = Flag::no,
                  .position = 6.0F});
        for (int at = 60; at <= 420; at += 60) {
            if (speaks) lift.say(at, controller, {.load = 2});
            lift.say(at, box, {.load = 1});
        }
        const Moment& now = lift.now();
        CAPTURE(speaks);
        CHECK(is_known(now.floor) == speaks);
        CHECK(is_known(now.motion) == speaks);
        CHECK(is_known(now.door) == speaks);
        CHECK(is_known(now.mode) == speaks);
        CHECK(is_known(now.door_zone) == speaks);
        CHECK(is_known(now.presence) == speaks);
        CHECK(is_known(now.mains_power) == speaks);
        CHECK(is_known(now.safety_chain) == speaks);
        CHECK(is_known(now.door_lock) == speaks);
        CHECK(is_known(now.alarm_button) == speaks);
        CHECK(is_known(now.overload) == speaks);
        CHECK(is_known(now.position) == speaks);
    }
}

TEST_CASE("records without a source are believed as they are") {
    Scene scene{Picture{}};
    scene.say(0, {.door = Door::closed, .source = controller}).say(1, {.door = Door::open});
    CHECK(scene.moments.back().door == Door::open);
}

TEST_CASE("a box that says otherwise all the time raises no alarm against the controller") {
    Voices lift;
    lift.say(0, controller, {.motion = Motion::stopped, .door = Door::closed});
    for (int at = 1; at < 200; at += 2) {
        lift.say(at, box, {.door = Door::open});
        lift.say(at + 1, controller, {.door = Door::closed});
        CHECK(lift.now().door == Door::closed);
    }
    CHECK(lift.overruled() == 100);
}
