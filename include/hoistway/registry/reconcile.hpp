// SPDX-License-Identifier: Apache-2.0
//
// Several lists of one city that disagree: which rows are the same lift, what they say differently,
// and which list does not have it.
//
//     const std::vector<CityList> lists{list_of(file, "registry"), {"bureau.xlsx", report.rows}};
//     const Reconciliation found = reconcile(lists);
//     out += to_json_lines(found, lists);                  // a decision a line, with its evidence
//     apply_reconciliation(editor, found, lists, {.fill = true});   // and editor.changes() undoes
//     it
//
// Two rows are compared where they share a number in any column, or, if one of them is still
// without partner, where a number is one slip away, or site, address or position agree. Each thing
// that they agree or differ in counts points (evidence_points); pairs are joined from the most
// points down, a list at most once in a cluster. Two pairs with the same points that exclude each
// other are both left open, as ambiguous: nothing is guessed. Same lists, same answer. n log n time
// and some 200 bytes a row while it runs; a block of more than 300 rows that share only a place is
// left out and counted [default]. The points are our choice [default], tried on the replaced
// numbers of a railway's lifts (docs/registry.md). One thread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/refusal.hpp"
#include "hoistway/registry/history.hpp"
#include "hoistway/registry/import.hpp"

namespace hoistway {

struct CityList {
    std::string name{};
    std::vector<ListRow> rows{};
};

// The lifts of a registry with their standings and the position of their sites; line = place + 1.
CityList list_of(const RegistryFile& file, std::string_view name);

enum class ClueKind : std::uint8_t {
    same_number,        // in the same column
    moved_number,       // the same number in another column
    near_number,        // one letter more, less or other, or two neighbours swapped, but not only
                        // the last one other: that is the next lift of the same batch
    other_number,       // both have one, and they differ
    same_maker_number,  // the maker's own serial number
    same_site,
    other_site,
    same_address,  // without case, spaces and punctuation
    same_digits,   // addresses whose numbers agree: house, platform, building
    other_address,
    same_position,  // within 2 m
    near_position,  // within 30 m
    far_position,   // beyond 100 m
    same_build,     // kind, maker, speed, load, travel, day of installation: each
    other_build,
};

template <>
struct Words<ClueKind> {
    static constexpr std::array<std::string_view, 15> list{
        "same_number",   "moved_number",  "near_number",  "other_number", "same_maker_number",
        "same_site",     "other_site",    "same_address", "same_digits",  "other_address",
        "same_position", "near_position", "far_position", "same_build",   "other_build"};
};

// What one clue of each kind counts, in the order of ClueKind [default].
inline constexpr std::array<int, 15> evidence_points{100, 80,  20, -15, 50,  5, -20, 40,
                                                     25,  -20, 40, 10,  -20, 3, -5};

enum class MatchConfidence : std::uint8_t { possible, likely, certain };

template <>
struct Words<MatchConfidence> {
    static constexpr std::array<std::string_view, 3> list{"possible", "likely", "certain"};
};

// The least points for each [default].
inline constexpr std::array<int, 3> confidence_points{25, 50, 95};

struct Clue {
    ClueKind kind{};
    std::string field{};  // of the first row
};

struct RowPlace {
    std::uint32_t list = 0, row = 0;  // places, from 0

    // NOLINTNEXTLINE(modernize-use-nullptr): of the comparison the compiler writes
    friend auto operator<=>(const RowPlace&, const RowPlace&) = default;
};

struct RowLink {
    RowPlace first, second;
    int points = 0;
    std::vector<Clue> clues{};
};

struct FieldConflict {
    std::string field{};
    std::vector<std::string> values{};  // one a member, empty where it does not say
};

enum class ClusterState : std::uint8_t { matched, conflicting, missing };

template <>
struct Words<ClusterState> {
    static constexpr std::array<std::string_view, 3> list{"matched", "conflicting", "missing"};
};

struct Cluster {
    std::vector<RowPlace> members{};  // at most one a list, in the order of the lists
    std::vector<RowLink> links{};     // that joined them; empty for one row alone
    std::vector<FieldConflict> conflicts{};
    std::vector<std::uint32_t> missing_from{};  // lists

    // Missing from a list goes before a conflict among the others, which is told all the same.
    ClusterState state() const noexcept {
        if (!missing_from.empty()) return ClusterState::missing;
        return conflicts.empty() ? ClusterState::matched : ClusterState::conflicting;
    }
    MatchConfidence confidence() const noexcept;
};

struct Reconciliation {
    std::vector<Cluster> clusters{};   // every row of every list is in one; by their first member
    std::vector<RowLink> ambiguous{};  // left open, for a person
    std::uint64_t blocks_left_out = 0;
};

struct ReconcileOptions {
    MatchConfidence least = MatchConfidence::possible;  // what is joined
};

Reconciliation reconcile(std::span<const CityList> lists, const ReconcileOptions& options = {});

// One line a cluster, then one a pair that was left open.
std::string to_json_lines(const Reconciliation& found, std::span<const CityList> lists);

struct ApplyOptions {
    bool fill = true;      // what the registry does not know and the others agree on
    bool add = false;      // lifts that the registry does not have
    std::string prefer{};  // the list that is right where the registry and it differ
    MatchConfidence least = MatchConfidence::likely;
};

// The first list is the registry of the editor. What is refused is told and not done; the rest is.
// Only what a lift itself holds is taken over, not its standing and not its site.
std::vector<Refusal> apply_reconciliation(RegistryEditor& editor, const Reconciliation& found,
                                          std::span<const CityList> lists,
                                          const ApplyOptions& options);

}  // namespace hoistway
