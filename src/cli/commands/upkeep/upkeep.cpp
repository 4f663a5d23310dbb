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
#include "hoistway/pipeline/plan.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", out = "-", policy = default_policy, records, at, lang = "zh";
    std::string what_if, workload;
    int forecast = 0, pilot_year = 1;
    bool fail = false;
};

// The log under one policy, or under two for the difference between them.
struct Study {
    RegistryInput lifts;
    PolicyInput policy;
    std::optional<PolicyInput> other;
    BusinessInput business;
    std::optional<Analysis> analysis, changed;
    LogInput log;

    explicit Study(const Options& options)
        : lifts(load_registry(options.registry)),
          policy(load_policy_named(options.policy)),
          business(load_business(options.records, lifts.registry)) {
        if (!options.what_if.empty()) other = load_policy_named(options.what_if);
        begin(analysis, policy, options);
        if (other) begin(changed, *other, options);
        log =
            read_observations(options.in, lifts.registry, [&](std::span<const Observation> batch) {
                analysis->process(batch);
                if (changed) changed->process(batch);
            });
        analysis->finish();
        tell_unheard_alarms(*analysis);
        if (changed) changed->finish();
    }

 private:
    void begin(std::optional<Analysis>& one, const PolicyInput& rules, const Options& options) {
        one.emplace(lifts.registry.lifts(), rules.policy,
                    AnalysisOptions{.until = end_of_day(options.at)});
        business.give_to(*one);
    }
};

std::string output_of(const Study& study, const Options& options, const DueQuestion& question) {
    if (study.changed) return to_change_log(*study.analysis, *study.changed, question);
    const int days = options.forecast > 0 ? options.forecast : 30;
    const ForecastQuery ahead{.at = question.at, .days = days, .pilot_year = options.pilot_year};
    if (!options.workload.empty()) {
        const WorkBy by =
            options.workload == "division" ? WorkBy::division : WorkBy::maintenance_unit;
        return to_workload_log(*study.analysis, by, ahead);
    }
    if (options.forecast > 0) return to_forecast_log(*study.analysis, ahead);
    return to_due_log(*study.analysis, question);
}

void run(const Options& options, Shared& shared) {
    const Study study(options);
    const DueQuestion question{.at = day_or_newest(options.at, *study.analysis),
                               .language = options.lang == "en" ? Language::en : Language::zh,
                               .pilot_year = options.pilot_year};
    write_whole(options.out, output_of(study, options, question));
    const std::vector<DueItem> due = study.analysis->due(question);
    std::set<LiftIndex> due_lifts;
    for (const DueItem& item : due) due_lifts.insert(item.lift);
    Figures figures("upkeep");
    figures.add("lifts", study.analysis->lifts().size())
        .add("observations", study.log.observations)
        .add("visits", study.business.visits.size())
        .add("lifts_due", due_lifts.size())
        .add("reasons", due.size())
        .add("refused_lines", study.log.refused)
        .add("policy", study.policy.policy.id);
    if (study.changed) {
        const auto changes = compare_due(due, study.changed->due(question));
        figures.add("what_if", study.other->policy.id).add("changes", changes.size());
    }
    close(figures, shared.json, options.out == "-");
    if (options.fail && !due.empty()) shared.exit_code = 1;
}

}  // namespace

void add_upkeep(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("upkeep", "which lifts are due for a visit, and why");
    command.add_option("--registry", options->registry, "registry.json of the lifts").required();
    command.add_option("--in", options->in, "observation log; - = stdin");
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
