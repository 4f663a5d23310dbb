// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/huge_pages.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <numeric>
#include <vector>

using namespace hoistway;

TEST_CASE("memory in huge pages holds what is put into it, large or small") {
    struct alignas(64) Line {
        std::uint64_t value = 0;
    };
    for (const std::size_t count : {1U, 1000U, 400'000U}) {  // the last are 25 MB
        std::vector<Line, HugePages<Line>> lines(count);
        CHECK(reinterpret_cast<std::uintptr_t>(lines.data()) % 64 == 0);
        for (std::size_t i = 0; i < count; ++i) lines[i].value = i;
        const std::uint64_t sum =
            std::accumulate(lines.begin(), lines.end(), std::uint64_t{0},
                            [](std::uint64_t all, const Line& line) { return all + line.value; });
        CHECK(sum == std::uint64_t{count} * (count - 1) / 2);
    }
}

TEST_CASE("memory beyond a few huge pages begins at one") {
    constexpr std::size_t page = std::size_t{2} << 20;
    std::vector<char, HugePages<char>> large(16 * page);
    CHECK(reinterpret_cast<std::uintptr_t>(large.data()) % page == 0);
}
