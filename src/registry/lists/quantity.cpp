// SPDX-License-Identifier: Apache-2.0
#include "quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "hoistway/core/utf8.hpp"
#include "hoistway/model/identity.hpp"

namespace hoistway {

namespace {

using detail::identity::is_digit;
using detail::identity::trim;

struct Unit {
    std::string_view name;
    Dimension measure;
    double factor;
};

// Exact by definition (international yard and pound, 1959); a minute has 60 seconds.
constexpr double foot = 0.3048, inch = 0.0254, pound = 0.45359237;
constexpr std::array<Unit, 31> units{{
    {"m", Dimension::length, 1},
    {"米", Dimension::length, 1},
    {"meter", Dimension::length, 1},
    {"mm", Dimension::length, 0.001},
    {"毫米", Dimension::length, 0.001},
    {"cm", Dimension::length, 0.01},
    {"ft", Dimension::length, foot},
    {"feet", Dimension::length, foot},
    {"foot", Dimension::length, foot},
    {"'", Dimension::length, foot},
    {"in", Dimension::length, inch},
    {"\"", Dimension::length, inch},
    {"m/s", Dimension::speed, 1},
    {"米/秒", Dimension::speed, 1},
    {"m／s", Dimension::speed, 1},
    {"mps", Dimension::speed, 1},
    {"m/min", Dimension::speed, 1.0 / 60},
    {"米/分", Dimension::speed, 1.0 / 60},
    {"mm/s", Dimension::speed, 0.001},
    {"fpm", Dimension::speed, foot / 60},
    {"ft/min", Dimension::speed, foot / 60},
    {"kg", Dimension::mass, 1},
    {"kgs", Dimension::mass, 1},
    {"千克", Dimension::mass, 1},
    {"公斤", Dimension::mass, 1},
    {"t", Dimension::mass, 1000},
    {"吨", Dimension::mass, 1000},
    {"lb", Dimension::mass, pound},
    {"lbs", Dimension::mass, pound},
    {"pounds", Dimension::mass, pound},
    {"磅", Dimension::mass, pound},
}};

const Unit* find_unit(Dimension measure, std::string_view name) {
    for (const Unit& unit : units) {
        if (unit.measure == measure && unit.name == name) return &unit;
    }
    return nullptr;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// 1,050 and 1,234,567 lose their commas; one comma before other than three digits is a point.
std::string plain_number(std::string text) {
    const auto commas = std::count(text.begin(), text.end(), ',');
    if (commas == 0) return text;
    const std::size_t last = text.rfind(',');
    const std::size_t behind = text.size() - last - 1;
    const bool point = text.find('.') != std::string::npos;
    if (commas == 1 && !point && (behind != 3 || text.starts_with("0,"))) {
        text[last] = '.';
        return text;
    }
    const std::size_t whole = std::min(text.find('.'), text.size());
    const std::size_t first = text.find(',');
    if (first == 0 || first > 3 || last > whole) return {};
    for (std::size_t i = 0; i < whole; ++i) {
        if (text[i] == ',' && (whole - i) % 4 != 0) return {};
    }
    text.erase(std::remove(text.begin(), text.end(), ','), text.end());
    return text;
}

std::optional<double> number_of(std::string_view text) {
    const std::string plain = plain_number(std::string(text));
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    const bool whole = error == std::errc{} && end == plain.data() + plain.size();
    if (!whole || plain.empty() || !std::isfinite(value)) return std::nullopt;
    return value;
}

double rounded(double value) { return std::round(value * 10000) / 10000; }

// 16'4", 16'-4", 16' 4, and 16-4 in a column of feet; inches below 12.
std::optional<double> feet_and_inches(std::string_view text, bool feet_column) {
    const std::size_t mark = text.find('\'');
    const std::size_t split = mark != std::string_view::npos ? mark
                              : feet_column                  ? text.find('-')
                                                             : std::string_view::npos;
    if (split == std::string_view::npos || split == 0) return std::nullopt;
    std::string_view inches = trim(text.substr(split + 1));
    if (mark != std::string_view::npos && inches.starts_with('-')) inches.remove_prefix(1);
    inches = trim(inches);
    if (inches.ends_with('"')) inches.remove_suffix(1);
    const auto whole = number_of(trim(text.substr(0, split)));
    const auto part =
        inches.empty() && mark != std::string_view::npos ? std::optional(0.0) : number_of(inches);
    if (!whole || !part || *whole < 0 || *part < 0 || *part >= 12) return std::nullopt;
    if (*part > 0 && *whole != std::floor(*whole)) return std::nullopt;
    return rounded(*whole * foot + *part * inch);
}

// Without "(14人)" at the end.
std::string_view without_brackets(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0 || !text.ends_with(')')) return text;
    return trim(text.substr(0, open));
}

}  // namespace

std::string_view own_unit(Dimension measure) noexcept {
    switch (measure) {
        case Dimension::length:
            return "m";
        case Dimension::speed:
            return "m/s";
        case Dimension::mass:
            return "kg";
        case Dimension::none:
            break;
    }
    return "";
}

bool is_unit_of(Dimension measure, std::string_view unit) noexcept {
    return find_unit(measure, unit) != nullptr;
}

Result<double> read_quantity(std::string_view text, Dimension measure, std::string_view unit) {
    const std::string all = lower(half_width(text));
    const std::string_view bare = without_brackets(trim(all));
    const Unit* const column = find_unit(measure, unit.empty() ? own_unit(measure) : unit);
    const bool feet = column != nullptr && column->factor == foot;
    if (measure == Dimension::length) {
        if (const auto length = feet_and_inches(bare, feet)) return *length;
    }
    const std::size_t digits = bare.find_last_of("0123456789.,");
    if (column == nullptr || digits == std::string_view::npos) {
        return Error{ErrorCode::bad_value, 0};
    }
    const std::string_view name = trim(bare.substr(digits + 1));
    const Unit* const own = name.empty() ? column : find_unit(measure, name);
    if (own == nullptr) return Error{ErrorCode::bad_value, digits + 1};
    const auto number = number_of(trim(bare.substr(0, digits + 1)));
    if (!number) return Error{ErrorCode::bad_value, 0};
    return own->factor == 1 ? *number : rounded(*number * own->factor);
}

std::string half_width(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, detail::utf8_length(text, at));
        const std::string_view letter = text.substr(at, length);
        // U+FF01 to U+FF5E stand for ! to ~.
        if (letter >= "\uFF01" && letter <= "\uFF5E" && length == 3) {
            const auto middle = static_cast<unsigned char>(letter[1]);
            const auto last = static_cast<unsigned char>(letter[2]);
            out += static_cast<char>((middle - 0xBC) * 64 + (last - 0x81) + '!');
        } else {
            out += letter == "\u3000" ? std::string_view(" ") : letter;
        }
        at += length;
    }
    return out;
}

std::string plain_header(std::string_view text) {
    std::string out = lower(half_width(text));
    constexpr std::string_view dropped = " \t\r\n_-.:/()*#";
    const auto goes = [&](char c) { return dropped.find(c) != std::string_view::npos; };
    out.erase(std::remove_if(out.begin(), out.end(), goes), out.end());
    return out;
}

std::optional<std::string> plain_day(std::string_view text) {
    std::string plain = half_width(trim(text));
    plain = plain.substr(0, plain.find_first_of(" T"));
    std::vector<std::string> parts(1);
    for (const char c : plain) {
        if (is_digit(c)) {
            parts.back() += c;
        } else if (!parts.back().empty()) {
            parts.emplace_back();
        }
    }
    if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
    if (parts.size() == 1 && parts[0].size() == 8 && plain.size() == 8) {
        parts = {plain.substr(0, 4), plain.substr(4, 2), plain.substr(6, 2)};
    }
    const bool whole = parts.size() == 3 && parts[0].size() == 4 && parts[1].size() <= 2 &&
                       parts[2].size() <= 2 && is_digit(plain.front());
    if (!whole) return std::nullopt;
    for (std::string& part : parts) part.insert(0, part.size() == 1 ? "0" : "");
    return parts[0] + '-' + parts[1] + '-' + parts[2];
}

}  // namespace hoistway
