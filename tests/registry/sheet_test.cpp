// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/sheet.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "zip_of.hpp"

using namespace hoistway;
using testing::zip_of, testing::ZipParts;
using Cells = std::vector<std::string>;

static ZipParts book(const std::string& rows) {
    return {
        {"xl/workbook.xml",
         R"(<workbook><sheets><sheet name="说明" r:id="rId1"/><sheet name="梯" r:id="rId2"/>)"
         R"(</sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId2" Target="worksheets/sheet2.xml"/>)"
         R"(<Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/sharedStrings.xml",
         "<sst><si><t>设备代码</t></si><si><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r>"
         "<rPh><t>kana</t></rPh></si></sst>"},
        {"xl/styles.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/>)"
         R"(<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>)"
         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
         R"(<xf numFmtId="165"/></cellXfs></styleSheet>)"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"},
        {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
    };
}

static std::vector<std::pair<std::uint64_t, Cells>> rows_of(const Result<Sheet, Refusal>& sheet) {
    REQUIRE(sheet);
    std::vector<std::pair<std::uint64_t, Cells>> rows;
    for (const SheetRow& row : sheet->rows) rows.emplace_back(row.line, row.cells);
    return rows;
}

using Rows = std::vector<std::pair<std::uint64_t, Cells>>;

TEST_CASE("a CSV gives its cells, whatever stands between them, and each row its line") {
    const Rows expected{{1, {"a", "b"}}, {2, {"1", "x,\"y\"\nz"}}, {5, {"2", ""}}};
    CHECK(rows_of(read_sheet("a,b\n1,\"x,\"\"y\"\"\nz\"\n\n2,\n", "f")) == expected);
    CHECK(rows_of(read_sheet("a,b\r\n1,\"x,\"\"y\"\"\nz\"\r\n,\r\n2,", "f")) == expected);
    CHECK(rows_of(read_sheet("\xEF\xBB\xBF"
                             "a;b\n1;\"x,\"\"y\"\"\nz\"\n\n2;",
                             "f")) == expected);
    CHECK(rows_of(read_sheet("a\tb\n", "f")) == Rows{{1, {"a", "b"}}});
    CHECK(rows_of(read_sheet("", "f")).empty());
}

TEST_CASE("a CSV that breaks off in a quote or is not UTF-8 is refused at its place") {
    const auto open = read_sheet("a,b\n1,\"x\n", "f.csv");
    REQUIRE(!open);
    CHECK(open.error().code == ErrorCode::truncated);
    CHECK(open.error().line == 2);
    const auto gbk = read_sheet("a,b\n1,\xC9\xE8\n", "f.csv");
    REQUIRE(!gbk);
    CHECK(gbk.error().code == ErrorCode::bad_encoding);
    CHECK(gbk.error().line == 2);
    CHECK(gbk.error().column == 3);
}

TEST_CASE("a JSON list gives the keys of all its objects as the first line") {
    const Rows expected{{1, {"a", "b", "c"}}, {2, {"x", "1.75"}}, {4, {"", "", "true"}}};
    const std::string list = R"([{"a":"x","b":1.75},{"a":null},{"c":true}])";
    CHECK(rows_of(read_sheet(list, "f")) == expected);
    CHECK(rows_of(read_sheet(R"( {"made":1,"lifts":)" + list + "}", "f")) == expected);
    CHECK(!read_sheet(R"({"lifts":7})", "f"));
    CHECK(!read_sheet("[7]", "f"));
    CHECK(!read_sheet("[{", "f"));
}

TEST_CASE("cells of every kind of a spreadsheet come as a person sees them") {
    const std::string bytes = zip_of(book(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>)"
        R"(<row r="4"><c r="A4" t="inlineStr"><is><t>x</t></is></c><c r="B4"><v>1.75</v></c>)"
        R"(<c r="C4" s="1"><v>40909</v></c><c r="D4" s="2"><v>12345</v></c>)"
        R"(<c r="E4" s="3"><v>59.5</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="e"><v>#N/A</v>)"
        R"(</c><c r="H4" t="str"><f>A1</f><v>f</v></c><c r="AA4"><v>3.11035E+19</v></c></row>)"));
    SheetOptions options{.name = "梯"};
    // 40909 is 2012-01-01 and 59 is 1900-02-28 in every spreadsheet program.
    Cells second{"x", "1.75", "2012-01-01", "012345", "1900-02-28", "true", "", "f"};
    second.resize(27);
    second[26] = "3.11035E+19";
    CHECK(rows_of(read_sheet(bytes, "f.xlsx", options)) ==
          Rows{{1, {"设备代码", "", "a b"}}, {4, second}});
    CHECK(rows_of(read_sheet(bytes, "f.xlsx")) == Rows{{1, {"1"}}});
}

TEST_CASE("days of a spreadsheet that counts from 1904 are four years and a day later") {
    ZipParts parts = book(R"(<row><c s="1"><v>39447</v></c></row>)");
    parts[0].second = R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="n" r:id="rId2"/>)"
                      R"(</sheets></workbook>)";
    CHECK(rows_of(read_sheet(zip_of(parts), "f")) == Rows{{1, {"2012-01-01"}}});
}

TEST_CASE("a spreadsheet with a fault is refused with the part or the cell at fault") {
    struct Case {
        std::string rows, field;
        ErrorCode code;
        std::uint64_t line;
    };
    const Case cases[] = {
        {R"(<row r="7"><c r="B7" t="s"><v>99</v></c></row>)", "B7", ErrorCode::bad_value, 7},
        {R"(<row r="7"><c r="ZZZZ7"><v>9</v></c></row>)", "ZZZZ7", ErrorCode::bad_value, 7},
        {R"(<row r="7">)", "xl/worksheets/sheet2.xml", ErrorCode::bad_syntax, 0},
    };
    for (const Case& c : cases) {
        const auto sheet = read_sheet(zip_of(book(c.rows)), "f", {.name = "梯"});
        REQUIRE(!sheet);
        CHECK(sheet.error().field == c.field);
        CHECK(to_string(sheet.error().code) == to_string(c.code));
        CHECK(sheet.error().line == c.line);
    }
    CHECK(read_sheet(zip_of(book("")), "f", {.name = "none"}).error().code == ErrorCode::missing);
    CHECK(read_sheet(zip_of({{"a", "b"}}), "f").error().code == ErrorCode::bad_syntax);
    CHECK(read_sheet("PK\x03\x04 and then nothing", "f").error().code == ErrorCode::truncated);
}

TEST_CASE("a spreadsheet cut off anywhere is refused and harms nobody") {
    const std::string bytes = zip_of(book("<row><c><v>1</v></c></row>"));
    for (std::size_t length = 4; length < bytes.size(); length += 7) {
        CHECK(!read_sheet(std::string_view(bytes).substr(0, length), "f", {.name = "梯"}));
    }
}
