// SPDX-License-Identifier: Apache-2.0

#include "month_files.hpp"

#include "files.hpp"
#include "hoistway/pipeline/month_input.hpp"
#include "hoistway/report/month.hpp"

namespace hoistway::cli {

std::string write_month(const Analysis& analysis, const MonthChoice& choice,
                        const std::string& folder) {
    MonthInput input = month_input(analysis, choice.month, choice.language);
    input.input.refused = choice.refused;
    input.provenance.policies.front().hash = choice.policy_sha256;
    input.simulated = choice.simulated;
    const MonthReport report = build_month(input);
    return write_files(files_of(report.page, {.language = choice.language}, choice.formats),
                       folder);
}

std::string write_files(const std::vector<ReportFile>& files, const std::string& folder) {
    make_folder(folder);
    for (const ReportFile& file : files) write_whole(folder + "/" + file.name, file.content);
    return files.empty() ? folder : folder + "/" + files.front().name;
}

}  // namespace hoistway::cli
