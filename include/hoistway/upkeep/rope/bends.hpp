// SPDX-License-Identifier: Apache-2.0
//
// How often each piece of rope has really been bent: exactly, from the landings between which the
// car ran, where the notice's rule counts 1 or 3 a run.
//
//     const Row row{Tracker{}, Counters{}, RopeTravel{}};           // counts crossings, per lift
//     const WorstElement worst = worst_element(reeving, landings_mm(lift), state.crossed);
//     worst.bends; worst.at_mm;     // of the element that was bent most, and where it is
//
// A bend is straight, bent, straight at one sheave: an element is bent once for each sheave that
// passes over it in a run (domain facts 4.1). Which sheave passes over which element depends only
// on the gaps between landings that the car crossed, so one count a gap holds all there is to know,
// for any reeving and for ever. A reverse bend is told beside the sum and counts in it once.
//
// The regulatory count is upkeep/counters.hpp's and stays what the policy is judged by. Against
// this one it is high where every run counts as full travel, and low where there are deflectors.
// Both begin anew here when the ropes are replaced; a visit alone changes nothing for them.
//
// Counting is constant time a run (one step for each gap crossed) and allocates nothing; its state
// is plain data. worst_element() sorts twice as many marks as there are sheaves times gaps.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/rope/reeving.hpp"

namespace hoistway {

inline constexpr std::size_t max_gaps = 63;  // between 64 landings [default]

// How often the car has passed each gap between two landings; gap 0 is above landing 1.
struct GapCrossings {
    std::array<std::uint32_t, max_gaps> times{};
    std::uint32_t runs = 0;
    std::uint32_t runs_of_unknown_landings = 0;  // nothing is counted of these: a lower bound
};

class RopeTravel {
 public:
    struct State {
        GapCrossings crossed;        // since the ropes were put on, as the rest
        std::uint64_t bends = 0;     // by the rule of the notice
        std::uint64_t by_visit = 0;  // of these, what Counters has since the last visit
        Time since = never;          // when they were replaced, where anybody told
    };

    // Replaced ropes begin anew; what is older than the last time is not heard.
    template <class Emit>
    void on(State& state, const RopesReplaced& replaced, Emit&&) const noexcept {
        if (state.since != never && replaced.time < state.since) return;
        state = {.crossed = {}, .bends = 0, .by_visit = state.by_visit, .since = replaced.time};
    }

    template <class Emit>
    void on(State& state, const Counted& counted, Emit&&) const noexcept {
        if (counted.anew) state.by_visit = 0;
        state.bends += counted.since_visit.rope_bends - state.by_visit;
        state.by_visit = counted.since_visit.rope_bends;
    }

    template <class Emit>
    void on(State& state, const Run& run, Emit&&) const noexcept {
        const int from = std::min(run.from_floor, run.to_floor),
                  to = std::max(run.from_floor, run.to_floor);
        if (from < 1 || to > static_cast<int>(max_gaps) + 1) {
            ++state.crossed.runs_of_unknown_landings;
            return;
        }
        ++state.crossed.runs;
        for (int landing = from; landing < to; ++landing) {
            ++state.crossed.times[static_cast<std::size_t>(landing) - 1];
        }
    }
};

// Heights above the lowest landing, lowest first; empty where one is not known, or out of order.
inline std::vector<std::int64_t> landings_mm(const Lift& lift) {
    std::vector<std::int64_t> out;
    for (const Landing& landing : lift.floors) {
        if (!std::isfinite(landing.height)) return {};
        out.push_back(std::llround(landing.height * 1000));
        if (out.size() > 1 && out[out.size() - 2] >= out.back()) return {};
    }
    return out;
}

struct WorstElement {
    std::int64_t at_mm = 0;  // from the rope's car end
    std::uint64_t bends = 0;
    std::uint64_t reverse_bends = 0;  // of these
};

// The bends of the element of rope that lies there. Landings as landings_mm() gives them.
inline WorstElement bends_of_element(const Reeving& reeving, std::span<const std::int64_t> landings,
                                     const GapCrossings& crossed, std::int64_t at_mm) {
    WorstElement out{.at_mm = at_mm};
    for (const Sheave& sheave : reeving.sheaves) {
        for (std::size_t gap = 0; gap + 1 < landings.size() && gap < max_gaps; ++gap) {
            const auto [low, high] =
                std::minmax({sheave.at(landings[gap]), sheave.at(landings[gap + 1])});
            if (at_mm < low || at_mm >= high) continue;
            out.bends += crossed.times[gap];
            if (sheave.reverse) out.reverse_bends += crossed.times[gap];
        }
    }
    return out;
}

// Of elements bent equally often, the one nearest to the car.
inline WorstElement worst_element(const Reeving& reeving, std::span<const std::int64_t> landings,
                                  const GapCrossings& crossed) {
    struct Mark {
        std::int64_t at, bends;
    };
    std::vector<Mark> marks;
    for (const Sheave& sheave : reeving.sheaves) {
        for (std::size_t gap = 0; gap + 1 < landings.size() && gap < max_gaps; ++gap) {
            const auto [low, high] =
                std::minmax({sheave.at(landings[gap]), sheave.at(landings[gap + 1])});
            marks.push_back({low, static_cast<std::int64_t>(crossed.times[gap])});
            marks.push_back({high, -static_cast<std::int64_t>(crossed.times[gap])});
        }
    }
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
    std::int64_t now = 0, most = 0, where = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        now += marks[i].bends;
        const bool last_there = i + 1 == marks.size() || marks[i + 1].at != marks[i].at;
        if (!last_there || now <= most) continue;
        most = now;
        where = marks[i].at;
    }
    return bends_of_element(reeving, landings, crossed, where);
}

}  // namespace hoistway
