// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <memory>
#include <string>

#include "../city_files.hpp"
#include "../files.hpp"
#include "../talk.hpp"
#include "commands.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    CityChoice city;
    std::string link, out;
};

void run(const Options& options, Shared& shared) {
    const City city = make_city(options.city);
    make_folder(options.out);
    const bool frames = !options.link.empty();
    Output log(options.out + (frames ? "/frames.bin" : "/obs.jsonl"));
    CityNotes notes(city);
    Progress progress("simulating", static_cast<double>(city.lifts().size()));
    std::uint64_t observations = 0;
    std::string text;
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) {
        const std::string& key = city.lifts()[lift].key;
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
        observations += city.simulate(lift, sink).observations;
        progress.at(lift + 1.0);
    }
    log.keep();
    notes.write(options.out);
    Figures figures("simulate");
    figures.add("lifts", city.lifts().size())
        .add("observations", observations)
        .add("truths", notes.truths())
        .add("visits", notes.visits())
        .add("folder", options.out);
    close(figures, shared.json, false);
}

}  // namespace

void add_simulate(CLI::App& app, Shared& shared) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("simulate", "a made-up city: its registry, log, truth");
    add_city_options(*command, options->city);
    command->add_flag("--position", options->city.position, "boxes that measure where the car is");
    command
        ->add_option("--link", options->link, "write frames of this link, not an observation log")
        ->check(CLI::IsMember({"line_json"}));
    command->add_option("--out", options->out, "folder for the files")->required();
    command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
