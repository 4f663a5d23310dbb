// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

// Good and bad sequences of Markus Kuhn's UTF-8 decoder test, and of RFC 3629.
TEST_CASE("UTF-8 is told from what is not, at its byte") {
    struct Case {
        const char* what;
        std::string text;
        std::size_t bad_at;  // the text's size where it is good
    };
    const Case cases[] = {
        {"nothing", "", 0},
        {"ASCII", "lift A-1", 8},
        {"Chinese", "\xE7\x94\xB5\xE6\xA2\xAF", 6},
        {"largest two bytes", "\xDF\xBF", 2},
        {"largest three bytes", "\xEF\xBF\xBF", 3},
        {"smallest four bytes", "\xF0\x90\x80\x80", 4},
        {"U+10FFFF", "\xF4\x8F\xBF\xBF", 4},
        {"U+110000", "\xF4\x90\x80\x80", 0},
        {"GBK for lift", "a\xB5\xE7\xCC\xDD", 1},
        {"a continuation alone", "ab\x80", 2},
        {"overlong slash, two bytes", "\xC0\xAF", 0},
        {"overlong slash, three bytes", "\xE0\x80\xAF", 0},
        {"overlong slash, four bytes", "\xF0\x80\x80\xAF", 0},
        {"surrogate", "\xED\xA0\x80", 0},
        {"cut short", "x\xE7\x94", 1},
        {"cut short, four bytes", "x\xF0\x9F\x9A", 1},
        {"0xFE", "\xFE", 0},
        {"lead, then ASCII", "\xC3(", 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        CHECK(first_bad_utf8(c.text) == c.bad_at);
    }
}

TEST_CASE("a zero byte is a letter like any other") {
    CHECK(first_bad_utf8(std::string("a\0b", 3)) == 3);
}
