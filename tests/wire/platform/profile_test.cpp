// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/profile.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

namespace {

using Codes = std::vector<std::string_view>;

Profile two_dialects_in_one() {
    Profile profile{.id = "p", .dialect = "p"};
    profile.codes = {{.code = "9", .kind = EventKind::overtravel_top},
                     {.code = "09", .kind = EventKind::entrapment, .nearest = true},
                     {.code = "10", .kind = EventKind::entrapment, .nearest = true},
                     {.code = "11", .kind = EventKind::overtravel_top, .nearest = true},
                     {.code = "0", .clears = true}};
    return profile;
}

}  // namespace

TEST_CASE("a code is the text that was sent, not a number") {
    const Profile profile = two_dialects_in_one();
    CHECK(profile.find_code("9")->kind == EventKind::overtravel_top);
    CHECK(profile.find_code("09")->kind == EventKind::entrapment);
    CHECK(profile.find_code("009") == nullptr);
}

TEST_CASE("the exact codes of a kind stand before those that only come near") {
    const Profile profile = two_dialects_in_one();
    CHECK(profile.codes_of(EventKind::overtravel_top) == Codes{"9"});
    CHECK(profile.codes_of(EventKind::entrapment) == Codes{"09", "10"});
    CHECK(profile.codes_of(EventKind::overspeed).empty());
}

TEST_CASE("the words of a profile are those of its file") {
    CHECK(from_text<TimeFormat>("yyyy-MM-dd HH:mm:ss") == TimeFormat::wall);
    CHECK(from_text<Carries>("handling") == Carries::handling);
    CHECK(to_text(ProfileKind::model) == "model");
    CHECK(to_text(WrittenAs::boolean) == "boolean");
    CHECK(to_text(Confidence::medium) == "medium");
}
