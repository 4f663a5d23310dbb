// SPDX-License-Identifier: Apache-2.0
//
// Spreadsheets: the bytes as they are, and the bytes as the parts of an archive that is sound, one
// after another with byte 0x1D between them, so that what is inside is reached as well.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../registry/zip_of.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/registry/sheet.hpp"

using namespace hoistway;

namespace {

constexpr std::array<const char*, 5> names{"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                           "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                           "xl/styles.xml"};

std::string archive_of(std::string_view bytes) {
    testing::ZipParts parts;
    for (const char* const name : names) {
        const std::size_t end = std::min(bytes.find('\x1D'), bytes.size());
        parts.emplace_back(name, bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return testing::zip_of(parts);
}

void check(std::string_view bytes) {
    const auto sheet = read_xlsx_sheet(bytes, "f");
    if (!sheet) return;
    for (const SheetRow& row : sheet->rows) {
        for (const std::string& cell : row.cells) {
            if (first_bad_utf8(cell) != cell.size()) std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(bytes);
    check(archive_of(bytes));
    return 0;
}
