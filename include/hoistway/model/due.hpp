// SPDX-License-Identifier: Apache-2.0
//
// A reason why a lift has to be visited: one line per trigger of the policy that has fired.
//
//     {"lift":"A-1","policy":"shijiazhuang-2025","clause":"...","trigger":"runs",
//      "value":10000,"limit":10000,"since":"2026-03-01","due":"2026-03-21","sentence":"..."}
//
// "Whichever comes first": the earliest due day is the one that counts; the others are its company.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Trigger : std::uint8_t {
    runs,
    door_cycles,
    run_time,
    rope_bends,
    distance,
    entrapments,
    noise,
    interval,
    part_life,
};

template <>
struct Words<Trigger> {
    static constexpr std::array<std::string_view, 9> list{
        "runs",        "door_cycles", "run_time", "rope_bends", "distance",
        "entrapments", "noise",       "interval", "part_life"};
};

// The languages in which the library speaks to people: Chinese first, English by option.
enum class Language : std::uint8_t { zh, en };

template <>
struct Words<Language> {
    static constexpr std::array<std::string_view, 2> list{"zh", "en"};
};

// One text in both.
struct Phrase {
    std::string zh, en;

    const std::string& in(Language language) const noexcept {
        return language == Language::zh ? zh : en;
    }
};

struct DueItem {
    LiftIndex lift = no_lift;
    std::string policy;  // id
    std::string clause;
    Trigger trigger{};
    double value = 0;  // in the trigger's unit: count, s, km, months
    double limit = 0;
    Date since{};          // counted from this day on: the last visit, or the first record
    Date due{};            // the day on which the limit was reached
    std::string sentence;  // what a worker reads, in the language asked for
};

}  // namespace hoistway
