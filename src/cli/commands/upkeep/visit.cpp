// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/visit_study.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in, records, places, rules, out = "-", at, lang = "zh";
    std::string equipment = "traction", kind = "half_month";
    std::vector<std::string> inputs;
    int days = 14;
    std::uint64_t seed = 1;
    bool fail = false;

    Language language() const { return lang == "en" ? Language::en : Language::zh; }
};

VisitRules rules_of(const Options& options) {
    if (options.rules.empty()) return default_visit_rules();
    auto rules = load_visit_rules(read_whole(options.rules), options.rules);
    if (rules) return *std::move(rules);
    tell(rules.error(), rules.error().size());
    throw Failure{options.rules + " holds no rules that can be used"};
}

// Everything that check and result have in common.
struct StudyInput {
    RegistryInput lifts;
    std::optional<VisitStudy> study;
    std::uint64_t refused = 0;
    LogInput log;
};

std::unique_ptr<StudyInput> read_study(const Options& options) {
    auto input = std::make_unique<StudyInput>();
    input->lifts = load_registry(options.registry);
    const Registry& registry = input->lifts.registry;
    const auto find = [&](std::string_view key) { return registry.find(key); };
    VisitFile visits = read_visits(read_whole(options.records), options.records, find);
    tell(visits.refusals, visits.refusals.size());
    input->refused = visits.refusals.size();
    VisitStudyOptions study{.rules = rules_of(options)};
    if (!options.places.empty()) {
        PlaceFile places = read_places(read_whole(options.places), options.places, find);
        tell(places.refusals, places.refusals.size());
        input->refused += places.refusals.size();
        study.places = std::move(places.places);
    }
    input->study.emplace(registry.lifts(), std::move(visits.visits), std::move(study));
    if (options.in.empty()) return input;
    input->log = read_observations(options.in, registry, [&](std::span<const Observation> batch) {
        input->study->process(batch);
    });
    return input;
}

std::uint64_t count_of(const std::string& text, const std::string& words) {
    std::uint64_t count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos;
         at = text.find(words, at + 1)) {
        ++count;
    }
    return count;
}

void check(const Options& options, Shared& shared) {
    const auto input = read_study(options);
    const std::string text = to_verdict_log(*input->study, options.language());
    write_whole(options.out, text);
    const std::uint64_t refuted = count_of(text, R"("verdict":"refuted")");
    const std::uint64_t doubtful = count_of(text, R"("verdict":"doubtful")");
    Figures figures("visit check");
    figures.add("visits", input->study->visits().size())
        .add("proven", count_of(text, R"("verdict":"proven")"))
        .add("doubtful", doubtful)
        .add("refuted", refuted)
        .add("observations", input->log.observations)
        .add("refused_lines", input->refused + input->log.refused);
    close(figures, shared.json, options.out == "-");
    if (options.fail && refuted + doubtful > 0) shared.exit_code = 1;
}

void result(const Options& options, Shared& shared) {
    const auto input = read_study(options);
    EffectOptions effect{.window = std::chrono::days{options.days}};
    effect.permutation.seed = options.seed;
    const std::string text = to_effect_log(*input->study, effect, options.language());
    write_whole(options.out, text);
    const auto lines = [&](EffectChange change) {
        return count_of(text, "\"change\":\"" + std::string(to_text(change)) + "\",\"figures\"");
    };
    Figures figures("visit result");
    figures.add("visits", input->study->visits().size())
        .add("better", lines(EffectChange::better))
        .add("no_change_shown", lines(EffectChange::no_change_shown))
        .add("worse", lines(EffectChange::worse))
        .add("not_enough_data", lines(EffectChange::not_enough_data))
        .add("observations", input->log.observations)
        .add("refused_lines", input->refused + input->log.refused);
    close(figures, shared.json, options.out == "-");
    if (options.fail && lines(EffectChange::worse) > 0) shared.exit_code = 1;
}

Time moment_of(const std::string& text) {
    if (text.empty()) return Time::max();
    const Result<Time> time = parse_time(text);
    return time ? *time : end_of_day(text) - Duration{1};
}

void orders(const Options& options, Shared& shared) {
    const RegistryInput lifts = load_registry(options.registry);
    const auto find = [&](std::string_view key) { return lifts.registry.find(key); };
    OrderFile all;
    for (const std::string& path : options.inputs) {
        OrderFile file = read_orders(read_whole(path), path, find);
        all.causes.insert(all.causes.end(), file.causes.begin(), file.causes.end());
        all.steps.insert(all.steps.end(), file.steps.begin(), file.steps.end());
        all.refusals.insert(all.refusals.end(), file.refusals.begin(), file.refusals.end());
    }
    const OrderLog log =
        to_order_log(all, lifts.registry.lifts(), rules_of(options), moment_of(options.at));
    all.refusals.insert(all.refusals.end(), log.refusals.begin(), log.refusals.end());
    tell(all.refusals, all.refusals.size());
    write_whole(options.out, log.text);
    Figures figures("visit orders");
    figures.add("orders", log.orders)
        .add("open", log.open)
        .add("overdue", log.overdue)
        .add("known_causes", log.known)
        .add("refused_lines", all.refusals.size());
    close(figures, shared.json, options.out == "-");
    if (options.fail && log.overdue > 0) shared.exit_code = 1;
}

void grade(const Options& options, Shared& shared) {
    std::string text;
    for (const std::string& path : options.inputs) {
        const std::string part = read_whole(path);
        const CompanyFile alone = read_companies(part, path);
        tell(alone.refusals, alone.refusals.size());
        text += part + '\n';
    }
    const CompanyFile file = read_companies(text, "all files");
    write_whole(options.out, to_grade_log(file, rules_of(options), options.language()));
    Figures figures("visit grade");
    figures.add("companies", file.companies.size()).add("refused_lines", file.refusals.size());
    close(figures, shared.json, options.out == "-");
}

void checklist(const Options& options, Shared& shared) {
    const auto equipment = *from_text<EquipmentClass>(options.equipment);
    const auto kind = *from_text<VisitKind>(options.kind);
    write_whole(options.out, to_checklist_log(equipment, kind, options.language()));
    const std::vector<Checklist> lists = national_checklists();
    Figures figures("visit checklist");
    figures.add("items", checklist_for(lists, equipment, kind).count);
    close(figures, shared.json, options.out == "-");
}

template <Worded E>
std::vector<std::string> words_of() {
    return {Words<E>::list.begin(), Words<E>::list.end()};
}

void add_shared(Command command, const std::shared_ptr<Options>& options) {
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--out", options->out, "answer; - = stdout");
}

Command add_study(Command command, const std::shared_ptr<Options>& options) {
    command.add_option("--registry", options->registry, "registry.json of the lifts").required();
    command.add_option("--records", options->records, "records.jsonl with the visits").required();
    command.add_option("--in", options->in, "observation log; - = stdin");
    command.add_option("--rules", options->rules, "rules of visits, a file");
    add_shared(command, options);
    return command;
}

void add_orders(Command command, const std::shared_ptr<Options>& options, Shared& shared) {
    Command one = command.add_subcommand("orders", "work orders from alarms and due lists");
    one.add_option("files", options->inputs, "event logs, due lists and steps").required();
    one.add_option("--registry", options->registry, "registry.json of the lifts").required();
    one.add_option("--rules", options->rules, "deadlines, a file");
    one.add_option("--at", options->at, "time or day up to which is reckoned; no end if left out");
    one.add_flag("--fail", options->fail, "end with 1 if an order is overdue");
    add_shared(one, options);
    one.callback([options, &shared] { orders(*options, shared); });
}

}  // namespace

void add_visit(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("visit", "was somebody there, and did it do any good");
    command.require_subcommand();
    Command one = add_study(command.add_subcommand("check", "whether visits took place"), options);
    one.add_option("--places", options->places, "where the lifts stand, JSON lines");
    one.add_flag("--fail", options->fail, "end with 1 if a visit is not proven");
    one.callback([options, &shared] { check(*options, shared); });
    one =
        add_study(command.add_subcommand("result", "whether lifts run better after them"), options);
    one.add_option("--days", options->days, "compared before and after").within(1, 366);
    one.add_option("--seed", options->seed, "of the labellings drawn");
    one.add_flag("--fail", options->fail, "end with 1 if a lift runs worse");
    one.callback([options, &shared] { result(*options, shared); });
    add_orders(command, options, shared);
    one = command.add_subcommand("checklist", "what is to be done at a visit");
    one.add_option("--equipment", options->equipment, "annex A, B, C or D")
        .one_of(words_of<EquipmentClass>());
    one.add_option("--kind", options->kind, "of visit").one_of(words_of<VisitKind>());
    add_shared(one, options);
    one.callback([options, &shared] { checklist(*options, shared); });
    one = command.add_subcommand("grade", "companies from A to D");
    one.add_option("files", options->inputs, "answers of check and result, figures").required();
    one.add_option("--rules", options->rules, "the formula, a file");
    add_shared(one, options);
    one.callback([options, &shared] { grade(*options, shared); });
}

}  // namespace hoistway::cli
