// SPDX-License-Identifier: Apache-2.0

#include "hoistway/version.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "tree.hpp"

using hoistway::version;

TEST_CASE("the version is three numbers") {
    CHECK(std::ranges::count(version(), '.') == 2);
    CHECK(version().find_first_not_of("0123456789.") == std::string_view::npos);
}

TEST_CASE("the library and the build name the same version") {
    std::ifstream file(hoistway::testing::tree() / "CMakeLists.txt");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    CHECK(text.find("project(hoistway VERSION " + std::string(version()) + " ") !=
          std::string::npos);
}
