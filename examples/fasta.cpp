// SPDX-License-Identifier: Apache-2.0
/*
    fasta: a year's availability of railway lifts from polls, by the rules of github.com/br-data.

    Shows:      Availability, an adapter from another format, daylight saving as a table
    Try first:  nothing, but it wants data that is not part of this repository
    Run:        fasta DATA_FOLDER    (polls.csv.gz, state_runs.csv.gz, table of replaced lifts)
*/
#include <cstdio>
#include <map>
#include <string>

#include "hoistway/upkeep/availability.hpp"
using namespace hoistway;
using namespace std::chrono_literals;

struct StateRun {
    std::size_t first = 0, last = 0;  // polls
    Mode mode{};
};
using Runs = std::map<long, std::vector<StateRun>>;  // by equipment number, silent ones left out

template <class F>
static void for_each_line(const std::string& command, F&& use) {
    std::FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
    char line[256];
    while (pipe != nullptr && std::fgets(line, sizeof line, pipe) != nullptr) use(line);
    if (pipe != nullptr) pclose(pipe);
}

static Runs read_runs(const std::string& folder) {
    Runs lifts;
    for_each_line("gzip -dc '" + folder + "/state_runs.csv.gz'", [&](const char* line) {
        long number = 0;
        StateRun run;
        char state = 0;
        std::sscanf(line, "%ld,%zu,%zu,%c", &number, &run.first, &run.last, &state);
        run.mode = state == 'A' ? Mode::normal : state == 'I' ? Mode::out_of_service : Mode{};
        if (state == 'A' || state == 'I' || state == 'U') lifts[number].push_back(run);
    });
    // A lift that was replaced goes on under its new number once the old one has fallen silent.
    for_each_line("cat '" + folder + "/elevator_duplicates_manual_match.csv'", [&](char* line) {
        long was = 0, is = 0;
        if (std::sscanf(line, "%*[^;];%ld;%ld", &was, &is) != 2 || lifts.count(was) == 0) return;
        if (lifts.count(is) == 0 || lifts[was].back().last >= lifts[is].front().first) return;
        lifts[is].insert(lifts[is].begin(), lifts[was].begin(), lifts[was].end());
        lifts.erase(was);
    });
    return lifts;
}

int main(int argc, char** argv) {
    const std::string folder = argc > 1 ? argv[1] : ".";
    const auto at = [](long long seconds) { return Time{std::chrono::seconds{seconds}}; };
    std::vector<Time> polls;
    for_each_line("gzip -dc '" + folder + "/polls.csv.gz'", [&](const char* line) {
        long long seconds = 0;
        if (std::sscanf(line, "%*d,%lld", &seconds) == 1) polls.push_back(at(seconds));
    });
    if (polls.empty()) return std::puts("skipped: no data"), 0;
    const Runs lifts = read_runs(folder);
    AvailabilityOptions rules{.unheard_lifts = 1999, .more_days_than = 351};
    rules.offsets = {{never, 2h}, {at(1540688400), 1h}, {at(1553994000), 2h}, {at(1572138000), 1h}};
    Availability fleet(lifts.size(), rules);
    for (Observation seen; const auto& [number, runs] : lifts) {
        seen.lift = seen.lift == no_lift ? 0 : seen.lift + 1;
        for (const StateRun& run : runs) {
            seen.mode = run.mode;
            for (std::size_t poll = run.first; poll <= run.last && poll < polls.size(); ++poll) {
                seen.time = polls[poll];
                fleet.on(seen);
            }
        }
    }
    const FleetAvailability year = fleet.report();
    std::printf("%zu lifts, median %.0f slots inactive, %.1f %% available; ", year.lifts.size(),
                year.median_inactive, 100 * year.median_availability);
    std::printf("%zu inactive four weeks or more, %.2f a day\n", year.lifts_inactive_four_weeks,
                year.lifts_inactive_a_day);
}
