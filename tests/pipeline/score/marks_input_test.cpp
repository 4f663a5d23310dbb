// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/score/marks_input.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace hoistway;
using namespace std::chrono_literals;

TEST_CASE("the waits are those that the rules name in docs/detect.md") {
    const auto waits = standard_waits();
    const auto wait = [&](EventKind kind) { return waits[static_cast<std::size_t>(kind)]; };
    CHECK(wait(EventKind::door_blocked) == 90s);
    CHECK(wait(EventKind::power_loss) == 10s);
    CHECK(wait(EventKind::person_at_risk) == 0s);
    CHECK(wait(EventKind::device_offline) == 360s);
    CHECK_FALSE(wait(EventKind::entrapment));
    CHECK_FALSE(wait(EventKind::native));
}

TEST_CASE("every figure finds its place on the page's side, and every slip its lift") {
    std::vector<Truth> truths(2);
    truths[0] = {.lift = 1, .kind = EventKind::power_loss, .span = {Time{0s}, Time{100s}}};
    truths[1] = {.lift = 1, .kind = EventKind::native, .span = {Time{0s}, Time{100s}}};
    truths[1].native.dialect.assign("box");
    truths[1].native.code.assign("7");
    std::vector<Event> events(2);
    events[0] = {.time = Time{12s}, .lift = 1, .kind = EventKind::power_loss};
    events[1] = {.time = Time{13s}, .lift = 0, .kind = EventKind::power_loss};
    const MarkOptions options{.observed = 48h, .waits = standard_waits()};
    const std::vector<std::string> keys{"A-1", "A-2"};
    const MarksRules rules =
        marks_rules(mark(truths, events, options), "ours", {"本库", "ours"}, keys);
    REQUIRE(rules.kinds.size() == 2);
    const MarksRow& row = rules.kinds[0];
    CHECK(row.kind == EventKind::power_loss);
    CHECK(row.found == 1);
    CHECK(row.false_alarms == 1);
    CHECK(row.recall == 1.0);
    CHECK(row.recall_low == wilson(1, 1)->low);
    CHECK(row.precision_high == wilson(1, 2)->high);
    CHECK(row.delay_p50 == 12s);
    CHECK(row.late_p95 == 2s);
    CHECK(row.false_per_lift_year == 365.25 / 2);
    CHECK(rules.all.truths == 2);
    REQUIRE(rules.slips.size() == 2);
    CHECK(rules.slips[0].lift == "A-1");
    CHECK_FALSE(rules.slips[0].missed);
    CHECK(rules.slips[1].code == "box:7");
    CHECK(rules.slips[1].lift == "A-2");
    CHECK(marks_input(2, options).observed == 48h);
    CHECK_FALSE(marks_input(2, {}).observed);
}
