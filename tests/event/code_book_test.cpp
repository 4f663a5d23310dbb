// SPDX-License-Identifier: Apache-2.0
#include "hoistway/event/code_book.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <type_traits>
#include <vector>

#include "event/codes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

TEST_CASE("a code is found in its own dialect and in no other") {
    const std::vector<CodeMeaning> rows{
        meaning("a", "1", EventKind::entrapment), meaning("a", "10", EventKind::overspeed),
        meaning("a", "2", EventKind::power_loss), meaning("b", "1", EventKind::door_blocked)};
    const CodeBook book{rows};
    for (const CodeMeaning& row : rows) {
        CHECK(book.find({.dialect = row.dialect, .code = row.code}) == &row);
        CHECK(book.find({.dialect = row.dialect, .code = row.code, .cleared = true}) == &row);
    }
    CHECK(book.find(native("b", "2")) == nullptr);
    CHECK(book.find(native("a", "01")) == nullptr);
    CHECK(book.find(native("c", "1")) == nullptr);
    CHECK(book.find(native("", "1")) == nullptr);
}

TEST_CASE("an empty book knows no code") {
    CHECK(CodeBook{}.find(native("a", "1")) == nullptr);
    CHECK(CodeBook{}.rows().empty());
}

TEST_CASE("rows that are out of order, double, without a kind or too many are refused") {
    const auto refused = [](const std::vector<CodeMeaning>& rows) {
        try {
            const CodeBook book{rows};
            return false;
        } catch (const std::invalid_argument&) {
            return true;
        }
    };
    const CodeMeaning one = meaning("a", "1", EventKind::entrapment);
    const CodeMeaning two = meaning("a", "2", EventKind::entrapment);
    CHECK_FALSE(refused({one, two}));
    CHECK(refused({two, one}));
    CHECK(refused({one, one}));
    CHECK(refused({meaning("a", "1", EventKind::native)}));
    CHECK_FALSE(refused({no_fault("a", "0")}));

    std::vector<CodeMeaning> many;
    for (int i = 0; i < 304; ++i) many.push_back(meaning("a", 1000 + i, EventKind::overspeed));
    CHECK_FALSE(refused(many));
    many.push_back(meaning("b", "1", EventKind::overspeed));
    CHECK(refused(many));
}

TEST_CASE("what a device tells is as grave as its kind") {
    CHECK(severity_told(EventKind::entrapment) == Severity::critical);
    CHECK(severity_told(EventKind::power_loss) == Severity::major);
    CHECK(severity_told(EventKind::door_blocked) == Severity::minor);
    CHECK(severity_told(EventKind::vision_advert) == Severity::note);
    CHECK(severity_told(EventKind::native) == Severity::minor);
    static_assert(severity_told(EventKind::overspeed) == Severity::critical);
    static_assert(!std::is_convertible_v<std::vector<CodeMeaning>, CodeBook>);
}
