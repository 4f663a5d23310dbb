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

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/report/table.hpp"

namespace hoistway::detail {

void put_integer(std::string& out, std::int64_t value);
void put_grouped(std::string& out, std::int64_t value);              // 12,345
void put_fixed(std::string& out, double value, int digits);          // never "-0.00"
void put_number(std::string& out, double value);                     // the shortest that reads back
void put_date(std::string& out, Date date);                          // 2026-03-01
void put_local_time(std::string& out, Time time);                    // 2026-03-01 08:00:05, +08:00
void put_rfc3339(std::string& out, Time time);                       // 2026-03-01T08:00:05+08:00
void put_duration(std::string& out, Duration span, Language words);  // 1小时5分
void put_html(std::string& out, std::string_view text);
void put_json_text(std::string& out, std::string_view text);  // with its quotes
void put_json_cell(std::string& out, const Cell& cell, Language language);

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

bool is_missing(const Cell& cell) noexcept;

// For people: grouped digits, per cent, durations in words; "—" where the cell is missing.
void put_plain_cell(std::string& out, const Column& column, const Cell& cell, Language language);

// The title of a column with its unit: "次数（次）", "Runs (count)".
void put_heading(std::string& out, const Column& column, const Text& unit, Language language);

}  // namespace hoistway::detail
