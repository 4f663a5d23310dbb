// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "../../files.hpp"
#include "../../inputs.hpp"
#include "../../talk.hpp"
#include "../commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/files/data_file.hpp"
#include "hoistway/registry/import.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "hoistway/wire/platform/profile_text.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string first, second, lang = "zh";
    bool fail = false;
};

// Files without a title to show.
template <class Files>
void append_ids(std::string& out, const Files& files, std::string_view kind) {
    for (const auto& file : files) out += fmt::format("{:<24}{}\n", file.id, kind);
}

void list(Shared& shared) {
    std::string out;
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        out += fmt::format("{:<24}{:<10}{}\n", file.id, to_text(profile.kind), profile.title.en);
    }
    for (const BuiltinFile& policy : builtin_policies()) {
        const auto loaded = load_policy(policy.text, policy.id);
        out += fmt::format("{:<24}{:<10}{}\n", policy.id, "policy", loaded ? loaded->title.en : "");
    }
    append_ids(out, builtin_calendars(), "calendar");
    append_ids(out, builtin_checklists(), "checklist");
    append_ids(out, builtin_visit_rules(), "visit_rules");
    append_ids(out, builtin_column_maps(), "column_map");
    write_whole("-", out);
    Figures figures("profile");
    figures.add("profiles", builtin_profiles().size())
        .add("policies", builtin_policies().size())
        .add("calendars", builtin_calendars().size())
        .add("checklists", builtin_checklists().size())
        .add("visit_rules", builtin_visit_rules().size())
        .add("column_maps", builtin_column_maps().size());
    close(figures, shared.json, true);
}

std::string scope_of(const RowScope& scope) {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    if (scope.age_from_years) add(fmt::format("from {} years", *scope.age_from_years));
    if (scope.age_below_years) add(fmt::format("below {} years", *scope.age_below_years));
    if (scope.roping != Roping::unknown) add(std::string(to_text(scope.roping)));
    return out.empty() ? "all" : out;
}

void append_interval(std::string& out, const Ladder& interval) {
    if (interval.days > 0) {
        out += fmt::format("| interval | {} days | all | {} |\n", interval.days, interval.clause);
        return;
    }
    for (std::size_t i = 0; i < interval.months.size(); ++i) {
        out += fmt::format("| interval | {} months | pilot year {} | {} |\n", interval.months[i],
                           i + 1, interval.clause);
    }
}

// The conditions of a pilot, each with its sentence.
void append_pilot(std::string& out, const PilotRules& pilot, Language language) {
    out += "\n| pilot | about | condition | clause | sentence |\n|---|---|---|---|---|\n";
    for (const PilotCondition& each : pilot.conditions) {
        out += fmt::format("| {} | {} | {} | {} | {} |\n", to_text(each.purpose),
                           to_text(each.subject), each.id, each.clause, each.sentence.in(language));
    }
    if (pilot.ban.years > 0) {
        out += fmt::format("\nBan: {} years ({})\n", pilot.ban.years, pilot.ban.clause);
    }
}

void append_target(std::string& out, const Target& target, Language language) {
    const std::string wanted = target.lifts > 0 ? fmt::format("{} lifts", target.lifts)
                                                : fmt::format("{} %", target.percent);
    out += fmt::format("\nTarget {}: {}, {}{} ({})\n", target.id, target.what.in(language), wanted,
                       target.by ? " by " + format_date(*target.by) : "", target.clause);
}

// The rows of a policy, each with the clause it comes from.
void show_policy(const Policy& policy, Language language, Shared& shared) {
    std::string out =
        fmt::format("# {}\n\n{}, {}\n\n", policy.title.in(language), policy.edition, policy.source);
    out += "| trigger | limit | lifts | clause |\n|---|---|---|---|\n";
    for (const PolicyRow& row : policy.rows) {
        out += fmt::format("| {} | {} {} | {} | {} |\n", to_text(row.trigger), row.limit,
                           unit_of(row.trigger), scope_of(row.applies), row.clause);
    }
    append_interval(out, policy.interval);
    if (policy.pilot) append_pilot(out, *policy.pilot, language);
    for (const Target& target : policy.targets) append_target(out, target, language);
    write_whole("-", out);
    Figures figures("profile");
    figures.add("rows", policy.rows.size());
    close(figures, shared.json, true);
}

void show(const Options& options, Shared& shared) {
    const Language language = options.lang == "en" ? Language::en : Language::zh;
    if (builtin_policy(options.first)) {
        return show_policy(load_policy_named(options.first).policy, language, shared);
    }
    const Profile profile = load_profile_named(options.first);
    std::string out;
    append_profile_page(out, profile, language);
    write_whole("-", out);
    Figures figures("profile");
    figures.add("messages", profile.messages.size()).add("codes", profile.codes.size());
    close(figures, shared.json, true);
}

void check(const Options& options, Shared& shared) {
    const DataFileCheck checked = check_data_file(read_whole(options.first), options.first);
    tell(checked.refusals, checked.refusals.size());
    if (!checked.kind) {
        std::string kinds;
        for (const std::string_view kind : Words<DataFileKind>::list) {
            kinds += (kinds.empty() ? "" : ", ") + std::string(kind);
        }
        throw Failure{options.first + " is none of the files that can be checked: " + kinds};
    }
    Figures figures("profile");
    figures.add("kind", std::string(to_text(*checked.kind)))
        .add("refused", checked.refusals.size());
    close(figures, shared.json, false);
    if (!checked.refusals.empty()) shared.exit_code = 2;
}

void diff(const Options& options, Shared& shared) {
    const std::vector<std::string> lines =
        profile_differences(load_profile_named(options.first), load_profile_named(options.second));
    std::string out;
    for (const std::string& line : lines) out += line + '\n';
    write_whole("-", out);
    Figures figures("profile");
    figures.add("differences", lines.size());
    close(figures, shared.json, true);
    if (options.fail && !lines.empty()) shared.exit_code = 1;
}

}  // namespace

void add_profile(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("profile", "dialects of platforms, and policies");
    command.require_subcommand();
    command.add_subcommand("list", "those that are built in").callback([&shared] { list(shared); });
    Command one = command.add_subcommand("show", "fields, units, values and codes as a page");
    one.add_option("profile", options->first, "id or file").required();
    one.add_option("--lang", options->lang, "zh or en").one_of({"zh", "en"});
    one.callback([options, &shared] { show(*options, shared); });
    Command file =
        command.add_subcommand("check", "which kind of file it is, and whether it can be used");
    file.add_option(
            "file", options->first,
            "profile, policy, calendar, book of parts, checklist, visit rules or column map")
        .required();
    file.callback([options, &shared] { check(*options, shared); });
    Command two = command.add_subcommand("diff", "what sets two profiles apart");
    two.add_option("first", options->first, "id or file").required();
    two.add_option("second", options->second, "id or file").required();
    two.add_flag("--fail", options->fail, "end with 1 if there is a difference");
    two.callback([options, &shared] { diff(*options, shared); });
}

}  // namespace hoistway::cli
