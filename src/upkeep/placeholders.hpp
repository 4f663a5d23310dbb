// SPDX-License-Identifier: Apache-2.0
//
// The words in braces of a policy's sentences.
//
//     bad_placeholder("{lift} {wann}", [](std::string_view name) { return name == "lift"; });
//     // "{wann}"

#pragma once

#include <cstddef>
#include <string_view>

namespace hoistway {

// The placeholder that nobody fills, with its braces; empty where there is none.
template <class Known>
std::string_view bad_placeholder(std::string_view pattern, Known&& known) {
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == '}') return pattern.substr(at, 1);
        if (pattern[at] != '{') continue;
        const std::size_t close = pattern.find('}', at);
        if (close == std::string_view::npos) return pattern.substr(at);
        if (!known(pattern.substr(at + 1, close - at - 1))) {
            return pattern.substr(at, close - at + 1);
        }
        at = close;
    }
    return {};
}

}  // namespace hoistway
