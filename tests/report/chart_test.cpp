// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/chart.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

struct LabelBox {
    double left, top, right, bottom;
    std::string text;
};

double attribute(const std::string& element, const std::string& name) {
    const std::size_t at = element.find(' ' + name + "=\"");
    REQUIRE(at != std::string::npos);
    return std::atof(element.c_str() + at + name.size() + 3);
}

// The widths that the brief of the charts names: 1 em for a letter beyond ASCII, 0.6 em for ASCII.
double width_of(const std::string& text) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) width += 0.6 * 12;
        if (byte >= 0xC0) width += 1.0 * 12;
    }
    return width;
}

// Measured apart from the drawing code, from the finished text: 12 units high above the baseline,
// 3 below it, which is what the letters themselves take.
LabelBox box_of(const std::string& element, const std::string& text) {
    const double x = attribute(element, "x"), y = attribute(element, "y"), width = width_of(text);
    if (element.find("rotate(-90") != std::string::npos) {
        return {x - 12, y, x + 3, y + width, text};
    }
    const bool end = element.find("\"end\"") != std::string::npos;
    const double left = end                                               ? x - width
                        : element.find("\"middle\"") != std::string::npos ? x - width / 2
                                                                          : x;
    return {left, y - 12, left + width, y + 3, text};
}

std::vector<LabelBox> labels_of(const std::string& svg) {
    std::vector<LabelBox> boxes;
    for (std::size_t at = svg.find("<text"); at != std::string::npos;
         at = svg.find("<text", at + 1)) {
        const std::size_t inner = svg.find('>', at) + 1, end = svg.find("</text>", at);
        boxes.push_back(box_of(svg.substr(at, inner - at), svg.substr(inner, end - inner)));
    }
    return boxes;
}

double height_of_drawing(const std::string& svg) {
    return std::atof(svg.c_str() + svg.find("viewBox=\"0 0 720 ") + 17);
}

// The number of pairs of labels that overlap, and of labels that leave the drawing.
int faults(const std::string& svg) {
    const std::vector<LabelBox> boxes = labels_of(svg);
    int count = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const LabelBox& a = boxes[i];
        if (a.left < -0.1 || a.right > 720.1 || a.top < -0.1 || a.bottom > height_of_drawing(svg)) {
            MESSAGE("outside: " << a.text);
            ++count;
        }
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            const LabelBox& b = boxes[j];
            const bool apart =
                a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            if (!apart) MESSAGE("overlap: " << a.text << " and " << b.text);
            count += apart ? 0 : 1;
        }
    }
    return count;
}

std::vector<Bar> counted_bars(std::size_t count, double most) {
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string label = std::to_string(i + 1);
        bars.push_back({{label, label}, most * static_cast<double>(i % 7) / 6});
    }
    return bars;
}

std::vector<Bar> named_bars(std::size_t count, double most) {
    std::vector<Bar> bars = counted_bars(count, most);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string label = "示范路" + std::to_string(i) + "号 A-" + std::to_string(i);
        bars[i].label = {label, label};
        if (i % 5 == 0) bars[i].label.zh += "这是一个特别长的名称，长到无论如何也放不下";
    }
    return bars;
}

}  // namespace

TEST_CASE("no two labels overlap for 0 to 31 days, 24 hours or 300 lifts, whatever the numbers") {
    for (const double most : {0.0, 0.07, 1.0, 9.0, 4812.0, 1234567.0, 9e14, 1e300}) {
        for (std::size_t count = 0; count <= 31; ++count) {
            CAPTURE(most);
            CAPTURE(count);
            const Text unit{"次", "runs"};
            CHECK(faults(to_svg(BarChart{
                      .unit = unit, .ordered = true, .bars = counted_bars(count, most)})) == 0);
            CHECK(faults(to_svg(BarChart{.unit = unit, .bars = named_bars(count, most)})) == 0);
            DayChart days{.unit = unit};
            HeatMap map{.unit = unit};
            for (std::size_t i = 0; i < count; ++i) {
                days.days.push_back(i % 9 == 4 ? nan_value : most);
                map.days.push_back({});
                map.days.back().fill(most);
            }
            CHECK(faults(to_svg(days)) == 0);
            CHECK(faults(to_svg(map)) == 0);
        }
        for (const std::size_t count : {24U, 100U, 300U}) {
            CHECK(faults(to_svg(BarChart{.ordered = true, .bars = counted_bars(count, most)})) ==
                  0);
            CHECK(faults(to_svg(BarChart{.bars = named_bars(count, most)})) == 0);
            CHECK(faults(to_svg(RankingChart{.bars = named_bars(count, most)})) == 0);
            CHECK(faults(to_svg(RankingChart{.bars = named_bars(count, most)}, Language::en)) == 0);
        }
    }
}

TEST_CASE("labels of a scale are thinned out, names are turned and then thinned out") {
    const auto count = [](const std::string& svg) { return labels_of(svg).size(); };
    const std::string days = to_svg(BarChart{.ordered = true, .bars = counted_bars(31, 10)});
    CHECK(days.find(">31</text>") != std::string::npos);
    CHECK(days.find("rotate") == std::string::npos);
    const std::string many = to_svg(BarChart{.ordered = true, .bars = counted_bars(300, 1000)});
    CHECK(many.find(">1</text>") != std::string::npos);
    CHECK(many.find(">2</text>") == std::string::npos);
    const std::string names = to_svg(BarChart{.bars = named_bars(20, 10)});
    CHECK(names.find("rotate(-90") != std::string::npos);
    CHECK(names.find("…</text>") != std::string::npos);
    CHECK(count(to_svg(BarChart{.bars = named_bars(300, 10)})) < 60);
}

TEST_CASE("a column is as high as its number on a scale with round steps") {
    // 0, 2, 4, 6, 8, 10 on 170 units of height: 5 is half of it, 10 all of it.
    const std::string svg =
        to_svg(BarChart{.ordered = true, .bars = {{{"1", "1"}, 5.0}, {{"2", "2"}, 10.0}}});
    for (const char* tick : {">0</text>", ">2</text>", ">4</text>", ">6</text>", ">8</text>",
                             ">10</text>", "height=\"85.0\"", "height=\"170.0\""}) {
        CAPTURE(tick);
        CHECK(svg.find(tick) != std::string::npos);
    }
}

TEST_CASE("the axis of a share runs from the bound given, in per cent") {
    const std::string svg =
        to_svg(DayChart{.low = 0.9, .high = 1, .percent = true, .days = {0.95, 1.0}});
    for (const char* tick : {">90%</text>", ">92%</text>", ">100%</text>"}) {
        CAPTURE(tick);
        CHECK(svg.find(tick) != std::string::npos);
    }
    CHECK(svg.find("cy=\"115.0\"") != std::string::npos);  // half of 30 to 200
}

TEST_CASE("a day that is not known is a grey field, not a zero, and the key says so") {
    const std::string svg = to_svg(DayChart{.days = {1, nan_value, 2, 3}}, Language::zh);
    CHECK(svg.find("灰色：无数据") != std::string::npos);
    CHECK(svg.find("grey") == std::string::npos);
    const auto circles = [](const std::string& text) {
        int count = 0;
        for (std::size_t at = text.find("<circle"); at != std::string::npos;
             at = text.find("<circle", at + 1)) {
            ++count;
        }
        return count;
    };
    CHECK(circles(svg) == 3);
    CHECK(to_svg(DayChart{.days = {1, 2}}).find("无数据") == std::string::npos);
    CHECK(to_svg(RankingChart{.bars = {{{"a", "a"}, nan_value}}}).find(">—</text>") !=
          std::string::npos);
}

TEST_CASE("a chart tells its title and its largest value to those who cannot see it") {
    const std::string svg = to_svg(BarChart{.title = {"每日运行", "Runs"},
                                            .bars = {{{"3月1日", "1"}, 7.0}, {{"2日", "2"}, 9.0}}});
    CHECK(svg.find("role=\"img\"") != std::string::npos);
    CHECK(svg.find("<title>每日运行</title>") != std::string::npos);
    CHECK(svg.find("<desc>2 项，最大值 9（2日）</desc>") != std::string::npos);
}

TEST_CASE("the same chart gives the same bytes, and nothing in it is run or fetched") {
    const BarChart chart{.title = {"<script>", "<script>"}, .bars = named_bars(30, 99)};
    const std::string svg = to_svg(chart);
    CHECK(svg == to_svg(chart));
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(svg.find("href") == std::string::npos);
    CHECK(title_of(Chart{chart}).zh == "<script>");
}

TEST_CASE("any numbers at all give a drawing without NaN or infinity in it") {
    std::mt19937 random(7);
    const double odd[] = {nan_value, endless, -endless, -1, 0, 1e-300, 1e308, 0.5, 17};
    for (int round = 0; round < 300; ++round) {
        BarChart bars;
        DayChart days;
        HeatMap map;
        for (std::size_t i = random() % 40; i > 0; --i) {
            const double value = odd[random() % 9];
            bars.bars.push_back({{"x", "x"}, value});
            days.days.push_back(value);
            map.days.push_back({value, odd[random() % 9]});
        }
        for (const Chart& chart :
             std::vector<Chart>{bars, RankingChart{.bars = bars.bars}, days, map}) {
            const std::string svg = to_svg(chart);
            CHECK(svg.find("nan") == std::string::npos);
            CHECK(svg.find("inf") == std::string::npos);
            CHECK(svg.find("width=\"-") == std::string::npos);
            CHECK(svg.find("height=\"-") == std::string::npos);
        }
    }
}

TEST_CASE("a width is one em for a Chinese letter and 0.6 em for a Latin one") {
    CHECK(width_in_ems("电梯") == doctest::Approx(2));
    CHECK(width_in_ems("A-1") == doctest::Approx(1.8));
    CHECK(width_in_ems("") == 0);
}
