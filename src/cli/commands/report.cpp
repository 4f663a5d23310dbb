// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>
#include <vector>

#include "../inputs.hpp"
#include "../month_files.hpp"
#include "commands.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", out, policy = default_policy, records, month, lang = "zh";
    std::vector<std::string> formats{"html", "csv", "json"};
    bool simulated = false;
};

Month read_month(const std::string& text) {
    const Result<Month> month = parse_month(text);
    if (!month) throw Failure{"'" + text + "' is no month: write YYYY-MM"};
    return *month;
}

FileChoice formats_of(const std::vector<std::string>& names) {
    FileChoice choice{.html = false, .csv = false, .json = false, .markdown = false};
    for (const std::string& name : names) {
        choice.html = choice.html || name == "html";
        choice.csv = choice.csv || name == "csv";
        choice.json = choice.json || name == "json";
        choice.markdown = choice.markdown || name == "md";
    }
    return choice;
}

void run_month(const Options& options, Shared& shared) {
    const Month month = read_month(options.month);
    const RegistryInput lifts = load_registry(options.registry);
    const PolicyInput policy = load_policy_named(options.policy);
    // The month as it was known at its end: what came later is not looked at.
    Analysis analysis(lifts.registry.lifts(), policy.policy, {.until = month_span(month).to});
    for (const Visit& visit : load_visits(options.records, lifts.registry)) analysis.add(visit);
    const LogInput log = analyse_log(options.in, lifts.registry, analysis);
    const MonthChoice choice{.month = month,
                             .language = options.lang == "en" ? Language::en : Language::zh,
                             .formats = formats_of(options.formats),
                             .refused = log.refused,
                             .policy_sha256 = policy.sha256,
                             .simulated = options.simulated};
    const std::string first = write_month(analysis, choice, options.out);
    Figures figures("report");
    figures.add("lifts", analysis.lifts().size())
        .add("observations", log.observations)
        .add("refused_lines", log.refused)
        .add("events", analysis.events().size())
        .add("report", first);
    close(figures, shared.json, false);
}

void add_month(CLI::App& app, Shared& shared) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("month", "the regulator's monthly report");
    command->add_option("--registry", options->registry, "registry.json of the lifts")->required();
    command->add_option("--in", options->in, "observation log; - = stdin");
    command->add_option("--records", options->records, "records.jsonl with the visits made");
    command->add_option("--policy", options->policy, "id of a built-in policy, or a file");
    command->add_option("--month", options->month, "YYYY-MM")->required();
    command->add_option("--out", options->out, "folder for the files")->required();
    command->add_option("--format", options->formats, "html, csv, json, md")
        ->delimiter(',')
        ->check(CLI::IsMember({"html", "csv", "json", "md"}));
    command->add_option("--lang", options->lang, "language of the report")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_flag("--simulated", options->simulated, "say on the page that nothing is real");
    command->callback([options, &shared] { run_month(*options, shared); });
}

}  // namespace

void add_report(CLI::App& app, Shared& shared) {
    CLI::App* command = app.add_subcommand("report", "pages and tables");
    command->require_subcommand(1);
    add_month(*command, shared);
}

}  // namespace hoistway::cli
