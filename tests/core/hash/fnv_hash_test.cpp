// SPDX-License-Identifier: Apache-2.0
#include "hoistway/score/corpus_hash.hpp"

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
        CorpusHash hash;
        hash.add(row.text);
        CHECK(hash.text() == row.hash);
    }
}

TEST_CASE("it does not matter into which pieces the bytes are cut") {
    CorpusHash whole, pieces;
    whole.add("foobar\xFF");
    pieces.add("foo");
    pieces.add("");
    pieces.add("bar\xFF");
    CHECK(whole.value() == pieces.value());
}
