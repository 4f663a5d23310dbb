// SPDX-License-Identifier: Apache-2.0

#include "inputs.hpp"

#include <thread>
#include <utility>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/files/rules_file.hpp"
#include "hoistway/pipeline/fleet/deal.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/wire/log/log_reader.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

namespace hoistway::cli {

RegistryInput load_registry(const std::string& path) {
    RegistryFile file = read_registry(read_whole(path), path);
    tell(file.refusals, file.refusals.size());
    if (file.registry.size() == 0) throw Failure{path + " holds no lift that can be used"};
    return {std::move(file.registry), file.refusals.size()};
}

PolicyInput load_policy_named(const std::string& id_or_file) {
    const auto builtin = builtin_policy(id_or_file);
    const std::string text = builtin ? std::string(builtin->text) : read_whole(id_or_file);
    Result<Policy, std::vector<Refusal>> policy = load_policy(text, id_or_file);
    if (!policy) {
        tell(policy.error(), policy.error().size());
        throw Failure{id_or_file + " is no policy that can be used"};
    }
    return {*policy, builtin ? std::string(builtin->sha256) : std::string{}};
}

WorkCalendar load_calendar_named(const std::string& id_or_file) {
    const auto builtin = builtin_calendar(id_or_file);
    const std::string text = builtin ? std::string(builtin->text) : read_whole(id_or_file);
    Result<WorkCalendar, std::vector<Refusal>> calendar = load_calendar(text, id_or_file);
    if (!calendar) {
        tell(calendar.error(), calendar.error().size());
        throw Failure{id_or_file + " is no calendar that can be used"};
    }
    return *calendar;
}

Profile load_profile_named(const std::string& id_or_file) {
    if (const Profile* builtin = builtin_profile(id_or_file)) return *builtin;
    Result<Profile, std::vector<Refusal>> profile =
        load_profile(read_whole(id_or_file), id_or_file);
    if (!profile) {
        tell(profile.error(), profile.error().size());
        throw Failure{id_or_file + " is no profile that can be used"};
    }
    return *profile;
}

RuleLimits load_rules_named(const std::string& path) {
    if (path.empty()) return {};
    Result<RuleLimits, std::vector<Refusal>> limits = load_rule_limits(read_whole(path), path);
    if (!limits) {
        tell(limits.error(), limits.error().size());
        throw Failure{path + " is no file of rules that can be used"};
    }
    return *limits;
}

BusinessFile load_records(const std::string& path, const Registry& registry) {
    if (path.empty()) return {};
    const auto find = [&](std::string_view key) { return registry.find(key); };
    BusinessFile file = read_business(read_whole(path), path, find);
    tell(file.refusals, file.refusals.size());
    return file;
}

std::size_t give_records(const BusinessFile& file, Analysis& analysis) {
    const std::vector<OddVisit> odd = analysis.add(file.records);
    for (const OddVisit& each : odd) tell(sentence_of(each, analysis.lifts()).en);
    return odd.size();
}

CounterFile load_counter_log(const std::string& path, const Registry& registry) {
    const auto find = [&](std::string_view key) { return registry.find(key); };
    CounterFile file = read_counter_log(read_whole(path), path, find);
    tell(file.refusals, file.refusals.size());
    for (const Refusal& refusal : file.refusals) {
        if (refusal.code == ErrorCode::unknown_lift) continue;
        throw Failure{path +
                      " has a line that cannot be relied upon: take it out, then count the "
                      "observations again with `hoistway counts --again`"};
    }
    return file;
}

void tell_unheard_alarms(const Analysis& analysis) {
    for (const FalseAlarm& alarm : analysis.unheard_alarms()) {
        tell(sentence_of(alarm, analysis.lifts()).en);
    }
}

LogInput read_observations(const std::string& path, const Registry& registry,
                           const TakeBatch& take) {
    Input input(path);
    LogReader reader(input.name(), [&](std::string_view key) { return registry.find(key); });
    Progress progress("reading", static_cast<double>(input.size()));
    std::vector<Observation> batch;
    const auto keep = [&](const Observation& seen) { batch.push_back(seen); };
    for (std::string_view part = input.next(); !part.empty(); part = input.next()) {
        reader.feed(part, keep);
        take(batch);
        batch.clear();
        progress.at(static_cast<double>(input.done()));
    }
    reader.finish(keep);
    take(batch);
    const LogFigures& figures = reader.figures();
    tell(reader.refusals(), figures.refused);
    return {figures.lines, figures.observations, figures.refused, figures.unknown_keys};
}

namespace {

// Each share on a thread of its own, the first on this one.
void process_in_shares(Analysis& analysis, Deal& deal, std::span<const Observation> batch) {
    if (deal.shares() == 1) return analysis.process(batch);
    deal.clear();
    deal.add(batch);
    const auto process = [&analysis, &deal](std::uint32_t number) {
        analysis.process(deal.batch(number), deal.share(number));
    };
    std::vector<std::jthread> others;
    for (std::uint32_t number = 1; number < deal.shares(); ++number) {
        others.emplace_back(process, number);
    }
    process(0);
}

}  // namespace

LogInput analyse_log(const std::string& path, const Registry& registry, Analysis& analysis) {
    Deal deal(analysis.shares());
    const LogInput log = read_observations(path, registry, [&](std::span<const Observation> batch) {
        process_in_shares(analysis, deal, batch);
    });
    analysis.finish();
    return log;
}

Date read_day(const std::string& text) {
    const Result<Date> day = parse_date(text);
    if (!day) throw Failure{"'" + text + "' is no day: write YYYY-MM-DD"};
    return *day;
}

Time end_of_day(const std::string& text) {
    return text.empty() ? Time::max() : start_of(read_day(text)) + std::chrono::days{1};
}

Date day_or_newest(const std::string& text, Time newest) {
    if (!text.empty()) return read_day(text);
    if (newest == never) throw Failure{"nothing was heard; say which day with --at"};
    return date_of(newest);
}

}  // namespace hoistway::cli
