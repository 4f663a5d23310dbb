// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/analysis.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "due_lines.hpp"
#include "hoistway/core/refuse.hpp"
#include "hoistway/pipeline/builtin_codes.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/wire/log/event_json.hpp"
#include "waiting_book.hpp"

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
        ++day_of(day).by_hour[static_cast<std::size_t>(hour_of(time))];
    }

    void add(const FleetBook& other) {
        for (const DayRuns& day : other.days_) {
            auto& hours = day_of(std::chrono::sys_days{day.day}).by_hour;
            for (std::size_t i = 0; i < hours.size(); ++i) hours[i] += day.by_hour[i];
        }
    }

    std::span<const DayRuns> days() const noexcept { return days_; }

 private:
    DayRuns& day_of(std::chrono::sys_days day) {
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
        return days_[static_cast<std::size_t>(place)];
    }

    std::vector<DayRuns> days_;
};

// What one share of the lifts has told: written by one thread, put together at the end.
struct Part {
    std::vector<Event> events;
    std::vector<Gap> gaps;
    FleetBook runs;
    UnusedRecords unused;
    std::uint64_t observations = 0, beyond_end = 0;
    Time oldest = never, newest = never;
    std::vector<FalseAlarm> dismissed;  // raised just now, to be taken back

    void note(Time time) noexcept {
        newest = std::max(newest, time);
        oldest = oldest == never ? time : std::min(oldest, time);
    }

    void add(Part&& other) {
        events.insert(events.end(), other.events.begin(), other.events.end());
        gaps.insert(gaps.end(), other.gaps.begin(), other.gaps.end());
        runs.add(other.runs);
        for (std::size_t i = 0; i < unused.by_reason.size(); ++i) {
            unused.by_reason[i] += other.unused.by_reason[i];
        }
        unused.clock_steps += other.unused.clock_steps;
        observations += other.observations;
        beyond_end += other.beyond_end;
        if (other.newest != never) note(other.newest);
        if (other.oldest != never) note(other.oldest);
        other = {};
    }
};

}  // namespace

struct Analysis::Inside {
    Inside(std::span<const Lift> all, const Policy& rules, const AnalysisOptions& options)
        : lifts(all),
          policy(&rules),
          fleet(standard_row(all, rules,
                             {.picture = {.silence = options.silence},
                              .book = builtin_code_book(),
                              .limits = options.limits}),
                all),
          words(all.size()),
          until(options.until),
          silence(options.limits != nullptr ? options.limits->picture.silence : options.silence),
          first_heard(all.size(), never),
          resumed(all.size(), never),
          runs(all.size()),
          parts(options.shares) {
        if (options.shares == 0) refuse("Analysis: shares must be at least 1");
    }

    struct Keep {
        Inside* inside;
        Part* part;
        void operator()(const Event& event) const {
            part->events.push_back(event);
            inside->look_for_false_alarm(event, *part);
        }
        void operator()(const Gap& gap) const { part->gaps.push_back(gap); }
        void operator()(const ClockStep&) const { ++part->unused.clock_steps; }
        void operator()(const RecordRefused& record) const {
            ++part->unused.by_reason[static_cast<std::size_t>(record.why)];
        }
        void operator()(const Run& run) const {
            inside->runs[run.lift].add(run.time);
            part->runs.add(run.time);
        }
    };

    void process(std::span<const Observation> batch, Share share) {
        Part& part = parts[share.number];
        while (!batch.empty()) {
            const auto beyond = [&](const Observation& seen) { return seen.time >= until; };
            const auto end = std::find_if(batch.begin(), batch.end(), beyond);
            const auto fits = static_cast<std::size_t>(end - batch.begin());
            take(batch.first(fits), share, part);
            if (fits == batch.size()) return;
            part.beyond_end += share.holds(end->lift) ? 1 : 0;
            batch = batch.subspan(fits + 1);
        }
    }

    void take(std::span<const Observation> batch, Share share, Part& part) {
        for (const Observation& seen : batch) {
            if (!share.holds(seen.lift)) continue;
            ++part.observations;
            if (seen.lift >= first_heard.size()) continue;  // a stranger's time is not ours
            part.note(seen.time);
            if (first_heard[seen.lift] == never) first_heard[seen.lift] = seen.time;
        }
        const Keep keep{this, &part};
        if (words.empty() && alarms.empty()) return fleet.process(batch, share, keep);
        for (const Observation& seen : batch) {
            if (!share.holds(seen.lift)) continue;
            words.up_to(seen.time, seen.lift, [&](const LiftWord& w) { hear(w, keep); });
            fleet.push(seen, keep);
            take_back(part);
        }
    }

    void look_for_false_alarm(const Event& event, Part& part) {
        if (event.kind != EventKind::entrapment || event.phase != Phase::raised) return;
        const auto found = alarms.find({event.lift, event.time});
        if (found == alarms.end()) return;
        found->second.heard = true;
        part.dismissed.push_back(found->second.alarm);
    }

    // Behind the record that raised them, for a sink may not push.
    void take_back(Part& part) {
        for (const FalseAlarm& alarm : part.dismissed) fleet.push(alarm, Keep{this, &part});
        part.dismissed.clear();
    }

    void finish() {
        for (std::size_t i = 1; i < parts.size(); ++i) parts[0].add(std::move(parts[i]));
        Part& all = parts[0];
        if (all.newest == never) return;
        const Keep keep{this, &all};
        for (std::size_t lift = 0; lift < lifts.size(); ++lift) {
            words.up_to(until, static_cast<LiftIndex>(lift), [&](const LiftWord& w) {
                const bool behind = time_of(w) > all.newest && !std::holds_alternative<Visit>(w);
                if (behind) ++all.beyond_end;
                if (!behind) hear(w, keep);
            });
        }
        fleet.advance(all.newest, keep);
        take_back(all);
        std::stable_sort(all.events.begin(), all.events.end(), [](const Event& a, const Event& b) {
            return std::tie(a.time, a.lift, a.kind) < std::tie(b.time, b.lift, b.kind);
        });
        std::stable_sort(all.gaps.begin(), all.gaps.end(), [](const Gap& a, const Gap& b) {
            return std::tie(a.span.from, a.lift) < std::tie(b.span.from, b.lift);
        });
    }

    struct Alarm {
        FalseAlarm alarm;
        bool heard = false;
    };

    void hear(const LiftWord& word, const Keep& keep) {
        std::visit([&](const auto& each) { fleet.push(each, keep); }, word);
    }

    // What is told by people counts where the log has not ended.
    void add(const LiftWord& word) {
        const LiftIndex lift = lift_of(word);
        const bool heard = lift < resumed.size() && time_of(word) <= resumed[lift];
        if (time_of(word) < until && !heard) words.add(word);
    }

    // Of an entrapment that another analysis raised, the stages know more than the log.
    void dismiss(const FalseAlarm& alarm) {
        if (alarm.time >= until || alarm.lift >= lifts.size()) return;
        const bool earlier = alarm.event <= resumed[alarm.lift];
        alarms.try_emplace({alarm.lift, alarm.event}, Alarm{alarm, earlier});
        if (earlier) fleet.push(alarm, Keep{this, parts.data()});
    }

    bool resume(const KeptLift& kept) {
        const auto state = restore<StandardRow>(kept.state);
        if (!state) return false;
        fleet.put(kept.lift, **state);
        first_heard[kept.lift] = kept.first_heard;
        resumed[kept.lift] = kept.until;
        parts[0].newest = std::max(parts[0].newest, kept.until);
        return true;
    }

    std::span<const Lift> lifts;
    const Policy* policy;
    Fleet<StandardRow> fleet;
    WaitingBook words;                                   // of people
    std::map<std::pair<LiftIndex, Time>, Alarm> alarms;  // by the entrapment they are about
    Time until;
    Duration silence;
    std::vector<Time> first_heard;
    std::vector<Time> resumed;  // where another analysis had got to
    std::vector<RunBook> runs;
    std::vector<Part> parts;  // one for each share; all in the first after finish()
};

Analysis::Analysis(std::span<const Lift> lifts, const Policy& policy, AnalysisOptions options)
    : inside_(std::make_unique<Inside>(lifts, policy, options)) {}

Analysis::~Analysis() = default;
Analysis::Analysis(Analysis&&) noexcept = default;
Analysis& Analysis::operator=(Analysis&&) noexcept = default;

std::vector<LiftIndex> Analysis::resume(std::span<const KeptLift> kept) {
    std::vector<LiftIndex> lost;
    for (const KeptLift& each : kept) {
        if (each.lift < inside_->lifts.size() && !inside_->resume(each)) lost.push_back(each.lift);
    }
    return lost;
}
KeptLift Analysis::keep(LiftIndex lift) const {
    return {.lift = lift,
            .first_heard = inside_->first_heard[lift],
            .until = newest(),
            .state = snapshot<StandardRow>(inside_->fleet.state(lift))};
}

void Analysis::process(std::span<const Observation> batch) {
    const auto of = static_cast<std::uint32_t>(inside_->parts.size());
    for (std::uint32_t number = 0; number < of; ++number) process(batch, {number, of});
}
void Analysis::process(std::span<const Observation> batch, Share share) {
    if (share.of != inside_->parts.size() || share.number >= share.of) {
        refuse("Analysis: a share has to be one of those it was made for");
    }
    inside_->process(batch, share);
}
std::vector<OddVisit> Analysis::add(std::span<const BusinessRecord> records) {
    SortedVisits visits = sort_out(visits_of(records), inside_->lifts);
    for (const Visit& visit : visits.good) add(visit);
    for (const VoiceAnswer& answer : voice_answers_of(records)) hear(answer);
    for (const Mute& mute : mutes_of(records)) hear(mute);
    for (const FalseAlarm& alarm : false_alarms_of(records)) dismiss(alarm);
    return std::move(visits.odd);
}
void Analysis::add(const Visit& visit) { inside_->add(visit); }
void Analysis::hear(const VoiceAnswer& answer) { inside_->add(answer); }
void Analysis::hear(const Mute& mute) { inside_->add(mute); }
void Analysis::dismiss(const FalseAlarm& alarm) { inside_->dismiss(alarm); }
void Analysis::finish() { inside_->finish(); }

std::vector<FalseAlarm> Analysis::unheard_alarms() const {
    std::vector<FalseAlarm> out;
    for (const auto& [event, one] : inside_->alarms) {
        if (!one.heard) out.push_back(one.alarm);
    }
    return out;
}

std::span<const Event> Analysis::events() const noexcept { return inside_->parts[0].events; }
std::span<const Gap> Analysis::gaps() const noexcept { return inside_->parts[0].gaps; }
std::span<const Lift> Analysis::lifts() const noexcept { return inside_->lifts; }
std::uint64_t Analysis::observations() const noexcept { return inside_->parts[0].observations; }
std::uint64_t Analysis::strangers() const noexcept { return inside_->fleet.strangers(); }
std::uint64_t Analysis::beyond_end() const noexcept { return inside_->parts[0].beyond_end; }
UnusedRecords Analysis::unused() const noexcept { return inside_->parts[0].unused; }
Time Analysis::newest() const noexcept { return inside_->parts[0].newest; }
std::span<const DayRuns> Analysis::days() const noexcept { return inside_->parts[0].runs.days(); }
const Policy& Analysis::policy() const noexcept { return *inside_->policy; }
Duration Analysis::silence() const noexcept { return inside_->silence; }
Time Analysis::oldest() const noexcept { return inside_->parts[0].oldest; }
std::uint32_t Analysis::shares() const noexcept {
    return static_cast<std::uint32_t>(inside_->parts.size());
}

LiftRecord Analysis::record(LiftIndex lift) const {
    const auto picture = inside_->fleet.state_of<Picture>(lift);
    const auto watch = inside_->fleet.state_of<DueWatch>(lift);
    const RunBook& runs = inside_->runs[lift];
    return {.first_heard = inside_->first_heard[lift],
            .last_heard = picture.heard,
            .late = picture.late,
            .said = picture.said,
            .counts = inside_->fleet.state_of<Counters>(lift).total,
            .since = watch.since,
            .since_visit = watch.counts,
            .first_day = Date{runs.first},
            .runs_by_day = runs.days};
}

std::vector<DueItem> Analysis::due(const DueQuestion& query) const {
    return detail::due_of_all(inside_->lifts, *inside_->policy, query, [&](LiftIndex lift) {
        return inside_->fleet.state_of<DueWatch>(lift);
    });
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
    return detail::due_lines(analysis, query);
}

}  // namespace hoistway
