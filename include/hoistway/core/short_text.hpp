// SPDX-License-Identifier: Apache-2.0
//
// A text of a few letters that lives inside its record: no allocation, copied with the bytes.
//
//     ShortText<8> code;
//     if (!code.assign("E152")) ...   // false where it does not fit; nothing is cut off
//
// Holds up to N - 1 bytes.

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hoistway {

template <std::size_t N>
class ShortText {
    static_assert(N >= 2 && N <= 256, "a length has to fit one byte");

 public:
    constexpr ShortText() = default;

    constexpr bool assign(std::string_view text) noexcept {
        if (text.size() > capacity()) return false;
        letters_ = {};
        for (std::size_t i = 0; i < text.size(); ++i) letters_[i] = text[i];
        size_ = static_cast<std::uint8_t>(text.size());
        return true;
    }

    static constexpr std::size_t capacity() noexcept { return N - 1; }
    constexpr std::string_view view() const noexcept { return {letters_.data(), size_}; }
    constexpr bool empty() const noexcept { return size_ == 0; }

    friend constexpr bool operator==(const ShortText&, const ShortText&) = default;
    friend constexpr auto operator<=>(const ShortText& a, const ShortText& b) noexcept {
        return a.view() <=> b.view();
    }

 private:
    std::array<char, N - 1> letters_{};
    std::uint8_t size_ = 0;
};

}  // namespace hoistway
