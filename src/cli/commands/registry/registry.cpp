// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../../files.hpp"
#include "../../talk.hpp"
#include "../commands.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/registry/history.hpp"
#include "hoistway/registry/tag.hpp"
#include "registry_files.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string file, columns = "lift-list", sheet, report, out = "-", lift, undo, base_url;
    std::string level = "medium", lang = "zh", into, at;
    bool partial = false, unchecked = false, fail = false;
};

// {"line":..,"column":..,"field":..,"code":..,"found":..,"cause":..,"cure":..}
std::string fault_line(const RegistryFault& fault) {
    std::string out = "{\"line\":";
    append_json_number(out, fault.refusal.line);
    out += ",\"column\":";
    append_json_number(out, fault.refusal.column);
    const auto add = [&](std::string_view name, std::string_view text) {
        out += ",\"" + std::string(name) + "\":";
        append_json_string(out, text);
    };
    add("field", fault.refusal.field);
    add("code", to_string(fault.refusal.code));
    add("found", fault.refusal.found);
    add("cause", fault.sentence.empty() ? cause(fault.refusal.code) : fault.sentence);
    add("cure", fault.cure.empty() ? cure(fault.refusal.code) : fault.cure);
    return out + "}\n";
}

void write_registry_file(const std::string& path, const RegistryFile& file) {
    write_whole(path, write_registry(file.registry.lifts(), file.entries));
}

std::uint64_t lifts_in(const ImportReport& report) {
    return static_cast<std::uint64_t>(std::ranges::count(report.rows, true, &ListRow::is_lift));
}

// The list into a registry that there is, with the way back.
void import_into(const Options& options, const ImportReport& report, Figures& figures) {
    RegistryEditor editor(load_whole_registry(options.into),
                          {.time = time_or_now(options.at), .source = options.file});
    const std::vector<Refusal> refusals = add_to_registry(editor, report.rows);
    tell(refusals, refusals.size());
    write_whole(options.undo, write_undo(editor.changes()));
    write_registry_file(options.out, editor.file());
    figures.add("changes", editor.changes().size()).add("refused", refusals.size());
}

void import_list(const Options& options, Shared& shared) {
    if (options.into.empty() != options.undo.empty()) {
        throw Failure{"--registry and --undo belong together: no change without a way back"};
    }
    const ImportReport report =
        load_list(options.file, load_columns(options.columns), options.sheet, !options.unchecked);
    tell(report.faults);
    for (const std::string& column : report.unknown_columns) {
        tell("column '" + column + "' is left out: no header of the column map");
    }
    if (!options.report.empty()) {
        std::string lines;
        for (const RegistryFault& fault : report.faults) lines += fault_line(fault);
        write_whole(options.report, lines);
    }
    const bool writes = report.is_whole() || options.partial;
    Figures figures("registry import");
    figures.add("rows", report.rows_read).add("lifts", writes ? lifts_in(report) : 0);
    figures.add("faults", report.faults.size())
        .add("unknown_columns", report.unknown_columns.size());
    if (!writes) {
        tell("nothing is written: mend the list, or take the sound rows with --partial");
        shared.exit_code = 2;
    } else if (!options.into.empty()) {
        import_into(options, report, figures);
    } else {
        write_registry_file(options.out, to_registry(report.rows));
    }
    close(figures, shared.json, writes && options.out == "-");
}

void check(const Options& options, Shared& shared) {
    const RegistryFile file = read_registry(read_whole(options.file), options.file);
    tell(file.refusals, file.refusals.size());
    const std::vector<RegistryFault> faults = check_registry(file, options.file);
    tell(faults);
    Figures figures("registry check");
    figures.add("lifts", file.registry.size())
        .add("refused", file.refusals.size())
        .add("faults", faults.size())
        .add("unknown_keys", file.unknown_keys);
    close(figures, shared.json, false);
    if (!file.refusals.empty()) shared.exit_code = 2;
    if (options.fail && !faults.empty() && shared.exit_code == 0) shared.exit_code = 1;
}

void history(const Options& options, Shared& shared) {
    const RegistryFile file = load_whole_registry(options.file);
    std::vector<Change> changes;
    for (const Change& change : file.entries.history) {
        if (options.lift.empty() || change.key == options.lift) changes.push_back(change);
    }
    write_whole("-", write_undo(changes));
    Figures figures("registry history");
    figures.add("changes", changes.size());
    close(figures, shared.json, true);
}

void undo(const Options& options, Shared& shared) {
    const auto changes = read_undo(read_whole(options.undo), options.undo);
    if (!changes) throw Failure{to_text(changes.error())};
    RegistryEditor editor(load_whole_registry(options.file),
                          {.time = Time{}, .source = options.undo});
    if (const auto refused = editor.undo(*changes)) throw Failure{to_text(*refused)};
    const RegistryFile file = editor.file();
    write_whole(options.out, write_registry(file.registry.lifts(), file.entries));
    Figures figures("registry undo");
    figures.add("changes", changes->size());
    close(figures, shared.json, options.out == "-");
}

TagOptions tag_options(const Options& options) {
    constexpr std::string_view names[] = {"low", "medium", "quartile", "high"};
    TagOptions tag{.base_url = options.base_url};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (names[i] == options.level) tag.level = static_cast<QrLevel>(i);
    }
    tag.language = options.lang == "en" ? Language::en : Language::zh;
    return tag;
}

// Four files a lift, named by its place in the registry: a key may hold what no file name can.
void write_tag(const std::string& folder, std::size_t place, const Tag& tag) {
    const std::string stem = folder + "/" + std::to_string(place + 1);
    write_whole(stem + ".svg", tag.svg);
    for (std::size_t i = 0; i < tag.records.size(); ++i) {
        const std::string name(to_text(static_cast<TagPlace>(i)));
        const auto& bytes = tag.records[i];
        std::string path = stem;
        path.append(".").append(name).append(".ndef");
        write_whole(path, std::string(bytes.begin(), bytes.end()));
    }
}

void tag(const Options& options, Shared& shared) {
    const RegistryFile file = load_whole_registry(options.file);
    const LiftIndex only = options.lift.empty() ? no_lift : file.registry.find(options.lift);
    if (!options.lift.empty() && only == no_lift) {
        throw Failure{"no lift of the registry is called '" + options.lift + "'"};
    }
    const TagOptions how = tag_options(options);
    make_folder(options.out);
    std::string index;
    std::uint64_t made = 0;
    for (std::size_t i = 0; i < file.registry.size(); ++i) {
        if (only != no_lift && i != only) continue;
        const Lift& lift = file.registry.lifts()[i];
        const Result<Tag, Refusal> result = make_tag(lift, how);
        if (!result) throw Failure{to_text(result.error())};
        write_tag(options.out, i, *result);
        index += "{\"file\":" + std::to_string(i + 1) + ",\"lift\":";
        append_json_string(index, lift.key);
        index += ",\"payload\":";
        append_json_string(index, result->payload);
        index += "}\n";
        ++made;
    }
    write_whole(options.out + "/tags.jsonl", index);
    Figures figures("registry tag");
    figures.add("tags", made);
    close(figures, shared.json, false);
}

using Run = void (*)(const Options&, Shared&);

Command add(Command command, const std::string& name, const std::string& what,
            const std::shared_ptr<Options>& options, Shared& shared, Run run) {
    Command one = command.add_subcommand(name, what);
    one.callback([options, &shared, run] { run(*options, shared); });
    return one;
}

void add_import(Command command, const std::shared_ptr<Options>& options, Shared& shared) {
    Command one = add(command, "import", "a list, CSV, JSON or XLSX, into a registry", options,
                      shared, import_list);
    one.add_option("list", options->file, "the list").required();
    one.add_option("--columns", options->columns, "column map, id or file");
    one.add_option("--sheet", options->sheet, "sheet of an XLSX, by name");
    one.add_option("--report", options->report, "every fault as a line of JSON");
    one.add_option("--registry", options->into, "registry.json to take the list into");
    one.add_option("--undo", options->undo, "how to take that back");
    one.add_option("--at", options->at, "time of the changes; default now");
    one.add_option("--out", options->out, "registry.json");
    one.add_flag("--partial", options->partial, "write the sound rows, leave the others out");
    one.add_flag("--unchecked", options->unchecked, "take numbers of any shape");
}

void add_tag(Command command, const std::shared_ptr<Options>& options, Shared& shared) {
    Command one = add(command, "tag", "QR codes and NFC records", options, shared, tag);
    one.add_option("registry", options->file, "registry.json").required();
    one.add_option("--base-url", options->base_url, "what stands before the key").required();
    one.add_option("--lift", options->lift, "only this one, by any of its names");
    one.add_option("--level", options->level, "low, medium, quartile or high")
        .one_of({"low", "medium", "quartile", "high"});
    one.add_option("--lang", options->lang, "zh or en").one_of({"zh", "en"});
    one.add_option("--out", options->out, "folder").required();
}

}  // namespace

void add_registry(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("registry", "the lifts of a city and their papers");
    command.require_subcommand();
    add_import(command, options, shared);
    Command whole = add(command, "check", "numbers, names and days", options, shared, check);
    whole.add_option("registry", options->file, "registry.json").required();
    whole.add_flag("--fail", options->fail, "end with 1 if there is a fault");
    add_reconcile(command, shared);
    Command back = add(command, "undo", "take back the newest changes", options, shared, undo);
    back.add_option("registry", options->file, "registry.json").required();
    back.add_option("undo", options->undo, "the undo file").required();
    back.add_option("--out", options->out, "registry.json as it was");
    Command past = add(command, "history", "every change", options, shared, history);
    past.add_option("registry", options->file, "registry.json").required();
    past.add_option("--lift", options->lift, "only this one, by its key");
    add_tag(command, options, shared);
}

}  // namespace hoistway::cli
