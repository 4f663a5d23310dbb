// SPDX-License-Identifier: Apache-2.0
//
// What a city sets up as files, and whether such a file can be used: which kind it is, told by its
// own keys, and everything that is wrong with it.
//
//     const DataFileCheck checked = check_data_file(text, "my-city.json");
//     if (checked.kind) to_text(*checked.kind);                      // "policy"
//     for (const Refusal& refusal : checked.refusals) report(to_text(refusal));
//
// A file is loaded as the program would load it, as strictly, and let go again. One whose keys are
// those of no kind is refused as `unsupported`, with the keys that were found; a registry is none
// of these files, because it is checked lift by lift (registry/check.hpp). Never throws on bad
// input. Compiled: link hoistway::hoistway.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hoistway/model/refusal.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class DataFileKind : std::uint8_t {
    profile,      // a platform's dialect: wire/platform/profile_json.hpp
    policy,       // a city's rules: upkeep/policy_json.hpp
    calendar,     // working days: upkeep/pilot/calendar_json.hpp
    part_book,    // lives and prices: upkeep/part/part_book_json.hpp
    checklist,    // what is to be done at a visit: upkeep/visit/visit_json.hpp
    visit_rules,  // presence, orders, grades: upkeep/visit/visit_json.hpp
    column_map,   // somebody's headers: registry/import.hpp
    rules,        // the numbers of the rules: pipeline/files/rules_file.hpp
};

template <>
struct Words<DataFileKind> {
    static constexpr std::array<std::string_view, 8> list{"profile",    "policy",    "calendar",
                                                          "part_book",  "checklist", "visit_rules",
                                                          "column_map", "rules"};
};

struct DataFileCheck {
    std::optional<DataFileKind> kind;
    std::vector<Refusal> refusals;  // empty: the file can be used
};

DataFileCheck check_data_file(std::string_view text, std::string_view source);

}  // namespace hoistway
