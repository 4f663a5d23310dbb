// SPDX-License-Identifier: Apache-2.0
//
// Named scenarios: one lift for some hours, on which one fault or near miss comes about, and all
// else is everyday traffic. They are the corpus that a detector is marked on, beside random days.
//
//     for (const Scenario& scenario : scenarios()) {
//         sink.observations = ...;              // their lift is the place in scenarios()
//         tell(scenario, sink);                 // scenario.name, .kind, .lift
//     }
//     const City days{random_days(1)};          // 10,000 lift-days of all kinds
//
// A name never changes its meaning within a version; a truth that the name does not speak of may
// hold too, since one state may be several kinds. Made from seeds, the same bytes everywhere. The
// list is made once, in a second; it may be shared by threads. What each does: docs/sim.md.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/sim/city.hpp"

namespace hoistway {

struct Scenario {
    std::string name{};           // "entrapment/at_level/still_person/residential_1to1/seed_3"
    std::string_view incident{};  // its first part: a kind, or the name of a near miss
    std::string_view variant{};
    std::string_view condition{};     // of sensors and link: "plain", "packet_loss", ...
    std::optional<EventKind> kind{};  // nothing for a near miss
    Lift lift{};                      // key "S-0001" and so on
    Time start{};
    Duration lasts{};
    LiftIndex number = 0;  // its place in scenarios()

    // How it is made again.
    std::uint64_t seed = 0;
    LiftIndex paper = 0;
    std::uint8_t place = 0;  // in the table of scenarios
    std::uint8_t way = 0;
};

// All of them, in the order of the table in docs/sim.md.
std::span<const Scenario> scenarios();

// The scenario of that name; nothing where there is none.
const Scenario* find_scenario(std::string_view name);

// Tells it from beginning to end.
Totals tell(const Scenario& scenario, const CitySink& sink);

// A city of 10,000 lift-days in which every kind comes about about a hundred times [default], on
// full and plain boxes, with 5 % lost records and a presence sensor that flickers 20 times a day if
// `disturbed`.
CityOptions random_days(std::uint64_t seed, bool disturbed = false);

// FnvHash over what was said and what was true, field by field, so that padding does not count.
class StoryHash {
 public:
    void add(const Observation& said) noexcept;
    void add(const Truth& truth) noexcept;
    std::uint64_t value() const noexcept { return hash_.value(); }

 private:
    void add(const NativeFault& fault) noexcept;

    FnvHash hash_;
};

}  // namespace hoistway
