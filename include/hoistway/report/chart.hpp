// SPDX-License-Identifier: Apache-2.0
//
// Small charts as SVG, without a script: columns, a ranking, a line by day, a map of hour by day.
//
//     BarChart chart{.title = {"每日运行次数", "Runs a day"}, .unit = {"次", "runs"},
//                    .ordered = true};
//     chart.bars.push_back({{"1", "1"}, 4812});
//     const std::string svg = to_svg(chart, Language::zh);
//
// No two labels overlap, whatever the numbers: those of an ordered scale are thinned out, names are
// turned upright, shortened with "…" and then thinned out. A value that is NaN or infinite is not
// known and is drawn as a grey field, in the map as a blank one; a negative one is drawn as zero.
// Dark on white, told apart by lightness, so that a grey print says the same. Same chart, same
// bytes. 720 units wide.

#pragma once

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hoistway/model/language.hpp"

namespace hoistway {

struct Bar {
    Text label{};
    double value = std::numeric_limits<double>::quiet_NaN();
};

// Columns side by side, from zero.
struct BarChart {
    Text title{};
    Text unit{};
    bool ordered = false;  // the labels count (days, hours), so some may be left out
    std::vector<Bar> bars{};
};

// Bars below each other, each with its name and value; in the order given.
struct RankingChart {
    Text title{};
    Text unit{};
    std::vector<Bar> bars{};
};

// One point a day, the first day first; joined where both neighbours are known.
struct DayChart {
    Text title{};
    Text unit{};
    double low = 0, high = 0;  // the axis; where high is not above low it follows the values
    bool percent = false;      // values are fractions, shown as per cent
    std::vector<double> days{};
};

// One row a day, one field an hour; the darker, the more.
struct HeatMap {
    Text title{};
    Text unit{};
    std::vector<std::array<double, 24>> days{};
};

using Chart = std::variant<BarChart, RankingChart, DayChart, HeatMap>;

std::string to_svg(const Chart& chart, Language language = Language::zh);
const Text& title_of(const Chart& chart) noexcept;

// How wide a text is at most, in units of its size: 1 for a Chinese letter, 0.6 for a Latin one.
double width_in_ems(std::string_view text) noexcept;

}  // namespace hoistway
