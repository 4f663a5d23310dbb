// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

Date day(std::string_view text) { return *parse_date(text); }

Policy policy(std::string_view id) { return *load_policy(builtin_policy(id)->text, id); }

std::vector<Lift> two_lifts() {
    std::vector<Lift> lifts(2);
    lifts[0].key = "A-1";
    lifts[1].key = "A-2";
    for (Lift& lift : lifts) {
        lift.installed = Date{std::chrono::year{2020} / 1 / 1};
        lift.maintenance_unit = "甲";
        lift.floors = {{"1", 0}, {"2", 3}};
    }
    return lifts;
}

// Doors closed, ten seconds of movement to the other landing, doors open.
void add_run(std::vector<Observation>& log, LiftIndex lift, Time at) {
    const auto say = [&](int seconds, Motion motion, Door door, std::int16_t floor) {
        Observation seen;
        seen.time = at + std::chrono::seconds{seconds};
        seen.lift = lift;
        seen.motion = motion;
        seen.door = door;
        seen.floor = floor;
        log.push_back(seen);
    };
    say(0, Motion::stopped, Door::closed, 1);
    say(2, Motion::running, Door::closed, 1);
    say(12, Motion::stopped, Door::closed, 2);
    say(14, Motion::stopped, Door::open, 2);
}

// So many runs a day from 2 March 2026 on, five minutes apart.
std::vector<Observation> log_of(int days, int runs_of_first, int runs_of_second) {
    std::vector<Observation> log;
    for (int d = 0; d < days; ++d) {
        const Time morning = start_of(day("2026-03-02")) + std::chrono::hours{24 * d + 6};
        for (int i = 0; i < std::max(runs_of_first, runs_of_second); ++i) {
            const Time at = morning + std::chrono::minutes{5 * i};
            if (i < runs_of_first) add_run(log, 0, at);
            if (i < runs_of_second) add_run(log, 1, at + std::chrono::seconds{60});
        }
    }
    return log;
}

struct Study {
    std::vector<Lift> lifts = two_lifts();
    Policy rules;
    Analysis analysis;

    Study(Policy with, const std::vector<Observation>& log)
        : rules(std::move(with)), analysis(lifts, rules) {
        analysis.process(log);
        analysis.finish();
    }
};

// The policy of Shijiazhuang with a limit of runs that a test can reach, and two months.
Policy small(double runs) {
    Policy out = policy("shijiazhuang-2025");
    out.rows.resize(1);
    out.rows[0].limit = runs;
    out.interval.months = {2};
    return out;
}

}  // namespace

// 100 runs a day: 2,200 by 23 March, and 800 more take eight days. The other lift makes ten a day
// and is due by its interval of two months.
TEST_CASE("what comes first is forecast for each lift") {
    const Study study(small(3000), log_of(22, 100, 10));
    const auto all = first_forecasts(study.analysis, {.at = day("2026-03-23")});
    REQUIRE(all.size() == 2);
    CHECK(all[0].trigger == Trigger::runs);
    CHECK(all[0].value == 2200);
    CHECK(all[0].reach.expected == day("2026-03-31"));
    CHECK(all[1].trigger == Trigger::interval);
    CHECK(all[1].reach.expected == day("2026-05-02"));
}

TEST_CASE("only lifts that are due within the days asked for are listed") {
    const Study study(small(3000), log_of(22, 100, 10));
    CHECK(to_forecast_log(study.analysis, {.at = day("2026-03-23"), .days = 7}).empty());
    const std::string log = to_forecast_log(study.analysis, {.at = day("2026-03-23"), .days = 30});
    CHECK(log.find(R"({"lift":"A-1","policy":"shijiazhuang-2025","clause":"附件1表1第1项",)"
                   R"("trigger":"runs","value":2200,"limit":3000,"early":"2026-03-31",)"
                   R"("expected":"2026-03-31","late":)") == 0);
    CHECK(log.find("A-2") == log.npos);
}

TEST_CASE("the work of a unit is counted by day") {
    const Study study(small(3000), log_of(22, 100, 10));
    const std::string log = to_workload_log(study.analysis, WorkBy::maintenance_unit,
                                            {.at = day("2026-03-23"), .days = 9});
    CHECK(log ==
          "{\"maintenance_unit\":\"甲\",\"from\":\"2026-03-24\",\"total\":1,"
          "\"visits\":[0,0,0,0,0,0,0,1,0]}\n");
    CHECK(to_workload_log(study.analysis, WorkBy::division, {.at = day("2026-03-23"), .days = 1})
              .empty());
}

TEST_CASE("a week that was heard too shortly leaves the interval") {
    const Study study(small(3000), log_of(14, 100, 10));
    const auto all = first_forecasts(study.analysis, {.at = day("2026-03-15")});
    REQUIRE(all.size() == 2);
    CHECK(all[0].trigger == Trigger::interval);
}

TEST_CASE("another policy on the same log changes whose day it is") {
    const std::vector<Observation> log = log_of(22, 100, 10);
    const Study before(small(3000), log), after(policy("national-half-month"), log),
        soon(small(1000), log);
    const DueQuestion question{.at = day("2026-03-23"), .language = Language::en};
    CHECK(to_change_log(before.analysis, before.analysis, question).empty());
    const std::string national = to_change_log(before.analysis, after.analysis, question);
    CHECK(national.find(R"({"lift":"A-1","shift":"now_due","after":"2026-03-17",)"
                        R"("policy":"national-half-month")") == 0);
    CHECK(national.find("A-2") != national.npos);
    const std::string sooner = to_change_log(before.analysis, soon.analysis, question);
    CHECK(sooner.find(R"("sentence":"Lift A-1 becomes due on 2026-03-11 (附件1表1第1项).")") !=
          sooner.npos);
    CHECK(sooner.find("A-2") == sooner.npos);
}
