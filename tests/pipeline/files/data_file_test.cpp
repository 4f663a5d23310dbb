// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/data_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "hoistway/registry/import.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;

template <class Files>
static void check_all(const Files& files, DataFileKind kind) {
    for (const auto& file : files) {
        CAPTURE(std::string(file.id));
        const DataFileCheck checked = check_data_file(file.text, file.id);
        CHECK(checked.kind == kind);
        CHECK(checked.refusals.empty());
    }
}

TEST_CASE("every file that is built in is of its kind and can be used") {
    check_all(builtin_profiles(), DataFileKind::profile);
    check_all(builtin_policies(), DataFileKind::policy);
    check_all(builtin_calendars(), DataFileKind::calendar);
    check_all(builtin_checklists(), DataFileKind::checklist);
    check_all(builtin_visit_rules(), DataFileKind::visit_rules);
    check_all(builtin_column_maps(), DataFileKind::column_map);
}

TEST_CASE("a file is refused by the loader of its own kind, all of it") {
    const std::pair<std::string, std::string> cases[] = {
        {R"({"id":"x","dialect":"x","colour":"red"})", "profile"},
        {R"({"id":"x","rows":[],"colour":"red"})", "policy"},
        {R"({"id":"x","years":[],"colour":"red"})", "calendar"},
        {R"({"id":"x","source":"y","parts":[],"colour":"red"})", "part_book"},
        {R"({"id":"x","tables":[],"colour":"red"})", "checklist"},
        {R"({"id":"x","grade":{},"colour":"red"})", "visit_rules"},
        {R"({"id":"x","columns":[],"colour":"red"})", "column_map"},
    };
    for (const auto& row : cases) {
        CAPTURE(row.first);
        const DataFileCheck checked = check_data_file(row.first, "mine.json");
        REQUIRE(checked.kind.has_value());
        CHECK(to_text(*checked.kind) == row.second);
        std::string told;
        for (const Refusal& refusal : checked.refusals) told += to_text(refusal);
        CHECK(told.find("mine.json: unknown_key at '/colour'") != std::string::npos);
    }
}

TEST_CASE("a file of no kind is refused with the keys that it has") {
    const std::pair<std::string, std::string> cases[] = {
        {R"({"colour":1,"size":2})",
         "unsupported: this version does not read that; found "
         "'colour, size'"},
        {R"({"lifts":[],"parts":[]})",
         "unsupported: this version does not read that; found "
         "'lifts, parts'"},
        {"{}", "unsupported"},
        {"[1]", "unsupported"},
        {"nonsense", "bad_syntax"},
        {"", "truncated"},
    };
    for (const auto& row : cases) {
        CAPTURE(row.first);
        const DataFileCheck checked = check_data_file(row.first, "mine.json");
        CHECK(!checked.kind.has_value());
        REQUIRE(checked.refusals.size() == 1);
        CHECK(to_text(checked.refusals[0]).find(row.second) != std::string::npos);
    }
}
