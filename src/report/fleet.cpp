// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/fleet.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "put.hpp"

namespace hoistway {

namespace {

Column decimal_column(std::string id, Text title, Text unit) {
    return {.id = std::move(id),
            .title = std::move(title),
            .kind = CellKind::decimal,
            .unit = std::move(unit)};
}

Column share_column(std::string id, Text title) {
    return {.id = std::move(id), .title = std::move(title), .kind = CellKind::percent, .digits = 2};
}

Column count_column(std::string id, Text title) {
    return {.id = std::move(id), .title = std::move(title), .kind = CellKind::integer};
}

const Text hours{"小时", "h"};

// Worst first; a lift whose availability is not known stands last.
std::vector<const FleetLift*> worst_first(const std::vector<FleetLift>& rows) {
    std::vector<const FleetLift*> order;
    for (const FleetLift& row : rows) order.push_back(&row);
    const auto share = [](const FleetLift* lift) {
        return std::isfinite(lift->availability) ? lift->availability
                                                 : std::numeric_limits<double>::infinity();
    };
    std::stable_sort(order.begin(), order.end(), [&](const FleetLift* a, const FleetLift* b) {
        const double left = share(a), right = share(b);
        return left < right || (left == right && a->outages.value_or(0) > b->outages.value_or(0));
    });
    return order;
}

Table lifts_table(const FleetAvailabilityInput& input) {
    Table table{
        {.id = "availability",
         .title = {"各电梯可用率（由低到高）", "Availability by lift, worst first"},
         .columns = {
             count_column("no", {"序号", "No."}),
             {.id = "lift", .title = {"电梯", "Lift"}},
             {.id = "group", .title = {"分组", "Group"}},
             share_column("availability", {"可用率", "Availability"}),
             count_column("outages", {"停用次数", "Outages"}),
             {.id = "down", .title = {"停用时长", "Time down"}, .kind = CellKind::duration},
             decimal_column("mean_hours_between", {"平均停用间隔", "Mean between outages"}, hours),
             decimal_column("mean_hours_to_restore", {"平均恢复时长", "Mean time to restore"},
                            hours)}}};
    for (const FleetLift* lift : worst_first(input.rows)) {
        table.add_row(table.rows() + 1, lift->key, lift->group, lift->availability, lift->outages,
                      lift->down, lift->mean_hours_between, lift->mean_hours_to_restore);
    }
    return table;
}

// A tile of the page where its value is known.
Figure tile(Column what, Cell value) {
    const double* const number = std::get_if<double>(&value);
    const bool known = number ? std::isfinite(*number) : value.index() != 0;
    return {.what = std::move(what), .value = std::move(value), .headline = known};
}

std::vector<Figure> figures_of(const FleetAvailabilityInput& input) {
    const auto decimal = [](const char* id, Text title, Text unit, double value) {
        return tile(decimal_column(id, std::move(title), std::move(unit)), to_cell(value));
    };
    Column down{.id = "median_down",
                .title = {"停用时长中位数", "Median time down"},
                .kind = CellKind::duration};
    return {
        {.what = count_column("lifts", {"电梯", "Lifts"}), .value = to_cell(input.lifts)},
        {.what = count_column("judged", {"数据充足", "With enough data"}),
         .value = to_cell(input.judged)},
        tile(count_column("days", {"判定天数", "Days judged"}), to_cell(input.days)),
        {.what = share_column("median_availability", {"可用率中位数", "Median availability"}),
         .value = to_cell(input.median_availability)},
        tile(std::move(down), to_cell(input.median_down)),
        tile(count_column("down_four_weeks", {"累计停用四周以上", "Down four weeks or more"}),
             to_cell(input.down_four_weeks)),
        decimal("down_a_day", {"日均停用台数", "Lifts down on a day, mean"}, {}, input.down_a_day),
        tile(count_column("outages", {"停用次数", "Outages"}), to_cell(input.outages)),
        decimal("median_hours_between", {"停用间隔中位数", "Median between outages"}, hours,
                input.median_hours_between),
        decimal("median_hours_to_restore", {"恢复时长中位数", "Median time to restore"}, hours,
                input.median_hours_to_restore)};
}

Text span_text(const FleetAvailabilityInput& input) {
    if (!input.data) return {};
    std::string span;
    detail::put_local_time(span, input.data->from);
    span += " – ";
    detail::put_local_time(span, input.data->to);
    return {span, span + " (UTC+8)"};
}

}  // namespace

Page build_fleet(const FleetAvailabilityInput& input) {
    Page page{.id = input.id,
              .title = input.title,
              .subtitle = span_text(input),
              .figures = figures_of(input),
              .foot = {input.program, input.program}};
    if (input.simulated) {
        page.banner = {"本报告由模拟数据生成，不反映任何真实电梯。",
                       "This report was made from simulated data; it speaks of no real lift."};
    }
    const std::string all = std::to_string(input.lifts), judged = std::to_string(input.judged);
    page.lead = {"共 " + all + " 部电梯，其中 " + judged + " 部有足够数据可以判断。",
                 "Of " + all + " lifts, " + judged + " had enough data to be judged."};
    page.sections.push_back({.title = {"各电梯可用率", "Lifts"}, .blocks = {lifts_table(input)}});
    if (!input.source.empty()) {
        page.sections.push_back(
            {.title = {"数据来源", "Source"}, .blocks = {Paragraph{.text = input.source}}});
    }
    return page;
}

}  // namespace hoistway
