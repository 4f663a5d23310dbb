// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the envelopes share: recorded frames from files that are not in this tree, and
// the promise that the pieces of a stream do not matter.
//
//     for (const Recorded& row : recorded("gb32960_frames")) ...   // empty where there is no data
//     check_pieces<Gbt32960Decoder>(stream);

#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"
#include "wire/pages.hpp"
#include "wire/records.hpp"

namespace hoistway::testing {

// The first two columns as they stand, the third as bytes.
struct Recorded {
    std::string first, second, bytes;
};

inline std::vector<Recorded> recorded(const std::string& folder) {
    const std::filesystem::path path = tree() / ".." / "shared/data" / folder / "frames.csv";
    std::vector<Recorded> rows;
    std::ifstream file(path);
    if (!file) std::cout << "skipped: no data: " << folder << "\n";
    std::string line;
    std::getline(file, line);  // the names of the columns
    while (std::getline(file, line)) {
        while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
        std::istringstream cells(line);
        Recorded row;
        std::string hex;
        std::getline(cells, row.first, ',');
        std::getline(cells, row.second, ',');
        std::getline(cells, hex);
        row.bytes = hex_to_bytes(hex);
        rows.push_back(row);
    }
    return rows;
}

// The stream in two pieces, for every place where it can be cut, and in equal ones.
template <DeviceLink Link>
void check_pieces(std::string_view stream, const Link& fresh = {}) {
    const std::vector<std::string> whole = decode(stream, stream.size() + 1, fresh);
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U})
        CHECK(decode(stream, piece, fresh) == whole);
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        Link link = fresh;
        Lines lines;
        link.feed(stream.substr(0, cut), received, lines);
        link.feed(stream.substr(cut), received, lines);
        link.finish(lines);
        std::vector<std::string> records = lines.lines();
        records.push_back(to_text(link.stats()));
        if (records == whole) continue;
        CAPTURE(cut);
        CHECK(records == whole);
    }
}

inline std::size_t count(const std::vector<std::string>& lines, std::string_view word) {
    std::size_t found = 0;
    for (const std::string& line : lines) found += line.rfind(word, 0) == 0 ? 1 : 0;
    return found;
}

inline bool has(std::string_view line, std::string_view part) {
    return line.find(part) != std::string_view::npos;
}

}  // namespace hoistway::testing
