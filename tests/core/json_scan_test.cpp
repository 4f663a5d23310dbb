// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/json_scan.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "hoistway/core/utf8.hpp"

using namespace hoistway;

namespace {

struct Scan {
    std::vector<JsonMember> members;
    std::optional<Error> error;
    std::size_t end = 0;
};

Scan scan_all(std::string_view text) {
    Scan out;
    JsonScan scan(text);
    JsonMember member;
    while (scan.next(member)) out.members.push_back(member);
    out.error = scan.error();
    out.end = scan.end();
    return out;
}

bool whole(const Scan& scan, std::string_view text) {
    return !scan.error && text.find_first_not_of(" \t\r\n", scan.end) == std::string_view::npos;
}

// True where nothing in the object is looked into later: no nested value, no number beyond double.
bool flat(const Scan& scan) {
    for (const JsonMember& member : scan.members) {
        if (member.kind == JsonKind::object || member.kind == JsonKind::array) return false;
        if (member.kind == JsonKind::number && !to_number(member.text)) return false;
    }
    return true;
}

std::string again(const JsonMember& member) {
    const std::string text(member.text);
    return member.kind == JsonKind::string ? '"' + text + '"' : text;
}

// The members in the order of nlohmann's map, the last of a name winning.
nlohmann::json rebuilt(const Scan& scan) {
    nlohmann::json out = nlohmann::json::object();
    for (const JsonMember& member : scan.members) {
        const auto key = nlohmann::json::parse('"' + std::string(member.key) + '"');
        out[key.get<std::string>()] = nlohmann::json::parse(again(member));
    }
    return out;
}

// nlohmann/json is the independent reader: what it reads we read, and to the same values; what we
// read of a flat object it reads too.
void compare(const std::string& text) {
    CAPTURE(text);
    const Scan scan = scan_all(text);
    const auto theirs = nlohmann::json::parse(text, nullptr, false);
    const bool object = !theirs.is_discarded() && theirs.is_object();
    if (object) {
        REQUIRE(whole(scan, text));
        CHECK(rebuilt(scan) == theirs);
    } else if (whole(scan, text) && flat(scan) && first_bad_utf8(text) == text.size()) {
        // Half a surrogate pair is left to unescape_json.
        CHECK(text.find("\\u") != std::string_view::npos);
    }
}

const std::string table[] = {
    R"({})",
    R"( { } )",
    R"({"a":1})",
    R"({"a":-0.5e+10,"b":"x","c":null,"d":true,"e":false})",
    R"({"a":"\"\\\/\b\f\n\r\t\u00e9"})",
    R"({"a":{"b":[1,{"c":"}]"}]},"d":[]})",
    "{\"a\" :\t1 ,\r\n\"b\":2}",
    R"({"a":01})",
    R"({"a":1.})",
    R"({"a":.5})",
    R"({"a":+1})",
    R"({"a":1e})",
    R"({"a":-})",
    R"({"a":NaN})",
    R"({"a":Infinity})",
    R"({"a":tru})",
    R"({"a":nul)",
    R"({"a":"x)",
    R"({"a":"\x"})",
    R"({"a":"\u12g4"})",
    R"({"a":"\ud83d\ude80"})",
    R"({a:1})",
    R"({'a':1})",
    R"({"a":1,})",
    R"({,"a":1})",
    R"({"a":1 "b":2})",
    R"({"a" 1})",
    R"({"a":})",
    R"({"a":1}})",
    R"([1])",
    R"("a")",
    R"()",
    R"({)",
    R"({"a":1)",
    R"({"电梯":"A-1"})",
    R"({"a":1,"a":2})",
};

}  // namespace

TEST_CASE("members come in the order in which they stand, raw and with their place") {
    const std::string_view text = R"({"lift":"A-1", "floor":3,"fault":{"code":"8"},"door":null})";
    const Scan scan = scan_all(text);
    REQUIRE(scan.members.size() == 4);
    CHECK(scan.members[0].key == "lift");
    CHECK(scan.members[0].text == "A-1");
    CHECK(scan.members[0].kind == JsonKind::string);
    CHECK(scan.members[1].text == "3");
    CHECK(text.substr(scan.members[1].at, 1) == "3");
    CHECK(text.substr(scan.members[1].key_at, 5) == "floor");
    CHECK(scan.members[2].text == R"({"code":"8"})");
    CHECK(scan.members[3].kind == JsonKind::null);
    CHECK(scan.end == text.size());
}

TEST_CASE("an error names the byte where the text stopped being JSON") {
    struct Case {
        const char* text;
        Error error;
    };
    const Case cases[] = {
        {"[1]", {ErrorCode::bad_syntax, 0}},           {"{\"a\":1 2}", {ErrorCode::bad_syntax, 7}},
        {"{\"a\":x}", {ErrorCode::bad_syntax, 5}},     {"{\"a\":\"b", {ErrorCode::truncated, 7}},
        {"{\"a\":[1,2", {ErrorCode::truncated, 9}},    {"", {ErrorCode::truncated, 0}},
        {"{\"a\":\"\n\"}", {ErrorCode::bad_syntax, 6}}};
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const Scan scan = scan_all(c.text);
        REQUIRE(scan.error);
        CHECK(*scan.error == c.error);
    }
}

TEST_CASE("nesting without end is refused") {
    const Scan deep = scan_all("{\"a\":" + std::string(1000, '['));
    REQUIRE(deep.error);
    CHECK(deep.error->code == ErrorCode::too_long);
    CHECK_FALSE(scan_all("{\"a\":" + std::string(32, '[') + std::string(32, ']') + "}").error);
}

TEST_CASE("a table of texts is read as nlohmann/json reads it") {
    for (const std::string& text : table) compare(text);
}

TEST_CASE("ten thousand broken texts are judged as nlohmann/json judges them") {
    std::mt19937 random(5);
    const std::string letters = "{}[]\":,\\u0 1e-.tn/#\x01\xE7";
    for (int round = 0; round < 10000; ++round) {
        std::string text = table[random() % std::size(table)];
        for (auto n = 1 + random() % 3; n > 0 && !text.empty(); --n) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text.erase(at, 1);
                    break;
                case 1:
                    text.insert(at, 1, letters[random() % letters.size()]);
                    break;
                default:
                    text[at] = letters[random() % letters.size()];
            }
        }
        compare(text);
    }
}

TEST_CASE("a number is one whole number or none") {
    CHECK(to_number("1e3") == 1000.0);
    CHECK(to_number("-0.25") == -0.25);
    CHECK_FALSE(to_number("1e999"));
    CHECK_FALSE(to_number("1 "));
    CHECK_FALSE(to_number(""));
    CHECK_FALSE(to_number("+1"));
}
