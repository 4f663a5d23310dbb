// SPDX-License-Identifier: Apache-2.0
//
// The row of stages that the program, the Python package and the examples run: all rules there are,
// episodes of what they find, counters and due dates.
//
//     Fleet fleet{standard_row(registry.lifts(), policy), registry.lifts()};
//     fleet.process(batch, [](const Event& event) { ... });
//
// A gateway that wants less builds a Row of its own from the same stages.

#pragma once

#include <array>
#include <span>

#include "hoistway/detect/catalogue.hpp"
#include "hoistway/detect/device_offline.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/detect/hold_set.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/state/run_tracker.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"

namespace hoistway {

namespace detail {

// What a lift touches when something changes stands in front, what it touches when something is
// wrong behind.
template <class... Automata>
using RowOfAll = Row<Picture, RunTracker, DoorTracker, Entrapment, Automata...,
                     CatalogueHolds<HoldSet>, DeviceOffline, Episodes, Counters, DueWatch>;

template <class... Automata>
struct AutomataRules {
    static constexpr std::array<const RuleInfo*, sizeof...(Automata)> infos{&Automata::info...};
};

template <class... Lists>
constexpr auto joined(const Lists&... lists) {
    std::array<const RuleInfo*, (std::tuple_size_v<Lists> + ...)> out{};
    std::size_t at = 0;
    const auto add = [&](const auto& list) {
        for (const RuleInfo* info : list) out[at++] = info;
    };
    (add(lists), ...);
    return out;
}

}  // namespace detail

using StandardRow = CatalogueAutomata<detail::RowOfAll>;

// What the rules on that row say of themselves.
inline constexpr auto standard_rules = detail::joined(
    std::array{&Entrapment::info}, CatalogueHolds<HoldSet>::infos,
    std::array{&DoorCycling::close_info}, CatalogueAutomata<detail::AutomataRules>::infos,
    std::array{&DeviceOffline::info});

struct StandardOptions {
    PictureOptions picture{};
    EntrapmentOptions entrapment{};
    CodeBook book{};  // without one, every code of a device is an episode of its own
};

// The lifts have to outlive the row; they are looked at when a car stops or a run is counted. So
// have the rows of the book.
inline StandardRow standard_row(std::span<const Lift> lifts, const Policy& policy,
                                StandardOptions options = {}) {
    options.picture.lifts = lifts;
    return detail::make_row<StandardRow>(Picture{options.picture}, Entrapment{options.entrapment},
                                         Episodes{options.book}, Counters{{.lifts = lifts}},
                                         DueWatch{policy});
}

}  // namespace hoistway
