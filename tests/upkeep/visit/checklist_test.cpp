// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/checklist.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"

using namespace hoistway;

// Domain facts 1: cumulative 31, 44, 59, 76 for traction lifts; all annexes 76, 66, 52, 63 = 257.
TEST_CASE("the items of a visit add up as the rule counts them") {
    struct Case {
        EquipmentClass equipment;
        std::size_t counts[5];  // half_month, quarter, half_year, year, on_demand
    };
    const Case cases[] = {{EquipmentClass::traction, {31, 44, 59, 76, 31}},
                          {EquipmentClass::hydraulic, {30, 43, 52, 66, 30}},
                          {EquipmentClass::service, {20, 28, 38, 52, 20}},
                          {EquipmentClass::escalator, {33, 38, 50, 63, 33}}};
    const std::vector<Checklist> lists = national_checklists();
    std::size_t all = 0;
    for (const Case& c : cases) {
        for (std::size_t kind = 0; kind < 5; ++kind) {
            const VisitList list = checklist_for(lists, c.equipment, static_cast<VisitKind>(kind));
            CHECK(list.count == c.counts[kind]);
            CHECK(list.known() == (c.equipment == EquipmentClass::traction));
        }
        all += checklist_for(lists, c.equipment, VisitKind::year).count;
    }
    CHECK(all == 257);
}

TEST_CASE("a later visit does all that an earlier one does, in the same order") {
    const std::vector<Checklist> lists = national_checklists();
    const VisitList year = checklist_for(lists, EquipmentClass::traction, VisitKind::year);
    for (std::size_t kind = 0; kind < 4; ++kind) {
        const VisitList list =
            checklist_for(lists, EquipmentClass::traction, static_cast<VisitKind>(kind));
        CHECK(std::equal(list.items.begin(), list.items.end(), year.items.begin()));
    }
    std::set<std::string> codes;
    for (const ChecklistItem* const item : year.items) {
        codes.insert(item->code);
        CHECK_FALSE(item->name.zh.empty());
        CHECK_FALSE(item->name.en.empty());
    }
    CHECK(codes.size() == 76);
    CHECK(year.find("A-1-29")->name.zh == "层门锁紧元件啮合长度");
    CHECK(year.find("A-4-17")->name.zh == "缓冲器");
    CHECK(year.find("A-4-18") == nullptr);
}

// The proposal of domain facts 1, last line.
TEST_CASE("a box can support twelve items, and only those proposed") {
    const std::vector<Checklist> lists = national_checklists();
    const VisitList year = checklist_for(lists, EquipmentClass::traction, VisitKind::year);
    std::set<std::string> vibration, doors, bends, stops;
    for (const ChecklistItem* const item : year.items) {
        for (const Support support : item->sensors) {
            if (support == Support::vibration) vibration.insert(item->code);
            if (support == Support::door_times) doors.insert(item->code);
            if (support == Support::bend_counts) bends.insert(item->code);
            if (support == Support::deceleration) stops.insert(item->code);
        }
    }
    using Codes = std::set<std::string>;
    CHECK(vibration == Codes{"A-1-3", "A-1-22", "A-1-23", "A-2-7", "A-3-2", "A-3-7"});
    CHECK(doors == Codes{"A-1-20", "A-1-26"});
    CHECK(bends == Codes{"A-2-5", "A-3-3", "A-3-8"});
    CHECK(stops == Codes{"A-4-4"});
}

TEST_CASE("the kind of a lift tells its annex, unless it tells nothing of the drive") {
    CHECK(equipment_of("traction_passenger") == EquipmentClass::traction);
    CHECK(equipment_of("positive_drive_freight") == EquipmentClass::traction);
    CHECK(equipment_of("") == EquipmentClass::traction);
    CHECK(equipment_of("hydraulic_freight") == EquipmentClass::hydraulic);
    CHECK(equipment_of("service") == EquipmentClass::service);
    CHECK(equipment_of("escalator") == EquipmentClass::escalator);
    CHECK(equipment_of("moving_walk") == EquipmentClass::escalator);
    CHECK_FALSE(equipment_of("explosion_proof").has_value());
    CHECK_FALSE(equipment_of("firefighter").has_value());
    CHECK(checklist_for({}, EquipmentClass::traction, VisitKind::year).count == 0);
}

static std::string due(const Calibration& rule, std::string_view made, std::string_view last) {
    const auto day = calibration_due(rule, *parse_date(made), *parse_date(last));
    return day ? format_date(*day) : "never";
}

TEST_CASE("a governor is calibrated every two years, and each year once it is over fifteen") {
    const std::vector<Checklist> lists = national_checklists();
    const Calibration& rule = lists[0].calibration;
    CHECK(rule.item == "A-4-6");
    struct Case {
        std::string_view made, last, due;
    };
    const Case cases[] = {
        {"2020-05-01", "2024-03-10", "2026-03-10"},  // young
        {"2011-03-10", "2024-03-10", "2026-03-10"},  // fifteen on the very day: not over it
        {"2011-03-09", "2024-03-10", "2026-03-10"},  // over it on that day
        {"2010-09-01", "2024-03-10", "2025-09-02"},  // gets old in the second year
        {"2010-01-01", "2024-03-10", "2025-03-10"},  // gets old in the first year
        {"2000-01-01", "2024-02-29", "2025-02-28"},  // old; a leap day
    };
    for (const Case& c : cases) {
        CAPTURE(c.made);
        CHECK(due(rule, c.made, c.last) == c.due);
    }
    CHECK(due(lists[1].calibration, "2000-01-01", "2024-03-10") == "2026-03-10");
    CHECK(due(lists[2].calibration, "2000-01-01", "2024-03-10") == "2029-03-10");
    CHECK(due(lists[3].calibration, "2000-01-01", "2024-03-10") == "never");
}
