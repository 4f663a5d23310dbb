// SPDX-License-Identifier: Apache-2.0
//
// Was somebody there? A visit's record against its tags, its place, what the lift saw, the time it
// took and the list it had to go through.
//
//     PresenceQuestion question{.lift = lift, .list = &list, .digest = &digest};
//     const PresenceVerdict verdict = judge_presence(visit, question, limits);
//     verdict.presence;            // Presence::doubtful
//     verdict.reasons.front();     // too_short: seen 12 min, limit 20 min
//
// Proven: nothing speaks against it, and a second witness beside the tags (the lift's own sensors
// or a position) speaks for it: tags can be copied. Refuted: it cannot have been as recorded.
// Doubtful: anything between, for a person to look into; a doubt is no accusation. Reasons come
// with what was seen and what was allowed. Limits are data (visit_json.hpp); sources there. Linear
// time.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/model/lift.hpp"
#include "hoistway/upkeep/visit/site_visit.hpp"
#include "hoistway/upkeep/visit/witness.hpp"

namespace hoistway {

enum class Presence : std::uint8_t { proven, doubtful, refuted };

template <>
struct Words<Presence> {
    static constexpr std::array<std::string_view, 3> list{"proven", "doubtful", "refuted"};
};

enum class PresenceDoubt : std::uint8_t {
    // These refute: it cannot have been.
    before_installation,
    ends_before_it_begins,
    far_away,
    impossible_travel,
    // These doubt.
    no_times,
    too_short,
    too_long,
    scan_missing,
    scan_out_of_order,
    scan_outside_visit,
    scan_of_other_lift,
    scans_too_close,
    beside_the_place,
    other_floor,
    no_inspection_mode,
    no_second_witness,
    items_missing,
    item_not_on_list,
    no_worker,
    worker_at_two_lifts,
    two_visits_at_once,
};

template <>
struct Words<PresenceDoubt> {
    static constexpr std::array<std::string_view, 21> list{"before_installation",
                                                           "ends_before_it_begins",
                                                           "far_away",
                                                           "impossible_travel",
                                                           "no_times",
                                                           "too_short",
                                                           "too_long",
                                                           "scan_missing",
                                                           "scan_out_of_order",
                                                           "scan_outside_visit",
                                                           "scan_of_other_lift",
                                                           "scans_too_close",
                                                           "beside_the_place",
                                                           "other_floor",
                                                           "no_inspection_mode",
                                                           "no_second_witness",
                                                           "items_missing",
                                                           "item_not_on_list",
                                                           "no_worker",
                                                           "worker_at_two_lifts",
                                                           "two_visits_at_once"};
};

constexpr bool refutes(PresenceDoubt doubt) noexcept {
    return doubt <= PresenceDoubt::impossible_travel;
}

// Times in minutes or seconds, distances in metres, as each name of PresenceLimits says.
struct PresenceReason {
    PresenceDoubt doubt{};
    double seen = 0, limit = 0;
    std::string about{};  // a place, an item, the id of another visit

    friend bool operator==(const PresenceReason&, const PresenceReason&) = default;
};

struct PresenceVerdict {
    Presence presence{};
    std::vector<PresenceReason> reasons{};
};

// All [default] unless the rules in use say otherwise.
struct PresenceLimits {
    std::array<double, 5> least_minutes{20, 30, 45, 60, 20};  // by VisitKind
    double most_hours = 12;    // longer, and somebody forgot to end it
    double scan_slack_s = 60;  // a scan may lie so far outside of the visit
    double scan_gap_s = 60;    // least time from one place of the lift to another
    double near_m = 150;       // a position so near is at the lift; its accuracy comes on top
    double far_m = 2000;       // one so far, its accuracy taken off, refutes
    double inspection_s = 30;  // least time in inspection mode
    double heard_share = 0.5;  // of the visit, for the box to be a witness
    double travel_near_m =
        300;  // closer lifts may be visited at once, as those of one machine room
    double travel_most_km_h = 120;  // on the great circle; the limit of motorways in China
    std::vector<ScanPlace> scans{ScanPlace::car, ScanPlace::pit, ScanPlace::machine_room};
};

// What is known about the place of a visit; what is not known is not judged.
struct PresenceQuestion {
    const Lift* lift = nullptr;  // its papers
    std::optional<GeoPoint> place{};
    const VisitList* list = nullptr;
    const SiteDigest* digest = nullptr;
};

inline Presence conclude(const std::vector<PresenceReason>& reasons) noexcept {
    Presence presence = Presence::proven;
    for (const PresenceReason& reason : reasons) {
        presence =
            std::max(presence, refutes(reason.doubt) ? Presence::refuted : Presence::doubtful);
    }
    return presence;
}

namespace detail {

class PresenceJudge {
 public:
    PresenceJudge(const SiteVisit& visit, const PresenceQuestion& question,
                  const PresenceLimits& limits)
        : visit_(visit), question_(question), limits_(limits) {}

    std::vector<PresenceReason> reasons() {
        judge_times();
        judge_scans();
        judge_scan_times();
        judge_position();
        judge_sensors();
        judge_items();
        if (visit_.worker.empty()) doubt(PresenceDoubt::no_worker);
        if (!second_witness_) doubt(PresenceDoubt::no_second_witness);
        return std::move(reasons_);
    }

 private:
    static double seconds(Duration duration) noexcept {
        return static_cast<double>(duration.count()) / 1000;
    }

    void doubt(PresenceDoubt what, double seen = 0, double limit = 0, std::string about = {}) {
        reasons_.push_back({what, seen, limit, std::move(about)});
    }

    void judge_times() {
        const TimeSpan span = visit_.span();
        if (question_.lift != nullptr && question_.lift->installed) {
            const std::chrono::sys_days day{date_of(span.from)};
            const std::chrono::sys_days installed{*question_.lift->installed};
            if (day < installed) {
                const auto days = (installed - day).count();
                doubt(PresenceDoubt::before_installation, static_cast<double>(days));
            }
        }
        if (!visit_.begun || !visit_.ended) return doubt(PresenceDoubt::no_times);
        if (span.to < span.from) return doubt(PresenceDoubt::ends_before_it_begins);
        const double minutes = seconds(span.to - span.from) / 60;
        const double least = limits_.least_minutes[static_cast<std::size_t>(visit_.kind)];
        if (minutes < least) doubt(PresenceDoubt::too_short, minutes, least);
        const double most = limits_.most_hours * 60;
        if (minutes > most) doubt(PresenceDoubt::too_long, minutes, most);
    }

    // Each place has to be there, the first scan of each in the order of the list.
    void judge_scans() {
        Time before = never;
        for (const ScanPlace place : limits_.scans) {
            const auto found = std::find_if(visit_.scans.begin(), visit_.scans.end(),
                                            [&](const Scan& s) { return s.place == place; });
            const std::string name(to_text(place));
            if (found == visit_.scans.end()) {
                doubt(PresenceDoubt::scan_missing, 0, 0, name);
                continue;
            }
            if (found->time < before) {
                doubt(PresenceDoubt::scan_out_of_order, seconds(before - found->time), 0, name);
            }
            before = std::max(before, found->time);
        }
    }

    void judge_scan_times() {
        const TimeSpan span = visit_.span();
        for (std::size_t i = 0; i < visit_.scans.size(); ++i) {
            const Scan& scan = visit_.scans[i];
            const std::string name(to_text(scan.place));
            if (scan.lift != visit_.lift) doubt(PresenceDoubt::scan_of_other_lift, 0, 0, name);
            const double outside =
                seconds(std::max({span.from - scan.time, scan.time - span.to, Duration{0}}));
            if (visit_.begun && visit_.ended && outside > limits_.scan_slack_s) {
                doubt(PresenceDoubt::scan_outside_visit, outside, limits_.scan_slack_s, name);
            }
            if (i == 0 || visit_.scans[i - 1].place == scan.place) continue;
            const double gap = std::abs(seconds(scan.time - visit_.scans[i - 1].time));
            if (gap < limits_.scan_gap_s) {
                doubt(PresenceDoubt::scans_too_close, gap, limits_.scan_gap_s, name);
            }
        }
    }

    void judge_position() {
        if (!question_.place) return;
        judge_fix(visit_.fix, {});
        for (const Scan& scan : visit_.scans) judge_fix(scan.fix, std::string(to_text(scan.place)));
    }

    // Once the nearest the fix allows is too far, it is beside; once that is very far, elsewhere.
    void judge_fix(const std::optional<GeoFix>& fix, std::string about) {
        if (!fix || fix->datum != Datum::wgs84) return;
        const double away = distance_m(fix->at, *question_.place);
        const double at_least = away - fix->accuracy;
        if (at_least > limits_.far_m) {
            doubt(PresenceDoubt::far_away, away, limits_.far_m, std::move(about));
        } else if (at_least > limits_.near_m) {
            doubt(PresenceDoubt::beside_the_place, away, limits_.near_m, std::move(about));
        } else if (fix->accuracy <= limits_.near_m) {
            second_witness_ = true;
        }
    }

    void judge_sensors() {
        const SiteDigest* const digest = question_.digest;
        const Duration length = visit_.span().to - visit_.span().from;
        if (digest == nullptr || length <= Duration{0}) return;
        judge_floors(*digest);
        const double share = seconds(digest->heard) / seconds(length);
        if (share < limits_.heard_share || digest->mode_words == 0) return;
        const double inspection = seconds(digest->inspection);
        if (inspection >= limits_.inspection_s) {
            second_witness_ = true;
            return;
        }
        doubt(PresenceDoubt::no_inspection_mode, inspection, limits_.inspection_s,
              std::to_string(digest->normal_runs));
    }

    // Only where the worker says a floor and the lift was heard.
    void judge_floors(const SiteDigest& digest) {
        const std::size_t count = std::min(digest.floor_at_scan.size(), visit_.scans.size());
        for (std::size_t i = 0; i < count; ++i) {
            const std::int16_t said = visit_.scans[i].floor, seen = digest.floor_at_scan[i];
            if (said == no_floor || seen == no_floor || said == seen) continue;
            doubt(PresenceDoubt::other_floor, seen, said,
                  std::string(to_text(visit_.scans[i].place)));
        }
    }

    // Where the texts of the list are not known, the number of answers is all there is to see.
    void judge_items() {
        const VisitList* const list = question_.list;
        if (list == nullptr || list->count == 0) return;
        std::vector<std::string_view> answered;
        for (const ItemAnswer& answer : visit_.items) {
            const bool foreign = list->known() && list->find(answer.item) == nullptr &&
                                 !is_of_checklist(*list, answer.item);
            if (foreign) doubt(PresenceDoubt::item_not_on_list, 0, 0, answer.item);
            const bool counts = !list->known() || list->find(answer.item) != nullptr;
            if (counts) answered.push_back(answer.item);
        }
        std::sort(answered.begin(), answered.end());
        answered.erase(std::unique(answered.begin(), answered.end()), answered.end());
        if (answered.size() >= list->count) return;
        doubt(PresenceDoubt::items_missing, static_cast<double>(answered.size()),
              static_cast<double>(list->count));
    }

    // More than the list asks for is no fault.
    static bool is_of_checklist(const VisitList& list, std::string_view code) {
        return checklist_for(*list.checklist, VisitKind::year).find(code) != nullptr;
    }

    const SiteVisit& visit_;
    const PresenceQuestion& question_;
    const PresenceLimits& limits_;
    std::vector<PresenceReason> reasons_;
    bool second_witness_ = false;
};

}  // namespace detail

// What speaks against one visit taken by itself; those between visits: conflicts.hpp.
inline PresenceVerdict judge_presence(const SiteVisit& visit, const PresenceQuestion& question,
                                      const PresenceLimits& limits) {
    PresenceVerdict verdict;
    verdict.reasons = detail::PresenceJudge(visit, question, limits).reasons();
    verdict.presence = conclude(verdict.reasons);
    return verdict;
}

}  // namespace hoistway
