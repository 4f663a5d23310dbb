// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/what_if.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static DueItem item(LiftIndex lift, std::string_view due, std::string clause) {
    return {.lift = lift, .clause = std::move(clause), .due = day(due)};
}

// "3 sooner 2026-03-02 b" for each change.
static std::string told_short(const std::vector<DueChange>& changes) {
    std::string out;
    for (const DueChange& change : changes) {
        out += std::to_string(change.lift) + ' ' + std::string(to_text(change.shift)) + ' ' +
               (change.after ? format_date(*change.after) : "-") + ' ' + change.reason.clause +
               '\n';
    }
    return out;
}

TEST_CASE("a lift becomes due, is no longer due, is due sooner or later, or stays") {
    const std::vector<DueItem> before{item(5, "2026-03-09", "a"), item(1, "2026-03-05", "a"),
                                      item(2, "2026-03-05", "a"), item(3, "2026-03-05", "a")};
    const std::vector<DueItem> after{item(1, "2026-03-05", "b"), item(4, "2026-03-01", "b"),
                                     item(3, "2026-03-02", "b"), item(5, "2026-03-10", "b")};
    CHECK(told_short(compare_due(before, after)) ==
          "2 no_longer_due - a\n"
          "3 sooner 2026-03-02 b\n"
          "4 now_due 2026-03-01 b\n"
          "5 later 2026-03-10 b\n");
}

TEST_CASE("only the earliest day of a lift counts") {
    const std::vector<DueItem> before{item(1, "2026-03-05", "a"), item(1, "2026-03-20", "a")};
    const std::vector<DueItem> after{item(1, "2026-03-21", "b"), item(1, "2026-03-05", "c")};
    CHECK(compare_due(before, after).empty());
}

TEST_CASE("a list compared with itself has no change, with nothing all of it") {
    const std::vector<DueItem> list{item(1, "2026-03-05", "a"), item(2, "2026-03-06", "a")};
    CHECK(compare_due(list, list).empty());
    CHECK(compare_due({}, {}).empty());
    CHECK(told_short(compare_due({}, list)) == "1 now_due 2026-03-05 a\n2 now_due 2026-03-06 a\n");
    CHECK(told_short(compare_due(list, {})) == "1 no_longer_due - a\n2 no_longer_due - a\n");
}

TEST_CASE("a change is read in Chinese and in English") {
    const std::vector<DueItem> before{item(3, "2026-03-05", "甲")},
        after{item(3, "2026-03-02", "乙")};
    const Text text = told(compare_due(before, after)[0], "A-3");
    CHECK(text.zh == "电梯A-3到期日由2026-03-05提前至2026-03-02（乙）。");
    CHECK(text.en == "Lift A-3 is due sooner, on 2026-03-02 instead of 2026-03-05 (乙).");
}
