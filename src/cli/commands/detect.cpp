// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "../inputs.hpp"
#include "commands.hpp"
#include "hoistway/pipeline/files/state_log.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/pipeline/rules_page.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", out = "-", records, rules_file, state;
    bool rules = false, fail = false;
    std::uint32_t threads = 1;
};

// Gives back the lines of lifts that the registry does not have. A lift whose line cannot be used
// begins anew, and that is told: no alarm waits for a file to be mended.
std::string take_up_state(const std::string& path, const Registry& registry, Analysis& analysis) {
    if (path.empty() || !std::filesystem::exists(path)) return {};
    const auto find = [&](std::string_view key) { return registry.find(key); };
    StateFile kept = read_state_log(read_whole(path), path, find);
    tell(kept.refusals, kept.refusals.size());
    for (const LiftIndex lift : analysis.resume(kept.lifts)) {
        tell(registry.lifts()[lift].key + ": its state in " + path + " cannot be taken up; " +
             std::string(snapshot_cure(ErrorCode::unsupported)));
    }
    return std::move(kept.others);
}

void run(const Options& options, Shared& shared) {
    if (options.rules) return write_whole("-", to_rules_page());
    if (options.registry.empty()) throw Failure{"say which lifts there are: --registry FILE"};
    const RegistryInput lifts = load_registry(options.registry);
    const PolicyInput policy = load_policy_named(default_policy);
    const RuleLimits limits = load_rules_named(options.rules_file);
    Analysis analysis(lifts.registry.lifts(), policy.policy,
                      {.limits = &limits, .shares = options.threads});
    const std::string others = take_up_state(options.state, lifts.registry, analysis);
    const BusinessFile records = load_records(options.records, lifts.registry);
    give_records(records, analysis);
    const LogInput log = analyse_log(options.in, lifts.registry, analysis);
    write_whole(options.out, to_event_log(analysis));
    if (!options.state.empty()) write_whole(options.state, to_state_log(analysis) + others);
    const auto events = analysis.events();
    const auto raised = std::count_if(events.begin(), events.end(), [](const Event& event) {
        return event.phase == Phase::raised;
    });
    std::uint64_t unheard = 0;
    for (LiftIndex lift = 0; lift < analysis.lifts().size(); ++lift) {
        unheard += analysis.record(lift).first_heard == never ? 1U : 0U;
    }
    const UnusedRecords unused = analysis.unused();
    Figures figures("detect");
    figures.add("lifts", analysis.lifts().size())
        .add("observations", log.observations)
        .add("alarms", static_cast<std::uint64_t>(raised))
        .add("events", events.size())
        .add("voice_answers", voice_answers_of(records.records).size())
        .add("mutes", mutes_of(records.records).size())
        .add("refused_lines", log.refused + records.refusals.size())
        .add("unknown_keys", log.unknown_keys)
        .add("late_records", unused.of(Refused::late))
        .add("repeated_records", unused.of(Refused::repeated))
        .add("impossible_floors", unused.of(Refused::no_such_floor))
        .add("clock_steps", unused.clock_steps)
        .add("beyond_end", analysis.beyond_end())
        .add("lifts_never_heard", unheard);
    close(figures, shared.json, options.out == "-");
    if (options.fail && raised > 0) shared.exit_code = 1;
}

}  // namespace

void add_detect(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("detect", "observations in, events out");
    command.add_option("--registry", options->registry, "registry.json of the lifts");
    command.add_option("--in", options->in, "observation log, JSON lines or CSV; - = stdin");
    command.add_option("--records", options->records,
                       "records.jsonl: answers from cars, mutes; visits change no event");
    command.add_option("--state", options->state,
                       "state log: taken up where it is there, and written to go on from");
    command.add_option("--rules-file", options->rules_file, "other numbers for the rules, a file");
    command.add_option("--out", options->out, "event log; - = stdout");
    command.add_option("--threads", options->threads, "so many threads; the events are the same")
        .within(1, 256)
        .show_default();
    command.add_flag("--fail", options->fail, "end with 1 if anything was raised");
    command.add_flag("--rules", options->rules, "print what each rule needs and where it is from");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
