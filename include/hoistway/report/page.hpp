// SPDX-License-Identifier: Apache-2.0
//
// A report as a whole: headline figures, paragraphs, tables and charts, and the files it becomes.
//
//     Page page{.id = "month-2026-03", .title = {"月度报告", "Monthly report"}};
//     page.figures.push_back({.what = {.id = "runs", .title = {"运行次数", "Runs"}}, .value =
//     ...}); page.sections.push_back({.title = {"一、基本信息", "1. Basics"}, .blocks = {table,
//     chart}}); for (const ReportFile& file : files_of(page)) ...   // the caller writes
//     file.content
//
// The HTML is one file: inline style and SVG, no script, nothing fetched; it reads on a telephone
// (360 px), on a desk and on A4, where table heads repeat. A long table shows its first rows there
// and names the CSV file that holds all. Nothing here touches a disk. Same page, same bytes.

#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "hoistway/report/chart.hpp"
#include "hoistway/report/table.hpp"

namespace hoistway {

// One number with its name. In JSON always; as a tile on top of the page where `headline`.
struct Figure {
    Column what{};
    Cell value{};
    Text note{};
    bool headline = true;
};

struct Paragraph {
    Text text{};
    bool quiet = false;  // small print: definitions, sources
};

struct Bullets {
    std::vector<Text> items{};
};

using Block = std::variant<Paragraph, Bullets, Table, Chart>;

struct Section {
    Text title{};
    std::vector<Block> blocks{};
};

struct Page {
    std::string id{};  // the stem of every file name: letters, digits, '-' and '_'
    Text title{};
    Text subtitle{};
    Text banner{};  // a warning across the top, for example that the data are simulated
    Text lead{};
    std::vector<Figure> figures{};
    std::vector<Section> sections{};
    Text foot{};
};

struct PageOptions {
    Language language = Language::zh;
    std::size_t most_rows = 50;  // of a table on the page [default]; 0 = all
};

std::string to_html(const Page& page, const PageOptions& options = {});
std::string to_markdown(const Page& page, const PageOptions& options = {});

// {"id","title","subtitle","banner","lead","figures":{id: value},"tables":[...]}: every figure and
// every table in full.
std::string to_json(const Page& page, Language language = Language::zh);

struct ReportFile {
    std::string name;
    std::string content;
};

struct FileChoice {
    bool html = true, csv = true, json = true, markdown = false;
};

// The page, one CSV a table ("<page>-<table>.csv"), one JSON with all.
std::vector<ReportFile> files_of(const Page& page, const PageOptions& options = {},
                                 const FileChoice& choice = {});

}  // namespace hoistway
