// SPDX-License-Identifier: Apache-2.0
//
// The parts that the monthly report is put together from.
//
//     const MonthView view = view_of(input);      // only what belongs to the month
//     const MonthFigures figures = figures_of(view);
//     const Table table = runs_table(view);

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/report/month.hpp"

namespace hoistway::detail {

// The input without what belongs to no lift of the registry or to another month.
struct MonthView {
    const MonthInput& input;
    std::vector<MonthEpisode> episodes;     // raised in the month, by time and lift
    std::vector<MonthEpisode> entrapments;  // of these
    std::vector<MonthGap> gaps;
    std::vector<DueItem> due;  // the earliest first
    std::uint64_t outside = 0;
};

// The trapped and their rescue, of a maintenance unit or of all.
struct RescueSum {
    std::uint64_t lifts = 0, entrapments = 0, released = 0;
    Duration sum{};

    std::optional<Duration> mean() const noexcept;
};

inline constexpr Duration a_day = std::chrono::hours{24};

MonthView view_of(const MonthInput& input);
MonthFigures figures_of(const MonthView& view);

// The numbers of one lift; nothing known where none are given.
LiftMonth lift_month(const MonthInput& input, std::size_t lift);
bool is_silent(const MonthInput& input, std::size_t lift);
std::optional<double> share(Duration part, Duration whole) noexcept;
std::optional<double> online_rate(const MonthInput& input) noexcept;
RescueSum rescue_sum(const std::vector<MonthEpisode>& entrapments) noexcept;

// The lifts of tables 1 and 2, by their place in the registry, with the gap that put them there.
struct OfflineLift {
    std::size_t lift = 0;
    std::optional<TimeSpan> gap{};  // empty: silent all month
};
std::vector<OfflineLift> offline_now(const MonthView& view);
std::vector<OfflineLift> offline_over_a_day(const MonthView& view);

Text kind_text(EventKind kind);
Text kind_text(const MonthEpisode& episode);
Text trigger_text(Trigger trigger);

Table offline_now_table(const MonthView& view);
Table offline_over_a_day_table(const MonthView& view);
Table alarms_table(const MonthView& view);
Table entrapments_table(const MonthView& view);
Table rescues_table(const MonthView& view);
Table maintenance_units_table(const MonthView& view);
Table runs_table(const MonthView& view);
Table due_table(const MonthView& view);
Table quality_table(const MonthView& view, const MonthFigures& figures);
Table shortfalls_table(const MonthView& view);
Table provenance_table(const MonthView& view);

// The places of the lifts in the order of table 6.
std::vector<std::size_t> lifts_by_runs(const MonthInput& input);

}  // namespace hoistway::detail
