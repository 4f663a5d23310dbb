// SPDX-License-Identifier: Apache-2.0
//
// The monthly report as a page: headline figures, chapters, charts.

#include "hoistway/report/month.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "hoistway/core/time_text.hpp"
#include "month_parts.hpp"
#include "put.hpp"

namespace hoistway {

namespace {

using namespace detail;

constexpr std::size_t most_in_chart = 10;  // lifts in a ranking [default]

std::string number(std::uint64_t value) {
    std::string out;
    put_grouped(out, static_cast<std::int64_t>(value));
    return out;
}

// A value as it stands in a sentence: "98.70%", "12分30秒", or that it is not known.
std::string value_text(const Column& what, const Cell& value, Language language) {
    if (is_missing(value)) return language == Language::zh ? "未知" : "not known";
    std::string out;
    put_plain_cell(out, what, value, language);
    return out;
}

const Column rate_column{.id = "online_rate",
                         .title = {"设备在线率", "Online rate"},
                         .kind = CellKind::percent,
                         .digits = 2};
const Column rescue_column{.id = "rescue_mean",
                           .title = {"平均救援时长", "Mean time to release"},
                           .kind = CellKind::duration};

Figure count_figure(std::string id, Text title, std::uint64_t value, Text unit, Text note = {}) {
    return {.what = {.id = std::move(id),
                     .title = std::move(title),
                     .kind = CellKind::integer,
                     .unit = std::move(unit)},
            .value = to_cell(value),
            .note = std::move(note)};
}

Figure quiet_figure(std::string id, Cell value) {
    return {.what = {.id = std::move(id)}, .value = std::move(value), .headline = false};
}

std::vector<Figure> headline_figures(const MonthFigures& f) {
    const Text lifts{"部", "lifts"}, times{"次", ""};
    const std::string open = number(f.entrapments - f.released), counted = number(f.lifts_counted);
    const std::string silent = number(f.silent);
    std::optional<std::uint64_t> runs;
    if (f.lifts_counted > 0) runs = f.runs;
    return {
        count_figure("lifts", {"接入电梯", "Lifts connected"}, f.lifts, lifts),
        {.what = rate_column,
         .value = to_cell(f.online_rate),
         .note = {"在线时间之和÷应在线时间之和", "time online / time in the month"}},
        count_figure("offline_now", {"未在线设备", "Devices offline now"}, f.offline_now, lifts,
                     {"其中全月没有数据 " + silent + " 部", silent + " silent all month"}),
        count_figure("entrapments", {"困人", "Entrapments"}, f.entrapments, times,
                     {"尚无放人时间 " + open + " 次", open + " without a release"}),
        {.what = rescue_column,
         .value = to_cell(f.rescue_mean),
         .note = {"报警开始至放人，传感器所见", "alarm to release, as the sensors saw"}},
        count_figure("alarms", {"自动预（报）警", "Automatic alarms"}, f.alarms, times),
        {.what = {.id = "runs",
                  .title = {"运行总次数", "Runs"},
                  .kind = CellKind::integer,
                  .unit = times},
         .value = to_cell(runs),
         .note = {counted + " 部有计数", counted + " lifts counted"}},
        count_figure("due_lifts", {"按需维保到期", "Lifts due"}, f.due_lifts, lifts),
    };
}

std::vector<Figure> figures_for(const MonthFigures& f) {
    std::vector<Figure> figures = headline_figures(f);
    const std::pair<const char*, std::uint64_t> counts[] = {
        {"offline_over_a_day", f.offline_over_a_day},
        {"silent", f.silent},
        {"alarms_open", f.alarms_open},
        {"by_sensors", f.by_sensors},
        {"by_button", f.by_button},
        {"released", f.released},
        {"lifts_counted", f.lifts_counted},
        {"due_items", f.due_items},
        {"gaps", f.gaps},
        {"outside", f.outside}};
    for (const auto& [id, value] : counts) figures.push_back(quiet_figure(id, to_cell(value)));
    figures.push_back(quiet_figure("rescue_sum", f.rescue_sum));
    figures.push_back(quiet_figure("gap_sum", f.gap_sum));
    figures.push_back(quiet_figure("calls", Cell{}));
    figures.push_back(quiet_figure("calls_answered", Cell{}));
    return figures;
}

std::string month_zh(Month month) {
    return std::to_string(static_cast<int>(month.year())) + "年" +
           std::to_string(static_cast<unsigned>(month.month())) + "月";
}

Text lead(const MonthInput& input, const MonthFigures& f) {
    const Cell rate = to_cell(f.online_rate), mean = to_cell(f.rescue_mean);
    const std::string zh =
        month_zh(input.month) + "，我市已接入电梯按需维保智慧物联管理系统的电梯 " +
        number(f.lifts) + " 部，本月设备在线率 " + value_text(rate_column, rate, Language::zh) +
        "。系统自动预（报）警 " + number(f.alarms) + " 次，其中困人 " + number(f.entrapments) +
        " 次，平均救援时长 " + value_text(rescue_column, mean, Language::zh) +
        "；按需维保到期电梯 " + number(f.due_lifts) + " 部。";
    const std::string en = "In " + format_month(input.month) + ", " + number(f.lifts) +
                           " lifts were connected; their devices were online for " +
                           value_text(rate_column, rate, Language::en) + " of the time. " +
                           number(f.alarms) + " automatic alarms were raised, " +
                           number(f.entrapments) +
                           " of them entrapments; the mean time to release was " +
                           value_text(rescue_column, mean, Language::en) +
                           ". Maintenance is due on " + number(f.due_lifts) + " lifts.";
    return {zh, en};
}

std::size_t days_in(Month month) noexcept {
    const Date last{month.year() / month.month() / std::chrono::last};
    return static_cast<unsigned>(last.day());
}

DayMonth day_month(const MonthInput& input, std::size_t day) {
    return day < input.by_day.size() ? input.by_day[day] : DayMonth{};
}

// The axis begins at the round share below the lowest day, so that a day of 97 % can be seen.
double low_bound(const std::vector<double>& days) noexcept {
    double least = 1;
    for (const double day : days) least = std::min(least, day >= 0 ? day : 1);
    return least >= 0.9 ? 0.9 : least >= 0.5 ? 0.5 : 0.0;
}

DayChart online_chart(const MonthInput& input) {
    DayChart chart{.title = {"每日设备在线率", "Online rate by day"},
                   .unit = {"按日", "by day"},
                   .high = 1,
                   .percent = true};
    for (std::size_t day = 0; day < days_in(input.month); ++day) {
        const DayMonth one = day_month(input, day);
        chart.days.push_back(share(one.online, one.observed).value_or(no_value));
    }
    chart.low = low_bound(chart.days);
    return chart;
}

BarChart daily_runs_chart(const MonthInput& input) {
    BarChart chart{.title = {"每日运行次数", "Runs by day"},
                   .unit = {"次，按日", "runs, by day"},
                   .ordered = true};
    for (std::size_t day = 0; day < days_in(input.month); ++day) {
        const std::string label = std::to_string(day + 1);
        const auto runs = day_month(input, day).runs;
        chart.bars.push_back({{label, label}, runs ? static_cast<double>(*runs) : no_value});
    }
    return chart;
}

HeatMap hourly_runs_chart(const MonthInput& input) {
    HeatMap chart{.title = {"运行次数分布（日×小时）", "Runs by day and hour"},
                  .unit = {"纵：日；横：时", "down: day; across: hour"}};
    for (std::size_t day = 0; day < days_in(input.month); ++day) {
        const DayMonth one = day_month(input, day);
        auto& row = chart.days.emplace_back();
        for (std::size_t hour = 0; hour < row.size(); ++hour) {
            row[hour] = one.runs ? static_cast<double>(one.runs_by_hour[hour]) : no_value;
        }
    }
    return chart;
}

BarChart entrapment_hours_chart(const MonthView& view) {
    BarChart chart{.title = {"困人报警的时段分布", "Entrapments by hour of day"},
                   .unit = {"次，按时", "count, by hour"},
                   .ordered = true};
    for (int hour = 0; hour < 24; ++hour) {
        const std::string label = std::to_string(hour);
        chart.bars.push_back({{label, label}, 0});
    }
    for (const MonthEpisode& episode : view.entrapments) {
        chart.bars[static_cast<std::size_t>(hour_of(episode.raised))].value += 1;
    }
    return chart;
}

RankingChart alarm_kinds_chart(const MonthView& view) {
    RankingChart chart{
        .title = {"报警次数（按类型）", "Alarms by kind"}, .unit = {"次", "count"}, .bars = {}};
    for (std::size_t kind = 0; kind < event_kinds; ++kind) {
        const auto is_kind = [&](const MonthEpisode& episode) {
            return static_cast<std::size_t>(episode.kind) == kind;
        };
        const auto count = std::count_if(view.episodes.begin(), view.episodes.end(), is_kind);
        if (count == 0) continue;
        chart.bars.push_back({kind_text(static_cast<EventKind>(kind)), static_cast<double>(count)});
    }
    std::stable_sort(chart.bars.begin(), chart.bars.end(),
                     [](const Bar& a, const Bar& b) { return a.value > b.value; });
    return chart;
}

RankingChart top_runs_chart(const MonthInput& input) {
    RankingChart chart{.title = {"运行次数最多的电梯", "Lifts with the most runs"},
                       .unit = {"次", "runs"},
                       .bars = {}};
    for (const std::size_t place : lifts_by_runs(input)) {
        const auto runs = lift_month(input, place).runs;
        if (!runs || chart.bars.size() == most_in_chart) break;
        const Lift& lift = input.lifts[place];
        const std::string name = lift.key + " " + lift.address;
        chart.bars.push_back({{name, name}, static_cast<double>(*runs)});
    }
    return chart;
}

Section basics(const MonthView& view, const MonthFigures& f) {
    const std::string rate_zh = value_text(rate_column, to_cell(f.online_rate), Language::zh),
                      rate_en = value_text(rate_column, to_cell(f.online_rate), Language::en);
    Section section{.title = {"一、基本信息", "1. Basics"}, .blocks = {}};
    section.blocks.push_back(Paragraph{
        {"我市已接入电梯按需维保智慧物联管理系统电梯 " + number(f.lifts) + " 部，本月设备在线率 " +
             rate_zh + "。截止目前，未在线设备 " + number(f.offline_now) +
             " 部，本月超过1天未在线设备 " + number(f.offline_over_a_day) + " 部，如下表。",
         number(f.lifts) + " lifts are connected; the online rate of the month is " + rate_en +
             ". " + number(f.offline_now) + " devices are offline now, " +
             number(f.offline_over_a_day) + " were offline for over a day."}});
    section.blocks.push_back(Paragraph{
        {"在线率＝各设备在线时间之和÷各设备应在线时间之和（模板未给出定义，此为本系统默认口径）。",
         "Online rate = sum of the devices' time online / sum of the time they should have been "
         "online (the template gives no definition; this is the default)."},
        true});
    section.blocks.push_back(offline_now_table(view));
    section.blocks.push_back(offline_over_a_day_table(view));
    if (!view.input.by_day.empty()) section.blocks.push_back(Chart{online_chart(view.input)});
    return section;
}

Section alarms(const MonthView& view, const MonthFigures& f) {
    Section section{.title = {"二、报警响应数据", "2. Alarms and answers"}, .blocks = {}};
    section.blocks.push_back(
        Paragraph{{"本月系统自动预（报）警共 " + number(f.alarms) + " 次，其中 " +
                       number(f.alarms_open) + " 次到数据截止时尚未解除。",
                   "The system raised " + number(f.alarms) + " alarms in the month, of which " +
                       number(f.alarms_open) + " were still open at the end of the data."}});
    section.blocks.push_back(Paragraph{
        {"接听数据尚未接入：总呼叫次数、有效呼叫次数、使用单位／维保单位／96365平台三级接听次数、"
         "未接听次数和表3（总呼叫次数排名）本期不出具；没有数据不等于零次。",
         "Calls are not yet connected: the total and valid calls, those answered by the use unit, "
         "the maintenance unit and the 96365 platform, the missed calls and table 3 are not given "
         "in this report; no data does not mean zero calls."}});
    section.blocks.push_back(alarms_table(view));
    if (f.alarms > 0) section.blocks.push_back(Chart{alarm_kinds_chart(view)});
    return section;
}

Section rescues(const MonthView& view, const MonthFigures& f) {
    const Cell mean = to_cell(f.rescue_mean), sum = Cell{f.rescue_sum};
    Section section{.title = {"三、困人救援数据", "3. Entrapments and rescues"}, .blocks = {}};
    section.blocks.push_back(Bullets{{
        {"困人自动报警次数：" + number(f.by_sensors) + " 次（设备通过传感器自动识别）；",
         "Raised by sensors: " + number(f.by_sensors)},
        {"困人手动呼叫次数：" + number(f.by_button) +
             " 次（困人期间按下一键报警的事件数，同一事件可与自动报警重复）；",
         "With the alarm button pressed: " + number(f.by_button) +
             " (an entrapment may be counted in both lines)"},
        {"困人次数：" + number(f.entrapments) + " 次（由系统自动统计，未经人工核实）。",
         "Entrapments: " + number(f.entrapments) + " (counted by the system, not confirmed)"},
    }});
    section.blocks.push_back(entrapments_table(view));
    section.blocks.push_back(
        Paragraph{{"已放人 " + number(f.released) + " 次，救援时长合计 " +
                       value_text(rescue_column, sum, Language::zh) + "，平均救援时长 " +
                       value_text(rescue_column, mean, Language::zh) +
                       "。平均救援时长＝∑（放人完成时间－报警开始时间）÷已放人的困人次数。",
                   "Released: " + number(f.released) + "; time to release in total " +
                       value_text(rescue_column, sum, Language::en) + ", on average " +
                       value_text(rescue_column, mean, Language::en) +
                       ". Mean = sum of (release - alarm) / entrapments released."}});
    section.blocks.push_back(rescues_table(view));
    section.blocks.push_back(maintenance_units_table(view));
    if (f.entrapments > 0) section.blocks.push_back(Chart{entrapment_hours_chart(view)});
    return section;
}

Section runs(const MonthView& view, const MonthFigures& f) {
    Section section{.title = {"四、设备运行数据", "4. Runs"}, .blocks = {}};
    const std::string unknown = number(f.lifts - f.lifts_counted);
    section.blocks.push_back(
        Paragraph{{"有运行计数的电梯 " + number(f.lifts_counted) + " 部，当月共运行 " +
                       number(f.runs) + " 次；另有 " + unknown + " 部没有可用的计数，不计为零。",
                   number(f.lifts_counted) + " lifts were counted and made " + number(f.runs) +
                       " runs; " + unknown + " could not be counted, which is not zero runs."}});
    if (!view.input.by_day.empty()) {
        section.blocks.push_back(Chart{daily_runs_chart(view.input)});
        section.blocks.push_back(Chart{hourly_runs_chart(view.input)});
    }
    if (f.lifts_counted > 0) section.blocks.push_back(Chart{top_runs_chart(view.input)});
    section.blocks.push_back(runs_table(view));
    return section;
}

Section due(const MonthView& view, const MonthFigures& f) {
    Section section{.title = {"五、按需维保到期", "5. Maintenance that is due"}, .blocks = {}};
    section.blocks.push_back(
        Paragraph{{"共 " + number(f.due_lifts) + " 部电梯、" + number(f.due_items) +
                       " 项触发条件到期，按到期日先后排列。",
                   number(f.due_lifts) + " lifts are due for " + number(f.due_items) +
                       " reasons, the earliest first."}});
    section.blocks.push_back(due_table(view));
    return section;
}

Section quality(const MonthView& view, const MonthFigures& f) {
    Section section{.title = {"六、数据质量", "6. Quality of the data"}, .blocks = {}};
    section.blocks.push_back(quality_table(view, f));
    section.blocks.push_back(shortfalls_table(view));
    return section;
}

Section notes(const MonthView& view) {
    Section section{.title = {"七、说明", "7. Notes"}, .blocks = {}};
    section.blocks.push_back(Bullets{{
        {"格式依据：石家庄市市场监督管理局《关于开展电梯按需维保试点工作的通知》附件4（参考模板）"
         "。",
         "Form: annex 4 (reference template) of the Shijiazhuang market regulator's notice on "
         "on-demand lift maintenance."},
        {"时间均为北京时间（UTC+8）；事件计入报警开始所在的月份。",
         "All times are UTC+8; an episode counts in the month in which it was raised."},
        {"未在线：到数据截止时仍没有数据，或全月没有数据。设备离线不等于电梯故障。",
         "Offline now: still silent at the end of the data, or silent all month. A silent device "
         "is not a broken lift."},
        {"“—”表示没有数据，不表示零。",
         "A dash means that there is no data; it does not mean zero."},
        {"完整数据见同名 CSV 与 JSON 文件；其中时长以秒计。",
         "The CSV and JSON files of the same name hold all rows; durations are in seconds there."},
    }});
    section.blocks.push_back(provenance_table(view));
    return section;
}

Text banner(const MonthInput& input) {
    if (!input.simulated) return {};
    return {"本报告由模拟数据生成，不反映任何真实电梯、单位或事件。",
            "This report was made from simulated data; it speaks of no real lift, unit or event."};
}

}  // namespace

MonthReport build_month(const MonthInput& input) {
    const MonthView view = view_of(input);
    MonthReport report{.figures = figures_of(view)};
    const MonthFigures& f = report.figures;
    report.page = {.id = "month-" + format_month(input.month),
                   .title = {"电梯“自动预（报）警”及“一键报警”运行情况月度报告",
                             "Lift alarms and one-key calls: monthly report"},
                   .subtitle = {month_zh(input.month), format_month(input.month)},
                   .banner = banner(input),
                   .lead = lead(input, f),
                   .figures = figures_for(f),
                   .sections = {basics(view, f), alarms(view, f), rescues(view, f), runs(view, f),
                                due(view, f), quality(view, f), notes(view)},
                   .foot = {input.provenance.program, input.provenance.program}};
    return report;
}

}  // namespace hoistway
