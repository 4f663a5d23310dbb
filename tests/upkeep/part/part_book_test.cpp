// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/part_book.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("a part is found by its id, or not at all") {
    PartBook book;
    book.parts.resize(2);
    book.parts[0].id = "brake";
    book.parts[1].id = "door_operator";
    CHECK(find_part(book, "door_operator") == &book.parts[1]);
    CHECK(find_part(book, "door") == nullptr);
    CHECK(find_part(PartBook{}, "brake") == nullptr);
}

TEST_CASE("measures of a life have the names of the file") {
    CHECK(from_text<LifeBy>("element_bends") == LifeBy::element_bends);
    CHECK(to_text(LifeBy::months) == "months");
    CHECK(!from_text<LifeBy>("years"));
}
