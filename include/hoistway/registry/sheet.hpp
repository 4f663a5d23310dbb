// SPDX-License-Identifier: Apache-2.0
//
// A list as an office sends it, CSV, JSON or XLSX, as rows of text with the line each stands in.
//
//     const Result<Sheet, Refusal> sheet = read_sheet(bytes, "district.xlsx");
//     if (!sheet) report(to_text(sheet.error()));
//     sheet->rows[0].cells[2];
//
// The bytes say what they are, not the name. CSV: UTF-8, comma, semicolon, tab or bar, quotes as in
// RFC 4180. JSON: a list of flat objects, or the list under "lifts" or "rows"; a row's line is then
// its place in the list, from 2, for the keys are line 1. XLSX: ECMA-376, the first sheet or the
// one named; days come as YYYY-MM-DD, numbers under a format of zeros with their leading zeros, all
// others as they are stored. Empty rows are left out and counted in the lines. A sheet that breaks
// off or is not UTF-8 is refused as a whole. Linear time; at most 20 million cells [default], and
// 1 GiB for a part of an XLSX [default]. Formulas give the value that was stored with them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

struct SheetRow {
    std::uint64_t line = 0;  // 1 = first
    std::vector<std::string> cells{};
};

struct Sheet {
    std::string source{};
    std::vector<SheetRow> rows{};
};

struct SheetOptions {
    std::string name{};  // of the sheet in an XLSX; empty = the first
};

Result<Sheet, Refusal> read_sheet(std::string_view bytes, std::string_view source,
                                  const SheetOptions& options = {});

Result<Sheet, Refusal> read_csv_sheet(std::string_view text, std::string_view source);
Result<Sheet, Refusal> read_json_sheet(std::string_view text, std::string_view source);
Result<Sheet, Refusal> read_xlsx_sheet(std::string_view bytes, std::string_view source,
                                       const SheetOptions& options = {});

}  // namespace hoistway
