// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <string>
#include <vector>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/part/audit.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, book, records, out = "-", lang = "zh";
    bool fail = false;
};

PartBook load_book(const std::string& path) {
    Result<PartBook, std::vector<Refusal>> book = load_part_book(read_whole(path), path);
    if (!book) {
        tell(book.error(), book.error().size());
        throw Failure{path + " is no book of parts that can be used"};
    }
    return *book;
}

// The replacements that name their part; the others cannot be held against the book.
std::vector<Replacement> replacements_in(const BusinessFile& file) {
    std::vector<Replacement> out;
    for (const BusinessRecord& record : file.records) {
        if (record.kind != RecordKind::replacement || record.part.empty()) continue;
        Replacement& one = out.emplace_back();
        one.lift = record.lift;
        one.day = date_of(record.time);
        one.part = record.part;
        one.pieces = record.pieces;
        if (record.price >= 0) one.price = record.price;
    }
    return out;
}

void append_remark(std::string& out, const PartRemark& remark, const Replacement& about,
                   std::string_view key, Language language) {
    const auto member = [&](std::string_view name, std::string_view text) {
        out += out.ends_with('{') ? "\"" : ",\"";
        out += name;
        out += "\":";
        append_json_string(out, text);
    };
    out += '{';
    member("lift", key);
    member("part", about.part);
    member("day", format_date(about.day));
    member("doubt", to_text(remark.doubt));
    out += ",\"value\":";
    append_json_number(out, remark.value);
    out += ",\"limit\":";
    append_json_number(out, remark.limit);
    member("sentence", remark.sentence.in(language));
    out += "}\n";
}

void run(const Options& options, Shared& shared) {
    const RegistryInput lifts = load_registry(options.registry);
    const PartBook book = load_book(options.book);
    const auto find = [&](std::string_view key) { return lifts.registry.find(key); };
    const BusinessFile file = read_business(read_whole(options.records), options.records, find);
    tell(file.refusals, file.refusals.size());
    const std::vector<Replacement> replacements = replacements_in(file);
    const std::vector<PartRemark> remarks = audit(replacements, book);
    const Language language = options.lang == "en" ? Language::en : Language::zh;
    std::string out;
    for (const PartRemark& remark : remarks) {
        const Replacement& about = replacements[remark.replacement];
        append_remark(out, remark, about, lifts.registry.lifts()[about.lift].key, language);
    }
    write_whole(options.out, out);
    Figures figures("parts");
    figures.add("replacements", replacements.size())
        .add("remarks", remarks.size())
        .add("refused_lines", file.refusals.size())
        .add("book", book.id);
    close(figures, shared.json, options.out == "-");
    if (options.fail && !remarks.empty()) shared.exit_code = 1;
}

}  // namespace

void add_parts(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command =
        app.add_subcommand("parts", "replaced parts held against a book of lives and prices");
    command.add_option("--registry", options->registry, "registry.json of the lifts").required();
    command.add_option("--book", options->book, "book of parts, JSON").required();
    command.add_option("--records", options->records, "records.jsonl with the replacements")
        .required();
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--out", options->out, "remarks; - = stdout");
    command.add_flag("--fail", options->fail, "end with 1 if there is a remark");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
