// SPDX-License-Identifier: Apache-2.0
//
// What a published set of rules counts beside the last words: sightings, turns of the doors,
// samples of speed, readings that do not change.
//
//     PublicCounts counts;
//     counts.learn(mcu_box, observation);
//     counts.at[detail::door_cycling];      // since when the doors cycle; never: they do not
//
// Which of it counts is the set's choice. Sources: domain facts 5.2, as in public_limits.hpp.
// Plain data, constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "hoistway/detect/published/public_limits.hpp"
#include "hoistway/detect/published/public_words.hpp"

namespace hoistway {

namespace detail {

// The rules there are; several may be of one kind.
enum PublicSlot : std::uint8_t {
    trapped_in_zone,
    trapped_off_zone,
    trapped_by_time,
    stopped_outside,
    opened_outside,
    door_open,
    door_open_empty,
    door_blocked,
    door_cycling,
    moves_open,
    overspeed,
    sudden_stop,
    long_run,
    beyond_top,
    beyond_bottom,
    frozen,
    offline,
    hot,
    slots,
};

}  // namespace detail

struct PublicCounts {
    PublicWords words;
    std::int16_t floors = 0;  // landings served; 0 = not known
    LatestTimes in_zone, off_zone, openings, fast;
    int door_edges = 0, fast_open = 0, slow_open = 0, same = 0;
    Time opened = never, was_fast = never;
    float vibration = no_value;
    std::array<Time, detail::slots> at{};  // since when what is no state of words holds

    PublicCounts() noexcept { at.fill(never); }

    void learn(const PublicLimits& limits, const Observation& seen) noexcept {
        at[detail::sudden_stop] = never;
        const PublicWords::Change change = words.learn(seen);
        if (change.motion) begin_motion();
        if (change.floor) pass_floor(limits, change);
        if (change.zone) cross_zone(limits, change);
        if (change.door) turn_door(limits, change);
        if (PublicWords::person_in(seen) == Flag::yes) sight();
        learn_speed(limits, seen);
        learn_sensors(limits, seen);
    }

 private:
    void begin_motion() noexcept {
        if (!words.running()) {
            at[detail::overspeed] = never;
            return;
        }
        door_edges = 0;
        openings.clear();
        at[detail::door_cycling] = never;
    }

    // The mean speed from one floor to the next, by a pitch that is taken for all.
    void pass_floor(const PublicLimits& limits, const PublicWords::Change& change) noexcept {
        off_zone.clear();
        if (!limits.floor_speed || !is_known(change.floor_before) || !words.running()) return;
        const Time from = std::max(change.floor_before_since, words.motion_since);
        const double took = std::chrono::duration<double>(words.heard - from).count();
        const double way = std::abs(words.floor - change.floor_before) * double{limits.floor_pitch};
        at[detail::overspeed] = way > double{*limits.floor_speed} * took ? words.heard : never;
    }

    void cross_zone(const PublicLimits& limits, const PublicWords::Change& change) noexcept {
        in_zone.clear();
        off_zone.clear();
        at[detail::beyond_top] = at[detail::beyond_bottom] = never;
        const bool left = change.zone_before == Flag::yes;
        if (!left || !limits.leaves_terminal || floors < 2) return;
        if (words.floor == floors && words.direction == Direction::up) {
            at[detail::beyond_top] = words.heard;
        }
        if (words.floor == 1 && words.direction == Direction::down) {
            at[detail::beyond_bottom] = words.heard;
        }
    }

    void turn_door(const PublicLimits& limits, const PublicWords::Change& change) noexcept {
        in_zone.clear();
        if (words.open()) {
            openings.add(words.heard);
            opened = words.heard;
            fast_open = 0;
        }
        if (!is_known(change.door_before) || words.running()) return;
        ++door_edges;
        const bool many = limits.door_edges && door_edges >= *limits.door_edges;
        const auto& cycles = limits.door_cycles;
        const bool quick =
            cycles && words.closed() && openings.within(cycles->count, cycles->within, words.heard);
        if ((many || quick) && at[detail::door_cycling] == never) {
            at[detail::door_cycling] = words.heard;
        }
    }

    void sight() noexcept {
        if (words.closed() && words.zone == Flag::yes) in_zone.add(words.heard);
        if (words.zone == Flag::no) off_zone.add(words.heard);
    }

    void learn_speed(const PublicLimits& limits, const Observation& seen) noexcept {
        if (!is_known(seen.speed)) return;
        const float speed = std::abs(seen.speed);
        if (limits.fast_open_samples) learn_open_speed(limits, speed);
        if (const auto& most = limits.fast_samples) {
            const bool over = seen.speed > limits.fast_from && seen.speed < limits.fast_to;
            if (over) fast.add(seen.time);
            const bool many = fast.within(most->count, most->within, seen.time);
            at[detail::overspeed] = many ? seen.time : never;
        }
        if (!limits.sudden_stop) return;
        if (speed > limits.sudden_from) was_fast = seen.time;
        if (speed >= limits.sudden_to || was_fast == never) return;
        const bool sudden = seen.time - was_fast <= *limits.sudden_stop;
        at[detail::sudden_stop] = sudden ? seen.time : never;
        was_fast = never;
    }

    void learn_open_speed(const PublicLimits& limits, float speed) noexcept {
        const Time now = words.heard;
        const bool lately = words.open() && now - opened <= limits.fast_open_within;
        if (lately && speed > limits.fast_open) ++fast_open;
        slow_open = speed < limits.slow_open ? slow_open + 1 : 0;
        const int enough = *limits.fast_open_samples;
        if (fast_open >= enough && at[detail::moves_open] == never) at[detail::moves_open] = now;
        if (slow_open < enough) return;
        at[detail::moves_open] = never;
        fast_open = 0;
    }

    void learn_sensors(const PublicLimits& limits, const Observation& seen) noexcept {
        const auto hold = [&](detail::PublicSlot slot, bool holds) {
            if (!holds) at[slot] = never;
            if (holds && at[slot] == never) at[slot] = seen.time;
        };
        if (is_known(seen.vibration) && limits.same_readings) {
            same = seen.vibration == vibration ? same + 1 : 1;
            vibration = seen.vibration;
            hold(detail::frozen, same >= *limits.same_readings);
        }
        if (is_known(seen.temperature) && limits.hot)
            hold(detail::hot, seen.temperature > *limits.hot);
    }
};

}  // namespace hoistway
