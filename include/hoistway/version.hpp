// SPDX-License-Identifier: Apache-2.0
//
// Which hoistway is this? The version of the compiled library, as a report or a log names it.
//
//     hoistway::version();  // "0.1.0"
//
// Major, minor, patch. Before 1.0 a new minor version may break what it says it breaks in
// CHANGELOG.md. Constant time, any thread.

#pragma once

#include <string_view>

namespace hoistway {

std::string_view version() noexcept;

}  // namespace hoistway
