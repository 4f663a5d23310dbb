// SPDX-License-Identifier: Apache-2.0
//
// A line of JSON that ends with a check sum over the rest of it, and bytes in it.

#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../model/json_document.hpp"
#include "hoistway/core/base64.hpp"
#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/core/result.hpp"

namespace hoistway::detail {

inline constexpr std::string_view check_key = R"(,"check":")";

// Ends the line that has begun there: the check sum, the brace, the end of the line.
inline void end_checked_line(std::string& out, std::size_t begin) {
    const std::uint64_t sum = FnvHash{}.add(std::string_view(out).substr(begin)).value();
    fmt::format_to(std::back_inserter(out), "{}{:016x}\"}}\n", check_key, sum);
}

// What stands in the line; discarded where the check sum is not there or does not fit. Keys that
// stand twice are not looked for: the check sum says who has written the line.
inline std::optional<Json> read_checked_line(std::string_view line) {
    const std::size_t at = line.rfind(check_key);
    if (at == std::string_view::npos) return std::nullopt;
    std::string body(line.substr(0, at));
    std::string whole = body;
    end_checked_line(whole, 0);
    whole.pop_back();
    if (line != whole) return std::nullopt;
    return Json::parse(body += '}', nullptr, false);
}

inline void append_bytes(std::string& out, std::span<const std::byte> bytes) {
    out += '"';
    append_base64(out, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    out += '"';
}

inline std::optional<std::vector<std::byte>> read_bytes(const std::string& text) {
    std::vector<std::uint8_t> bytes(text.size());
    const Result<std::size_t> length = decode_base64(text, bytes);
    if (!length) return std::nullopt;
    const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
    return std::vector<std::byte>(begin, begin + *length);
}

// Hands over each line that is not empty, with its number.
template <class Take>
void for_each_line(std::string_view text, Take&& take) {
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0) take(text.substr(0, end), number);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace hoistway::detail
