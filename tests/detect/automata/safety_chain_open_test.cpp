// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/safety_chain_open.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string_view>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

constexpr Flag yes = Flag::yes, no = Flag::no;

const Script open = {{0, {.motion = Motion::stopped, .door = Door::closed, .safety_chain = yes}},
                     {10, {.safety_chain = no}}};

Script followed_by(Script script, const Script& more) {
    script.insert(script.end(), more.begin(), more.end());
    return script;
}

EvidenceItem last_item(const Script& script, std::string_view name) {
    const std::vector<Finding> findings = findings_of<SafetyChainOpen>(script);
    REQUIRE(!findings.empty());
    for (const EvidenceItem& item : findings.back().evidence) {
        if (item.name == name) return item;
    }
    return {};
}

}  // namespace

TEST_CASE("a chain that is open for 3 s behind closed doors is told, and closed for 2 s is over") {
    CHECK(raised_at<SafetyChainOpen>(open, {12.999, {.safety_chain = yes}}) == never_raised);
    CHECK(raised_at<SafetyChainOpen>(open, {13, {.safety_chain = yes}}) == 13);
    CHECK(cleared_at<SafetyChainOpen>(open, {40, {.safety_chain = yes}}) == 42);
}

TEST_CASE("an open chain of a running car is told whatever its doors are") {
    const Script run = {{0, {.motion = Motion::running, .safety_chain = yes}},
                        {10, {.safety_chain = no}}};
    CHECK(raised_at<SafetyChainOpen>(run, {13, {}}) == 13);
}

TEST_CASE("open doors and inspection open the chain, and neither raise nor clear") {
    CHECK(raised_at<SafetyChainOpen>(open, {12, {.door = Door::open}}) == never_raised);
    CHECK(raised_at<SafetyChainOpen>(open, {12, {.mode = Mode::inspection}}) == never_raised);
    CHECK(cleared_at<SafetyChainOpen>(open, {40, {.door = Door::open}}) == never_cleared);
    CHECK(cleared_at<SafetyChainOpen>(open, {40, {.mode = Mode::inspection}}) == never_cleared);
}

TEST_CASE("what closed the chain again is said: the mains, a worker, or nothing that was seen") {
    struct Case {
        Script meanwhile;
        std::string_view word;
    };
    const Case cases[] = {
        {{}, "by_itself"},
        {{{20, {.mode = Mode::inspection}}, {30, {.mode = Mode::normal}}}, "in_inspection"},
        {{{20, {.mains_power = no}}, {30, {.mains_power = yes}}}, "after_power"},
        {{{20, {.mode = Mode::inspection, .mains_power = no}}}, "after_power"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.word);
        const Script whole =
            followed_by(followed_by(open, c.meanwhile), {{60, {.safety_chain = yes}}, {90, {}}});
        CHECK(last_item(whole, "recovered").word == c.word);
        CHECK(last_item(whole, "held_s").number == 50);
        CHECK(last_item(whole, "times").number == 1);
    }
}

TEST_CASE("a chain that flutters is one episode, and how often it opened is counted") {
    const Script flutter = followed_by(open, {{20, {.safety_chain = yes}},
                                              {21, {.safety_chain = no}},
                                              {30, {.safety_chain = yes}},
                                              {31.9, {.safety_chain = no}},
                                              {40, {.safety_chain = yes}},
                                              {60, {}}});
    CHECK(findings_of<SafetyChainOpen>(flutter).size() == 2);
    CHECK(last_item(flutter, "times").number == 3);
    CHECK(last_item(flutter, "held_s").number == 30);
}

TEST_CASE("what closed one episode's chain is not said of the next one") {
    const Script both = followed_by(open, {{20, {.mode = Mode::inspection, .mains_power = no}},
                                           {30, {.mode = Mode::normal, .mains_power = yes}},
                                           {40, {.safety_chain = yes}},
                                           {60, {.safety_chain = no}},
                                           {80, {.safety_chain = yes}},
                                           {90, {}}});
    CHECK(findings_of<SafetyChainOpen>(both).size() == 4);
    CHECK(last_item(both, "recovered").word == "by_itself");
    CHECK(last_item(both, "times").number == 1);
}

TEST_CASE("a chain that is still open after a silence has not opened again") {
    const Script silent = followed_by(open, {{20, {}},
                                             {1000, {.motion = Motion::stopped}},
                                             {1010, {.door = Door::closed, .safety_chain = no}},
                                             {1020, {.safety_chain = yes}},
                                             {1030, {}}});
    CHECK(findings_of<SafetyChainOpen>(silent).size() == 2);
    CHECK(last_item(silent, "times").number == 1);
}

TEST_CASE("how often it opened is counted to 255") {
    Script flutter = open;
    for (int i = 0; i < 300; ++i) {
        flutter.push_back({20.0 + i, {.safety_chain = yes}});
        flutter.push_back({20.5 + i, {.safety_chain = no}});
    }
    CHECK(last_item(followed_by(flutter, {{400, {.safety_chain = yes}}, {410, {}}}), "times")
              .number == 255);
}

TEST_CASE("where nothing is waited for, the word that opens or closes the chain is told at once") {
    const Script once = followed_by(open, {{20, {.safety_chain = yes}}});
    const std::vector<Finding> findings = findings_of(once, SafetyChainOpen{{0s, 0s}});
    REQUIRE(findings.size() == 2);
    CHECK(seconds(findings[0].time) == 10);
    CHECK(seconds(findings[1].time) == 20);
}

TEST_CASE("a lift that says nothing of its chain, door or motion has no open chain") {
    for (const Signal mute : {Signal::safety_chain, Signal::door, Signal::motion}) {
        CHECK(raised_at<SafetyChainOpen>(without(mute, open), {300, {}}) == never_raised);
    }
}

TEST_CASE("a chain rule with a time below 0 is refused") {
    CHECK_THROWS_AS(SafetyChainOpen({-1s, 2s}), std::invalid_argument);
}
