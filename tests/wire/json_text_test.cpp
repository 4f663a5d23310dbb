// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/json_text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>

using namespace hoistway;

TEST_CASE("escapes are read as nlohmann/json reads them") {
    const std::string raws[] = {R"(A-1)",          R"(\u0041\u002d1)", R"(\"\\\/\b\f\n\r\t)",
                                R"(\u7535\u68af)", R"(\ud83d\ude80)",  R"(\uFFFF\u0000)"};
    std::array<char, 64> room;
    for (const std::string& raw : raws) {
        CAPTURE(raw);
        const Result<std::string_view> text = unescape_json(raw, room);
        REQUIRE(text);
        CHECK(*text == nlohmann::json::parse('"' + raw + '"').get<std::string>());
    }
}

TEST_CASE("a bad escape is refused at its byte") {
    struct Case {
        const char* raw;
        Error error;
    };
    const Case cases[] = {{R"(ab\ud83d)", {ErrorCode::bad_encoding, 2}},
                          {R"(\ude80)", {ErrorCode::bad_encoding, 0}},
                          {R"(\ud83d\u0041)", {ErrorCode::bad_encoding, 0}},
                          {R"(a\x)", {ErrorCode::bad_encoding, 1}},
                          {R"(a\u12)", {ErrorCode::bad_encoding, 1}},
                          {R"(a\)", {ErrorCode::bad_encoding, 1}},
                          {"123456789", {ErrorCode::too_long, 8}}};
    std::array<char, 8> room;
    for (const Case& c : cases) {
        CAPTURE(c.raw);
        const Result<std::string_view> text = unescape_json(c.raw, room);
        REQUIRE(!text);
        CHECK(text.error() == c.error);
    }
}

TEST_CASE("a key is found wherever it stands, and its place is learned") {
    const std::array<std::string_view, 3> names{"lift", "time", "floor"};
    detail::KeyOrder<3> order;
    for (int line = 0; line < 2; ++line) {
        CHECK(order.find(names, 0, "floor") == 2);
        CHECK(order.find(names, 1, "lift") == 0);
        CHECK(order.find(names, 2, "doors") == 3);
        CHECK(order.find(names, 99, "time") == 1);
    }
    CHECK(order.find(names, 0, "lift") == 0);
}

TEST_CASE("the first byte that is not UTF-8 is found beyond the eighth") {
    CHECK(detail::first_bad_byte("12345678abc") == 11);
    CHECK(detail::first_bad_byte("12345678ab\xB5") == 10);
    CHECK(detail::first_bad_byte("1234567\xB5xyz") == 7);
    CHECK(detail::first_bad_byte("12345678电梯") == 14);
}
