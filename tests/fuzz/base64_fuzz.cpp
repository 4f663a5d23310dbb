// SPDX-License-Identifier: Apache-2.0
//
// Whatever decodes, encodes back to the same bytes; nothing is written behind the end.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/base64.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::array<std::uint8_t, 256> bytes{}, again{};
    const auto length = hoistway::decode_base64(text, bytes);
    if (!length) return length.error().at <= size ? 0 : (std::abort(), 1);
    std::string encoded;
    hoistway::append_base64(encoded, std::span(bytes).first(*length));
    const auto second = hoistway::decode_base64(encoded, again);
    if (!second || *second != *length || again != bytes) std::abort();
    return 0;
}
