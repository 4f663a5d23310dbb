// SPDX-License-Identifier: Apache-2.0
//
// What the tests of counting share: simulated days with all that a lift can go through, and a study
// of them.

#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "../logs.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/sim/city.hpp"

namespace hoistway::testing {

// The story of one lift of a small city, without silences.
struct Days {
    std::vector<Lift> lifts;
    std::vector<Observation> log;
    std::vector<BusinessRecord> visits;
    Totals totals;
};

inline CityOptions told_city(std::uint64_t seed, int days, double fault_rate) {
    CityOptions options{.lifts = 1, .days = days, .seed = seed};
    options.rates = all_kinds(fault_rate);
    options.rates.entrapment *= 5;
    options.rates.device_offline = options.rates.clock_wrong = 0;
    options.near_misses.reboot = 0;
    options.full_boxes = 100;
    options.position = true;
    return options;
}

inline Days days_of(const CityOptions& options) {
    const City city{options};
    Days out{{city.lifts().begin(), city.lifts().end()}, {}, {}, {}};
    CitySink sink;
    sink.observations = [&](std::span<const Observation> said) {
        out.log.insert(out.log.end(), said.begin(), said.end());
    };
    sink.visit = [&](const Visit& visit) {
        out.visits.push_back({.kind = RecordKind::visit, .lift = visit.lift, .time = visit.time});
    };
    out.totals = city.simulate(0, sink);
    return out;
}

// A last word at the end of the days, so that the time up to there is counted.
inline void end_days(Days& days, const CityOptions& options) {
    days.log.push_back({.time = options.start + std::chrono::days{options.days}, .lift = 0});
}

inline std::string list_of(const CountStudy& study) { return to_count_list(study, Language::en); }

}  // namespace hoistway::testing
