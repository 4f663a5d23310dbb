// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/presence.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::minutes;
using std::chrono::seconds;

static const Time nine = *parse_time("2026-03-02T09:00:00+08:00");
static const GeoPoint site{38.05, 114.48};

// Two items to answer, and all that makes a visit a good one.
struct Scene {
    Checklist checklist;
    Lift lift{.key = "A-1", .installed = *parse_date("2015-06-01")};
    SiteDigest digest{.heard = minutes{40}, .inspection = minutes{10}, .mode_words = 5};
    PresenceLimits limits{};
    std::optional<GeoPoint> place = site;
    SiteVisit visit{.id = "v-1", .lift = 0, .kind = VisitKind::half_month, .worker = "w-1"};

    Scene() {
        checklist.tables[0].count = 2;
        checklist.tables[0].items = {{.code = "A-1-1"}, {.code = "A-1-2"}};
        checklist.tables[1].count = 1;
        checklist.tables[1].items = {{.code = "A-2-1"}};
        visit.begun = nine;
        visit.ended = nine + minutes{40};
        visit.fix = GeoFix{site, 20};
        visit.scans = {{.time = nine + minutes{1}, .place = ScanPlace::car, .lift = 0, .floor = 1},
                       {.time = nine + minutes{9}, .place = ScanPlace::pit, .lift = 0},
                       {.time = nine + minutes{30}, .place = ScanPlace::machine_room, .lift = 0}};
        visit.items = {{"A-1-1", ItemVerdict::ok}, {"A-1-2", ItemVerdict::mended}};
        digest.floor_at_scan = {1, no_floor, 12};
    }

    PresenceVerdict judge() const {
        const VisitList list = checklist_for(checklist, visit.kind);
        return judge_presence(
            visit, {.lift = &lift, .place = place, .list = &list, .digest = &digest}, limits);
    }

    // "too_short 12/20 car; ..."
    std::string told() const {
        std::string out;
        for (const PresenceReason& reason : judge().reasons) {
            const auto number = [](double value) {
                return std::to_string(static_cast<long>(value));
            };
            out += out.empty() ? "" : "; ";
            out += std::string(to_text(reason.doubt)) + ' ' + number(reason.seen) + '/' +
                   number(reason.limit) + (reason.about.empty() ? "" : " " + reason.about);
        }
        return out;
    }
};

TEST_CASE("a visit against which nothing speaks is proven") {
    const Scene scene;
    CHECK(scene.told() == "");
    CHECK(scene.judge().presence == Presence::proven);
}

TEST_CASE("each thing that is wrong with a visit is told with what was seen and what is allowed") {
    struct Case {
        std::string_view told;
        Presence presence;
        std::function<void(Scene&)> spoil;
    };
    using enum Presence;
    const Case cases[] = {
        {"before_installation 1/0", refuted,
         [](Scene& s) { s.lift.installed = *parse_date("2026-03-03"); }},
        {"ends_before_it_begins 0/0", refuted,
         [](Scene& s) {
             s.visit.ended = nine - minutes{1};
             s.visit.scans.clear();
             s.limits.scans.clear();
         }},
        {"no_times 0/0; no_second_witness 0/0", doubtful,
         [](Scene& s) {
             s.visit.begun.reset();
             s.visit.ended.reset();
             s.visit.time = nine;
             s.visit.fix.reset();
         }},
        {"too_short 19/20", doubtful,
         [](Scene& s) {
             s.visit.ended = nine + minutes{19} + seconds{59};
             s.visit.scans[2].time = nine + minutes{19};
         }},
        {"too_long 721/720", doubtful,
         [](Scene& s) {
             s.visit.ended = nine + minutes{721};
             s.digest.heard = minutes{700};
         }},
        {"scan_missing 0/0 pit", doubtful,
         [](Scene& s) {
             s.visit.scans.erase(s.visit.scans.begin() + 1);
             s.digest.floor_at_scan = {1, 12};
         }},
        {"scan_out_of_order 60/0 pit", doubtful, [](Scene& s) { s.visit.scans[1].time = nine; }},
        {"scan_outside_visit 61/60 machine_room", doubtful,
         [](Scene& s) { s.visit.scans[2].time = *s.visit.ended + seconds{61}; }},
        {"scan_of_other_lift 0/0 pit", doubtful, [](Scene& s) { s.visit.scans[1].lift = 3; }},
        {"scans_too_close 59/60 pit", doubtful,
         [](Scene& s) { s.visit.scans[1].time = s.visit.scans[0].time + seconds{59}; }},
        {"beside_the_place 1111/150", doubtful, [](Scene& s) { s.visit.fix->at.latitude += 0.01; }},
        {"far_away 11119/2000", refuted, [](Scene& s) { s.visit.fix->at.latitude += 0.1; }},
        {"far_away 11119/2000 pit", refuted,
         [](Scene& s) {
             s.visit.scans[1].fix = GeoFix{{38.15, 114.48}, 10};
         }},
        {"other_floor 7/1 car", doubtful, [](Scene& s) { s.digest.floor_at_scan[0] = 7; }},
        {"no_inspection_mode 29/30 8", doubtful,
         [](Scene& s) {
             s.digest.inspection = seconds{29};
             s.digest.normal_runs = 8;
         }},
        {"no_second_witness 0/0", doubtful,
         [](Scene& s) {
             s.visit.fix.reset();
             s.digest.heard = minutes{19};  // less than half of the visit
         }},
        {"items_missing 1/2", doubtful, [](Scene& s) { s.visit.items.pop_back(); }},
        {"items_missing 1/2", doubtful, [](Scene& s) { s.visit.items[1].item = "A-1-1"; }},
        {"item_not_on_list 0/0 A-9-9", doubtful,
         [](Scene& s) {
             s.visit.items.push_back({"A-9-9", ItemVerdict::ok});
         }},
        {"no_worker 0/0", doubtful, [](Scene& s) { s.visit.worker.clear(); }},
    };
    std::set<std::string> seen;
    for (const Case& c : cases) {
        Scene scene;
        c.spoil(scene);
        CAPTURE(c.told);
        CHECK(scene.told() == c.told);
        CHECK(scene.judge().presence == c.presence);
        for (const PresenceReason& reason : scene.judge().reasons) {
            seen.insert(std::string(to_text(reason.doubt)));
        }
    }
    // All but the three that stand between visits: conflicts_test.cpp.
    CHECK(seen.size() == Words<PresenceDoubt>::list.size() - 3);
}

TEST_CASE("what is at its limit is allowed") {
    Scene scene;
    scene.visit.ended = nine + minutes{20};
    scene.visit.scans[1].time = scene.visit.scans[0].time + seconds{60};
    scene.visit.scans[2].time = *scene.visit.ended + seconds{60};
    scene.digest.heard = minutes{10};
    scene.digest.inspection = seconds{30};
    scene.lift.installed = *parse_date("2026-03-02");
    CHECK(scene.told() == "");
}

TEST_CASE("each kind of visit has its own least time, the half-monthly one the shortest") {
    Scene scene;
    scene.checklist.tables[1].count = 0;
    scene.checklist.tables[1].items.clear();
    scene.visit.ended = nine + minutes{31};
    const std::string_view told[] = {"", "", "too_short 31/45", "too_short 31/60", ""};
    for (std::size_t kind = 0; kind < 5; ++kind) {
        scene.visit.kind = static_cast<VisitKind>(kind);
        CHECK(scene.told() == told[kind]);
    }
}

TEST_CASE("a lift that was not heard speaks against nobody") {
    Scene scene;
    scene.digest = {};
    CHECK(scene.told() == "");
    scene.digest.heard = minutes{40};  // heard, but it never says its mode
    CHECK(scene.told() == "");
}

TEST_CASE("tags alone do not prove a visit, for they can be copied") {
    Scene scene;
    scene.place.reset();
    scene.digest = {};
    CHECK(scene.told() == "no_second_witness 0/0");
}

TEST_CASE("a poor fix neither proves nor doubts, and one in another datum is not judged") {
    Scene scene;
    scene.digest = {};
    scene.visit.fix = GeoFix{{38.06, 114.48}, 1000};  // 1.1 km away, give or take 1 km
    CHECK(scene.told() == "no_second_witness 0/0");
    scene.visit.fix = GeoFix{{38.06, 114.48}, 5, Datum::gcj02};
    CHECK(scene.told() == "no_second_witness 0/0");
}

TEST_CASE("more than the list asks for is no fault") {
    Scene scene;
    scene.visit.items.push_back({"A-2-1", ItemVerdict::ok});
    CHECK(scene.told() == "");
}

TEST_CASE("of a list without texts only the number of answers can be seen") {
    Scene scene;
    scene.checklist.tables[0].items.clear();
    scene.checklist.tables[0].count = 3;
    CHECK(scene.told() == "items_missing 2/3");
    scene.visit.items.push_back({"B-1-30", ItemVerdict::ok});
    CHECK(scene.told() == "");
}

TEST_CASE("what is not known of the lift is not judged") {
    Scene scene;
    const PresenceVerdict verdict = judge_presence(scene.visit, {}, scene.limits);
    REQUIRE(verdict.reasons.size() == 1);
    CHECK(verdict.reasons[0].doubt == PresenceDoubt::no_second_witness);
}
