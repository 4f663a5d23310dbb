// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/cross_walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;

namespace {

NativeFault fault(std::string_view dialect, std::string_view code) {
    NativeFault out;
    REQUIRE(out.dialect.assign(dialect));
    REQUIRE(out.code.assign(code));
    return out;
}

// What each dialect calls a kind; "-" where it has no word. The columns were gathered from public
// implementations of each side, not from each other.
struct Row {
    EventKind kind;
    std::string_view gbt, elevatorcloud, zxtech, four_digit, songjiang, bacnet;
};

constexpr Row rows[] = {
    {EventKind::safety_chain_open, "1", "10", "224", "0202", "-", "5"},
    {EventKind::stopped_off_level, "4", "6", "201", "0203", "-", "8"},
    {EventKind::unintended_movement, "5", "UCM", "206", "0207", "F9997", "-"},
    {EventKind::run_time_limit, "6", "17", "-", "-", "-", "13"},
    {EventKind::position_lost, "7", "19", "-", "-", "-", "14"},
    {EventKind::restart_prevented, "8", "-", "216", "-", "-", "-"},
    {EventKind::overtravel_top, "-", "1", "202", "0205", "F9992", "-"},
    {EventKind::overtravel_bottom, "-", "2", "203", "0204", "F9991", "-"},
    {EventKind::overspeed, "62", "3", "205", "-", "E9895", "2"},  // 62 is an escalator's
    {EventKind::power_loss, "41", "9", "208", "-", "-", "4"},
    {EventKind::alarm_button, "90", "21", "109", "-", "F9993", "-"},
};

bool has(const char* profile, EventKind kind, std::string_view code) {
    const auto codes = builtin_profile(profile)->codes_of(kind);
    if (code == "-") return codes.empty();
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

TEST_CASE("each kind has in each dialect the code that its platforms use") {
    for (const Row& row : rows) {
        CAPTURE(to_text(row.kind));
        CHECK(has("gbt24476-2017", row.kind, row.gbt));
        CHECK(has("elevatorcloud", row.kind, row.elevatorcloud));
        CHECK(has("zxtech", row.kind, row.zxtech));
        CHECK(has("four-digit", row.kind, row.four_digit));
        CHECK(has("songjiang", row.kind, row.songjiang));
        CHECK(has("bacnet-lift", row.kind, row.bacnet));
    }
}

TEST_CASE("a code goes to the code that means the same, and back") {
    const Profile& gbt = *builtin_profile("gbt24476-2017");
    const Profile& cloud = *builtin_profile("elevatorcloud");
    const auto there = translate(fault("elevatorcloud", "10"), gbt);
    REQUIRE(there);
    CHECK(there->code == "1");
    CHECK(there->exact);  // 61, an escalator's, is only near
    const auto back = translate(fault("gbt24476-2017", "1"), cloud);
    REQUIRE(back);
    CHECK(back->code == "10");
}

TEST_CASE("the same digits mean another thing in another dialect") {
    CHECK(meaning_of(fault("gbt24476-2017", "8"))->kind == EventKind::restart_prevented);
    CHECK(meaning_of(fault("shanghai", "09"))->kind == EventKind::entrapment);
    CHECK(meaning_of(fault("sql-dictionary", "09"))->kind == EventKind::overtravel_top);
    CHECK(meaning_of(fault("elevatorcloud", "8"))->kind == EventKind::entrapment);
}

TEST_CASE("what has no counterpart has none") {
    CHECK_FALSE(translate(fault("gbt24476-2017", "8"), *builtin_profile("songjiang")));
    CHECK_FALSE(translate(fault("nowhere", "1"), *builtin_profile("songjiang")));
    CHECK_FALSE(translate(fault("elevatorcloud", "4711"), *builtin_profile("songjiang")));
    CHECK(meaning_of(fault("elevatorcloud", "4711")) == nullptr);
    CHECK(profile_of_dialect("nowhere") == nullptr);
}

TEST_CASE("entrapment has no code in the base list of 2017") {
    CHECK(builtin_profile("gbt24476-2017")->codes_of(EventKind::entrapment).empty());
}

TEST_CASE("a change of mode is no fault, and goes to a change of mode") {
    const ProfileCode* inspection = meaning_of(fault("gbt24476-2017", "43"));
    REQUIRE(inspection != nullptr);
    CHECK(inspection->mode == Mode::inspection);
    CHECK_FALSE(inspection->kind);
    CHECK(translate(*inspection, *builtin_profile("four-digit"))->code == "0402");
}

TEST_CASE("a code of the target's own dialect stays as it is") {
    const auto same = translate(fault("zxtech", "201"), *builtin_profile("zxtech"));
    REQUIRE(same);
    CHECK(same->code == "201");
    CHECK(same->exact);
}

TEST_CASE("every code of every profile means one thing or says why not") {
    for (const BuiltinFile& file : builtin_profiles()) {
        for (const ProfileCode& code : builtin_profile(file.id)->codes) {
            CAPTURE(file.id);
            CAPTURE(code.code);
            const int meanings = code.kind.has_value() + code.mode.has_value() + code.clears;
            CHECK((meanings == 1 || !code.reason.empty()));
            CHECK_FALSE(code.name.zh.empty());
            CHECK_FALSE(code.name.en.empty());
        }
    }
}
