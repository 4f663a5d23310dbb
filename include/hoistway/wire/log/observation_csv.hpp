// SPDX-License-Identifier: Apache-2.0
//
// The observation log as CSV (RFC 4180), both directions: the columns of the JSON form, with the
// fault as `fault_dialect`, `fault_code` and `fault_phase`.
//
//     ObservationCsv csv;
//     const auto bad = csv.header("lift,time,floor,door");       // columns in any order
//     const auto line = csv.read("A-1,2026-03-01T00:00:00Z,3,closed");
//
// An empty cell is unknown. A column that no field has is passed over and counted once. Booleans
// are true and false, or True and False as pandas writes them. A quoted cell may hold commas and
// doubled quotes but no line end, which no field of the log has. No allocation on reading; memory
// is fixed at 400 bytes. One reader per file, one thread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/wire/log/observation_fields.hpp"

namespace hoistway {

namespace detail {

enum : std::size_t { col_dialect = key_fault, col_code, col_phase, column_count };

inline constexpr std::array<std::string_view, column_count> observation_columns = [] {
    std::array<std::string_view, column_count> columns{};
    for (std::size_t i = 0; i < key_fault; ++i) columns[i] = observation_keys[i];
    columns[col_dialect] = "fault_dialect";
    columns[col_code] = "fault_code";
    columns[col_phase] = "fault_phase";
    return columns;
}();

// Cells of one line, in their order.
class CsvScan {
 public:
    struct Cell {
        std::string_view text;  // raw, between its quotes
        std::size_t at = 0;
        bool doubled = false;  // has doubled quotes in it
    };

    explicit CsvScan(std::string_view line) noexcept : line_(line) {}

    bool next(Cell& cell) noexcept {
        if (done_) return false;
        cell.doubled = false;
        if (at_ < line_.size() && line_[at_] == '"') return quoted(cell);
        const std::size_t comma = line_.find(',', at_);
        cell.at = at_;
        cell.text = line_.substr(at_, comma == std::string_view::npos ? comma : comma - at_);
        if (cell.text.find('"') != std::string_view::npos) return fail(ErrorCode::bad_syntax, at_);
        return pass(at_ + cell.text.size());
    }
    const std::optional<Error>& error() const noexcept { return error_; }

 private:
    bool quoted(Cell& cell) noexcept {
        cell.at = ++at_;
        std::size_t end = line_.find('"', at_);
        for (; end != std::string_view::npos && line_.substr(end, 2) == "\"\"";
             end = line_.find('"', end + 2)) {
            cell.doubled = true;
        }
        if (end == std::string_view::npos) return fail(ErrorCode::truncated, line_.size());
        cell.text = line_.substr(at_, end - at_);
        if (end + 1 < line_.size() && line_[end + 1] != ',')
            return fail(ErrorCode::bad_syntax, end + 1);
        return pass(end + 1);
    }
    bool pass(std::size_t end) noexcept {
        done_ = end == line_.size();
        at_ = end + 1;
        return true;
    }
    bool fail(ErrorCode code, std::size_t at) noexcept {
        done_ = true;
        error_ = Error{code, at};
        return false;
    }

    std::string_view line_;
    std::size_t at_ = 0;
    bool done_ = false;
    std::optional<Error> error_;
};

}  // namespace detail

class ObservationCsv {
 public:
    using Line = Result<ObservationLine, FieldError>;
    static constexpr std::size_t max_columns = 128;  // [default] about four times those known

    // What is wrong with the first line, if anything; the reader then has no header.
    std::optional<FieldError> header(std::string_view line) noexcept {
        columns_ = 0;
        unknown_columns_ = 0;
        std::uint32_t seen = 0;
        const std::optional<FieldError> bad =
            each_cell(line, [&](const auto& cell) { return this->add_column(cell, seen); });
        if (bad) {
            columns_ = 0;
            return bad;
        }
        for (const std::size_t column : {detail::key_lift, detail::key_time}) {
            if ((seen >> column & 1) != 0) continue;
            columns_ = 0;
            return FieldError{
                {ErrorCode::missing, line.size()}, detail::observation_columns[column], {}};
        }
        return {};
    }

    bool has_header() const noexcept { return columns_ > 0; }
    std::uint32_t unknown_columns() const noexcept { return unknown_columns_; }

    Line read(std::string_view line) noexcept {
        ObservationLine out;
        out.observation.time = never;
        std::size_t place = 0;
        auto bad = each_cell(line, [&](const auto& cell) {
            const bool there = place < columns_;
            const std::size_t column = there ? order_[place++] : 0;
            return there ? this->read_cell(out, column, cell)
                         : FieldError{{ErrorCode::bad_syntax, cell.at}, {}, cell.text};
        });
        if (!bad && place < columns_) bad = FieldError{{ErrorCode::truncated, line.size()}, {}, {}};
        if (!bad) bad = check_whole(out, line.size());
        if (bad) return *bad;
        return out;
    }

 private:
    using Outcome = std::optional<FieldError>;
    using Cell = detail::CsvScan::Cell;

    // Hands over the cells until one is bad.
    template <class Use>
    static Outcome each_cell(std::string_view line, Use&& use) noexcept {
        const std::size_t bad = detail::first_bad_byte(line);
        if (bad != line.size()) return FieldError{{ErrorCode::bad_encoding, bad}, {}, {}};
        const std::size_t stray = line.find('\r');
        if (stray != std::string_view::npos)
            return FieldError{{ErrorCode::bad_syntax, stray}, {}, {}};
        detail::CsvScan scan(line);
        Cell cell;
        while (scan.next(cell)) {
            if (const Outcome error = use(cell)) return error;
        }
        if (scan.error()) return FieldError{*scan.error(), {}, {}};
        return {};
    }

    Outcome add_column(const Cell& cell, std::uint32_t& seen) noexcept {
        if (columns_ == max_columns) return FieldError{{ErrorCode::too_long, cell.at}, {}, {}};
        std::size_t column = 0;
        while (column < detail::column_count && detail::observation_columns[column] != cell.text) {
            ++column;
        }
        if (column == detail::column_count) {
            ++unknown_columns_;
        } else if ((seen >> column & 1) != 0) {
            return FieldError{{ErrorCode::duplicate, cell.at}, cell.text, {}};
        } else {
            seen |= 1U << column;
        }
        order_[columns_++] = static_cast<std::uint8_t>(column);
        return {};
    }

    static FieldError refusal(ErrorCode code, const Cell& cell, std::size_t column) noexcept {
        return {{code, cell.at}, detail::observation_columns[column], cell.text};
    }

    Outcome read_cell(ObservationLine& out, std::size_t column, const Cell& cell) noexcept {
        if (column == detail::column_count || cell.text.empty()) return {};
        if (column == detail::key_lift) return read_lift(out, cell);
        if (column == detail::key_time) return read_time(out, cell);
        if (column >= detail::col_dialect) return read_fault(out.observation.fault, column, cell);
        const detail::Field& field = detail::observation_fields[column];
        const bool flag = detail::kind_of(field) == JsonKind::boolean;
        const std::string_view text = !flag                  ? cell.text
                                      : cell.text == "True"  ? "true"
                                      : cell.text == "False" ? "false"
                                                             : cell.text;
        const auto bad = detail::set_field(out.observation, field, text);
        return bad ? Outcome(refusal(*bad, cell, column)) : std::nullopt;
    }

    Outcome read_lift(ObservationLine& out, const Cell& cell) noexcept {
        out.lift_at = cell.at;
        out.lift_key = plain(cell, lift_room_);
        return out.lift_key.empty() ? Outcome(refusal(ErrorCode::too_long, cell, detail::key_lift))
                                    : std::nullopt;
    }

    static Outcome read_time(ObservationLine& out, const Cell& cell) noexcept {
        const bool millis = cell.text.find_first_not_of("-0123456789.") == std::string_view::npos;
        const Result<Time> time = millis && cell.text.find('-', 1) == std::string_view::npos
                                      ? detail::read_millis(cell.text)
                                      : detail::read_moment(cell.text);
        if (!time) {
            return FieldError{{time.error().code, cell.at + time.error().at}, "time", cell.text};
        }
        out.observation.time = *time;
        return {};
    }

    Outcome read_fault(NativeFault& fault, std::size_t column, const Cell& cell) noexcept {
        const std::string_view text = plain(cell, fault_room_);
        if (column == detail::col_phase) {
            fault.cleared = text == "cleared";
            const bool word = fault.cleared || text == "raised";
            return word ? std::nullopt : Outcome(refusal(ErrorCode::bad_value, cell, column));
        }
        const bool fits =
            !text.empty() &&
            (column == detail::col_code ? fault.code.assign(text) : fault.dialect.assign(text));
        return fits ? std::nullopt : Outcome(refusal(ErrorCode::too_long, cell, column));
    }

    // A lift and a time in every line; a fault whole or not at all.
    static Outcome check_whole(const ObservationLine& line, std::size_t end) noexcept {
        const NativeFault& fault = line.observation.fault;
        const auto missing = [end](std::size_t column) {
            return FieldError{{ErrorCode::missing, end}, detail::observation_columns[column], {}};
        };
        if (line.lift_key.empty()) return missing(detail::key_lift);
        if (line.observation.time == never) return missing(detail::key_time);
        if (fault.empty() && (!fault.dialect.empty() || fault.cleared))
            return missing(detail::col_code);
        if (!fault.empty() && fault.dialect.empty()) return missing(detail::col_dialect);
        return {};
    }

    // The cell with its doubled quotes made single; empty where it does not fit.
    template <std::size_t N>
    static std::string_view plain(const Cell& cell, std::array<char, N>& room) noexcept {
        if (!cell.doubled) return cell.text;
        std::size_t size = 0;
        for (std::size_t i = 0; i < cell.text.size(); ++i) {
            if (size == N) return {};
            room[size++] = cell.text[i];
            if (cell.text[i] == '"') ++i;
        }
        return {room.data(), size};
    }

    std::array<std::uint8_t, max_columns> order_{};
    std::size_t columns_ = 0;
    std::uint32_t unknown_columns_ = 0;
    std::array<char, 192> lift_room_;  // [default] a longer key is refused where it has quotes
    std::array<char, 32> fault_room_;
};

namespace detail {

inline void append_cell(std::string& out, std::string_view text) {
    const bool quoted = text.find_first_of(",\"") != std::string_view::npos;
    if (quoted) out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        // A line end inside a cell would be one more line for the reader.
        out += c == '\r' || c == '\n' ? ' ' : c;
    }
    if (quoted) out += '"';
}

}  // namespace detail

// The names of all columns, in the order of the table; no line end.
inline void append_csv_header(std::string& out) {
    out += "lift,time";
    detail::for_each_field([&](const char* name, auto) {
        out += ',';
        out += name;
    });
    out += ",fault_dialect,fault_code,fault_phase";
}

inline void append_csv(std::string& out, const Observation& seen, std::string_view lift_key) {
    detail::append_cell(out, lift_key);
    out += ',';
    const std::int64_t millis = seen.time.time_since_epoch().count();
    const bool texted = millis >= detail::first_time && millis <= detail::last_time;
    out += texted ? format_time(seen.time) : std::to_string(millis);
    detail::for_each_field([&](const char*, auto place) {
        out += ',';
        if (is_known(seen.*place)) detail::append_value(out, seen.*place);
    });
    out += ',';
    detail::append_cell(out, seen.fault.dialect.view());
    out += ',';
    detail::append_cell(out, seen.fault.code.view());
    out += seen.fault.cleared ? ",cleared" : ",";
}

}  // namespace hoistway
