// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>
#include <vector>

#include "../inputs.hpp"
#include "../month_files.hpp"
#include "commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/fleet_input.hpp"

namespace hoistway::cli {

namespace {

// What every report is asked for.
struct PageChoice {
    std::string registry, in = "-", out, lang = "zh";
    std::vector<std::string> formats{"html", "csv", "json"};
    bool simulated = false;
};

struct MonthOptions : PageChoice {
    std::string policy = default_policy, records, month;
};

struct FleetOptions : PageChoice {
    AvailabilityOptions rules{};
    std::int64_t slot_minutes = rules.slot / std::chrono::minutes{1};
    std::string offset = format_offset(rules.offsets.front().offset);
};

Language language_of(const PageChoice& choice) {
    return choice.lang == "en" ? Language::en : Language::zh;
}

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

void run_month(const MonthOptions& options, Shared& shared) {
    const Month month = read_month(options.month);
    const RegistryInput lifts = load_registry(options.registry);
    const PolicyInput policy = load_policy_named(options.policy);
    // The month as it was known at its end: what came later is not looked at.
    Analysis analysis(lifts.registry.lifts(), policy.policy, {.until = month_span(month).to});
    const BusinessFile records = load_records(options.records, lifts.registry);
    give_records(records, analysis);
    const LogInput log = analyse_log(options.in, lifts.registry, analysis);
    tell_unheard_alarms(analysis);
    const std::uint64_t refused = log.refused + records.refusals.size();
    const MonthChoice choice{.month = month,
                             .language = language_of(options),
                             .formats = formats_of(options.formats),
                             .refused = refused,
                             .policy_sha256 = policy.sha256,
                             .simulated = options.simulated};
    const std::string first = write_month(analysis, choice, options.out);
    Figures figures("report");
    figures.add("lifts", analysis.lifts().size())
        .add("observations", log.observations)
        .add("refused_lines", refused)
        .add("events", analysis.events().size())
        .add("report", first);
    close(figures, shared.json, false);
}

void run_fleet(const FleetOptions& options, Shared& shared) {
    AvailabilityOptions rules = options.rules;
    const Result<Duration> offset = parse_offset(options.offset);
    if (!offset) throw Failure{"'" + options.offset + "' is no offset: write +08:00"};
    rules.offsets = {{never, *offset}};
    rules.slot = std::chrono::minutes{options.slot_minutes};
    const RegistryInput lifts = load_registry(options.registry);
    Availability fleet(lifts.registry.size(), rules);
    const LogInput log = read_observations(options.in, lifts.registry, [&](const auto& batch) {
        for (const Observation& seen : batch) fleet.on(seen);
    });
    FleetAvailabilityInput input = fleet_input(fleet, lifts.registry.lifts());
    input.simulated = options.simulated;
    const std::string first =
        write_files(files_of(build_fleet(input), {.language = language_of(options)},
                             formats_of(options.formats)),
                    options.out);
    Figures figures("report");
    figures.add("lifts", input.lifts)
        .add("observations", log.observations)
        .add("refused_lines", log.refused)
        .add("late_records", fleet.refused())
        .add("judged", input.judged)
        .add("days", *input.days)
        .add("report", first);
    close(figures, shared.json, false);
}

void add_page_options(Command command, PageChoice& choice) {
    command.add_option("--registry", choice.registry, "registry.json of the lifts").required();
    command.add_option("--in", choice.in, "observation log; - = stdin");
    command.add_option("--out", choice.out, "folder for the files").required();
    command.add_option("--format", choice.formats, "html, csv, json, md")
        .delimiter(',')
        .one_of({"html", "csv", "json", "md"});
    command.add_option("--lang", choice.lang, "language of the report").one_of({"zh", "en"});
    command.add_flag("--simulated", choice.simulated, "say on the page that nothing is real");
}

void add_month(Command app, Shared& shared) {
    auto options = std::make_shared<MonthOptions>();
    Command command = app.add_subcommand("month", "the regulator's monthly report");
    add_page_options(command, *options);
    command.add_option("--records", options->records,
                       "records.jsonl: visits, answers, mutes, verdicts on entrapments");
    command.add_option("--policy", options->policy, "id of a built-in policy, or a file");
    command.add_option("--month", options->month, "YYYY-MM").required();
    command.callback([options, &shared] { run_month(*options, shared); });
}

void add_fleet(Command app, Shared& shared) {
    auto options = std::make_shared<FleetOptions>();
    Command command = app.add_subcommand("fleet", "how much of the time lifts could be used");
    add_page_options(command, *options);
    AvailabilityOptions& rules = options->rules;
    command.add_option("--slot-minutes", options->slot_minutes, "time is cut into such slots")
        .show_default()
        .within(1, 1440);
    command.add_option("--from-hour", rules.from_hour, "the judged hours of a day begin")
        .show_default();
    command.add_option("--to-hour", rules.to_hour, "the judged hours of a day end").show_default();
    command.add_option("--offset", options->offset, "clocks on the wall are ahead of UTC by")
        .show_default();
    command.add_option("--days", rules.days_wanted, "judge the newest so many days").show_default();
    command.add_option("--unheard-lifts", rules.unheard_lifts,
                       "drop a day on which more lifts than this were mostly unheard");
    command
        .add_option("--more-days-than", rules.more_days_than,
                    "judge a lift that was heard on more days than this")
        .show_default();
    command.callback([options, &shared] { run_fleet(*options, shared); });
}

}  // namespace

void add_report(Command app, Shared& shared) {
    Command command = app.add_subcommand("report", "pages and tables");
    command.require_subcommand();
    add_month(command, shared);
    add_fleet(command, shared);
}

}  // namespace hoistway::cli
