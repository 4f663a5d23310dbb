// SPDX-License-Identifier: Apache-2.0
#include "hoistway/core/base64.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace hoistway;

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

struct Vector {
    const char *plain, *coded;
};

// RFC 4648, section 10.
constexpr Vector rfc4648[] = {{"", ""},
                              {"f", "Zg=="},
                              {"fo", "Zm8="},
                              {"foo", "Zm9v"},
                              {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="},
                              {"foobar", "Zm9vYmFy"}};

}  // namespace

TEST_CASE("base64 gives the vectors of RFC 4648 both ways") {
    for (const Vector& vector : rfc4648) {
        CAPTURE(vector.plain);
        std::string coded;
        append_base64(coded, bytes_of(vector.plain));
        CHECK(coded == vector.coded);

        std::array<std::uint8_t, 16> out{};
        const Result<std::size_t> length = decode_base64(vector.coded, out);
        REQUIRE(length);
        CHECK(std::string(out.begin(), out.begin() + static_cast<long>(*length)) == vector.plain);
    }
}

TEST_CASE("padding may be left out") {
    std::array<std::uint8_t, 4> out{};
    const Result<std::size_t> length = decode_base64("Zm8", out);
    REQUIRE(length);
    CHECK(*length == 2);
    CHECK(out[1] == 'o');
}

TEST_CASE("what is no base64 is refused at its letter") {
    struct Case {
        const char* text;
        Error error;
    };
    const Case cases[] = {{"Zm9v!mFy", {ErrorCode::bad_value, 4}},
                          {"Zm\n9", {ErrorCode::bad_value, 2}},
                          {"Zg==Zg==", {ErrorCode::bad_value, 2}},
                          {"Zm9vY", {ErrorCode::truncated, 5}},
                          {"Z-_v", {ErrorCode::bad_value, 1}}};
    std::array<std::uint8_t, 16> out{};
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const Result<std::size_t> length = decode_base64(c.text, out);
        REQUIRE(!length);
        CHECK(length.error() == c.error);
    }
}

TEST_CASE("a text longer than the room for it is refused, never overrun") {
    std::array<std::uint8_t, 2> out{};
    const Result<std::size_t> length = decode_base64("Zm9v", out);
    REQUIRE(!length);
    CHECK(length.error().code == ErrorCode::too_long);
}

TEST_CASE("any bytes come back as they were") {
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::uint8_t> bytes(random() % 64), back(64);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        std::string coded;
        append_base64(coded, bytes);
        const Result<std::size_t> length = decode_base64(coded, back);
        REQUIRE(length);
        back.resize(*length);
        CHECK(back == bytes);
    }
}
