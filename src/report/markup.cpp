// SPDX-License-Identifier: Apache-2.0
//
// Tables as HTML and Markdown.

#include <algorithm>

#include "hoistway/report/table.hpp"
#include "put.hpp"

namespace hoistway {

namespace {

using namespace detail;

std::size_t rows_shown(const Table& table, std::size_t most) noexcept {
    return most == 0 ? table.rows() : std::min(most, table.rows());
}

std::size_t columns_shown(const Table& table) noexcept {
    const auto& columns = table.head().columns;
    return static_cast<std::size_t>(
        std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.in_page; }));
}

// The class of a cell: numbers to the right, codes may break anywhere, the rest is text.
std::string_view html_class(CellKind kind) noexcept {
    switch (kind) {
        case CellKind::integer:
        case CellKind::decimal:
        case CellKind::percent:
        case CellKind::duration:
            return " class=\"n\"";
        case CellKind::date:
        case CellKind::time:
            return " class=\"d\"";
        case CellKind::text:
            break;
    }
    return "";
}

void put_html_row(std::string& out, const Table& table, std::size_t at, Language language) {
    std::string plain;
    const std::span<const Cell> row = table.row(at);
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Column& column = table.head().columns[i];
        if (!column.in_page) continue;
        out += "<td";
        out += html_class(column.kind);
        out += '>';
        plain.clear();
        put_plain_cell(plain, column, row[i], language);
        put_html(out, plain);
        out += "</td>";
    }
    out += "</tr>\n";
}

void put_html_head(std::string& out, const Table& table, Language language) {
    std::string heading;
    out += "<thead><tr>";
    for (const Column& column : table.head().columns) {
        if (!column.in_page) continue;
        out += "<th scope=\"col\"";
        out += html_class(column.kind);
        out += '>';
        heading.clear();
        put_heading(heading, column, column.unit, language);
        put_html(out, heading);
        out += "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
}

void put_markdown_text(std::string& out, std::string_view text) {
    constexpr std::string_view marks = "|\\*_`[]<>";
    put_letters(out, text, [&](char c) {
        if (marks.find(c) != std::string_view::npos) out += '\\';
        if (is_control(c)) out += ' ';
        return is_control(c);
    });
}

void put_markdown_head(std::string& out, const Table& table, Language language) {
    std::string heading, rule;
    for (const Column& column : table.head().columns) {
        if (!column.in_page) continue;
        heading.clear();
        put_heading(heading, column, column.unit, language);
        out += "| ";
        put_markdown_text(out, heading);
        out += ' ';
        rule += html_class(column.kind) == " class=\"n\"" ? "|---:" : "|---";
    }
    out += "|\n" + rule + "|\n";
}

void put_markdown_row(std::string& out, const Table& table, std::size_t at, Language language) {
    std::string plain;
    const std::span<const Cell> row = table.row(at);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Column& column = table.head().columns[i];
        if (!column.in_page) continue;
        plain.clear();
        put_plain_cell(plain, column, row[i], language);
        out += "| ";
        put_markdown_text(out, plain);
        out += ' ';
    }
    out += "|\n";
}

}  // namespace

std::string to_html_table(const Table& table, Language language, std::size_t most_rows) {
    const TableHead& head = table.head();
    std::string out = "<table id=\"";
    put_html(out, head.id);
    out += "\">\n<caption>";
    put_html(out, head.title.in(language));
    out += "</caption>\n";
    put_html_head(out, table, language);
    for (std::size_t at = 0; at < rows_shown(table, most_rows); ++at) {
        put_html_row(out, table, at, language);
    }
    if (table.rows() == 0) {
        out += "<tr><td class=\"none\" colspan=\"";
        put_integer(out, static_cast<std::int64_t>(columns_shown(table)));
        out += "\">";
        put_html(out, head.none.in(language));
        out += "</td></tr>\n";
    }
    out += "</tbody>\n</table>\n";
    return out;
}

std::string to_markdown(const Table& table, Language language, std::size_t most_rows) {
    const TableHead& head = table.head();
    std::string out = "**";
    put_markdown_text(out, head.title.in(language));
    out += "**\n\n";
    put_markdown_head(out, table, language);
    for (std::size_t at = 0; at < rows_shown(table, most_rows); ++at) {
        put_markdown_row(out, table, at, language);
    }
    if (table.rows() == 0) {
        out += "\n";
        put_markdown_text(out, head.none.in(language));
        out += "\n";
    }
    if (head.note.empty()) return out;
    out += "\n";
    put_markdown_text(out, head.note.in(language));
    out += "\n";
    return out;
}

}  // namespace hoistway
