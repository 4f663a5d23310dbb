// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/part_book_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace hoistway;
using nlohmann::json;

static json book() {
    return json::parse(R"({"id": "my-parts", "source": "made up", "parts": [
        {"id": "door_operator", "name": {"zh": "门机", "en": "Door operator"},
         "lives": [{"by": "door_cycles", "limit": 1000000, "source": "manual, 7.2"},
                   {"by": "months", "limit": 120, "source": "manual, 7.2"}],
         "warn_share": 0.8, "warranty_months": 12, "price_yuan": [1800, 2600.5]}]})");
}

TEST_CASE("a book of parts is read as it stands") {
    const auto loaded = load_part_book(book().dump(), "parts.json");
    REQUIRE(loaded);
    const WearPart& part = loaded->parts.at(0);
    CHECK(part.name.zh == "门机");
    CHECK(part.lives.size() == 2);
    CHECK(part.lives[0].by == LifeBy::door_cycles);
    CHECK(part.lives[1].limit == 120);
    CHECK(part.warn_share == 0.8);
    CHECK(part.warranty_months == 12);
    CHECK(part.price->low == 180000);
    CHECK(part.price->high == 260050);
}

TEST_CASE("what is wrong with a book of parts is told by pointer") {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"colour":"red"})", "/parts/0/colour"},
        {R"({"id":null})", "/parts/0/id"},
        {R"({"name":{"zh":null}})", "/parts/0/name/zh"},
        {R"({"lives":null})", "/parts/0/lives"},
        {R"({"lives":7})", "/parts/0/lives"},
        {R"({"lives":[{"by":"years","limit":1,"source":"x"}]})", "/parts/0/lives/0/by"},
        {R"({"lives":[{"by":"runs","limit":0,"source":"x"}]})", "/parts/0/lives/0/limit"},
        {R"({"lives":[{"by":"runs","limit":"9","source":"x"}]})", "/parts/0/lives/0/limit"},
        {R"({"lives":[{"by":"runs","limit":9}]})", "/parts/0/lives/0/source"},
        {R"({"warn_share":1.1})", "/parts/0/warn_share"},
        {R"({"warranty_months":0})", "/parts/0/warranty_months"},
        {R"({"price_yuan":[9]})", "/parts/0/price_yuan"},
        {R"({"price_yuan":[9,8]})", "/parts/0/price_yuan"},
        {R"({"price_yuan":[0,8]})", "/parts/0/price_yuan/0"},
    };
    for (const auto& row : cases) {
        const auto& [patch, field] = row;
        json spoilt = book();
        spoilt["parts"][0].merge_patch(json::parse(patch));
        const auto loaded = load_part_book(spoilt.dump(), "parts.json");
        CAPTURE(row.first);
        REQUIRE(!loaded);
        REQUIRE(loaded.error().size() == 1);
        CHECK(loaded.error()[0].field == field);
    }
    json twice = book();
    twice["parts"].push_back(twice["parts"][0]);
    CHECK(load_part_book(twice.dump(), "parts.json").error()[0].field == "/parts/1/id");
    CHECK(!load_part_book("[]", "parts.json"));
    CHECK(!load_part_book("null", "parts.json"));
}
