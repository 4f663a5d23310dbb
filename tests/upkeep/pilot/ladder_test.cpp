// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/ladder.hpp"

#include <doctest/doctest.h>

#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

using enum PilotStep;

static Date day(std::string_view text) { return *parse_date(text); }

static PilotRules rules() {
    return *load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin")->pilot;
}

static LadderAnswer at(std::string_view text, std::vector<PilotEntry> history,
                       const PilotRules& with = rules()) {
    const std::vector<int> months{1, 2, 3};
    return climb(with, months, history, day(text));
}

// Source 002, section 2 (2) 2.
TEST_CASE("the interval grows on the anniversary of the admission, if the year is renewed") {
    const std::vector<PilotEntry> history{{admitted, day("2026-05-01")},
                                          {renewed, day("2027-04-20")},
                                          {renewed, day("2028-04-20")},
                                          {renewed, day("2029-04-20")}};
    const std::pair<std::string_view, int> cases[] = {
        {"2026-04-30", 0}, {"2026-05-01", 1}, {"2027-04-30", 1}, {"2027-05-01", 2},
        {"2028-04-30", 2}, {"2028-05-01", 3}, {"2029-05-01", 3}};
    for (const auto& row : cases) {
        const auto& [text, months] = row;
        CAPTURE(row.first);
        CHECK(at(text, history).months == months);
        CHECK(!at(text, history).renewal_missing);
    }
    CHECK(at("2027-05-01", history).clause == "二（二）2、3、4");
    CHECK(at("2027-05-01", history).next_step == day("2028-05-01"));
    CHECK(at("2027-05-01", history).sentence.zh ==
          "自2026-05-01起为按需维保试点第2年，现场维保间隔不得超过2个月。");
}

TEST_CASE("a year that nobody renewed does not lengthen the interval") {
    const LadderAnswer answer = at("2027-05-01", {{admitted, day("2026-05-01")}});
    CHECK(answer.year == 1);
    CHECK(answer.months == 1);
    CHECK(answer.renewal_missing);
    CHECK(answer.sentence.en.find("nobody renewed") != std::string::npos);
}

TEST_CASE("a year that begins on 29 February begins on 1 March in other years") {
    const std::vector<PilotEntry> history{{admitted, day("2028-02-29")},
                                          {renewed, day("2029-01-01")}};
    CHECK(at("2029-02-28", history).months == 1);
    CHECK(at("2029-03-01", history).months == 2);
}

TEST_CASE("the early phase counts into the first year") {
    const std::vector<PilotEntry> history{{early_start, day("2025-12-01")},
                                          {admitted, day("2026-05-01")},
                                          {renewed, day("2026-11-20")}};
    CHECK(at("2026-01-15", history).months == 1);
    CHECK(at("2026-11-30", history).months == 1);
    CHECK(at("2026-12-01", history).months == 2);
    PilotRules without = rules();
    without.ladder.early_phase_counts = false;
    CHECK(at("2026-12-01", history, without).months == 1);
    CHECK(at("2027-05-01", history, without).months == 2);
}

// Source 002, section 2 (2) 3: the right interrupted, or another maintenance unit.
TEST_CASE("an interruption and a change of unit set the ladder back to its first step") {
    for (const PilotStep restart : {interrupted, company_changed}) {
        std::vector<PilotEntry> history{{admitted, day("2026-05-01")},
                                        {renewed, day("2027-04-20")},
                                        {restart, day("2027-07-01")}};
        CHECK(at("2027-06-30", history).months == 2);
        CHECK(at("2027-07-01", history).year == 0);
        CHECK(at("2027-07-01", history).months == 0);
        history.push_back({admitted, day("2027-09-01")});
        CHECK(at("2027-09-01", history).months == 1);
        CHECK(at("2028-08-31", history).months == 1);
        CHECK(at("2028-09-01", history).renewal_missing);
        history.push_back({renewed, day("2028-08-20")});
        CHECK(at("2028-09-01", history).months == 2);
    }
}

// Source 004, annex 2, section 1: three months from the beginning, and no renewal.
TEST_CASE("where a policy has one step, only leaving begins anew") {
    const Policy shanghai = *load_policy(builtin_policy("shanghai-2020")->text, "builtin");
    const auto months = [&](std::string_view text, const std::vector<PilotEntry>& history) {
        return climb(*shanghai.pilot, shanghai.interval.months, history, day(text)).months;
    };
    std::vector<PilotEntry> history{{admitted, day("2020-07-01")},
                                    {interrupted, day("2020-12-01")},
                                    {company_changed, day("2021-02-01")}};
    CHECK(months("2020-06-30", history) == 0);
    CHECK(months("2020-07-01", history) == 3);
    CHECK(months("2021-12-31", history) == 3);
    history.push_back({left, day("2022-01-01")});
    CHECK(months("2021-12-31", history) == 3);
    CHECK(months("2022-01-01", history) == 0);
}

TEST_CASE("who had to leave may apply again after two years to the day") {
    const std::vector<PilotEntry> history{{admitted, day("2026-05-01")}, {left, day("2026-08-15")}};
    CHECK(!at("2026-08-14", history).banned_until);
    CHECK(at("2026-08-15", history).year == 0);
    CHECK(at("2026-08-15", history).banned_until == day("2028-08-15"));
    CHECK(at("2028-08-14", history).banned_until == day("2028-08-15"));
    CHECK(!at("2028-08-15", history).banned_until);
    const auto ban = ban_answer(rules(), at("2027-01-01", history));
    REQUIRE(ban);
    CHECK(ban->clause == "五末段");
    CHECK(ban->sentence.zh == "退出后两年内不得重新申请，最早可于2028-08-15申请。");
    CHECK(!ban_answer(rules(), at("2028-08-15", history)));
}

TEST_CASE("a history in disorder says the same") {
    const std::vector<PilotEntry> history{{renewed, day("2027-04-20")},
                                          {admitted, day("2026-05-01")}};
    CHECK(at("2027-05-01", history).months == 2);
    CHECK(at("2027-05-01", {}).year == 0);
}
