// SPDX-License-Identifier: Apache-2.0
#include "hoistway/detect/published/public_counts.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Time at(int seconds) { return Time{std::chrono::seconds{seconds}}; }

TEST_CASE("a set counts what it has a limit for, and nothing else") {
    PublicCounts box, edge;
    for (int i = 1; i <= 6; ++i) {
        const Observation said{.time = at(i), .vibration = 0.1F, .temperature = 60};
        box.learn(mcu_box, said);
        edge.learn(camera_edge, said);
    }
    CHECK(edge.at[detail::frozen] == at(5));
    CHECK(edge.at[detail::hot] == at(1));
    CHECK(box.at[detail::frozen] == never);
    CHECK(box.at[detail::hot] == never);
}

TEST_CASE("edges of the door are counted anew with every run") {
    PublicCounts counts;
    counts.learn(mcu_box, {.time = at(0), .motion = Motion::stopped, .door = Door::closed});
    counts.learn(mcu_box, {.time = at(1), .door = Door::opening});
    counts.learn(mcu_box, {.time = at(2), .door = Door::open});
    counts.learn(mcu_box, {.time = at(3), .door = Door::closed});
    CHECK(counts.door_edges == 2);
    counts.learn(mcu_box, {.time = at(4), .motion = Motion::running});
    CHECK(counts.door_edges == 0);
}
