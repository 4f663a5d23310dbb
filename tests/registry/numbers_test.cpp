// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/numbers.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

static std::string code_of(const std::optional<NumberFault>& fault) {
    return fault ? std::string(to_string(fault->code)) : "sound";
}

// The codes of three companies as each publishes it on its own imprint: an independent source.
static constexpr std::string_view published[] = {"914403001922038216", "9144030071526726XG",
                                                 "91110000802100433B"};

TEST_CASE("the check character of codes that companies publish is the one that is computed") {
    for (const std::string_view code : published) {
        CAPTURE(code);
        CHECK(credit_code_check(code) == code.back());
        CHECK(!check_credit_code(code));
    }
}

// 3 has no small power that is 1 modulo 31, so no place is weighted as its neighbour, and 31 is a
// prime: any single slip and any swap of two unlike neighbours is seen.
TEST_CASE("every slip in one place of a credit code and every swap of neighbours is noticed") {
    constexpr std::string_view letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (const std::string_view code : published) {
        for (std::size_t at = 0; at < code.size(); ++at) {
            for (const char letter : letters) {
                std::string slip(code);
                slip[at] = letter;
                CHECK(check_credit_code(slip).has_value() == (letter != code[at]));
            }
            if (at + 1 == code.size() || code[at] == code[at + 1]) continue;
            std::string swapped(code);
            std::swap(swapped[at], swapped[at + 1]);
            CHECK(code_of(check_credit_code(swapped)) == "bad_checksum");
        }
    }
}

TEST_CASE("each number is judged by the rule of its column") {
    struct Case {
        std::string_view field, text, outcome;
        std::size_t at;
    };
    const Case cases[] = {
        {"credit_code", "91440300192203821O", "bad_syntax", 17},
        {"credit_code", "91440300192203821", "truncated", 17},
        {"credit_code", "9144030019220382166", "too_long", 18},
        {"credit_code", " 914403001922038216　", "sound", 0},
        {"division", "130102", "sound", 0},
        {"division", "1301", "truncated", 4},
        {"division", "130102001", "too_long", 6},
        {"division", "990102", "bad_value", 0},
        {"division", "石家庄", "bad_syntax", 0},
        {"rescue_code", "012345", "sound", 0},
        {"rescue_code", "12345", "truncated", 5},
        {"rescue_code", "12345a", "bad_syntax", 5},
        {"rescue_code", "1234567", "too_long", 6},
        {"registration_code", "31103506002016053337", "sound", 0},
        {"registration_code", "31103506002016133337", "out_of_range", 14},
        {"registration_code", "3.11035E+19", "bad_syntax", 7},
        {"registration_code", "3.11035E19", "bad_syntax", 7},
        {"certificate", "3E101010101010101010", "sound", 0},
        {"registration_code", "311010999201600001", "bad_value", 0},
        {"equipment_code", "311010999201600001", "sound", 0},
        {"equipment_code", "211010999201600001", "unsupported", 0},
        {"equipment_code", "31103506002016053337", "bad_value", 0},
        {"certificate", "梯11冀A1234(16)", "sound", 0},
        {"certificate", "容11冀A1234(16)", "bad_syntax", 0},
        {"address", "anything", "sound", 0},
        {"rescue_code", "", "sound", 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.field);
        CAPTURE(c.text);
        const auto fault = check_number(c.field, c.text);
        CHECK(code_of(fault) == c.outcome);
        if (fault) CHECK(fault->at == c.at);
        if (fault) CHECK(!fault->sentence.empty());
        if (fault) CHECK(!fault->cure.empty());
    }
}

TEST_CASE("a number of each of the eight kinds begins with the digit of its kind") {
    const std::string digits = "12834569";
    for (std::size_t i = 1; i < Words<EquipmentKind>::list.size(); ++i) {
        const auto kind = static_cast<EquipmentKind>(i);
        CHECK(category_digit(kind) == digits[i - 1]);
        const std::string own = digits[i - 1] + std::string("11010999201600001");
        CHECK(code_of(check_equipment_number(own, IdentityKind::equipment_code, kind)) == "sound");
        const std::string other = (digits[i - 1] == '1' ? '2' : '1') + own.substr(1);
        CHECK(code_of(check_equipment_number(other, IdentityKind::equipment_code, kind)) ==
              "bad_value");
    }
}
