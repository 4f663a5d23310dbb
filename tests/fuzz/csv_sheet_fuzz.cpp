// SPDX-License-Identifier: Apache-2.0
//
// Lists as CSV, JSON, or whatever the bytes say they are: rows stand in order of their lines, each
// sound row comes out as a lift, and no row is both sound and at fault.

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "hoistway/registry/import.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_lines(const Sheet& sheet) {
    std::uint64_t before = 0;
    for (const SheetRow& row : sheet.rows) {
        require(row.line > before);
        before = row.line;
    }
}

void check_import(const Sheet& sheet) {
    const ImportReport report = import_lifts(sheet, *builtin_column_map("lift-list"));
    std::set<std::uint64_t> bad;
    for (const RegistryFault& fault : report.faults) bad.insert(fault.refusal.line);
    for (const ListRow& row : report.rows) require(!bad.contains(row.line));
    require(report.rows.size() <= report.rows_read);
    const RegistryFile file = to_registry(report.rows);
    require(file.refusals.empty() && file.registry.size() == report.rows.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto& sheet :
         {read_csv_sheet(bytes, "f"), read_json_sheet(bytes, "f"), read_sheet(bytes, "f")}) {
        if (!sheet) continue;
        check_lines(*sheet);
        check_import(*sheet);
    }
    return 0;
}
