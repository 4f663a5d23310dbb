// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/json_write.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <random>

using namespace hoistway;

static std::string json(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

template <class N>
static std::string json_number(N value) {
    std::string out;
    append_json_number(out, value);
    return out;
}

TEST_CASE("what JSON reserves is escaped and nothing else is") {
    CHECK(json("") == R"("")");
    CHECK(json("A-1") == R"("A-1")");
    CHECK(json("示范路1号") == R"("示范路1号")");
    CHECK(json("a\"b\\c/d") == R"("a\"b\\c/d")");
    CHECK(json("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    CHECK(json(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
    CHECK(json("\xF0\x9F\x9B\x97") == "\"\xF0\x9F\x9B\x97\"");
}

TEST_CASE("a byte that is not UTF-8 becomes a replacement character") {
    CHECK(json("a\xCC\xDD") == "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
    CHECK(json("\xE6\xA2") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST_CASE("any bytes make a string that an independent reader takes") {
    std::mt19937 random(20251127);
    for (int round = 0; round < 500; ++round) {
        std::string bytes(random() % 40, ' ');
        for (char& c : bytes) c = static_cast<char>(random());
        const auto read = nlohmann::json::parse(json(bytes), nullptr, false);
        REQUIRE(read.is_string());
        if (first_bad_utf8(bytes) == bytes.size()) CHECK(read == bytes);
    }
}

TEST_CASE("numbers are written in their shortest exact form") {
    CHECK(json_number(0) == "0");
    CHECK(json_number(-7) == "-7");
    CHECK(json_number(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    CHECK(json_number(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
    CHECK(json_number(0.1) == "0.1");
    CHECK(json_number(0.1f) == "0.1");
    CHECK(json_number(1000000.0) == "1000000");
    CHECK(json_number(9007199254740992.0) == "9007199254740992");
    CHECK(json_number(-2.5) == "-2.5");
    CHECK(json_number(1e300) == "1e+300");
}

TEST_CASE("what JSON has no number for is null") {
    CHECK(json_number(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(json_number(std::numeric_limits<double>::infinity()) == "null");
    CHECK(json_number(-std::numeric_limits<float>::infinity()) == "null");
}

TEST_CASE("a number read again is the same number") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 500; ++round) {
        const double value = std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())),
                                        static_cast<int>(random() % 100) - 80);
        CHECK(nlohmann::json::parse(json_number(value)).get<double>() == value);
    }
}
