// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/page.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

constexpr const char* nasty = "<script>alert(\"x\")</script> & 'y'";

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Page small_page() {
    Table table{
        {.id = "runs",
         .title = {"运行", "Runs"},
         .columns = {{.id = "lift", .title = {"电梯", "Lift"}},
                     {.id = "runs", .title = {"次数", "Count"}, .kind = CellKind::integer}}}};
    for (int i = 0; i < 60; ++i) table.add_row("A-" + std::to_string(i), 1000 + i);
    return {.id = "month-2026-03",
            .title = {"月报", "Report"},
            .subtitle = {"2026年3月", "March 2026"},
            .banner = {"模拟数据", "Simulated"},
            .lead = {"导语", "Lead"},
            .figures = {{.what = {.id = "runs",
                                  .title = {"运行次数", "Runs"},
                                  .kind = CellKind::integer,
                                  .unit = {"次", "times"}},
                         .value = std::int64_t{12345}},
                        {.what = {.id = "calls", .title = {"呼叫", "Calls"}}, .headline = false}},
            .sections = {{.title = {"一、运行", "1. Runs"},
                          .blocks = {Paragraph{{"段落", "A paragraph"}},
                                     Bullets{{{"一项", "An item"}}}, table,
                                     Chart{BarChart{.title = {"图", "A chart"},
                                                    .bars = {{{"甲", "a"}, 3}}}}}}},
            .foot = {"尾", "Foot"}};
}

// A page in which every text is hostile.
Page nasty_page() {
    const Text text{nasty, nasty};
    Table table{{.id = "t",
                 .title = text,
                 .columns = {{.id = "c", .title = text, .unit = text}},
                 .note = text}};
    table.add_row(nasty);
    return {.id = "p",
            .title = text,
            .subtitle = text,
            .banner = text,
            .lead = text,
            .figures = {{.what = {.id = "f", .title = text, .unit = text},
                         .value = std::string(nasty),
                         .note = text}},
            .sections = {{.title = text,
                          .blocks = {Paragraph{text}, Bullets{{text}}, table,
                                     Chart{BarChart{
                                         .title = text, .unit = text, .bars = {{text, 1}}}}}}},
            .foot = text};
}

}  // namespace

TEST_CASE("a page is one file that runs nothing and fetches nothing") {
    const std::string html = to_html(small_page());
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    CHECK(holds(html, "<meta charset=\"utf-8\">"));
    for (const char* never :
         {"<script", "<link", "<img", "src=", "href=", "url(", "@import", "onload"}) {
        CAPTURE(never);
        CHECK_FALSE(holds(html, never));
    }
    CHECK(holds(to_html(small_page(), {.language = Language::en}), "<html lang=\"en\">"));
}

TEST_CASE("a page holds its headline, lead, sections, table, chart and foot in order") {
    const std::string html = to_html(small_page());
    std::size_t at = 0;
    for (const char* part :
         {"<h1>月报</h1>", "模拟数据", "导语", "class=\"tile\"", "12,345", "次",
          "<h2>一、运行</h2>", "<p>段落</p>", "<li>一项</li>", "<table id=\"runs\">",
          "<figcaption>图</figcaption>", "<svg ", "<footer>尾</footer>", "</html>"}) {
        CAPTURE(part);
        const std::size_t found = html.find(part, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
    CHECK_FALSE(holds(html, "呼叫"));  // a figure that is no headline
}

TEST_CASE("a long table shows its first rows and names the file with all of them") {
    const std::string html = to_html(small_page());
    CHECK(holds(html, "<td>A-49</td>"));
    CHECK_FALSE(holds(html, "<td>A-50</td>"));
    CHECK(holds(html, "此处只列前 50 行，其余 10 行见文件 month-2026-03-runs.csv。"));
    CHECK(holds(to_html(small_page(), {.most_rows = 0}), "<td>A-59</td>"));
    CHECK_FALSE(holds(to_html(small_page(), {.most_rows = 60}), "只列前"));
    CHECK(holds(to_markdown(small_page(), {.language = Language::en}), "10 more are in month"));
}

TEST_CASE("no text of a page becomes markup") {
    const std::string html = to_html(nasty_page());
    CHECK_FALSE(holds(html, "<script"));
    CHECK_FALSE(holds(html, "alert(\"x\")"));
    CHECK(holds(html, "&lt;script&gt;"));
    CHECK_FALSE(holds(to_markdown(nasty_page()), " <script"));
    CHECK(nlohmann::json::parse(to_json(nasty_page()))["title"] == nasty);
}

TEST_CASE("the JSON of a page holds every figure and every row") {
    const auto json = nlohmann::json::parse(to_json(small_page(), Language::en));
    CHECK(json["id"] == "month-2026-03");
    CHECK(json["figures"]["runs"] == 12345);
    CHECK(json["figures"]["calls"].is_null());
    REQUIRE(json["tables"].size() == 1);
    CHECK(json["tables"][0]["rows"].size() == 60);
    CHECK(json["tables"][0]["rows"][59]["runs"] == 1059);
}

TEST_CASE("the files are the page, the JSON and one CSV a table, as chosen") {
    const auto names = [](const FileChoice& choice) {
        std::string all;
        for (const ReportFile& file : files_of(small_page(), {}, choice)) all += file.name + " ";
        return all;
    };
    CHECK(names({}) == "month-2026-03.html month-2026-03.json month-2026-03-runs.csv ");
    CHECK(names({.html = false, .csv = false, .json = false, .markdown = true}) ==
          "month-2026-03.md ");
    CHECK(names({.html = false, .csv = false, .json = false}).empty());
}

TEST_CASE("an empty page is still a page") {
    const Page page{.id = "empty"};
    CHECK(holds(to_html(page), "</html>"));
    CHECK(nlohmann::json::parse(to_json(page))["tables"].empty());
    CHECK(files_of(page).size() == 2);
    CHECK(to_markdown(page) == "\n\n");
}

TEST_CASE("the same page gives the same bytes") {
    CHECK(to_html(small_page()) == to_html(small_page()));
    CHECK(to_json(small_page()) == to_json(small_page()));
}
