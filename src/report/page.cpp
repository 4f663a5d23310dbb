// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/page.hpp"

#include <string_view>

#include "put.hpp"

namespace hoistway {

namespace {

using namespace detail;

// Widths are for A4 with 12 mm margins; colours are told apart on a grey print.
constexpr std::string_view style = R"(
:root{--ink:#1d2733;--quiet:#56616e;--line:#cfd6dd;--accent:#1f4e79;--soft:#f4f7fa}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1180px;padding:32px 32px 56px;background:#fff;color:var(--ink);
font:16px/1.75 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
header{border-bottom:3px solid var(--accent);padding-bottom:14px;margin-bottom:22px}
h1{font-size:1.75rem;line-height:1.35;margin:0;font-weight:700;text-wrap:balance}
.sub{margin:6px 0 0;color:var(--quiet)}
.banner{border:2px solid #8a4b00;background:#fff6e8;color:#5c3200;padding:10px 16px;margin:0 0 20px;
font-weight:700}
.lead{font-size:1.08rem;margin:0 0 22px}
.tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:12px;margin:0 0 28px;
padding:0;list-style:none}
.tile{border:1px solid var(--line);border-top:4px solid var(--accent);background:var(--soft);
padding:12px 14px;min-width:0}
.tile .v{display:block;font-size:1.9rem;line-height:1.3;font-weight:700;color:var(--accent);
font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.tile .k{display:block;font-size:.92rem}
.tile .u{font-size:.95rem;font-weight:400;margin-left:.2em}
.tile .m{display:block;font-size:.8rem;line-height:1.45;color:var(--quiet)}
section{margin:0 0 34px}
h2{font-size:1.28rem;line-height:1.4;margin:0 0 10px;padding-bottom:4px;
border-bottom:1px solid var(--line)}
p{margin:0 0 12px;overflow-wrap:anywhere}
ul{margin:0 0 14px;padding-left:1.4em}
li{overflow-wrap:anywhere}
.quiet{color:var(--quiet);font-size:.88rem}
.box{overflow-x:auto;margin:6px 0 4px}
table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.5}
caption{text-align:left;font-weight:700;font-size:.98rem;padding:4px 0 6px;color:var(--ink)}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top;
overflow-wrap:anywhere;min-width:3.6em}
.box.wide table{width:max-content;min-width:100%}
.box.wide td,.box.wide th{max-width:13em}
.box.wide .d,.box.wide th.n{max-width:7em;white-space:normal}
thead th{background:#e9eff5;font-weight:700}
tbody tr:nth-child(even){background:#fafbfc}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{white-space:normal}
.d{white-space:nowrap;font-variant-numeric:tabular-nums}
.none{text-align:center;color:var(--quiet)}
figure{margin:16px 0 20px}
figcaption{font-weight:700;font-size:.98rem;margin-bottom:4px}
figure svg{display:block;width:100%;max-width:860px;height:auto}
footer{border-top:1px solid var(--line);padding-top:10px;color:var(--quiet);font-size:.85rem}
@media screen and (max-width:760px){
body{padding:18px 14px 40px}
h1{font-size:1.35rem}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}
.tile{padding:9px 10px}
.tile .v{font-size:1.35rem}
figure svg{width:640px;max-width:none}
}
@page{size:A4;margin:14mm 12mm}
@media print{
body{padding:0;max-width:none;font-size:10.5pt;line-height:1.6}
.box{overflow:visible}
.box.wide table{width:100%}
table{font-size:7.5pt;line-height:1.4}
th,td,.box.wide .d{padding:2pt 3pt;min-width:0;max-width:none}
.n,.d{white-space:normal}
thead{display:table-header-group}
tr,figure,.tile{break-inside:avoid}
h2,caption,figcaption{break-after:avoid}
section{margin-bottom:16pt}
figure svg{max-width:none}
}
)";

void put_element(std::string& out, std::string_view open, std::string_view text,
                 std::string_view close) {
    if (text.empty()) return;
    out += open;
    put_html(out, text);
    out += close;
}

std::string csv_name(const Page& page, const Table& table) {
    return page.id + "-" + table.head().id + ".csv";
}

// "Only the first 50 of 300 rows are shown; all are in month-2026-03-runs.csv."
std::string rest_sentence(const Page& page, const Table& table, const PageOptions& options) {
    if (options.most_rows == 0 || table.rows() <= options.most_rows) return {};
    const std::string shown = std::to_string(options.most_rows),
                      more = std::to_string(table.rows() - options.most_rows),
                      file = csv_name(page, table);
    if (options.language == Language::zh) {
        return "此处只列前 " + shown + " 行，其余 " + more + " 行见文件 " + file + "。";
    }
    return "The first " + shown + " rows are shown; " + more + " more are in " + file + ".";
}

struct HtmlBlock {
    std::string& out;
    const Page& page;
    const PageOptions& options;

    void operator()(const Paragraph& paragraph) const {
        put_element(out, paragraph.quiet ? "<p class=\"quiet\">" : "<p>",
                    paragraph.text.in(options.language), "</p>\n");
    }
    void operator()(const Bullets& bullets) const {
        out += "<ul>\n";
        for (const Text& item : bullets.items) {
            put_element(out, "<li>", item.in(options.language), "</li>\n");
        }
        out += "</ul>\n";
    }
    void operator()(const Table& table) const {
        out += table.head().columns.size() > 5 ? "<div class=\"box wide\">\n"
                                               : "<div class=\"box\">\n";
        out += to_html_table(table, options.language, options.most_rows);
        out += "</div>\n";
        put_element(out, "<p class=\"quiet\">", rest_sentence(page, table, options), "</p>\n");
        put_element(out, "<p class=\"quiet\">", table.head().note.in(options.language), "</p>\n");
    }
    void operator()(const Chart& chart) const {
        put_element(out, "<figure>\n<figcaption>", title_of(chart).in(options.language),
                    "</figcaption>\n");
        out += "<div class=\"box\">\n";
        out += to_svg(chart, options.language);
        out += "</div>\n</figure>\n";
    }
};

void put_tile(std::string& out, const Figure& figure, Language language) {
    if (!figure.headline) return;
    std::string value;
    put_plain_cell(value, figure.what, figure.value, language);
    out += "<li class=\"tile\">";
    put_element(out, "<span class=\"k\">", figure.what.title.in(language), "</span>");
    put_element(out, "<span class=\"v\">", value, "");
    if (!is_missing(figure.value)) {
        put_element(out, "<span class=\"u\">", figure.what.unit.in(language), "</span>");
    }
    out += "</span>";
    put_element(out, "<span class=\"m\">", figure.note.in(language), "</span>");
    out += "</li>\n";
}

void put_top(std::string& out, const Page& page, Language language) {
    out += "<!DOCTYPE html>\n<html lang=\"";
    out += language == Language::zh ? "zh-CN" : "en";
    out +=
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>";
    put_html(out, page.title.in(language));
    put_element(out, " · ", page.subtitle.in(language), "");
    out += "</title>\n<style>";
    out += style;
    out += "</style>\n</head>\n<body>\n<header>\n";
    put_element(out, "<h1>", page.title.in(language), "</h1>\n");
    put_element(out, "<p class=\"sub\">", page.subtitle.in(language), "</p>\n");
    out += "</header>\n<main>\n";
    put_element(out, "<p class=\"banner\">", page.banner.in(language), "</p>\n");
    put_element(out, "<p class=\"lead\">", page.lead.in(language), "</p>\n");
}

struct MarkdownBlock {
    std::string& out;
    const Page& page;
    const PageOptions& options;

    void operator()(const Paragraph& paragraph) const {
        put_markdown_text(out, paragraph.text.in(options.language));
        out += "\n\n";
    }
    void operator()(const Bullets& bullets) const {
        for (const Text& item : bullets.items) {
            out += "- ";
            put_markdown_text(out, item.in(options.language));
            out += '\n';
        }
        out += '\n';
    }
    void operator()(const Table& table) const {
        out += to_markdown(table, options.language, options.most_rows);
        out += '\n';
        const std::string rest = rest_sentence(page, table, options);
        if (rest.empty()) return;
        put_markdown_text(out, rest);
        out += "\n\n";
    }
    void operator()(const Chart&) const {}  // a chart repeats what a table holds
};

void put_markdown_heading(std::string& out, std::string_view mark, const Text& text,
                          Language language) {
    if (text.empty()) return;
    out += mark;
    put_markdown_text(out, text.in(language));
    out += "\n\n";
}

void put_json_field(std::string& out, std::string_view key, const Text& text, Language language) {
    put_json_text(out, key);
    out += ':';
    put_json_text(out, text.in(language));
    out += ",\n";
}

void put_json_figures(std::string& out, const Page& page, Language language) {
    out += "\"figures\":{";
    for (const Figure& figure : page.figures) {
        if (&figure != &page.figures.front()) out += ",\n";
        put_json_text(out, figure.what.id);
        out += ':';
        put_json_cell(out, figure.value, language);
    }
    out += "},\n";
}

template <class Visit>
void for_each_table(const Page& page, Visit visit) {
    for (const Section& section : page.sections) {
        for (const Block& block : section.blocks) {
            if (const Table* table = std::get_if<Table>(&block)) visit(*table);
        }
    }
}

}  // namespace

std::string to_html(const Page& page, const PageOptions& options) {
    std::string out;
    put_top(out, page, options.language);
    out += "<ul class=\"tiles\">\n";
    for (const Figure& figure : page.figures) put_tile(out, figure, options.language);
    out += "</ul>\n";
    for (const Section& section : page.sections) {
        out += "<section>\n";
        put_element(out, "<h2>", section.title.in(options.language), "</h2>\n");
        for (const Block& block : section.blocks) {
            std::visit(HtmlBlock{out, page, options}, block);
        }
        out += "</section>\n";
    }
    out += "</main>\n";
    put_element(out, "<footer>", page.foot.in(options.language), "</footer>\n");
    out += "</body>\n</html>\n";
    return out;
}

std::string to_markdown(const Page& page, const PageOptions& options) {
    std::string out;
    put_markdown_heading(out, "# ", page.title, options.language);
    put_markdown_heading(out, "", page.subtitle, options.language);
    put_markdown_heading(out, "> ", page.banner, options.language);
    put_markdown_heading(out, "", page.lead, options.language);
    for (const Figure& figure : page.figures) {
        if (!figure.headline) continue;
        std::string value;
        put_plain_cell(value, figure.what, figure.value, options.language);
        out += "- ";
        put_markdown_text(out, figure.what.title.in(options.language) + ": " + value);
        if (!is_missing(figure.value))
            put_markdown_text(out, figure.what.unit.in(options.language));
        out += '\n';
    }
    out += '\n';
    for (const Section& section : page.sections) {
        put_markdown_heading(out, "## ", section.title, options.language);
        for (const Block& block : section.blocks) {
            std::visit(MarkdownBlock{out, page, options}, block);
        }
    }
    put_markdown_text(out, page.foot.in(options.language));
    out += '\n';
    return out;
}

std::string to_json(const Page& page, Language language) {
    std::string out = "{\"id\":";
    put_json_text(out, page.id);
    out += ",\n";
    put_json_field(out, "title", page.title, language);
    put_json_field(out, "subtitle", page.subtitle, language);
    put_json_field(out, "banner", page.banner, language);
    put_json_field(out, "lead", page.lead, language);
    put_json_figures(out, page, language);
    out += "\"tables\":[";
    bool first = true;
    for_each_table(page, [&](const Table& table) {
        out += first ? "\n" : ",\n";
        first = false;
        out += to_json(table, language);
    });
    out += "]}\n";
    return out;
}

std::vector<ReportFile> files_of(const Page& page, const PageOptions& options,
                                 const FileChoice& choice) {
    std::vector<ReportFile> files;
    if (choice.html) files.push_back({page.id + ".html", to_html(page, options)});
    if (choice.markdown) files.push_back({page.id + ".md", to_markdown(page, options)});
    if (choice.json) files.push_back({page.id + ".json", to_json(page, options.language)});
    if (!choice.csv) return files;
    for_each_table(page, [&](const Table& table) {
        files.push_back({csv_name(page, table), to_csv(table, options.language)});
    });
    return files;
}

}  // namespace hoistway
