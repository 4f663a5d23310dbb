// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "../scene.hpp"
#include "hoistway/detect/conditions.hpp"

using namespace hoistway;

namespace {

using PowerRow = Row<Picture, PowerLoss>;

Observation mains(double at, LiftIndex lift, Flag on) {
    return {.time = second(at), .lift = lift, .mains_power = on};
}

struct Told {
    std::vector<Finding> findings;
    auto sink() {
        return [this](const Finding& finding) { findings.push_back(finding); };
    }
};

}  // namespace

TEST_CASE("lifts on one row do not hear each other") {
    const std::vector<Lift> lifts(3, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    const std::vector<Observation> batch{mains(0, 0, Flag::no),   mains(0, 1, Flag::yes),
                                         mains(5, 2, Flag::no),   mains(20, 0, Flag::no),
                                         mains(20, 1, Flag::yes), mains(14, 2, Flag::yes)};
    fleet.process(batch, told.sink());
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].lift == 0);
}

TEST_CASE("the order in which lifts are mixed makes no difference to any of them") {
    const std::vector<Lift> lifts(40, ten_floors());
    std::vector<Observation> by_lift, by_time;
    for (LiftIndex lift = 0; lift < 40; ++lift) {
        for (int t = 0; t < 50; ++t) {
            by_lift.push_back(
                mains(t, lift, t % 20 < static_cast<int>(lift % 20) ? Flag::no : Flag::yes));
        }
    }
    for (int t = 0; t < 50; ++t) {
        for (LiftIndex lift = 0; lift < 40; ++lift)
            by_time.push_back(by_lift[lift * 50 + static_cast<std::size_t>(t)]);
    }
    std::vector<std::size_t> counts[2];
    for (int way = 0; way < 2; ++way) {
        Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
        Told told;
        fleet.process(way == 0 ? by_lift : by_time, told.sink());
        counts[way].resize(40);
        for (const Finding& finding : told.findings) ++counts[way][finding.lift];
    }
    CHECK(counts[0] == counts[1]);
    CHECK(counts[0][19] > 0);
}

TEST_CASE("a lift that is not in the fleet is a stranger, counted and not used") {
    const std::vector<Lift> lifts(1, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    fleet.process(std::vector<Observation>{mains(0, 1, Flag::no), mains(0, no_lift, Flag::no)},
                  told.sink());
    CHECK(fleet.strangers() == 2);
    CHECK(told.findings.empty());
}

TEST_CASE("time passes for every lift at once") {
    const std::vector<Lift> lifts(3, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    for (LiftIndex lift = 0; lift < 3; ++lift) fleet.push(mains(0, lift, Flag::no), told.sink());
    fleet.advance(second(10), told.sink());
    CHECK(told.findings.size() == 3);
}
