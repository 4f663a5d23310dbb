// SPDX-License-Identifier: Apache-2.0
//
// The fields of the observation log as a table, and their values as text: what the JSON and the CSV
// form of the log have in common.
//
//     for (const Field& field : observation_fields) field.name;    // "floor", "motion", ...
//     const std::optional<ErrorCode> bad = set_field(seen, observation_fields[0], "3");
//
// A number is read as a double; what its field cannot hold is out_of_range, what is no such value
// bad_value. A time is RFC 3339 with a zone, or milliseconds since 1970, within the years 1 to
// 9999. Constant time, no allocation on reading.

#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "hoistway/core/json_scan.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/json_text.hpp"

namespace hoistway {

// A line that was refused. The views are into the line, or literals.
struct FieldError {
    Error error;             // `at` counts from the first byte of the line
    std::string_view field;  // the key or column meant; empty where none is
    std::string_view found;  // what stood there
};

// One line of the log. The lift is still a key: the caller resolves it and fills in `lift`.
struct ObservationLine {
    std::string_view lift_key;  // into the line or the reader, until the next line is read
    std::size_t lift_at = 0;    // byte of the line
    Observation observation;
    std::uint32_t unknown_keys = 0;
};

namespace detail {

using FieldPlace =
    std::variant<std::int16_t Observation::*, Motion Observation::*, Direction Observation::*,
                 Door Observation::*, Mode Observation::*, Flag Observation::*,
                 Source Observation::*, std::uint32_t Observation::*, float Observation::*,
                 double Observation::*>;

struct Field {
    std::string_view name;
    FieldPlace place;
};

inline constexpr std::size_t field_count = [] {
    std::size_t count = 0;
    for_each_field([&](const char*, auto) { ++count; });
    return count;
}();

inline constexpr std::array<Field, field_count> observation_fields = [] {
    std::array<Field, field_count> fields{};
    std::size_t i = 0;
    for_each_field([&](const char* name, auto place) { fields[i++] = Field{name, place}; });
    return fields;
}();

// Every key of a line: the fields in their order, then those that are not plain values.
enum : std::size_t { key_lift = field_count, key_time, key_fault, key_count };

inline constexpr std::array<std::string_view, key_count> observation_keys = [] {
    std::array<std::string_view, key_count> keys{};
    for (std::size_t i = 0; i < field_count; ++i) keys[i] = observation_fields[i].name;
    keys[key_lift] = "lift";
    keys[key_time] = "time";
    keys[key_fault] = "fault";
    return keys;
}();

// Milliseconds of the years 1 to 9999, beyond which RFC 3339 has no text for a time.
inline constexpr std::int64_t first_time = -62135596800000, last_time = 253402300799999;

template <class T>
constexpr JsonKind kind_of() noexcept {
    if constexpr (std::is_same_v<T, Flag>) return JsonKind::boolean;
    if constexpr (Worded<T>) return JsonKind::string;
    return JsonKind::number;
}

inline Result<double, ErrorCode> read_double(std::string_view text) noexcept {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc::result_out_of_range) return ErrorCode::out_of_range;
    const bool whole = code == std::errc{} && end == text.data() + text.size();
    if (!whole || !std::isfinite(value)) return ErrorCode::bad_value;
    return value;
}

// Text as a value of T: one word of an enum, true or false, or a number that T can hold.
template <class T>
Result<T, ErrorCode> read_value(std::string_view text) noexcept {
    if constexpr (Worded<T>) {
        for (std::size_t i = 0; i < Words<T>::list.size(); ++i) {
            if (same_text(Words<T>::list[i], text)) return static_cast<T>(i);
        }
        return ErrorCode::bad_value;
    } else {
        const Result<double, ErrorCode> number = read_double(text);
        if (!number) return number.error();
        if constexpr (std::is_integral_v<T>) {
            if (*number != std::floor(*number)) return ErrorCode::bad_value;
        }
        // One value of a count and of a floor means "unknown" and cannot be said.
        constexpr auto low = static_cast<double>(std::numeric_limits<T>::lowest());
        constexpr auto high = static_cast<double>(std::numeric_limits<T>::max());
        const bool fits = *number >= low && *number <= high && is_known(static_cast<T>(*number));
        return fits ? Result<T, ErrorCode>(static_cast<T>(*number)) : ErrorCode::out_of_range;
    }
}

inline std::optional<ErrorCode> set_field(Observation& seen, const Field& field,
                                          std::string_view text) noexcept {
    return std::visit(
        [&](auto place) -> std::optional<ErrorCode> {
            using T = std::remove_cvref_t<decltype(seen.*place)>;
            const Result<T, ErrorCode> value = read_value<T>(text);
            if (!value) return value.error();
            seen.*place = *value;
            return std::nullopt;
        },
        field.place);
}

inline JsonKind kind_of(const Field& field) noexcept {
    return std::visit(
        [](auto place) {
            return kind_of<std::remove_cvref_t<decltype(std::declval<Observation>().*place)>>();
        },
        field.place);
}

inline Result<Time> read_millis(std::string_view text) noexcept {
    const Result<double, ErrorCode> millis = read_double(text);
    if (!millis) return Error{millis.error(), 0};
    if (*millis != std::floor(*millis)) return Error{ErrorCode::bad_value, 0};
    if (*millis < static_cast<double>(first_time) || *millis > static_cast<double>(last_time))
        return Error{ErrorCode::out_of_range, 0};
    return Time{Duration{static_cast<std::int64_t>(*millis)}};
}

inline Result<Time> read_moment(std::string_view text) {
    const Result<Time> time = parse_time(text);
    if (!time) return time;
    const auto millis = time->time_since_epoch().count();
    if (millis < first_time || millis > last_time) return Error{ErrorCode::out_of_range, 0};
    return time;
}

// A time as its text; as milliseconds where RFC 3339 has none for it.
inline void append_moment(std::string& out, Time time) {
    const std::int64_t millis = time.time_since_epoch().count();
    if (millis < first_time || millis > last_time) return append_json_number(out, millis);
    out += '"';
    out += format_time(time);
    out += '"';
}

// Words are left bare, for the caller to quote where its format asks for it.
template <class T>
void append_value(std::string& out, T value) {
    if constexpr (Worded<T>) {
        out += to_text(value);
    } else if constexpr (std::is_integral_v<T>) {
        append_json_number(out, static_cast<std::int64_t>(value));
    } else {
        append_json_number(out, value);
    }
}

}  // namespace detail

}  // namespace hoistway
