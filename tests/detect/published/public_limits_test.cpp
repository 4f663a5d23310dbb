// SPDX-License-Identifier: Apache-2.0
#include "hoistway/detect/published/public_limits.hpp"

#include <doctest/doctest.h>

using namespace hoistway;
using namespace std::chrono_literals;

TEST_CASE("the box's numbers are those of domain facts 5.2, first column") {
    CHECK(mcu_box.trapped_in_zone->more_than == 3);
    CHECK(mcu_box.trapped_in_zone->within == 90s);
    CHECK(mcu_box.trapped_off_zone->more_than == 1);
    CHECK(mcu_box.trapped_off_zone->within == 15s);
    CHECK(mcu_box.stopped_outside == 15s);
    CHECK(mcu_box.opened_outside == 2s);
    CHECK(mcu_box.door_open == 60s);
    CHECK(mcu_box.door_edges == 20);
    CHECK(mcu_box.floor_pitch == 3.0F);
    CHECK(mcu_box.floor_speed == 3.0F);
    CHECK(mcu_box.run_between == 1min);
    CHECK_FALSE(mcu_box.offline);
    CHECK_FALSE(mcu_box.sudden_stop);
}

TEST_CASE("the edge's numbers are those of domain facts 5.2, second column") {
    CHECK(camera_edge.trapped_after == 90s);
    CHECK(camera_edge.trapped_longest == 1200s);
    CHECK(camera_edge.trapped_pause == 60s);
    CHECK(camera_edge.trapped_clear_run == 2s);
    CHECK(camera_edge.door_open_empty == 120s);
    CHECK(camera_edge.door_blocked == 90s);
    CHECK(camera_edge.door_person == 10s);
    CHECK(camera_edge.door_cycles->count == 3);
    CHECK(camera_edge.door_cycles->within == 15s);
    CHECK(camera_edge.door_quiet == 30s);
    CHECK(camera_edge.fast_open_samples == 5);
    CHECK(camera_edge.fast_open_within == 120s);
    CHECK(camera_edge.fast_samples->count == 6);
    CHECK(camera_edge.fast_samples->within == 10s);
    CHECK(camera_edge.sudden_stop == 3s);
    CHECK(camera_edge.sudden_pause == 300s);
    CHECK(camera_edge.run_empty == 15min);
    CHECK(camera_edge.same_readings == 5);
    CHECK(camera_edge.zone_idle == 24h);
    CHECK(camera_edge.offline == 6min);
    CHECK(camera_edge.hot == 50.0F);
    CHECK_FALSE(camera_edge.stopped_outside);
}
