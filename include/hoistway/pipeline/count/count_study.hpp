// SPDX-License-Identifier: Apache-2.0
//
// All that is counted of lifts, on a row of its own: the counters of the policies, what their
// doors, safety chain and noise went through, the device's own totals beside ours, the bends of
// their ropes, and which entrapments were real.
//
//     CountStudy study{registry.lifts()};
//     study.resume(kept.lifts, CountFeed::goes_on);   // where an earlier session stopped
//     study.add(records);                             // visits, new ropes, answers, mutes
//     study.process(batch);                           // as often as there are observations
//     study.of(7).drifts;  study.remarks();
//
// It is apart from the standard row because it costs every lift 1.5 KB and 32 bytes a day, and
// every record a way through all stages (a total is news in itself), which a nation that waits for
// alarms need not pay.
//
// Nothing is counted at the end of a log that the next record could still deny, so stopping is
// harmless anywhere: keep() and resume() go on to the same sums, to the unit. What was counted once
// is not counted again: see CountFeed. A visit before the lift was installed, two at once, ropes
// that are said to have been replaced after the count has gone past that, and a classification of
// no entrapment, or of one that was classified otherwise, are remarks and change nothing. A visit
// that is told after the count has gone past it is a remark and sets back by whole days. Records of
// a lift have to come in order of time. The lifts have to outlive it. One thread. Compiled: link
// hoistway::hoistway.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "hoistway/model/business.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/upkeep/count/use_counters.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/device_totals.hpp"
#include "hoistway/upkeep/rope/bends.hpp"

namespace hoistway {

// An entrapment as it was raised, and what the rescuer says of it.
struct Trapped {
    Time event{};
    AlarmVerdict verdict{};

    friend bool operator==(const Trapped&, const Trapped&) = default;
};

// What one day at +08:00 has added to the counts of a lift; a run belongs to the day it ended on.
struct DayCounts {
    Date day{};
    std::uint32_t runs = 0, door_cycles = 0, rope_bends = 0;
    std::int64_t run_time_ms = 0, distance_mm = 0;

    friend bool operator==(const DayCounts&, const DayCounts&) = default;
};

// So many of the newest days are kept, and all since the last visit [default: a quarter's].
inline constexpr int days_kept = 92;

// What outlives the process of one lift.
struct KeptCounts {
    LiftIndex lift = no_lift;
    Time first_heard = never, last_heard = never;
    std::uint64_t observations = 0;  // that were given, refused ones included
    Time since = never;              // the last visit, or the first word
    Counts counts, since_visit;
    UseCounts use;
    std::array<TotalState, device_triggers.size()> device{};
    GapCrossings crossed;          // since the ropes were put on, as far as anybody told
    std::uint64_t ropes_bent = 0;  // by the rule of the notice, likewise
    Time ropes_since = never;      // when they were replaced
    std::vector<Trapped> trapped;
    std::vector<DayCounts> days;     // in order, none on which nothing was counted
    std::vector<std::byte> state{};  // a run or a cycle under way; empty where it is not known

    std::uint64_t classified(AlarmVerdict verdict) const noexcept {
        std::uint64_t sum = 0;
        for (const Trapped& each : trapped) sum += each.verdict == verdict ? 1U : 0U;
        return sum;
    }
};

// The element of the ropes that was bent most, where the papers tell reeving and heights.
struct RopeUse {
    WorstElement worst;
    std::string_view missing{};  // "reeving" or "floors": then there is no answer
};

struct LiftCounts {
    KeptCounts kept;  // visits that are waiting for the next record taken in
    std::vector<Drift> drifts;
    RopeUse rope;
};

enum class CountDoubt : std::uint8_t {
    total_wrapped,
    total_reset,
    total_replaced,
    visit_before_installation,
    two_visits_at_once,
    visit_told_late,
    no_such_entrapment,
    classified_otherwise,
    state_lost,
    replacement_told_late,
};

// About a visit that sets nothing back.
constexpr bool is_about_visit(CountDoubt doubt) noexcept {
    return doubt == CountDoubt::visit_before_installation ||
           doubt == CountDoubt::two_visits_at_once;
}

template <>
struct Words<CountDoubt> {
    static constexpr std::array<std::string_view, 10> list{
        "total_wrapped",      "total_reset",
        "total_replaced",     "visit_before_installation",
        "two_visits_at_once", "visit_told_late",
        "no_such_entrapment", "classified_otherwise",
        "state_lost",         "replacement_told_late"};
};

// Something that a person has to look at.
struct CountRemark {
    LiftIndex lift = no_lift;
    Time time{};
    CountDoubt doubt{};
    Text sentence;
};

// Where the observations begin that are given after resume(): behind those that were counted, and
// then an older one is passed over, also where a clock was put back just then; or where they began
// before, and then as many of each lift are passed over.
enum class CountFeed : std::uint8_t { goes_on, from_beginning };

struct CountStudyOptions {
    Duration silence = std::chrono::minutes{6};  // as in PictureOptions
};

class CountStudy {
 public:
    explicit CountStudy(std::span<const Lift> lifts, CountStudyOptions options = {});
    ~CountStudy();
    CountStudy(const CountStudy&) = delete;
    CountStudy& operator=(const CountStudy&) = delete;
    CountStudy(CountStudy&&) noexcept;
    CountStudy& operator=(CountStudy&&) noexcept;

    // Takes up what was kept, before any record or observation. A state that this version does not
    // read is a remark: the sums go on, a run that was under way is lost.
    void resume(std::span<const KeptCounts> kept, CountFeed feed);

    // Visits, replaced ropes, answers from cars, mutes and classifications of entrapments; all of
    // them before the observations. What resume() has heard of is not heard again.
    void add(std::span<const BusinessRecord> records);
    void process(std::span<const Observation> batch);

    LiftCounts of(LiftIndex lift) const;
    KeptCounts standing(LiftIndex lift) const;  // as in of(), without a state to go on from
    KeptCounts keep(LiftIndex lift) const;      // to go on from, as it stands
    std::vector<CountRemark> remarks() const;

    std::span<const Lift> lifts() const noexcept;
    Time newest() const noexcept;  // the newest word of all; never where nothing was counted
    std::uint64_t observations() const noexcept;  // that were given, strangers not included
    std::uint64_t strangers() const noexcept;     // observations of lifts that are not here
    std::uint64_t counted_before()
        const noexcept;  // passed over, because they were counted already

 private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace hoistway
