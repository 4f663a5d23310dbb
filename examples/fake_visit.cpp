// SPDX-License-Identifier: Apache-2.0
/*
    fake_visit: one visit that took place, and one that was only recorded.
    Both have all their scans, in order and in time. The lift knows better.

    Shows:      VisitWitness, judge_presence, find_conflicts, sentence_of
    Try first:  quickstart
    Run:        fake_visit
*/
#include <cstdio>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
using namespace hoistway;
using namespace std::chrono_literals;

SiteVisit record(std::string id, LiftIndex lift, Time begun) {
    SiteVisit visit{.id = std::move(id),
                    .lift = lift,
                    .kind = VisitKind::half_month,
                    .worker = "w-17",
                    .begun = begun,
                    .ended = begun + 30min};
    visit.scans = {{.time = begun + 1min, .place = ScanPlace::car, .lift = lift},
                   {.time = begun + 9min, .place = ScanPlace::pit, .lift = lift},
                   {.time = begun + 20min, .place = ScanPlace::machine_room, .lift = lift}};
    return visit;
}

int main() {
    const Time nine = *parse_time("2026-03-02T09:00:00+08:00");
    const std::vector<SiteVisit> visits{record("morning", 0, nine),
                                        record("evening", 1, nine + 35min)};
    const LiftPlaces places{GeoPoint{38.05, 114.48}, GeoPoint{38.15, 114.48}};  // 11 km apart

    // What the boxes of both lifts said meanwhile, each minute.
    VisitWitness witness(visits, 2);
    for (int minute = 0; minute < 90; ++minute) {
        for (LiftIndex lift = 0; lift < 2; ++lift) {
            Observation seen{.time = nine + minute * 1min, .lift = lift};
            seen.mode = lift == 0 && minute > 2 && minute < 25 ? Mode::inspection : Mode::normal;
            seen.motion = minute % 2 == 0 ? Motion::stopped : Motion::running;
            witness.on(seen);
        }
    }

    const VisitRules rules = default_visit_rules();
    const auto conflicts = find_conflicts(visits, places, rules.presence);
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const PresenceQuestion question{.place = places[i], .digest = &witness.digests()[i]};
        PresenceVerdict verdict = judge_presence(visits[i], question, rules.presence);
        std::printf("%s: %s\n", visits[i].id.c_str(), sentence_of(verdict, Language::en).c_str());
        for (const PresenceReason& reason : conflicts[i]) {
            std::printf("    but %s\n", sentence_of(reason, Language::en).c_str());
        }
    }
}
