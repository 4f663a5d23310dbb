// SPDX-License-Identifier: Apache-2.0
//
// A zip of stored parts, written down from APPNOTE.TXT 4.3: enough for a spreadsheet.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hoistway::testing {

namespace zip {

inline void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

inline std::uint32_t crc_of(std::string_view text) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : text) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

inline void put_header(std::string& out, const std::string& name, const std::string& text) {
    put(out, 0, 2 + 2);
    put(out, 0, 2 + 2);
    put(out, crc_of(text), 4);
    put(out, static_cast<std::uint32_t>(text.size()), 4);
    put(out, static_cast<std::uint32_t>(text.size()), 4);
    put(out, static_cast<std::uint32_t>(name.size()), 2);
    put(out, 0, 2);
}

}  // namespace zip

using ZipParts = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const ZipParts& parts) {
    std::string out, index;
    for (const auto& [name, text] : parts) {
        zip::put(index, 0x02014B50, 4);
        zip::put(index, 20, 2);
        zip::put(index, 20, 2);
        zip::put_header(index, name, text);
        zip::put(index, 0, 2 + 2);
        zip::put(index, 0, 2);
        zip::put(index, 0, 4);
        zip::put(index, static_cast<std::uint32_t>(out.size()), 4);
        index += name;
        zip::put(out, 0x04034B50, 4);
        zip::put(out, 20, 2);
        zip::put_header(out, name, text);
        out += name + text;
    }
    const auto at = static_cast<std::uint32_t>(out.size());
    out += index;
    zip::put(out, 0x06054B50, 4);
    zip::put(out, 0, 4);
    zip::put(out, static_cast<std::uint32_t>(parts.size()), 2);
    zip::put(out, static_cast<std::uint32_t>(parts.size()), 2);
    zip::put(out, static_cast<std::uint32_t>(index.size()), 4);
    zip::put(out, at, 4);
    zip::put(out, 0, 2);
    return out;
}

}  // namespace hoistway::testing
