// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/targets.hpp"

#include <doctest/doctest.h>

#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static Policy policy(std::string_view id) { return *load_policy(builtin_policy(id)->text, id); }

// Source 003, section 2: 40 % by the end of 2022, 80 % by the end of 2023, then nearly all.
TEST_CASE("a share is reached at the share, and missed once its day is over") {
    const std::vector<Target> targets = policy("putian-2021").targets;
    const auto reached = [&](std::uint32_t covered, std::string_view at) {
        std::string out;
        for (const TargetAnswer& answer : judge(targets, covered, 10000, day(at))) {
            out += answer.reached ? 'r' : answer.missed ? 'm' : '-';
        }
        return out;
    };
    CHECK(reached(3999, "2022-12-31") == "---");
    CHECK(reached(3999, "2023-01-01") == "m--");
    CHECK(reached(4000, "2023-01-01") == "r--");
    CHECK(reached(7999, "2024-01-01") == "rm-");
    CHECK(reached(9999, "2025-01-01") == "rrm");
    CHECK(reached(10000, "2025-01-01") == "rrr");
    CHECK(judge(targets, 7999, 10000, day("2024-01-01"))[1].sentence.zh ==
          "智慧监管平台推广运用覆盖率（至2023-12-31）：目标80%，现为79.9%，未达到。");
}

// Source 004, section 2 (3): each district inspects 5 % of the pilot's lifts.
TEST_CASE("a share of one in twenty is reached at one in twenty") {
    const std::vector<Target> targets = policy("shanghai-2020").targets;
    REQUIRE(targets.size() == 1);
    CHECK(!judge(targets, 49, 1000, day("2021-01-01"))[0].reached);
    CHECK(judge(targets, 50, 1000, day("2021-01-01"))[0].reached);
}

TEST_CASE("a target may be a number of lifts") {
    const std::vector<Target> targets = policy("dazhou-2024").targets;
    CHECK(!judge(targets, 14187, 14188, day("2024-12-31"))[0].reached);
    CHECK(judge(targets, 14188, 14188, day("2024-12-31"))[0].reached);
    CHECK(!judge(targets, 999, 14188, day("2024-12-31"))[1].reached);
    CHECK(judge(targets, 1000, 14188, day("2024-12-31"))[1].reached);
}

TEST_CASE("a city without lifts reaches no share") {
    CHECK(!judge(policy("putian-2021").targets, 0, 0, day("2022-01-01"))[0].reached);
}

// Source 003, section 4 (2) asks for a warning and names no number of minutes.
TEST_CASE("a visit is too short by the minutes that somebody has set") {
    VisitTime rule = *policy("putian-2021").visit_time;
    CHECK(judge_visit(rule, "A-1", 12).too_short == Flag::unknown);
    rule.minutes = 20;
    CHECK(judge_visit(rule, "A-1", 20).too_short == Flag::no);
    CHECK(judge_visit(rule, "A-1", 20).sentence.empty());
    CHECK(judge_visit(rule, "A-1", 19).too_short == Flag::yes);
    CHECK(judge_visit(rule, "A-1", 19).sentence.zh ==
          "电梯A-1本次维保耗时19分钟，少于规定的最低20分钟，系统予以警示。");
}
