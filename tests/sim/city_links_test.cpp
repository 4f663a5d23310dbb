// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tale.hpp"

using namespace hoistway;
using std::chrono::seconds;

namespace {

Tale story_of(const CityOptions& options, LiftIndex lift) { return story_of(City{options}, lift); }

CityOptions undisturbed() {
    CityOptions options{.lifts = 4, .days = 6, .seed = 61};
    options.rates = all_kinds(6000);
    options.rates.clock_wrong = 0;
    options.demo_rate = 1;
    options.full_boxes = 100;
    return options;
}

// What is told of each lift with and without the disturbances. They never change the truth.
template <class Look>
void compare(const Disturbances& disturbances, Look look) {
    CityOptions options = undisturbed();
    for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
        CAPTURE(lift);
        const Tale plain = story_of(undisturbed(), lift);
        options.disturbances = disturbances;
        const Tale disturbed = story_of(options, lift);
        CHECK(plain.truths == disturbed.truths);
        CHECK(plain.totals.runs == disturbed.totals.runs);
        CHECK(disturbed.totals.observations == disturbed.said.size());
        look(plain.said, disturbed.said);
    }
}

bool earlier(const Observation& a, const Observation& b) { return a.time < b.time; }

// Whether the fewer come among the more, in the same order.
bool is_part(const std::vector<Observation>& fewer, const std::vector<Observation>& more) {
    std::size_t at = 0;
    for (const Observation& one : fewer) {
        while (at < more.size() && !(more[at] == one)) ++at;
        if (at == more.size()) return false;
        ++at;
    }
    return true;
}

}  // namespace

// Of 30,000 records one in ten is lost: four standard deviations are 7 % of these.
TEST_CASE("as many records are lost as the share says, and the rest is what was said") {
    double all = 0, told = 0;
    compare({.packet_loss = 0.1}, [&](const auto& plain, const auto& disturbed) {
        all += static_cast<double>(plain.size());
        told += static_cast<double>(disturbed.size());
        CHECK(is_part(disturbed, plain));
    });
    CHECK(all > 20'000);
    CHECK((all - told) / all == doctest::Approx(0.1).epsilon(0.07));
}

TEST_CASE("a record in disorder comes at most three records late, and none is lost") {
    double all = 0, late = 0;
    compare({.disorder = 0.05}, [&](const auto& plain, auto disturbed) {
        Time newest = never;
        for (const Observation& one : disturbed) {
            all += 1;
            late += one.time < newest ? 1 : 0;
            newest = std::max(newest, one.time);
        }
        REQUIRE(disturbed.size() == plain.size());
        std::stable_sort(disturbed.begin(), disturbed.end(), earlier);
        for (std::size_t i = 0; i < plain.size(); ++i) CHECK(disturbed[i].time == plain[i].time);
    });
    CHECK(late / all > 0.02);  // those of the same second are late and do not look it
    CHECK(late / all < 0.051);
}

TEST_CASE("a repeated record comes twice, word for word") {
    double all = 0, more = 0;
    compare({.repeats = 0.05}, [&](const auto& plain, const auto& disturbed) {
        all += static_cast<double>(plain.size());
        more += static_cast<double>(disturbed.size() - plain.size());
        CHECK(is_part(plain, disturbed));
    });
    CHECK(more / all == doctest::Approx(0.05).epsilon(0.1));
}

TEST_CASE("flicker turns presence about for seconds, and nothing else") {
    double words = 0;
    compare({.flicker = 50}, [&](const auto& plain, const auto& disturbed) {
        words += static_cast<double>(disturbed.size() - plain.size());
        std::size_t at = 0, turned = 0;
        for (Observation said : disturbed) {
            if (at == plain.size()) break;
            const bool same = said.presence == plain[at].presence;
            said.presence = plain[at].presence;
            if (!(said == plain[at])) continue;  // a word that only flicker made
            turned += same ? 0 : 1;
            ++at;
        }
        CHECK(at == plain.size());
        CHECK(turned > 0);
        CHECK(turned < plain.size() / 20);
    });
    // 50 times a day, each with a word at both ends, on four lifts in six days; fewer where the
    // box is silent.
    CHECK(words > 0.6 * 2 * 50 * 24);
    CHECK(words < 1.2 * 2 * 50 * 24);
}

TEST_CASE("a clock gains at most what was asked for, and is right at midnight") {
    Duration most{};
    compare({.clock_drift = 30}, [&](const auto& plain, const auto& disturbed) {
        REQUIRE(plain.size() == disturbed.size());
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const Duration off = disturbed[i].time - plain[i].time;
            most = std::max(most, off < Duration{0} ? -off : off);
            if (hour_of(plain[i].time) == 0) CHECK(off <= seconds{2});
        }
    });
    CHECK(most > seconds{3});
    CHECK(most <= seconds{30});
}

TEST_CASE("analog noise moves a position by no more than was asked for") {
    double most = 0;
    compare({.analog_noise = 0.05}, [&](const auto& plain, const auto& disturbed) {
        REQUIRE(plain.size() == disturbed.size());
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const double off = std::abs(disturbed[i].position - plain[i].position);
            if (off < 1) most = std::max(most, off);  // a frozen word is frozen with its noise
            CHECK(disturbed[i].door == plain[i].door);
        }
    });
    CHECK(most > 0.04);
    CHECK(most < 0.0511);
}

TEST_CASE("a clock that was ahead is set back, and its truth is the time until it is caught up") {
    CityOptions options = undisturbed();
    options.rates = all_kinds(0);
    options.rates.clock_wrong = 200'000;
    int jumps = 0;
    for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
        const Tale story = story_of(options, lift);
        Time newest = never;
        std::size_t behind = 0;
        for (const Observation& said : story.said) {
            const bool old = newest != never && said.time + seconds{60} < newest;
            behind = old ? behind + 1 : 0;
            newest = std::max(newest, said.time);
            if (behind != 5) continue;
            ++jumps;
            const bool told =
                std::any_of(story.truths.begin(), story.truths.end(), [&](const Truth& truth) {
                    return truth.kind == EventKind::clock_wrong && truth.span.from <= said.time &&
                           said.time < truth.span.to;
                });
            CHECK(told);
        }
    }
    CHECK(jumps > 5);
}
