// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets of links share: the records of a stream do not depend on how it was cut.
//
//     const Record whole = check_cuts(MnkLink(), bytes);

#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/wire/link.hpp"

namespace hoistway::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

// 2026-03-01T00:00:00Z, when everything is received.
inline constexpr Time received{Duration{1772323200000}};

// All that a stream said: the observations, and in the order of all records what else there was.
struct Record {
    std::vector<Observation> seen;
    std::string text;
    LinkStats stats;

    void operator()(const Observation& each) {
        seen.push_back(each);
        text += 'o';
    }
    void operator()(const DeviceLogin& login) { (text += 'l') += login.device.view(); }
    void operator()(const DeviceHeartbeat&) { text += 'b'; }
    void operator()(const WireError& refused) {
        text += static_cast<char>(refused.error.code);
        text += std::to_string(refused.error.at);
        text += refused.field;
    }
    friend bool operator==(const Record&, const Record&) = default;
};

// Pieces from the list of sizes, over and over; all at once where there is none.
template <DeviceLink Link>
Record decode(Link link, std::string_view bytes, std::string_view sizes) {
    Record record;
    for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
        const std::size_t size =
            sizes.empty() ? bytes.size() : 1 + static_cast<unsigned char>(sizes[i % sizes.size()]);
        link.feed(bytes.substr(at, size), received, record);
        at += size;
    }
    link.finish(record);
    record.stats = link.stats();
    return record;
}

template <DeviceLink Link>
Record check_cuts(const Link& link, std::string_view bytes) {
    Record whole = decode(link, bytes, {});
    require(decode(link, bytes, bytes.substr(0, 8)) == whole);
    require(decode(link, bytes, std::string_view("\0", 1)) == whole);
    return whole;
}

}  // namespace hoistway::fuzz
