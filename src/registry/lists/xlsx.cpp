// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "hoistway/core/time_text.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/registry/sheet.hpp"
#include "zip_file.hpp"

namespace hoistway {

namespace {

constexpr std::size_t most_cells = 20'000'000, most_columns = 16'384;  // [default], ECMA-376
constexpr double last_serial = 2'958'465;                              // 9999-12-31

// What the number format of a cell makes of a stored number.
struct CellFormat {
    bool day = false;
    std::size_t zeros = 0;  // "000000" shows 12345 as 012345
};

// Formats 14 to 22 and 45 to 47 of ECMA-376 18.8.30; 27 to 36 and 50 to 58 are days in Chinese.
bool is_builtin_day(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

// Without what is quoted or bracketed: "yyyy\"年\"m\"月\"" and "[$-804]yyyy".
std::string bare(std::string_view code) {
    std::string out;
    char until = '\0';
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (until != '\0') {
            if (c == until) until = '\0';
        } else if (c == '"' || c == '[') {
            until = c == '"' ? '"' : ']';
        } else if (c == '\\') {
            ++i;
        } else {
            out += c;
        }
    }
    return out;
}

CellFormat format_of(int id, std::string_view code) {
    if (is_builtin_day(id)) return {.day = true, .zeros = 0};
    const std::string text = bare(code);
    if (text.find_first_of("yY") != std::string::npos) return {.day = true, .zeros = 0};
    const bool zeros = !text.empty() && text.find_first_not_of('0') == std::string::npos;
    return {.day = false, .zeros = zeros ? text.size() : 0};
}

// Text of <si> or <is>: its <t>, or those of its runs; what is read aloud, <rPh>, is left out.
std::string rich_text(const pugi::xml_node& node) {
    std::string out;
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = child.name();
        if (name == "t") out += child.text().get();
        if (name == "r") out += child.child("t").text().get();
    }
    return out;
}

// "C12" -> 2; most_columns where it is none.
std::size_t column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (column > most_columns) return most_columns;
    }
    return column == 0 ? most_columns : column - 1;
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class XlsxReader {
 public:
    XlsxReader(std::string_view bytes, std::string_view source, const SheetOptions& options)
        : zip_(bytes), source_(source), options_(options) {}

    Result<Sheet, Refusal> read() {
        pugi::xml_document sheet;
        if (const auto code = open(sheet)) return refusal(*code, field_, 0);
        Sheet out{.source = source_, .rows = {}};
        std::uint64_t line = 0;
        for (const pugi::xml_node row :
             sheet.child("worksheet").child("sheetData").children("row")) {
            line = row.attribute("r").as_ullong(line + 1);
            SheetRow read{.line = line, .cells = {}};
            if (!read_row(row, read)) return refusal(ErrorCode::bad_value, field_, line);
            cells_ += read.cells.size();
            if (cells_ > most_cells) return refusal(ErrorCode::too_long, "", line);
            if (!read.cells.empty()) out.rows.push_back(std::move(read));
        }
        return out;
    }

 private:
    std::optional<ErrorCode> open(pugi::xml_document& sheet) {
        field_ = "the archive";
        if (!zip_.is_open()) return ErrorCode::truncated;
        pugi::xml_document book, links;
        if (!load("xl/workbook.xml", book)) return ErrorCode::bad_syntax;
        if (!load("xl/_rels/workbook.xml.rels", links)) return ErrorCode::bad_syntax;
        from_1904_ = book.child("workbook").child("workbookPr").attribute("date1904").as_bool();
        const std::string path = sheet_path(book, links);
        if (path.empty()) {
            field_ = "sheet " + options_.name;
            return ErrorCode::missing;
        }
        load_strings();
        load_formats();
        if (!load(path, sheet)) return ErrorCode::bad_syntax;
        return std::nullopt;
    }

    bool load(const std::string& name, pugi::xml_document& document) {
        field_ = name;
        const auto text = zip_.part(name);
        constexpr unsigned how = pugi::parse_default | pugi::parse_ws_pcdata_single;
        return text && document.load_buffer(text->data(), text->size(), how);
    }

    std::string sheet_path(const pugi::xml_document& book, const pugi::xml_document& links) const {
        for (const pugi::xml_node sheet :
             book.child("workbook").child("sheets").children("sheet")) {
            if (!options_.name.empty() && options_.name != sheet.attribute("name").value())
                continue;
            const std::string id = sheet.attribute("r:id").value();
            for (const pugi::xml_node link : links.child("Relationships").children()) {
                if (id != link.attribute("Id").value()) continue;
                const std::string target = link.attribute("Target").value();
                return target.starts_with('/') ? target.substr(1) : "xl/" + target;
            }
        }
        return {};
    }

    void load_strings() {
        pugi::xml_document document;
        if (!load("xl/sharedStrings.xml", document)) return;
        for (const pugi::xml_node item : document.child("sst").children("si")) {
            strings_.push_back(rich_text(item));
        }
    }

    void load_formats() {
        pugi::xml_document document;
        if (!load("xl/styles.xml", document)) return;
        const pugi::xml_node styles = document.child("styleSheet");
        std::map<int, std::string_view> codes;
        for (const pugi::xml_node format : styles.child("numFmts").children("numFmt")) {
            codes[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").value();
        }
        for (const pugi::xml_node style : styles.child("cellXfs").children("xf")) {
            const int id = style.attribute("numFmtId").as_int();
            const auto code = codes.find(id);
            formats_.push_back(format_of(id, code == codes.end() ? "" : code->second));
        }
    }

    bool read_row(const pugi::xml_node& row, SheetRow& out) {
        std::size_t column = 0;
        for (const pugi::xml_node cell : row.children("c")) {
            const std::string_view reference = cell.attribute("r").value();
            if (!reference.empty()) column = column_of(reference);
            field_ = reference;
            if (column >= most_columns) return false;
            const std::optional<std::string> text = text_of(cell);
            if (!text || first_bad_utf8(*text) != text->size()) return false;
            if (!text->empty()) {
                if (out.cells.size() <= column) out.cells.resize(column + 1);
                out.cells[column] = *text;
            }
            ++column;
        }
        return true;
    }

    // Nothing where the cell points at a text that is not there.
    std::optional<std::string> text_of(const pugi::xml_node& cell) const {
        const std::string_view type = cell.attribute("t").value();
        const std::string stored = cell.child("v").text().get();
        if (type == "s") {
            const std::size_t place = cell.child("v").text().as_ullong(strings_.size());
            if (place >= strings_.size()) return std::nullopt;
            return strings_[place];
        }
        if (type == "inlineStr") return rich_text(cell.child("is"));
        if (type == "e") return std::string();
        if (type == "b") return std::string(stored == "1" ? "true" : "false");
        if (type == "str" || type == "d") return stored;
        return shown_number(stored, cell.attribute("s").as_ullong(formats_.size()));
    }

    std::string shown_number(const std::string& stored, std::size_t style) const {
        if (style >= formats_.size()) return stored;
        const CellFormat& format = formats_[style];
        const std::optional<double> number = number_of(stored);
        if (format.day && number) return day_of(*number).value_or(stored);
        const bool whole = stored.find_first_not_of("0123456789") == std::string::npos;
        if (format.zeros <= stored.size() || !whole || stored.empty()) return stored;
        return std::string(format.zeros - stored.size(), '0') + stored;
    }

    // Day 60 is 1900-02-29, which never was (ECMA-376 18.17.4.1); days before it are one off.
    std::optional<std::string> day_of(double serial) const {
        if (!(serial >= 1) || serial > last_serial) return std::nullopt;
        const auto day = static_cast<int>(std::floor(serial));
        using std::chrono::days;
        using std::chrono::sys_days;
        using std::chrono::year;
        if (from_1904_) return format_date(Date{sys_days{year{1904} / 1 / 1} + days{day}});
        if (day == 60) return std::nullopt;
        return format_date(Date{sys_days{year{1899} / 12 / 31} + days{day > 60 ? day - 1 : day}});
    }

    Refusal refusal(ErrorCode code, std::string_view field, std::uint64_t line) const {
        return {.source = source_, .line = line, .code = code, .field = std::string(field)};
    }

    ZipFile zip_;
    std::string source_;
    SheetOptions options_;
    std::vector<std::string> strings_;
    std::vector<CellFormat> formats_;
    std::string field_;
    std::size_t cells_ = 0;
    bool from_1904_ = false;
};

}  // namespace

Result<Sheet, Refusal> read_xlsx_sheet(std::string_view bytes, std::string_view source,
                                       const SheetOptions& options) {
    return XlsxReader(bytes, source, options).read();
}

}  // namespace hoistway
