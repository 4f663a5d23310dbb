// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/table.hpp"

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

}  // namespace hoistway
