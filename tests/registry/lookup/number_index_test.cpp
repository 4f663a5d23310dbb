// SPDX-License-Identifier: Apache-2.0

#include "hoistway/registry/lookup/number_index.hpp"

#include <doctest/doctest.h>

#include <random>
#include <unordered_map>

using namespace hoistway;

TEST_CASE("a number finds its lift, and one that nobody has finds none") {
    NumberIndex index;
    CHECK(index.find(0) == no_lift);
    CHECK(index.add(31011500120150001, 7));
    CHECK(index.add(0, 8));
    CHECK(index.find(31011500120150001) == 7);
    CHECK(index.find(0) == 8);
    CHECK(index.find(31011500120150002) == no_lift);
}

TEST_CASE("a number that is taken keeps its lift") {
    NumberIndex index;
    CHECK(index.add(5, 1));
    CHECK(!index.add(5, 2));
    CHECK(index.find(5) == 1);
    CHECK(index.size() == 1);
}

TEST_CASE("many numbers, in rows and at random, are found as a map of the standard library does") {
    std::mt19937_64 random(1);
    std::unordered_map<std::uint64_t, LiftIndex> map;
    NumberIndex index;
    for (LiftIndex lift = 0; lift < 50000; ++lift) {
        const std::uint64_t row = 31011500120000000u + lift * 2;
        const std::uint64_t number = lift % 2 == 0 ? row : random() % 100000000000000000u;
        CHECK(index.add(number, lift) == map.emplace(number, lift).second);
    }
    CHECK(index.size() == map.size());
    std::size_t wrong = 0;
    for (const auto& [number, lift] : map) {
        wrong += index.find(number) != lift ? 1U : 0U;
        const auto near = map.find(number + 1);
        const LiftIndex other = near == map.end() ? no_lift : near->second;
        wrong += index.find(number + 1) != other ? 1U : 0U;
    }
    CHECK(wrong == 0);
}

TEST_CASE("a lift takes twenty bytes where their number was known, and some more where not") {
    NumberIndex known(100000), grown;
    for (LiftIndex lift = 0; lift < 100000; ++lift) {
        known.add(lift * 1000003ULL, lift);
        grown.add(lift * 1000003ULL, lift);
    }
    CHECK(known.bytes() <= 20 * 100000 + 200);
    CHECK(grown.bytes() <= 60 * 100000);
}
