// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/analysis.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "hoistway/pipeline/builtin_codes.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/wire/log/event_json.hpp"

namespace hoistway {

namespace {

// Runs of one lift by day at +08:00.
struct RunBook {
    std::chrono::sys_days first{};
    std::vector<std::uint32_t> days;

    void add(Time time) {
        const auto day = std::chrono::floor<std::chrono::days>(time + china_offset);
        if (days.empty()) first = day;
        const auto place = (day - first).count();
        if (place < 0) return;
        const auto index = static_cast<std::size_t>(place);
        if (days.size() <= index) days.resize(index + 1);
        ++days[index];
    }
};

// Runs of the whole fleet by day and hour; a lift may begin before the ones read so far.
class FleetBook {
 public:
    void add(Time time) {
        const auto day = std::chrono::floor<std::chrono::days>(time + china_offset);
        if (days_.empty()) days_.push_back({Date{day}, {}});
        while (day < std::chrono::sys_days{days_.front().day}) {
            const auto before = std::chrono::sys_days{days_.front().day} - std::chrono::days{1};
            days_.insert(days_.begin(), {Date{before}, {}});
        }
        while (day > std::chrono::sys_days{days_.back().day}) {
            const auto next = std::chrono::sys_days{days_.back().day} + std::chrono::days{1};
            days_.push_back({Date{next}, {}});
        }
        const auto place = (day - std::chrono::sys_days{days_.front().day}).count();
        ++days_[static_cast<std::size_t>(place)].by_hour[static_cast<std::size_t>(hour_of(time))];
    }

    std::span<const DayRuns> days() const noexcept { return days_; }

 private:
    std::vector<DayRuns> days_;
};

// The visits of all lifts, handed out as each lift's time reaches them.
class VisitBook {
 public:
    explicit VisitBook(std::size_t lifts) : waiting_(lifts) {}

    void add(const Visit& visit) {
        if (visit.lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[visit.lift];  // latest first
        times.insert(std::upper_bound(times.begin(), times.end(), visit.time, std::greater<>{}),
                     visit.time);
        any_ = true;
    }

    bool empty() const noexcept { return !any_; }

    template <class Hear>
    void up_to(Time time, LiftIndex lift, Hear&& hear) {
        if (lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[lift];
        for (; !times.empty() && times.back() <= time; times.pop_back()) {
            hear(Visit{times.back(), lift});
        }
    }

 private:
    std::vector<std::vector<Time>> waiting_;
    bool any_ = false;
};

}  // namespace

struct Analysis::Inside {
    Inside(std::span<const Lift> all, const Policy& rules, const AnalysisOptions& options)
        : lifts(all),
          policy(&rules),
          fleet(standard_row(all, rules, {.silence = options.silence}, {}, builtin_code_book()),
                all),
          visits(all.size()),
          until(options.until),
          silence(options.silence),
          first_heard(all.size(), never),
          runs(all.size()) {}

    struct Keep {
        Inside* inside;
        void operator()(const Event& event) const { inside->events.push_back(event); }
        void operator()(const Gap& gap) const { inside->gaps.push_back(gap); }
        void operator()(const Run& run) const {
            inside->runs[run.lift].add(run.time);
            inside->all_runs.add(run.time);
        }
    };

    void process(std::span<const Observation> batch) {
        while (!batch.empty()) {
            const auto beyond = [&](const Observation& seen) { return seen.time >= until; };
            const auto end = std::find_if(batch.begin(), batch.end(), beyond);
            const auto fits = static_cast<std::size_t>(end - batch.begin());
            take(batch.first(fits));
            if (fits == batch.size()) return;
            ++beyond_end;
            batch = batch.subspan(fits + 1);
        }
    }

    void take(std::span<const Observation> batch) {
        for (const Observation& seen : batch) {
            if (seen.lift >= first_heard.size()) continue;  // a stranger's time is not ours
            newest = std::max(newest, seen.time);
            oldest = oldest == never ? seen.time : std::min(oldest, seen.time);
            if (first_heard[seen.lift] == never) first_heard[seen.lift] = seen.time;
        }
        observations += batch.size();
        if (visits.empty()) return fleet.process(batch, Keep{this});
        for (const Observation& seen : batch) {
            visits.up_to(seen.time, seen.lift, [&](const Visit& v) { fleet.push(v, Keep{this}); });
            fleet.push(seen, Keep{this});
        }
    }

    void finish() {
        if (newest == never) return;
        for (std::size_t lift = 0; lift < lifts.size(); ++lift) {
            visits.up_to(until, static_cast<LiftIndex>(lift),
                         [&](const Visit& v) { fleet.push(v, Keep{this}); });
        }
        fleet.advance(newest, Keep{this});
        std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
            return std::tie(a.time, a.lift, a.kind) < std::tie(b.time, b.lift, b.kind);
        });
        std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
            return std::tie(a.span.from, a.lift) < std::tie(b.span.from, b.lift);
        });
    }

    std::span<const Lift> lifts;
    const Policy* policy;
    Fleet<StandardRow> fleet;
    VisitBook visits;
    Time until;
    Duration silence;
    std::vector<Time> first_heard;
    std::vector<RunBook> runs;
    FleetBook all_runs;
    std::vector<Event> events;
    std::vector<Gap> gaps;
    std::uint64_t observations = 0, beyond_end = 0;
    Time oldest = never, newest = never;
};

Analysis::Analysis(std::span<const Lift> lifts, const Policy& policy, AnalysisOptions options)
    : inside_(std::make_unique<Inside>(lifts, policy, options)) {}

Analysis::~Analysis() = default;
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;

void Analysis::process(std::span<const Observation> batch) { inside_->process(batch); }
void Analysis::add(const Visit& visit) {
    if (visit.time < inside_->until) inside_->visits.add(visit);
}
void Analysis::finish() { inside_->finish(); }

std::span<const Event> Analysis::events() const noexcept { return inside_->events; }
std::span<const Gap> Analysis::gaps() const noexcept { return inside_->gaps; }
std::span<const Lift> Analysis::lifts() const noexcept { return inside_->lifts; }
std::uint64_t Analysis::observations() const noexcept { return inside_->observations; }
std::uint64_t Analysis::strangers() const noexcept { return inside_->fleet.strangers(); }
std::uint64_t Analysis::beyond_end() const noexcept { return inside_->beyond_end; }
Time Analysis::newest() const noexcept { return inside_->newest; }
std::span<const DayRuns> Analysis::days() const noexcept { return inside_->all_runs.days(); }
const Policy& Analysis::policy() const noexcept { return *inside_->policy; }
Duration Analysis::silence() const noexcept { return inside_->silence; }
Time Analysis::oldest() const noexcept { return inside_->oldest; }

LiftRecord Analysis::record(LiftIndex lift) const {
    const auto& picture = inside_->fleet.state_of<Picture>(lift);
    const RunBook& runs = inside_->runs[lift];
    return {.first_heard = inside_->first_heard[lift],
            .last_heard = picture.heard,
            .late = picture.late,
            .said = picture.said,
            .counts = inside_->fleet.state_of<Counters>(lift).total,
            .first_day = Date{runs.first},
            .runs_by_day = runs.days};
}

std::vector<DueItem> Analysis::due(const DueQuestion& query) const {
    std::vector<DueItem> all;
    for (LiftIndex lift = 0; lift < inside_->lifts.size(); ++lift) {
        const auto& watch = inside_->fleet.state_of<DueWatch>(lift);
        for (DueItem& item :
             due_items(lift, inside_->lifts[lift], watch, *inside_->policy, query)) {
            all.push_back(std::move(item));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const DueItem& a, const DueItem& b) { return a.due < b.due; });
    return all;
}

std::string to_event_log(const Analysis& analysis) {
    std::string out;
    for (const Event& event : analysis.events()) {
        append_event(out, event, analysis.lifts()[event.lift].key);
        out += '\n';
    }
    return out;
}

std::string to_due_log(const Analysis& analysis, const DueQuestion& query) {
    std::string out;
    for (const DueItem& item : analysis.due(query)) {
        append_due(out, item, analysis.lifts()[item.lift].key);
        out += '\n';
    }
    return out;
}

}  // namespace hoistway
