// SPDX-License-Identifier: Apache-2.0
//
// A log of observations, from beginning to end: everything found in it, kept for whoever asks.
//
//     Analysis analysis{registry.lifts(), policy};
//     analysis.add(file.records);   // what people did and said, before the observations after it
//     analysis.process(batch);      // as often as there are observations
//     analysis.finish();            // time passes up to the newest record
//     for (const Event& event : analysis.events()) ...
//     analysis.due({.at = date});
//
// The program, the Python package and the reports all go through here, so that the same input
// gives the same bytes from each. Events are in order of time, then lift, then kind, whatever the
// order in which lifts were mixed. Memory grows with what was found and with the days of each
// lift, not with the observations. Lifts and policy have to outlive it. Figures are whole after
// finish(). One thread at a time, but for the shares of a batch. Compiled: link hoistway::hoistway.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "hoistway/model/business.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/upkeep/count/odd_visits.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

struct RuleLimits;

struct AnalysisOptions {
    Duration silence = std::chrono::minutes{6};  // as in PictureOptions
    // The numbers of all rules, with a silence of their own; wanted while the analysis is made.
    const RuleLimits* limits = nullptr;
    Time until = Time::max();  // the log ends here; what is later is passed over and counted
    std::uint32_t shares = 1;  // so many threads may process a batch at the same time
};

// Records that could not be used, or only in part, by the reason of it.
struct UnusedRecords {
    std::array<std::uint64_t, refused_reasons> by_reason{};  // by Refused
    std::uint64_t clock_steps = 0;  // clocks that had been ahead and were put back

    std::uint64_t of(Refused why) const noexcept {
        return by_reason[static_cast<std::size_t>(why)];
    }
};

// A lift as one analysis left it, for another to go on from: pipeline/files/state_log.hpp.
struct KeptLift {
    LiftIndex lift = no_lift;
    Time first_heard = never;
    Time until = never;  // time had passed up to here
    std::vector<std::byte> state{};
};

// What is known of one lift's device and of its work.
struct LiftRecord {
    Time first_heard = never;
    Time last_heard = never;
    std::uint32_t late = 0;  // records refused because a newer one came first
    std::uint16_t said = 0;  // bits of Signal
    Counts counts;           // since the first record
    Time since = never;      // the last visit, or the first word where there was none
    Counts since_visit;
    Date first_day{};  // of runs_by_day
    std::vector<std::uint32_t> runs_by_day;
};

// The runs of all lifts on one day at +08:00, by the hour in which they ended.
struct DayRuns {
    Date day{};
    std::array<std::uint64_t, 24> by_hour{};
};

class Analysis {
 public:
    Analysis(std::span<const Lift> lifts, const Policy& policy, AnalysisOptions options = {});
    ~Analysis();
    Analysis(const Analysis&) = delete;
    Analysis& operator=(const Analysis&) = delete;
    Analysis(Analysis&&) noexcept;
    Analysis& operator=(Analysis&&) noexcept;

    // Before anything else: lifts as another analysis of the same policy kept them. What was said
    // and done up to then is not heard again. Given back are the lifts whose state is of another
    // version; they begin anew. Runs by day are those of this analysis.
    std::vector<LiftIndex> resume(std::span<const KeptLift> kept);
    KeptLift keep(LiftIndex lift) const;  // after finish()

    void process(std::span<const Observation> batch);

    // One share of the lifts of a batch: so many threads at a time as the options say, each with
    // another number, all with the same batch or each with what was dealt to it (Deal). All shares
    // have to be over before the next batch begins. What comes of it is the same, to the byte, as
    // on one thread.
    void process(std::span<const Observation> batch, Share share);

    // All that records.jsonl tells of visits, false alarms, answers and mutes. Given back are the
    // visits that cannot be (upkeep/count/odd_visits.hpp), which are left out. What follows takes
    // one at a time.
    std::vector<OddVisit> add(std::span<const BusinessRecord> records);

    // A visit takes its place in its lift's time; in any order, but before later observations.
    void add(const Visit& visit);

    // The entrapment it names counts for no limit of the policy. One of a kind for each event, in
    // any order, before the observations of the event; as with visits, none from `until` on.
    void dismiss(const FalseAlarm& alarm);

    // A word of people likewise; one that is later than all observations is counted as beyond the
    // end, and not used.
    void hear(const VoiceAnswer& answer);
    void hear(const Mute& mute);

    // Ends the log: every lift lives on to the time of the newest record of all. Once is enough.
    void finish();

    std::span<const Event> events() const noexcept;  // in order after finish()
    std::span<const Gap> gaps() const noexcept;      // over gaps that have ended, in order likewise
    std::vector<FalseAlarm> unheard_alarms() const;  // false alarms of entrapments never raised
    std::vector<DueItem> due(const DueQuestion& query) const;
    LiftRecord record(LiftIndex lift) const;
    std::span<const DayRuns> days() const noexcept;  // without holes, from the first run's day

    std::span<const Lift> lifts() const noexcept;
    const Policy& policy() const noexcept;
    Duration silence() const noexcept;
    std::uint64_t observations() const noexcept;
    std::uint64_t strangers() const noexcept;   // observations of lifts that are not here
    std::uint64_t beyond_end() const noexcept;  // observations later than `until`, and words
    UnusedRecords unused() const noexcept;
    std::uint32_t shares() const noexcept;
    Time oldest() const noexcept;  // `never` before the first record
    Time newest() const noexcept;

 private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// The events as an event log, one JSON line each: the same bytes from C++, Python and the program.
std::string to_event_log(const Analysis& analysis);

// The due items of all lifts as a due list, one JSON line each, earliest first.
std::string to_due_log(const Analysis& analysis, const DueQuestion& query);

}  // namespace hoistway
