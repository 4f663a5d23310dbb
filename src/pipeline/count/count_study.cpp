// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/count/count_study.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "../waiting_book.hpp"
#include "day_book.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/detect/automata/noise_abnormal.hpp"
#include "hoistway/detect/automata/safety_chain_open.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/pipeline/builtin_codes.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/door_tracker.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/state/run_tracker.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/count/odd_visits.hpp"

namespace hoistway {

namespace {

// Entrapments come from the same stages as on the standard row, and so at the same times.
using CountRow = Row<Picture, RunTracker, DoorTracker, Entrapment, SafetyChainOpen, NoiseAbnormal,
                     Episodes, Counters, UseCounters, DeviceTotals, RopeTravel>;

CountRow count_row(std::span<const Lift> lifts, Duration silence) {
    return CountRow{Picture{{.silence = silence, .lifts = lifts}},
                    RunTracker{},
                    DoorTracker{},
                    Entrapment{},
                    SafetyChainOpen{},
                    NoiseAbnormal{},
                    Episodes{builtin_code_book()},
                    Counters{{.lifts = lifts}},
                    UseCounters{lifts},
                    DeviceTotals{},
                    RopeTravel{}};
}

// What is known of a lift beside its state on the row.
struct Book {
    Time first_heard = never;
    std::uint64_t observations = 0;
    std::vector<Trapped> trapped;
    detail::DayBook days;
    Time counted_until = never;  // by the session before
    Time not_before = never;     // older observations were counted, as far as anybody can know
    std::uint64_t to_skip = 0;   // observations that come again
};

CountDoubt doubt_of(TotalChange change) noexcept {
    if (change == TotalChange::wrap) return CountDoubt::total_wrapped;
    return change == TotalChange::reset ? CountDoubt::total_reset : CountDoubt::total_replaced;
}

CountRemark remark_of(const OddVisit& odd, std::span<const Lift> lifts) {
    const CountDoubt doubt = odd.why == VisitOddity::before_installation
                                 ? CountDoubt::visit_before_installation
                                 : CountDoubt::two_visits_at_once;
    return {odd.visit.lift, odd.visit.time, doubt, sentence_of(odd, lifts)};
}

CountRemark late_remark(const Visit& visit) {
    const std::string time = format_time(visit.time);
    return {
        visit.lift,
        visit.time,
        CountDoubt::visit_told_late,
        {time + "的维保记录上报时计数已越过该时刻：按整天清零，维保当天全部计入维保之后，请核对。",
         "The visit of " + time +
             " was told after the count had gone past it: counts are set back by whole days, all "
             "of "
             "that day counts as behind it; to be checked."}};
}

CountRemark late_remark(const RopesReplaced& replaced) {
    const std::string time = format_time(replaced.time);
    return {replaced.lift,
            replaced.time,
            CountDoubt::replacement_told_late,
            {time + "的更换钢丝绳记录上报过晚，计数已越过该时刻，弯折次数不予清零，请核对。",
             "That the ropes were replaced at " + time +
                 " was told after the count had gone past it: their bends go on; to be checked."}};
}

CountRemark unknown_event(const BusinessRecord& record) {
    const std::string time = format_time(record.event);
    return {record.lift,
            record.time,
            CountDoubt::no_such_entrapment,
            {"没有" + time + "发生的困人报警，分类未采用，请核对。",
             "No entrapment was raised at " + time +
                 ": the classification is not used; take the time from the event log."}};
}

CountRemark other_verdict(const BusinessRecord& record) {
    const std::string time = format_time(record.event);
    return {record.lift,
            record.time,
            CountDoubt::classified_otherwise,
            {time + "的困人报警已有不同分类，保留先前分类，请核对。",
             "The entrapment of " + time +
                 " was classified otherwise before: the first verdict stands; to be checked."}};
}

CountRemark lost_state(const KeptCounts& kept) {
    return {kept.lift,
            kept.last_heard,
            CountDoubt::state_lost,
            {"本版本无法读取保存的状态：累计值保留，未完成的运行不计。",
             "The state kept is not one that this version reads: the sums go on, what was under "
             "way is lost."}};
}

}  // namespace

struct CountStudy::Inside {
    Inside(std::span<const Lift> all, const CountStudyOptions& options)
        : lifts(all), row(count_row(all, options.silence)), books(all.size()), words(all.size()) {
        states.reserve(all.size());
        for (const Lift& lift : all) states.push_back(row.begin(lift));
    }

    struct Keep {
        Inside* inside;
        void operator()(const Event& event) const {
            if (event.kind != EventKind::entrapment || event.phase != Phase::raised) return;
            inside->books[event.lift].trapped.push_back({event.time, {}});
        }
        void operator()(const Counted& counted) const {
            const CountRow::State& state = inside->states[counted.lift];
            inside->books[counted.lift].days.add(
                counted.time, CountRow::state_of<Counters>(state).total, counted.since);
        }
        void operator()(const TotalBreak& broken) const {
            inside->remarks.push_back(
                {broken.lift, broken.time, doubt_of(broken.change), sentence_of(broken)});
        }
    };

    // --- what was kept --------------------------------------------------------------------

    void resume(const KeptCounts& kept, CountFeed feed) {
        if (kept.lift >= lifts.size()) return;
        Book& book = books[kept.lift];
        book.first_heard = kept.first_heard;
        book.observations = kept.observations;
        book.trapped = kept.trapped;
        book.days = {kept.days, kept.counts};
        book.counted_until = kept.last_heard;
        if (feed == CountFeed::from_beginning) {
            book.to_skip = kept.observations;
        } else {
            book.not_before = kept.last_heard;
        }
        const auto state = restore<CountRow>(kept.state);
        if (state) {
            states[kept.lift] = **state;
            return;
        }
        take_sums(states[kept.lift], kept);
        remarks.push_back(lost_state(kept));
    }

    static void take_sums(CountRow::State& state, const KeptCounts& kept) {
        Counters::State& counters = CountRow::state_of<Counters>(state);
        counters.total = kept.counts;
        counters.since_visit = kept.since_visit;
        counters.since = kept.since;
        CountRow::state_of<UseCounters>(state).total = kept.use;
        CountRow::state_of<DeviceTotals>(state).totals = kept.device;
        CountRow::state_of<DeviceTotals>(state).counted = kept.since_visit;
        CountRow::state_of<RopeTravel>(state) = {.crossed = kept.crossed,
                                                 .bends = kept.ropes_bent,
                                                 .by_visit = kept.since_visit.rope_bends,
                                                 .since = kept.ropes_since};
    }

    Time last_heard(LiftIndex lift, const CountRow::State& state) const noexcept {
        return std::max(CountRow::state_of<Picture>(state).heard, books[lift].counted_until);
    }

    KeptCounts keep(LiftIndex lift, const CountRow::State& state) const {
        const Book& book = books[lift];
        const Counters::State& counters = CountRow::state_of<Counters>(state);
        const RopeTravel::State& travel = CountRow::state_of<RopeTravel>(state);
        return {.lift = lift,
                .first_heard = book.first_heard,
                .last_heard = last_heard(lift, state),
                .observations = book.observations,
                .since = counters.since,
                .counts = counters.total,
                .since_visit = counters.since_visit,
                .use = CountRow::state_of<UseCounters>(state).total,
                .device = CountRow::state_of<DeviceTotals>(state).totals,
                .crossed = travel.crossed,
                .ropes_bent = travel.bends,
                .ropes_since = travel.since,
                .trapped = book.trapped,
                .days = book.days.kept(counters.since)};
    }

    // --- what comes in --------------------------------------------------------------------

    void add(const Visit& visit) {
        const Book& book = books[visit.lift];
        const Time since = CountRow::state_of<Counters>(states[visit.lift]).since;
        if (book.counted_until == never || visit.time > book.counted_until) {
            words.add(visit);
        } else if (visit.time > since) {
            set_back(visit);
            remarks.push_back(late_remark(visit));
        }
    }

    // By whole days, for the moment of the visit is past: what was counted on its day is taken as
    // counted behind it, so that nothing is due too late.
    void set_back(const Visit& visit) {
        const Book& book = books[visit.lift];
        CountRow::State& state = states[visit.lift];
        Counters::State& counters = CountRow::state_of<Counters>(state);
        const Counts all = counters.since_visit, later = book.days.since(date_of(visit.time));
        const auto is_later = [&](const Trapped& each) { return each.event > visit.time; };
        const auto trapped = static_cast<std::uint64_t>(
            std::count_if(book.trapped.begin(), book.trapped.end(), is_later));
        counters.since = visit.time;
        counters.since_visit = {
            .runs = std::min(all.runs, later.runs),
            .door_cycles = std::min(all.door_cycles, later.door_cycles),
            .rope_bends = std::min(all.rope_bends, later.rope_bends),
            .entrapments = std::min(all.entrapments, trapped),
            .run_time = std::min(all.run_time, later.run_time),
            .distance_mm = std::min(all.distance_mm, later.distance_mm),
            .runs_of_unknown_roping = std::min(all.runs_of_unknown_roping, later.runs),
            .runs_of_unknown_distance = std::min(all.runs_of_unknown_distance, later.runs)};
        CountRow::state_of<DeviceTotals>(state).counted = counters.since_visit;
        CountRow::state_of<RopeTravel>(state).by_visit = counters.since_visit.rope_bends;
    }

    void add(const RopesReplaced& replaced) {
        const Book& book = books[replaced.lift];
        const Time since = CountRow::state_of<RopeTravel>(states[replaced.lift]).since;
        if (book.counted_until == never || replaced.time > book.counted_until) {
            words.add(replaced);
        } else if (replaced.time > since) {
            remarks.push_back(late_remark(replaced));
        }
    }

    // What was said before the count had come so far was heard then.
    void add(const VoiceAnswer& answer) {
        if (answer.lift >= books.size()) return;
        const Time until = books[answer.lift].counted_until;
        if (until == never || answer.time > until) words.add(answer);
    }

    // To hear of one twice changes nothing.
    void add(const Mute& mute) { words.add(mute); }

    void process(const Observation& seen) {
        if (seen.lift >= lifts.size()) {
            ++strangers;
            return;
        }
        ++observations;
        Book& book = books[seen.lift];
        if (was_counted(book, seen.time)) {
            ++counted_before;
            return;
        }
        CountRow::State& state = states[seen.lift];
        const Keep sink{this};
        words.up_to(seen.time, seen.lift, [&](const LiftWord& word) { hear(state, word, sink); });
        if (book.first_heard == never) book.first_heard = seen.time;
        ++book.observations;
        row.push(state, seen, sink);
    }

    template <class Sink>
    void hear(CountRow::State& state, const LiftWord& word, const Sink& sink) const {
        std::visit([&](const auto& each) { row.push(state, each, sink); }, word);
    }

    static bool was_counted(Book& book, Time time) noexcept {
        if (book.to_skip == 0) return time < book.not_before;
        --book.to_skip;
        return true;
    }

    // --- what comes out -------------------------------------------------------------------

    // As if what is waiting for the next record had been heard.
    CountRow::State standing(LiftIndex lift) const {
        CountRow::State state = states[lift];
        words.for_each_waiting(
            lift, [&](const LiftWord& word) { hear(state, word, [](const auto&) {}); });
        return state;
    }

    // Those of the records that nothing comes of are told.
    void classify(const BusinessRecord& record, std::vector<Trapped>& trapped,
                  std::vector<CountRemark>* told) const {
        const auto same = [&](const Trapped& each) { return each.event == record.event; };
        const auto found = std::find_if(trapped.begin(), trapped.end(), same);
        if (found == trapped.end()) {
            if (told != nullptr) told->push_back(unknown_event(record));
        } else if (found->verdict == AlarmVerdict::unclassified) {
            found->verdict = record.verdict;
        } else if (found->verdict != record.verdict && told != nullptr) {
            told->push_back(other_verdict(record));
        }
    }

    void classify_all(LiftIndex lift, std::vector<Trapped>& trapped,
                      std::vector<CountRemark>* told) const {
        const auto [begin, end] = std::equal_range(
            classifications.begin(), classifications.end(), BusinessRecord{.lift = lift},
            [](const BusinessRecord& a, const BusinessRecord& b) { return a.lift < b.lift; });
        for (auto record = begin; record != end; ++record) classify(*record, trapped, told);
    }

    RopeUse rope_use(LiftIndex index, const GapCrossings& crossed) const {
        const Lift& lift = lifts[index];
        if (lift.reeving == Layout::unknown) return {{}, "reeving"};
        const std::vector<std::int64_t> landings = landings_mm(lift);
        if (landings.size() < 2) return {{}, "floors"};
        const Reeving reeving = reeving_of(lift.reeving, {.travel_mm = landings.back()});
        return {worst_element(reeving, landings, crossed), {}};
    }

    std::span<const Lift> lifts;
    CountRow row;
    std::vector<CountRow::State> states;
    std::vector<Book> books;
    WaitingBook words;
    std::vector<BusinessRecord> classifications;  // by lift, then time
    std::vector<CountRemark> remarks;
    std::uint64_t observations = 0, strangers = 0, counted_before = 0;
};

CountStudy::CountStudy(std::span<const Lift> lifts, CountStudyOptions options)
    : inside_(std::make_unique<Inside>(lifts, options)) {}

CountStudy::~CountStudy() = default;
CountStudy::CountStudy(CountStudy&&) noexcept = default;
CountStudy& CountStudy::operator=(CountStudy&&) noexcept = default;

void CountStudy::resume(std::span<const KeptCounts> kept, CountFeed feed) {
    for (const KeptCounts& each : kept) inside_->resume(each, feed);
}

void CountStudy::add(std::span<const BusinessRecord> records) {
    const SortedVisits sorted = sort_out(visits_of(records), inside_->lifts);
    for (const OddVisit& odd : sorted.odd) {
        inside_->remarks.push_back(remark_of(odd, inside_->lifts));
    }
    for (const Visit& visit : sorted.good) inside_->add(visit);
    for (const RopesReplaced& replaced : rope_changes_of(records)) {
        if (replaced.lift < inside_->lifts.size()) inside_->add(replaced);
    }
    for (const VoiceAnswer& answer : voice_answers_of(records)) inside_->add(answer);
    for (const Mute& mute : mutes_of(records)) inside_->add(mute);
    auto& classified = inside_->classifications;
    for (const BusinessRecord& record : records) {
        if (record.kind == RecordKind::classification) classified.push_back(record);
    }
    std::stable_sort(classified.begin(), classified.end(),
                     [](const BusinessRecord& a, const BusinessRecord& b) {
                         return std::tie(a.lift, a.time) < std::tie(b.lift, b.time);
                     });
}

void CountStudy::process(std::span<const Observation> batch) {
    for (const Observation& seen : batch) inside_->process(seen);
}

KeptCounts CountStudy::keep(LiftIndex lift) const {
    KeptCounts out = inside_->keep(lift, inside_->states[lift]);
    inside_->classify_all(lift, out.trapped, nullptr);
    out.state = snapshot<CountRow>(inside_->states[lift]);
    return out;
}

KeptCounts CountStudy::standing(LiftIndex lift) const {
    KeptCounts out = inside_->keep(lift, inside_->standing(lift));
    inside_->classify_all(lift, out.trapped, nullptr);
    return out;
}

LiftCounts CountStudy::of(LiftIndex lift) const {
    const CountRow::State state = inside_->standing(lift);
    LiftCounts out{.kept = inside_->keep(lift, state),
                   .drifts = drifts_of(CountRow::state_of<DeviceTotals>(state)),
                   .rope = {}};
    inside_->classify_all(lift, out.kept.trapped, nullptr);
    out.rope = inside_->rope_use(lift, out.kept.crossed);
    return out;
}

std::vector<CountRemark> CountStudy::remarks() const {
    std::vector<CountRemark> out = inside_->remarks;
    std::set<LiftIndex> classified;
    for (const BusinessRecord& record : inside_->classifications) classified.insert(record.lift);
    for (const LiftIndex lift : classified) {
        std::vector<Trapped> trapped = inside_->books[lift].trapped;
        inside_->classify_all(lift, trapped, &out);
    }
    std::stable_sort(out.begin(), out.end(), [](const CountRemark& a, const CountRemark& b) {
        return std::tie(a.time, a.lift) < std::tie(b.time, b.lift);
    });
    return out;
}

Time CountStudy::newest() const noexcept {
    Time out = never;
    for (LiftIndex lift = 0; lift < inside_->lifts.size(); ++lift) {
        out = std::max(out, inside_->last_heard(lift, inside_->states[lift]));
    }
    return out;
}

std::span<const Lift> CountStudy::lifts() const noexcept { return inside_->lifts; }
std::uint64_t CountStudy::observations() const noexcept { return inside_->observations; }
std::uint64_t CountStudy::strangers() const noexcept { return inside_->strangers; }
std::uint64_t CountStudy::counted_before() const noexcept { return inside_->counted_before; }

}  // namespace hoistway
