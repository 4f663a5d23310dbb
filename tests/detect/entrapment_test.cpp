// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/entrapment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "../scene.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

using Play = Scene<Picture, Entrapment>;

// A car that stands shut at a landing with a person in it, in every word.
constexpr Observation shut_in{.motion = Motion::stopped,
                              .door = Door::closed,
                              .mode = Mode::normal,
                              .door_zone = Flag::yes,
                              .presence = Flag::yes};

Observation off_level() {
    Observation seen = shut_in;
    seen.door_zone = Flag::no;
    return seen;
}

Play after(double shut_for, Observation first = shut_in) {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, first).wait(shut_for);
    return scene;
}

// In view from 0 to 20 s, shown by a word between.
Play seen_once() {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, shut_in).say(15, {}).say(20, {.presence = Flag::no});
    return scene;
}

// After so many door cycles told in full a person rides to a landing, and arrives at 1,000 s.
Play used(int cycles) {
    Play scene{Picture{}, Entrapment{}};
    Observation empty = shut_in;
    empty.presence = Flag::no;
    scene.say(0, empty);
    for (double at = 0; cycles-- > 1; at += 20) {
        scene.say(at + 2, {.door = Door::opening}).say(at + 4, {.door = Door::open});
        scene.say(at + 8, {.door = Door::closing}).say(at + 10, {.door = Door::closed});
    }
    scene.say(970, {.door = Door::opening}).say(972, {.door = Door::open});
    scene.say(976, {.presence = Flag::yes}).say(978, {.door = Door::closing});
    scene.say(980, {.door = Door::closed}).say(981, {.motion = Motion::running});
    scene.say(1000, {.motion = Motion::stopped});
    return scene;
}

std::string_view word(const Finding& finding, std::string_view name) {
    for (const EvidenceItem& item : finding.evidence) {
        if (item.name == name) return item.word;
    }
    return {};
}

}  // namespace

TEST_CASE("a person shut in at a landing is told after 90 s and not a moment before") {
    CHECK(after(89.999).findings.empty());
    const Play scene = after(90);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 90);
    CHECK(seconds(scene.findings[0].since) == 0);
    CHECK(word(scene.findings[0], "class") == "at_level");
}

TEST_CASE("a person shut in between landings is told after 15 s") {
    CHECK(after(14.999, off_level()).findings.empty());
    const Play scene = after(15, off_level());
    REQUIRE(scene.findings.size() == 1);
    CHECK(word(scene.findings[0], "class") == "off_level");
}

TEST_CASE("every standing state is judged as the table of its words says") {
    // The expectation is written from the prose on top of entrapment.hpp, word by word.
    for (int m = 0; m < 3; ++m) {
        for (int d = 0; d < 6; ++d) {
            for (int z = 0; z < 3; ++z) {
                for (int p = 0; p < 3; ++p) {
                    for (int mode = 0; mode < 9; ++mode) {
                        Observation seen;
                        seen.motion = static_cast<Motion>(m);
                        seen.door = static_cast<Door>(d);
                        seen.door_zone = static_cast<Flag>(z);
                        seen.presence = static_cast<Flag>(p);
                        seen.mode = static_cast<Mode>(mode);
                        const bool wall = seen.door_zone == Flag::no;
                        const bool barred = seen.door != Door::open || wall;
                        const bool trained =
                            seen.mode == Mode::inspection || seen.mode == Mode::firefighter;
                        const bool trapped = seen.motion == Motion::stopped && barred &&
                                             seen.presence == Flag::yes && !trained;
                        const Play scene = after(600, seen);
                        CAPTURE(to_text(seen.door));
                        CAPTURE(to_text(seen.mode));
                        REQUIRE(scene.findings.size() == (trapped ? 1U : 0U));
                        if (!trapped) continue;
                        CHECK(seconds(scene.findings[0].time) == (wall ? 15 : 90));
                    }
                }
            }
        }
    }
}

TEST_CASE("the clock starts at the latest of standing, doors shut and person seen") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, {.motion = Motion::stopped, .door = Door::closed, .presence = Flag::no});
    scene.say(50, {.presence = Flag::yes}).wait(100);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 140);

    Play closing{Picture{}, Entrapment{}};
    closing.say(0, {.motion = Motion::stopped, .door = Door::open, .presence = Flag::yes});
    closing.say(20, {.door = Door::closing}).say(24, {.door = Door::closed}).wait(120);
    REQUIRE(closing.findings.size() == 1);
    CHECK(seconds(closing.findings[0].time) == 114);
}

TEST_CASE("doors that flicker between closed and ajar do not restart the clock") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, shut_in);
    for (int at = 10; at < 90; at += 10) {
        scene.say(at, {.door = at % 20 == 0 ? Door::closed : Door::ajar});
    }
    scene.say(91, {});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 90);
}

TEST_CASE("a person seen once and not again is not taken for shut in") {
    Play scene = after(60);
    scene.say(60, {.presence = Flag::no}).wait(1200);
    CHECK(scene.findings.empty());
}

TEST_CASE("a person seen twice for 12 s is, and a sensor that flickers sees nobody") {
    struct Case {
        double there_at;
        bool raised;
    };
    // Over 35 s without a word, the word that ended the sighting may have been lost.
    for (const Case& c :
         {Case{64, false}, Case{71.9, false}, Case{72, true}, Case{95, true}, Case{95.1, false}}) {
        Play scene = seen_once();
        scene.say(60, {.presence = Flag::yes}).say(c.there_at, {});
        scene.say(c.there_at + 0.5, {.presence = Flag::no}).wait(200);
        CAPTURE(c.there_at);
        CHECK(!scene.findings.empty() == c.raised);
    }
}

TEST_CASE("a sighting that nothing but its end has shown counts half") {
    Play scene = seen_once();
    scene.say(60, {.presence = Flag::yes}).say(80, {.presence = Flag::no}).wait(30);
    CHECK(scene.findings.empty());
    scene.say(120, {.presence = Flag::yes}).say(140, {.presence = Flag::no});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 140);
}

TEST_CASE("flickers in an empty car are no person, however many there are") {
    Play scene{Picture{}, Entrapment{}};
    Observation empty = shut_in;
    empty.presence = Flag::no;
    scene.say(0, empty);
    for (int at = 30; at < 3600; at += 30) {
        scene.say(at, {.presence = Flag::yes}).say(at + 11, {.presence = Flag::no});
    }
    CHECK(scene.findings.empty());
}

TEST_CASE("who has not been seen for 300 s is not there, and has to be seen twice again") {
    for (const double again : {320.0, 320.1}) {
        Play scene = seen_once();
        scene.wait(again - 20);
        scene.say(again, {.presence = Flag::yes}).say(again + 12, {});
        CAPTURE(again);
        CHECK(scene.findings.size() == (again == 320 ? 1U : 0U));
    }
}

TEST_CASE("off level, a passenger who has just got out may be held by the sensor for 35 s") {
    for (const double held : {34.0, 36.0}) {
        Play scene{Picture{}, Entrapment{}};
        scene.say(0, shut_in).say(1, {.door = Door::open}).say(10, {.door = Door::closed});
        scene.say(11, {.motion = Motion::running}).say(13, {.door_zone = Flag::no});
        scene.say(16, {.motion = Motion::stopped}).say(10 + held, {.presence = Flag::no}).wait(60);
        CAPTURE(held);
        REQUIRE(scene.findings.size() == (held == 36 ? 1U : 0U));
        if (held == 36) CHECK(seconds(scene.findings[0].time) == 45);
    }
}

TEST_CASE("who comes into view in a shut car needs another word, or 35 s more") {
    for (const bool again : {true, false}) {
        Play scene{Picture{}, Entrapment{}};
        Observation empty = off_level();
        empty.presence = Flag::no;
        // The doors are seen to shut in a zone, long before.
        scene.say(-100, {.door = Door::open, .door_zone = Flag::yes}).say(-90, empty);
        scene.wait(90).say(30, {.presence = Flag::yes}).say(36, {});
        if (again) scene.say(43, {});
        scene.tick(79.9);
        CHECK(scene.findings.empty() != again);
        scene.tick(80);
        REQUIRE(scene.findings.size() == 1);
        CHECK(seconds(scene.findings[0].time) == (again ? 45 : 80));
    }
}

TEST_CASE("who rode in a shut car is in it, seen or not, where no word on its doors is lost") {
    // By hand: the car arrives at 1,000 s, the person is not seen from 1,010 s on.
    for (const int whole : {19, 20}) {
        Play scene = used(whole);
        scene.say(1010, {.presence = Flag::no}).wait(200);
        CAPTURE(whole);
        REQUIRE(scene.findings.size() == (whole == 20 ? 1U : 0U));
        if (whole == 20) CHECK(seconds(scene.findings[0].time) == 1090);
    }
}

TEST_CASE("doors that moved a little may have let out who rode in, so that they have to be seen") {
    for (const bool moved : {true, false}) {
        Play scene = used(20);
        scene.say(1010, {.presence = Flag::no});
        if (moved) {
            scene.say(1020, {.door = Door::opening}).say(1022, {.door = Door::closing});
            scene.say(1024, {.door = Door::closed});
        }
        scene.wait(300);
        CAPTURE(moved);
        CHECK(scene.findings.empty() == moved);
    }
}

TEST_CASE("who was away while a worker had the lift is not there when it is back in service") {
    for (const double gone : {290.0, 310.0}) {
        Play scene{Picture{}, Entrapment{}};
        scene.say(0, shut_in).say(15, {}).say(20, {.presence = Flag::no});
        scene.say(30, {.presence = Flag::yes}).say(45, {}).say(50, {.presence = Flag::no});
        scene.say(51, {.mode = Mode::inspection}).wait(gone - 2);
        scene.say(50 + gone, {.mode = Mode::normal}).wait(200);
        CAPTURE(gone);
        CHECK(scene.findings.size() == (gone < 300 ? 1U : 0U));
    }
}

TEST_CASE("a voice from a car in which nobody was seen says where it stands") {
    for (const Flag zone : {Flag::yes, Flag::no}) {
        Observation empty = shut_in;
        empty.presence = Flag::no;
        empty.door_zone = zone;
        Play scene = after(100, empty);
        scene.tell(VoiceAnswer{second(110), 0});
        REQUIRE(scene.findings.size() == 1);
        CHECK(word(scene.findings[0], "class") == (zone == Flag::yes ? "at_level" : "off_level"));
        CHECK(seconds(scene.findings[0].since) == 110);
    }
    Play riding{Picture{}, Entrapment{}};
    riding.say(0, {.motion = Motion::stopped, .door = Door::closed, .door_zone = Flag::yes});
    riding.say(10, {.motion = Motion::running}).say(12, {.door_zone = Flag::no});
    riding.tell(VoiceAnswer{second(15), 0});
    REQUIRE(riding.findings.size() == 1);
    CHECK(word(riding.findings[0], "class") == "off_level");
    Play seen = after(50);
    seen.tell(VoiceAnswer{second(60), 0});
    REQUIRE(seen.findings.size() == 1);
    CHECK(seconds(seen.findings[0].since) == 0);
}

TEST_CASE("one sighting later than sensors stick is enough where no word is lost") {
    for (const int whole : {18, 19}) {  // and one more below
        Play scene = used(whole);
        scene.say(1001, {.door = Door::opening}).say(1003, {.door = Door::open});
        scene.say(1008, {.door = Door::closing}).say(1010, {.door = Door::closed});
        scene.say(1030, {.presence = Flag::no}).wait(60);
        scene.say(1100, {.presence = Flag::yes}).say(1114, {.presence = Flag::no}).wait(120);
        CAPTURE(whole);
        CHECK(scene.findings.size() == (whole == 19 ? 1U : 0U));
    }
}

TEST_CASE("doors that opened a little and shut again put it off, and not for ever") {
    Play once{Picture{}, Entrapment{}};
    once.say(0, shut_in).wait(80).say(80, {.door = Door::opening}).say(85, {.door = Door::closed});
    once.wait(100);
    REQUIRE(once.findings.size() == 1);
    CHECK(seconds(once.findings[0].time) == 125);  // 90 + 35
    Play again{Picture{}, Entrapment{}};
    again.say(0, shut_in);
    for (int at = 20; at < 300; at += 20) {
        again.say(at, {.door = Door::opening}).say(at + 5, {.door = Door::closed});
    }
    REQUIRE(again.findings.size() == 1);
    CHECK(seconds(again.findings[0].time) == 180);
}

TEST_CASE("a person who is no longer seen is still shut in") {
    Play scene = after(100);
    scene.say(101, {.presence = Flag::no}).wait(7200);
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("doors open for 3 s in the zone end it, and a shorter gap between them does not") {
    struct Case {
        double open_for;
        std::size_t findings;
    };
    for (const Case& c : {Case{2.999, 1}, Case{3, 2}, Case{30, 2}}) {
        Play scene = after(100);
        scene.say(200, {.door = Door::open}).say(200 + c.open_for, {.door = Door::closed});
        CAPTURE(c.open_for);
        REQUIRE(scene.findings.size() == c.findings);
        if (c.findings == 2) CHECK(seconds(scene.findings[1].time) == 203);
    }
}

TEST_CASE("car doors open between landings do not end it") {
    Play scene = after(20, off_level());
    scene.say(30, {.door = Door::open}).wait(600);
    CHECK(scene.findings.size() == 1);
    scene.say(700, {.door_zone = Flag::yes}).say(704, {});
    REQUIRE(scene.findings.size() == 2);
    CHECK(seconds(scene.findings[1].time) == 703);
}

TEST_CASE("a run of more than 2 s that ends with open doors ends it at once") {
    Play scene = after(100);
    scene.say(110, {.motion = Motion::running}).say(115, {.motion = Motion::stopped});
    CHECK(scene.findings.size() == 1);
    scene.say(120, {.door = Door::open});
    REQUIRE(scene.findings.size() == 2);
    CHECK(seconds(scene.findings[1].time) == 120);
}

TEST_CASE("a jolt of up to 2 s does not restart the clock, a run does") {
    struct Case {
        double moving;
        double told;
    };
    for (const Case& c : {Case{1, 90}, Case{2, 90}, Case{3, 153}}) {
        Play scene{Picture{}, Entrapment{}};
        scene.say(0, shut_in).say(60, {.motion = Motion::running});
        scene.say(60 + c.moving, {.motion = Motion::stopped}).wait(200);
        CAPTURE(c.moving);
        REQUIRE(scene.findings.size() == 1);
        CHECK(seconds(scene.findings[0].time) == c.told);
    }
}

TEST_CASE("a lift that jolts again and again is told in time all the same") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, off_level());
    for (int at = 4; at < 40; at += 4) {
        scene.say(at, {.motion = Motion::running}).say(at + 1, {.motion = Motion::stopped});
    }
    REQUIRE(!scene.findings.empty());
    CHECK(seconds(scene.findings[0].time) <= 18);
}

TEST_CASE("opening doors before the time is full is no entrapment") {
    Play scene = after(80);
    scene.say(85, {.door = Door::opening}).say(87, {.door = Door::open}).wait(600);
    CHECK(scene.findings.empty());
}

TEST_CASE("the alarm button in a car that stands shut tells at once, whoever is seen") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, {.motion = Motion::stopped, .door = Door::closed, .presence = Flag::no});
    scene.say(7, {.alarm_button = Flag::yes});
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 7);
    CHECK(word(scene.findings[0], "reported_by") == "button");
}

TEST_CASE("the alarm button in an open or running car is no entrapment by itself") {
    Play open{Picture{}, Entrapment{}};
    open.say(0, {.motion = Motion::stopped, .door = Door::open, .alarm_button = Flag::yes});
    CHECK(open.findings.empty());
    Play running{Picture{}, Entrapment{}};
    running.say(0, {.motion = Motion::running, .door = Door::closed, .alarm_button = Flag::yes});
    running.say(10, {.motion = Motion::stopped, .alarm_button = Flag::no});
    running.say(12, {.door = Door::open});
    CHECK(running.findings.empty());
}

TEST_CASE("the button pressed later is an update, and only the first time") {
    Play scene = after(100);
    for (double at : {110.0, 130.0}) {
        scene.say(at, {.alarm_button = Flag::yes}).say(at + 2, {.alarm_button = Flag::no});
    }
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[1].phase == Phase::updated);
}

TEST_CASE("inspection ends a suspicion, and leaves alone what is raised") {
    Play suspicion = after(60);
    suspicion.say(61, {.mode = Mode::inspection}).wait(300);
    CHECK(suspicion.findings.empty());
    Play raised = after(100);
    raised.say(101, {.mode = Mode::inspection}).wait(300);
    CHECK(raised.findings.size() == 1);
}

TEST_CASE("where the door is never known it is raised all the same, of class degraded") {
    Observation seen = shut_in;
    seen.door = Door::unknown;
    const Play scene = after(100, seen);
    REQUIRE(scene.findings.size() == 1);
    CHECK(word(scene.findings[0], "class") == "degraded");
}

TEST_CASE("a device silent for over 45 s has to confirm for 30 s from its next word on") {
    struct Case {
        double next_word;
        Observation said;
        double told;  // 0 = not at all
    };
    const Case cases[] = {{200, {}, 230},
                          {360, {.presence = Flag::yes}, 390},
                          {361, {}, 0},                      // a gap: nothing is known any more
                          {200, {.presence = Flag::no}, 0},  // its clock may have been put on
                          {200, {.door = Door::open}, 0},
                          {200, {.mode = Mode::inspection}, 0}};
    for (const Case& c : cases) {
        Play scene{Picture{}, Entrapment{}};
        scene.say(0, shut_in).say(c.next_word, c.said).wait(45);
        CAPTURE(c.next_word);
        REQUIRE(scene.findings.size() == (c.told > 0 ? 1U : 0U));
        if (c.told > 0) CHECK(seconds(scene.findings[0].time) == c.told);
    }
}

TEST_CASE("off level the time is shorter than that, so silence does not hold it up") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, off_level()).say(12, {}).tick(15);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 15);
}

TEST_CASE("a device that falls silent after it was raised leaves it raised") {
    Play scene = after(100);
    scene.say(5000, {}).say(5100, {.door = Door::closed}).wait(1000);
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("a lift that leaves its zone late gets 15 s from there, never a date in the past") {
    Play scene = after(60);
    scene.say(60, {.door_zone = Flag::no}).wait(60);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 75);
    Play flicker = after(60);
    flicker.say(60, {.door_zone = Flag::no}).say(61, {.door_zone = Flag::yes}).wait(20);
    CHECK(flicker.findings.empty());
}

TEST_CASE("ticks change when it is told, and nothing that is said") {
    Play with{Picture{}, Entrapment{}}, without{Picture{}, Entrapment{}};
    without.say(0, shut_in).say(200, {.door = Door::open}).say(300, {});
    with.say(0, shut_in).tick(30).tick(89).tick(91).tick(150).tick(199);
    with.say(200, {.door = Door::open}).tick(201).tick(204).say(300, {}).tick(9000);
    REQUIRE(with.findings.size() == without.findings.size());
    for (std::size_t i = 0; i < with.findings.size(); ++i) {
        CHECK(with.findings[i].time == without.findings[i].time);
        CHECK(with.findings[i].evidence == without.findings[i].evidence);
    }
}

TEST_CASE("a run ends it only when it is over, however often time is told meanwhile") {
    for (const bool ticked : {false, true}) {
        Play scene = after(100);
        scene.say(110, {.motion = Motion::running}).say(112, {.door = Door::open});
        if (ticked) scene.tick(113).tick(114);
        CHECK(scene.findings.size() == 1);
        scene.say(114.5, {.motion = Motion::stopped});
        REQUIRE(scene.findings.size() == 2);
        CHECK(seconds(scene.findings[1].time) == 114.5);
    }
}

TEST_CASE("ticks in a long silence are no further sightings of the person") {
    Play scene = after(100);
    for (int at = 400; at < 1000; at += 50) scene.tick(at);
    scene.say(1000, shut_in).say(1012, {}).say(1013, {.door = Door::open}).say(1020, {});
    REQUIRE(scene.findings.size() == 2);
    const auto& seen = scene.findings[1].evidence;
    const auto sightings = std::find_if(seen.begin(), seen.end(), [](const EvidenceItem& item) {
        return item.name == "sightings";
    });
    REQUIRE(sightings != seen.end());
    CHECK(sightings->number == 2);  // before the silence and after it
}

TEST_CASE("an ordinary day of loading, riding and standing empty is no entrapment") {
    Play scene{Picture{}, Entrapment{}};
    double at = 0;
    for (int trip = 0; trip < 50; ++trip) {
        scene.say(at, {.motion = Motion::stopped,
                       .door = Door::open,
                       .door_zone = Flag::yes,
                       .presence = Flag::yes});
        scene.say(at + 80, {.door = Door::closing}).say(at + 83, {.door = Door::closed});
        scene.say(at + 84, {.motion = Motion::running});
        scene.say(at + 110, {.motion = Motion::stopped, .door = Door::opening});
        scene.say(at + 112, {.door = Door::open}).say(at + 118, {.presence = Flag::no});
        scene.say(at + 120, {.door = Door::closed}).wait(200);
        at += 400;
    }
    CHECK(scene.findings.empty());
}

TEST_CASE("a time of nothing is refused") {
    CHECK_THROWS_AS(Entrapment({.at_level = 0s}), std::invalid_argument);
    CHECK_THROWS_AS(Entrapment({.off_level = 0s}), std::invalid_argument);
}
