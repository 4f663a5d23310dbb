// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/files/builtin_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "hoistway/registry/import.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;

TEST_CASE("a file that the library carries along is found by its id, and no other") {
    constexpr std::array<BuiltinFile, 2> files{
        {{"a", "text of a", "1f"}, {"b", "text of b", "2f"}}};
    CHECK(find_builtin(files, "b")->text == "text of b");
    CHECK(!find_builtin(files, "c"));
    CHECK(!find_builtin(files, ""));
    CHECK(!find_builtin({}, "a"));
}

TEST_CASE("the files carried along stand in order of their ids, each with text and hash") {
    for (const std::span<const BuiltinFile> files :
         {builtin_policies(), builtin_calendars(), builtin_profiles(), builtin_checklists(),
          builtin_visit_rules(), builtin_column_maps()}) {
        REQUIRE(!files.empty());
        CHECK(std::is_sorted(files.begin(), files.end(),
                             [](const auto& a, const auto& b) { return a.id <= b.id; }));
        for (const BuiltinFile& file : files) {
            CAPTURE(file.id);
            CHECK(file.text.substr(0, 1) == "{");
            CHECK(file.sha256.size() == 64);
            CHECK(find_builtin(files, file.id)->text == file.text);
        }
    }
}
