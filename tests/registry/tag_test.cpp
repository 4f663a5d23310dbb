// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/tag.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

static std::string text_of(const std::vector<std::uint8_t>& bytes) {
    return {bytes.begin(), bytes.end()};
}

// Written by hand from NDEF 1.0 (3.2, figure 3), RTD URI (3.2) and RTD Text (3.2.1).
TEST_CASE("a message is a URI record and a text record, byte for byte") {
    const std::string expected = std::string(
        "\x91\x01\x0D"
        "U\x04"
        "example.org/"  // first, short, well known; 13 bytes; https://
        "\x51\x01\x06"
        "T\x02"
        "zhabc",
        27);  // last, short, well known; 6 bytes; language of 2
    CHECK(text_of(ndef_message("https://example.org/", "zh", "abc")) == expected);
    struct Case {
        std::string_view uri;
        char code;
        std::string_view rest;
    };
    const Case cases[] = {{"http://www.a.b", 1, "a.b"},
                          {"https://www.a.b", 2, "a.b"},
                          {"http://a.b", 3, "a.b"},
                          {"https://a.b", 4, "a.b"},
                          {"ftp://a.b", 0, "ftp://a.b"}};
    for (const Case& c : cases) {
        const std::string bytes = text_of(ndef_message(c.uri, "en", ""));
        CHECK(bytes[4] == c.code);
        CHECK(bytes.substr(5, c.rest.size()) == c.rest);
    }
}

TEST_CASE("a record of more than 255 bytes has a length of four bytes") {
    const std::string bytes = text_of(ndef_message("https://a/", "en", std::string(300, 'x')));
    // 3 bytes of URI: code, "a", "/".
    CHECK(bytes.substr(0, 7) == std::string("\x91\x01\x03U\x04"
                                            "a/"));
    CHECK(bytes.substr(7, 7) == std::string("\x41\x01\x00\x00\x01\x2FT", 7));
    CHECK(bytes.size() == 14 + 303);
}

TEST_CASE("a lift has one payload and a record for each of three places") {
    const Lift lift{.key = "A 1/甲", .rescue_code = "012345"};
    const auto tag = make_tag(lift, {.base_url = "https://lifts.example.org/t/"});
    REQUIRE(tag);
    CHECK(tag->payload == "https://lifts.example.org/t/A%201%2F%E7%94%B2");
    const std::string_view places[] = {"?at=car", "?at=pit", "?at=machine_room"};
    const std::string_view words[] = {"zh救援编号 012345, 轿厢", "zh救援编号 012345, 底坑",
                                      "zh救援编号 012345, 机房"};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string bytes = text_of(tag->records[i]);
        CHECK(bytes.find(places[i]) != std::string::npos);
        CHECK(bytes.ends_with(words[i]));
    }
    CHECK(tag->svg.find("救援编号 012345</text>") != std::string::npos);
    const auto query = make_tag(lift, {.base_url = "http://a/?id=", .language = Language::en});
    REQUIRE(query);
    CHECK(text_of(query->records[1]).find("&at=pit") != std::string::npos);
    CHECK(text_of(query->records[1]).ends_with("enRescue code 012345, pit"));
}

TEST_CASE("a base that is no URL and a lift without a key have no tag") {
    const Lift lift{.key = "A"};
    for (const std::string base : {"", "lifts.example.org", "https://", "ftp://a/", "https://a b/",
                                   "https://a/\n", "https://\"/"}) {
        CAPTURE(base);
        const auto tag = make_tag(lift, {.base_url = base});
        REQUIRE(!tag);
        CHECK(tag.error().field == "base_url");
    }
    CHECK(make_tag({}, {.base_url = "https://a/"}).error().code == ErrorCode::missing);
    CHECK(make_tag({.key = std::string(3000, 'x')}, {.base_url = "https://a/"}).error().code ==
          ErrorCode::too_long);
}

// ISO/IEC 18004: version 1 has 21 modules a side and each version four more; 14 bytes are what 1-M
// holds, 17 what 1-L does (table 7).
TEST_CASE("a QR code has the size that its text and its level need") {
    CHECK(qr_code(std::string(14, 'x'))->size == 21);
    CHECK(qr_code(std::string(15, 'x'))->size == 25);
    CHECK(qr_code(std::string(17, 'x'), QrLevel::low)->size == 21);
    CHECK(qr_code(std::string(17, 'x'), QrLevel::high)->size == 29);
    CHECK(qr_code(std::string(2953, 'x'), QrLevel::low)->size == 177);
    CHECK(qr_code(std::string(2953, 'x'), QrLevel::high).error().code == ErrorCode::too_long);
    CHECK(qr_code(std::string(2954, 'x'), QrLevel::low).error().code == ErrorCode::too_long);
    CHECK(qr_code("").error().code == ErrorCode::missing);
}

static void fill(std::vector<int>& picture, std::size_t width, std::string_view path) {
    std::size_t x = 0, y = 0, run = 0;
    for (std::size_t at = 0; at < path.size();) {
        const std::string piece(path.substr(at, path.find('z', at) + 1 - at));
        REQUIRE(std::sscanf(piece.c_str(), "M%zu %zuh%zu", &x, &y, &run) == 3);
        for (std::size_t i = 0; i < run; ++i) ++picture[y * width + x + i];
        at += piece.size();
    }
}

TEST_CASE("the picture shows every dark module once, in a white zone of four") {
    const QrCode code = *qr_code("https://lifts.example.org/t/A-1");
    const std::string svg = qr_svg(code);
    const std::size_t width = code.size + 8;
    std::vector<int> picture(width * width);
    const std::size_t from = svg.find("#000\" d=\"") + 9;
    fill(picture, width, std::string_view(svg).substr(from, svg.find('"', from) - from));
    for (std::size_t y = 0; y < width; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const bool inside = x >= 4 && y >= 4 && x < width - 4 && y < width - 4;
            const bool dark = inside && code.dark[(y - 4) * code.size + x - 4];
            CHECK(picture[y * width + x] == (dark ? 1 : 0));
        }
    }
    // A finder pattern: seven dark modules in the first row of three corners.
    for (std::size_t i = 0; i < 7; ++i) CHECK(code.dark[i]);
    CHECK(!code.dark[7]);
    CHECK(qr_svg(code, "<&>").find("&lt;&amp;&gt;</text>") != std::string::npos);
}
