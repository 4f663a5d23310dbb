// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/entries.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("an entry is found by its key, its name and each of its numbers") {
    Entries entries;
    entries.sites.push_back({.key = "S-1", .name = "示范小区"});
    entries.parties.push_back(
        {.key = "P-1", .name = "甲物业", .credit_code = "914403001922038216"});
    entries.parts.push_back({.key = "R-1", .serial = "4711"});
    entries.contracts.push_back({.key = "C-1", .number = "2026-17"});
    entries.standings.push_back({.lift = "A-1"});
    entries.equipment.push_back({.key = "E-1", .equipment_code = "211010999201600001"});
    const EntryIndex index(entries);
    const std::pair<std::string_view, EntryHit> cases[] = {
        {"S-1", {"sites", 0}},     {"示范小区", {"sites", 0}},
        {"P-1", {"parties", 0}},   {"914403001922038216", {"parties", 0}},
        {"4711", {"parts", 0}},    {"2026-17", {"contracts", 0}},
        {"A-1", {"standings", 0}}, {"211010999201600001", {"equipment", 0}},
    };
    for (const auto& row : cases) {
        const auto& [name, hit] = row;
        CAPTURE(row.first);
        REQUIRE(index.find(name).size() == 1);
        CHECK(index.find(name)[0] == hit);
    }
    CHECK(index.find("nobody").empty());
    CHECK(index.find("").empty());
}

TEST_CASE("a name that two entries share finds both, in the order of the file") {
    Entries entries;
    entries.sites.push_back({.key = "S-1", .name = "北苑"});
    entries.sites.push_back({.key = "S-2", .name = "北苑"});
    entries.parties.push_back({.key = "北苑", .name = "北苑"});
    const EntryIndex index(entries);
    REQUIRE(index.find("北苑").size() == 3);
    CHECK(index.find("北苑")[0] == EntryHit{"parties", 0});
    CHECK(index.find("北苑")[1] == EntryHit{"sites", 0});
    CHECK(index.find("北苑")[2] == EntryHit{"sites", 1});
}
