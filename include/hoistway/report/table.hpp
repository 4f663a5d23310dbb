// SPDX-License-Identifier: Apache-2.0
//
// The one table of all reports, and its four forms: CSV, JSON, HTML, Markdown.
//
//     Table table{{.id = "runs", .title = {"运行次数", "Runs"},
//                  .columns = {{.id = "lift", .title = {"电梯", "Lift"}},
//                              {.id = "runs", .title = {"次数", "Runs"}, .kind =
//                              CellKind::integer}}}};
//     table.add_row("A-1", 4812);
//     const std::string csv = to_csv(table);
//
// What is not known is a missing cell: "—" on a page, nothing in CSV, null in JSON; a NaN or
// infinite number is missing too. Shares are kept as fractions (0.987) and shown as 98.70 %;
// durations are seconds in CSV and JSON, words on a page; times are shown at +08:00. Bad UTF-8
// becomes U+FFFD. Same table, same bytes. Cost: one growing buffer, no other allocation a row.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/language.hpp"

namespace hoistway {

enum class CellKind : std::uint8_t { text, integer, decimal, percent, date, time, duration };

template <>
struct Words<CellKind> {
    static constexpr std::array<std::string_view, 7> list{"text", "integer", "decimal", "percent",
                                                          "date", "time",    "duration"};
};

// std::monostate is a missing cell.
using Cell =
    std::variant<std::monostate, std::int64_t, double, std::string, Text, Date, Time, Duration>;

struct Column {
    std::string id{};  // the key in JSON
    Text title{};
    CellKind kind = CellKind::text;
    Text unit{};
    int digits = 1;       // behind the point, for decimal and percent
    bool in_page = true;  // false: in CSV and JSON only
};

struct TableHead {
    std::string id{};  // part of the file name: letters, digits, underscore
    Text title{};
    std::vector<Column> columns{};
    Text note{};
    Text none{"无", "None"};  // what stands in a table without rows
};

// Any value as a cell; an empty text and an empty optional are missing.
template <class T>
Cell to_cell(T&& value) {
    using U = std::remove_cvref_t<T>;
    if constexpr (std::same_as<U, bool>) {
        return std::int64_t{value ? 1 : 0};
    } else if constexpr (std::integral<U>) {
        return static_cast<std::int64_t>(value);
    } else if constexpr (std::floating_point<U>) {
        return static_cast<double>(value);
    } else if constexpr (std::convertible_to<T, std::string_view> && !std::same_as<U, Cell>) {
        const std::string_view text = value;
        return text.empty() ? Cell{} : Cell{std::in_place_type<std::string>, text};
    } else if constexpr (requires {
                             typename U::value_type;
                             *value;
                             value.has_value();
                         }) {
        return value.has_value() ? to_cell(*value) : Cell{};
    } else if constexpr (std::same_as<U, Text>) {
        return value.empty() ? Cell{} : Cell{std::forward<T>(value)};
    } else {
        return Cell{std::forward<T>(value)};
    }
}

class Table {
 public:
    explicit Table(TableHead head) : head_(std::move(head)) {
        if (head_.columns.empty()) refuse("Table: there must be a column");
    }

    // One value for each column; anything else is refused.
    template <class... Values>
    Table& add_row(Values&&... values) {
        if (sizeof...(Values) != head_.columns.size()) {
            refuse("Table: a row needs one value for each column");
        }
        (cells_.push_back(to_cell(std::forward<Values>(values))), ...);
        return *this;
    }
    Table& add_cells(std::vector<Cell> row) {
        if (row.size() != head_.columns.size()) {
            refuse("Table: a row needs one value for each column");
        }
        for (Cell& cell : row) cells_.push_back(std::move(cell));
        return *this;
    }

    const TableHead& head() const noexcept { return head_; }
    std::size_t rows() const noexcept { return cells_.size() / head_.columns.size(); }
    std::span<const Cell> row(std::size_t at) const noexcept {
        const std::size_t width = head_.columns.size();
        return std::span(cells_).subspan(at * width, width);
    }

 private:
    TableHead head_;
    std::vector<Cell> cells_;
};

// For a spreadsheet: a byte order mark, so that Chinese opens as such; an apostrophe before a text
// that would be taken for a formula (= + - @ tab return); a tab behind a text of digits that a
// spreadsheet would alter (a leading zero, or over 15 digits, as equipment codes have). For
// machines: plain RFC 4180, the values as they are.
enum class CsvFor : std::uint8_t { spreadsheet, machines };

std::string to_csv(const Table& table, Language language = Language::zh,
                   CsvFor reader = CsvFor::spreadsheet);

// {"id","title","columns":[{"id","title","kind","unit"}],"rows":[{...}],"note"}, keys in the order
// of the columns.
std::string to_json(const Table& table, Language language = Language::zh);

// A <table> with caption; at most `most_rows` rows, all where it is 0.
std::string to_html_table(const Table& table, Language language = Language::zh,
                          std::size_t most_rows = 0);

std::string to_markdown(const Table& table, Language language = Language::zh,
                        std::size_t most_rows = 0);

}  // namespace hoistway
