// SPDX-License-Identifier: Apache-2.0
//
// A rule asked about a whole play at once: when it was raised first, and when cleared.
//
//     raised_at<StopAbnormal>(script, {30, {.motion = Motion::running}});   // s, or never_raised
//
// The lift is that of ten_floors(), with the heights of its landings.

#pragma once

#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/run_tracker.hpp"
#include "scene.hpp"

namespace hoistway {

struct Said {
    double at = 0;
    Observation said{};
};

using Script = std::vector<Said>;

inline constexpr double never_raised = -1, never_cleared = -1;

// All that the rule tells of a play.
template <class Rule>
std::vector<Finding> findings_of(const Script& script, Rule rule = Rule{}) {
    static const std::vector<Lift> lifts{ten_floors()};
    Scene scene{Picture{{.lifts = lifts}}, RunTracker{}, std::move(rule)};
    for (const Said& word : script) scene.say(word.at, word.said);
    return scene.findings;
}

template <class Rule>
double first_of(Phase phase, EventKind kind, Script script, const Said& last) {
    script.push_back(last);
    for (const Finding& finding : findings_of<Rule>(script)) {
        if (finding.phase == phase && finding.kind == kind) return seconds(finding.time);
    }
    return -1;
}

// As the device goes on for five minutes, saying nothing new.
template <class Rule>
double raised_at(Script script, const Said& last, EventKind kind = Rule::info.kind) {
    script.push_back(last);
    return first_of<Rule>(Phase::raised, kind, script, {last.at + 300, {}});
}

template <class Rule>
double cleared_at(Script script, const Said& last, EventKind kind = Rule::info.kind) {
    script.push_back(last);
    return first_of<Rule>(Phase::cleared, kind, script, {last.at + 300, {}});
}

// The same play by a device that has left out a word just before: doors that open and then close
// were open in between.
inline Script after_missing_word(const Script& script) {
    Script out{{-10, {.motion = Motion::stopped, .door = Door::opening}},
               {-5, {.door = Door::closing}},
               {-2, {.door = Door::closed}}};
    out.insert(out.end(), script.begin(), script.end());
    return out;
}

// The same play by a device that never says this.
inline Script without(Signal mute, Script script) {
    for (Said& word : script) {
        if (mute == Signal::motion) word.said.motion = Motion::unknown;
        if (mute == Signal::door) word.said.door = Door::unknown;
        if (mute == Signal::door_zone) word.said.door_zone = Flag::unknown;
        if (mute == Signal::presence) word.said.presence = Flag::unknown;
        if (mute == Signal::position) word.said.position = no_value;
        if (mute == Signal::floor) word.said.floor = no_floor;
        if (mute == Signal::safety_chain) word.said.safety_chain = Flag::unknown;
        if (mute == Signal::mode) word.said.mode = Mode::unknown;
        if (mute == Signal::speed) word.said.speed = no_value;
    }
    return script;
}

}  // namespace hoistway
