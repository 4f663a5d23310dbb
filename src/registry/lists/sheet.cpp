// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/sheet.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "../../model/json_document.hpp"
#include "hoistway/core/utf8.hpp"

namespace hoistway {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_cells = 20'000'000;  // [default]

bool is_empty(const SheetRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return cell.empty(); });
}

// The one of these that stands most often outside quotes in the first line; a comma where none.
char delimiter_of(std::string_view text) {
    constexpr std::string_view known = ",;\t|";
    std::size_t counts[known.size()] = {};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) break;
        const std::size_t at = known.find(c);
        if (at != std::string_view::npos && !quoted) ++counts[at];
    }
    return known[static_cast<std::size_t>(std::max_element(std::begin(counts), std::end(counts)) -
                                          std::begin(counts))];
}

class CsvReader {
 public:
    CsvReader(std::string_view text, std::string_view source)
        : text_(text), source_(source), delimiter_(delimiter_of(text)) {}

    Result<Sheet, Refusal> read() {
        Sheet sheet{.source = std::string(source_), .rows = {}};
        std::size_t cells = 0;
        while (at_ < text_.size()) {
            SheetRow row{.line = line_, .cells = {}};
            const std::size_t from = at_;
            if (!read_row(row)) return refusal_at(text_, source_, {ErrorCode::truncated, from});
            cells += row.cells.size();
            if (cells > most_cells) return refusal_at(text_, source_, {ErrorCode::too_long, from});
            if (!is_empty(row)) sheet.rows.push_back(std::move(row));
        }
        return sheet;
    }

 private:
    // False where a quote is never closed.
    bool read_row(SheetRow& row) {
        for (;;) {
            std::string cell;
            if (!read_cell(cell)) return false;
            row.cells.push_back(std::move(cell));
            if (at_ == text_.size()) return true;
            const char end = text_[at_++];
            if (end == delimiter_) continue;
            if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
            ++line_;
            return true;
        }
    }

    bool read_cell(std::string& cell) {
        if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            if (!read_quoted(cell)) return false;
        }
        while (at_ < text_.size() && !ends_cell(text_[at_])) cell += text_[at_++];
        return true;
    }

    bool read_quoted(std::string& cell) {
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\n') ++line_;
            if (c != '"') {
                cell += c;
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                cell += text_[at_++];
            } else {
                ++at_;
                return true;
            }
        }
        return false;
    }

    bool ends_cell(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }

    std::string_view text_, source_;
    char delimiter_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
};

std::string cell_of(const Json& value) {
    if (value.is_null()) return {};
    return value.is_string() ? value.get<std::string>() : value.dump();
}

const Json& rows_of(const Json& tree) {
    for (const char* const name : {"lifts", "rows"}) {
        if (tree.is_object() && tree.contains(name)) return tree[name];
    }
    return tree;
}

}  // namespace

Result<Sheet, Refusal> read_csv_sheet(std::string_view text, std::string_view source) {
    if (const std::size_t at = first_bad_utf8(text); at != text.size()) {
        return refusal_at(text, source, {ErrorCode::bad_encoding, at});
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return CsvReader(text, source).read();
}

Result<Sheet, Refusal> read_json_sheet(std::string_view text, std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return tree.error();
    const Json& rows = rows_of(*tree);
    if (!rows.is_array()) {
        return Refusal{std::string(source), 0, 0, ErrorCode::bad_value, "/", shown(rows.dump())};
    }
    Sheet sheet{.source = std::string(source), .rows = {{.line = 1, .cells = {}}}};
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].is_object()) {
            return Refusal{
                std::string(source),  0, 0, ErrorCode::bad_value, '/' + std::to_string(i),
                shown(rows[i].dump())};
        }
        SheetRow row{.line = i + 2, .cells = {}};
        for (const auto& [key, value] : rows[i].items()) {
            const auto [column, is_new] = columns.emplace(key, columns.size());
            if (is_new) sheet.rows[0].cells.push_back(key);
            if (row.cells.size() <= column->second) row.cells.resize(column->second + 1);
            row.cells[column->second] = cell_of(value);
        }
        if (columns.size() * sheet.rows.size() > most_cells) {
            return Refusal{std::string(source), 0, 0, ErrorCode::too_long, "/", {}};
        }
        if (!is_empty(row)) sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

Result<Sheet, Refusal> read_sheet(std::string_view bytes, std::string_view source,
                                  const SheetOptions& options) {
    if (bytes.starts_with("PK\x03\x04")) return read_xlsx_sheet(bytes, source, options);
    std::string_view text = bytes;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
    return json ? read_json_sheet(bytes, source) : read_csv_sheet(bytes, source);
}

}  // namespace hoistway
