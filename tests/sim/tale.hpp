// SPDX-License-Identifier: Apache-2.0
//
// What a made-up lift said and what was really the case, kept whole, for a test to look at.

#pragma once

#include <doctest/doctest.h>

#include <span>
#include <vector>

#include "hoistway/sim/city.hpp"

namespace hoistway {

struct Tale {
    std::vector<Observation> said;
    std::vector<Truth> truths;
    std::vector<Visit> visits;
    Totals totals;
};

// Keeps what `tell` puts into the sink that it is given.
template <class Tell>
Tale tale_of(Tell tell) {
    Tale tale;
    CitySink sink;
    sink.observations = [&](std::span<const Observation> batch) {
        tale.said.insert(tale.said.end(), batch.begin(), batch.end());
    };
    sink.truth = [&](const Truth& truth) { tale.truths.push_back(truth); };
    sink.visit = [&](const Visit& visit) { tale.visits.push_back(visit); };
    tale.totals = tell(sink);
    return tale;
}

inline Tale story_of(const City& city, LiftIndex lift) {
    return tale_of([&](const CitySink& sink) { return city.simulate(lift, sink); });
}

template <class Look>
void for_each_story(const CityOptions& options, Look look) {
    const City city{options};
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) {
        CAPTURE(lift);
        look(city.lifts()[lift], story_of(city, lift));
    }
}

}  // namespace hoistway
