// SPDX-License-Identifier: Apache-2.0
//
// What a city's registry knows beside its lifts: sites, parties, parts, contracts, the standing of
// each lift, special equipment of all eight kinds, and every change that was ever made.
//
//     entries.parties.push_back({.key = "P-1", .name = "甲物业", .roles = {PartyRole::use_unit}});
//     const EntryIndex index(entries);
//     for (const EntryHit& hit : index.find("甲物业")) ...   // a section and a place in it
//
// Only the key is required; what is not known stays empty. The same names as in registry.json. A
// lift names its units by the key, the name or the credit code of a party. An index takes
// n log n to make and log n to ask, and is stale after a change. One thread may change the entries;
// any number may read once nobody does. The eight kinds and their first digits: the special
// equipment catalogue of 2014, from memory [unverified]; pilot words: the notice of Shijiazhuang,
// 2025-11-27 (domain facts 0.1).

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class EquipmentKind : std::uint8_t {
    unknown,
    boiler,
    pressure_vessel,
    pressure_pipe,
    lift,
    crane,
    in_plant_vehicle,
    amusement_ride,
    passenger_ropeway,
};

template <>
struct Words<EquipmentKind> {
    static constexpr std::array<std::string_view, 9> list{
        "unknown", "boiler",           "pressure_vessel", "pressure_pipe",    "lift",
        "crane",   "in_plant_vehicle", "amusement_ride",  "passenger_ropeway"};
};

// The first digit of its numbers; '\0' where the kind is not known.
constexpr char category_digit(EquipmentKind kind) noexcept {
    return std::string_view(
        "\0"
        "12834569",
        9)[static_cast<std::size_t>(kind)];
}

enum class PartyRole : std::uint8_t {
    unknown,
    use_unit,
    maintenance_unit,
    inspection_body,
    insurer,
    supervisor,
};

template <>
struct Words<PartyRole> {
    static constexpr std::array<std::string_view, 6> list{
        "unknown", "use_unit", "maintenance_unit", "inspection_body", "insurer", "supervisor"};
};

enum class ContractKind : std::uint8_t { unknown, maintenance, insurance, inspection };

template <>
struct Words<ContractKind> {
    static constexpr std::array<std::string_view, 4> list{"unknown", "maintenance", "insurance",
                                                          "inspection"};
};

// Where a lift is on its way through a trial of on-demand maintenance.
enum class PilotStatus : std::uint8_t { unknown, none, applied, admitted, suspended, left };

template <>
struct Words<PilotStatus> {
    static constexpr std::array<std::string_view, 6> list{"unknown",  "none",      "applied",
                                                          "admitted", "suspended", "left"};
};

struct Site {
    std::string key{}, name{};
    std::string division{};  // GB/T 2260, six digits
    std::string address{}, use_unit{};
    double latitude = std::numeric_limits<double>::quiet_NaN();   // degrees, north above 0
    double longitude = std::numeric_limits<double>::quiet_NaN();  // degrees, east above 0
};

struct Party {
    std::string key{}, name{};
    std::string credit_code{};  // GB 32100, 18 places
    std::string division{};
    std::string licence{};  // of a maintenance unit or an inspection body
    std::vector<PartyRole> roles{};
};

struct Part {
    std::string key{}, lift{}, name{}, maker{}, model{};
    std::string serial{};
    std::optional<Date> installed{}, removed{};
};

struct Contract {
    std::string key{};
    ContractKind kind{};
    std::string number{}, party{};
    std::string lift{};  // a lift, or
    std::string site{};  // all lifts of a site
    std::optional<Date> from{}, until{};
};

// What is true of one lift today and changes without anybody touching the lift.
struct Standing {
    std::string lift{};  // its key
    std::string site{}, inspection_body{}, insurer{}, supervisor{};
    std::string maker{}, maker_number{};
    double travel = std::numeric_limits<double>::quiet_NaN();  // m, where no landing is known
    PilotStatus pilot{};
    std::optional<Date> pilot_since{};
    std::optional<Date> inspected{}, inspection_due{};
};

struct Equipment {
    std::string key{};
    EquipmentKind kind{};
    std::string name{}, equipment_code{}, registration_code{}, certificate{};
    std::string site{}, use_unit{};
    std::optional<Date> inspection_due{};
};

// One value that was changed. Without a field the whole entry was added, as a line of JSON.
struct Change {
    Time time{};            // brought by the caller
    std::string source{};   // who or which file says so
    std::string section{};  // "lifts", "sites", ...
    std::string key{};      // of the entry, before the change
    std::string field{}, old_value{}, new_value{};

    friend bool operator==(const Change&, const Change&) = default;
};

struct Entries {
    std::vector<Site> sites;
    std::vector<Party> parties;
    std::vector<Part> parts;
    std::vector<Contract> contracts;
    std::vector<Standing> standings;
    std::vector<Equipment> equipment;
    std::vector<Change> history;  // oldest first; only ever appended to
};

struct EntryHit {
    std::string_view section;
    std::size_t place = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): of the comparison the compiler writes
    friend auto operator<=>(const EntryHit&, const EntryHit&) = default;
};

// Entries by any name they are known by: key, name, credit code, numbers.
class EntryIndex {
 public:
    explicit EntryIndex(const Entries& entries);

    // All that answer to it, to the letter; a name, unlike a key, may belong to several.
    std::span<const EntryHit> find(std::string_view name) const noexcept;

 private:
    std::vector<std::string> names_;  // sorted, each with the hit at its place
    std::vector<EntryHit> hits_;
};

}  // namespace hoistway
