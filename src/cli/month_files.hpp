// SPDX-License-Identifier: Apache-2.0
//
// The monthly report as files in a folder, for the commands `report` and `demo`.

#pragma once

#include <string>
#include <vector>

#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/report/page.hpp"

namespace hoistway::cli {

struct MonthChoice {
    Month month{};
    Language language = Language::zh;
    FileChoice formats{};
    std::uint64_t refused = 0;
    std::string policy_sha256{};
    bool simulated = false;
};

// The path of the first file written: the page, where HTML was asked for.
std::string write_month(const Analysis& analysis, const MonthChoice& choice,
                        const std::string& folder);

// Writes each file into the folder, and answers the path of the first.
std::string write_files(const std::vector<ReportFile>& files, const std::string& folder);

}  // namespace hoistway::cli
