// SPDX-License-Identifier: Apache-2.0

#include <fmt/core.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "../city_files.hpp"
#include "../files.hpp"
#include "../talk.hpp"
#include "commands.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/sim/scenario.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    CityChoice city;
    std::string link, out, scenario;
    bool list = false;
};

// What is told of which lift.
using Teller = std::function<Totals(LiftIndex, const CitySink&)>;

void write_stories(const Options& options, Shared& shared, std::span<const Lift> lifts,
                   const Teller& tell_lift) {
    make_folder(options.out);
    const bool frames = !options.link.empty();
    Output log(options.out + (frames ? "/frames.bin" : "/obs.jsonl"));
    CityNotes notes(lifts);
    Progress progress("simulating", static_cast<double>(lifts.size()));
    std::uint64_t observations = 0;
    std::string text;
    for (LiftIndex lift = 0; lift < lifts.size(); ++lift) {
        const std::string& key = lifts[lift].key;
        LineJsonVoice voice;
        if (frames) voice.log_in(text, key);
        CitySink sink = notes.sink();
        sink.observations = [&](std::span<const Observation> said) {
            for (const Observation& seen : said) {
                if (frames) {
                    voice.say(text, seen);
                } else {
                    append_observation(text, seen, key);
                    text += '\n';
                }
            }
            log.write(text);
            text.clear();
        };
        observations += tell_lift(lift, sink).observations;
        progress.at(lift + 1.0);
    }
    log.keep();
    notes.write(options.out);
    Figures figures("simulate");
    figures.add("lifts", lifts.size())
        .add("observations", observations)
        .add("truths", notes.truths())
        .add("visits", notes.visits())
        .add("folder", options.out);
    close(figures, shared.json, false);
}

void list_scenarios() {
    std::string text;
    for (const Scenario& scenario : scenarios()) text += scenario.name + '\n';
    fmt::print("{}", text);
}

// Those whose name begins so, each on a lift of its own, with their names beside the log.
void run_scenarios(const Options& options, Shared& shared) {
    std::vector<const Scenario*> chosen;
    std::vector<Lift> lifts;
    std::string names;
    for (const Scenario& scenario : scenarios()) {
        if (!scenario.name.starts_with(options.scenario)) continue;
        chosen.push_back(&scenario);
        lifts.push_back(scenario.lift);
        names += R"({"lift":")" + scenario.lift.key + R"(","scenario":)";
        append_json_string(names, scenario.name);
        names += "}\n";
    }
    if (chosen.empty()) {
        throw Failure{"no scenario's name begins with '" + options.scenario +
                      "': see hoistway simulate --list-scenarios"};
    }
    write_stories(options, shared, lifts, [&](LiftIndex lift, const CitySink& sink) {
        CitySink here = sink;  // where a lift's number is its place among the chosen
        here.truth = [&](Truth truth) {
            truth.lift = lift;
            sink.truth(truth);
        };
        here.visit = [&](Visit visit) {
            visit.lift = lift;
            sink.visit(visit);
        };
        return tell(*chosen[lift], here);
    });
    write_whole(options.out + "/scenarios.jsonl", names);
}

void run(const Options& options, Shared& shared) {
    if (options.list) return list_scenarios();
    if (options.out.empty()) throw Failure{"--out is missing: name a folder (see --help)"};
    if (!options.scenario.empty()) return run_scenarios(options, shared);
    const City city = make_city(options.city);
    write_stories(options, shared, city.lifts(),
                  [&](LiftIndex lift, const CitySink& sink) { return city.simulate(lift, sink); });
}

void add_disturbances(Command command, Disturbances& disturbances) {
    command.add_option("--packet-loss", disturbances.packet_loss,
                       "share of the records that never arrive, 0 to 0.5");
    command.add_option("--disorder", disturbances.disorder, "share that arrives late, 0 to 0.5");
    command.add_option("--repeats", disturbances.repeats, "share that arrives twice, 0 to 0.5");
    command.add_option("--flicker", disturbances.flicker,
                       "times a day that presence is lost or made up for seconds");
    command.add_option("--clock-drift", disturbances.clock_drift,
                       "s a day that a box's clock gains or loses at most, up to 50");
    command.add_option("--analog-noise", disturbances.analog_noise,
                       "m that a position is off at most");
}

}  // namespace

void add_simulate(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("simulate", "a made-up city: its registry, log, truth");
    add_city_options(command, options->city);
    command.add_flag("--position", options->city.position, "boxes that measure where the car is");
    command
        .add_option("--full-boxes", options->city.full_boxes,
                    "percent of the boxes that measure noise, vibration, temperature and load too")
        .show_default();
    command
        .add_option("--heartbeat", options->city.heartbeat,
                    "s after which a box speaks though nothing is new")
        .within(1, 359)
        .show_default();
    command
        .add_option("--all-kinds", options->city.all_kinds,
                    "every fault so often, per 1,000 lifts and year")
        .not_negative();
    add_disturbances(command, options->city.disturbances);
    command.add_option("--scenario", options->scenario,
                       "instead of a city, the scenarios whose name begins so");
    command.add_flag("--list-scenarios", options->list, "print the names of the scenarios");
    command.add_option("--link", options->link, "write frames of this link, not an observation log")
        .one_of({"line_json"});
    command.add_option("--out", options->out, "folder for the files");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
