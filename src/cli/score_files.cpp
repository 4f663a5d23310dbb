// SPDX-License-Identifier: Apache-2.0

#include "score_files.hpp"

#include <fmt/core.h>

#include "month_files.hpp"

namespace hoistway::cli {

namespace {

std::string percent(std::optional<double> share) {
    return share ? fmt::format("{:.1f} %", *share * 100) : "-";
}

std::string decimal(std::optional<double> number) {
    return number ? fmt::format("{:.1f}", *number) : "-";
}

std::string seconds(std::optional<Duration> span) {
    return span ? fmt::format("{:.1f}", std::chrono::duration<double>(*span).count()) : "-";
}

void print_row(const std::string& name, const MarksRow& row) {
    fmt::print("{:<24} {:>7} {:>7} {:>7} {:>7} {:>7}  {:>8} {:>9} {:>8} {:>8} {:>11} {:>7}\n", name,
               row.truths, row.found, row.missed, row.false_alarms, row.repeats,
               percent(row.recall), percent(row.precision), seconds(row.delay_p50),
               seconds(row.delay_p95), decimal(row.false_per_lift_year), decimal(row.scores[0]));
}

void print_head(const std::string& first) {
    fmt::print("{:<24} {:>7} {:>7} {:>7} {:>7} {:>7}  {:>8} {:>9} {:>8} {:>8} {:>11} {:>7}\n",
               first, "true", "found", "missed", "false", "repeats", "recall", "precision", "p50 s",
               "p95 s", "false/l.-y.", "score");
}

void print_table(const MarksInput& input) {
    for (const MarksRules& rules : input.rules) {
        print_head(rules.name.en);
        for (const MarksRow& row : rules.kinds) print_row(std::string(to_text(*row.kind)), row);
        print_row("all", rules.all);
        fmt::print("\n");
    }
    if (input.rules.size() < 2) return;
    print_head("all kinds");
    for (const MarksRules& rules : input.rules) print_row(rules.name.en, rules.all);
    fmt::print("\n");
}

}  // namespace

void add_score_pages(Command command, ScorePages& pages) {
    command.add_option("--out", pages.out, "folder for the pages");
    command.add_option("--lang", pages.lang, "language of the pages").one_of({"zh", "en"});
    command.add_flag("--simulated", pages.simulated, "say on the page that nothing is real");
}

Figures score_figures(const MarksInput& input) {
    const MarksRow& all = input.rules.front().all;
    Figures figures("score");
    figures.add("lifts", input.lifts)
        .add("truths", all.truths)
        .add("found", all.found)
        .add("missed", all.missed)
        .add("false_alarms", all.false_alarms)
        .add("repeats", all.repeats);
    return figures;
}

void show_score(const MarksInput& input, const ScorePages& pages, Figures& figures, bool json) {
    if (!json) print_table(input);
    if (!pages.out.empty()) {
        const Language language = pages.lang == "en" ? Language::en : Language::zh;
        const std::vector<ReportFile> files =
            files_of(build_marks(input), {.language = language}, {.markdown = true});
        figures.add("report", write_files(files, pages.out));
    }
    close(figures, json, false);
}

}  // namespace hoistway::cli
