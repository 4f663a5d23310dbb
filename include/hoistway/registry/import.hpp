// SPDX-License-Identifier: Apache-2.0
//
// Lifts out of a list with somebody's own columns, and for every cell that cannot be used a line
// that says where it stands, why, and what to do.
//
//     const ImportReport report = import_lifts(*sheet, *builtin_column_map("lift-list"));
//     for (const RegistryFault& fault : report.faults) tell(to_text(fault));
//     if (report.is_whole()) write(to_registry(report.rows));
//
// Which header means which field, which unit a column is in, and which words mean "not known" is
// data: src/registry/lists/lift-list.json, or a file of your own (load_column_map). Headers are
// compared without case, spaces and punctuation; a unit in brackets in the header counts. The
// header is the row among the first ten [default] with the most known headers.
//
// A field with a dot is one of another entry: "sites.", "parties.", "parts.", "contracts.",
// "equipment.", and "use_unit." and "maintenance_unit." for parties with that role. What the row
// does not say of it is taken from the lift: a party's name, the lift of a part. Its key is the
// credit code or name of a party, the site or name of a site, the serial of a part, else lift and
// name, the number of a contract or of equipment. Rows may name an entry again, and add to it; what
// contradicts an earlier row is a fault that names its line. A list without one column of a lift
// makes no lifts.
//
// A row with a fault is left out whole; a column nobody knows is told and left out. A row without a
// key takes its first number as key. Codes lose spaces and full-width forms, nothing else is
// mended. Measures are taken to m/s, kg and m: 1 ft = 0.3048 m, 1 lb = 0.45359237 kg (international
// yard and pound, 1959), rounded to 0.0001 where converted; "16'4"" is feet and inches; 1,050 is a
// thousand and fifty, 1,75 one and three quarters; what stands in brackets behind a measure is left
// out. Speeds above 25 m/s and loads above 100 t are refused [default]. n log n time.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/files/builtin_file.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/registry/check.hpp"
#include "hoistway/registry/entries.hpp"
#include "hoistway/registry/history.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/registry/sheet.hpp"

namespace hoistway {

struct ColumnRule {
    std::string field{};                 // of a lift, its standing or its place; "sites.name", ...
    std::vector<std::string> headers{};  // as people write them
    std::string unit{};                  // of its bare numbers; empty = that of the field
    bool joined = false;                 // several columns make one text
    std::vector<std::pair<std::string, std::string>> values{};  // their word, our word
};

struct ColumnMap {
    std::string id{}, edition{}, source{};
    std::vector<std::string> blanks{};  // words for "not known"
    std::vector<ColumnRule> rules{};
};

std::span<const BuiltinFile> builtin_column_maps();

// Null where there is none of this id. Loaded at the first call, kept for good; any thread.
const ColumnMap* builtin_column_map(std::string_view id);

// Strictly: an unknown field, unit or key and a header that stands twice are refused.
Result<ColumnMap, std::vector<Refusal>> load_column_map(std::string_view text,
                                                        std::string_view source);

// One row of a list: what it says of a lift, and the line it stands in.
struct ListRow {
    std::uint64_t line = 0;
    Lift lift{};
    Standing standing{};  // without its lift
    Site site{};          // latitude and longitude only
    bool is_lift = true;  // false: the list is of something else, and only the entries count
    Entries entries{};  // the other things it names: those of "sites.name", "parties.licence", ...
};

struct MappedColumn {
    std::size_t place = 0;  // 0 = first
    std::string header{}, field{}, unit{};
};

struct ImportOptions {
    bool check_numbers = true;  // refuse a row whose number cannot be one of its kind
};

struct ImportReport {
    std::string source{};
    std::uint64_t header_line = 0;
    std::vector<ListRow> rows{};
    std::vector<RegistryFault> faults{};  // line, and as column the place of the cell, 1 = first
    std::vector<MappedColumn> columns{};
    std::vector<std::string> unknown_columns{};
    std::uint64_t rows_read = 0;

    bool is_whole() const noexcept { return faults.empty(); }
};

ImportReport import_lifts(const Sheet& sheet, const ColumnMap& map,
                          const ImportOptions& options = {});

// A registry of these lifts, with a standing for each that has one, and the entries that their rows
// name. A site that is only named is not made.
RegistryFile to_registry(std::span<const ListRow> rows);

// The same into a registry that there is: what it does not have is added, what the rows say of the
// rest replaces what it says. Each change is in the editor's list, to be taken back (history.hpp);
// what it refuses is told with the line of its row, and nothing else of it is lost.
std::vector<Refusal> add_to_registry(RegistryEditor& editor, std::span<const ListRow> rows);

}  // namespace hoistway
