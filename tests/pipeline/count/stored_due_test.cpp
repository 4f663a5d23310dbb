// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/count/stored_due.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "counted.hpp"
#include "hoistway/pipeline/plan.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// A month of one lift, with visits and verdicts on some of its entrapments.
Days long_days(std::uint64_t seed) {
    const CityOptions options = told_city(seed, 30, 1500);
    Days days = days_of(options);
    end_days(days, options);
    std::mt19937_64 random(seed);
    days.visits.clear();
    for (std::uint64_t i = 0; i < seed % 3; ++i) {
        const Time time = days.log[random() % days.log.size()].time;
        days.visits.push_back({.kind = RecordKind::visit, .lift = 0, .time = time});
    }
    const Policy policy = shijiazhuang();
    Analysis analysis(days.lifts, policy);
    analysis.process(days.log);
    for (const Event& event : analysis.events()) {
        if (event.kind != EventKind::entrapment || event.phase != Phase::raised) continue;
        if (random() % 3 != 0) continue;
        days.visits.push_back({.kind = RecordKind::classification,
                               .lift = 0,
                               .time = event.time + std::chrono::hours{1},
                               .event = event.time,
                               .verdict = AlarmVerdict::false_alarm});
    }
    return days;
}

// Limits that lie somewhere in what the lift has done; entrapments within a month, or ever.
Policy made_up_policy(const Counts& done, std::mt19937_64& random) {
    Policy policy = shijiazhuang();
    const PolicyRow like = policy.rows.front();
    policy.rows.clear();
    for (const Trigger trigger : {Trigger::runs, Trigger::door_cycles, Trigger::run_time,
                                  Trigger::rope_bends, Trigger::distance}) {
        PolicyRow row = like;
        row.trigger = trigger;
        row.applies = {};
        row.limit = value_in_units(done, trigger) * static_cast<double>(random() % 1000 + 1) / 900;
        if (row.limit > 0) policy.rows.push_back(row);
    }
    PolicyRow trapped = like;
    trapped.trigger = Trigger::entrapments;
    trapped.applies = {};
    trapped.limit = static_cast<double>(random() % 3 + 1);
    trapped.within_months = static_cast<int>(random() % 2);
    policy.rows.push_back(trapped);
    return policy;
}

Analysis analysed(const Days& days, const Policy& policy) {
    Analysis analysis(days.lifts, policy);
    analysis.add(days.visits);
    analysis.process(days.log);
    analysis.finish();
    return analysis;
}

// Counted in two sessions, the second of which hears of no observation again.
CountStudy counted_in_two(const Days& days, std::size_t stop) {
    CountStudy first(days.lifts);
    first.add(days.visits);
    first.process(std::span(days.log).first(stop));
    const auto only_lift = [](std::string_view) { return LiftIndex{0}; };
    const CounterFile kept = read_counter_log(to_counter_log(first), "kept", only_lift);
    REQUIRE(kept.refusals.empty());
    CountStudy second(days.lifts);
    second.resume(kept.lifts, CountFeed::goes_on);
    second.add(days.visits);
    second.process(std::span(days.log).subspan(stop));
    return second;
}

CountStudy reopened(const CountStudy& study) {
    const auto only_lift = [](std::string_view) { return LiftIndex{0}; };
    CountStudy out(study.lifts());
    out.resume(read_counter_log(to_counter_log(study), "kept", only_lift).lifts,
               CountFeed::goes_on);
    return out;
}

// So many runs on each of so many days, every minute from noon.
std::vector<Observation> runs_of_days(int days, int runs) {
    std::vector<Observation> log;
    for (int day = 0; day < days; ++day) {
        for (int run = 0; run < runs; ++run) add_run(log, day * 86400.0 + 43200 + run * 60);
    }
    return log;
}

const std::vector<Lift> one_lift = lifts_of_ten_floors(1);

}  // namespace

TEST_CASE("stored counts say what is due as all observations do, under any policy") {
    std::size_t seen = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Days days = long_days(seed);
        std::mt19937_64 random(seed);
        const CountStudy study = counted_in_two(days, random() % days.log.size());
        const CountStudy again = reopened(study);
        const Counts done = study.standing(0).counts;
        for (int round = 0; round < 5; ++round) {
            CAPTURE(seed);
            CAPTURE(round);
            const Policy policy = made_up_policy(done, random);
            const Analysis analysis = analysed(days, policy);
            const StoredDue stored(round % 2 == 0 ? study : again, policy);
            const DueQuestion question{.at = date_of(stored.newest())};
            const std::string expected = to_due_log(analysis, question);
            REQUIRE(to_due_log(stored, question) == expected);
            seen += static_cast<std::size_t>(std::count(expected.begin(), expected.end(), '\n'));
            CHECK(stored.record(0).since_visit == analysis.record(0).since_visit);
            CHECK(stored.record(0).runs_by_day == analysis.record(0).runs_by_day);
            const ForecastQuery ahead{.at = question.at, .days = 400};
            CHECK(to_forecast_log(stored, ahead) == to_forecast_log(analysis, ahead));
            CHECK(to_workload_log(stored, WorkBy::division, ahead) ==
                  to_workload_log(analysis, WorkBy::division, ahead));
        }
    }
    CHECK(seen > 30);
}

TEST_CASE("two policies over the same stored counts differ as over the observations") {
    const Days days = long_days(3);  // without a visit
    const CountStudy study = reopened(counted_in_two(days, days.log.size()));
    Policy a = shijiazhuang();
    a.rows.resize(1);
    a.rows[0].applies = {};
    a.rows[0].limit = static_cast<double>(study.standing(0).counts.runs) / 4;
    Policy b = a;
    b.rows[0].limit *= 2;
    const DueQuestion question{.at = date_of(study.newest())};
    const std::string expected = to_change_log(analysed(days, a), analysed(days, b), question);
    CHECK(expected.find("\"later\"") != std::string::npos);
    CHECK(to_change_log(StoredDue(study, a), StoredDue(study, b), question) == expected);
}

TEST_CASE("a visit that was told since the counts were stored sets them back") {
    CountStudy study(one_lift);
    study.process(runs_of_days(40, 3));
    CountStudy later = reopened(study);
    const Policy policy = shijiazhuang();
    const DueQuestion question{.at = date_of(second(45 * 86400.0))};
    CHECK(StoredDue(later, policy).due(question).size() == 1);  // a month has gone by
    const Time visit = second(41 * 86400.0);
    later.add(std::vector<BusinessRecord>{{.kind = RecordKind::visit, .lift = 0, .time = visit}});
    const StoredDue stored(later, policy);
    CHECK(stored.due(question).empty());
    CHECK(stored.record(0).since == visit);
    CHECK(stored.record(0).counts.runs == 120);
    CHECK(stored.record(0).since_visit.runs == 0);
}

TEST_CASE("all days since the visit are kept, and the newest 92") {
    struct Case {
        int visit_day;
        std::size_t kept;
    };
    for (const Case& c : {Case{-1, 200}, Case{50, 150}, Case{107, 93}, Case{108, 92}, {190, 92}}) {
        CAPTURE(c.visit_day);
        CountStudy study(one_lift);
        if (c.visit_day >= 0) {
            const Time noon = second(c.visit_day * 86400.0 + 43200 + 90);
            study.add(
                std::vector<BusinessRecord>{{.kind = RecordKind::visit, .lift = 0, .time = noon}});
        }
        study.process(runs_of_days(200, 3));
        const std::vector<DayCounts> days = study.standing(0).days;
        REQUIRE(days.size() == c.kept);
        CHECK(days.back().day == date_of(second(199 * 86400.0)));
        CHECK(days.back().runs == 3);
        CHECK(days.back().rope_bends == 0);  // the papers tell no roping
    }
}

TEST_CASE("a lift that nobody has heard of is due for nothing") {
    const CountStudy study(one_lift);
    const Policy policy = shijiazhuang();
    const StoredDue stored(study, policy);
    CHECK(stored.newest() == never);
    CHECK(stored.due({.at = date_of(second(0))}).empty());
    CHECK(stored.record(0).first_heard == never);
    CHECK(to_forecast_log(stored, {.at = date_of(second(0))}).empty());
}
