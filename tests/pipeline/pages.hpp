// SPDX-License-Identifier: Apache-2.0
//
// The records of all pages under tests/transcripts/detect: every rule is raised and cleared on
// them.

#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "logs.hpp"
#include "tree.hpp"

namespace hoistway::testing {

// The two lifts of the pages.
inline const std::vector<Lift>& lifts_of_pages() {
    static const std::vector<Lift> all = lifts_of_ten_floors(2);
    return all;
}

// One log a page.
inline const std::vector<std::vector<Observation>>& pages() {
    static const auto all = [] {
        std::vector<std::vector<Observation>> out;
        const std::filesystem::path folder = tree() / "tests/transcripts/detect";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".md") continue;
            std::ifstream file(entry.path());
            std::string observations;
            bool inside = false;
            for (std::string line; std::getline(file, line);) {
                if (line.rfind("```", 0) == 0) {
                    inside = line == "```observations";
                } else if (inside) {
                    observations += line + '\n';
                }
            }
            out.push_back(read_log(observations, lifts_of_pages()));
        }
        return out;
    }();
    return all;
}

}  // namespace hoistway::testing
