// SPDX-License-Identifier: Apache-2.0
//
// The simulated city of the commands `simulate` and `demo`: its options, and the files that go with
// it (registry.json, truth.jsonl, records.jsonl).

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "hoistway/sim/city.hpp"
#include "line/command.hpp"

namespace hoistway::cli {

struct CityChoice {
    std::uint32_t lifts = CityOptions{}.lifts;
    int days = CityOptions{}.days;
    std::uint64_t seed = CityOptions{}.seed;
    std::string start = "2026-03-01";
    double demo_rate = CityOptions{}.demo_rate;
    bool position = false;
    int full_boxes = CityOptions{}.full_boxes;
    int heartbeat = 240;    // s
    double all_kinds = -1;  // below 0 = the rates as they are
    Disturbances disturbances{};
};

void add_city_options(Command command, CityChoice& choice);
City make_city(const CityChoice& choice);

// What was really the case in the city, and which visits were made: one line each.
class CityNotes {
 public:
    explicit CityNotes(const City& city) : lifts_(city.lifts()) {}
    explicit CityNotes(std::span<const Lift> lifts) : lifts_(lifts) {}

    CitySink sink();  // without observations
    void write(const std::string& folder) const;

    const std::vector<Truth>& told() const noexcept { return told_; }
    std::uint64_t truths() const noexcept { return told_.size(); }
    std::uint64_t visits() const noexcept { return visits_; }

 private:
    std::span<const Lift> lifts_;
    std::string truth_text_, record_text_;
    std::vector<Truth> told_;
    std::uint64_t visits_ = 0;
};

}  // namespace hoistway::cli
