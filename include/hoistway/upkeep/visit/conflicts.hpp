// SPDX-License-Identifier: Apache-2.0
//
// Visits that cannot stand beside each other: one worker at two lifts at once, or sooner at the
// next lift than any road allows; two visits of one lift at the same time.
//
//     const auto reasons = find_conflicts(visits, places, limits);
//     reasons[i];   // what visit i has against it, each naming the other visit
//
// Both visits of a pair are told, for nobody can know which of them is the true one. Lifts nearer
// to each other than `travel_near_m` may be looked after together, as those of one machine room
// are: that doubts, and does not refute. A travel is judged from each visit to the worker's next
// one; where a place is not known, it is not judged. Time: n log n, and the pairs that overlap.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/upkeep/visit/presence.hpp"

namespace hoistway {

// Where each lift stands, by its index; shorter than the registry where nobody knows.
using LiftPlaces = std::vector<std::optional<GeoPoint>>;

namespace detail {

class ConflictSearch {
 public:
    ConflictSearch(std::span<const SiteVisit> visits, const LiftPlaces& places,
                   const PresenceLimits& limits)
        : visits_(visits), places_(places), limits_(limits), reasons_(visits.size()) {}

    std::vector<std::vector<PresenceReason>> find() {
        compare_neighbours(
            [](const SiteVisit& a, const SiteVisit& b) { return a.worker < b.worker; },
            [this](std::size_t a, std::size_t b) { compare_of_worker(a, b); });
        compare_neighbours([](const SiteVisit& a, const SiteVisit& b) { return a.lift < b.lift; },
                           [this](std::size_t a, std::size_t b) { compare_of_lift(a, b); });
        return std::move(reasons_);
    }

 private:
    // Within each group, every visit with those that overlap it and the first one after.
    template <class Less, class Compare>
    void compare_neighbours(Less less, Compare compare) {
        const std::vector<std::size_t> order = order_by(less);
        for (std::size_t i = 0; i < order.size(); ++i) {
            const SiteVisit& one = visits_[order[i]];
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                if (less(one, visits_[order[j]])) break;
                compare(order[i], order[j]);
                if (visits_[order[j]].span().from >= one.span().to) break;
            }
        }
    }

    // Visits with a begin and an end, by group and then by their begin.
    template <class Less>
    std::vector<std::size_t> order_by(Less less) const {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < visits_.size(); ++i) {
            const SiteVisit& visit = visits_[i];
            if (visit.begun && visit.ended && *visit.begun <= *visit.ended) order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (less(visits_[a], visits_[b])) return true;
            if (less(visits_[b], visits_[a])) return false;
            return *visits_[a].begun < *visits_[b].begun;
        });
        return order;
    }

    // `b` begins no earlier than `a`.
    void compare_of_worker(std::size_t a, std::size_t b) {
        const SiteVisit &one = visits_[a], &other = visits_[b];
        if (one.worker.empty() || one.lift == other.lift) return;
        const Duration between = other.span().from - one.span().to;
        const std::optional<double> away = distance(one, other);
        const bool near = away && *away <= limits_.travel_near_m;
        if (away && !near && between < needed(*away)) {
            return tell(a, b, PresenceDoubt::impossible_travel, speed(*away, between),
                        limits_.travel_most_km_h);
        }
        const Duration shared = overlap(one, other);
        if (shared <= Duration{0}) return;
        tell(a, b, PresenceDoubt::worker_at_two_lifts, static_cast<double>(shared.count()) / 60000,
             0);
    }

    void compare_of_lift(std::size_t a, std::size_t b) {
        const Duration shared = overlap(visits_[a], visits_[b]);
        if (shared <= Duration{0}) return;
        tell(a, b, PresenceDoubt::two_visits_at_once, static_cast<double>(shared.count()) / 60000,
             0);
    }

    static Duration overlap(const SiteVisit& a, const SiteVisit& b) noexcept {
        return std::min(a.span().to, b.span().to) - std::max(a.span().from, b.span().from);
    }

    Duration needed(double metres) const noexcept {
        return Duration{static_cast<std::int64_t>(metres * 3600 / limits_.travel_most_km_h)};
    }

    // km/h; 0 where there was no time at all, which no speed makes up for.
    static double speed(double metres, Duration time) noexcept {
        if (time <= Duration{0}) return 0;
        return metres * 3600 / static_cast<double>(time.count());
    }

    // Where the lift is known to stand, or else where the visit's own receiver says it was.
    std::optional<GeoPoint> place_of(const SiteVisit& visit) const noexcept {
        if (visit.lift < places_.size() && places_[visit.lift]) return places_[visit.lift];
        if (visit.fix && visit.fix->datum == Datum::wgs84) return visit.fix->at;
        return std::nullopt;
    }

    std::optional<double> distance(const SiteVisit& a, const SiteVisit& b) const noexcept {
        const auto from = place_of(a), to = place_of(b);
        if (!from || !to) return std::nullopt;
        return distance_m(*from, *to);
    }

    void tell(std::size_t a, std::size_t b, PresenceDoubt doubt, double seen, double limit) {
        reasons_[a].push_back({doubt, seen, limit, visits_[b].id});
        reasons_[b].push_back({doubt, seen, limit, visits_[a].id});
    }

    std::span<const SiteVisit> visits_;
    const LiftPlaces& places_;
    const PresenceLimits& limits_;
    std::vector<std::vector<PresenceReason>> reasons_;
};

}  // namespace detail

inline std::vector<std::vector<PresenceReason>> find_conflicts(std::span<const SiteVisit> visits,
                                                               const LiftPlaces& places,
                                                               const PresenceLimits& limits) {
    return detail::ConflictSearch(visits, places, limits).find();
}

}  // namespace hoistway
