// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/rule_limits.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <vector>

#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;

namespace {

// When a door that stays open is told as blocked, s.
double blocked_after(const RuleLimits* limits) {
    const StandardRow row = standard_row({}, Policy{}, {.limits = limits});
    StandardRow::State state = row.begin(Lift{.key = "A-1"});
    const Time from{std::chrono::hours{500'000}};
    double after = -1;
    for (int at = 0; at <= 300; at += 10) {
        Observation seen{.lift = 0, .motion = Motion::stopped, .door = Door::open};
        seen.time = from + std::chrono::seconds{at};
        row.push(state, seen, [&](const Event& event) {
            if (event.kind != EventKind::door_blocked) return;
            after = std::chrono::duration<double>(event.time - from).count();
        });
    }
    return after;
}

}  // namespace

TEST_CASE("limits that nobody has touched are those of the conditions") {
    RuleLimits limits;
    CHECK(limits.hold(EventKind::door_blocked)->raise == DoorBlockedCondition{}.limits.raise);
    CHECK(limits.hold(EventKind::long_idle)->raise == LongIdleCondition{}.limits.raise);
    CHECK(limits.hold(EventKind::close_abnormal)->unheard ==
          CloseAbnormalCondition{}.limits.unheard);
    CHECK(blocked_after(&limits) == 90);
    CHECK(blocked_after(nullptr) == 90);
}

TEST_CASE("a limit that was changed is the one that the row keeps to") {
    RuleLimits limits;
    limits.hold(EventKind::door_blocked)->raise = std::chrono::minutes{2};
    CHECK(blocked_after(&limits) == 120);
}

TEST_CASE("a rule with a memory of its own has no hold") {
    RuleLimits limits;
    CHECK(limits.hold(EventKind::entrapment) == nullptr);
    CHECK(limits.hold(EventKind::noise_abnormal) == nullptr);
}
