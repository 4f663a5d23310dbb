// SPDX-License-Identifier: Apache-2.0
//
// Transcripts of a link: pages of prose in tests/transcripts/wire/<link>/ with the bytes that come
// in and the records that have to come out.
//
//     CHECK(check_pages<LineJsonDecoder>("line_json") >= 5);
//
// A block ```bytes is text in which \xHH is a byte and \n a line end; a block ```hex is bytes as
// pairs of digits, blanks and anything behind a `;` left out; the page's own line ends do not
// count. The block ```records holds one line a record and last the figures.

#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/wire/bytes.hpp"
#include "tree.hpp"
#include "wire/records.hpp"

namespace hoistway::testing {

struct Page {
    std::string bytes;
    std::vector<std::string> records;
};

inline std::string text_to_bytes(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line.substr(i, 2) == "\\x") {
            out += static_cast<char>(from_hex(line, i + 2).value());
            i += 3;
        } else if (line.substr(i, 2) == "\\n") {
            out += '\n';
            ++i;
        } else {
            out += line[i];
        }
    }
    return out;
}

inline std::string hex_to_bytes(std::string_view line) {
    std::string out;
    line = line.substr(0, line.find(';'));
    for (std::size_t i = 0; i < line.size(); i += 2) {
        while (i < line.size() && line[i] == ' ') ++i;
        if (i < line.size()) out += static_cast<char>(from_hex(line, i).value());
    }
    return out;
}

inline Page read_page(const std::filesystem::path& path) {
    Page page;
    std::ifstream file(path);
    std::string block;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("```", 0) == 0) {
            block = block.empty() ? line.substr(3) : std::string();
        } else if (block == "bytes") {
            page.bytes += text_to_bytes(line);
        } else if (block == "hex") {
            page.bytes += hex_to_bytes(line);
        } else if (block == "records") {
            page.records.push_back(line);
        }
    }
    return page;
}

// Whole and byte by byte; answers how many pages there were.
template <DeviceLink Link>
std::size_t check_pages(const std::string& folder, const Link& link = {}) {
    std::size_t pages = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(tree() / "tests/transcripts/wire" / folder)) {
        if (entry.path().extension() != ".md") continue;
        CAPTURE(entry.path().filename().string());
        const Page page = read_page(entry.path());
        REQUIRE_FALSE(page.records.empty());
        CHECK(decode(page.bytes, page.bytes.size(), link) == page.records);
        CHECK(decode(page.bytes, 1, link) == page.records);
        ++pages;
    }
    return pages;
}

}  // namespace hoistway::testing
