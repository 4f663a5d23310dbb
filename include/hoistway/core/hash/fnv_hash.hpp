// SPDX-License-Identifier: Apache-2.0
//
// A short name for many bytes: two logs, corpora or states of one hash are, mistakes apart, the
// same.
//
//     FnvHash hash;
//     hash.add(line);
//     hash.text();      // "af63dc4c8601ec8c" after "a"
//
// FNV-1a with 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv). It guards against a mistake, not
// against anybody who wants two logs to look alike: that would take a cryptographic hash. Linear
// time, no allocation but the text. The same on every machine.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hoistway {

class FnvHash {
 public:
    constexpr FnvHash& add(std::string_view bytes) noexcept {
        for (const char byte : bytes) add_byte(static_cast<unsigned char>(byte));
        return *this;
    }

    // As eight bytes, the lowest first.
    constexpr FnvHash& add(std::uint64_t number) noexcept {
        for (int i = 0; i < 8; ++i) add_byte(static_cast<unsigned char>(number >> (8 * i)));
        return *this;
    }

    constexpr std::uint64_t value() const noexcept { return value_; }

    // Sixteen hex digits.
    std::string text() const {
        std::string out;
        for (int shift = 60; shift >= 0; shift -= 4)
            out += "0123456789abcdef"[value_ >> shift & 15];
        return out;
    }

 private:
    constexpr void add_byte(unsigned char byte) noexcept {
        value_ = (value_ ^ byte) * 0x00000100000001B3U;
    }

    std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace hoistway
