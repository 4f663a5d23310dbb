// SPDX-License-Identifier: Apache-2.0
//
// The marks of detectors as a page: how much each found, how often it was wrong, how long it took.
//
//     MarksInput input{.lifts = 300, .observed = 300 * days, .rules = {{.name = {"本库",
//     "ours"}}}}; const std::string html = to_html(build_marks(input));
//
// Plain numbers in, whoever worked them out; what is not known is empty, on the page and in JSON.
// With several sets of rules there is a leaderboard, in the order given, and every kind has a row
// for each set. Misses and false alarms are named one by one, so that somebody can look at them.
// The page says that simulated truth is not field truth where it is simulated. Same input, same
// bytes. Compiled: link hoistway::hoistway.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/report/page.hpp"

namespace hoistway {

struct MarksRow {
    std::optional<EventKind> kind{};  // empty: all kinds together
    std::uint64_t truths = 0, found = 0, missed = 0;
    std::uint64_t raised = 0, false_alarms = 0, repeats = 0;
    std::optional<double> recall{}, recall_low{}, recall_high{};
    std::optional<double> precision{}, precision_low{}, precision_high{};
    std::optional<Duration> delay_p50{}, delay_p95{}, late_p50{}, late_p95{};
    std::optional<double> false_per_lift_year{};
    std::array<std::optional<double>, 3> scores{};  // standard, few false alarms, few misses
};

struct MarksSlip {
    bool missed = false;
    EventKind kind{};
    std::string code{};  // of a device's own fault: "dialect:code"
    std::string lift{};  // key of the lift, or name of the scenario
    Time time{};
};

struct MarksRules {
    std::string id{};  // "hoistway"
    Text name{};
    MarksRow all{};
    std::vector<MarksRow> kinds{};
    std::vector<MarksSlip> slips{};
};

struct MarksInput {
    std::string id = "score";  // stem of the file names
    Text title{"检测规则评分", "Marks for a detector"};
    std::uint64_t lifts = 0;
    std::optional<Duration> observed{};  // summed over lifts
    Duration slack{};
    std::vector<MarksRules> rules{};
    std::string corpus{};       // how it was made, in the program's words; empty for files
    std::string corpus_hash{};  // of all observations and truths
    std::string program{};
    bool simulated = false;
};

Page build_marks(const MarksInput& input);

}  // namespace hoistway
