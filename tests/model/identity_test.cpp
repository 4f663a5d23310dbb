// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/identity.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

using namespace hoistway;

static std::string line_of(std::string_view text) {
    std::string out;
    append_identity(out, identify(text));
    return out;
}

// The samples of the protocols page, section 5, found in rule texts and public code.
TEST_CASE("registration codes found in the wild come apart into their parts") {
    struct Case {
        std::string_view text, area, year, month, sequence, era;
    };
    const Case cases[] = {
        {"31103506002016053337", "350600", "2016", "05", "3337", "since_2014"},
        {"31103506002016083785", "350600", "2016", "08", "3785", "since_2014"},
        {"31106401052014080025", "640105", "2014", "08", "0025", "ambiguous"},
    };
    for (const Case& c : cases) {
        const Identity code = identify(c.text);
        CAPTURE(c.text);
        CHECK(code.kind == IdentityKind::registration_code);
        CHECK(code.valid);
        CHECK(code.fields.find("class") == "3110");
        CHECK(code.fields.find("area") == c.area);
        CHECK(code.fields.find("year") == c.year);
        CHECK(code.fields.find("month") == c.month);
        CHECK(code.fields.find("sequence") == c.sequence);
        CHECK(code.fields.find("era") == c.era);
        CHECK(code.fields.find("class_meaning") == "traction_passenger");
    }
}

TEST_CASE("the sample of the rule text is well formed but of equipment that is no lift") {
    const Identity code = identify("21603101012006010101");
    CHECK(code.kind == IdentityKind::registration_code);
    CHECK(!code.valid);
    CHECK(code.error->code == ErrorCode::unsupported);
    CHECK(code.error->at == 0);
    CHECK(code.fields.find("area") == "310101");
    CHECK(code.fields.find("sequence") == "0101");
}

TEST_CASE("certificates are read with half-width and full-width brackets") {
    struct Case {
        std::string_view text, province, city, serial, year;
    };
    const Case cases[] = {
        {"梯11闽E3622(16)", "闽", "E", "3622", "16"},
        {"梯11闽E4165(16)", "闽", "E", "4165", "16"},
        {"梯11宁A12345(18)", "宁", "A", "12345", "18"},
        {"梯11冀A123456（25）", "冀", "A", "123456", "25"},
        {"梯11冀A1234（25)", "冀", "A", "1234", "25"},
        {"梯11冀A1234(25）", "冀", "A", "1234", "25"},
    };
    for (const Case& c : cases) {
        const Identity certificate = identify(c.text);
        CAPTURE(c.text);
        CHECK(certificate.kind == IdentityKind::certificate);
        CHECK(certificate.valid);
        CHECK(certificate.fields.find("class") == "11");
        CHECK(certificate.fields.find("province") == c.province);
        CHECK(certificate.fields.find("city") == c.city);
        CHECK(certificate.fields.find("serial") == c.serial);
        CHECK(certificate.fields.find("year") == c.year);
        CHECK(certificate.fields.find("class_meaning") == "traction_passenger");
    }
}

TEST_CASE("equipment codes have a serial that goes on with letters beyond 99999") {
    const Identity plain = identify("311010999201600001");
    CHECK(plain.kind == IdentityKind::equipment_code);
    CHECK(plain.valid);
    CHECK(plain.fields.find("class") == "3110");
    CHECK(plain.fields.find("maker") == "10999");
    CHECK(plain.fields.find("year") == "2016");
    CHECK(plain.fields.find("serial") == "00001");
    CHECK(plain.fields.find("era") == "since_2014");

    const Identity letters = identify("3120109992010A0001");
    CHECK(letters.valid);
    CHECK(letters.fields.find("serial") == "A0001");
    CHECK(letters.fields.find("class_meaning") == "positive_drive_passenger");
}

TEST_CASE("older forms of the equipment code are named and not read") {
    for (const auto text : {"31101099920160001", "311012345678920160001"}) {
        const Identity code = identify(text);
        CHECK(code.kind == IdentityKind::equipment_code);
        CHECK(!code.valid);
        CHECK(code.error->code == ErrorCode::unsupported);
        CHECK(code.fields.size() == 0);
    }
}

TEST_CASE("rescue codes keep their leading zeros") {
    const Identity code = identify("000123");
    CHECK(code.kind == IdentityKind::rescue_code);
    CHECK(code.valid);
    CHECK(code.fields.find("number") == "000123");
}

TEST_CASE("the supervision code of Fujian is two letters and five digits") {
    const Identity code = identify("TE37493");
    CHECK(code.kind == IdentityKind::supervision_code);
    CHECK(code.valid);
    CHECK(code.fields.find("letters") == "TE");
    CHECK(code.fields.find("number") == "37493");
}

TEST_CASE("twenty letters and digits are an old certificate, twenty digits a registration code") {
    CHECK(identify("3110AB06002016053337").kind == IdentityKind::old_certificate);
    CHECK(identify("3110AB06002016053337").valid);
    CHECK(identify("31103506002016053337").kind == IdentityKind::registration_code);
}

TEST_CASE("the equipment number of one province's system is no known shape") {
    CHECK(identify("3506T13735").kind == IdentityKind::unknown);
    CHECK(!identify("3506T13735").valid);
}

TEST_CASE("spaces around a number do not count") {
    for (const auto text : {" 000123", "000123\r\n", "\t000123 ", "\u3000000123\u3000 "}) {
        CHECK(identify(text).valid);
        CHECK(identify(text).text == "000123");
    }
}

TEST_CASE("a wrong number is told by its first wrong byte") {
    using enum ErrorCode;
    using Kind = IdentityKind;
    struct Case {
        std::string_view text;
        IdentityKind kind;
        ErrorCode code;
        std::size_t at;
    };
    const Case cases[] = {
        {"", Kind::unknown, missing, 0},
        {"   ", Kind::unknown, missing, 0},
        // registration codes
        {"31103506002016003337", Kind::registration_code, out_of_range, 14},
        {"31103506002016133337", Kind::registration_code, out_of_range, 14},
        {"31103506002016050000", Kind::registration_code, out_of_range, 16},
        {"31103506001816053337", Kind::registration_code, out_of_range, 10},
        {"41103506002016053337", Kind::registration_code, unsupported, 0},
        {"3110350600201605333-", Kind::registration_code, bad_syntax, 19},
        {"3110350600 016053337", Kind::registration_code, bad_syntax, 10},
        {"3110350600201605333", Kind::unknown, truncated, 19},
        {"3110350600201605333712", Kind::unknown, too_long, 22},
        // equipment codes
        {"411010999201600001", Kind::equipment_code, unsupported, 0},
        {"3X1010999201600001", Kind::equipment_code, bad_syntax, 1},
        {"31101099920160000a", Kind::equipment_code, bad_syntax, 17},
        {"311010999301600001", Kind::equipment_code, out_of_range, 9},
        {"31101099920160001", Kind::equipment_code, unsupported, 17},
        {"A11010999201600001", Kind::unknown, truncated, 18},
        // certificates; 梯 and 闽 are three bytes each
        {"梯", Kind::certificate, truncated, 3},
        {"梯1", Kind::certificate, truncated, 4},
        {"梯1A闽E3622(16)", Kind::certificate, bad_syntax, 4},
        {"梯14闽E3622(16)", Kind::certificate, bad_value, 3},
        {"梯11", Kind::certificate, truncated, 5},
        {"梯11FE3622(16)", Kind::certificate, bad_syntax, 5},
        {"梯11（E3622(16)", Kind::certificate, bad_syntax, 5},
        {"梯11闽", Kind::certificate, truncated, 8},
        {"梯11闽e3622(16)", Kind::certificate, bad_syntax, 8},
        {"梯11闽3622(16)", Kind::certificate, bad_syntax, 8},
        {"梯11闽E362(16)", Kind::certificate, bad_syntax, 12},
        {"梯11闽E362", Kind::certificate, truncated, 12},
        {"梯11闽E3622167(16)", Kind::certificate, too_long, 15},
        {"梯11闽E3622", Kind::certificate, truncated, 13},
        {"梯11闽E3622[16]", Kind::certificate, bad_syntax, 13},
        {"梯11闽E3622(6)", Kind::certificate, bad_syntax, 15},
        {"梯11闽E3622(2016)", Kind::certificate, bad_syntax, 16},
        {"梯11闽E3622(16", Kind::certificate, truncated, 16},
        {"梯11闽E3622（16", Kind::certificate, truncated, 18},
        {"梯11闽E3622(16)x", Kind::certificate, too_long, 17},
        // short codes
        {"12345a", Kind::rescue_code, bad_syntax, 5},
        {"A23456", Kind::rescue_code, bad_syntax, 0},
        {"12345", Kind::unknown, truncated, 5},
        {"tE37493", Kind::supervision_code, bad_syntax, 0},
        {"T337493", Kind::supervision_code, bad_syntax, 1},
        {"TE3749O", Kind::supervision_code, bad_syntax, 6},
        // what is no number at all
        {"hello, world", Kind::unknown, bad_syntax, 5},
        {"３１１０", Kind::unknown, bad_syntax, 0},
        {"31103506002０16", Kind::unknown, bad_syntax, 11},
        {"\xCC\xDD\x31\x31", Kind::unknown, bad_encoding, 0},
        {"梯11\xC3\xF6", Kind::unknown, bad_encoding, 5},
    };
    for (const Case& c : cases) {
        const Identity identity = identify(c.text);
        CAPTURE(c.text);
        CHECK(to_text(identity.kind) == to_text(c.kind));
        CHECK(!identity.valid);
        REQUIRE(identity.error);
        CHECK(to_string(identity.error->code) == to_string(c.code));
        CHECK(identity.error->at == c.at);
        CHECK(!identity.error->sentence.empty());
    }
}

TEST_CASE("an identity is one line of JSON") {
    CHECK(line_of(" 000123 ") ==
          R"({"text":"000123","kind":"rescue_code","valid":true,"fields":{"number":"000123"},)"
          R"("error":null})");
    CHECK(line_of("梯11闽E3622(16)") ==
          R"~({"text":"梯11闽E3622(16)","kind":"certificate","valid":true,"fields":{"class":"11",)~"
          R"("province":"闽","city":"E","serial":"3622","year":"16","era":"since_2014",)"
          R"("class_meaning":"traction_passenger"},"error":null})");
    CHECK(line_of("1234") ==
          R"({"text":"1234","kind":"unknown","valid":false,"fields":{},"error":{)"
          R"("code":"truncated","at":4,"sentence":"no identity number has this length"}})");
}

TEST_CASE("whatever is typed gives a line that an independent reader takes") {
    std::mt19937 random(3110);
    const std::string letters[] = {"3", "1", "0", "2016", "梯", "闽",
                                   "A", "e", "(", "）",   " ",  "\xFF"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto n = random() % 22; n > 0; --n) text += letters[random() % std::size(letters)];
        const Identity identity = identify(text);
        CHECK(identity.valid == !identity.error.has_value());
        if (identity.error) CHECK(identity.error->at <= identity.text.size());
        std::string line;
        append_identity(line, identity);
        CHECK(nlohmann::json::parse(line, nullptr, false).is_object());
    }
}

TEST_CASE("more than eight fields are not kept") {
    IdentityFields fields;
    for (int i = 0; i < 10; ++i) fields.add("n", "v");
    CHECK(fields.size() == 8);
    CHECK(fields.find("other").empty());
}

static_assert(identify("31103506002016053337").valid, "a code can be checked while compiling");
