// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/profile_text.hpp"

#include <doctest/doctest.h>

#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;

namespace {

using Lines = std::vector<std::string>;

Profile small() {
    Profile profile{
        .id = "p", .title = {"我市", "My city"}, .edition = "e", .source = "s", .dialect = "p"};
    ProfileMessage state{.name = "state", .path = {"data"}};
    state.fields = {{.name = "t", .of_document = true, .to = "time"},
                    {.name = "h", .to = "run_time", .unit = "h", .scale = 3600},
                    {.name = "d", .values = {{"0", {{"door", "closed"}}}, {"9"}}},
                    {.name = "x", .reason = "a|b"}};
    profile.messages = {state};
    profile.codes = {{.code = "1", .kind = EventKind::overspeed, .name = {"超速", "Overspeed"}}};
    return profile;
}

std::string page(const Profile& profile, Language language) {
    std::string out;
    append_profile_page(out, profile, language);
    return out;
}

}  // namespace

TEST_CASE("a page shows every field and every code in either language") {
    const std::string en = page(small(), Language::en), zh = page(small(), Language::zh);
    CHECK(en.find("# My city\n") == 0);
    CHECK(zh.find("# 我市\n") == 0);
    for (const char* line : {"At `/data`\n", "| /t | time, rfc3339 |\n", "| h | run_time, h |\n",
                             "| d | 0 = door closed; 9 = - |\n", "| x | - (a\\|b) |\n",
                             "| 1 | Overspeed | overspeed |\n"}) {
        CAPTURE(line);
        CHECK(en.find(line) != std::string::npos);
    }
    CHECK(zh.find("| 1 | 超速 | overspeed |\n") != std::string::npos);
}

TEST_CASE("a profile does not differ from itself") {
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        CHECK(profile_differences(profile, profile).empty());
        CHECK(page(profile, Language::en).find("## ") != std::string::npos);
    }
}

TEST_CASE("what was added, taken out and changed is told by its place") {
    Profile other = small();
    other.messages[0].fields[1].unit = "s";
    other.messages[0].fields.pop_back();
    other.codes[0].nearest = true;
    other.codes.push_back({.code = "2", .reason = "no kind"});
    other.edition = "another";
    CHECK(profile_differences(small(), other) == Lines{"~ code 1: overspeed -> overspeed (nearest)",
                                                       "~ state/h: run_time, h -> run_time, s",
                                                       "- state/x: - (a|b)",
                                                       "+ code 2: - (no kind)"});
}
