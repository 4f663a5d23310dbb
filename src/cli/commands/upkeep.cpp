// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "../inputs.hpp"
#include "commands.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", out = "-", policy = default_policy, records, at, lang = "zh";
    bool fail = false;
};

void run(const Options& options, Shared& shared) {
    const RegistryInput lifts = load_registry(options.registry);
    const PolicyInput policy = load_policy_named(options.policy);
    const std::vector<Visit> visits = load_visits(options.records, lifts.registry);
    Analysis analysis(lifts.registry.lifts(), policy.policy, {.until = end_of_day(options.at)});
    for (const Visit& visit : visits) analysis.add(visit);
    const LogInput log = analyse_log(options.in, lifts.registry, analysis);
    const DueQuestion query{.at = day_or_newest(options.at, analysis),
                            .language = options.lang == "en" ? Language::en : Language::zh};
    write_whole(options.out, to_due_log(analysis, query));
    const std::vector<DueItem> due = analysis.due(query);
    std::set<LiftIndex> due_lifts;
    for (const DueItem& item : due) due_lifts.insert(item.lift);
    Figures figures("upkeep");
    figures.add("lifts", analysis.lifts().size())
        .add("observations", log.observations)
        .add("visits", visits.size())
        .add("lifts_due", due_lifts.size())
        .add("reasons", due.size())
        .add("refused_lines", log.refused)
        .add("policy", policy.policy.id);
    close(figures, shared.json, options.out == "-");
    if (options.fail && !due.empty()) shared.exit_code = 1;
}

}  // namespace

void add_upkeep(CLI::App& app, Shared& shared) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("upkeep", "which lifts are due for a visit, and why");
    command->add_option("--registry", options->registry, "registry.json of the lifts")->required();
    command->add_option("--in", options->in, "observation log; - = stdin");
    command->add_option("--records", options->records, "records.jsonl with the visits made");
    command->add_option("--policy", options->policy, "id of a built-in policy, or a file");
    command->add_option("--at", options->at, "day of the list, YYYY-MM-DD; newest if left out");
    command->add_option("--lang", options->lang, "language of the sentences")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_option("--out", options->out, "due list; - = stdout");
    command->add_flag("--fail", options->fail, "end with 1 if a lift is due");
    command->callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
