// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/modbus_link.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "wire/pages.hpp"
#include "wire/pieces.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

static_assert(DeviceLink<ModbusGatewayLink>);
static_assert(DeviceLink<ModbusRtuLink>);
static_assert(DeviceLink<ModbusTcpLink>);
static_assert(sizeof(ModbusGatewayLink) < ModbusGatewayFraming::max_frame + 1024);

namespace {

using Text = std::vector<std::string>;

std::string login_frame() {
    std::string out;
    append_gateway_login(out, "460001234567890");
    return out;
}

std::string gateway_frame(const Observation& seen, const ModbusOptions& options = {}) {
    std::string out;
    append_gateway_reply(out, options, seen);
    return out;
}

std::string pdu_of(const Observation& seen, const ModbusOptions& options = disen_registers) {
    std::string out;
    append_modbus_reply(out, options, seen);
    return out;
}

std::string rtu_frame(const Observation& seen, const ModbusOptions& options = disen_registers) {
    std::string out;
    append_modbus_rtu(out, options.slave, pdu_of(seen, options));
    return out;
}

std::string tcp_frame(const Observation& seen, const ModbusOptions& options = disen_registers) {
    std::string out;
    append_modbus_tcp(out, 0x0203, options.slave, pdu_of(seen, options));
    return out;
}

std::string refusal() {
    std::string pdu, out;
    append_modbus_exception(pdu, modbus_read, 2);
    append_modbus_rtu(out, 2, pdu);
    return out;
}

const std::string login = login_frame();
const Observation up{.floor = 5, .direction = Direction::up, .speed = 1.5F};
const Observation trapped{.floor = 0x0203, .fault = native_fault("monarch", "TRAP", false)};
const Observation power{.floor = 2, .fault = native_fault("disen", "POWER", false)};

}  // namespace

TEST_CASE("every transcript of the Modbus links gives its records") {
    CHECK(check_pages<ModbusGatewayLink>("modbus_gateway") >= 4);
    CHECK(check_pages<ModbusRtuLink>("modbus_rtu") >= 4);
    CHECK(check_pages<ModbusTcpLink>("modbus_tcp") >= 4);
}

TEST_CASE("the pieces that replies come in make no difference") {
    const std::string gateway = gateway_frame(up) + login + "\x02\x03\xC8" +
                                gateway_frame(trapped) +
                                "\x55\xAA\x0F"
                                "123" +
                                refusal() + gateway_frame(up).substr(0, 50);
    check_pieces<ModbusGatewayLink>(gateway);
    check_pieces<ModbusRtuLink>(rtu_frame(up) + "\x02\x03\x2E\x02" + rtu_frame(power) + refusal() +
                                rtu_frame(up).substr(0, 30));
    check_pieces<ModbusTcpLink>(tcp_frame(up) + std::string(3, '\0') + tcp_frame(power) + "noise" +
                                tcp_frame(up).substr(0, 30));
}

TEST_CASE("noise between replies costs none of them") {
    const Text noises = {"x",        "\r\n",     std::string(7, '\0'), "\x55",
                         "\x55\xAA", "\x03\x02", std::string(700, 'z')};
    check_noise<ModbusGatewayLink>({gateway_frame(up), login, gateway_frame(trapped)}, noises);
    check_noise<ModbusRtuLink>({rtu_frame(up), rtu_frame(power)}, noises);
    check_noise<ModbusTcpLink>({tcp_frame(up), tcp_frame(power)}, noises);
}

TEST_CASE("a false mark is refused, and the reply in what it claimed is found") {
    const std::string mark = "\x02\x03\x2E";
    const Text lines = decode<ModbusRtuLink>(mark + rtu_frame(up), 5);
    CHECK(lines[0] == "error bad_checksum at 49");
    CHECK(lines[1].find("\"floor\":5") != std::string::npos);
    const Text odd = decode<ModbusGatewayLink>("\x02\x03\xC8" + gateway_frame(up), 5);
    CHECK(odd[0].find("\"floor\":5") != std::string::npos);
}

TEST_CASE("a reply is read only as far as the options say what was asked") {
    ModbusOptions options = disen_registers;
    options.words = 14;
    options.slave = 17;
    CHECK(decode<ModbusRtuLink>(rtu_frame(up, options), 99).size() == 1);
    CHECK(decode(rtu_frame(up, options), 99, ModbusRtuLink(options)).size() == 2);
    CHECK(decode(tcp_frame(up, options), 99, ModbusTcpLink(options)).size() == 2);
    CHECK(decode(tcp_frame(up), 99, ModbusTcpLink(options)).size() == 1);
    options.layout = RegisterLayout::monarch;
    CHECK(decode(gateway_frame(up, options), 99, ModbusGatewayLink(options)).size() == 2);
    options.address = 0xC900;
    CHECK(decode(gateway_frame(up), 99, ModbusGatewayLink(options)).size() == 1);
}

TEST_CASE("a slave whose number is that of the login's mark is told from it") {
    ModbusOptions options;
    options.slave = 0x55;
    const std::string stream = gateway_frame(up, options) + login + gateway_frame(up, options);
    const Text lines = decode(stream, 3, ModbusGatewayLink(options));
    REQUIRE(lines.size() == 4);
    CHECK(lines[1] == "login 460001234567890");
}

TEST_CASE("a link that asks for no words or too many is refused") {
    for (const unsigned words : {0U, 126U, 65535U}) {
        const ModbusOptions options{.words = static_cast<std::uint16_t>(words)};
        CHECK_THROWS_WITH_AS(ModbusRtuLink{options}, "ModbusOptions: words must be 1 to 125",
                             std::invalid_argument);
        CHECK_THROWS_AS(ModbusTcpLink{options}, std::invalid_argument);
        CHECK_THROWS_AS(ModbusGatewayLink{options}, std::invalid_argument);
    }
}

TEST_CASE("the query of the options is the one on record") {
    std::string query;
    append_modbus_query(query, disen_registers);
    CHECK(query == hex_to_bytes("02 03 00 40 00 17 04 23"));
}

TEST_CASE("a login is written only of 15 digits") {
    for (const std::string_view name :
         {"", "46000123456789", "4600012345678901", "46000123456789a"}) {
        std::string out;
        append_gateway_login(out, name);
        CHECK(out.empty());
    }
    CHECK(login.size() == 18);
    CHECK(decode<ModbusGatewayLink>(login, 1)[0] == "login 460001234567890");
}

TEST_CASE("any observation is told alike by the three links") {
    Maker maker(77);
    for (int i = 0; i < 500; ++i) {
        const Observation seen = maker.observation();
        for (const RegisterLayout layout : {RegisterLayout::monarch, RegisterLayout::disen}) {
            ModbusOptions options;
            options.layout = layout;
            const Text odd = decode(gateway_frame(seen, options), 99, ModbusGatewayLink(options));
            CHECK(decode(rtu_frame(seen, options), 99, ModbusRtuLink(options)) == odd);
            CHECK(decode(tcp_frame(seen, options), 99, ModbusTcpLink(options)) == odd);
            CHECK(odd.back().find("refused=0 garbage=0") != std::string::npos);
        }
    }
}

TEST_CASE("any bytes give the same records however they are cut") {
    std::mt19937 random(13);
    const std::string parts[] = {"\x02",
                                 "\x03",
                                 "\x02\x03",
                                 "\x02\x83",
                                 "\x55\xAA\x0F",
                                 "1",
                                 std::string(1, '\0'),
                                 login,
                                 gateway_frame(up),
                                 rtu_frame(up),
                                 tcp_frame(up),
                                 refusal(),
                                 gateway_frame(trapped).substr(0, 40)};
    for (int round = 0; round < 300; ++round) {
        std::string stream;
        for (int i = 0; i < 12; ++i) stream += parts[random() % std::size(parts)];
        CHECK(decode<ModbusGatewayLink>(stream, 1) == decode<ModbusGatewayLink>(stream, 9999));
        CHECK(decode<ModbusRtuLink>(stream, 1) == decode<ModbusRtuLink>(stream, 9999));
        CHECK(decode<ModbusTcpLink>(stream, 1) == decode<ModbusTcpLink>(stream, 9999));
    }
}
