// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/modbus.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "wire/pages.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

std::string rtu(std::uint8_t slave, const std::string& pdu) {
    std::string out;
    append_modbus_rtu(out, slave, pdu);
    return out;
}

std::string tcp(std::uint16_t transaction, std::uint8_t unit, const std::string& pdu) {
    std::string out;
    append_modbus_tcp(out, transaction, unit, pdu);
    return out;
}

std::string words_pdu(std::span<const std::uint16_t> words) {
    std::string out;
    append_modbus_words(out, words);
    return out;
}

std::string exception_pdu(std::uint8_t function, std::uint8_t code) {
    std::string out;
    append_modbus_exception(out, function, code);
    return out;
}

std::string gateway(std::span<const std::uint16_t> words) {
    std::string out;
    append_modbus_gateway(out, 2, 0xC800, words);
    return out;
}

const std::array<std::uint16_t, 3> three{0x1234, 0, 0xFFFF};

}  // namespace

// The query stands with its check sum in the notes on these controllers.
// Covers: modbus_rtu: read query, encode, 1 external, query of a building's serial line
TEST_CASE("the query on record is written byte for byte") {
    std::string pdu;
    append_modbus_read(pdu, {.address = 0x0040, .words = 23});
    CHECK(rtu(2, pdu) == hex_to_bytes("02 03 00 40 00 17 04 23"));
}

// The example for function 16 in the published Modbus application protocol: 10 and 258 to the
// registers from address 1 on; its answer repeats address and quantity.
// Covers: modbus_tcp: write query, encode, 1 external, Modbus application protocol
TEST_CASE("a write is written as in the protocol's own example") {
    std::string pdu;
    append_modbus_write(pdu, 1, std::array<std::uint16_t, 2>{0x000A, 0x0102});
    CHECK(pdu == hex_to_bytes("10 00 01 00 02 04 00 0A 01 02"));
    const Result<ModbusReply> reply = read_modbus_tcp(tcp(7, 1, hex_to_bytes("10 00 01 00 02")));
    REQUIRE(reply);
    CHECK(reply->function == modbus_write);
    CHECK(reply->range.address == 1);
    CHECK(reply->range.words == 2);
    CHECK(reply->words() == 0);
}

// The example for function 3 there: registers 108 to 110 hold 555, 0 and 100.
// Covers: modbus_tcp: read query and reply, both, 2 external, Modbus application protocol
TEST_CASE("a read is asked and answered as in the protocol's own example") {
    std::string pdu;
    append_modbus_read(pdu, {.address = 107, .words = 3});
    CHECK(pdu == hex_to_bytes("03 00 6B 00 03"));
    const std::array<std::uint16_t, 3> values{555, 0, 100};
    CHECK(words_pdu(values) == hex_to_bytes("03 06 02 2B 00 00 00 64"));
    const std::string frame = tcp(0x1501, 0xFF, words_pdu(values));
    CHECK(frame.substr(0, 7) == hex_to_bytes("15 01 00 00 00 09 FF"));
    const Result<ModbusReply> reply = read_modbus_tcp(frame);
    REQUIRE(reply);
    CHECK(reply->slave == 0xFF);
    REQUIRE(reply->words() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(reply->word(i) == values[i]);
}

TEST_CASE("every wrapping gives back slave, function and words") {
    for (const std::size_t count : {1U, 3U, 23U, 39U, 125U}) {
        std::vector<std::uint16_t> words(count);
        for (std::size_t i = 0; i < count; ++i) words[i] = static_cast<std::uint16_t>(i * 521);
        const std::string serial = rtu(2, words_pdu(words)), net = tcp(9, 2, words_pdu(words)),
                          odd = gateway(words);
        CHECK(serial.size() == 2 * count + 5);
        CHECK(odd.size() == 2 * count + 7);
        for (const Result<ModbusReply>& reply :
             {read_modbus_rtu(serial), read_modbus_tcp(net), read_modbus_gateway(odd)}) {
            REQUIRE(reply);
            CHECK(reply->slave == 2);
            CHECK(reply->function == modbus_read);
            CHECK(reply->exception == 0);
            REQUIRE(reply->words() == count);
            for (std::size_t i = 0; i < count; ++i) CHECK(reply->word(i) == words[i]);
        }
        CHECK(read_modbus_gateway(odd)->range.address == 0xC800);
        CHECK(read_modbus_gateway(odd)->range.words == count);
    }
}

TEST_CASE("an exception is a reply, with its reason in words") {
    const std::string frame = rtu(2, exception_pdu(modbus_read, 2));
    CHECK(frame.substr(0, 3) == hex_to_bytes("02 83 02"));
    const Result<ModbusReply> reply = read_modbus_rtu(frame);
    REQUIRE(reply);
    CHECK(reply->function == modbus_read);
    CHECK(reply->exception == 2);
    CHECK(read_modbus_gateway(frame)->exception == 2);
    CHECK(read_modbus_tcp(tcp(1, 2, exception_pdu(modbus_write, 4)))->exception == 4);
    struct Case {
        std::uint8_t code;
        std::string_view text;
    };
    const Case cases[] = {{1, "illegal_function"}, {2, "illegal_address"}, {3, "illegal_value"},
                          {4, "device_failure"},   {5, "acknowledge"},     {6, "device_busy"},
                          {0, "exception"},        {7, "exception"},       {255, "exception"}};
    for (const Case& c : cases) CHECK(modbus_exception_text(c.code) == c.text);
}

TEST_CASE("a serial frame is refused where it went wrong") {
    struct Case {
        std::string frame;
        Error error;
    };
    std::string flipped = rtu(2, words_pdu(three));
    flipped[4] = static_cast<char>(flipped[4] ^ 1);
    const Case cases[] = {
        {"", {ErrorCode::truncated, 0}},
        {rtu(2, "\x03"), {ErrorCode::truncated, 4}},
        {flipped, {ErrorCode::bad_checksum, 9}},
        {rtu(2, hex_to_bytes("04 02 00 00")), {ErrorCode::unsupported, 1}},
        {rtu(2, hex_to_bytes("03 04 00 00")), {ErrorCode::truncated, 5}},
        {rtu(2, hex_to_bytes("03 02 00 00 00")), {ErrorCode::too_long, 5}},
        {rtu(2, hex_to_bytes("03 03 00 00 00")), {ErrorCode::bad_value, 2}},
        {rtu(2, hex_to_bytes("03 00")), {ErrorCode::bad_value, 2}},
        {rtu(2, hex_to_bytes("83 00")), {ErrorCode::bad_value, 2}},
        {rtu(2, "\x03\xFC" + std::string(252, 'x')), {ErrorCode::bad_value, 2}},
        {rtu(2, hex_to_bytes("10 00 01 00")), {ErrorCode::truncated, 5}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.frame.size());
        const Result<ModbusReply> reply = read_modbus_rtu(c.frame);
        REQUIRE_FALSE(reply);
        CHECK(reply.error() == c.error);
    }
}

TEST_CASE("a frame on TCP is refused where it went wrong") {
    const std::string good = tcp(1, 2, words_pdu(three));
    std::string other = good;
    other[3] = 1;
    CHECK(read_modbus_tcp(good.substr(0, 8)).error() == Error{ErrorCode::truncated, 8});
    CHECK(read_modbus_tcp(good.substr(0, 14)).error() == Error{ErrorCode::truncated, 14});
    CHECK(read_modbus_tcp(good + "x").error() == Error{ErrorCode::too_long, 15});
    CHECK(read_modbus_tcp(other).error() == Error{ErrorCode::unsupported, 2});
    CHECK(read_modbus_tcp(tcp(1, 2, hex_to_bytes("04 02 00 00"))).error() ==
          Error{ErrorCode::unsupported, 7});
}

TEST_CASE("a frame of the gateway is refused where it went wrong") {
    const std::string good = gateway(three);
    std::string flipped = good, write = good;
    flipped[6] = static_cast<char>(flipped[6] ^ 0x10);
    write[1] = 0x10;
    CHECK(read_modbus_gateway("").error() == Error{ErrorCode::truncated, 0});
    CHECK(read_modbus_gateway(good.substr(0, 12)).error() == Error{ErrorCode::truncated, 12});
    CHECK(read_modbus_gateway(good + "x").error() == Error{ErrorCode::too_long, 13});
    CHECK(read_modbus_gateway(flipped).error() == Error{ErrorCode::bad_checksum, 11});
    CHECK(read_modbus_gateway(write).error() == Error{ErrorCode::unsupported, 1});
    CHECK(read_modbus_gateway(gateway({})).error() == Error{ErrorCode::bad_value, 4});
}

TEST_CASE("any wrong bit in a serial frame is noticed") {
    const std::string good = rtu(2, words_pdu(three));
    for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
        std::string bad = good;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
        CHECK_FALSE(read_modbus_rtu(bad));
    }
}
