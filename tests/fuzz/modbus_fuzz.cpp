// SPDX-License-Identifier: Apache-2.0
//
// The three Modbus links under arbitrary bytes, and under streams made from them in which lengths
// and check sums are right: the records do not depend on how a stream was cut, good replies are all
// found, and what is written of an observation is read back and written the same.

#include <array>
#include <vector>

#include "hoistway/wire/device/modbus_link.hpp"
#include "link_fuzz.hpp"

using namespace hoistway;
using namespace hoistway::fuzz;

namespace {

// As many words as the options ask for, out of the bytes; zero where they end.
std::vector<std::uint16_t> take_words(std::string_view& bytes, std::size_t count) {
    std::vector<std::uint16_t> words(count);
    for (std::uint16_t& word : words) {
        if (bytes.size() < 2) break;
        word = read_be<std::uint16_t>(bytes, 0);
        bytes.remove_prefix(2);
    }
    return words;
}

struct Streams {
    std::string gateway, rtu, tcp;
    std::uint64_t replies = 0;
};

// Good replies with the fuzzer's words in them, eight at most.
Streams streams_of(std::string_view bytes, const ModbusOptions& options) {
    Streams out;
    while (bytes.size() >= 2 && out.replies < 8) {
        const auto transaction = static_cast<std::uint16_t>(bytes.size());
        const std::vector<std::uint16_t> words = take_words(bytes, options.words);
        std::string pdu;
        append_modbus_words(pdu, words);
        append_modbus_gateway(out.gateway, options.slave, options.address, words);
        append_modbus_rtu(out.rtu, options.slave, pdu);
        append_modbus_tcp(out.tcp, transaction, options.slave, pdu);
        ++out.replies;
    }
    return out;
}

Record check_replies(const Streams& streams, const ModbusOptions& options) {
    Record odd = check_cuts(ModbusGatewayLink(options), streams.gateway);
    const Record serial = check_cuts(ModbusRtuLink(options), streams.rtu);
    const Record net = check_cuts(ModbusTcpLink(options), streams.tcp);
    require(odd.seen == serial.seen && odd.seen == net.seen);
    require(odd.stats.frames == streams.replies && odd.stats.garbage_bytes == 0);
    require(odd.stats.observations >= streams.replies);
    return odd;
}

void check_stable(const Observation& seen, const ModbusOptions& options) {
    const auto write = [&](const Observation& each) {
        std::array<std::uint16_t, max_modbus_read> registers{};
        write_registers(options.layout, options.codes, each, registers);
        std::string bytes;
        for (const std::uint16_t word : registers) append_be(bytes, word);
        return bytes;
    };
    const auto again = [&](const std::string& bytes) {
        Observation back = read_registers(options.layout, options.codes, bytes, seen.time).seen;
        back.fault = seen.fault;
        return write(back);
    };
    const std::string once = again(write(seen));
    require(again(once) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    ModbusOptions options = data[0] % 2 == 0 ? monarch_registers : disen_registers;
    options.words = static_cast<std::uint16_t>(1 + data[1] % max_modbus_read);
    options.codes.doors = {Door::closed, Door::opening, Door::open, Door::closing};
    check_cuts(ModbusGatewayLink(options), bytes);
    check_cuts(ModbusRtuLink(options), bytes);
    check_cuts(ModbusTcpLink(options), bytes);
    const Streams streams = streams_of(bytes, options);
    for (const Observation& seen : check_replies(streams, options).seen) {
        check_stable(seen, options);
    }
    (void)read_modbus_rtu(bytes);
    (void)read_modbus_tcp(bytes);
    (void)read_modbus_gateway(bytes);
    return 0;
}
