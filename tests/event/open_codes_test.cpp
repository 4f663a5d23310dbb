// SPDX-License-Identifier: Apache-2.0
#include "hoistway/event/open_codes.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <type_traits>
#include <vector>

#include "event/codes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// As many rows as a book may have, of six kinds in turn.
std::vector<CodeMeaning> full_book() {
    std::vector<CodeMeaning> rows;
    for (int i = 0; i < static_cast<int>(CodeBook::capacity); ++i) {
        rows.push_back(meaning("a", 1000 + i, static_cast<EventKind>(i % 6)));
    }
    return rows;
}

}  // namespace

TEST_CASE("the open codes of a lift are those that were set, whatever the order") {
    const std::vector<CodeMeaning> rows = full_book();
    const CodeBook book{rows};
    OpenCodes codes;
    std::set<const CodeMeaning*> wanted;
    std::mt19937 random{1};
    for (int step = 0; step < 5000; ++step) {
        const CodeMeaning& row = rows[random() % rows.size()];
        const bool open = random() % 2 == 0;
        codes.set(book, row, open);
        open ? (void)wanted.insert(&row) : (void)wanted.erase(&row);
        REQUIRE(codes.has(book, row) == open);
    }
    std::vector<const CodeMeaning*> found;
    codes.for_each(book, [&](const CodeMeaning& row) { found.push_back(&row); });
    CHECK(std::vector<const CodeMeaning*>(wanted.begin(), wanted.end()) == found);
}

TEST_CASE("the first open code of a kind is the first in the book") {
    const std::vector<CodeMeaning> rows = full_book();
    const CodeBook book{rows};
    OpenCodes codes;
    CHECK(codes.first_of(book, EventKind::entrapment) == nullptr);
    codes.set(book, rows[300], true);
    codes.set(book, rows[12], true);
    codes.set(book, rows[13], true);
    CHECK(codes.first_of(book, EventKind::entrapment) == &rows[12]);
    codes.set(book, rows[12], false);
    CHECK(codes.first_of(book, EventKind::entrapment) == &rows[300]);
    CHECK(codes.first_of(book, EventKind::power_loss) == nullptr);
}

TEST_CASE("a visitor may close the code that it is shown") {
    const std::vector<CodeMeaning> rows = full_book();
    const CodeBook book{rows};
    OpenCodes codes;
    for (const CodeMeaning& row : rows) codes.set(book, row, true);
    std::size_t shown = 0;
    codes.for_each(book, [&](const CodeMeaning& row) {
        codes.set(book, row, false);
        ++shown;
    });
    CHECK(shown == CodeBook::capacity);
    codes.for_each(book, [&](const CodeMeaning&) { ++shown; });
    CHECK(shown == CodeBook::capacity);
    static_assert(sizeof(OpenCodes) == 38);
    static_assert(std::is_trivially_copyable_v<OpenCodes>);
}
