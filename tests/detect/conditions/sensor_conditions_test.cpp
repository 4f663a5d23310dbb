// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/conditions/sensor_conditions.hpp"

#include <doctest/doctest.h>

#include "../../play.hpp"

using namespace hoistway;

TEST_CASE("a press of the alarm button is told at once, and several within 60 s are one call") {
    Script pressed = {{0, {.alarm_button = Flag::no}},
                      {5, {.alarm_button = Flag::yes}},
                      {6, {.alarm_button = Flag::no}}};
    CHECK(raised_at<AlarmButton>(pressed, {7, {}}) == 5);
    CHECK(cleared_at<AlarmButton>(pressed, {7, {}}) == 66);
    pressed.push_back({65.999, {.alarm_button = Flag::yes}});
    CHECK(cleared_at<AlarmButton>(pressed, {70, {.alarm_button = Flag::no}}) == 130);
}

TEST_CASE("a load that is too much for 10 min on end is a stuck contact") {
    const Script load = {{0, {.overload = Flag::no}}, {5, {.overload = Flag::yes}}, {300, {}}};
    CHECK(raised_at<OverloadStuck>(load, {604.999, {.overload = Flag::no}}) == never_raised);
    CHECK(raised_at<OverloadStuck>(load, {605, {.overload = Flag::no}}) == 605);
    CHECK(cleared_at<OverloadStuck>(load, {650, {.overload = Flag::no}}) == 652);
}

TEST_CASE("above 50 degC is too hot after a minute, and well again at 45") {
    const Script warm = {{0, {.temperature = 50.0F}}};
    Script hot = warm;
    hot.push_back({60, {.temperature = 50.1F}});
    CHECK(raised_at<TemperatureHigh>(warm, {300, {}}) == never_raised);
    CHECK(raised_at<TemperatureHigh>(hot, {119.999, {.temperature = 45}}) == never_raised);
    CHECK(raised_at<TemperatureHigh>(hot, {119, {.temperature = 45}}) == never_raised);
    CHECK(raised_at<TemperatureHigh>(hot, {120, {.temperature = 45}}) == 120);
    CHECK(cleared_at<TemperatureHigh>(hot, {200, {.temperature = 46}}) == never_cleared);
    CHECK(cleared_at<TemperatureHigh>(hot, {200, {.temperature = 45}}) == 260);
}

TEST_CASE("a sensor that is silent raises nothing") {
    const Script nothing = {{0, {.motion = Motion::stopped}}, {300, {}}};
    CHECK(findings_of<AlarmButton>(nothing).empty());
    CHECK(findings_of<OverloadStuck>(nothing).empty());
    CHECK(findings_of<TemperatureHigh>(nothing).empty());
}
