// SPDX-License-Identifier: Apache-2.0

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../files.hpp"
#include "../talk.hpp"
#include "commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/link_reader.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string link = "line_json", lift, received, in = "-", out = "-";
};

Time received_at(const std::string& text) {
    if (text.empty()) return never;
    const Result<Time> time = parse_time(text);
    if (!time) throw Failure{"--received " + text + " is no time: write RFC 3339 with a zone"};
    return *time;
}

// Lifts by the order in which they logged in; no registry is needed to read bytes.
class Names {
 public:
    LiftIndex index_of(std::string_view name) {
        const auto [at, fresh] =
            places_.try_emplace(std::string(name), static_cast<LiftIndex>(names_.size()));
        if (fresh) names_.push_back(at->first);
        return at->second;
    }
    std::string_view name_of(LiftIndex lift) const { return names_[lift]; }
    std::size_t size() const { return names_.size(); }

 private:
    std::map<std::string, LiftIndex, std::less<>> places_;
    std::vector<std::string> names_;
};

void run(const Options& options, Shared& shared) {
    Input input(options.in);
    Output output(options.out);
    Names names;
    LinkReader reader(input.name(), [&](std::string_view id) { return names.index_of(id); },
                      {.lift = options.lift, .received = received_at(options.received)});
    Progress progress("decoding", static_cast<double>(input.size()));
    std::string text;
    const auto write = [&](const Observation& seen) {
        append_observation(text, seen, names.name_of(seen.lift));
        text += '\n';
    };
    for (std::string_view part = input.next(); !part.empty(); part = input.next()) {
        reader.feed(part, write);
        output.write(text);
        text.clear();
        progress.at(static_cast<double>(input.done()));
    }
    reader.finish(write);
    output.write(text);
    output.keep();
    tell(reader.refusals(), reader.refused());
    const LinkStats& stats = reader.stats();
    Figures figures("decode");
    figures.add("bytes", input.done())
        .add("lifts", names.size())
        .add("frames", stats.frames)
        .add("observations", reader.observations())
        .add("refused", reader.refused())
        .add("garbage_bytes", stats.garbage_bytes)
        .add("out_of_range_values", stats.out_of_range_values)
        .add("unknown_keys", stats.unknown_keys);
    close(figures, shared.json, options.out == "-");
}

}  // namespace

void add_decode(CLI::App& app, Shared& shared) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("decode", "a device's bytes in, observations out");
    command->add_option("--link", options->link, "the device link the bytes are of")
        ->check(CLI::IsMember({"line_json"}));
    command->add_option("--lift", options->lift, "key of the lift, where no login says it");
    command->add_option("--received", options->received, "time for messages that carry none");
    command->add_option("--out", options->out, "observation log; - = stdout");
    command->add_option("file", options->in, "the bytes; - = stdin");
    command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
