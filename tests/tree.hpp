// SPDX-License-Identifier: Apache-2.0
//
// Where the source tree lies that the tests were built from. Only main.cpp knows the path, so that
// a compiler cache serves the other files wherever the tree lies.

#pragma once

#include <filesystem>

namespace hoistway::testing {

const std::filesystem::path& tree();

}  // namespace hoistway::testing
