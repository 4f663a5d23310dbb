// SPDX-License-Identifier: Apache-2.0
/*
    city_pilot: a city's bureau asks who has to leave the pilot of on-demand upkeep, who is due in
    the next 30 days, and what another policy would change.

    Shows:      read_pilot_cases, to_pilot_log, first_forecasts, workload, compare_due, told
    Try first:  quickstart; docs/upkeep.md
    Run:        city_pilot        (city_pilot.py asks the same in Python)
*/
#include <cstdio>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/plan.hpp"
#include "hoistway/sim/city.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/pilot/case_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
using namespace hoistway;

// What the bureau's own files say of two lifts; a lift that is not here has nothing against it.
constexpr std::string_view case_text = R"(
{"name":"SJZ-0001","subject":"lift","down":[["2026-03-02","2026-03-24"]]}
{"name":"SJZ-0002","subject":"lift","complaints":["2026-01-05","2026-02-11","2026-03-20"]}
)";

static Policy policy_of(std::string_view id) { return *load_policy(builtin_policy(id)->text, id); }

// Who has to leave, by which clause, and the numbers in a sentence.
static void print_leavers(const Policy& policy, const WorkCalendar& calendar, Date at) {
    for (const PilotFile& file : read_pilot_cases(case_text, "cases").cases) {
        const FactSheet facts = facts_of_case(file, calendar, at);
        for (const PilotAnswer& answer : judge(*policy.pilot, {file.subject, Purpose::exit}, facts,
                                               {.lift = file.name, .at = at})) {
            if (answer.holds != Flag::yes) continue;
            std::printf("leaves: %s, %s\n", file.name.c_str(), answer.sentence.en.c_str());
        }
    }
}

static void print_ahead(const Analysis& analysis, Date at) {
    const auto first = first_forecasts(analysis, {.at = at});
    for (const Workload& unit :
         workload(first, analysis.lifts(), WorkBy::maintenance_unit, at, 30)) {
        std::printf("ahead: %s, %u visits in 30 days\n", unit.name.c_str(), unit.total);
    }
}

// What policy B would change on a day.
static void print_changes(const Analysis& a, const Analysis& b, Date at) {
    const DueQuestion question{.at = at};
    for (const DueChange& change : compare_due(a.due(question), b.due(question))) {
        std::printf("B: %s\n", told(change, a.lifts()[change.lift].key).en.c_str());
    }
}

int main() {
    const City city{{.lifts = 6, .days = 30, .seed = 1}};
    const Policy policy_a = policy_of("shijiazhuang-2025"), policy_b = policy_of("shanghai-2020");
    Analysis a{city.lifts(), policy_a}, b{city.lifts(), policy_b};
    CitySink sink;
    sink.observations = [&](std::span<const Observation> said) {
        a.process(said);
        b.process(said);
    };
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) city.simulate(lift, sink);
    a.finish();
    b.finish();

    const Date today = *parse_date("2026-03-30"), soon = *parse_date("2026-04-29");
    print_leavers(policy_a, *load_calendar(builtin_calendar("china")->text, "china"), today);
    print_ahead(a, today);
    print_changes(a, b, soon);
}
