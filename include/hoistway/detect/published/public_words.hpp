// SPDX-License-Identifier: Apache-2.0
//
// What a published set of rules knows of a lift: the last word on each signal, and since when it
// stands.
//
//     PublicWords words;
//     const PublicWords::Change change = words.learn(observation);
//     if (change.door && words.open()) ...    // the doors have just left closed
//     words.door_since;
//
// Unlike a Picture it forgets nothing in a silence, because the deployed sets do not. Plain data,
// constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// The latest few times of something.
class LatestTimes {
 public:
    static constexpr std::size_t kept = 6;  // the most that any set counts

    constexpr void add(Time time) noexcept {
        std::move(times_.begin() + 1, times_.end(), times_.begin());
        times_.back() = time;
    }
    constexpr void clear() noexcept { times_.fill(never); }

    // So many came within that long before now; the count is 1 to `kept`.
    constexpr bool within(int count, Duration span, Time now) const noexcept {
        const Time first = times_[kept - static_cast<std::size_t>(count)];
        return first != never && now - first <= span;
    }

 private:
    std::array<Time, kept> times_{never, never, never, never, never, never};
};

struct PublicWords {
    // Which words an observation changed, and what stood there before.
    struct Change {
        bool motion = false, floor = false, zone = false;
        bool door = false;        // closed, or no longer closed
        bool door_moved = false;  // any other word of the door too
        std::int16_t floor_before = no_floor;
        Time floor_before_since = never;
        Flag zone_before{};
        Door door_before{};
    };

    std::int16_t floor = no_floor;
    Motion motion{};
    Direction direction{};  // the last one, kept while the car stands
    Door door{};
    Flag zone{}, person{};
    Time motion_since = never, zone_since = never, person_since = never;
    Time door_since = never;  // closed or not
    Time door_moved = never;  // any word of it
    Time floor_since = never;
    Time level_since = never;  // floor or zone
    Time heard = never;

    constexpr bool closed() const noexcept { return door == Door::closed; }
    constexpr bool open() const noexcept { return is_known(door) && door != Door::closed; }
    constexpr bool running() const noexcept { return motion == Motion::running; }
    constexpr bool standing() const noexcept { return motion == Motion::stopped; }

    constexpr Change learn(const Observation& seen) noexcept {
        Change change{.floor_before = floor,
                      .floor_before_since = floor_since,
                      .zone_before = zone,
                      .door_before = door};
        heard = seen.time;
        if (seen.direction == Direction::up || seen.direction == Direction::down) {
            direction = seen.direction;
        }
        change.motion = take(motion, seen.motion, motion_since, seen.time);
        change.zone = take(zone, seen.door_zone, zone_since, seen.time);
        change.floor = take(floor, seen.floor, floor_since, seen.time);
        if (change.floor || change.zone) level_since = seen.time;
        take(person, person_in(seen), person_since, seen.time);
        change.door_moved = take(door, seen.door, door_moved, seen.time);
        const Door before = change.door_before;
        change.door =
            change.door_moved && (!is_known(before) || (before == Door::closed) != closed());
        if (change.door) door_since = seen.time;
        return change;
    }

    // By sensor or by count; unknown where neither is said.
    static constexpr Flag person_in(const Observation& seen) noexcept {
        if (seen.presence == Flag::yes || !is_known(seen.people)) return seen.presence;
        return to_flag(seen.people > 0);
    }

 private:
    template <class Word>
    static constexpr bool take(Word& word, Word said, Time& since, Time time) noexcept {
        if (!is_known(said) || said == word) return false;
        word = said;
        since = time;
        return true;
    }
};

}  // namespace hoistway
