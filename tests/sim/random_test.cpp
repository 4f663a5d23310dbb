// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <set>

using namespace hoistway;

// The outputs published with the reference code and repeated in the tests of rand_xoshiro.
TEST_CASE("the generator gives the published outputs") {
    Xoshiro256 generator{{1, 2, 3, 4}};
    const std::array<std::uint64_t, 6> expected{
        11520u, 0u, 1509978240u, 1215971899390074240u, 1216172134540287360u, 607988272756665600u};
    for (const std::uint64_t value : expected) CHECK(generator.next() == value);
}

TEST_CASE("the seed mixer gives the published outputs") {
    SplitMix64 mixer{1477776061723855037u};
    const std::array<std::uint64_t, 3> expected{1985237415132408290u, 2979275885539914483u,
                                                13511426838097143398u};
    for (const std::uint64_t value : expected) CHECK(mixer.next() == value);
}

TEST_CASE("streams of one seed are repeatable and unlike each other") {
    std::set<std::uint64_t> firsts;
    for (std::uint64_t stream = 0; stream < 1000; ++stream) {
        const std::uint64_t first = Random{7, stream}.next();
        CHECK(first == Random{7, stream}.next());
        firsts.insert(first);
    }
    CHECK(firsts.size() == 1000);
    CHECK(Random{7, 8}.next() != Random{8, 7}.next());
}

// Chi squared with 9 degrees of freedom: above 27.9 in one of a thousand cases.
TEST_CASE("every number below the count is as likely as any other") {
    Random random{1, 0};
    std::array<int, 10> seen{};
    for (int i = 0; i < 100'000; ++i) ++seen[random.below(10)];
    double chi_squared = 0;
    for (const int count : seen) chi_squared += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
    CHECK(chi_squared < 27.9);
}

TEST_CASE("a range holds both its ends and nothing else") {
    Random random{2, 0};
    std::set<int> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.between(-2, 3));
    CHECK(seen == std::set<int>{-2, -1, 0, 1, 2, 3});
    CHECK(random.between(5, 5) == 5);
    CHECK(random.below(1) == 0);
}

TEST_CASE("a weight of nothing is never picked, the others in proportion") {
    Random random{3, 0};
    const std::array<std::uint32_t, 4> weights{1, 0, 3, 0};
    std::array<int, 4> seen{};
    for (int i = 0; i < 40'000; ++i) ++seen[random.pick(weights)];
    CHECK(seen[1] == 0);
    CHECK(seen[3] == 0);
    CHECK(seen[0] == doctest::Approx(10'000).epsilon(0.04));  // four standard deviations: 346
}

TEST_CASE("chances are in parts of a million") {
    Random random{4, 0};
    int seen = 0;
    for (int i = 0; i < 100'000; ++i) seen += random.chance(250'000) ? 1 : 0;
    CHECK(seen == doctest::Approx(25'000).epsilon(0.025));  // four standard deviations: 548
    CHECK_FALSE(random.chance(0));
    CHECK(random.chance(1'000'000));
}

// Mean 1, variance 1, and exp(-1) = 0.36788, exp(-3) = 0.04979 above 1 and 3.
TEST_CASE("waiting times are exponential") {
    Random random{5, 0};
    constexpr int draws = 200'000;
    double sum = 0, squares = 0, above_1 = 0, above_3 = 0;
    for (int i = 0; i < draws; ++i) {
        const double x = static_cast<double>(random.exponential()) / 4294967296.0;
        sum += x;
        squares += x * x;
        above_1 += x > 1 ? 1 : 0;
        above_3 += x > 3 ? 1 : 0;
    }
    CHECK(sum / draws == doctest::Approx(1).epsilon(0.01));
    CHECK(squares / draws == doctest::Approx(2).epsilon(0.025));
    CHECK(above_1 / draws == doctest::Approx(0.36788).epsilon(0.012));
    CHECK(above_3 / draws == doctest::Approx(0.04979).epsilon(0.04));
}

TEST_CASE("a long mean wait overflows nothing") {
    Random random{6, 0};
    double sum = 0;
    for (int i = 0; i < 20'000; ++i) sum += static_cast<double>(random.waiting(4'000'000'000u));
    CHECK(sum / 20'000 == doctest::Approx(4e9).epsilon(0.03));
}
