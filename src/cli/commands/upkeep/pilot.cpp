// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/upkeep/pilot/case_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string cases = "-", out = "-", policy = default_policy, calendar = "china", at,
                lang = "zh";
    bool fail = false;
};

void run(const Options& options, Shared& shared) {
    const Policy policy = load_policy_named(options.policy).policy;
    if (!policy.pilot) throw Failure{policy.id + " has no rules of a pilot"};
    const WorkCalendar calendar = load_calendar_named(options.calendar);
    const Date at = read_day(options.at);
    const CaseFile file = read_pilot_cases(read_whole(options.cases), options.cases);
    tell(file.refusals, file.refusals.size());
    const PilotLogQuery query{.at = at,
                              .language = options.lang == "en" ? Language::en : Language::zh};
    write_whole(options.out, to_pilot_log(file.cases, policy, calendar, query));
    if (!calendar.knows(at, at)) {
        tell("hoistway: the holidays of that year are not known; only its weekends count");
    }
    const PilotFigures counted = count_answers(file.cases, policy, calendar, at);
    Figures figures("pilot");
    figures.add("cases", file.cases.size())
        .add("admitted", counted.admitted)
        .add("to_leave", counted.to_leave)
        .add("unknown", counted.unknown)
        .add("banned", counted.banned)
        .add("refused_lines", file.refusals.size())
        .add("policy", policy.id);
    close(figures, shared.json, options.out == "-");
    if (options.fail && counted.to_leave > 0) shared.exit_code = 1;
}

}  // namespace

void add_pilot(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command =
        app.add_subcommand("pilot", "who may join a pilot of on-demand upkeep, and who has to go");
    command.add_option("cases", options->cases, "cases.jsonl, one object a line; - = stdin");
    command.add_option("--policy", options->policy, "id of a built-in policy, or a file");
    command.add_option("--calendar", options->calendar, "id of a built-in calendar, or a file");
    command.add_option("--at", options->at, "day of the answers, YYYY-MM-DD").required();
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--out", options->out, "answers; - = stdout");
    command.add_flag("--fail", options->fail, "end with 1 if somebody has to leave");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
