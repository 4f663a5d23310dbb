// SPDX-License-Identifier: Apache-2.0
//
// The row of stages that the program, the Python package and the examples run: all rules there are,
// episodes of what they find, counters and due dates.
//
//     Fleet fleet{standard_row(registry.lifts(), policy), registry.lifts()};
//     fleet.process(batch, [](const Event& event) { ... });
//     standard_row(lifts, policy, {.limits = &limits});  // other numbers: files/rule_limits.hpp
//
// A gateway that wants less builds a Row of its own from the same stages.

#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "hoistway/detect/catalogue.hpp"
#include "hoistway/detect/device_offline.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/detect/hold_set.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/pipeline/files/rule_limits.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/state/run_tracker.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"

namespace hoistway {

namespace detail {

template <class... T>
struct Types {};

template <class Holds, class Automata>
struct StandardOf;

// What a lift touches when anything changes stands in front: entrapment and the automata; then the
// conditions as one stage, whose clocks are looked at when something is wrong.
template <class... Condition, class... Automaton>
struct StandardOf<Types<Condition...>, Types<Automaton...>> {
    using RowType = Row<Picture, RunTracker, DoorTracker, Entrapment, Automaton...,
                        HoldSet<Condition...>, DeviceOffline, Episodes, Counters, DueWatch>;

    static constexpr std::array rules{&Entrapment::info, &Condition::info..., &Automaton::info...,
                                      &DoorCycling::close_info, &DeviceOffline::info};

    static RowType row(Picture picture, Entrapment entrapment, const RuleLimits& limits,
                       Episodes episodes, Counters counters, DueWatch due) {
        return RowType{picture,
                       RunTracker{},
                       DoorTracker{},
                       entrapment,
                       with_limits<Automaton>(limits)...,
                       holds(limits, std::index_sequence_for<Condition...>{}),
                       DeviceOffline{},
                       episodes,
                       counters,
                       due};
    }

 private:
    template <std::size_t... place>
    static HoldSet<Condition...> holds(const RuleLimits& limits, std::index_sequence<place...>) {
        return HoldSet<Condition...>{condition_with<Condition>(limits.holds[place])...};
    }
};

using Standard = StandardOf<CatalogueHolds<Types>, CatalogueAutomata<Types>>;

}  // namespace detail

using StandardRow = detail::Standard::RowType;

// What the rules on that row say of themselves.
inline constexpr auto standard_rules = detail::Standard::rules;

struct StandardOptions {
    PictureOptions picture{};
    EntrapmentOptions entrapment{};
    CodeBook book{};  // without one, every code of a device is an episode of its own
    // The numbers of all rules instead of `picture` and `entrapment`; wanted while the row is made.
    const RuleLimits* limits = nullptr;
};

// The lifts have to outlive the row; they are looked at when a car stops and when a run is counted.
// So have the rows of the book.
inline StandardRow standard_row(std::span<const Lift> lifts, const Policy& policy,
                                StandardOptions options = {}) {
    RuleLimits limits{.picture = options.picture, .entrapment = options.entrapment};
    if (options.limits != nullptr) limits = *options.limits;
    if (limits.picture.lifts.empty()) limits.picture.lifts = lifts;
    return detail::Standard::row(Picture{limits.picture}, Entrapment{limits.entrapment}, limits,
                                 Episodes{options.book}, Counters{{.lifts = lifts}},
                                 DueWatch{policy});
}

}  // namespace hoistway
