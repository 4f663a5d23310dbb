// SPDX-License-Identifier: Apache-2.0
//
// The tables of the monthly report, columns as in annex 4 of source 002.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "month_parts.hpp"
#include "put.hpp"

namespace hoistway::detail {

namespace {

const Column number_column{.id = "no", .title = {"序号", "No."}, .kind = CellKind::integer};

Column text_column(std::string id, Text title) {
    return {.id = std::move(id), .title = std::move(title)};
}

Column count_column(std::string id, Text title) {
    return {.id = std::move(id), .title = std::move(title), .kind = CellKind::integer};
}

Column column(std::string id, Text title, CellKind kind) {
    return {.id = std::move(id), .title = std::move(title), .kind = kind};
}

// On the page only where a lift has no equipment code to be known by.
Column key_column(const MonthInput& input) {
    const bool needed = std::any_of(input.lifts.begin(), input.lifts.end(),
                                    [](const Lift& lift) { return lift.equipment_code.empty(); });
    return {.id = "lift", .title = {"内部编号", "Lift key"}, .in_page = needed};
}

Column remark_column(Text title = {"备注（原因）", "Remark (cause)"}) {
    return text_column("remark", std::move(title));
}

std::vector<Column> join(std::vector<Column> first, std::vector<Column> second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// The first seven columns of tables 1 to 4 and 6, and the key that other files know the lift by.
std::vector<Column> lift_columns(const MonthInput& input) {
    return {number_column,
            text_column("equipment_code", {"设备代码", "Equipment code"}),
            text_column("certificate", {"使用登记证号", "Registration certificate"}),
            text_column("division", {"行政区划", "Division"}),
            text_column("address", {"安装地址", "Address"}),
            text_column("use_unit", {"使用单位", "Use unit"}),
            text_column("maintenance_unit", {"维保单位", "Maintenance unit"}),
            key_column(input)};
}

std::vector<Cell> lift_cells(std::size_t number, const Lift& lift) {
    return {to_cell(number),
            to_cell(lift.equipment_code),
            to_cell(lift.certificate),
            to_cell(lift.division),
            to_cell(lift.address),
            to_cell(lift.use_unit),
            to_cell(lift.maintenance_unit),
            to_cell(lift.key)};
}

std::vector<Cell> with(std::vector<Cell> cells, std::vector<Cell> more) {
    for (Cell& cell : more) cells.push_back(std::move(cell));
    return cells;
}

std::string time_text(Time time) {
    std::string out;
    put_local_time(out, time);
    return out;
}

std::string duration_text(Duration span, Language language) {
    std::string out;
    put_duration(out, span, language);
    return out;
}

Text offline_now_remark(const OfflineLift& offline) {
    if (!offline.gap) return {"本月没有收到任何数据", "no data at all this month"};
    const std::string since = time_text(offline.gap->from);
    return {"自 " + since + " 起没有数据", "no data since " + since};
}

Text offline_remark(const OfflineLift& offline) {
    if (!offline.gap) return offline_now_remark(offline);
    const Duration length = offline.gap->to - offline.gap->from;
    const std::string from = time_text(offline.gap->from);
    return {"最长一次自 " + from + " 起 " + duration_text(length, Language::zh),
            "longest from " + from + ", " + duration_text(length, Language::en)};
}

Table offline_table(const MonthView& view, const std::vector<OfflineLift>& lifts, TableHead head,
                    Text (*remark)(const OfflineLift&)) {
    head.columns = join(lift_columns(view.input), {remark_column(),
                                                   {.id = "offline_from",
                                                    .title = {"离线起始时间", "Offline from"},
                                                    .kind = CellKind::time,
                                                    .in_page = false},
                                                   {.id = "offline_for",
                                                    .title = {"离线时长", "Offline for"},
                                                    .kind = CellKind::duration,
                                                    .in_page = false}});
    Table table{std::move(head)};
    for (const OfflineLift& offline : lifts) {
        std::optional<Time> from;
        std::optional<Duration> length;
        if (offline.gap) from = offline.gap->from;
        if (offline.gap) length = offline.gap->to - offline.gap->from;
        table.add_cells(with(lift_cells(table.rows() + 1, view.input.lifts[offline.lift]),
                             {to_cell(remark(offline)), to_cell(from), to_cell(length)}));
    }
    return table;
}

std::string floor_text(const Lift& lift, std::int16_t floor) {
    if (floor == no_floor) return {};
    const auto place = static_cast<std::size_t>(floor - 1);
    const bool labelled = floor >= 1 && place < lift.floors.size();
    if (labelled && !lift.floors[place].label.empty()) return lift.floors[place].label;
    return std::to_string(floor);
}

Text way_text(const MonthEpisode& episode) {
    if (episode.by_sensors && episode.by_button) return {"自动＋一键", "sensors and button"};
    if (episode.by_button) return {"一键", "button"};
    return {"自动", "sensors"};
}

std::string kind_word(const MonthEpisode& episode) {
    std::string out(to_text(episode.kind));
    if (episode.kind != EventKind::native) return out;
    out += ':';
    out += episode.native.dialect.view();
    out += ':';
    out += episode.native.code.view();
    return out;
}

struct AlarmSum {
    Text title;
    std::set<LiftIndex> lifts;
    RescueSum times;
};

// A whole number as such, so that 10,000 runs do not read 10000.0.
Cell number_cell(double value) {
    if (std::isfinite(value) && std::abs(value) < 1e15 && value == std::floor(value)) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

Cell date_cell(Date date) { return date.ok() ? Cell{date} : Cell{}; }

std::map<std::string, std::vector<MonthEpisode>> entrapments_by_unit(const MonthView& view) {
    std::map<std::string, std::vector<MonthEpisode>> units;
    for (const Lift& lift : view.input.lifts) units[lift.maintenance_unit];
    for (const MonthEpisode& episode : view.entrapments) {
        units[view.input.lifts[episode.lift].maintenance_unit].push_back(episode);
    }
    return units;
}

using UnitSum = std::pair<std::string, RescueSum>;

std::vector<UnitSum> unit_sums(const MonthView& view) {
    std::vector<UnitSum> sums;
    for (const auto& [unit, entrapments] : entrapments_by_unit(view)) {
        sums.emplace_back(unit, rescue_sum(entrapments));
    }
    const auto by_name = [](const UnitSum& sum, const std::string& name) {
        return sum.first < name;
    };
    for (const Lift& lift : view.input.lifts) {
        ++std::lower_bound(sums.begin(), sums.end(), lift.maintenance_unit, by_name)->second.lifts;
    }
    std::stable_sort(sums.begin(), sums.end(), [](const UnitSum& a, const UnitSum& b) {
        const Duration none{-1};
        return std::tuple(a.second.mean().value_or(none), a.second.entrapments) >
               std::tuple(b.second.mean().value_or(none), b.second.entrapments);
    });
    return sums;
}

Text unit_remark(const RescueSum& sum) {
    if (sum.entrapments == 0) return {"本月没有困人", "no entrapment this month"};
    const std::uint64_t open = sum.entrapments - sum.released;
    if (open == 0) return {};
    const std::string count = std::to_string(open);
    return {count + " 次尚无放人时间，未计入平均", count + " without a release, not in the mean"};
}

void add_quality(Table& table, Text item, Cell value, Text unit, Text remark = {}) {
    table.add_row(std::move(item), std::move(value), std::move(unit), std::move(remark));
}

}  // namespace

Text kind_text(const MonthEpisode& episode) {
    Text text = kind_text(episode.kind);
    if (episode.kind != EventKind::native) return text;
    std::string code = " ";
    code += episode.native.dialect.view();
    code += ':';
    code += episode.native.code.view();
    text.zh += code;
    text.en += code;
    return text;
}

Text trigger_text(Trigger trigger) {
    switch (trigger) {
        case Trigger::runs:
            return {"运行次数（次）", "Runs"};
        case Trigger::door_cycles:
            return {"开关门次数（次）", "Door cycles"};
        case Trigger::run_time:
            return {"运行时间（秒）", "Run time (s)"};
        case Trigger::rope_bends:
            return {"钢丝绳弯折次数（次）", "Rope bends"};
        case Trigger::distance:
            return {"运行距离（公里）", "Distance (km)"};
        case Trigger::entrapments:
            return {"困人次数（次）", "Entrapments"};
        case Trigger::noise:
            return {"噪声（分贝）", "Noise (dB)"};
        case Trigger::interval:
            return {"间隔（月）", "Interval (months)"};
        case Trigger::part_life:
            return {"部件寿命", "Life of a part"};
        case Trigger::interval_days:
            return {"间隔（天）", "Interval (days)"};
    }
    return {};
}

Table offline_now_table(const MonthView& view) {
    return offline_table(view, offline_now(view),
                         {.id = "table1_offline_now",
                          .title = {"表1 未在线设备统计表", "Table 1. Devices offline now"},
                          .none = {"没有未在线设备", "No device is offline"}},
                         offline_now_remark);
}

Table offline_over_a_day_table(const MonthView& view) {
    return offline_table(
        view, offline_over_a_day(view),
        {.id = "table2_offline_over_a_day",
         .title = {"表2 本月超过1天未在线设备", "Table 2. Devices offline for over a day"},
         .note = {"列入条件：本月内有一次连续超过 24 小时没有数据（模板未定义，本系统默认）。",
                  "Listed: one unbroken silence of over 24 h in the month (the template does not "
                  "define it; this is the default)."},
         .none = {"没有超过1天未在线的设备", "No device was offline for over a day"}},
        offline_remark);
}

Table alarms_table(const MonthView& view) {
    std::map<std::pair<EventKind, std::string>, AlarmSum> kinds;
    for (const MonthEpisode& episode : view.episodes) {
        AlarmSum& sum = kinds[{episode.kind, kind_word(episode)}];
        sum.title = kind_text(episode);
        sum.lifts.insert(episode.lift);
        ++sum.times.entrapments;
        if (!episode.cleared) continue;
        ++sum.times.released;
        sum.times.sum += *episode.cleared - episode.raised;
    }
    Table table{{.id = "alarms",
                 .title = {"自动预（报）警分类统计", "Automatic alarms by kind"},
                 .columns = {text_column("name", {"类型", "Kind"}),
                             count_column("count", {"次数", "Count"}),
                             count_column("lifts", {"涉及电梯（部）", "Lifts"}),
                             count_column("open", {"未解除", "Still open"}),
                             column("mean", {"平均持续时长（已解除）", "Mean time to clear"},
                                    CellKind::duration),
                             {.id = "kind", .title = {"代号", "Word"}, .in_page = false}},
                 .none = {"本月没有报警", "No alarm this month"}}};
    for (const auto& [key, sum] : kinds) {
        table.add_row(sum.title, sum.times.entrapments, sum.lifts.size(),
                      sum.times.entrapments - sum.times.released, sum.times.mean(), key.second);
    }
    return table;
}

Table entrapments_table(const MonthView& view) {
    std::vector<std::uint64_t> counts(view.input.lifts.size());
    for (const MonthEpisode& episode : view.entrapments) ++counts[episode.lift];
    std::vector<std::size_t> order;
    for (std::size_t lift = 0; lift < counts.size(); ++lift) {
        if (counts[lift] > 0) order.push_back(lift);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
    Table table{{.id = "table4_entrapments",
                 .title = {"表4 电梯困人次数排名", "Table 4. Lifts by entrapments"},
                 .columns = join(lift_columns(view.input),
                                 {count_column("entrapments", {"真实困人次数（系统统计，未核实）",
                                                               "Entrapments (as detected)"}),
                                  remark_column()}),
                 .note = {"次数由系统自动统计，尚未经人工回访核实。只列有困人的电梯。",
                          "Counted by the system, not yet confirmed by a person. Only lifts with "
                          "an entrapment are listed."},
                 .none = {"本月没有困人", "No entrapment this month"}}};
    for (const std::size_t lift : order) {
        table.add_cells(with(lift_cells(table.rows() + 1, view.input.lifts[lift]),
                             {to_cell(counts[lift]), Cell{}}));
    }
    return table;
}

Table rescues_table(const MonthView& view) {
    const Text clock{"北京时间", "UTC+8"};
    const auto moment = [&](std::string id, Text title) {
        return Column{
            .id = std::move(id), .title = std::move(title), .kind = CellKind::time, .unit = clock};
    };
    Table table{
        {.id = "rescues",
         .title = {"救援时间明细", "Rescues one by one"},
         .columns = {number_column, text_column("equipment_code", {"设备代码", "Equipment code"}),
                     text_column("address", {"安装地址", "Address"}),
                     text_column("maintenance_unit", {"维保单位", "Maintenance unit"}),
                     text_column("floor", {"楼层", "Floor"}),
                     text_column("way", {"报警方式", "Raised by"}),
                     moment("raised", {"报警开始时间", "Alarm"}),
                     moment("accepted", {"救援接单时间", "Accepted"}),
                     moment("arrived", {"到达现场时间", "Arrived"}),
                     moment("released", {"放人完成时间", "Released"}),
                     column("rescue", {"救援时长", "Time to release"}, CellKind::duration),
                     remark_column({"备注（依据）", "Remark (evidence)"}), key_column(view.input)},
         .note = {"报警开始与放人完成为传感器所见的时刻；接单与到达时间尚未接入，以“—”表示。",
                  "Alarm and release are the times the sensors saw; acceptance and arrival "
                  "are not connected yet and are shown as a dash."},
         .none = {"本月没有困人", "No entrapment this month"}}};
    for (const MonthEpisode& episode : view.entrapments) {
        const Lift& lift = view.input.lifts[episode.lift];
        std::optional<Duration> length;
        if (episode.cleared) length = *episode.cleared - episode.raised;
        table.add_row(table.rows() + 1, lift.equipment_code, lift.address, lift.maintenance_unit,
                      floor_text(lift, episode.floor), way_text(episode), episode.raised, Cell{},
                      Cell{}, episode.cleared, length, episode.evidence, lift.key);
    }
    return table;
}

Table maintenance_units_table(const MonthView& view) {
    Table table{
        {.id = "table5_maintenance_units",
         .title = {"表5 维保单位本月平均救援时长排名",
                   "Table 5. Maintenance units by mean time to release"},
         .columns = {number_column,
                     text_column("maintenance_unit", {"维保单位", "Maintenance unit"}),
                     count_column("lifts", {"维保试点电梯台量", "Lifts maintained"}),
                     count_column("entrapments", {"困人次数", "Entrapments"}),
                     {.id = "entrapment_rate",
                      .title = {"维保单位困人率", "Entrapments per lift"},
                      .kind = CellKind::percent,
                      .digits = 2},
                     column("rescue_mean", {"本月平均救援时长", "Mean time to release"},
                            CellKind::duration),
                     remark_column()},
         .note = {
             "时长从长到短排列，没有困人的单位在后。平均＝∑（放人完成时间－报警开始时间）÷"
             "已放人的困人次数；困人率＝本月困人次数÷维保的电梯台量。",
             "Longest first, units without an entrapment last. Mean = sum of (release - alarm) "
             "/ entrapments released; rate = entrapments / lifts maintained."}}};
    for (const auto& [unit, sum] : unit_sums(view)) {
        const Text unnamed{"（未登记维保单位）", "(no unit registered)"};
        table.add_row(table.rows() + 1, unit.empty() ? unnamed : Text{unit, unit}, sum.lifts,
                      sum.entrapments,
                      static_cast<double>(sum.entrapments) / static_cast<double>(sum.lifts),
                      sum.mean(), unit_remark(sum));
    }
    return table;
}

Table runs_table(const MonthView& view) {
    Table table{{.id = "table6_runs",
                 .title = {"表6 当月电梯运行总次数", "Table 6. Runs in the month"},
                 .columns = join(lift_columns(view.input),
                                 {count_column("runs", {"当月运行总次数", "Runs"})}),
                 .note = {"一次运行＝关门－运行－开门。“—”表示没有可用的计数，不是零。",
                          "A run is: doors close, car runs, doors open. A dash means that nothing "
                          "could be counted; it is not zero."}}};
    for (const std::size_t lift : lifts_by_runs(view.input)) {
        table.add_cells(with(lift_cells(table.rows() + 1, view.input.lifts[lift]),
                             {to_cell(lift_month(view.input, lift).runs)}));
    }
    return table;
}

Table due_table(const MonthView& view) {
    Table table{{.id = "due",
                 .title = {"按需维保到期表", "Maintenance that is due"},
                 .columns = {number_column,
                             text_column("equipment_code", {"设备代码", "Equipment code"}),
                             text_column("address", {"安装地址", "Address"}),
                             text_column("use_unit", {"使用单位", "Use unit"}),
                             text_column("maintenance_unit", {"维保单位", "Maintenance unit"}),
                             text_column("trigger_name", {"触发项", "Trigger"}),
                             column("value", {"数值", "Value"}, CellKind::decimal),
                             column("limit", {"限值", "Limit"}, CellKind::decimal),
                             column("since", {"起算日", "Since"}, CellKind::date),
                             column("due", {"到期日", "Due"}, CellKind::date),
                             text_column("sentence", {"原因", "Reason"}),
                             key_column(view.input),
                             {.id = "trigger", .title = {"代号", "Word"}, .in_page = false},
                             {.id = "policy", .title = {"政策", "Policy"}, .in_page = false},
                             {.id = "clause", .title = {"条款", "Clause"}, .in_page = false}},
                 .note = {"一部电梯可有多项到期，先到先维保。",
                          "A lift may be due for several reasons; the earliest counts."},
                 .none = {"没有到期的电梯", "No lift is due"}}};
    for (const DueItem& item : view.due) {
        const Lift& lift = view.input.lifts[item.lift];
        table.add_row(table.rows() + 1, lift.equipment_code, lift.address, lift.use_unit,
                      lift.maintenance_unit, trigger_text(item.trigger), number_cell(item.value),
                      number_cell(item.limit), date_cell(item.since), date_cell(item.due),
                      item.sentence, lift.key, to_text(item.trigger), item.policy, item.clause);
    }
    return table;
}

Table quality_table(const MonthView& view, const MonthFigures& figures) {
    Table table{{.id = "data_quality",
                 .title = {"数据质量", "Quality of the data"},
                 .columns = {text_column("item", {"项目", "Item"}),
                             column("value", {"数值", "Value"}, CellKind::decimal),
                             text_column("unit", {"单位", "Unit"}),
                             text_column("remark", {"说明", "Remark"})}}};
    const Text lines{"条", "lines"}, lifts{"部", "lifts"};
    add_quality(table, {"读取的观测记录", "Observations read"},
                to_cell(view.input.input.observations), lines);
    add_quality(table, {"被拒绝的记录", "Lines refused"}, to_cell(view.input.input.refused), lines,
                {"其余记录照常处理", "the rest was read"});
    for (const RefusedCount& count : view.input.input.refused_by_cause) {
        const std::string code(to_string(count.code)), why(cause(count.code));
        add_quality(table, {"其中：" + code, "of these: " + code}, to_cell(count.lines), lines,
                    {why, why});
    }
    add_quality(table, {"数据中断次数", "Gaps"}, to_cell(figures.gaps), {"次", "gaps"});
    add_quality(table, {"数据中断总时长", "Time in gaps"},
                static_cast<double>(figures.gap_sum.count()) / 3600000, {"小时", "h"});
    add_quality(table, {"全月没有数据的电梯", "Lifts silent all month"}, to_cell(figures.silent),
                lifts);
    add_quality(table, {"有运行计数的电梯", "Lifts whose runs are known"},
                to_cell(figures.lifts_counted), lifts);
    add_quality(table, {"未计入的记录", "Records left out"}, to_cell(figures.outside), lines,
                {"电梯不在登记册内，或不在本月", "lift not in the registry, or another month"});
    return table;
}

Table shortfalls_table(const MonthView& view) {
    Table table{
        {.id = "rules_without_data",
         .title = {"因数据不足而无法判断的电梯", "Lifts that a rule could not judge"},
         .columns = {text_column("rule", {"规则", "Rule"}),
                     count_column("lifts", {"电梯（部）", "Lifts"}),
                     text_column("cause", {"缺少的信号", "What was missing"})},
         .note = {"数据不足不等于没有故障。", "Not enough data is not the same as no fault."},
         .none = {"各规则数据充足", "Every rule had enough data"}}};
    for (const RuleShortfall& shortfall : view.input.shortfalls) {
        table.add_row(shortfall.rule, shortfall.lifts, shortfall.cause);
    }
    return table;
}

Table provenance_table(const MonthView& view) {
    const Provenance& provenance = view.input.provenance;
    Table table{{.id = "provenance",
                 .title = {"数据来源与版本", "Where the figures come from"},
                 .columns = {text_column("item", {"项目", "Item"}),
                             text_column("value", {"内容", "Value"})}}};
    table.add_row(Text{"程序", "Program"}, provenance.program);
    std::string span;
    if (provenance.data) {
        span = time_text(provenance.data->from) + " – " + time_text(provenance.data->to);
    }
    table.add_row(Text{"数据起止（北京时间）", "Span of the data (UTC+8)"}, span);
    for (const PolicyUsed& policy : provenance.policies) {
        std::string text = policy.id;
        if (!policy.edition.empty()) text += ", " + policy.edition;
        if (!policy.hash.empty()) text += ", " + policy.hash;
        table.add_row(Text{"维保政策", "Policy"}, text);
    }
    std::string rules;
    for (const std::string& rule : provenance.rules) rules += (rules.empty() ? "" : ", ") + rule;
    table.add_row(Text{"判断规则", "Rules"}, rules);
    return table;
}

}  // namespace hoistway::detail
