// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/rules_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "hoistway/model/signals.hpp"
#include "tree.hpp"

using namespace hoistway;

TEST_CASE("the table of docs/detect.md is the one the rules write themselves") {
    std::ifstream file(testing::tree() / "docs/detect.md");
    std::stringstream page;
    page << file.rdbuf();
    const std::string text = page.str(), begin = "<!-- rules -->\n", end = "<!-- /rules -->";
    const std::size_t from = text.find(begin), to = text.find(end);
    REQUIRE(from != std::string_view::npos);
    REQUIRE(to != std::string_view::npos);
    CHECK(text.substr(from + begin.size(), to - from - begin.size()) == to_rules_page());
}

TEST_CASE("every row of the table has five columns") {
    const std::string page = to_rules_page();
    std::stringstream lines(page);
    int rows = 0;
    for (std::string line; std::getline(lines, line); ++rows) {
        CAPTURE(line);
        CHECK(std::count(line.begin(), line.end(), '|') == 6);
    }
    CHECK(rows == 2 + 34);
}

TEST_CASE("a set of signals is told by name, and an empty one as nothing") {
    CHECK(signal_names(0) == "nothing");
    CHECK(signal_names(bits(Signal::door, Signal::motion)) == "motion, door");
    CHECK(signal_names(bits(Signal::presence)) == "presence");
    CHECK(signal_names(bits(Signal::temperature, Signal::safety_chain)) ==
          "safety_chain, temperature");
}
