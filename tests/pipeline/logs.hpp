// SPDX-License-Identifier: Apache-2.0
//
// What the tests of this room share: lifts and a policy for an Analysis, observations from lines of
// the log, and made-up days of many lifts from a seed.

#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../scene.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/wire/log/event_json.hpp"
#include "hoistway/wire/log/log_reader.hpp"

namespace hoistway::testing {

// ...: ten landings 3 m apart, ropes as they come.
inline std::vector<Lift> lifts_of_ten_floors(std::size_t count) {
    std::vector<Lift> lifts(count, ten_floors());
    for (std::size_t i = 0; i < count; ++i) lifts[i].key = "A-" + std::to_string(i + 1);
    return lifts;
}

inline Policy shijiazhuang() {
    return *load_policy(builtin_policy("shijiazhuang-2025")->text, "shijiazhuang-2025");
}

// Lines of an observation log; what cannot be read fails the test that asked for it.
inline std::vector<Observation> read_log(std::string_view text, std::span<const Lift> lifts) {
    std::vector<Observation> log;
    const auto find = [&](std::string_view key) {
        for (LiftIndex i = 0; i < lifts.size(); ++i) {
            if (lifts[i].key == key) return i;
        }
        return no_lift;
    };
    const auto keep = [&](const Observation& seen) { log.push_back(seen); };
    LogReader reader{"log", find};
    reader.feed(text, keep);
    reader.finish(keep);
    for (const Refusal& refusal : reader.refusals()) FAIL_CHECK(to_text(refusal));
    return log;
}

// A run from one landing to the next: doors closed, eight seconds of movement, doors open.
inline void add_run(std::vector<Observation>& log, double at, LiftIndex lift = 0) {
    log.push_back({.time = second(at),
                   .lift = lift,
                   .floor = 1,
                   .motion = Motion::stopped,
                   .door = Door::closed});
    log.push_back({.time = second(at + 1), .lift = lift, .motion = Motion::running});
    log.push_back({.time = second(at + 9), .lift = lift, .floor = 2, .motion = Motion::stopped});
    log.push_back({.time = second(at + 12), .lift = lift, .door = Door::open});
}

// Somebody is shut in from the first second on, and let out after 16 minutes.
inline void add_trap(std::vector<Observation>& log, double from, LiftIndex lift = 0) {
    for (double at = from; at <= from + 900; at += 30) {
        log.push_back({.time = second(at),
                       .lift = lift,
                       .floor = 2,
                       .motion = Motion::stopped,
                       .door = Door::closed,
                       .mode = Mode::normal,
                       .door_zone = Flag::no,
                       .presence = Flag::yes});
    }
    log.push_back(
        {.time = second(from + 960), .lift = lift, .door = Door::open, .door_zone = Flag::yes});
    for (double at = from + 990; at <= from + 1500; at += 30) {
        log.push_back({.time = second(at), .lift = lift, .presence = Flag::no});
    }
}

// Half an hour of one lift whose device says anything at all, now and then after a long silence.
inline std::vector<Observation> made_up_log(LiftIndex lift, unsigned seed) {
    std::mt19937 random(seed * 1000 + lift);
    const auto pick = [&](unsigned words) { return static_cast<int>(random() % words); };
    std::vector<Observation> log;
    int at = pick(60);
    for (int i = 0; i < 60; ++i) {
        Observation seen{.time = second(at), .lift = lift};
        seen.floor = static_cast<std::int16_t>(1 + pick(10));
        if (pick(3) == 0) seen.motion = static_cast<Motion>(1 + pick(2));
        if (pick(3) == 0) seen.door = static_cast<Door>(pick(6));
        if (pick(4) == 0) seen.mode = static_cast<Mode>(pick(9));
        if (pick(3) == 0) seen.door_zone = static_cast<Flag>(pick(3));
        if (pick(3) == 0) seen.presence = static_cast<Flag>(pick(3));
        if (pick(6) == 0) seen.mains_power = static_cast<Flag>(1 + pick(2));
        if (pick(9) == 0) seen.alarm_button = static_cast<Flag>(1 + pick(2));
        if (pick(9) == 0) seen.position = static_cast<float>(pick(300)) / 10.0F;
        if (pick(5) == 0) seen.position = 9.0F + static_cast<float>(pick(8)) / 100.0F;
        if (pick(6) == 0) seen.speed = static_cast<float>(pick(5)) / 2.0F;
        if (pick(6) == 0) seen.safety_chain = static_cast<Flag>(1 + pick(2));
        if (pick(6) == 0) seen.door_lock = static_cast<Flag>(1 + pick(2));
        if (pick(9) == 0) seen.overload = static_cast<Flag>(1 + pick(2));
        if (pick(9) == 0) seen.vibration = static_cast<float>(pick(3)) / 5.0F;
        if (pick(9) == 0) seen.temperature = static_cast<float>(44 + pick(9));
        if (pick(9) == 0) seen.noise = static_cast<float>(50 + pick(9));
        if (pick(20) == 0) {
            seen.fault.dialect.assign("made_up");
            seen.fault.code.assign(std::to_string(pick(3)));
            seen.fault.cleared = pick(2) == 0;
        }
        log.push_back(seen);
        at += pick(12) == 0 ? 30 + pick(600) : pick(40);
    }
    return log;
}

}  // namespace hoistway::testing
