// SPDX-License-Identifier: Apache-2.0
//
// Links to lift controllers that answer Modbus queries: what the registers say becomes records.
//
//     ModbusGatewayLink gateway;                              // odd replies, status at 0xC800
//     ModbusRtuLink line{{.slave = 2, .address = 0x0040, .words = 23,
//                         .layout = RegisterLayout::disen}};  // what the caller asks for
//     std::string query;
//     append_modbus_query(query, line_options);               // send it every second or so
//     line.feed(answer, received, on_record);
//
// A link reads replies only; asking is the caller's, who knows the time. A standard reply does not
// say which registers it holds, so the link is told. It has no mark either: the RTU link looks for
// slave, function and byte count as they must be and believes the check sum. A false match keeps
// what stands behind it waiting for one reply's length at most and is then refused; one in 65536 is
// believed. On TCP the match is seven bytes and there is no check sum. A refused query is
// `unsupported`. Memory is one frame (255 to 517 bytes) and 170 bytes; nothing is allocated. One
// link per connection, one thread.

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/refuse.hpp"
#include "hoistway/wire/device/modbus.hpp"
#include "hoistway/wire/device/modbus_layout.hpp"
#include "hoistway/wire/framed_link.hpp"

namespace hoistway {

struct ModbusOptions {
    std::uint8_t slave = 2;
    std::uint16_t address = 0xC800;
    std::uint16_t words = 39;  // up to the last one that the layout reads
    RegisterLayout layout = RegisterLayout::monarch;
    RegisterCodes codes{};
};

// What the gateway's server asks for, and what the query on record asks for.
inline constexpr ModbusOptions monarch_registers{};
inline constexpr ModbusOptions disen_registers{
    .slave = 2, .address = 0x0040, .words = 23, .layout = RegisterLayout::disen};

// The gateway names itself by this and the 15 digits of its SIM card (IMSI).
inline constexpr std::string_view gateway_login_mark = "\x55\xAA\x0F";
inline constexpr std::size_t gateway_login_digits = 15;

namespace detail {

inline ModbusOptions checked(const ModbusOptions& options) {
    if (options.words < 1 || options.words > max_modbus_read)
        refuse("ModbusOptions: words must be 1 to 125");
    return options;
}

constexpr char low_byte(unsigned value) noexcept { return static_cast<char>(value & 0xFF); }

// A frame that begins here and is `size` long, if its check sum holds.
inline Cut cut_summed(std::string_view bytes, std::size_t size) noexcept {
    if (bytes.size() < size) return Cut::more(size);
    if (crc16_holds(bytes.substr(0, size))) return Cut::frame(size);
    return Cut::refused(ErrorCode::bad_checksum, size - 2, 1);
}

// Slave and function of an exception, and all of it: code and check sum follow.
inline constexpr std::size_t exception_size = 5;

}  // namespace detail

// Replies as slave, 03, number of bytes; or exceptions.
class ModbusRtuFraming {
 public:
    static constexpr std::size_t mark_size = 3, max_frame = 5 + 2 * max_modbus_read;

    explicit ModbusRtuFraming(const ModbusOptions& options = disen_registers)
        : size_(5 + std::size_t{2} * detail::checked(options).words),
          mark_{detail::low_byte(options.slave), char{modbus_read},
                detail::low_byte(2U * options.words)},
          refusal_{mark_[0], detail::low_byte(modbus_read | modbus_exception)} {}

    Cut cut(std::string_view bytes) const noexcept {
        const std::string_view mark{mark_.data(), mark_.size()};
        const std::string_view refusal{refusal_.data(), refusal_.size()};
        const std::size_t start = std::min(before_mark(bytes, mark), before_mark(bytes, refusal));
        if (start > 0) return Cut::garbage(start);
        if (bytes.starts_with(refusal)) return detail::cut_summed(bytes, detail::exception_size);
        if (bytes.starts_with(mark)) return detail::cut_summed(bytes, size_);
        return Cut::more(bytes.size() + 1);
    }

 private:
    std::size_t size_;
    std::array<char, 3> mark_;
    std::array<char, 2> refusal_;
};

// Replies that repeat the address, exceptions, and the login.
class ModbusGatewayFraming {
 public:
    static constexpr std::size_t mark_size = 4, max_frame = 7 + 2 * 0xFF;

    explicit ModbusGatewayFraming(const ModbusOptions& options = monarch_registers)
        : mark_{detail::low_byte(detail::checked(options).slave), char{modbus_read},
                detail::low_byte(options.address / 256U), detail::low_byte(options.address)},
          refusal_{mark_[0], detail::low_byte(modbus_read | modbus_exception)} {}

    Cut cut(std::string_view bytes) const noexcept {
        const std::string_view mark{mark_.data(), mark_.size()};
        const std::string_view refusal{refusal_.data(), refusal_.size()};
        const std::size_t start = std::min({before_mark(bytes, mark), before_mark(bytes, refusal),
                                            before_mark(bytes, gateway_login_mark)});
        if (start > 0) return Cut::garbage(start);
        if (bytes.starts_with(gateway_login_mark)) return cut_login(bytes);
        if (bytes.starts_with(refusal)) return detail::cut_summed(bytes, detail::exception_size);
        if (!bytes.starts_with(mark) || bytes.size() == mark.size())
            return Cut::more(bytes.size() + 1);
        return detail::cut_summed(bytes, 7 + 2 * std::size_t{byte_at(bytes, mark.size())});
    }

 private:
    static Cut cut_login(std::string_view bytes) noexcept {
        constexpr std::size_t from = gateway_login_mark.size(), size = from + gateway_login_digits;
        const std::size_t odd = bytes.substr(0, size).find_first_not_of("0123456789", from);
        if (odd != std::string_view::npos) return Cut::refused(ErrorCode::bad_value, odd, from);
        return bytes.size() < size ? Cut::more(size) : Cut::frame(size);
    }

    std::array<char, 4> mark_;
    std::array<char, 2> refusal_;
};

// Replies behind a header of which all but the transaction is known beforehand.
class ModbusTcpFraming {
 public:
    static constexpr std::size_t mark_size = 9, max_frame = 9 + 2 * max_modbus_read;

    explicit ModbusTcpFraming(const ModbusOptions& options = disen_registers)
        : mark_{0,
                0,
                0,
                detail::low_byte(3U + 2U * detail::checked(options).words),
                detail::low_byte(options.slave),
                char{modbus_read},
                detail::low_byte(2U * options.words)},
          refusal_{0, 0, 0, 3, mark_[4], detail::low_byte(modbus_read | modbus_exception)} {}

    Cut cut(std::string_view bytes) const noexcept {
        const std::string_view mark{mark_.data(), mark_.size()};
        const std::string_view refusal{refusal_.data(), refusal_.size()};
        const std::string_view behind = bytes.substr(std::min(transaction, bytes.size()));
        const std::size_t start = std::min(before_mark(behind, mark), before_mark(behind, refusal));
        if (start > 0) return Cut::garbage(start);
        if (behind.starts_with(refusal)) return cut_sized(bytes, mark_size);
        if (behind.starts_with(mark))
            return cut_sized(bytes, mark_size + std::size_t{byte_at(mark, mark.size() - 1)});
        return Cut::more(bytes.size() + 1);
    }

 private:
    static constexpr std::size_t transaction = 2;

    static Cut cut_sized(std::string_view bytes, std::size_t size) noexcept {
        return bytes.size() < size ? Cut::more(size) : Cut::frame(size);
    }

    std::array<char, 7> mark_;
    std::array<char, 6> refusal_;
};

// Reads sound frames; `Decode` takes a reply out of its wrapping.
template <Result<ModbusReply> (*Decode)(std::string_view)>
class ModbusReader {
 public:
    explicit ModbusReader(const ModbusOptions& options) noexcept : options_(options) {}

    void forget() noexcept { held_.forget(); }

    template <class Out>
    void read(const FrameBytes& frame, Out& out) {
        if (frame.bytes.starts_with(gateway_login_mark)) return log_in(frame.bytes, out);
        const Result<ModbusReply> reply = Decode(frame.bytes);
        if (!reply) return out.refuse(reply.error().code, frame.at + reply.error().at);
        if (reply->exception != 0) {
            return out.refuse(ErrorCode::unsupported, frame.at,
                              modbus_exception_text(reply->exception));
        }
        const RegisterStatus status =
            read_registers(options_.layout, options_.codes, reply->registers, out.received());
        out.count_out_of_range(status.out_of_range);
        held_.tell(words_of(options_.layout), status.faults, status.seen, out);
    }

 private:
    template <class Out>
    void log_in(std::string_view frame, Out& out) {
        ShortText<32> device;
        const bool fits = device.assign(frame.substr(gateway_login_mark.size()));
        assert(fits && "the framing lets 15 digits through");
        if (fits) out.login(device);
    }

    ModbusOptions options_;
    HeldFaults held_;
};

// A slave 0x55 would begin its replies as a login does, but not go on so.
using ModbusGatewayReader = ModbusReader<read_modbus_gateway>;
using ModbusRtuReader = ModbusReader<read_modbus_rtu>;
using ModbusTcpReader = ModbusReader<read_modbus_tcp>;

class ModbusGatewayLink : public FramedLink<ModbusGatewayFraming, ModbusGatewayReader> {
 public:
    ModbusGatewayLink() : ModbusGatewayLink(monarch_registers) {}
    explicit ModbusGatewayLink(const ModbusOptions& options)
        : FramedLink(ModbusGatewayFraming(options), ModbusGatewayReader(options)) {}
};

class ModbusRtuLink : public FramedLink<ModbusRtuFraming, ModbusRtuReader> {
 public:
    ModbusRtuLink() : ModbusRtuLink(disen_registers) {}
    explicit ModbusRtuLink(const ModbusOptions& options)
        : FramedLink(ModbusRtuFraming(options), ModbusRtuReader(options)) {}
};

class ModbusTcpLink : public FramedLink<ModbusTcpFraming, ModbusTcpReader> {
 public:
    ModbusTcpLink() : ModbusTcpLink(disen_registers) {}
    explicit ModbusTcpLink(const ModbusOptions& options)
        : FramedLink(ModbusTcpFraming(options), ModbusTcpReader(options)) {}
};

// The query whose replies a link with these options reads: RTU, as the gateway takes it, too.
inline void append_modbus_query(std::string& out, const ModbusOptions& options) {
    std::string pdu;
    append_modbus_read(pdu, {options.address, options.words});
    append_modbus_rtu(out, options.slave, pdu);
}

// The reply that says what the layout can say of `seen`; for a simulator or a test.
inline void append_modbus_reply(std::string& pdu, const ModbusOptions& options,
                                const Observation& seen) {
    std::array<std::uint16_t, max_modbus_read> room{};
    const std::span<std::uint16_t> words = std::span(room).first(options.words);
    write_registers(options.layout, options.codes, seen, words);
    append_modbus_words(pdu, words);
}

inline void append_gateway_reply(std::string& out, const ModbusOptions& options,
                                 const Observation& seen) {
    std::array<std::uint16_t, max_modbus_read> room{};
    const std::span<std::uint16_t> words = std::span(room).first(options.words);
    write_registers(options.layout, options.codes, seen, words);
    append_modbus_gateway(out, options.slave, options.address, words);
}

// 15 digits; nothing is written where it is anything else.
inline void append_gateway_login(std::string& out, std::string_view imsi) {
    const bool digits = imsi.find_first_not_of("0123456789") == std::string_view::npos;
    if (imsi.size() == gateway_login_digits && digits) out.append(gateway_login_mark).append(imsi);
}

}  // namespace hoistway
