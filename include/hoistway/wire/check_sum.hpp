// SPDX-License-Identifier: Apache-2.0
//
// The check sums by which frames are known to be whole.
//
//     xor_sum(frame.substr(2));       // GB/T 32960.3, JT/T 808: all bytes, exclusive or
//     crc16_modbus(query);            // 0x2304 for 02 03 00 40 00 17, sent low byte first
//     crc32c(frame);                  // 0xE3069283 for "123456789"
//
// A wrong byte is always noticed; two wrong bytes may cancel out in xor_sum and byte_sum, and bytes
// that changed places always do. Linear time, eight bytes a step, no allocation. Checked against
// the published check values of the CRC catalogue (CRC-16/MODBUS, CRC-32/ISCSI).

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "hoistway/wire/bytes.hpp"

namespace hoistway {

// All bytes, exclusive or.
inline std::uint8_t xor_sum(std::string_view bytes) noexcept {
    std::array<std::uint64_t, 4> lanes{};
    std::size_t at = 0;
    for (; at + sizeof(lanes) <= bytes.size(); at += sizeof(lanes)) {
        std::array<std::uint64_t, 4> next{};
        std::memcpy(next.data(), bytes.data() + at, sizeof(next));
        for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] ^= next[i];
    }
    std::uint64_t all = lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3];
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t next = 0;
        std::memcpy(&next, bytes.data() + at, 8);
        all ^= next;
    }
    all ^= all >> 32;
    all ^= all >> 16;
    all ^= all >> 8;
    auto sum = static_cast<std::uint8_t>(all);
    for (; at < bytes.size(); ++at) sum = static_cast<std::uint8_t>(sum ^ byte_at(bytes, at));
    return sum;
}

// All bytes, added up, the low eight bits.
constexpr std::uint8_t byte_sum(std::string_view bytes) noexcept {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += byte_at(bytes, i);
    return static_cast<std::uint8_t>(sum);
}

namespace detail {

// table[k][b]: what byte b does to a sum that k more bytes follow.
template <class T, std::size_t N>
constexpr std::array<std::array<T, 256>, N> crc_tables(T polynomial) noexcept {
    std::array<std::array<T, 256>, N> tables{};
    for (std::size_t b = 0; b < 256; ++b) {
        auto sum = static_cast<T>(b);
        for (int bit = 0; bit < 8; ++bit) {
            sum = static_cast<T>((sum & 1) != 0 ? sum >> 1 ^ polynomial : sum >> 1);
        }
        tables[0][b] = sum;
    }
    for (std::size_t k = 1; k < N; ++k) {
        for (std::size_t b = 0; b < 256; ++b) {
            const T sum = tables[k - 1][b];
            tables[k][b] = static_cast<T>(sum >> 8 ^ tables[0][sum & 0xFF]);
        }
    }
    return tables;
}

inline constexpr auto crc16_tables = crc_tables<std::uint16_t, 8>(0xA001);
inline constexpr auto crc32c_tables = crc_tables<std::uint32_t, 8>(0x82F63B78U);

template <class T>
constexpr T crc(const std::array<std::array<T, 256>, 8>& tables, T sum,
                std::string_view bytes) noexcept {
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        const std::uint64_t eight = read_le<std::uint64_t>(bytes, at) ^ sum;
        sum = 0;
        for (std::size_t i = 0; i < 8; ++i) sum ^= tables[7 - i][eight >> 8 * i & 0xFF];
    }
    for (; at < bytes.size(); ++at) {
        sum = static_cast<T>(sum >> 8 ^ tables[0][(sum ^ byte_at(bytes, at)) & 0xFF]);
    }
    return sum;
}

}  // namespace detail

// Polynomial 0x8005 reflected, begun with all ones.
constexpr std::uint16_t crc16_modbus(std::string_view bytes) noexcept {
    return detail::crc<std::uint16_t>(detail::crc16_tables, 0xFFFF, bytes);
}

// Castagnoli's polynomial, begun and ended with all ones, as in iSCSI.
constexpr std::uint32_t crc32c(std::string_view bytes) noexcept {
    return ~detail::crc<std::uint32_t>(detail::crc32c_tables, 0xFFFFFFFFU, bytes);
}

}  // namespace hoistway
