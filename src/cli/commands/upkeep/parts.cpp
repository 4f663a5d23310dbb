// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"
#include "hoistway/upkeep/part/part_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, book, records, uses, at, out = "-", lang = "zh";
    bool fail = false;

    Language language() const { return lang == "en" ? Language::en : Language::zh; }
};

PartBook load_book(const std::string& path) {
    Result<PartBook, std::vector<Refusal>> book = load_part_book(read_whole(path), path);
    if (!book) {
        tell(book.error(), book.error().size());
        throw Failure{path + " is no book of parts that can be used"};
    }
    return *book;
}

// The parts that were replaced, and the lifts they are of.
struct Replaced {
    RegistryInput lifts;
    std::vector<Replacement> replacements;
    std::uint64_t refused = 0;

    LiftIndex find(std::string_view key) const { return lifts.registry.find(key); }
};

Replaced load_replaced(const Options& options) {
    Replaced out{.lifts = load_registry(options.registry), .replacements = {}};
    const BusinessFile file = load_records(options.records, out.lifts.registry);
    out.replacements = replacements_of(file.records);
    out.refused = file.refusals.size();
    return out;
}

void review(const Options& options, const PartBook& book, Shared& shared) {
    const Replaced all = load_replaced(options);
    const std::string remarks =
        to_remark_log(all.replacements, all.lifts.registry.lifts(), book, options.language());
    write_whole(options.out, remarks);
    Figures figures("parts");
    figures.add("replacements", all.replacements.size())
        .add("remarks", static_cast<std::uint64_t>(std::ranges::count(remarks, '\n')))
        .add("refused_lines", all.refused)
        .add("book", book.id);
    close(figures, shared.json, options.out == "-");
    if (options.fail && !remarks.empty()) shared.exit_code = 1;
}

void judge(const Options& options, const PartBook& book, Shared& shared) {
    const Date at = read_day(options.at);
    PartFile file = read_part_uses(read_whole(options.uses), options.uses, book);
    tell(file.refusals, file.refusals.size());
    std::uint64_t refused = file.refusals.size();
    if (!options.records.empty()) {
        const Replaced all = load_replaced(options);
        const auto find = [&](std::string_view key) { return all.find(key); };
        begin_anew(file.uses, all.replacements, find, at);
        refused += all.refused;
    }
    write_whole(options.out,
                to_part_log(file.uses, book, {.at = at, .language = options.language()}));
    const std::vector<PartAnswer> answers = judge_parts(file.uses, book, at);
    Figures figures("parts");
    figures.add("parts", answers.size());
    for (const PartState state : {PartState::warn, PartState::over, PartState::unknown}) {
        figures.add(std::string(to_text(state)), static_cast<std::uint64_t>(std::ranges::count(
                                                     answers, state, &PartAnswer::state)));
    }
    figures.add("refused_lines", refused).add("book", book.id);
    close(figures, shared.json, options.out == "-");
    const auto over = [](const PartAnswer& answer) { return answer.state == PartState::over; };
    if (options.fail && std::ranges::any_of(answers, over)) shared.exit_code = 1;
}

void run(const Options& options, Shared& shared) {
    const PartBook book = load_book(options.book);
    if (options.uses.empty() && options.records.empty()) {
        throw Failure{
            "give --records for replacements, --uses for lives, or both for lives that "
            "begin anew with a replacement"};
    }
    if (!options.records.empty() && options.registry.empty()) {
        throw Failure{"--records are about lifts: give --registry"};
    }
    if (!options.uses.empty()) return judge(options, book, shared);
    review(options, book, shared);
}

}  // namespace

void add_parts(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand(
        "parts", "lives of parts, and replaced parts, held against a book of lives and prices");
    command.add_option("--book", options->book, "book of parts, JSON").required();
    command.add_option("--registry", options->registry, "registry.json of the lifts");
    command.add_option("--records", options->records,
                       "records.jsonl with the replacements; with --uses, lives begin anew there");
    const Option at =
        command.add_option("--at", options->at, "day of the answers about lives, YYYY-MM-DD");
    command.add_option("--uses", options->uses, "uses.jsonl: what each part has gone through")
        .needs(at);
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--out", options->out, "answers; - = stdout");
    command.add_flag("--fail", options->fail, "end with 1 if there is a remark, or a life is over");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
