// SPDX-License-Identifier: Apache-2.0
//
// What the rule of entrapment guarantees (docs/detect.md), over every sequence of up to eight words
// of small alphabets: a walk through the tree of them. What has to be true at each word is
// reckoned from the words alone, by the prose, and not by a copy of the rule.
#include "hoistway/detect/entrapment.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "../scene.hpp"
#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/picture.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

using PlayRow = Row<Picture, Entrapment>;
const PlayRow row{Picture{}, Entrapment{}};
const EntrapmentOptions options;

constexpr Time beginning{1'772'294'400'000ms};

// o c: the doors are open, closed; Z z: in a door zone, outside; P p: a person is seen, is not;
// R S: the car runs, stands; B b: the button is pressed, let go; I F N: inspection, firefighters,
// normal. Each is said 1 s after the word before. V is a voice from the car, not from the device.
Observation said_by(char word) {
    Observation out;
    if (word == 'o' || word == 'c') out.door = word == 'o' ? Door::open : Door::closed;
    if (word == 'Z' || word == 'z') out.door_zone = to_flag(word == 'Z');
    if (word == 'P' || word == 'p') out.presence = to_flag(word == 'P');
    if (word == 'R' || word == 'S') out.motion = word == 'R' ? Motion::running : Motion::stopped;
    if (word == 'B' || word == 'b') out.alarm_button = to_flag(word == 'B');
    if (word == 'I') out.mode = Mode::inspection;
    if (word == 'F') out.mode = Mode::firefighter;
    if (word == 'N') out.mode = Mode::normal;
    return out;
}

// How long after the word before it is said: w, 15 s; W, 30 s; L, 100 s, in which the device
// speaks every 20 s; s, a silence of 60 s; G, one of 400 s, which makes all words unknown.
Duration before(char word) {
    switch (word) {
        case 'w':
            return 15s;
        case 'W':
            return 30s;
        case 'L':
            return 20s;
        case 's':
            return 60s;
        case 'G':
            return 400s;
        default:
            return 1s;
    }
}

int repetitions(char word) { return word == 'L' ? 5 : 1; }

// A finding, as far as the guarantees are about it.
struct Told {
    Time time{}, since{}, at{};  // at: by when it was said, not part of what is said
    Phase phase{};
    std::string_view place, reporter;
    std::uint64_t all = 0;  // a sum over all the evidence
};

bool same(const Told& a, const Told& b) {
    return a.time == b.time && a.since == b.since && a.phase == b.phase && a.all == b.all;
}

struct ToldList {
    std::array<Told, 16> list{};
    std::size_t size = 0;

    const Told* begin() const { return list.data(); }
    const Told* end() const { return list.data() + size; }
};

Told told(const Finding& finding, Time at) {
    Told out{finding.time, finding.since, at, finding.phase, {}, {}, 0};
    FnvHash sum;
    sum.add(static_cast<std::uint64_t>(finding.floor));
    for (const EvidenceItem& item : finding.evidence) {
        if (item.name == "class") out.place = item.word;
        if (item.name == "reported_by") out.reporter = item.word;
        sum.add(item.word);
        sum.add(static_cast<std::uint64_t>(item.number * 1000));
    }
    out.all = sum.value();
    return out;
}

template <class Record>
void push(PlayRow::State& state, const Record& record, ToldList& into) {
    row.push(state, record, [&](const auto& emitted) {
        if constexpr (std::is_same_v<decltype(emitted), const Finding&>) {
            if (into.size < into.list.size()) {
                into.list[into.size++] = told(emitted, record.time);
            }
        }
    });
}

// Two lifts that hear the same words. One is never told the time; the other is told it half way
// between any two words, and whenever the rule asks for it.
struct Lifts {
    PlayRow::State plain{}, ticked{};
    ToldList by_plain, by_ticked;
    Time asked = never;  // when the rule wanted to be woken next, before this word
    bool awake = false;  // it wants to be shown every record, so that there is no such time

    template <class Record>
    void say(const Record& said, Time last) {
        asked = row.stage<Entrapment>().due(PlayRow::state_of<Entrapment>(plain));
        awake = false;
        push(plain, said, by_plain);
        tick_to(last + (said.time - last) / 2);
        tick_to(said.time - Duration{1});
        push(ticked, said, by_ticked);
    }

 private:
    void tick_to(Time until) {
        const auto& rule = PlayRow::state_of<Entrapment>(ticked);
        Time done = never, due = row.stage<Entrapment>().due(rule);
        while (due <= until && done < due) {
            done = due;
            push(ticked, Tick{due, 0}, by_ticked);
            due = row.stage<Entrapment>().due(rule);
        }
        awake = awake || due <= done;
        push(ticked, Tick{until, 0}, by_ticked);
    }
};

// What the words say, and what follows from them by the prose.
struct World {
    Time now = beginning, heard = beginning;
    Motion motion{};
    Door door{};
    Flag zone{}, person{}, button{};
    Mode mode{};
    bool open = false;  // the incident
    Time running = never, opened = never;
    bool ran = false;        // a run since it was raised
    Time candidate = never;  // a person was in view in a car that stands shut, since the last way
    bool always_out = true;  // out; since then always outside the zone, or
    bool never_out = true;   // never
    Time plain = never;      // shut in, in view, and nothing else said, on a line that is heard
    bool plain_out = false;  // and outside the zone all that time
    bool press = false;      // the button was pressed just now
    Time voice = never;      // somebody in the car said so

    bool trained() const { return mode == Mode::inspection || mode == Mode::firefighter; }
    bool way_out() const { return door == Door::open && zone != Flag::no; }
    bool shut() const { return motion == Motion::stopped && !way_out() && !trained(); }
    bool in_view() const { return person == Flag::yes || button == Flag::yes; }

    // A voice is no word of the device.
    void hear_voice(Time time) {
        now = voice = time;
        press = false;
        if (way_out() && !open) opened = time;
    }

    void hear(const Observation& seen) {
        const Time last = heard;
        now = heard = seen.time;
        const bool gap = now - last > 6min;
        if (running != never && now - running > options.run_over) {
            candidate = never;
            if (open) ran = true;
        }
        if (gap) forget();
        const bool pressed = button == Flag::yes;
        const Flag zone_before = zone;
        learn(seen);
        press = button == Flag::yes && !pressed;
        note_movement();
        if (way_out() || trained() || motion == Motion::unknown) candidate = never;
        if (shut() && in_view() && candidate == never) {
            candidate = now;
            always_out = never_out = true;
        }
        always_out = always_out && zone == Flag::no;
        never_out = never_out && zone != Flag::no;
        const bool goes_on = shut() && door == Door::closed && person == Flag::yes &&
                             now - last <= options.held && zone == zone_before;
        if (!goes_on) plain = never;
        const bool begins = shut() && door == Door::closed && person == Flag::yes;
        if (begins && plain == never) {
            plain = now;
            plain_out = zone == Flag::no;
        }
    }

 private:
    void forget() {
        motion = {};
        door = {};
        zone = person = button = {};
        mode = {};
        running = opened = candidate = plain = never;
    }

    void learn(const Observation& seen) {
        if (is_known(seen.motion)) motion = seen.motion;
        if (is_known(seen.door)) door = seen.door;
        if (is_known(seen.door_zone)) zone = seen.door_zone;
        if (is_known(seen.presence)) person = seen.presence;
        if (is_known(seen.alarm_button)) button = seen.alarm_button;
        if (is_known(seen.mode)) mode = seen.mode;
    }

    void note_movement() {
        if (motion == Motion::running && running == never) running = now;
        if (motion == Motion::stopped) running = never;
        if (!way_out()) opened = never;
        if (way_out() && opened == never) opened = now;
    }
};

// Each answers what is not true of one word, or nothing: what was told, the world before and after.
using Answer = std::string_view;

Answer alternates(const ToldList& list, const World& was, const World&) {
    bool open = was.open;
    for (const Told& one : list) {
        if (one.phase == Phase::raised ? open : !open) return "told out of turn";
        open = one.phase != Phase::cleared;
    }
    return {};
}

// A time before the word is judged by the words before it, the time of the word by either.
template <class Is>
bool either(const Told& one, const World& was, const World& is, Is&& true_of) {
    return true_of(was) || (one.time == is.now && true_of(is));
}

Answer raised_where_it_may(const ToldList& list, const World& was, const World& is) {
    for (const Told& one : list) {
        if (one.phase != Phase::raised) continue;
        if (one.reporter == "voice") {
            if (one.time != is.voice) return "raised by a voice that nobody heard";
            continue;
        }
        if (!either(one, was, is, [](const World& w) { return w.shut(); })) {
            return "raised in a car that is not known to stand shut, or in trained hands";
        }
        const auto begun = [&](const World& w) {
            return w.candidate != never && w.candidate <= one.since;
        };
        if (!either(one, was, is, begun)) return "raised without a person since the last way out";
        if (one.reporter != "sensors") {
            if (!is.press || one.time != is.now) return "raised by a button that nobody pressed";
            continue;
        }
        if (one.time < one.since + options.off_level) return "raised too soon";
        const bool never_out = was.never_out && (one.time < is.now || is.never_out);
        if (never_out && one.time < one.since + options.at_level) return "raised too soon at level";
    }
    return {};
}

Answer pressed_is_raised(const ToldList& list, const World& was, const World& is) {
    if (!is.press || !is.shut()) return {};
    const auto at_once = [&](const Told& one) { return one.time == is.now && one.at == is.now; };
    const bool raised = std::any_of(list.begin(), list.end(), [&](const Told& one) {
        return at_once(one) && one.phase == Phase::raised;
    });
    return was.open || is.open || raised ? Answer{} : "a press was not raised at once";
}

Answer voice_is_raised(const ToldList&, const World&, const World& is) {
    return is.voice == is.now && !is.open ? "a voice was not raised at once" : Answer{};
}

Answer cleared_by_a_way_out(const ToldList& list, const World& was, const World& is) {
    for (const Told& one : list) {
        if (one.phase != Phase::cleared) continue;
        const auto out = [&](const World& w) {
            if (!w.way_out()) return false;
            return w.opened + options.open_for <= one.time || w.ran;
        };
        if (!either(one, was, is, out)) return "cleared without a way out";
    }
    return {};
}

Answer not_missed(const ToldList& list, const World& was, const World& is) {
    if (is.plain == never) return {};
    // Until a word shows the person later than a sensor holds, it may take 35 s more.
    const Duration longest =
        options.held +
        (is.plain_out ? std::max(options.off_level, options.held) : options.at_level);
    if (is.now - is.plain >= longest && !is.open) return "a person in view is not told";
    if (was.open || is.candidate != is.plain || !is.never_out) return {};
    for (const Told& one : list) {
        if (one.phase == Phase::raised && one.reporter == "sensors" &&
            (one.time < is.plain + options.at_level || one.time > is.plain + longest)) {
            return "a person in view is told at another time";
        }
    }
    return {};
}

Answer ticks_change_nothing(const Lifts& lifts) {
    if (!std::equal(lifts.by_plain.begin(), lifts.by_plain.end(), lifts.by_ticked.begin(),
                    lifts.by_ticked.end(), same)) {
        return "a tick has changed what is told";
    }
    const auto unasked = [&](const Told& one) {
        return one.time != one.at && one.time < lifts.asked;
    };
    if (std::any_of(lifts.by_plain.begin(), lifts.by_plain.end(), unasked)) {
        return "told before it was due";
    }
    const bool late = std::any_of(lifts.by_ticked.begin(), lifts.by_ticked.end(),
                                  [](const Told& one) { return one.time != one.at; });
    return late && !lifts.awake ? "not told when it was due" : Answer{};
}

struct Tree {
    std::string_view alphabet;
    std::size_t paths = 0;
    std::size_t raised = 0;  // so that a tree in which nothing happens is noticed
    std::string broken{};    // the first sequence of which something is not true, and what

    struct Node {
        Lifts lifts;
        World world;
    };

    // One word, said to all; what is not true of it.
    static Answer say(Node& node, char word) {
        for (int i = 0; i < repetitions(word); ++i) {
            const World was = node.world;
            node.lifts.by_plain.size = node.lifts.by_ticked.size = 0;
            if (word == 'V') {
                node.lifts.say(VoiceAnswer{was.now + before(word), 0}, was.now);
                node.world.hear_voice(was.now + before(word));
            } else {
                say(node, i == 0 ? said_by(word) : Observation{}, before(word));
            }
            const Answer broken = judge(node, was);
            if (!broken.empty()) return broken;
        }
        return {};
    }

    static void say(Node& node, Observation seen, Duration later) {
        const Time last = node.world.now;
        seen.time = last + later;
        seen.lift = 0;
        node.lifts.say(seen, last);
        node.world.hear(seen);
    }

    static Answer judge(Node& node, const World& was) {
        World& is = node.world;
        const ToldList& list = node.lifts.by_plain;
        for (const Told& one : list) is.open = one.phase != Phase::cleared;
        for (const auto& guarantee : {alternates, raised_where_it_may, pressed_is_raised,
                                      voice_is_raised, cleared_by_a_way_out, not_missed}) {
            const Answer broken = guarantee(list, was, is);
            if (!broken.empty()) return broken;
        }
        if (!is.open) is.ran = false;
        return ticks_change_nothing(node.lifts);
    }

    // Every sequence of the alphabet that goes on from here, up to the length.
    void grow(const Node& node, const std::string& said, int length) {
        ++paths;
        if (length == 0 || !broken.empty()) return;
        for (const char word : alphabet) {
            Node next = node;
            const Answer wrong = say(next, word);
            if (!wrong.empty() && broken.empty()) broken = said + word + ": " + std::string(wrong);
            raised += next.world.open && !node.world.open ? 1U : 0U;
            grow(next, said + word, length - 1);
        }
    }
};

// After a beginning, every sequence up to the length: how many there were.
std::size_t check(std::string_view beginning_words, std::string_view alphabet, int length) {
    Tree tree{alphabet};
    Tree::Node first{};
    std::string said;
    for (const char word : beginning_words) {
        said += word;
        const Answer wrong = Tree::say(first, word);
        CHECK_MESSAGE(wrong.empty(), said);
    }
    tree.grow(first, said + ' ', length);
    CHECK(tree.broken == "");
    CHECK(tree.raised > 0);
    return tree.paths;
}

}  // namespace

TEST_CASE("every sequence of words keeps what is guaranteed of doors, persons and time") {
    CHECK(check("SZ", "ocPpL", 8) == 488281);  // (5^9 - 1) / 4 sequences
    CHECK(check("Sz", "ocPpw", 7) == 97656);
}

TEST_CASE("every sequence of words keeps what is guaranteed of runs and zones") {
    CHECK(check("SzcP", "RSoZW", 8) == 488281);
    CHECK(check("SZcP", "ocRSzZW", 6) == 137257);  // (7^7 - 1) / 6
}

TEST_CASE("every sequence of words keeps what is guaranteed of the button and of trained hands") {
    CHECK(check("SZc", "BboIL", 7) == 97656);
    CHECK(check("SzP", "BbINFRS", 6) == 137257);
}

TEST_CASE("every sequence of words keeps what is guaranteed of silences") {
    CHECK(check("SZc", "PpsGW", 8) == 488281);
    CHECK(check("SZc", "PposGLc", 6) == 137257);
}

TEST_CASE("every sequence of words keeps what is guaranteed of a voice from the car") {
    CHECK(check("S", "VPocZzL", 6) == 137257);
    CHECK(check("SZc", "VRSoGs", 6) == 55987);
}

TEST_CASE("each state goes on at each word as the table says") {
    struct Line {
        std::string_view state, begun;
        std::string_view then;  // after each word: - quiet, c candidate, ! raised
    };
    constexpr std::string_view words = "ocZzPpRSBbIFNwLsGV";
    constexpr std::array<Line, 16> table{{
        //                                    ocZzPpRSBbIFNwLsGV
        {"nobody seen, doors shut", "SZcp", "----c---!--------!"},
        {"a person, doors open", "SZoP", "-c-c-------------!"},
        {"a person, running", "RcP", "-------c---------!"},
        {"a person, in inspection", "SZcPI", "------------c----!"},
        {"a person, with firefighters", "SZcPF", "------------c----!"},
        {"candidate at a landing", "SZcP", "-ccccccc!c--cc!c-!"},
        {"candidate off level", "SzcP", "cccccccc!c--c!!!!!"},
        {"candidate, door unknown", "SZP", "-ccccccc!c--cc!c-!"},
        {"candidate, out of view", "SZcPp", "-ccccccc!c--cccc-!"},
        {"candidate, in a jolt", "SZcPR", "ccccccccccccc----!"},
        {"raised", "SZcPL", "!!!!!!!!!!!!!!!!!!"},
        {"raised, out of view", "SZcPLp", "!!!!!!!!!!!!!!!!!!"},
        {"raised, in inspection", "SZcPLI", "!!!!!!!!!!!!!!!!!!"},
        {"raised, doors open", "SZcPLo", "!!!!!!!!!!!!!----!"},
        {"raised, on a run", "SZcPLR", "!!!!!!!!!!!!!!!!!!"},
        {"raised, after a run", "SZcPLRWS", "-!!!!!!!!!!!!!!!!!"},
    }};
    for (const Line& line : table) {
        std::string found;
        for (const char word : words) {
            Tree::Node node{};
            for (const char each : std::string(line.begun) + word) {
                CHECK(Tree::say(node, each) == "");
            }
            const auto& state = PlayRow::state_of<Entrapment>(node.lifts.plain);
            found += state.raised ? '!' : state.since != never ? 'c' : '-';
        }
        CAPTURE(line.state);
        CHECK(found == line.then);
    }
}

namespace {

using Play = Scene<Picture, Entrapment>;

// All that a device can say of a shut car at a landing, in one record.
constexpr Observation whole{.floor = 7,
                            .motion = Motion::stopped,
                            .door = Door::closed,
                            .mode = Mode::normal,
                            .door_zone = Flag::yes,
                            .presence = Flag::no,
                            .alarm_button = Flag::no};

Observation with(Flag person, Flag button = Flag::no, Door door = Door::closed) {
    Observation seen = whole;
    seen.presence = person;
    seen.alarm_button = button;
    seen.door = door;
    return seen;
}

std::string evidence_of(const Finding& finding) {
    std::string out;
    for (const EvidenceItem& item : finding.evidence) out += std::string(item.word) + ' ';
    return out;
}

}  // namespace

TEST_CASE("the button in an empty car says where it was pressed and since when") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, with(Flag::no)).say(40, with(Flag::no, Flag::yes));
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].since) == 40);
    CHECK(scene.findings[0].floor == 7);
    CHECK(evidence_of(scene.findings[0]) == "at_level closed button   ");
}

TEST_CASE("where a person is told by the sensors, the floor stands in it") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, with(Flag::yes)).wait(90);
    REQUIRE(scene.findings.size() == 1);
    CHECK(scene.findings[0].floor == 7);
}

TEST_CASE("a press that is said by the first record after a gap is told at once") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, with(Flag::no, Flag::no, Door::open));
    scene.say(1, with(Flag::no, Flag::yes, Door::open)).say(900, with(Flag::no, Flag::yes));
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 900);
}

TEST_CASE("a silence that is over before it is due does not hold it up") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, with(Flag::yes)).say(80, {}).wait(40);
    REQUIRE(scene.findings.size() == 1);
    CHECK(seconds(scene.findings[0].time) == 90);
}

TEST_CASE("doors that shut start the clock anew for every candidate, not for the first alone") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(0, with(Flag::yes)).say(10, with(Flag::yes, Flag::no, Door::open));
    scene.say(20, with(Flag::yes, Flag::no, Door::ajar)).wait(20);
    scene.say(50, with(Flag::yes)).wait(89);
    CHECK(scene.findings.empty());
    scene.wait(1);
    CHECK(scene.findings.size() == 1);
}

TEST_CASE("a clock that is put back while the doors stand open does not keep it from ending") {
    Play scene{Picture{}, Entrapment{}};
    scene.say(5000, with(Flag::yes)).wait(100);
    scene.say(5101, with(Flag::yes, Flag::no, Door::open));
    for (int at = 0; at < 5; ++at) scene.say(1000 + at, with(Flag::yes, Flag::no, Door::open));
    scene.say(1007, with(Flag::yes, Flag::no, Door::open));
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == 1007);
}
