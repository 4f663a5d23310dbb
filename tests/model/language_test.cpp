// SPDX-License-Identifier: Apache-2.0

#include "hoistway/model/language.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("a text speaks both languages, and one stands in for the other where it is empty") {
    struct Case {
        Text text;
        const char *zh, *en;
    };
    const Case cases[] = {
        {{"困人", "Entrapments"}, "困人", "Entrapments"},
        {{"困人", ""}, "困人", "困人"},
        {{"", "Entrapments"}, "Entrapments", "Entrapments"},
        {{"", ""}, "", ""},
    };
    for (const Case& c : cases) {
        CHECK(c.text.in(Language::zh) == c.zh);
        CHECK(c.text.in(Language::en) == c.en);
        CHECK(c.text.empty() == (std::string_view(c.zh).empty()));
    }
}

TEST_CASE("languages are named as in the options of the program") {
    CHECK(from_text<Language>("zh") == Language::zh);
    CHECK(from_text<Language>("en") == Language::en);
    CHECK_FALSE(from_text<Language>("de").has_value());
}
