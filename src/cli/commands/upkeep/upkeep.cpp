// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/count/stored_due.hpp"
#include "hoistway/pipeline/plan.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", counts, out = "-", policy = default_policy, records, at;
    std::string lang = "zh", what_if, workload;
    int forecast = 0, pilot_year = 1;
    bool fail = false;
};

// What is asked about, whoever has counted: the lifts, one policy, or two for the difference.
struct Question {
    RegistryInput lifts;
    PolicyInput policy;
    std::optional<PolicyInput> other;
    BusinessFile records;

    explicit Question(const Options& options)
        : lifts(load_registry(options.registry)),
          policy(load_policy_named(options.policy)),
          records(load_records(options.records, lifts.registry)) {
        if (!options.what_if.empty()) other = load_policy_named(options.what_if);
    }
};

struct Tally {
    std::uint64_t observations = 0, visits = 0, refused = 0;
};

template <class Known>
std::string output_of(const Known& known, const Known* changed, const Options& options,
                      const DueQuestion& question) {
    if (changed != nullptr) return to_change_log(known, *changed, question);
    const int days = options.forecast > 0 ? options.forecast : 30;
    const ForecastQuery ahead{.at = question.at, .days = days, .pilot_year = options.pilot_year};
    if (!options.workload.empty()) {
        const WorkBy by =
            options.workload == "division" ? WorkBy::division : WorkBy::maintenance_unit;
        return to_workload_log(known, by, ahead);
    }
    if (options.forecast > 0) return to_forecast_log(known, ahead);
    return to_due_log(known, question);
}

// `known` is an Analysis or a StoredDue; `changed` the same under another policy, or null.
template <class Known>
void answer(const Known& known, const Known* changed, const Tally& tally, const Options& options,
            Shared& shared) {
    const DueQuestion question{.at = day_or_newest(options.at, known.newest()),
                               .language = options.lang == "en" ? Language::en : Language::zh,
                               .pilot_year = options.pilot_year};
    write_whole(options.out, output_of(known, changed, options, question));
    const std::vector<DueItem> due = known.due(question);
    std::set<LiftIndex> due_lifts;
    for (const DueItem& item : due) due_lifts.insert(item.lift);
    Figures figures("upkeep");
    figures.add("lifts", known.lifts().size())
        .add("observations", tally.observations)
        .add("visits", tally.visits)
        .add("lifts_due", due_lifts.size())
        .add("reasons", due.size())
        .add("refused_lines", tally.refused)
        .add("policy", known.policy().id);
    if (changed != nullptr) {
        const auto changes = compare_due(due, changed->due(question));
        figures.add("what_if", changed->policy().id).add("changes", changes.size());
    }
    close(figures, shared.json, options.out == "-");
    if (options.fail && !due.empty()) shared.exit_code = 1;
}

void ask_log(const Question& asked, const Options& options, Shared& shared) {
    const std::vector<BusinessRecord>& records = asked.records.records;
    const AnalysisOptions until{.until = end_of_day(options.at)};
    Analysis analysis(asked.lifts.registry.lifts(), asked.policy.policy, until);
    const std::size_t odd = give_records(asked.records, analysis);
    std::optional<Analysis> changed;
    if (asked.other) {
        changed.emplace(asked.lifts.registry.lifts(), asked.other->policy, until);
        changed->add(records);
    }
    const LogInput log = read_observations(options.in, asked.lifts.registry,
                                           [&](std::span<const Observation> batch) {
                                               analysis.process(batch);
                                               if (changed) changed->process(batch);
                                           });
    analysis.finish();
    tell_unheard_alarms(analysis);
    if (changed) changed->finish();
    const Tally tally{.observations = log.observations,
                      .visits = visits_of(records).size() - odd,
                      .refused = log.refused + asked.records.refusals.size()};
    answer(analysis, changed ? &*changed : nullptr, tally, options, shared);
}

void ask_counts(const Question& asked, const Options& options, Shared& shared) {
    const Registry& registry = asked.lifts.registry;
    const CounterFile kept = load_counter_log(options.counts, registry);
    CountStudy study(registry.lifts());
    study.resume(kept.lifts, CountFeed::goes_on);
    study.add(asked.records.records);
    const std::vector<CountRemark> remarks = study.remarks();
    for (const CountRemark& remark : remarks) {
        if (remark.doubt == CountDoubt::state_lost) continue;  // nothing goes on from here
        tell(registry.lifts()[remark.lift].key + ": " + remark.sentence.en);
    }
    if (!options.at.empty() && study.newest() != never &&
        read_day(options.at) < date_of(study.newest())) {
        throw Failure{options.counts + " goes on to " + format_date(date_of(study.newest())) +
                      ": ask for that day or a later one"};
    }
    const auto odd = std::ranges::count_if(remarks, is_about_visit, &CountRemark::doubt);
    Tally tally{.observations = 0,
                .visits = visits_of(asked.records.records).size() - static_cast<std::size_t>(odd),
                .refused = kept.refusals.size() + asked.records.refusals.size()};
    for (const KeptCounts& lift : kept.lifts) tally.observations += lift.observations;
    const StoredDue stored(study, asked.policy.policy);
    std::optional<StoredDue> changed;
    if (asked.other) changed.emplace(study, asked.other->policy);
    answer(stored, changed ? &*changed : nullptr, tally, options, shared);
}

void run(const Options& options, Shared& shared) {
    const Question asked(options);
    if (options.counts.empty()) return ask_log(asked, options, shared);
    ask_counts(asked, options, shared);
}

}  // namespace

void add_upkeep(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("upkeep", "which lifts are due for a visit, and why");
    command.add_option("--registry", options->registry, "registry.json of the lifts").required();
    Option log = command.add_option("--in", options->in, "observation log; - = stdin");
    command
        .add_option("--counts", options->counts,
                    "counter log of `hoistway counts` instead: nothing is read again")
        .excludes(log);
    command.add_option("--records", options->records,
                       "records.jsonl: visits, answers, mutes, verdicts on entrapments");
    command.add_option("--policy", options->policy, "id of a built-in policy, or a file");
    command.add_option("--at", options->at, "day of the list, YYYY-MM-DD; newest if left out");
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--pilot-year", options->pilot_year, "of the lifts; decides the interval")
        .within(1, 100);
    Option what_if = command.add_option("--what-if", options->what_if,
                                        "another policy: which lifts' days it changes, and why");
    Option forecast =
        command.add_option("--forecast", options->forecast, "who will be due in so many days")
            .within(1, 400);
    // "unit" is what the first version called it.
    command
        .add_option("--workload", options->workload,
                    "visits by day of each maintenance_unit or division")
        .one_of({"maintenance_unit", "division", "unit"})
        .excludes(what_if);
    forecast.excludes(what_if);
    command.add_option("--out", options->out, "list; - = stdout");
    command.add_flag("--fail", options->fail, "end with 1 if a lift is due");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
