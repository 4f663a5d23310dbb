// SPDX-License-Identifier: Apache-2.0
//
// Who is in the car? A presence sensor misses a still body, says yes for seconds for nobody, and
// holds who has just got out. So a person counts as seen
// - for longer than a flicker lasts,
// - later after the doors shut than a sensor holds or sticks: sooner where the person also rode,
// - and by words that follow each other closely. A word that ends the sighting counts half: it may
//   be a later one, and that which ended it lost.
// When doors move in a door zone, what was seen is forgotten.
//
//     Sightings person;
//     person.on(now, options);
//     person.count, person.in_view, person.rides
//
// Constant time, no allocation.

#pragma once

#include <algorithm>
#include <cstdint>

#include "hoistway/detect/entrapment/options.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway::detail {

struct Sightings {
    PackedTime seen;            // latest time that a person came into view
    PackedTime gone;            // latest time that nobody was in view any more
    PackedTime closed;          // the doors were seen to shut, and are shut since
    std::uint8_t count = 0;     // since then, apart from each other
    std::uint8_t doubtful = 0;  // of these, shown by nothing but their end
    bool in_view = false;       // the person, now
    bool counted = false;       // the person now in view is in the count
    bool shown = false;         // a word has shown the person where no held sensor could
    bool rides = false;         // the person now in view was so in a run with these doors shut
    bool moving_doors = false;  // in a door zone, and not shut since

    void on(const Moment& now, const EntrapmentOptions& options) noexcept {
        const bool sees = now.presence == Flag::yes || now.alarm_button == Flag::yes;
        if (in_view) add(now, options, sees);
        if (sees && !in_view) {
            seen = now.time;
            counted = shown = rides = false;
        }
        if (!sees && in_view) gone = now.time;
        in_view = sees;
    }

    // True where the doors have just shut. `keep` leaves the count as it is.
    bool note_doors(const Moment& now, bool keep) noexcept {
        const bool moves =
            now.door == Door::opening || now.door == Door::open || now.door == Door::closing;
        if (moves && now.door_zone != Flag::no) {
            if (!keep) forget();
            closed = never;
            moving_doors = true;
            return false;
        }
        if (now.door != Door::closed || !moving_doors) return false;
        closed = now.time;
        moving_doors = shown = false;
        return true;
    }

    // No run was seen with them, though the doors were seen to shut.
    bool came_in() const noexcept { return !rides && closed != never; }

    // The car has made a run.
    void note_run() noexcept { rides = rides || (in_view && !moving_doors); }

    void forget() noexcept {
        count = doubtful = 0;
        counted = shown = rides = false;
    }

    // Nobody was in view for longer than a person is believed in.
    bool is_away(const Moment& now, const EntrapmentOptions& options) const noexcept {
        return !in_view && gone != never && now.time - gone > options.unseen;
    }

    // With the one under way.
    std::uint8_t all() const noexcept {
        return static_cast<std::uint8_t>(count + (in_view && !counted ? 1 : 0));
    }

    // Whole sightings, or two halves for one, are at least so many.
    bool at_least(int many) const noexcept { return 2 * count - doubtful >= 2 * many; }

    // Whether the person now in view may become a sighting, and when.
    bool is_counting() const noexcept { return in_view && !moving_doors && !counted; }
    Time counts_at(const EntrapmentOptions& options) const noexcept {
        const Time long_enough = seen + options.sighting;
        if (closed == never) return long_enough;
        return std::max(long_enough, closed + (rides ? options.held : options.stuck));
    }

    // From then on the sensor does not speak of a passenger who has got out.
    Time emptied(const EntrapmentOptions& options) const noexcept {
        return closed == never ? never : closed + options.held;
    }

 private:
    void add(const Moment& now, const EntrapmentOptions& options, bool goes_on) noexcept {
        // A tick in the moment of a word is no word; nor does a second word then show more.
        const bool heard = now.heard == now.time && now.heard_before < now.time;
        if (!is_counting() || !heard || now.time < counts_at(options)) return;
        if (goes_on) shown = true;
        if (now.time - now.heard_before > options.held) return;
        counted = true;
        if (count == 127) return;
        ++count;
        if (!goes_on && !rides) ++doubtful;
    }
};

}  // namespace hoistway::detail
