// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>
#include <vector>

#include "../../files.hpp"
#include "../../inputs.hpp"
#include "../../talk.hpp"
#include "../commands.hpp"
#include "hoistway/wire/log/lift_names.hpp"
#include "hoistway/wire/log/log_reader.hpp"
#include "hoistway/wire/recording.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string link = "line_json", profile, message, in = "-", out = "-";
};

struct Log {
    std::vector<Observation> seen;
    std::vector<std::string> lifts;
    std::uint64_t refused = 0;
};

Log read_log(const std::string& path) {
    Log log;
    LiftNames lifts;
    Input input(path);
    LogReader reader(input.name(), [&](std::string_view key) { return lifts.place_of(key); });
    const auto keep = [&](const Observation& seen) { log.seen.push_back(seen); };
    for (std::string_view part = input.next(); !part.empty(); part = input.next()) {
        reader.feed(part, keep);
    }
    reader.finish(keep);
    log.lifts = lifts.take_keys();
    log.refused = reader.figures().refused;
    tell(reader.refusals(), log.refused);
    return log;
}

void run(const Options& options, Shared& shared) {
    WritingOptions set{.link = options.link, .message = options.message};
    if (!options.profile.empty()) set.profile = load_profile_named(options.profile);
    const Log log = read_log(options.in);
    std::string bytes;
    const Result<WrittenStats> written = append_recording(bytes, log.seen, log.lifts, set);
    if (!written) throw Failure{"the profile has no message '" + options.message + "' to write"};
    write_whole(options.out, bytes);
    for (const auto& [field, count] : written->losses) {
        tell("not said whole: " + field + ", " + std::to_string(count) + " times");
    }
    Figures figures("encode");
    figures.add("lifts", log.lifts.size())
        .add("observations", written->observations)
        .add("incomplete", written->incomplete)
        .add("refused", log.refused)
        .add("bytes", bytes.size());
    close(figures, shared.json, options.out == "-");
}

}  // namespace

void add_encode(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("encode", "observations in, a device's bytes out");
    command.add_option("--link", options->link, "the link to speak")
        .one_of({"line_json", "line_json_v1", "controller_block", "mnk_34_007", "neutral"});
    command.add_option("--profile", options->profile, "id or file of a platform's dialect");
    command.add_option("--message", options->message, "which message of the profile");
    command.add_option("--out", options->out, "the bytes; - = stdout");
    command.add_option("file", options->in, "observation log; - = stdin");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
