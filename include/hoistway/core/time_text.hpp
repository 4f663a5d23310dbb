// SPDX-License-Identifier: Apache-2.0
//
// Times, days and months as text: RFC 3339, and nothing that leaves a question open.
//
//     const Result<Time> time = parse_time("2026-03-01T08:00:00+08:00");
//     format_time(*time);                // "2026-03-01T00:00:00Z"
//     format_time(*time, china_offset);  // "2026-03-01T08:00:00+08:00"
//
// A time without a zone is refused: nobody can know what was meant. Decimals beyond the
// millisecond are cut off. Errors carry the byte. Constant time.

#pragma once

#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/core/time.hpp"

namespace hoistway {

namespace detail {

// Reads exactly `digits` decimal digits; a negative number says that they are not all digits.
constexpr int read_digits(std::string_view text, std::size_t at, std::size_t digits) noexcept {
    if (text.size() < at + digits) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

inline void put_digits(std::string& out, long long value, std::size_t digits) {
    const std::size_t from = out.size();
    out.append(digits, '0');
    for (std::size_t i = out.size(); i > from && value > 0; value /= 10) {
        out[--i] = static_cast<char>('0' + value % 10);
    }
}

// Moves `at` past ".123456" and gives its milliseconds; negative where there is no digit.
constexpr int read_fraction(std::string_view text, std::size_t& at) noexcept {
    if (at >= text.size() || text[at] != '.') return 0;
    int value = 0, scale = 100;
    const std::size_t from = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
        value += (text[at] - '0') * scale;
    }
    return at == from ? -1 : value;
}

// Minutes east of Greenwich from "Z" or "+08:00" at the end of the text; 9999 where it is neither.
constexpr int read_zone(std::string_view text, std::size_t at) noexcept {
    const std::string_view zone = text.substr(at);
    if (zone == "Z" || zone == "z") return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return 9999;
    const int hours = read_digits(zone, 1, 2), minutes = read_digits(zone, 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return 9999;
    return (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace detail

// "YYYY-MM-DD".
inline Result<Date> parse_date(std::string_view text) {
    const int y = detail::read_digits(text, 0, 4), m = detail::read_digits(text, 5, 2),
              d = detail::read_digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || y < 0 || m < 0 || d < 0) {
        return Error{ErrorCode::bad_syntax, 0};
    }
    const Date date{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                    std::chrono::day{static_cast<unsigned>(d)}};
    if (!date.ok()) return Error{ErrorCode::bad_value, 0};
    return date;
}

// "YYYY-MM".
inline Result<Month> parse_month(std::string_view text) {
    const int y = detail::read_digits(text, 0, 4), m = detail::read_digits(text, 5, 2);
    if (text.size() != 7 || text[4] != '-' || y < 0 || m < 0)
        return Error{ErrorCode::bad_syntax, 0};
    if (m < 1 || m > 12) return Error{ErrorCode::bad_value, 5};
    return std::chrono::year{y} / std::chrono::month{static_cast<unsigned>(m)};
}

// "2026-03-01T08:00:00+08:00", "2026-03-01 00:00:00.250Z".
inline Result<Time> parse_time(std::string_view text) {
    const Result<Date> date = parse_date(text.substr(0, 10));
    if (!date) return date.error();
    if (text.size() < 19 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':') {
        return Error{ErrorCode::bad_syntax, text.size() < 19 ? text.size() : 10};
    }
    const int hour = detail::read_digits(text, 11, 2), minute = detail::read_digits(text, 14, 2),
              second = detail::read_digits(text, 17, 2);
    if (hour < 0 || minute < 0 || second < 0) return Error{ErrorCode::bad_syntax, 11};
    if (hour > 23 || minute > 59 || second > 59) return Error{ErrorCode::bad_value, 11};
    std::size_t at = 19;
    const int millis = detail::read_fraction(text, at);
    if (millis < 0) return Error{ErrorCode::bad_syntax, at};
    const int zone = detail::read_zone(text, at);
    if (zone == 9999) {
        return Error{at == text.size() ? ErrorCode::missing : ErrorCode::bad_syntax, at};
    }
    return Time{std::chrono::sys_days{*date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute - zone} + std::chrono::seconds{second} + Duration{millis};
}

// "+08:00", "-03:30" or "Z": how far the clocks on the wall are ahead of UTC.
inline Result<Duration> parse_offset(std::string_view text) {
    const int minutes = detail::read_zone(text, 0);
    if (minutes == 9999) return Error{ErrorCode::bad_syntax, 0};
    return Duration{std::chrono::minutes{minutes}};
}

inline std::string format_date(Date date) {
    std::string out;
    detail::put_digits(out, static_cast<int>(date.year()), 4);
    out += '-';
    detail::put_digits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    detail::put_digits(out, static_cast<unsigned>(date.day()), 2);
    return out;
}

inline std::string format_offset(Duration offset) {
    const long long minutes = offset.count() / 60000;
    if (minutes == 0) return "Z";
    std::string out(1, minutes < 0 ? '-' : '+');
    detail::put_digits(out, (minutes < 0 ? -minutes : minutes) / 60, 2);
    out += ':';
    detail::put_digits(out, (minutes < 0 ? -minutes : minutes) % 60, 2);
    return out;
}

inline std::string format_month(Month month) { return format_date(month / 1).substr(0, 7); }

// Milliseconds are written only where they are not zero.
inline std::string format_time(Time time, Duration offset = Duration{0}) {
    const Time local = time + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const long long millis = (local - Time{day}).count();
    std::string out = format_date(Date{day});
    out += 'T';
    detail::put_digits(out, millis / 3600000, 2);
    out += ':';
    detail::put_digits(out, millis / 60000 % 60, 2);
    out += ':';
    detail::put_digits(out, millis / 1000 % 60, 2);
    if (millis % 1000 != 0) {
        out += '.';
        detail::put_digits(out, millis % 1000, 3);
    }
    return out += format_offset(offset);
}

}  // namespace hoistway
