// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/life.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static WearPart part(std::vector<PartLife> lives) {
    WearPart out;
    out.id = "door_operator";
    out.name = {"门机", "Door operator"};
    out.lives = std::move(lives);
    return out;
}

static PartUse use(std::uint64_t cycles, std::uint64_t runs = 1000) {
    PartUse out{.fitted = day("2020-03-31")};
    out.counts.runs = runs;
    out.counts.door_cycles = cycles;
    return out;
}

TEST_CASE("a part is warned of from its share on, and over at its limit") {
    const WearPart door = part({{LifeBy::door_cycles, 100000, "made up"}});
    const std::pair<std::uint64_t, PartState> cases[] = {
        {0, PartState::fine},     {89999, PartState::fine},  {90000, PartState::warn},
        {99999, PartState::warn}, {100000, PartState::over}, {120000, PartState::over}};
    for (const auto& row : cases) {
        const auto& [cycles, state] = row;
        CAPTURE(row.first);
        CHECK(judge(door, use(cycles), day("2026-03-01")).state == state);
    }
}

TEST_CASE("a life of months ends on its day") {
    const WearPart door = part({{LifeBy::months, 71, "made up"}});
    CHECK(judge(door, use(0), day("2026-02-27")).state == PartState::warn);
    CHECK(judge(door, use(0), day("2026-02-28")).state == PartState::over);
    CHECK(judge(door, use(0), day("2026-02-28")).next == day("2026-02-28"));
}

TEST_CASE("of several lives the one that is used up most is told") {
    const WearPart door =
        part({{LifeBy::door_cycles, 100000, "manual"}, {LifeBy::months, 90, "law"}});
    CHECK(judge(door, use(50000), day("2026-03-31")).by == LifeBy::months);
    CHECK(judge(door, use(50000), day("2026-03-31")).source == "law");
    CHECK(judge(door, use(85000), day("2026-03-31")).by == LifeBy::door_cycles);
}

// 20,000 cycles are left, at four a run of 500 a day: ten days.
TEST_CASE("the end is expected where the lift's week takes it") {
    const WearPart door = part({{LifeBy::door_cycles, 100000, "made up"}});
    const auto week = week_rate(std::vector<std::uint32_t>(28, 500), day("2026-03-02"));
    const PartAnswer answer = judge(door, use(80000, 20000), day("2026-03-29"), week);
    CHECK(answer.next == day("2026-04-08"));
    CHECK(answer.sentence.zh ==
          "门机：已使用80000，寿命100000次开关门（80%），预计2026-04-08到期。");
    CHECK(!judge(door, use(80000, 20000), day("2026-03-29")).next);
    CHECK(judge(door, use(100000, 25000), day("2026-03-29")).sentence.en ==
          "Door operator: 100000 of 100000 door cycles used (100 %), over: to be replaced.");
}

TEST_CASE("a life that nobody could count is unknown, unless another one is over") {
    WearPart ropes = part({{LifeBy::element_bends, 1000000, "made up"}, {LifeBy::months, 60, "m"}});
    PartUse rope = use(0);
    CHECK(judge(ropes, rope, day("2021-03-31")).state == PartState::unknown);
    CHECK(judge(ropes, rope, day("2025-03-31")).state == PartState::over);
    rope.element_bends = 950000;
    CHECK(judge(ropes, rope, day("2021-03-31")).state == PartState::warn);
    ropes.lives = {{LifeBy::rope_bends, 100, "made up"}};
    rope.counts.rope_bends = 50;
    CHECK(judge(ropes, rope, day("2021-03-31")).state == PartState::fine);
    rope.counts.runs_of_unknown_roping = 1;
    CHECK(judge(ropes, rope, day("2021-03-31")).state == PartState::unknown);
    CHECK(judge(part({}), rope, day("2021-03-31")).state == PartState::unknown);
}

TEST_CASE("a part has gone through what was counted since it was fitted") {
    Counts before, now;
    before.runs = 100;
    before.distance_mm = 5000;
    now.runs = 250;
    now.distance_mm = 9000;
    now.door_cycles = 7;
    const Counts used = now - before;
    CHECK(used.runs == 150);
    CHECK(used.distance_mm == 4000);
    CHECK(used.door_cycles == 7);
}
