// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/fact.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace hoistway;

TEST_CASE("a fact that nobody set is not known") {
    FactSheet sheet;
    for (std::size_t i = 0; i < all_facts; ++i) CHECK(!sheet.knows(static_cast<Fact>(i)));
    sheet.set(Fact::silent_days, 0);
    CHECK(sheet.knows(Fact::silent_days));
    CHECK(sheet.value(Fact::silent_days) == 0);
}

TEST_CASE("every fact has a name and words of its own") {
    std::set<std::string_view> names, chinese, english;
    for (std::size_t i = 0; i < all_facts; ++i) {
        const auto fact = static_cast<Fact>(i);
        CHECK(from_text<Fact>(to_text(fact)) == fact);
        names.insert(to_text(fact));
        chinese.insert(text_of(fact, Language::zh));
        english.insert(text_of(fact, Language::en));
    }
    CHECK(names.size() == all_facts);
    CHECK(chinese.size() == all_facts);
    CHECK(english.size() == all_facts);
}

TEST_CASE("A is the best grade, and E is none") {
    CHECK(grade_value("A") > grade_value("B"));
    CHECK(grade_value("D") == 1);
    CHECK(!grade_value("E"));
    CHECK(!grade_value("AA"));
    CHECK(!grade_value("a"));
}

TEST_CASE("values are told as people say them") {
    using enum Language;
    CHECK(told(Fact::grade, *grade_value("B"), en) == "B");
    CHECK(told(Fact::insured, 1, zh) == "是");
    CHECK(told(Fact::insured, 0, en) == "no");
    CHECK(told(Fact::working_days_down, 15, en) == "15");
    const Date day{std::chrono::year{2028} / 1 / 1};
    CHECK(told(Fact::day, day_value(day), en) == "2028-01-01");
    CHECK(told(Fact::runs, FactSheet{}.value(Fact::runs), zh) == "未知");
}
