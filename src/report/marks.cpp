// SPDX-License-Identifier: Apache-2.0
#include "hoistway/report/marks.hpp"

#include <algorithm>
#include <utility>

#include "month_parts.hpp"
#include "put.hpp"

namespace hoistway {

namespace {

const Text seconds{"秒", "s"};

Column count_column(std::string id, Text title, bool in_page = true) {
    return {.id = std::move(id),
            .title = std::move(title),
            .kind = CellKind::integer,
            .in_page = in_page};
}

Column share_column(std::string id, Text title, bool in_page = true) {
    return {.id = std::move(id),
            .title = std::move(title),
            .kind = CellKind::percent,
            .in_page = in_page};
}

Column decimal_column(std::string id, Text title, Text unit = {}, bool in_page = true) {
    return {.id = std::move(id),
            .title = std::move(title),
            .kind = CellKind::decimal,
            .unit = std::move(unit),
            .in_page = in_page};
}

// What is said of a kind, or of all kinds together: the columns, and below their cells.
std::vector<Column> mark_columns() {
    return {
        count_column("truths", {"真实", "True"}),
        count_column("found", {"发现", "Found"}),
        count_column("missed", {"漏报", "Missed"}),
        count_column("false_alarms", {"误报", "False"}),
        count_column("repeats", {"重复", "Repeats"}),
        share_column("recall", {"查全率", "Recall"}),
        share_column("recall_low", {"查全率下限", "Recall, from"}, false),
        share_column("recall_high", {"查全率上限", "Recall, to"}, false),
        share_column("precision", {"查准率", "Precision"}),
        share_column("precision_low", {"查准率下限", "Precision, from"}, false),
        share_column("precision_high", {"查准率上限", "Precision, to"}, false),
        decimal_column("delay_p50", {"延时中位", "Delay, p50"}, seconds),
        decimal_column("delay_p95", {"延时 95%", "Delay, p95"}, seconds),
        decimal_column("late_p50", {"超出规则时限中位", "Beyond the wait, p50"}, seconds, false),
        decimal_column("late_p95", {"超出规则时限 95%", "Beyond the wait, p95"}, seconds, false),
        decimal_column("false_per_lift_year", {"误报/梯·年", "False a lift-year"}),
        decimal_column("score_standard", {"得分", "Score"}),
        decimal_column("score_few_false", {"得分（重误报）", "Score, few false"}),
        decimal_column("score_few_missed", {"得分（重漏报）", "Score, few missed"})};
}

std::optional<double> in_seconds(std::optional<Duration> span) {
    if (!span) return std::nullopt;
    return static_cast<double>(span->count()) / 1000;
}

void add_marks(std::vector<Cell>& row, const MarksRow& marks) {
    const Cell cells[] = {to_cell(marks.truths),
                          to_cell(marks.found),
                          to_cell(marks.missed),
                          to_cell(marks.false_alarms),
                          to_cell(marks.repeats),
                          to_cell(marks.recall),
                          to_cell(marks.recall_low),
                          to_cell(marks.recall_high),
                          to_cell(marks.precision),
                          to_cell(marks.precision_low),
                          to_cell(marks.precision_high),
                          to_cell(in_seconds(marks.delay_p50)),
                          to_cell(in_seconds(marks.delay_p95)),
                          to_cell(in_seconds(marks.late_p50)),
                          to_cell(in_seconds(marks.late_p95)),
                          to_cell(marks.false_per_lift_year),
                          to_cell(marks.scores[0]),
                          to_cell(marks.scores[1]),
                          to_cell(marks.scores[2])};
    row.insert(row.end(), std::begin(cells), std::end(cells));
}

Text kind_name(const MarksRow& row) {
    return row.kind ? detail::kind_text(*row.kind) : Text{"合计", "All kinds"};
}

std::string kind_id(const MarksRow& row) {
    return row.kind ? std::string(to_text(*row.kind)) : "all";
}

Table marks_table(TableHead head, std::vector<Column> first) {
    for (Column& column : mark_columns()) first.push_back(std::move(column));
    head.columns = std::move(first);
    return Table(std::move(head));
}

Table leaderboard(const MarksInput& input) {
    Table table = marks_table(
        {.id = "leaderboard",
         .title = {"各规则集对比（全部事件类型）", "Rule sets side by side, all kinds"},
         .note = {"没有某类规则的规则集，该类真实事件全部计为漏报。",
                  "A set without a rule for a kind misses all that is true of that kind."}},
        {{.id = "rules", .title = {"规则集", "Rules"}},
         count_column("kinds", {"发现的类型", "Kinds found"})});
    for (const MarksRules& rules : input.rules) {
        const auto found =
            std::count_if(rules.kinds.begin(), rules.kinds.end(),
                          [](const MarksRow& row) { return row.kind && row.found > 0; });
        std::vector<Cell> row{to_cell(rules.name), to_cell(found)};
        add_marks(row, rules.all);
        table.add_cells(std::move(row));
    }
    return table;
}

void add_kind(Table& table, const MarksRules& rules, const MarksRow& marks) {
    std::vector<Cell> row{to_cell(kind_name(marks)), to_cell(kind_id(marks)), to_cell(rules.name)};
    add_marks(row, marks);
    table.add_cells(std::move(row));
}

// Every kind with its row of each set, one below the other; sums last.
Table kinds_table(const MarksInput& input) {
    const bool several = input.rules.size() > 1;
    Table table = marks_table({.id = "kinds", .title = {"各事件类型", "By kind"}},
                              {{.id = "name", .title = {"事件类型", "Kind"}},
                               {.id = "kind", .title = {"代号", "Id"}, .in_page = false},
                               {.id = "rules", .title = {"规则集", "Rules"}, .in_page = several}});
    for (std::size_t kind = 0; kind < event_kinds; ++kind) {
        for (const MarksRules& rules : input.rules) {
            for (const MarksRow& row : rules.kinds) {
                if (row.kind == static_cast<EventKind>(kind)) add_kind(table, rules, row);
            }
        }
    }
    for (const MarksRules& rules : input.rules) add_kind(table, rules, rules.all);
    return table;
}

Table slips_table(const MarksInput& input) {
    const bool several = input.rules.size() > 1;
    Table table{{.id = "slips",
                 .title = {"漏报与误报逐条", "Every miss and every false alarm"},
                 .columns = {{.id = "rules", .title = {"规则集", "Rules"}, .in_page = several},
                             {.id = "what", .title = {"结果", "What"}},
                             {.id = "name", .title = {"事件类型", "Kind"}},
                             {.id = "kind", .title = {"代号", "Id"}, .in_page = false},
                             {.id = "code", .title = {"故障码", "Code"}, .in_page = false},
                             {.id = "lift", .title = {"电梯或场景", "Lift or scenario"}},
                             {.id = "time", .title = {"时间", "Time"}, .kind = CellKind::time}}}};
    for (const MarksRules& rules : input.rules) {
        for (const MarksSlip& slip : rules.slips) {
            const Text what = slip.missed ? Text{"漏报", "missed"} : Text{"误报", "false"};
            table.add_row(rules.name, what, detail::kind_text(slip.kind), to_text(slip.kind),
                          slip.code, slip.lift, slip.time);
        }
    }
    return table;
}

std::vector<Figure> figures_of(const MarksInput& input) {
    static const MarksRow nothing{};
    const MarksRow& all = input.rules.empty() ? nothing : input.rules.front().all;
    std::optional<double> days;
    if (input.observed) days = static_cast<double>(input.observed->count()) / 86400e3;
    return {{.what = count_column("lifts", {"电梯", "Lifts"}), .value = to_cell(input.lifts)},
            {.what = decimal_column("lift_days", {"观测梯·日", "Lift-days watched"}),
             .value = to_cell(days),
             .headline = days.has_value()},
            {.what = count_column("truths", {"真实事件", "True"}), .value = to_cell(all.truths)},
            {.what = share_column("recall", {"查全率", "Recall"}),
             .value = to_cell(all.recall),
             .headline = all.recall.has_value()},
            {.what = share_column("precision", {"查准率", "Precision"}),
             .value = to_cell(all.precision),
             .headline = all.precision.has_value()},
            {.what = decimal_column("score_standard", {"得分", "Score"}),
             .value = to_cell(all.scores[0]),
             .headline = all.scores[0].has_value()},
            {.what = {.id = "corpus_hash", .title = {"语料校验和", "Hash of the corpus"}},
             .value = to_cell(input.corpus_hash),
             .headline = false}};
}

Bullets definitions(const MarksInput& input) {
    std::string slack;
    detail::put_number(slack, static_cast<double>(input.slack.count()) / 1000);
    return {
        {{"一次报警与同一电梯、同类、时间在真实起止之间（前后各放宽 " + slack +
              " 秒）的真实事件相符；一个真实事件只计一次发现，其余为重复；不符者一律计为误报。",
          "An alarm fits a truth of its lift and kind within its span, " + slack +
              " s wider at both ends. A truth is found once, further alarms are repeats, and an "
              "alarm that fits none is false, whatever may explain it."},
         {"查全率 = 发现 ÷ 真实；查准率 = 发现 ÷（发现 + 误报）。CSV 与 JSON 中另有 95% Wilson "
          "区间。",
          "Recall = found / true; precision = found / (found + false). CSV and JSON hold their "
          "95 % intervals (Wilson 1927)."},
         {"延时从真实事件开始算起，含规则自身的等待时间；分位数取最近秩。",
          "Delays run from the beginning of the truth and include the time the rule waits by "
          "itself; percentiles are the nearest rank."},
         {"得分按 Numenta 异常检测基准（Lavin 与 Ahmad，2015）：0 为始终沉默，100 为全部立即发现且"
          "无误报；三列分别为标准、重误报、重漏报三种代价。",
          "Scores are those of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015): 0 for a "
          "detector that is always silent, 100 for one that finds all at once and is never wrong; "
          "with its three tables of costs."}}};
}

const Text honest{
    "模拟真值不是现场真值：规则与模拟器同出一处，得分只说明规则是否符合其自身定义，"
    "不说明现场的查全率和误报率。",
    "Simulated truth is not field truth: rules and simulator come from the same "
    "hands, so these marks say whether rules do what they say, not how they do in "
    "the field."};

Section about(const MarksInput& input) {
    Section section{.title = {"说明", "How it was marked"}, .blocks = {definitions(input)}};
    if (!input.corpus.empty()) {
        const std::string& corpus = input.corpus;
        section.blocks.push_back(Paragraph{.text = {"语料：" + corpus, "Corpus: " + corpus}});
    }
    if (!input.corpus_hash.empty()) {
        const std::string& hash = input.corpus_hash;
        section.blocks.push_back(Paragraph{
            .text = {"语料校验和（FNV-1a 64，只防误改，不防伪造）：" + hash,
                     "Hash of the corpus (FNV-1a 64, against mistakes, not forgery): " + hash},
            .quiet = true});
    }
    if (input.simulated) section.blocks.push_back(Paragraph{.text = honest});
    return section;
}

}  // namespace

Page build_marks(const MarksInput& input) {
    Page page{.id = input.id,
              .title = input.title,
              .figures = figures_of(input),
              .foot = {input.program, input.program}};
    if (input.simulated) page.banner = honest;
    if (input.rules.size() > 1) {
        page.sections.push_back({.title = {"排行", "Leaderboard"}, .blocks = {leaderboard(input)}});
    }
    page.sections.push_back({.title = {"各事件类型", "By kind"}, .blocks = {kinds_table(input)}});
    page.sections.push_back(
        {.title = {"漏报与误报", "Misses and false alarms"}, .blocks = {slips_table(input)}});
    page.sections.push_back(about(input));
    return page;
}

}  // namespace hoistway
