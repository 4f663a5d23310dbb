// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/audit.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

// A door operator for 1,800 to 2,600 yuan with a year of warranty, a lamp without a price.
static PartBook book() {
    PartBook out;
    WearPart door, lamp;
    door.id = "door_operator";
    door.name = {"门机", "Door operator"};
    door.warranty_months = 12;
    door.price = PriceRange{180000, 260000};
    lamp.id = "lamp";
    lamp.name = {"照明灯", "Lamp"};
    out.parts = {door, lamp};
    return out;
}

static Replacement door(std::string_view date, std::int64_t fen, int pieces = 1) {
    return {.lift = 3, .day = day(date), .part = "door_operator", .pieces = pieces, .price = fen};
}

// "0 price_above" for each remark.
static std::string told(const std::vector<Replacement>& replacements) {
    std::string out;
    for (const PartRemark& remark : audit(replacements, book())) {
        out += std::to_string(remark.replacement) + ' ' + std::string(to_text(remark.doubt)) + ' ';
    }
    return out;
}

TEST_CASE("a price is within the book's range, its ends included") {
    CHECK(told({door("2026-03-01", 179999)}) == "0 price_below ");
    CHECK(told({door("2026-03-01", 180000)}).empty());
    CHECK(told({door("2026-03-01", 260000)}).empty());
    CHECK(told({door("2026-03-01", 260001)}) == "0 price_above ");
    CHECK(told({door("2026-03-01", 520000, 2)}).empty());
    CHECK(told({door("2026-03-01", 520001, 2)}) == "0 price_above ");
}

TEST_CASE("a price that was not told is asked for where the book has one") {
    Replacement one = door("2026-03-01", 0);
    one.price.reset();
    CHECK(told({one}) == "0 no_price ");
    one.part = "lamp";
    CHECK(told({one}).empty());
    one.part = "flux";
    CHECK(told({one}) == "0 unknown_part ");
}

TEST_CASE("a part with less than half its life used is asked about") {
    Replacement one = door("2026-03-01", 200000);
    one.share_used = 0.5;
    CHECK(told({one}).empty());
    one.share_used = 0.49;
    CHECK(told({one}) == "0 early ");
    CHECK(audit(std::vector{one}, book())[0].sentence.zh ==
          "门机仅使用寿命的49%即更换，请说明原因。");
}

TEST_CASE("the same part of the same lift within its warranty is asked about") {
    const Replacement first = door("2025-03-01", 200000), soon = door("2026-02-28", 200000),
                      late = door("2026-03-01", 200000);
    CHECK(told({first, soon}) == "1 again ");
    CHECK(told({soon, first}) == "0 again ");
    CHECK(told({first, late}).empty());
    Replacement other = soon;
    other.lift = 4;
    CHECK(told({first, other}).empty());
}

TEST_CASE("a remark is read in both languages, with its numbers") {
    const auto remarks = audit(std::vector{door("2026-03-01", 300050)}, book());
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].value == 3000.5);
    CHECK(remarks[0].limit == 2600);
    CHECK(remarks[0].sentence.zh == "门机1件3000.50元，高于清单价格2600.00元。");
    CHECK(remarks[0].sentence.en ==
          "Door operator, 1 piece(s): 3000.50 yuan, above the book's 2600.00.");
}
