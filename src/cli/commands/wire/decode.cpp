// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>
#include <vector>

#include "../../files.hpp"
#include "../../inputs.hpp"
#include "../../talk.hpp"
#include "../commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/links.hpp"
#include "hoistway/wire/log/observation_json.hpp"
#include "hoistway/wire/recording.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string link = "line_json", profile, lift, received, registry, in = "-", out = "-", records;
};

Time received_at(const std::string& text) {
    if (text.empty()) return never;
    const Result<Time> time = parse_time(text);
    if (!time) throw Failure{"--received " + text + " is no time: write RFC 3339 with a zone"};
    return *time;
}

// The landing that the registry knows under this label.
std::int16_t landing_of(const Registry& registry, std::string_view key, std::string_view label) {
    const LiftIndex lift = registry.find(key);
    if (lift == no_lift) return no_floor;
    const auto& floors = registry[lift].floors;
    for (std::size_t i = 0; i < floors.size(); ++i) {
        if (floors[i].label == label) return static_cast<std::int16_t>(i + 1);
    }
    return no_floor;
}

// What was read goes out piece by piece: observations to one place, all else to another or, where
// none was named, to the same.
class Writer {
 public:
    explicit Writer(const Options& options) : out_(options.out) {
        if (!options.records.empty()) records_ = std::make_unique<Output>(options.records);
    }

    void write(Recording& recording) {
        std::string text;
        for (const Observation& seen : recording.take_observations()) {
            append_observation(text, seen, recording.lifts()[seen.lift]);
            text += '\n';
        }
        out_.write(text);
        (records_ ? *records_ : out_).write(recording.take_records());
    }

    void keep() {
        out_.keep();
        if (records_) records_->keep();
    }

 private:
    Output out_;
    std::unique_ptr<Output> records_;
};

Recording open(const Options& options, const Registry& registry, const std::string& name) {
    RecordingOptions set{
        .link = options.link, .lift = options.lift, .received = received_at(options.received)};
    if (!options.profile.empty()) set.profile = load_profile_named(options.profile);
    if (!options.registry.empty()) {
        set.floor_of = [&](std::string_view lift, std::string_view label) {
            return landing_of(registry, lift, label);
        };
    }
    return {name, std::move(set)};
}

void run(const Options& options, Shared& shared) {
    RegistryInput known;
    if (!options.registry.empty()) known = load_registry(options.registry);
    Input input(options.in);
    Recording recording = open(options, known.registry, input.name());
    Writer writer(options);
    Progress progress("decoding", static_cast<double>(input.size()));
    for (std::string_view part = input.next(); !part.empty(); part = input.next()) {
        recording.feed(part);
        writer.write(recording);
        progress.at(static_cast<double>(input.done()));
    }
    recording.finish();
    writer.write(recording);
    writer.keep();
    const RecordingStats stats = recording.stats();
    tell(recording.refusals(), stats.refused);
    Figures figures("decode");
    figures.add("bytes", input.done())
        .add("lifts", recording.lifts().size())
        .add("frames", stats.frames)
        .add("observations", stats.observations);
    figures.add("refused", stats.refused)
        .add("garbage_bytes", stats.garbage_bytes)
        .add("out_of_range_values", stats.out_of_range_values)
        .add("unknown_keys", stats.unknown_keys)
        .add("records", stats.records);
    close(figures, shared.json, options.out == "-");
}

}  // namespace

void add_decode(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("decode", "a device's bytes in, observations out");
    command.add_option("--link", options->link, "the device link or envelope the bytes are of")
        .one_of({link_names.begin(), link_names.end()});
    command.add_option("--profile", options->profile,
                       "id or file of a platform's dialect; the input is its JSON, one a line");
    command.add_option("--lift", options->lift, "key of the lift, where no login says it");
    command.add_option("--received", options->received, "time for messages that carry none");
    command.add_option("--registry", options->registry, "lifts, for floors told by their labels");
    command.add_option("--out", options->out, "observation log; - = stdout");
    command.add_option("--records", options->records,
                       "what is no observation: frames of envelopes, papers, handling");
    command.add_option("file", options->in, "the bytes; - = stdin");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
