// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "hoistway/core/utf8.hpp"

#include "svg.hpp"

namespace hoistway {

namespace {

using namespace detail;

constexpr double head = 30;  // room above the plot: the unit, the key of colours
constexpr double plot_tall = 170;
constexpr double right = 12;
constexpr double longest_name = 108;  // room for an upright name

double ems_of_letter(std::size_t bytes) noexcept { return bytes == 1 ? 0.6 : 1.0; }

// At most so many ems of the text, with "…" where it was cut.
std::string shortened(std::string_view text, double ems) {
    if (width_in_ems(text) <= ems) return std::string(text);
    double used = 1;  // the dots
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t bytes = utf8_length(text, at);
        used += ems_of_letter(bytes);
        if (used > ems) break;
        at += bytes == 0 ? 1 : bytes;
    }
    return std::string(text.substr(0, at)) + "…";
}

double drawn(double value) noexcept { return std::isfinite(value) ? std::max(value, 0.0) : 0.0; }

double largest(const std::vector<double>& values) noexcept {
    double most = 0;
    for (const double value : values) most = std::max(most, drawn(value));
    return most;
}

bool any_unknown(const std::vector<double>& values) noexcept {
    return std::any_of(values.begin(), values.end(), [](double v) { return !std::isfinite(v); });
}

std::vector<double> values_of(const std::vector<Bar>& bars) {
    std::vector<double> values;
    for (const Bar& bar : bars) values.push_back(bar.value);
    return values;
}

// A number as it stands in a chart: grouped where it is whole, else the shortest.
std::string number_text(double value) {
    std::string out;
    if (value < 1e15 && value == std::floor(value)) {
        put_grouped(out, static_cast<std::int64_t>(value));
    } else if (value < 1e15) {
        put_fixed(out, value, 2);
        while (out.back() == '0') out.pop_back();
        if (out.back() == '.') out.pop_back();
    } else {
        put_number(out, value);
    }
    return out;
}

// A scale with at most five steps of 1, 2 or 5 times a power of ten.
struct Scale {
    double low = 0, step = 1;
    int steps = 1;
    bool percent = false;
    double top = 0, bottom = 0;  // in the drawing

    double high() const noexcept { return low + step * steps; }
    double place(double value) const noexcept {
        const double share = (std::clamp(value, low, high()) - low) / (high() - low);
        return bottom - share * (bottom - top);
    }
    std::string text(int tick) const {
        const double value = low + step * tick;
        return percent ? number_text(value * 100) + "%" : number_text(value);
    }
};

double round_step(double span, double least) noexcept {
    double power = least;
    while (power * 50 < span) power *= 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor * 5 >= span) return power * factor;
    }
    return power * 10;
}

Scale scale_for(double low, double high, bool percent) noexcept {
    Scale scale{.low = low, .percent = percent, .top = head, .bottom = head + plot_tall};
    const double span = std::min(high - low, 1e300);
    scale.step = round_step(span, percent ? 0.01 : span > 0 && span < 1 ? 0.01 : 1);
    scale.steps = std::max(1, static_cast<int>(std::ceil(span / scale.step - 1e-9)));
    return scale;
}

double left_of(const Scale& scale) {
    double ems = 0;
    for (int tick = 0; tick <= scale.steps; ++tick) {
        ems = std::max(ems, width_in_ems(scale.text(tick)));
    }
    return ems * letter + 10;
}

void draw_scale(Svg& svg, const Scale& scale, double left) {
    for (int tick = 0; tick <= scale.steps; ++tick) {
        const double y = scale.place(scale.low + scale.step * tick);
        svg.segment({left, y}, {svg_width - right, y}, grid, 1);
        svg.label({left - 6, y + 4}, Anchor::end, scale.text(tick));
    }
}

void draw_head(Svg& svg, const Text& unit, bool unknown, Language language) {
    svg.label({0, 15}, Anchor::start, shortened(unit.in(language), 25));
    if (!unknown) return;
    const std::string_view key = language == Language::zh ? "灰色：无数据" : "grey: no data";
    svg.rect({svg_width - right - width_in_ems(key) * letter - 16, 6, 10, 10}, unknown_ink);
    svg.label({svg_width - right, 15}, Anchor::end, key);
}

// What a reader who cannot see the chart is told: how much, and where the most.
std::string description(const std::vector<double>& values, const std::string& most_at,
                        Language language) {
    const bool zh = language == Language::zh;
    std::string out = std::to_string(values.size()) + (zh ? " 项" : " values");
    if (largest(values) <= 0) return out;
    out += (zh ? "，最大值 " : ", the largest ") + number_text(largest(values));
    if (most_at.empty()) return out;
    return out + (zh ? "（" : " (") + most_at + (zh ? "）" : ")");
}

std::size_t place_of_most(const std::vector<double>& values) noexcept {
    std::size_t place = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (drawn(values[i]) > drawn(values[place])) place = i;
    }
    return place;
}

std::string describe_bars(const std::vector<Bar>& bars, Language language) {
    const std::vector<double> values = values_of(bars);
    const std::string at =
        bars.empty() ? std::string() : bars[place_of_most(values)].label.in(language);
    return description(values, at, language);
}

std::string describe_days(const std::vector<double>& days, Language language) {
    return description(days, std::to_string(place_of_most(days) + 1), language);
}

// How the labels below the columns stand, and each how-many-th of them.
struct LabelPlan {
    bool upright = false;
    std::size_t every = 1;
    double room = line;  // below the plot
};

std::size_t one_in(double needed, double pitch) noexcept {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(needed / pitch)));
}

LabelPlan plan_labels(const BarChart& chart, double pitch, Language language) {
    double widest = 0;
    for (const Bar& bar : chart.bars) {
        widest = std::max(widest, width_in_ems(bar.label.in(language)) * letter);
    }
    if (widest + 6 <= pitch) return {};
    if (chart.ordered && widest < 60) return {.every = one_in(widest + 6, pitch)};
    return {
        .upright = true, .every = one_in(line, pitch), .room = std::min(widest, longest_name) + 14};
}

void draw_label(Svg& svg, const LabelPlan& plan, Point at, std::string_view text) {
    if (plan.upright) {
        svg.upright_label({at.x + 4, at.y + 12}, shortened(text, longest_name / letter));
    } else {
        svg.label({at.x, at.y + 15}, Anchor::middle, text);
    }
}

std::string draw(const BarChart& chart, Language language) {
    const std::vector<double> values = values_of(chart.bars);
    const Scale scale = scale_for(0, largest(values), false);
    const double left = left_of(scale);
    const double pitch =
        (svg_width - right - left) / static_cast<double>(std::max<std::size_t>(1, values.size()));
    const LabelPlan plan = plan_labels(chart, pitch, language);
    Svg svg{scale.bottom + plan.room + 6, chart.title.in(language),
            describe_bars(chart.bars, language)};
    draw_head(svg, chart.unit, any_unknown(values), language);
    draw_scale(svg, scale, left);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = left + pitch * static_cast<double>(i);
        const bool known = std::isfinite(values[i]);
        const double top = known ? scale.place(drawn(values[i])) : scale.top;
        svg.rect({x + pitch * 0.15, top, pitch * 0.7, scale.bottom - top},
                 known ? ink : unknown_ink);
        if (i % plan.every != 0) continue;
        draw_label(svg, plan, {x + pitch / 2, scale.bottom}, chart.bars[i].label.in(language));
    }
    return svg.finish();
}

std::string draw(const RankingChart& chart, Language language) {
    constexpr double names = 230, pitch = 22;
    const std::vector<double> values = values_of(chart.bars);
    const double most = std::max(largest(values), 1e-9);
    double value_room = 40;
    for (const double value : values) {
        value_room = std::max(value_room, width_in_ems(number_text(drawn(value))) * letter + 12);
    }
    const double longest = svg_width - right - names - value_room;
    Svg svg{head + pitch * static_cast<double>(values.size()) + 6, chart.title.in(language),
            describe_bars(chart.bars, language)};
    draw_head(svg, chart.unit, false, language);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double y = head + pitch * static_cast<double>(i);
        const bool known = std::isfinite(values[i]);
        const double length = drawn(values[i]) / most * longest;
        svg.label({names - 8, y + 15}, Anchor::end,
                  shortened(chart.bars[i].label.in(language), (names - 8) / letter));
        svg.rect({names, y + 4, length, pitch - 8}, ink);
        svg.label({names + length + 6, y + 15}, Anchor::start,
                  known ? number_text(drawn(values[i])) : "—");
    }
    return svg.finish();
}

Scale scale_of(const DayChart& chart) noexcept {
    if (chart.high > chart.low) return scale_for(chart.low, chart.high, chart.percent);
    const double most = largest(chart.days);
    return scale_for(0, most > 0 ? most : 1, chart.percent);
}

void draw_day(Svg& svg, const DayChart& chart, const Scale& scale, double left, double pitch,
              std::size_t day) {
    const auto at = [&](std::size_t i) {
        return Point{left + pitch * (static_cast<double>(i) + 0.5),
                     scale.place(drawn(chart.days[i]))};
    };
    if (!std::isfinite(chart.days[day])) {
        svg.rect(
            {left + pitch * static_cast<double>(day), scale.top, pitch, scale.bottom - scale.top},
            unknown_ink);
        return;
    }
    if (day > 0 && std::isfinite(chart.days[day - 1])) svg.segment(at(day - 1), at(day), ink, 2);
    svg.dot(at(day), ink);
}

std::string draw(const DayChart& chart, Language language) {
    const Scale scale = scale_of(chart);
    const double left = left_of(scale);
    const std::size_t days = std::max<std::size_t>(1, chart.days.size());
    const double pitch = (svg_width - right - left) / static_cast<double>(days);
    const std::size_t every = one_in(width_in_ems(std::to_string(days)) * letter + 6, pitch);
    Svg svg{scale.bottom + line + 6, chart.title.in(language), describe_days(chart.days, language)};
    draw_head(svg, chart.unit, any_unknown(chart.days), language);
    draw_scale(svg, scale, left);
    for (std::size_t day = 0; day < chart.days.size(); ++day) {
        draw_day(svg, chart, scale, left, pitch, day);
        if (day % every != 0) continue;
        svg.label({left + pitch * (static_cast<double>(day) + 0.5), scale.bottom + 15},
                  Anchor::middle, std::to_string(day + 1));
    }
    return svg.finish();
}

// Five fields of falling lightness (94, 80, 62, 43, 20 of 100), the first for zero.
constexpr std::string_view heat_inks[] = {"#eef3f8", "#b9cde0", "#7fa3c4", "#46719b", "#12355b"};

std::string_view heat_ink(double value, double most) noexcept {
    if (!std::isfinite(value)) return "#ffffff";
    const double share = most > 0 ? drawn(value) / most : 0;
    const auto field = static_cast<std::size_t>(std::ceil(share * 4));
    return heat_inks[field];
}

void draw_heat_key(Svg& svg, double most) {
    const std::string text = number_text(most);
    double x = svg_width - right - width_in_ems(text) * letter;
    svg.label({svg_width - right, 15}, Anchor::end, text);
    x -= 6 + 14 * 5;
    for (const std::string_view colour : heat_inks) {
        svg.rect({x, 5, 14, 12}, colour);
        x += 14;
    }
    svg.label({x - 14 * 5 - 6, 15}, Anchor::end, "0");
}

std::string draw(const HeatMap& chart, Language language) {
    constexpr double left = 34, tall = 13, pitch = (svg_width - right - left) / 24;
    std::vector<double> values;
    for (const auto& day : chart.days) values.insert(values.end(), day.begin(), day.end());
    const double most = largest(values);
    const double bottom = head + tall * static_cast<double>(chart.days.size());
    Svg svg{bottom + line + 6, chart.title.in(language), description(values, {}, language)};
    std::string unit = shortened(chart.unit.in(language), 20);
    if (any_unknown(values))
        unit += language == Language::zh ? "；空白：无数据" : "; blank: no data";
    svg.label({0, 15}, Anchor::start, unit);
    draw_heat_key(svg, most);
    for (std::size_t day = 0; day < chart.days.size(); ++day) {
        const double y = head + tall * static_cast<double>(day);
        for (std::size_t hour = 0; hour < 24; ++hour) {
            svg.rect({left + pitch * static_cast<double>(hour), y, pitch - 1, tall - 1},
                     heat_ink(chart.days[day][hour], most));
        }
        if (day % 2 == 0) svg.label({left - 6, y + 11}, Anchor::end, std::to_string(day + 1));
    }
    for (std::size_t hour = 0; hour < 24; ++hour) {
        svg.label({left + pitch * (static_cast<double>(hour) + 0.5), bottom + 15}, Anchor::middle,
                  std::to_string(hour));
    }
    return svg.finish();
}

}  // namespace

double width_in_ems(std::string_view text) noexcept {
    double ems = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = detail::utf8_length(text, at);
        ems += ems_of_letter(bytes);
        at += bytes == 0 ? 1 : bytes;
    }
    return ems;
}

std::string to_svg(const Chart& chart, Language language) {
    return std::visit([&](const auto& one) { return draw(one, language); }, chart);
}

const Text& title_of(const Chart& chart) noexcept {
    return std::visit([](const auto& one) -> const Text& { return one.title; }, chart);
}

}  // namespace hoistway
