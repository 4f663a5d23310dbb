// SPDX-License-Identifier: Apache-2.0
//
// The due list of a big city from stored counters: 160,000 lifts, each with what was counted since
// its last visit, its papers and the policy, and out of them every item with clause, numbers and
// sentence, the earliest first; once from states in memory and once from the days of a counter log.
// Beside it the forecast of every lift with the workload of its
// units, and the exit conditions of every lift in the pilot.
//
//     upkeep_bench --benchmark_min_time=1

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/count/stored_due.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/upkeep/forecast.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/pilot/history.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

constexpr LiftIndex city_size = 160000;

Date day(std::string_view text) { return *parse_date(text); }

// Lifts of all ages with up to 20,000 runs since a visit of the last six weeks.
struct City {
    Policy policy = *load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin");
    WorkCalendar calendar = *load_calendar(builtin_calendar("china")->text, "china");
    std::vector<Lift> lifts;
    std::vector<DueWatch::State> states;
    std::vector<Counts> counts;
    std::vector<Date> since;
    std::vector<std::vector<std::uint32_t>> days;

    City() {
        const DueWatch watch{policy};
        std::uint64_t seed = 1;
        const auto draw = [&](std::uint64_t below) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            return (seed >> 33) % below;
        };
        for (LiftIndex i = 0; i < city_size; ++i) {
            Lift& lift = lifts.emplace_back();
            lift.key = "L-" + std::to_string(i);
            lift.maintenance_unit = "unit-" + std::to_string(i % 300);
            lift.roping = i % 3 == 0 ? Roping::one_to_one : Roping::two_to_one;
            lift.installed = Date{std::chrono::year{2000 + static_cast<int>(draw(25))} / 6 / 15};
            since.push_back(
                Date{std::chrono::sys_days{day("2026-03-31")} - std::chrono::days{draw(42)}});
            Counts& sum = counts.emplace_back();
            sum.runs = draw(20000);
            sum.door_cycles = sum.runs * 2;
            sum.rope_bends = sum.runs * bends_per_run(lift.roping);
            sum.distance_mm = static_cast<std::int64_t>(sum.runs) * 15000;
            sum.run_time = std::chrono::seconds{sum.runs * 14};
            sum.entrapments = draw(100) == 0 ? 2 : 0;
            DueWatch::State& state = states.emplace_back();
            const Counted counted{start_of(day("2026-03-30")), i, start_of(since.back()), false,
                                  sum};
            watch.on(state, counted, [](const auto&) {});
            std::vector<std::uint32_t>& by_day = days.emplace_back();
            for (int k = 0; k < 56; ++k) {
                by_day.push_back(static_cast<std::uint32_t>(200 + draw(400)));
            }
        }
    }
};

const City& city() {
    static const City all;
    return all;
}

std::vector<DueItem> due_list() {
    const City& all = city();
    const DueQuestion question{.at = day("2026-03-31")};
    std::vector<DueItem> out;
    for (LiftIndex i = 0; i < city_size; ++i) {
        for (DueItem& item : due_items(i, all.lifts[i], all.states[i], all.policy, question)) {
            out.push_back(std::move(item));
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const DueItem& a, const DueItem& b) { return a.due < b.due; });
    return out;
}

void due(benchmark::State& state) {
    city();
    std::size_t items = 0;
    for (auto _ : state) items = due_list().size();
    state.counters["items"] = static_cast<double>(items);
    state.counters["lifts/s"] =
        benchmark::Counter(city_size, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(due)->Unit(benchmark::kMillisecond);

// What the counter log of a quarter holds: a day of counts for each day since long before the
// visit.
std::vector<KeptCounts> quarter_of(const City& all) {
    std::vector<KeptCounts> out;
    for (LiftIndex i = 0; i < city_size; ++i) {
        KeptCounts& kept = out.emplace_back();
        kept.lift = i;
        kept.since = start_of(all.since[i]);
        kept.first_heard = start_of(day("2025-12-30"));
        kept.last_heard = start_of(day("2026-03-31"));
        kept.counts = kept.since_visit = all.counts[i];
        for (int back = 0; back < days_kept; ++back) {
            kept.days.push_back(
                {.day = Date{std::chrono::sys_days{day("2025-12-30")} + std::chrono::days{back}},
                 .runs = 300,
                 .door_cycles = 600,
                 .rope_bends = 900,
                 .run_time_ms = 4200000,
                 .distance_mm = 4500000});
        }
    }
    return out;
}

void stored(benchmark::State& state) {
    const City& all = city();
    CountStudy study(all.lifts);
    study.resume(quarter_of(all), CountFeed::goes_on);
    std::size_t items = 0;
    for (auto _ : state) {
        items = StoredDue(study, all.policy).due({.at = day("2026-03-31")}).size();
    }
    state.counters["items"] = static_cast<double>(items);
    state.counters["lifts/s"] =
        benchmark::Counter(city_size, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(stored)->Unit(benchmark::kMillisecond);

void forecast(benchmark::State& state) {
    const City& all = city();
    std::size_t visits = 0;
    for (auto _ : state) {
        std::vector<DueForecast> first;
        for (LiftIndex i = 0; i < city_size; ++i) {
            const ForecastCase about{
                i, &all.lifts[i], day("2026-03-31"), all.since[i], all.counts[i], all.counts[i], 1};
            auto list = forecast_due(about, all.policy, week_rate(all.days[i], day("2026-02-04")));
            if (!list.empty()) first.push_back(std::move(list.front()));
        }
        visits = 0;
        for (const Workload& unit :
             workload(first, all.lifts, WorkBy::maintenance_unit, day("2026-04-01"))) {
            visits += unit.total;
        }
    }
    state.counters["visits"] = static_cast<double>(visits);
    state.counters["lifts/s"] =
        benchmark::Counter(city_size, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(forecast)->Unit(benchmark::kMillisecond);

void exits(benchmark::State& state) {
    const City& all = city();
    std::size_t leaving = 0;
    for (auto _ : state) {
        leaving = 0;
        for (LiftIndex i = 0; i < city_size; ++i) {
            PilotHistory history;
            history.faults_before = {i % 7, 365};
            history.faults_since = {i % 19, 300};
            history.down = {{day("2026-03-01"), {}}};
            const FactSheet sheet = facts_of(history, all.calendar, day("2026-03-20"));
            const auto answers = judge(*all.policy.pilot, {Subject::lift, Purpose::exit}, sheet,
                                       {.lift = all.lifts[i].key, .at = day("2026-03-20")});
            leaving += has_to_leave(answers) == Flag::yes;
        }
    }
    state.counters["leaving"] = static_cast<double>(leaving);
}
BENCHMARK(exits)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
