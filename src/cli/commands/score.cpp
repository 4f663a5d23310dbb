// SPDX-License-Identifier: Apache-2.0

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "../inputs.hpp"
#include "../month_files.hpp"
#include "../score_files.hpp"
#include "commands.hpp"
#include "hoistway/wire/log/event_read.hpp"
#include "hoistway/wire/log/lift_names.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string truth, events, registry, in;
    double days = 0, slack = std::chrono::duration<double>(MarkOptions{}.slack).count();
    ScorePages pages;
    bool fail = false;
};

// The lifts of a registry, or else those that the files name.
class Lifts {
 public:
    explicit Lifts(const std::string& registry_path) {
        if (registry_path.empty()) return;
        input_ = load_registry(registry_path);
        for (const Lift& lift : input_.registry.lifts()) keys_.push_back(lift.key);
    }

    LiftIndex find(std::string_view key) {
        return keys_.empty() ? names_.place_of(key) : input_.registry.find(key);
    }

    const Registry& registry() const noexcept { return input_.registry; }
    const std::vector<std::string>& keys() const { return keys_.empty() ? names_.keys() : keys_; }

 private:
    RegistryInput input_;
    std::vector<std::string> keys_;
    LiftNames names_;
};

// From the first to the last word of each lift, summed.
Duration watched(const std::string& path, const Lifts& lifts) {
    std::vector<TimeSpan> spans(lifts.registry().size(), {never, never});
    read_observations(path, lifts.registry(), [&](std::span<const Observation> batch) {
        for (const Observation& seen : batch) {
            TimeSpan& span = spans[seen.lift];
            span.from = span.from == never ? seen.time : std::min(span.from, seen.time);
            span.to = std::max(span.to, seen.time);
        }
    });
    Duration sum{};
    for (const TimeSpan& span : spans) sum += span.to - span.from;
    return sum;
}

Duration observed(const Options& options, const Lifts& lifts) {
    const bool asked = options.days > 0 || !options.in.empty();
    if (asked && options.registry.empty()) {
        throw Failure{"how long lifts were watched needs all of them: --registry FILE"};
    }
    if (!options.in.empty()) return watched(options.in, lifts);
    const auto day_ms = static_cast<double>(Duration{std::chrono::days{1}}.count());
    const double all = options.days * day_ms * static_cast<double>(lifts.keys().size());
    return Duration{static_cast<std::int64_t>(all)};
}

void run(const Options& options, Shared& shared) {
    if (options.truth.empty()) throw Failure{"say what was really the case: --truth FILE"};
    if (options.events.empty()) throw Failure{"say what the detector told: --events FILE"};
    Lifts lifts(options.registry);
    const auto find = [&](std::string_view key) { return lifts.find(key); };
    const TruthFile truths = read_truths(read_whole(options.truth), options.truth, find);
    tell(truths.refusals, truths.refusals.size());
    const EventFile events = read_events(read_whole(options.events), options.events, find);
    tell(events.refusals, events.refusals.size());
    MarkOptions how{.waits = standard_waits()};
    how.slack = Duration{static_cast<std::int64_t>(options.slack * 1000)};
    how.observed = observed(options, lifts);
    const Marks marks = mark(truths.truths, events.events, how);
    MarksInput input = marks_input(lifts.keys().size(), how);
    input.simulated = options.pages.simulated;
    input.rules.push_back(marks_rules(marks, "events", {"事件日志", "event log"}, lifts.keys()));
    Figures figures = score_figures(input);
    figures.add("refused_lines", truths.refusals.size() + events.refusals.size());
    show_score(input, options.pages, figures, shared.json);
    if (options.fail && !marks.slips.empty()) shared.exit_code = 1;
}

}  // namespace

void add_score(CLI::App& app, Shared& shared) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("score", "marks for a detector");
    command->add_option("--truth", options->truth, "what was really the case, JSON lines");
    command->add_option("--events", options->events, "what the detector told: an event log");
    command->add_option("--registry", options->registry, "registry.json of the lifts");
    CLI::Option* days =
        command->add_option("--days", options->days, "every lift was watched for so many days")
            ->check(CLI::NonNegativeNumber);
    command->add_option("--in", options->in, "observation log; lifts were watched as long as that")
        ->excludes(days);
    command->add_option("--slack", options->slack, "s by which clocks may differ")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 86400.0));
    add_score_pages(*command, options->pages);
    command->add_flag("--fail", options->fail, "end with 1 on any miss or false alarm");
    command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
