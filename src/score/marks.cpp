// SPDX-License-Identifier: Apache-2.0
#include "hoistway/score/marks.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "hoistway/core/refuse.hpp"

namespace hoistway {

namespace {

// What makes a truth and an alarm speak of the same thing. A code beside a kind of its own is only
// the word by which a device told it.
template <class T>
auto subject_of(const T& record) noexcept {
    const bool own_words = record.kind == EventKind::native;
    return std::tuple(record.kind, record.lift,
                      own_words ? record.native.dialect.view() : std::string_view{},
                      own_words ? record.native.code.view() : std::string_view{});
}

// What is counted of one kind before it becomes marks.
struct Tally {
    KindMarks marks;
    std::vector<Duration> delays, lates;
    double rewards = 0, costs = 0;

    void add(const Tally& other) {
        marks.truths += other.marks.truths;
        marks.found += other.marks.found;
        marks.missed += other.marks.missed;
        marks.raised += other.marks.raised;
        marks.false_alarms += other.marks.false_alarms;
        marks.repeats += other.marks.repeats;
        delays.insert(delays.end(), other.delays.begin(), other.delays.end());
        lates.insert(lates.end(), other.lates.begin(), other.lates.end());
        rewards += other.rewards;
        costs += other.costs;
    }
};

// Nearest rank: the smallest value that so many per cent do not exceed.
std::optional<Duration> percentile(const std::vector<Duration>& sorted, std::size_t percent) {
    if (sorted.empty()) return std::nullopt;
    return sorted[(sorted.size() * percent + 99) / 100 - 1];
}

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

KindMarks marks_of(Tally& tally, Duration observed) {
    KindMarks& marks = tally.marks;
    const std::uint64_t judged = marks.found + marks.false_alarms;
    marks.recall = share(marks.found, marks.truths);
    marks.recall_range = wilson(marks.found, marks.truths);
    marks.precision = share(marks.found, judged);
    marks.precision_range = wilson(marks.found, judged);
    std::sort(tally.delays.begin(), tally.delays.end());
    std::sort(tally.lates.begin(), tally.lates.end());
    marks.delay_p50 = percentile(tally.delays, 50);
    marks.delay_p95 = percentile(tally.delays, 95);
    marks.late_p50 = percentile(tally.lates, 50);
    marks.late_p95 = percentile(tally.lates, 95);
    if (observed > Duration{0}) {
        constexpr double year_ms = 365.25 * 86400e3;
        marks.false_per_lift_year = static_cast<double>(marks.false_alarms) * year_ms /
                                    static_cast<double>(observed.count());
    }
    for (std::size_t i = 0; i < cost_profiles.size(); ++i) {
        const CostProfile& costs = cost_profiles[i];
        const double raw = costs.found * tally.rewards + costs.false_alarm * tally.costs -
                           costs.missed * static_cast<double>(marks.missed);
        marks.scores[i] = benchmark_score(raw, marks.truths, costs);
    }
    return marks;
}

using Truths = std::span<const Truth* const>;
using Alarms = std::span<const Event* const>;

class Judge {
 public:
    explicit Judge(const MarkOptions& options) : options_(options) {
        if (options.slack < Duration{0}) refuse("Marks: slack must not be below 0");
    }

    // All truths and all alarms of one subject, each in order of time.
    void judge(Truths truths, Alarms alarms) {
        Tally& tally = tally_of(truths.empty() ? alarms.front()->kind : truths.front()->kind);
        tally.marks.truths += truths.size();
        tally.marks.raised += alarms.size();
        found_.assign(truths.size(), false);
        for (const Event* alarm : alarms) judge_alarm(tally, truths, *alarm);
        for (std::size_t i = 0; i < truths.size(); ++i) {
            if (found_[i]) continue;
            ++tally.marks.missed;
            slip(true, *truths[i], truths[i]->span.from);
        }
    }

    Marks marks() {
        Marks marks{
            .slips = std::move(slips_), .slack = options_.slack, .observed = options_.observed};
        Tally all;
        for (std::size_t kind = 0; kind < event_kinds; ++kind) {
            Tally& tally = tallies_[kind];
            if (tally.marks.truths + tally.marks.raised == 0) continue;
            all.add(tally);
            tally.marks.kind = static_cast<EventKind>(kind);
            marks.kinds.push_back(marks_of(tally, options_.observed));
        }
        marks.all = marks_of(all, options_.observed);
        const auto key = [](const Slip& slip) {
            return std::tuple(slip.kind, slip.lift, slip.time);
        };
        std::stable_sort(marks.slips.begin(), marks.slips.end(),
                         [&](const Slip& a, const Slip& b) { return key(a) < key(b); });
        return marks;
    }

 private:
    Tally& tally_of(EventKind kind) { return tallies_[static_cast<std::size_t>(kind)]; }

    bool fits(const Truth& truth, Time time) const noexcept {
        return truth.span.from - options_.slack <= time && time <= truth.span.to + options_.slack;
    }

    void judge_alarm(Tally& tally, Truths truths, const Event& alarm) {
        const TimeSpan* before = nullptr;
        bool fitted = false;
        for (std::size_t i = 0; i < truths.size(); ++i) {
            const Truth& truth = *truths[i];
            if (truth.span.to <= alarm.time) before = &truth.span;
            if (!fits(truth, alarm.time)) continue;
            fitted = true;
            if (found_[i]) continue;
            found_[i] = true;
            return note_found(tally, truth, alarm.time);
        }
        if (fitted) {
            ++tally.marks.repeats;
            return;
        }
        ++tally.marks.false_alarms;
        tally.costs += cost_after(alarm.time, before);
        slip(false, alarm, alarm.time);
    }

    void note_found(Tally& tally, const Truth& truth, Time time) {
        ++tally.marks.found;
        tally.rewards += reward_at(time, truth.span);
        const Duration delay = time - truth.span.from;
        tally.delays.push_back(delay);
        const auto wait = options_.waits[static_cast<std::size_t>(truth.kind)];
        if (wait) tally.lates.push_back(delay - *wait);
    }

    template <class T>
    void slip(bool missed, const T& of, Time time) {
        slips_.push_back({missed, of.kind, of.lift, time, of.native});
    }

    const MarkOptions& options_;
    std::array<Tally, event_kinds> tallies_;
    std::vector<bool> found_;
    std::vector<Slip> slips_;
};

// The records of the first subject in both lists are taken off their fronts.
template <class T>
std::span<const T* const> take_subject(std::span<const T* const>& records, const auto& subject) {
    std::size_t count = 0;
    while (count < records.size() && subject_of(*records[count]) == subject) ++count;
    const auto taken = records.first(count);
    records = records.subspan(count);
    return taken;
}

std::vector<const Truth*> sorted(std::span<const Truth> truths) {
    std::vector<const Truth*> order;
    for (const Truth& truth : truths) order.push_back(&truth);
    std::stable_sort(order.begin(), order.end(), [](const Truth* a, const Truth* b) {
        const auto left = subject_of(*a), right = subject_of(*b);
        return left != right ? left < right : a->span.from < b->span.from;
    });
    return order;
}

std::vector<const Event*> sorted_alarms(std::span<const Event> events) {
    std::vector<const Event*> order;
    for (const Event& event : events) {
        if (event.phase == Phase::raised) order.push_back(&event);
    }
    std::stable_sort(order.begin(), order.end(), [](const Event* a, const Event* b) {
        const auto left = subject_of(*a), right = subject_of(*b);
        return left != right ? left < right : a->time < b->time;
    });
    return order;
}

}  // namespace

Marks mark(std::span<const Truth> truths, std::span<const Event> events,
           const MarkOptions& options) {
    const std::vector<const Truth*> known = sorted(truths);
    const std::vector<const Event*> told = sorted_alarms(events);
    Truths left(known);
    Alarms alarms(told);
    Judge judge(options);
    while (!left.empty() || !alarms.empty()) {
        const bool truth_first =
            alarms.empty() ||
            (!left.empty() && subject_of(*left.front()) < subject_of(*alarms.front()));
        const auto subject = truth_first ? subject_of(*left.front()) : subject_of(*alarms.front());
        const Truths group = take_subject(left, subject);
        judge.judge(group, take_subject(alarms, subject));
    }
    return judge.marks();
}

}  // namespace hoistway
