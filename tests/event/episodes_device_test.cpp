// SPDX-License-Identifier: Apache-2.0
//
// A rule and the codes of a device about one kind of event: each order in which they may speak, up
// to a length, against the sets of who holds what.
#include "hoistway/event/episodes.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "event/codes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// Two codes that mean an entrapment, one of a dialect that never says that it is over, and "0".
const std::vector<CodeMeaning> rows{
    no_fault("box", "0"), meaning("box", "7", EventKind::entrapment),
    meaning("box", "8", EventKind::entrapment), meaning("box", "9", EventKind::power_loss),
    endless("poll", "4", EventKind::entrapment)};
const Episodes episodes{CodeBook{rows}};

Time at(int second) { return Time{std::chrono::seconds{second}}; }

NativeFault fault_of(char word) {
    if (word == '0') return native("box", "0");
    if (word == 'E') return native("poll", "4");
    const bool first = word == 'A' || word == 'a';
    return native("box", first ? "7" : "8", word == 'a' || word == 'b');
}

struct Play {
    Episodes::State state;
    std::vector<Event> events;
    int now = 0;

    // R, r: the rule raises, clears; u: it has something new. A, a: code 7 comes, goes; B, b: code
    // 8; E: the code without an end; 0: no fault.
    void say(char word) {
        ++now;
        const auto keep = [&](const Event& event) { events.push_back(event); };
        if (word == 'R' || word == 'r' || word == 'u') {
            Finding seen{.time = at(now), .lift = 3, .rule = "entrapment@1"};
            seen.phase = word == 'R'   ? Phase::raised
                         : word == 'r' ? Phase::cleared
                                       : Phase::updated;
            seen.severity = Severity::critical;
            seen.since = at(now - 90);
            seen.evidence.add("class", "at_level").add("reported_by", "sensors");
            episodes.on(state, seen, keep);
            return;
        }
        const DeviceFault told{.time = at(now), .lift = 3, .floor = 4, .fault = fault_of(word)};
        episodes.on(state, told, keep);
    }

    void say_all(std::string_view words) {
        for (const char word : words) say(word);
    }
};

// Who holds the entrapment, as the prose of the header has it.
struct Holders {
    bool rule = false;
    std::set<char> codes;

    bool any() const { return rule || !codes.empty(); }

    void hear(char word) {
        if (word == 'R' || word == 'u') rule = true;
        if (word == 'r' && rule) {
            rule = false;
            codes.erase('E');
        }
        if (word == 'A' || word == 'B' || word == 'E') codes.insert(word);
        if (word == 'a') codes.erase('A');
        if (word == 'b') codes.erase('B');
        if (word == '0') codes = codes.contains('E') ? std::set<char>{'E'} : std::set<char>{};
    }

    std::string who() const {
        if (rule && !codes.empty()) return "both";
        return rule ? "rule" : codes.empty() ? "" : "device";
    }
};

std::string_view word_of(const Event& event, std::string_view name) {
    for (const EvidenceItem& item : event.evidence) {
        if (item.name == name) return item.word;
    }
    return {};
}

struct Tree {
    std::string_view alphabet;
    std::size_t paths = 0;
    std::string broken{};  // the first sequence of which something is not true

    // Every sequence of the alphabet that goes on from here, up to the length.
    void grow(const Play& play, const Holders& holders, const std::string& said, int length) {
        ++paths;
        if (length == 0 || !broken.empty()) return;
        for (const char word : alphabet) {
            Play next{play.state, {}, play.now};
            Holders then = holders;
            next.say(word);
            then.hear(word);
            if (broken.empty() && !is_true(next, holders, then)) broken = said + word;
            grow(next, then, said + word, length - 1);
        }
    }

    static bool is_true(const Play& next, const Holders& before, const Holders& then) {
        bool open = before.any();
        for (const Event& event : next.events) {
            if (open != (event.phase != Phase::raised)) return false;
            if (event.kind != EventKind::entrapment) return false;
            open = event.phase != Phase::cleared;
        }
        if (open != then.any()) return false;
        const bool changed = before.rule != then.rule || before.codes != then.codes;
        if (changed && next.events.empty()) return false;
        if (next.events.empty() || !then.any()) return true;
        const Event& last = next.events.back();
        const bool only_rule = then.who() == "rule" && word_of(last, "over_for").empty();
        return word_of(last, "reported_by") == (only_rule ? "sensors" : then.who());
    }
};

std::size_t check(std::string_view alphabet, int length) {
    Tree tree{alphabet};
    tree.grow(Play{}, Holders{}, "", length);
    CHECK(tree.broken == "");
    return tree.paths;
}

std::string phases_of(std::string_view words) {
    Play play;
    play.say_all(words);
    std::string out;
    for (const Event& event : play.events) {
        if (!out.empty()) out += ' ';
        out += to_text(event.phase);
        out += ':';
        out += word_of(event, "reported_by");
        if (!word_of(event, "over_for").empty()) {
            out += '-';
            out += word_of(event, "over_for");
        }
    }
    return out;
}

}  // namespace

TEST_CASE("an episode is open as long as a rule or a device holds it, in every order of words") {
    CHECK(check("RrAa", 8) == 87381);       // (4^9 - 1) / 3 sequences
    CHECK(check("RruAaBb0E", 5) == 66430);  // (9^6 - 1) / 8
    CHECK(check("RrAaE0", 6) == 55987);     // (6^7 - 1) / 5
}

TEST_CASE("the second to speak makes an update of the episode, and both have to end it") {
    CHECK(phases_of("RAra") == "raised:sensors updated:both updated:device-rule cleared:device");
    CHECK(phases_of("RAar") == "raised:sensors updated:both updated:rule-device cleared:sensors");
    CHECK(phases_of("ARra") == "raised:device updated:both updated:device-rule cleared:device");
    CHECK(phases_of("ARar") == "raised:device updated:both updated:rule-device cleared:sensors");
}

TEST_CASE("two codes of one kind are one episode, held until both are taken back") {
    CHECK(phases_of("AABab") == "raised:device updated:device updated:device cleared:device");
    CHECK(phases_of("AB0") == "raised:device updated:device updated:device cleared:device");
    CHECK(phases_of("RAB0") ==
          "raised:sensors updated:both updated:both updated:both updated:rule-device");
}

TEST_CASE("a device never clears what a rule holds, nor a rule what a device holds") {
    CHECK(phases_of("RAa") == "raised:sensors updated:both updated:rule-device");
    CHECK(phases_of("RA0") == "raised:sensors updated:both updated:rule-device");
    CHECK(phases_of("ARr") == "raised:device updated:both updated:device-rule");
}

TEST_CASE("a code without an end goes with the rule, and each repetition of it is told") {
    CHECK(phases_of("REr") == "raised:sensors updated:both cleared:both");
    CHECK(phases_of("ERr") == "raised:device updated:both cleared:both");
    CHECK(phases_of("EEE") == "raised:device updated:device updated:device");
    CHECK(phases_of("ErE") == "raised:device updated:device");
    CHECK(phases_of("ERrE") == "raised:device updated:both cleared:both raised:device");
    CHECK(phases_of("EARra") ==
          "raised:device updated:device updated:both updated:device-rule cleared:device");
    CHECK(phases_of("E0") == "raised:device");
}

TEST_CASE("an entrapment told by a device is raised at once, critical, with its code") {
    Play play;
    play.say('A');
    REQUIRE(play.events.size() == 1);
    const Event& event = play.events[0];
    CHECK(event.kind == EventKind::entrapment);
    CHECK(event.severity == Severity::critical);
    CHECK(event.rule == "device_fault@1");
    CHECK(event.since == event.time);
    CHECK(event.lift == 3);
    CHECK(event.floor == 4);
    CHECK(event.native == native("box", "7"));
}

TEST_CASE("the words of both stand in the event, and the beginning stays the first one") {
    Play play;
    play.say_all("AuRrbBa");
    REQUIRE(play.events.size() == 5);
    const Event& both = play.events[1];
    CHECK(both.rule == "entrapment@1");
    CHECK(word_of(both, "found_by") == "sensors");
    CHECK(word_of(both, "class") == "at_level");
    CHECK(both.native == native("box", "7"));
    for (const Event& event : play.events) CHECK(event.since == at(1));
    CHECK(play.events.back().native == native("box", "7", true));
    CHECK(play.events.back().phase == Phase::updated);
}

TEST_CASE("a code that only comes near says so") {
    std::vector<CodeMeaning> near{meaning("box", "T", EventKind::entrapment)};
    near[0].nearest = true;
    const Episodes stage{CodeBook{near}};
    Episodes::State state;
    std::vector<Event> events;
    const DeviceFault told{.time = at(1), .fault = native("box", "T")};
    stage.on(state, told, [&](const Event& event) { events.push_back(event); });
    REQUIRE(events.size() == 1);
    CHECK(word_of(events[0], "meaning") == "nearest");
    Play exact;
    exact.say('A');
    CHECK(word_of(exact.events[0], "meaning").empty());
}

TEST_CASE("no fault ends the codes of its own dialect, with a meaning and without") {
    Play play;
    const auto tell = [&](const NativeFault& fault) {
        const DeviceFault told{.time = at(++play.now), .lift = 3, .fault = fault};
        episodes.on(play.state, told, [&](const Event& event) { play.events.push_back(event); });
    };
    tell(native("box", "X1"));
    tell(native("other", "X1"));
    tell(native("box", "9"));
    tell(native("poll", "4"));
    tell(native("box", "0", true));
    REQUIRE(play.events.size() == 6);
    CHECK(play.events[4].native == native("box", "X1", true));
    CHECK(play.events[4].since == at(1));
    CHECK(play.events[5].kind == EventKind::power_loss);
    CHECK(play.events[5].phase == Phase::cleared);
    tell(native("box", "0"));
    CHECK(play.events.size() == 6);
}

TEST_CASE("with an empty book every code is an episode of its own") {
    const Episodes plain;
    Episodes::State state;
    std::vector<Event> events;
    for (const bool cleared : {false, false, true}) {
        const DeviceFault told{.time = at(1), .fault = native("box", "7", cleared)};
        plain.on(state, told, [&](const Event& event) { events.push_back(event); });
    }
    REQUIRE(events.size() == 2);
    CHECK(events[0].kind == EventKind::native);
    CHECK(events[1].phase == Phase::cleared);
}

TEST_CASE("the state of a lift is 400 plain bytes") {
    static_assert(std::is_trivially_copyable_v<Episodes::State>);
    CHECK(sizeof(Episodes::State) == 400);
}
