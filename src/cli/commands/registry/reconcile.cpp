// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../../files.hpp"
#include "../../talk.hpp"
#include "../commands.hpp"
#include "hoistway/registry/reconcile.hpp"
#include "registry_files.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, columns = "lift-list", out = "-", apply, undo, prefer, at;
    std::vector<std::string> lists;
    bool add = false, sure = false, partial = false, unchecked = false;
};

std::vector<CityList> load_lists(const Options& options) {
    const ColumnMap columns = load_columns(options.columns);
    std::vector<CityList> lists;
    bool whole = true;
    for (const std::string& path : options.lists) {
        ImportReport report = load_list(path, columns, "", !options.unchecked);
        tell(report.faults);
        whole = whole && report.is_whole();
        if (!report.rows.empty() && !report.rows.front().is_lift) {
            throw Failure{path + " has no column of a lift: there is nothing to compare"};
        }
        lists.push_back({.name = path, .rows = std::move(report.rows)});
    }
    if (!whole && !options.partial) {
        throw Failure{"a list has faults: mend it, or compare the sound rows with --partial"};
    }
    return lists;
}

void apply(const Options& options, const RegistryFile& file, const Reconciliation& found,
           const std::vector<CityList>& lists, Figures& figures) {
    RegistryEditor editor(file, {.time = time_or_now(options.at), .source = "reconcile"});
    const std::vector<Refusal> refusals =
        apply_reconciliation(editor, found, lists, {.add = options.add, .prefer = options.prefer});
    tell(refusals, refusals.size());
    const RegistryFile after = editor.file();
    write_whole(options.undo, write_undo(editor.changes()));
    write_whole(options.apply, write_registry(after.registry.lifts(), after.entries));
    figures.add("changes", editor.changes().size()).add("refused", refusals.size());
}

void run(const Options& options, Shared& shared) {
    if (options.apply.empty() != options.undo.empty()) {
        throw Failure{"--apply and --undo belong together: no change without a way back"};
    }
    std::vector<CityList> lists = load_lists(options);
    RegistryFile file;
    if (!options.registry.empty()) {
        file = load_whole_registry(options.registry);
        lists.insert(lists.begin(), list_of(file, options.registry));
    } else if (!options.apply.empty()) {
        throw Failure{"--apply changes a registry: name it with --registry"};
    }
    if (lists.size() < 2) throw Failure{"one list agrees with itself: name two or more"};
    const Reconciliation found = reconcile(
        lists, {.least = options.sure ? MatchConfidence::likely : MatchConfidence::possible});
    std::array<std::uint64_t, 3> states{};
    for (const Cluster& cluster : found.clusters) {
        ++states[static_cast<std::size_t>(cluster.state())];
    }
    Figures figures("registry reconcile");
    figures.add("lifts", found.clusters.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
        figures.add(std::string(to_text(static_cast<ClusterState>(i))), states[i]);
    }
    figures.add("ambiguous", found.ambiguous.size()).add("blocks_left_out", found.blocks_left_out);
    write_whole(options.out, to_json_lines(found, lists));
    if (!options.apply.empty()) apply(options, file, found, lists, figures);
    close(figures, shared.json, options.out == "-");
}

}  // namespace

void add_reconcile(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command one = app.add_subcommand("reconcile", "lists that disagree: who is the same lift");
    one.add_option("lists", options->lists, "CSV, JSON or XLSX").required();
    one.add_option("--registry", options->registry, "registry.json, the first of the lists");
    one.add_option("--columns", options->columns, "column map, id or file");
    one.add_option("--out", options->out, "decisions, a line of JSON each");
    one.add_option("--apply", options->apply, "the registry with what the lists add to it");
    one.add_option("--undo", options->undo, "how to take that back");
    one.add_option("--prefer", options->prefer, "the list that is right where they differ");
    one.add_option("--at", options->at, "time of the changes; default now");
    one.add_flag("--add", options->add, "take in lifts that the registry does not have");
    one.add_flag("--sure", options->sure, "join only what is at least likely");
    one.add_flag("--partial", options->partial, "compare the sound rows of lists with faults");
    one.add_flag("--unchecked", options->unchecked, "take numbers of any shape");
    one.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
