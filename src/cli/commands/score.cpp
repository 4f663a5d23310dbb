// SPDX-License-Identifier: Apache-2.0

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "../city_files.hpp"
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
    bool corpus = false, disturbed = false, fail = false;
    std::uint32_t lifts = 0;  // of a city of one's own; 0 = the corpus as it is
    CityChoice city{.lifts = 334, .days = 30};
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

MarkOptions mark_options(const Options& options) {
    MarkOptions how{.waits = standard_waits()};
    how.slack = Duration{static_cast<std::int64_t>(options.slack * 1000)};
    return how;
}

// A city of the user's own size, or else all named scenarios and ten thousand random days.
struct Corpus {
    std::unique_ptr<City> city;  // the stories point to it
    std::vector<LiftStory> stories;
    std::string name;
};

Corpus make_corpus(const Options& options) {
    if (options.lifts == 0 && options.days == 0) {
        Corpus out{
            std::make_unique<City>(random_days(options.city.seed, options.disturbed)), {}, {}};
        out.stories = corpus_of(*out.city);
        out.name = fmt::format("hoistway score --corpus --seed {}{}", options.city.seed,
                               options.disturbed ? " --disturbed" : "");
        return out;
    }
    if (options.disturbed) throw Failure{"--disturbed goes with the corpus as it is"};
    CityChoice choice = options.city;
    if (options.lifts > 0) choice.lifts = options.lifts;
    if (options.days > 0) choice.days = static_cast<int>(options.days);
    if (options.days != static_cast<int>(options.days)) throw Failure{"a city has whole days"};
    Corpus out{std::make_unique<City>(make_city(choice)), {}, {}};
    out.stories = stories_of(*out.city);
    out.name =
        fmt::format("hoistway simulate --lifts {} --days {} --seed {} --start {} --demo-rate {}",
                    choice.lifts, choice.days, choice.seed, choice.start, choice.demo_rate);
    return out;
}

void run_corpus(const Options& options, Shared& shared) {
    const Corpus corpus = make_corpus(options);
    Progress progress("marking", static_cast<double>(corpus.stories.size()));
    const CorpusMarks found =
        mark_corpus(corpus.stories, leaderboard(), mark_options(options),
                    [&](std::size_t done) { progress.at(static_cast<double>(done)); });
    MarksInput input = marks_input(found);
    input.simulated = true;
    input.corpus = corpus.name;
    const CityOptions& city = corpus.city->options();
    Figures figures = score_figures(input);
    figures.add("observations", found.observations)
        .add("scenarios", corpus.stories.size() - corpus.city->lifts().size())
        .add("lift_days", std::uint64_t{city.lifts} * static_cast<std::uint64_t>(city.days))
        .add("corpus", found.hash);
    show_score(input, options.pages, figures, shared.json);
    if (options.fail && !found.marks.front().slips.empty()) shared.exit_code = 1;
}

void run_files(const Options& options, Shared& shared) {
    if (options.truth.empty()) throw Failure{"say what was really the case: --truth FILE"};
    if (options.events.empty()) throw Failure{"say what the detector told: --events FILE"};
    Lifts lifts(options.registry);
    const auto find = [&](std::string_view key) { return lifts.find(key); };
    const TruthFile truths = read_truths(read_whole(options.truth), options.truth, find);
    tell(truths.refusals, truths.refusals.size());
    const EventFile events = read_events(read_whole(options.events), options.events, find);
    tell(events.refusals, events.refusals.size());
    MarkOptions how = mark_options(options);
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

void run(const Options& options, Shared& shared) {
    if (!options.corpus) return run_files(options, shared);
    if (!options.truth.empty() || !options.events.empty()) {
        throw Failure{"--corpus makes its own truth and events; leave out --truth and --events"};
    }
    run_corpus(options, shared);
}

void add_corpus_options(Command command, Options& options) {
    command.add_flag("--corpus", options.corpus,
                     "mark the rules built in, beside two published sets, on all named scenarios "
                     "and 10,000 random lift-days");
    command.add_flag("--disturbed", options.disturbed,
                     "the corpus with lost records and a flickering presence sensor");
    command.add_option("--lifts", options.lifts,
                       "with --corpus: a simulated city of so many lifts instead");
    command.add_option("--seed", options.city.seed, "the same seed gives the same bytes")
        .show_default();
    command.add_flag("--position", options.city.position, "boxes that measure where the car is");
}

}  // namespace

void add_score(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("score", "marks for a detector");
    command.add_option("--truth", options->truth, "what was really the case, JSON lines");
    command.add_option("--events", options->events, "what the detector told: an event log");
    command.add_option("--registry", options->registry, "registry.json of the lifts");
    Option days =
        command
            .add_option(
                "--days", options->days,
                "every lift was watched for so many days; with --corpus, a city of so many days")
            .within(0.0, 36525.0);
    command.add_option("--in", options->in, "observation log; lifts were watched as long as that")
        .excludes(days);
    command.add_option("--slack", options->slack, "s by which clocks may differ")
        .show_default()
        .within(0.0, 86400.0);
    add_corpus_options(command, *options);
    add_score_pages(command, options->pages);
    command.add_flag("--fail", options->fail, "end with 1 on any miss or false alarm");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
