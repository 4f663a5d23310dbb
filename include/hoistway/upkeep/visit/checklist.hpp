// SPDX-License-Identifier: Apache-2.0
//
// What has to be done at a visit: the tables of TSG T5002-2017, which add up. A quarterly visit
// does the half-monthly items and its own, a yearly one does all.
//
//     const VisitList list = checklist_for(checklists, EquipmentClass::traction,
//     VisitKind::quarter); list.count;         // 44 = 31 + 13 list.items.size();  // 44, or 0
//     where only the numbers are known (annexes B, C, D)
//
// A visit on demand does no less than the half-monthly list (source 002, three (two) 4). The lists
// are files (visit_json.hpp); which items a sensor box can support is a proposal of domain facts 1,
// and supports a worker, it replaces none. Plain data; linear time in the items.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

// The annexes of the rule: A, B, C, D.
enum class EquipmentClass : std::uint8_t { traction, hydraulic, service, escalator };

template <>
struct Words<EquipmentClass> {
    static constexpr std::array<std::string_view, 4> list{"traction", "hydraulic", "service",
                                                          "escalator"};
};

// The first four are those of the rule, each holding the ones before it.
enum class VisitKind : std::uint8_t { half_month, quarter, half_year, year, on_demand };

template <>
struct Words<VisitKind> {
    static constexpr std::array<std::string_view, 5> list{"half_month", "quarter", "half_year",
                                                          "year", "on_demand"};
};

// What an item has to be: working, within the maker's limits, at the standard's value, clean.
enum class Requirement : std::uint8_t { works, maker, standard, clean };

template <>
struct Words<Requirement> {
    static constexpr std::array<std::string_view, 4> list{"works", "maker", "standard", "clean"};
};

// What a box measures that can support an item.
enum class Support : std::uint8_t { vibration, door_times, bend_counts, deceleration };

template <>
struct Words<Support> {
    static constexpr std::array<std::string_view, 4> list{"vibration", "door_times", "bend_counts",
                                                          "deceleration"};
};

struct ChecklistItem {
    std::string code{};  // annex, table, number: "A-1-29"
    Text name{};
    Text note{};  // what it must be like, where the source says so
    std::vector<Requirement> requirements{};
    std::vector<Support> sensors{};
};

struct ChecklistTable {
    VisitKind kind{};
    std::string name{};                  // "A-1"
    std::size_t count = 0;               // items this table adds
    std::vector<ChecklistItem> items{};  // as many, or none where their texts are not known
};

// How often the speed governor is calibrated.
struct Calibration {
    std::string item{};  // that asks for it, where its text is known
    int years = 0;       // between two calibrations; 0 = the annex says nothing
    std::optional<int> old_from_years{};
    int years_when_old = 0;
};

struct Checklist {
    std::string id{};
    std::string edition{};
    std::string source{};
    Text title{};
    EquipmentClass equipment{};
    std::array<ChecklistTable, 4> tables{};  // half_month, quarter, half_year, year
    Calibration calibration{};
};

// The items of one visit. The pointers are into the checklist, which has to outlive them.
struct VisitList {
    const Checklist* checklist = nullptr;
    std::size_t count = 0;
    std::vector<const ChecklistItem*> items{};  // empty where the texts are not known

    bool known() const noexcept { return count > 0 && items.size() == count; }
    const ChecklistItem* find(std::string_view code) const noexcept {
        for (const ChecklistItem* const item : items) {
            if (item->code == code) return item;
        }
        return nullptr;
    }
};

inline VisitList checklist_for(const Checklist& checklist, VisitKind kind) {
    const std::size_t last = kind == VisitKind::on_demand ? 0 : static_cast<std::size_t>(kind);
    VisitList list{.checklist = &checklist};
    for (std::size_t i = 0; i <= last; ++i) {
        list.count += checklist.tables[i].count;
        for (const ChecklistItem& item : checklist.tables[i].items) list.items.push_back(&item);
    }
    return list;
}

// An empty list where no checklist is for that equipment.
inline VisitList checklist_for(std::span<const Checklist> checklists, EquipmentClass equipment,
                               VisitKind kind) {
    for (const Checklist& checklist : checklists) {
        if (checklist.equipment == equipment) return checklist_for(checklist, kind);
    }
    return {};
}

// By the kind a registry gives a lift ("traction_passenger"); a lift without a kind is taken for a
// traction lift, which nearly all are [default]; nothing where the kind does not tell the annex,
// as for explosion-proof and firefighters lifts.
inline std::optional<EquipmentClass> equipment_of(std::string_view kind) noexcept {
    const auto has = [kind](std::string_view word) {
        return kind.find(word) != std::string_view::npos;
    };
    if (has("hydraulic")) return EquipmentClass::hydraulic;
    if (has("escalator") || has("moving_walk")) return EquipmentClass::escalator;
    if (kind == "service") return EquipmentClass::service;
    if (has("explosion_proof") || has("firefighter")) return std::nullopt;
    return EquipmentClass::traction;
}

// The day on which the governor has to be calibrated again. Its age counts, not the lift's; it is
// old from the day after that birthday on. Nothing where the annex has no such rule.
inline std::optional<Date> calibration_due(const Calibration& rule, Date made, Date last) noexcept {
    if (rule.years == 0) return std::nullopt;
    const Date at_latest = add_months(last, 12 * rule.years);
    if (!rule.old_from_years) return at_latest;
    const std::chrono::sys_days birthday{add_months(made, 12 * *rule.old_from_years)};
    const std::chrono::sys_days old{birthday + std::chrono::days{1}};
    const std::chrono::sys_days when_old{add_months(last, 12 * rule.years_when_old)};
    return Date{std::min(std::chrono::sys_days{at_latest}, std::max(old, when_old))};
}

}  // namespace hoistway
