// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/table.hpp"

#include <algorithm>
#include <string_view>

#include "put.hpp"

namespace hoistway {

namespace {

using namespace detail;

// A spreadsheet keeps 15 digits of a number (IEEE 754 double) and drops leading zeros.
bool would_be_altered(std::string_view text) noexcept {
    if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
    return text.size() > 15 || (text.size() > 1 && text[0] == '0');
}

bool would_be_formula(std::string_view text) noexcept {
    return !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

void put_csv_text(std::string& out, std::string_view text, CsvFor reader) {
    const bool guarded = reader == CsvFor::spreadsheet;
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (guarded && would_be_formula(text)) out += '\'';
    if (!quoted && first_bad_utf8(text) == text.size()) {
        out += text;
    } else {
        put_letters(out, text, [&](char c) {
            if (c == '"') out += '"';
            return false;
        });
    }
    if (guarded && would_be_altered(text)) out += '\t';
    if (quoted) out += '"';
}

struct CsvCell {
    std::string& out;
    const Column& column;
    Language language;
    CsvFor reader;

    void operator()(std::monostate) const {}
    void operator()(std::int64_t value) const { put_integer(out, value); }
    void operator()(double value) const {
        const bool share = column.kind == CellKind::percent;
        put_fixed(out, share ? value * 100 : value, column.digits);
        if (share) out += '%';
    }
    void operator()(const std::string& value) const { put_csv_text(out, value, reader); }
    void operator()(const Text& value) const { put_csv_text(out, value.in(language), reader); }
    void operator()(Date value) const { put_date(out, value); }
    void operator()(Time value) const { put_local_time(out, value); }
    void operator()(Duration value) const {
        put_number(out, static_cast<double>(value.count()) / 1000);
    }
};

const Text& csv_unit(const Column& column) {
    static const Text seconds{"秒", "s"};
    return column.kind == CellKind::duration ? seconds : column.unit;
}

void put_csv_head(std::string& out, const Table& table, Language language, CsvFor reader) {
    std::string heading;
    for (const Column& column : table.head().columns) {
        heading.clear();
        put_heading(heading, column, csv_unit(column), language);
        put_csv_text(out, heading, reader);
        out += ',';
    }
    out.replace(out.size() - 1, 1, "\r\n");
}

void put_json_pair(std::string& out, std::string_view key, const Text& text, Language language) {
    put_json_text(out, key);
    out += ':';
    put_json_text(out, text.in(language));
}

void put_json_columns(std::string& out, const Table& table, Language language) {
    for (const Column& column : table.head().columns) {
        out += "{\"id\":";
        put_json_text(out, column.id);
        out += ',';
        put_json_pair(out, "title", column.title, language);
        out += ",\"kind\":";
        put_json_text(out, to_text(column.kind));
        out += ',';
        put_json_pair(out, "unit", csv_unit(column), language);
        out += "},";
    }
    out.pop_back();
}

void put_json_rows(std::string& out, const Table& table, Language language) {
    for (std::size_t at = 0; at < table.rows(); ++at) {
        const std::span<const Cell> row = table.row(at);
        out += at == 0 ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            put_json_text(out, table.head().columns[i].id);
            out += ':';
            put_json_cell(out, row[i], language);
        }
        out += '}';
    }
}

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

std::string to_csv(const Table& table, Language language, CsvFor reader) {
    std::string out;
    out.reserve(64 + table.rows() * table.head().columns.size() * 12);
    if (reader == CsvFor::spreadsheet) out += "\xEF\xBB\xBF";
    put_csv_head(out, table, language, reader);
    for (std::size_t at = 0; at < table.rows(); ++at) {
        const std::span<const Cell> row = table.row(at);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!is_missing(row[i])) {
                std::visit(CsvCell{out, table.head().columns[i], language, reader}, row[i]);
            }
            out += ',';
        }
        out.replace(out.size() - 1, 1, "\r\n");
    }
    return out;
}

std::string to_json(const Table& table, Language language) {
    std::string out = "{\"id\":";
    put_json_text(out, table.head().id);
    out += ',';
    put_json_pair(out, "title", table.head().title, language);
    out += ",\n\"columns\":[";
    put_json_columns(out, table, language);
    out += "],\n\"rows\":[";
    put_json_rows(out, table, language);
    out += "],\n";
    put_json_pair(out, "note", table.head().note, language);
    out += '}';
    return out;
}

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
