// SPDX-License-Identifier: Apache-2.0
#include "hoistway/score/reward.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tree.hpp"

using namespace hoistway;

static const std::filesystem::path folder =
    testing::tree() / "../shared/data/nab_anomaly_benchmark";

static Time at(int ms) { return Time{Duration{ms}}; }

TEST_CASE("the sigmoid has the values written in the benchmark's own tests") {
    // tests/unit/scorer_test.py of the benchmark: scaledSigmoid(-1.0) and scaledSigmoid(-0.5).
    CHECK(detail::sigma(-1) == doctest::Approx(0.9866142981514305).epsilon(1e-15));
    CHECK(detail::sigma(-0.5) == doctest::Approx(0.8482836399575131).epsilon(1e-15));
    CHECK(detail::sigma(0) == 0);
    CHECK(detail::sigma(3.000001) == -1);
}

TEST_CASE("the exponential agrees with that of the C library") {
    for (int i = -2000; i <= 2000; ++i) {
        const double x = i / 100.0;
        CHECK(detail::exponential(x) == doctest::Approx(std::exp(x)).epsilon(1e-15));
    }
}

TEST_CASE("an alarm is worth less the later it comes, and nothing at the end") {
    const TimeSpan span{at(1000), at(2000)};
    CHECK(reward_at(at(1000), span) == 1);
    CHECK(reward_at(at(995), span) == 1);
    CHECK(reward_at(at(1500), span) == doctest::Approx(0.8482836399575131 / 0.9866142981514305));
    CHECK(reward_at(at(2000), span) == 0);
    CHECK(reward_at(at(2004), span) == 0);
    for (int ms = 1000; ms < 2000; ms += 10) {
        CHECK(reward_at(at(ms), span) > reward_at(at(ms + 10), span));
    }
}

TEST_CASE("a false alarm costs less right behind a truth, and all of it elsewhere") {
    const TimeSpan span{at(0), at(101)};
    CHECK(cost_after(at(100), &span) == 0);
    // One width behind: 2 / (1 + e^5) - 1 = -(2 / (1 + e^-5) - 1).
    CHECK(cost_after(at(200), &span) == doctest::Approx(-0.9866142981514305));
    CHECK(cost_after(at(401), &span) == -1);
    CHECK(cost_after(at(0), nullptr) == -1);
    const TimeSpan moment{at(0), at(1)};
    CHECK(cost_after(at(1), &moment) == -1);
}

TEST_CASE("silence scores 0, perfection 100, and no truth has no score") {
    for (const CostProfile& costs : cost_profiles) {
        CHECK(*benchmark_score(-costs.missed * 7, 7, costs) == 0);
        CHECK(*benchmark_score(costs.found * 7, 7, costs) == 100);
        CHECK_FALSE(benchmark_score(0, 0, costs));
    }
}

// The sum of a detector's scores in all files of the benchmark, as published: the fifth cell of the
// line "Totals,,,,-116.0,...". 0 where the data are not here.
static double published_sum(const std::string& name) {
    std::ifstream file(folder / (name + "_standard_scores.csv"));
    if (!file) std::cout << "skipped: no data: nab_anomaly_benchmark\n";
    const std::string start = "Totals,,,,";
    std::string line;
    while (std::getline(file, line) && !line.starts_with(start)) continue;
    return file ? std::stod(line.substr(start.size())) : 0;
}

TEST_CASE("the published sums of the benchmark come out as its published scores") {
    const double silent = published_sum("null");  // -1 for each of 116 windows
    std::ifstream file(folder / "final_results.json");
    if (silent == 0 || !file) return;
    CHECK(silent == -116);
    const auto published = nlohmann::json::parse(file);
    for (const char* name : {"numenta", "windowedGaussian"}) {
        CAPTURE(name);
        const auto score = benchmark_score(published_sum(name), 116, cost_profiles[0]);
        const double expected = published[name]["standard"];
        CHECK(*score == doctest::Approx(expected).epsilon(1e-10));
    }
}
