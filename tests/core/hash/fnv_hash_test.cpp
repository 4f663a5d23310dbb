// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/hash/fnv_hash.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("the hash has the values of the published test vectors") {
    // draft-eastlake-fnv, appendix: 64 bit FNV-1a of "", "a" and "foobar".
    struct Case {
        std::string_view text, hash;
    };
    const Case cases[] = {
        {"", "cbf29ce484222325"}, {"a", "af63dc4c8601ec8c"}, {"foobar", "85944171f73967e8"}};
    for (const Case& row : cases) {
        FnvHash hash;
        hash.add(row.text);
        CHECK(hash.text() == row.hash);
    }
}

TEST_CASE("it does not matter into which pieces the bytes are cut") {
    FnvHash whole, pieces;
    whole.add("foobar\xFF");
    pieces.add("foo");
    pieces.add("");
    pieces.add("bar\xFF");
    CHECK(whole.value() == pieces.value());
}

TEST_CASE("a number is its eight bytes, the lowest first") {
    using namespace std::string_view_literals;
    constexpr std::uint64_t number = FnvHash{}.add(0x0102u).value();
    CHECK(number == FnvHash{}.add("\x02\x01\0\0\0\0\0\0"sv).value());
}
