// SPDX-License-Identifier: Apache-2.0
//
// The bytes of plain data as they may be written: what lies between its members, and holds whatever
// was in memory before, is zero.
//
//     std::vector<std::byte> out(sizeof(state));
//     write_without_padding(state, out.data());
//
// So the same state is the same bytes, whichever way it came about. Where the gaps are is found out
// when this is compiled: of a fresh value as bytes, they have no value. Needs a type whose fresh
// value is a constant without unions. Constant time, no allocation.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <utility>

namespace hoistway {

namespace detail {

template <class T, std::size_t place>
concept HoldsValueAt = requires {
    typename std::bool_constant<(std::bit_cast<std::array<std::byte, sizeof(T)>>(T{})[place] ==
                                 std::byte{0})>;
};

template <class T, std::size_t... places>
constexpr std::array<bool, sizeof(T)> value_bytes(std::index_sequence<places...>) noexcept {
    return {HoldsValueAt<T, places>...};
}

}  // namespace detail

// One truth for each byte of a T: whether it belongs to a member.
template <class T>
inline constexpr std::array<bool, sizeof(T)> value_bytes =
    detail::value_bytes<T>(std::make_index_sequence<sizeof(T)>{});

// Writes sizeof(T) bytes.
template <class T>
void write_without_padding(const T& value, std::byte* out) noexcept {
    static_assert(std::is_trivially_copyable_v<T>, "only plain data is its bytes");
    static_assert(std::is_empty_v<T> || value_bytes<T> != std::array<bool, sizeof(T)>{},
                  "the fresh value has to be a constant, and hold no union");
    std::memcpy(out, &value, sizeof(T));
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        if (!value_bytes<T>[i]) out[i] = std::byte{0};
    }
}

}  // namespace hoistway
