// SPDX-License-Identifier: Apache-2.0
//
// What the lift itself saw of its visits: was it put into inspection mode, did it go on carrying
// people, where did the car stand when a tag was scanned, was the box heard at all.
//
//     VisitWitness witness(visits, lifts.size());
//     for (const Observation& seen : log) witness.on(seen);   // each lift in order of time
//     witness.digests()[i].inspection;                        // ms in inspection mode in visit i
//
// A word holds until the next one, for six minutes at most (offline after six minutes: deployed
// edge code, domain facts 5.2); beyond that the lift was not heard, and a lift that was not heard
// says nothing against anybody. Per record: constant time and the visits open at that moment, no
// allocation. One thread.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/upkeep/visit/site_visit.hpp"

namespace hoistway {

struct WitnessOptions {
    Duration word_holds = std::chrono::minutes{6};
};

// What was seen between the beginning and the end of one visit.
struct SiteDigest {
    Duration heard{};                               // time for which the last word was still good
    Duration inspection{};                          // of that, in inspection mode
    std::uint32_t mode_words = 0, floor_words = 0;  // how often the box said them
    std::uint32_t normal_runs = 0;                  // begun outside inspection mode
    std::uint32_t inspection_runs = 0;              // begun in it
    std::vector<std::int16_t> floor_at_scan{};      // one a scan, no_floor where not heard
};

class VisitWitness {
 public:
    // Visits of lifts from `lifts` on get no digest but an empty one.
    VisitWitness(std::span<const SiteVisit> visits, std::size_t lifts, WitnessOptions options = {})
        : visits_(visits), options_(options), lifts_(lifts) {
        if (options_.word_holds <= Duration{0}) refuse("VisitWitness: word_holds must be above 0");
        digests_.resize(visits.size());
        for (std::size_t i = 0; i < visits.size(); ++i) {
            digests_[i].floor_at_scan.assign(visits[i].scans.size(), no_floor);
            if (visits[i].lift < lifts) lifts_[visits[i].lift].visits.push_back(i);
        }
        for (PerLift& own : lifts_) {
            std::stable_sort(own.visits.begin(), own.visits.end(), [&](auto a, auto b) {
                return visits_[a].span().from < visits_[b].span().from;
            });
        }
    }

    // A record older than the lift's last one is not heard.
    void on(const Observation& seen) {
        if (seen.lift >= lifts_.size() || lifts_[seen.lift].visits.empty()) return;
        PerLift& own = lifts_[seen.lift];
        if (own.heard != never && seen.time < own.heard) return;
        account(own, seen.time);
        take(own, seen);
    }

    // One a visit, in their order. The last word of each lift holds as long as it may.
    std::span<const SiteDigest> digests() {
        for (PerLift& own : lifts_) account(own, Time::max());
        return digests_;
    }

 private:
    struct PerLift {
        std::vector<std::size_t> visits;  // by their beginning
        std::size_t first = 0;            // before it, all are over
        Time heard = never;
        Time accounted = never;
        Mode mode{};
        Motion motion{};
        std::int16_t floor = no_floor;
    };

    // What held from the last word until now goes to the visits of that time.
    void account(PerLift& own, Time now) {
        if (own.heard == never) return;
        const Time until = std::min(now, own.heard + options_.word_holds);
        const TimeSpan held{std::max(own.accounted, own.heard), until};
        for_open(own, held.from, until, [&](std::size_t visit) { credit(own, visit, held); });
        own.accounted = std::max(own.accounted, until);
    }

    void credit(const PerLift& own, std::size_t visit, TimeSpan held) {
        const TimeSpan span = visits_[visit].span();
        const Time from = std::max(span.from, held.from), to = std::min(span.to, held.to);
        SiteDigest& digest = digests_[visit];
        if (from < to) digest.heard += to - from;
        if (from < to && own.mode == Mode::inspection) digest.inspection += to - from;
        const auto& scans = visits_[visit].scans;
        for (std::size_t i = 0; i < scans.size(); ++i) {
            if (held.contains(scans[i].time)) digest.floor_at_scan[i] = own.floor;
        }
    }

    // The visits that have begun by `until` and are not over at `from`; one that is over stays so.
    template <class Each>
    void for_open(PerLift& own, Time from, Time until, Each each) {
        while (own.first < own.visits.size() && end_of(own.visits[own.first]) < from) ++own.first;
        for (std::size_t i = own.first; i < own.visits.size(); ++i) {
            if (visits_[own.visits[i]].span().from > until) return;
            each(own.visits[i]);
        }
    }

    // Scans may lie outside of the visit they are recorded with.
    Time end_of(std::size_t visit) const noexcept {
        Time end = visits_[visit].span().to;
        for (const Scan& scan : visits_[visit].scans) end = std::max(end, scan.time);
        return end;
    }

    void take(PerLift& own, const Observation& seen) {
        if (own.heard != never && seen.time - own.heard > options_.word_holds) forget(own);
        const bool starts = seen.motion == Motion::running && own.motion == Motion::stopped;
        own.heard = seen.time;
        if (seen.mode != Mode::unknown) own.mode = seen.mode;
        if (seen.motion != Motion::unknown) own.motion = seen.motion;
        if (seen.floor != no_floor) own.floor = seen.floor;
        for_open(own, seen.time, seen.time, [&](std::size_t visit) {
            if (visits_[visit].span().contains(seen.time)) count(own, digests_[visit], starts);
        });
    }

    static void count(const PerLift& own, SiteDigest& digest, bool starts) noexcept {
        digest.mode_words += own.mode != Mode::unknown ? 1 : 0;
        digest.floor_words += own.floor != no_floor ? 1 : 0;
        if (starts) ++(own.mode == Mode::inspection ? digest.inspection_runs : digest.normal_runs);
    }

    static void forget(PerLift& own) noexcept {
        own.mode = Mode::unknown;
        own.motion = Motion::unknown;
        own.floor = no_floor;
    }

    std::span<const SiteVisit> visits_;
    WitnessOptions options_;
    std::vector<PerLift> lifts_;
    std::vector<SiteDigest> digests_;
};

}  // namespace hoistway
