// SPDX-License-Identifier: Apache-2.0
//
// Whatever is read as a time is written as one that reads the same.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hoistway/core/time_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto time = hoistway::parse_time(text);
    if (!time) return time.error().at <= size ? 0 : (std::abort(), 1);
    const auto again = hoistway::parse_time(hoistway::format_time(*time));
    if (!again || *again != *time) std::abort();
    return 0;
}
