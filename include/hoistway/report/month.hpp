// SPDX-License-Identifier: Apache-2.0
//
// The regulator's monthly report: automatic alarms, rescues, runs, what is due, and what the data
// cannot say. Chapters and tables follow annex 4 of the Shijiazhuang notice of 2025-11-27
// (source 002); calls and their answers are not connected yet, and the report says so.
//
//     MonthInput input{.month = month, .lifts = registry.lifts()};
//     ...                                             // plain numbers, from any pipeline
//     const MonthReport report = build_month(input);
//     for (const ReportFile& file : files_of(report.page)) ...
//
// An episode counts in the month in which it was raised. A record of a lift that is not in the
// registry is not counted, and the report says how many there were. What is not given is shown as
// not known, never as zero. Cost: a sort for each table. Same input, same bytes.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hoistway/core/error.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/report/page.hpp"

namespace hoistway {

// What is known of one lift in the month.
struct LiftMonth {
    std::optional<std::uint64_t> runs{};  // empty: nothing was counted
    Duration online{};                    // of the time below, how long the device was heard
    Duration observed{};                  // the time in which it should have been heard
    bool heard = false;                   // it said something in the month
};

// All lifts together on one day.
struct DayMonth {
    std::optional<std::uint64_t> runs{};
    Duration online{}, observed{};
    std::array<std::uint64_t, 24> runs_by_hour{};  // at +08:00
};

struct MonthGap {
    Gap gap{};          // clipped to the month
    bool open = false;  // still going on at the end of the data
};

struct MonthEpisode {
    EventKind kind{};
    NativeFault native{};  // where the device told it by a code
    LiftIndex lift = no_lift;
    Time raised{};
    std::optional<Time> cleared{};
    std::int16_t floor = no_floor;
    bool by_sensors = true;  // found by a rule, or told by the device
    bool by_button = false;  // the alarm button was pressed in it
    std::string evidence{};  // what the rule saw, in words or as "door=closed, held_s=90"
};

// A rule that could not judge some lifts.
struct RuleShortfall {
    std::string rule{};  // id and version
    std::uint64_t lifts = 0;
    std::string cause{};  // what was missing, for example "presence"
};

struct RefusedCount {
    ErrorCode code{};
    std::uint64_t lines = 0;
};

struct InputFigures {
    std::uint64_t observations = 0;
    std::uint64_t refused = 0;
    std::vector<RefusedCount> refused_by_cause{};
};

struct PolicyUsed {
    std::string id{}, edition{}, hash{};
};

struct Provenance {
    std::vector<PolicyUsed> policies{};
    std::vector<std::string> rules{};  // ids and versions
    std::string program{};             // name and version
    std::optional<TimeSpan> data{};    // first to last record read
};

struct MonthInput {
    Month month{};
    std::span<const Lift> lifts{};
    std::vector<LiftMonth> by_lift{};  // in the order of `lifts`; may be shorter
    std::vector<DayMonth> by_day{};    // the first day first; may be shorter
    std::vector<MonthGap> gaps{};
    std::vector<MonthEpisode> episodes{};
    std::vector<DueItem> due{};
    std::vector<RuleShortfall> shortfalls{};
    InputFigures input{};
    Provenance provenance{};
    bool simulated = false;
};

// The totals that the text and the tiles state; tables add up to them.
struct MonthFigures {
    std::uint64_t lifts = 0;
    std::optional<double> online_rate{};  // sum of time online / sum of time observed
    std::uint64_t offline_now = 0, offline_over_a_day = 0, silent = 0;
    std::uint64_t alarms = 0, alarms_open = 0;
    std::uint64_t entrapments = 0, by_sensors = 0, by_button = 0, released = 0;
    std::optional<Duration> rescue_mean{};  // of the released
    Duration rescue_sum{};
    std::uint64_t runs = 0, lifts_counted = 0;  // lifts whose runs are known
    std::uint64_t due_items = 0, due_lifts = 0;
    std::uint64_t gaps = 0;
    Duration gap_sum{};
    std::uint64_t outside = 0;  // records of lifts that are not in the registry, or of other months
};

struct MonthReport {
    MonthFigures figures{};
    Page page{};
};

MonthReport build_month(const MonthInput& input);

}  // namespace hoistway
