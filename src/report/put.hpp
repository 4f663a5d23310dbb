// SPDX-License-Identifier: Apache-2.0
//
// How the values of a report become text: everything is appended to one buffer.
//
//     std::string out;
//     put_grouped(out, 12345);        // 12,345
//     put_fixed(out, 0.5, 2);         // 0.50
//     put_html(out, "a < b");         // a &lt; b
//
// Numbers go through std::to_chars: no locale, the same bytes on every machine.

#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/report/table.hpp"

namespace hoistway::detail {

// Copies text letter by letter: what is not UTF-8 becomes U+FFFD; `special` may say that it has
// written something else in place of a one-byte letter.
template <class Special>
void put_letters(std::string& out, std::string_view text, Special special) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else if (length > 1 || !special(text[at])) {
            out.append(text, at, length);
        }
        at += length == 0 ? 1 : length;
    }
}

constexpr bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

struct DurationWords {
    std::string_view day, hour, minute, second, gap;
};

inline DurationWords words_of(Language language) noexcept {
    return language == Language::zh ? DurationWords{"天", "小时", "分", "秒", ""}
                                    : DurationWords{" d", " h", " min", " s", " "};
}

inline void put_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

// 12,345
inline void put_grouped(std::string& out, std::int64_t value) {
    const std::size_t from = out.size() + (value < 0 ? 1 : 0);
    put_integer(out, value);
    for (std::size_t at = out.size(); at > from + 3;) {
        at -= 3;
        out.insert(at, 1, ',');
    }
}

// Never "-0.00".
inline void put_fixed(std::string& out, double value, int digits) {
    std::array<char, 400> buffer;  // the largest double has 309 digits before the point
    const std::size_t from = out.size();
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, std::clamp(digits, 0, 17))
                         .ptr;
    out.append(buffer.data(), end);
    if (out[from] == '-' && out.find_first_not_of("-0.", from) == std::string::npos) {
        out.erase(from, 1);
    }
}

// The shortest that reads back.
inline void put_number(std::string& out, double value) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

inline void put_date(std::string& out, Date date) { out += format_date(date); }

// 2026-03-01 08:00:05, at +08:00.
inline void put_local_time(std::string& out, Time time) {
    const Time local = std::chrono::floor<std::chrono::seconds>(time + china_offset);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(local - day).count();
    put_date(out, Date{day});
    out += ' ';
    put_digits(out, seconds / 3600, 2);
    out += ':';
    put_digits(out, seconds / 60 % 60, 2);
    out += ':';
    put_digits(out, seconds % 60, 2);
}

// 2026-03-01T08:00:05+08:00.
inline void put_rfc3339(std::string& out, Time time) { out += format_time(time, china_offset); }

// The two largest parts that are not zero from the first on: days and hours, hours and minutes.
inline void put_duration(std::string& out, Duration span, Language language) {
    const DurationWords words = words_of(language);
    if (span < Duration{0}) out += '-';
    const auto rounded = std::chrono::round<std::chrono::seconds>(span).count();
    const std::int64_t total = rounded < 0 ? -rounded : rounded;
    const std::array<std::int64_t, 4> parts{total / 86400, total / 3600 % 24, total / 60 % 60,
                                            total % 60};
    const std::array<std::string_view, 4> names{words.day, words.hour, words.minute, words.second};
    std::size_t first = 0;
    while (first < 3 && parts[first] == 0) ++first;
    put_integer(out, parts[first]);
    out += names[first];
    if (first < 3 && parts[first + 1] != 0) {
        out += words.gap;
        put_integer(out, parts[first + 1]);
        out += names[first + 1];
    }
}

inline void put_html(std::string& out, std::string_view text) {
    put_letters(out, text, [&](char c) {
        switch (c) {
            case '&':
                out += "&amp;";
                return true;
            case '<':
                out += "&lt;";
                return true;
            case '>':
                out += "&gt;";
                return true;
            case '"':
                out += "&quot;";
                return true;
            case '\'':
                out += "&#39;";
                return true;
            default:
                break;
        }
        if (is_control(c)) out += ' ';
        return is_control(c);
    });
}

inline void put_markdown_text(std::string& out, std::string_view text) {
    constexpr std::string_view marks = "|\\*_`[]<>";
    put_letters(out, text, [&](char c) {
        if (marks.find(c) != std::string_view::npos) out += '\\';
        if (is_control(c)) out += ' ';
        return is_control(c);
    });
}

// With its quotes.
inline void put_json_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    put_letters(out, text, [&](char c) {
        if (c == '"' || c == '\\') {
            out += '\\';
            return false;
        }
        if (!is_control(c)) return false;
        const auto byte = static_cast<unsigned char>(c);
        out += "\\u00";
        out += hex[byte >> 4];
        out += hex[byte & 15];
        return true;
    });
    out += '"';
}

inline bool is_missing(const Cell& cell) noexcept {
    const double* number = std::get_if<double>(&cell);
    return cell.index() == 0 || (number != nullptr && !std::isfinite(*number));
}

struct JsonCell {
    std::string& out;
    Language language;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(std::int64_t value) const { put_integer(out, value); }
    void operator()(double value) const { put_number(out, value); }
    void operator()(const std::string& value) const { put_json_text(out, value); }
    void operator()(const Text& value) const { put_json_text(out, value.in(language)); }
    void operator()(Date value) const {
        out += '"';
        put_date(out, value);
        out += '"';
    }
    void operator()(Time value) const {
        out += '"';
        put_rfc3339(out, value);
        out += '"';
    }
    void operator()(Duration value) const {
        put_number(out, static_cast<double>(value.count()) / 1000);
    }
};

struct PlainCell {
    std::string& out;
    const Column& column;
    Language language;

    void operator()(std::monostate) const {}
    void operator()(std::int64_t value) const { put_grouped(out, value); }
    void operator()(double value) const {
        const bool share = column.kind == CellKind::percent;
        put_fixed(out, share ? value * 100 : value, column.digits);
        if (share) out += '%';
    }
    void operator()(const std::string& value) const { out += value; }
    void operator()(const Text& value) const { out += value.in(language); }
    void operator()(Date value) const { put_date(out, value); }
    void operator()(Time value) const { put_local_time(out, value); }
    void operator()(Duration value) const { put_duration(out, value, language); }
};

inline void put_json_cell(std::string& out, const Cell& cell, Language language) {
    if (is_missing(cell)) {
        out += "null";
        return;
    }
    std::visit(JsonCell{out, language}, cell);
}

// For people: grouped digits, per cent, durations in words; "—" where the cell is missing.
inline void put_plain_cell(std::string& out, const Column& column, const Cell& cell,
                           Language language) {
    if (is_missing(cell)) {
        out += "—";
        return;
    }
    std::visit(PlainCell{out, column, language}, cell);
}

// The title of a column with its unit: "次数（次）", "Runs (count)".
inline void put_heading(std::string& out, const Column& column, const Text& unit,
                        Language language) {
    out += column.title.in(language);
    if (unit.empty()) return;
    out += language == Language::zh ? "（" : " (";
    out += unit.in(language);
    out += language == Language::zh ? "）" : ")";
}

}  // namespace hoistway::detail
