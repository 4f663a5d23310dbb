// SPDX-License-Identifier: Apache-2.0

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "tree.hpp"

const std::filesystem::path& hoistway::testing::tree() {
    static const std::filesystem::path path{HOISTWAY_SOURCE_DIR};
    return path;
}
