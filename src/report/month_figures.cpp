// SPDX-License-Identifier: Apache-2.0
//
// The totals of the month, and which lifts and episodes they are made of.

#include <algorithm>
#include <iterator>
#include <tuple>

#include "month_parts.hpp"

namespace hoistway::detail {

namespace {

bool known_lift(const MonthInput& input, LiftIndex lift) noexcept {
    return lift < input.lifts.size();
}

bool earlier(const MonthEpisode& a, const MonthEpisode& b) noexcept {
    return std::tuple(a.raised, a.lift, a.kind) < std::tuple(b.raised, b.lift, b.kind);
}

// Without a valid day an item stands last.
std::chrono::sys_days due_day(const DueItem& item) noexcept {
    return item.due.ok() ? std::chrono::sys_days{item.due} : std::chrono::sys_days::max();
}

bool due_earlier(const DueItem& a, const DueItem& b) noexcept {
    return std::tuple(due_day(a), a.lift, a.trigger) < std::tuple(due_day(b), b.lift, b.trigger);
}

// A gap as far as it lies in the month; empty where it does not.
std::optional<MonthGap> clipped(const MonthGap& gap, TimeSpan month) noexcept {
    MonthGap inside = gap;
    inside.gap.span.from = std::max(gap.gap.span.from, month.from);
    inside.gap.span.to = std::min(gap.gap.span.to, month.to);
    if (inside.gap.span.from >= inside.gap.span.to) return std::nullopt;
    return inside;
}

Duration length(const MonthGap& gap) noexcept { return gap.gap.span.to - gap.gap.span.from; }

void take_gaps(MonthView& view, TimeSpan month) {
    for (const MonthGap& gap : view.input.gaps) {
        const auto inside = clipped(gap, month);
        if (inside && known_lift(view.input, gap.gap.lift)) {
            view.gaps.push_back(*inside);
        } else {
            ++view.outside;
        }
    }
    std::stable_sort(view.gaps.begin(), view.gaps.end(), [](const MonthGap& a, const MonthGap& b) {
        return std::tuple(a.gap.lift, a.gap.span.from) < std::tuple(b.gap.lift, b.gap.span.from);
    });
}

void take_due(MonthView& view) {
    for (const DueItem& item : view.input.due) {
        if (known_lift(view.input, item.lift)) {
            view.due.push_back(item);
        } else {
            ++view.outside;
        }
    }
    std::stable_sort(view.due.begin(), view.due.end(), due_earlier);
}

void count_runs(MonthFigures& figures, const MonthInput& input) {
    for (std::size_t lift = 0; lift < input.lifts.size(); ++lift) {
        const LiftMonth month = lift_month(input, lift);
        figures.runs += month.runs.value_or(0);
        figures.lifts_counted += month.runs.has_value() ? 1 : 0;
        figures.silent += is_silent(input, lift) ? 1 : 0;
    }
}

std::uint64_t lifts_due(const MonthView& view) {
    std::vector<bool> due(view.input.lifts.size());
    for (const DueItem& item : view.due) due[item.lift] = true;
    return static_cast<std::uint64_t>(std::count(due.begin(), due.end(), true));
}

}  // namespace

MonthView view_of(const MonthInput& input) {
    const TimeSpan month = month_span(input.month);
    MonthView view{.input = input, .episodes = {}, .entrapments = {}, .gaps = {}, .due = {}};
    for (const MonthEpisode& episode : input.episodes) {
        if (known_lift(input, episode.lift) && month.contains(episode.raised)) {
            view.episodes.push_back(episode);
        } else {
            ++view.outside;
        }
    }
    for (MonthEpisode& episode : view.episodes) {
        if (episode.cleared && *episode.cleared < episode.raised) episode.cleared.reset();
    }
    std::stable_sort(view.episodes.begin(), view.episodes.end(), earlier);
    std::copy_if(view.episodes.begin(), view.episodes.end(), std::back_inserter(view.entrapments),
                 [](const MonthEpisode& e) { return e.kind == EventKind::entrapment; });
    take_gaps(view, month);
    take_due(view);
    return view;
}

LiftMonth lift_month(const MonthInput& input, std::size_t lift) {
    return lift < input.by_lift.size() ? input.by_lift[lift] : LiftMonth{};
}

// Silent: observed for some time, and nothing was heard. Without a time nothing can be said.
bool is_silent(const MonthInput& input, std::size_t lift) {
    const LiftMonth month = lift_month(input, lift);
    return !month.heard && month.observed > Duration{0};
}

std::optional<double> share(Duration part, Duration whole) noexcept {
    if (whole <= Duration{0}) return std::nullopt;
    return static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

std::optional<double> online_rate(const MonthInput& input) noexcept {
    Duration online{}, observed{};
    const std::size_t lifts = std::min(input.by_lift.size(), input.lifts.size());
    for (std::size_t lift = 0; lift < lifts; ++lift) {
        online += input.by_lift[lift].online;
        observed += input.by_lift[lift].observed;
    }
    return share(online, observed);
}

std::optional<Duration> RescueSum::mean() const noexcept {
    if (released == 0) return std::nullopt;
    return sum / static_cast<std::int64_t>(released);
}

RescueSum rescue_sum(const std::vector<MonthEpisode>& entrapments) noexcept {
    RescueSum total{.entrapments = entrapments.size()};
    for (const MonthEpisode& episode : entrapments) {
        if (!episode.cleared) continue;
        ++total.released;
        total.sum += *episode.cleared - episode.raised;
    }
    return total;
}

std::vector<OfflineLift> offline_now(const MonthView& view) {
    std::vector<std::optional<TimeSpan>> open(view.input.lifts.size());
    for (const MonthGap& gap : view.gaps) {
        if (gap.open) open[gap.gap.lift] = gap.gap.span;
    }
    std::vector<OfflineLift> found;
    for (std::size_t lift = 0; lift < open.size(); ++lift) {
        if (is_silent(view.input, lift)) {
            found.push_back({.lift = lift});
        } else if (open[lift]) {
            found.push_back({.lift = lift, .gap = open[lift]});
        }
    }
    return found;
}

std::vector<OfflineLift> offline_over_a_day(const MonthView& view) {
    std::vector<std::optional<TimeSpan>> longest(view.input.lifts.size());
    for (const MonthGap& gap : view.gaps) {
        auto& kept = longest[gap.gap.lift];
        if (length(gap) <= a_day) continue;
        if (!kept || kept->to - kept->from < length(gap)) kept = gap.gap.span;
    }
    std::vector<OfflineLift> found;
    for (std::size_t lift = 0; lift < longest.size(); ++lift) {
        const bool silent =
            is_silent(view.input, lift) && lift_month(view.input, lift).observed > a_day;
        if (silent) {
            found.push_back({.lift = lift});
        } else if (longest[lift]) {
            found.push_back({.lift = lift, .gap = longest[lift]});
        }
    }
    return found;
}

MonthFigures figures_of(const MonthView& view) {
    const RescueSum rescues = rescue_sum(view.entrapments);
    MonthFigures figures{.lifts = view.input.lifts.size(),
                         .online_rate = online_rate(view.input),
                         .offline_now = offline_now(view).size(),
                         .offline_over_a_day = offline_over_a_day(view).size(),
                         .alarms = view.episodes.size(),
                         .entrapments = rescues.entrapments,
                         .released = rescues.released,
                         .rescue_mean = rescues.mean(),
                         .rescue_sum = rescues.sum,
                         .due_items = view.due.size(),
                         .due_lifts = lifts_due(view),
                         .gaps = view.gaps.size(),
                         .outside = view.outside};
    for (const MonthEpisode& episode : view.episodes)
        figures.alarms_open += episode.cleared ? 0 : 1;
    for (const MonthEpisode& episode : view.entrapments) {
        figures.by_sensors += episode.by_sensors ? 1 : 0;
        figures.by_button += episode.by_button ? 1 : 0;
    }
    for (const MonthGap& gap : view.gaps) figures.gap_sum += length(gap);
    count_runs(figures, view.input);
    return figures;
}

std::vector<std::size_t> lifts_by_runs(const MonthInput& input) {
    std::vector<std::size_t> order(input.lifts.size());
    for (std::size_t lift = 0; lift < order.size(); ++lift) order[lift] = lift;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto left = lift_month(input, a).runs, right = lift_month(input, b).runs;
        return left.has_value() && (!right.has_value() || *left > *right);
    });
    return order;
}

}  // namespace hoistway::detail
