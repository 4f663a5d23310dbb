// SPDX-License-Identifier: Apache-2.0
//
// Marks as a person sees them: a table on the terminal, one line of figures, and pages in a folder.

#pragma once

#include <string>
#include <vector>

#include "hoistway/pipeline/score/corpus.hpp"
#include "hoistway/pipeline/score/marks_input.hpp"
#include "line/command.hpp"
#include "talk.hpp"

namespace hoistway::cli {

struct ScorePages {
    std::string out, lang = "zh";
    bool simulated = false;
};

void add_score_pages(Command command, ScorePages& pages);

// Of the first set of rules.
Figures score_figures(const MarksInput& input);

// Prints the table, unless machines listen; writes the pages, where a folder was named; closes.
void show_score(const MarksInput& input, const ScorePages& pages, Figures& figures, bool json);

}  // namespace hoistway::cli
