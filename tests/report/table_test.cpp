// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/table.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "hoistway/core/time_text.hpp"
#include "hoistway/core/utf8.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Table text_table() {
    return Table{
        {.id = "t", .title = {"表", "Table"}, .columns = {{.id = "a", .title = {"甲", "A"}}}}};
}

std::string csv_field(std::string_view text, CsvFor reader = CsvFor::spreadsheet) {
    Table table = text_table();
    table.add_row(text);
    const std::string csv = to_csv(table, Language::en, reader);
    const std::size_t from = csv.find("\r\n") + 2;
    return csv.substr(from, csv.size() - from - 2);
}

// One column of every kind, one full row and one in which nothing is known.
Table every_kind() {
    Table table{
        {.id = "every_kind",
         .title = {"全部", "All"},
         .columns =
             {{.id = "text", .title = {"文字", "Text"}},
              {.id = "integer",
               .title = {"整数", "Integer"},
               .kind = CellKind::integer,
               .unit = {"次", "times"}},
              {.id = "decimal",
               .title = {"小数", "Decimal"},
               .kind = CellKind::decimal,
               .digits = 2},
              {.id = "percent", .title = {"比例", "Share"}, .kind = CellKind::percent, .digits = 2},
              {.id = "date", .title = {"日期", "Day"}, .kind = CellKind::date},
              {.id = "time", .title = {"时间", "Time"}, .kind = CellKind::time},
              {.id = "duration", .title = {"时长", "Time taken"}, .kind = CellKind::duration},
              {.id = "key", .title = {"编号", "Key"}, .in_page = false}},
         .note = {"说明", "A note"}}};
    table.add_row(Text{"一", "one"}, 12345, 1.005, 0.9876, Date{std::chrono::year{2026} / 3 / 1},
                  *parse_time("2026-03-01T08:00:05+08:00"), Duration{754500}, "A-1");
    table.add_row("", Cell{}, nan_value, std::numeric_limits<double>::infinity(),
                  std::optional<Date>{}, std::optional<Time>{}, std::optional<Duration>{}, "");
    return table;
}

}  // namespace

TEST_CASE("CSV is written as RFC 4180 says, with a byte order mark for spreadsheets") {
    CHECK(to_csv(every_kind(), Language::en) ==
          "\xEF\xBB\xBF"
          "Text,Integer (times),Decimal,Share,Day,Time,Time taken (s),Key\r\n"
          "one,12345,1.00,98.76%,2026-03-01,2026-03-01 08:00:05,754.5,A-1\r\n"
          ",,,,,,,\r\n");
    CHECK(to_csv(every_kind(), Language::zh, CsvFor::machines).starts_with("文字,整数（次）,小数"));
}

TEST_CASE("a text in CSV can neither break its row nor become a formula") {
    struct Case {
        std::string_view text, spreadsheet, machines;
    };
    const Case cases[] = {
        {"plain", "plain", "plain"},
        {"a,b", "\"a,b\"", "\"a,b\""},
        {"a\"b", "\"a\"\"b\"", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\"", "\"a\nb\""},
        {"=1+1", "'=1+1", "=1+1"},
        {"+86", "'+86", "+86"},
        {"-1", "'-1", "-1"},
        {"@x", "'@x", "@x"},
        {"\t=1", "'\t=1", "\t=1"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
         "\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"31101301002008080001", "31101301002008080001\t", "31101301002008080001"},
        {"007", "007\t", "007"},
        {"130102", "130102", "130102"},
        {"\xFF", "\xEF\xBF\xBD", "\xEF\xBF\xBD"},
        {"\xFF,", "\"\xEF\xBF\xBD,\"", "\"\xEF\xBF\xBD,\""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(csv_field(c.text) == c.spreadsheet);
        CHECK(csv_field(c.text, CsvFor::machines) == c.machines);
    }
}

TEST_CASE("JSON keeps numbers as numbers, what is missing as null, and keys in column order") {
    const auto json = nlohmann::ordered_json::parse(to_json(every_kind(), Language::en));
    const auto expected = nlohmann::ordered_json::parse(R"({"text":"one","integer":12345,
        "decimal":1.005,"percent":0.9876,"date":"2026-03-01","time":"2026-03-01T08:00:05+08:00",
        "duration":754.5,"key":"A-1"})");
    CHECK(json["rows"][0].dump() == expected.dump());
    for (const auto& [key, value] : json["rows"][1].items()) CHECK(value.is_null());
    CHECK(json["columns"][1].dump() ==
          R"({"id":"integer","title":"Integer","kind":"integer","unit":"times"})");
    CHECK(json["note"] == "A note");
}

TEST_CASE(
    "a page shows numbers grouped, shares in per cent, durations in words, nothing as a dash") {
    const std::string html = to_html_table(every_kind(), Language::zh);
    for (const char* wanted : {"<td>一</td>", ">12,345<", ">98.76%<", ">2026-03-01 08:00:05<",
                               ">12分34秒<", "<caption>全部</caption>", "整数（次）", ">—<"}) {
        CAPTURE(wanted);
        CHECK(html.find(wanted) != std::string::npos);
    }
    CHECK(html.find("A-1") == std::string::npos);  // not for the page
    CHECK(to_html_table(every_kind(), Language::en).find(">12 min 34 s<") != std::string::npos);
}

TEST_CASE("a duration is told in its two largest parts") {
    struct Case {
        Duration span;
        const char *zh, *en;
    };
    const Case cases[] = {
        {0ms, "0秒", "0 s"},
        {499ms, "0秒", "0 s"},
        {59s, "59秒", "59 s"},
        {60s, "1分", "1 min"},
        {3599s, "59分59秒", "59 min 59 s"},
        {3600s, "1小时", "1 h"},
        {3661s, "1小时1分", "1 h 1 min"},
        {86400s, "1天", "1 d"},
        {90000s, "1天1小时", "1 d 1 h"},
        {-60s, "-1分", "-1 min"},
    };
    for (const Case& c : cases) {
        Table table{{.id = "d", .columns = {{.id = "d", .kind = CellKind::duration}}}};
        table.add_row(c.span);
        CHECK(to_html_table(table).find(std::string(">") + c.zh + "<") != std::string::npos);
        CHECK(to_html_table(table, Language::en).find(std::string(">") + c.en + "<") !=
              std::string::npos);
    }
}

TEST_CASE("text on a page is text, whatever it looks like") {
    Table table = text_table();
    table.add_row("<script>alert('x')</script> & \"y\"\x01");
    const std::string html = to_html_table(table);
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; <") !=
          std::string::npos);
    const std::string markdown = to_markdown(table);
    CHECK(markdown.find("| \\<script\\>alert('x')\\</script\\>") != std::string::npos);
}

TEST_CASE("a pipe or a line break cannot break a row of Markdown") {
    Table table = text_table();
    table.add_row("a|b\nc");
    CHECK(to_markdown(table, Language::en) == "**Table**\n\n| A |\n|---|\n| a\\|b c |\n");
}

TEST_CASE("a table without rows says so") {
    CHECK(to_html_table(text_table()).find("<td class=\"none\" colspan=\"1\">无</td>") !=
          std::string::npos);
    CHECK(to_markdown(text_table(), Language::en).find("None") != std::string::npos);
    CHECK(to_csv(text_table(), Language::en, CsvFor::machines) == "A\r\n");
    CHECK(nlohmann::json::parse(to_json(text_table()))["rows"].empty());
}

TEST_CASE("a page shows the first rows only, CSV and JSON hold all") {
    Table table = text_table();
    for (int i = 0; i < 60; ++i) table.add_row(std::to_string(i + 100));
    const std::string html = to_html_table(table, Language::zh, 50);
    CHECK(html.find(">149<") != std::string::npos);
    CHECK(html.find(">150<") == std::string::npos);
    CHECK(to_markdown(table, Language::zh, 50).find("150") == std::string::npos);
    CHECK(to_csv(table).find("159") != std::string::npos);
    CHECK(nlohmann::json::parse(to_json(table))["rows"].size() == 60);
}

TEST_CASE("a row of the wrong width and a table without columns are refused") {
    Table table = text_table();
    CHECK_THROWS_AS(table.add_row("a", "b"), std::invalid_argument);
    CHECK_THROWS_AS(table.add_cells({}), std::invalid_argument);
    CHECK_THROWS_AS(Table(TableHead{.id = "t"}), std::invalid_argument);
    CHECK(table.rows() == 0);
}

TEST_CASE("numbers are written the same way at every size, and zero has no sign") {
    struct Case {
        double value;
        const char *page, *csv;
    };
    const Case cases[] = {{-0.0, ">0.0<", "0.0"},
                          {-0.04, ">0.0<", "0.0"},
                          {-0.06, ">-0.1<", "-0.1"},
                          {1e15, ">1000000000000000.0<", "1000000000000000.0"}};
    for (const Case& c : cases) {
        Table table{{.id = "d", .columns = {{.id = "d", .kind = CellKind::decimal}}}};
        table.add_row(c.value);
        CHECK(to_html_table(table).find(c.page) != std::string::npos);
        CHECK(to_csv(table).find(c.csv) != std::string::npos);
    }
    Table largest{{.id = "d", .columns = {{.id = "d", .kind = CellKind::decimal, .digits = 400}}}};
    largest.add_row(std::numeric_limits<double>::max()).add_row(-1e308);
    CHECK(to_csv(largest).size() > 600);
    Table integers{{.id = "i", .columns = {{.id = "i", .kind = CellKind::integer}}}};
    integers.add_row(std::numeric_limits<std::int64_t>::min()).add_row(999).add_row(1000);
    const std::string html = to_html_table(integers);
    CHECK(html.find(">-9,223,372,036,854,775,808<") != std::string::npos);
    CHECK(html.find(">999<") != std::string::npos);
    CHECK(html.find(">1,000<") != std::string::npos);
}

TEST_CASE("any bytes at all give JSON that parses and CSV with as many fields as columns") {
    std::mt19937 random(20260301);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::size_t i = random() % 20; i > 0; --i) text += static_cast<char>(random() % 256);
        Table table = text_table();
        table.add_row(text);
        const std::string json = to_json(table);
        CHECK(nlohmann::json::accept(json));
        for (const std::string& out :
             {json, to_csv(table), to_html_table(table), to_markdown(table)}) {
            CHECK(first_bad_utf8(out) == out.size());
        }
        const std::string field = csv_field(text);
        const bool quoted = !field.empty() && field.front() == '"';
        CHECK((quoted || field.find_first_of(",\r\n\"") == std::string::npos));
    }
}
