// SPDX-License-Identifier: Apache-2.0
//
// Modbus, as far as reading and writing the registers of a lift controller takes it: what is asked,
// what is answered, and the three wrappings that it travels in.
//
//     std::string pdu, query;
//     append_modbus_read(pdu, {.address = 0x0040, .words = 23});
//     append_modbus_rtu(query, 2, pdu);                 // 02 03 00 40 00 17 04 23
//     const Result<ModbusReply> reply = read_modbus_rtu(answer);
//     reply->word(13);                                  // the fourteenth register
//
// RTU is slave, message, CRC-16 with its low byte first; TCP puts a header of seven bytes before
// the message (MBAP) and has no check sum. The gateway of some controllers answers a read in a form
// of its own: it repeats the address and counts words instead of bytes (docs/device_links.md).
// Numbers inside a message have their high byte first. Functions 03 and 10 (hexadecimal) only; an
// exception is a reply, not an error. Linear time; nothing is allocated but by the text appended
// to. Layout and limits: the Modbus application protocol; the query above is an external vector.

#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/check_sum.hpp"

namespace hoistway {

inline constexpr std::uint8_t modbus_read = 0x03, modbus_write = 0x10;
inline constexpr std::uint8_t modbus_exception = 0x80;  // added to the function refused
inline constexpr std::uint16_t max_modbus_read = 125, max_modbus_write = 123;

struct ModbusRange {
    std::uint16_t address = 0, words = 0;
};

struct ModbusReply {
    std::uint8_t slave = 0;
    std::uint8_t function = 0;     // without the exception's bit
    std::uint8_t exception = 0;    // why it was refused, 0 = it was not
    std::string_view registers{};  // what was read, two bytes a word; a view into the frame
    ModbusRange range{};           // what was written, or where the gateway read

    std::size_t words() const noexcept { return registers.size() / 2; }
    std::uint16_t word(std::size_t at) const noexcept {
        return read_be<std::uint16_t>(registers, 2 * at);
    }
};

// The words of the protocol for why a query was refused.
constexpr std::string_view modbus_exception_text(std::uint8_t code) noexcept {
    constexpr std::string_view texts[] = {"exception",     "illegal_function", "illegal_address",
                                          "illegal_value", "device_failure",   "acknowledge",
                                          "device_busy"};
    return code < std::size(texts) ? texts[code] : texts[0];
}

inline void append_modbus_read(std::string& pdu, ModbusRange asked) {
    assert(asked.words >= 1 && asked.words <= max_modbus_read);
    pdu += static_cast<char>(modbus_read);
    append_be(pdu, asked.address);
    append_be(pdu, asked.words);
}

inline void append_modbus_write(std::string& pdu, std::uint16_t address,
                                std::span<const std::uint16_t> words) {
    assert(!words.empty() && words.size() <= max_modbus_write);
    pdu += static_cast<char>(modbus_write);
    append_be(pdu, address);
    append_be(pdu, static_cast<std::uint16_t>(words.size()));
    pdu += static_cast<char>(2 * words.size());
    for (const std::uint16_t word : words) append_be(pdu, word);
}

// The answer to a read, for a simulator or a test.
inline void append_modbus_words(std::string& pdu, std::span<const std::uint16_t> words) {
    assert(words.size() <= max_modbus_read);
    pdu += static_cast<char>(modbus_read);
    pdu += static_cast<char>(2 * words.size());
    for (const std::uint16_t word : words) append_be(pdu, word);
}

inline void append_modbus_exception(std::string& pdu, std::uint8_t function, std::uint8_t code) {
    pdu += static_cast<char>(function | modbus_exception);
    pdu += static_cast<char>(code);
}

namespace detail {

inline void append_crc16(std::string& out, std::size_t from) {
    append_le(out, crc16_modbus(std::string_view(out).substr(from)));
}

// The last two bytes are the check sum of all before them.
inline bool crc16_holds(std::string_view frame) noexcept {
    const std::size_t end = frame.size() - 2;
    return crc16_modbus(frame.substr(0, end)) == read_le<std::uint16_t>(frame, end);
}

// Errors count from the first byte of the message.
inline Result<ModbusReply> read_modbus_pdu(std::uint8_t slave, std::string_view pdu) {
    if (pdu.size() < 2) return Error{ErrorCode::truncated, pdu.size()};
    const std::uint8_t first = byte_at(pdu, 0), second = byte_at(pdu, 1);
    ModbusReply reply{.slave = slave, .function = static_cast<std::uint8_t>(first & 0x7F)};
    if (reply.function != modbus_read && reply.function != modbus_write)
        return Error{ErrorCode::unsupported, 0};
    std::size_t size = 2;
    if ((first & modbus_exception) != 0) {
        reply.exception = second;
        if (second == 0) return Error{ErrorCode::bad_value, 1};
    } else if (first == modbus_write) {
        size = 5;
    } else {
        size += second;
        if (second == 0 || second % 2 != 0 || second > 2 * max_modbus_read)
            return Error{ErrorCode::bad_value, 1};
    }
    if (pdu.size() < size) return Error{ErrorCode::truncated, pdu.size()};
    if (pdu.size() > size) return Error{ErrorCode::too_long, size};
    if (first == modbus_read) reply.registers = pdu.substr(2);
    if (first == modbus_write)
        reply.range = {read_be<std::uint16_t>(pdu, 1), read_be<std::uint16_t>(pdu, 3)};
    return reply;
}

inline Result<ModbusReply> moved(Result<ModbusReply> reply, std::size_t by) {
    if (!reply) return Error{reply.error().code, reply.error().at + by};
    return reply;
}

}  // namespace detail

// Slave, message, check sum: what stands on a serial line, or on TCP behind a converter.
inline void append_modbus_rtu(std::string& out, std::uint8_t slave, std::string_view pdu) {
    const std::size_t from = out.size();
    out += static_cast<char>(slave);
    out += pdu;
    detail::append_crc16(out, from);
}

inline Result<ModbusReply> read_modbus_rtu(std::string_view frame) {
    if (frame.size() < 5) return Error{ErrorCode::truncated, frame.size()};
    if (!detail::crc16_holds(frame)) return Error{ErrorCode::bad_checksum, frame.size() - 2};
    const std::string_view pdu = frame.substr(1, frame.size() - 3);
    return detail::moved(detail::read_modbus_pdu(byte_at(frame, 0), pdu), 1);
}

// Transaction, protocol 0, length of what follows, unit, message.
inline void append_modbus_tcp(std::string& out, std::uint16_t transaction, std::uint8_t unit,
                              std::string_view pdu) {
    append_be(out, transaction);
    append_be(out, std::uint16_t{0});
    append_be(out, static_cast<std::uint16_t>(pdu.size() + 1));
    out += static_cast<char>(unit);
    out += pdu;
}

inline Result<ModbusReply> read_modbus_tcp(std::string_view frame) {
    if (frame.size() < 9) return Error{ErrorCode::truncated, frame.size()};
    if (read_be<std::uint16_t>(frame, 2) != 0) return Error{ErrorCode::unsupported, 2};
    const std::size_t size = std::size_t{6} + read_be<std::uint16_t>(frame, 4);
    if (frame.size() < size) return Error{ErrorCode::truncated, frame.size()};
    if (frame.size() > size) return Error{ErrorCode::too_long, size};
    return detail::moved(detail::read_modbus_pdu(byte_at(frame, 6), frame.substr(7)), 7);
}

// The gateway's answer to a read: slave, 03, address, number of words in one byte, words, check
// sum; seven bytes and two for each word.
inline void append_modbus_gateway(std::string& out, std::uint8_t slave, std::uint16_t address,
                                  std::span<const std::uint16_t> words) {
    assert(words.size() <= 0xFF);
    const std::size_t from = out.size();
    out += static_cast<char>(slave);
    out += static_cast<char>(modbus_read);
    append_be(out, address);
    out += static_cast<char>(words.size());
    for (const std::uint16_t word : words) append_be(out, word);
    detail::append_crc16(out, from);
}

// An exception has the standard form; that the gateway sends any is not attested.
inline Result<ModbusReply> read_modbus_gateway(std::string_view frame) {
    if (frame.size() < 5) return Error{ErrorCode::truncated, frame.size()};
    if ((byte_at(frame, 1) & modbus_exception) != 0) return read_modbus_rtu(frame);
    if (byte_at(frame, 1) != modbus_read) return Error{ErrorCode::unsupported, 1};
    const std::uint16_t words = byte_at(frame, 4);
    const std::size_t size = 7 + std::size_t{2} * words;
    if (frame.size() < size) return Error{ErrorCode::truncated, frame.size()};
    if (frame.size() > size) return Error{ErrorCode::too_long, size};
    if (!detail::crc16_holds(frame)) return Error{ErrorCode::bad_checksum, size - 2};
    if (words == 0) return Error{ErrorCode::bad_value, 4};
    return ModbusReply{.slave = byte_at(frame, 0),
                       .function = modbus_read,
                       .registers = frame.substr(5, size - 7),
                       .range = {read_be<std::uint16_t>(frame, 2), words}};
}

}  // namespace hoistway
