// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/padding.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "../logs.hpp"
#include "hoistway/pipeline/fleet/snapshot.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct Inner {
    std::uint8_t small = 1;
    std::uint32_t large = 2;
};

struct Base {
    std::uint16_t first = 3;
};

struct Gaps : Base {
    double ratio = std::numeric_limits<double>::quiet_NaN();
    std::array<Inner, 2> inner{};
    bool last = false;
};

struct Tight {
    std::uint32_t a = 0, b = 0;
};

// The bytes of a value that was put where all had been `filling`.
template <class T>
std::vector<std::byte> written_over(std::byte filling, const auto& assign) {
    alignas(T) std::array<std::byte, sizeof(T)> place{};
    place.fill(filling);
    T value{};
    std::memcpy(static_cast<void*>(&value), place.data(), sizeof(T));
    assign(value);
    std::vector<std::byte> out(sizeof(T), std::byte{0x55});
    write_without_padding(value, out.data());
    return out;
}

}  // namespace

// By the rules of the platform's ABI for these members: offsets 0, 8, 16, 20, 24, 28, 32.
TEST_CASE("a byte holds a value where a member lies") {
    std::array<bool, sizeof(Gaps)> expected{};
    const auto member = [&](std::size_t at, std::size_t size) {
        for (std::size_t i = at; i < at + size; ++i) expected[i] = true;
    };
    member(0, 2);
    member(8, 8);
    for (const std::size_t at : {16U, 24U}) {
        member(at, 1);
        member(at + 4, 4);
    }
    member(32, 1);
    CHECK(value_bytes<Gaps> == expected);
    CHECK(value_bytes<Tight> ==
          std::array<bool, 8>{true, true, true, true, true, true, true, true});
}

TEST_CASE("the same values are the same bytes, whatever had been there before") {
    const auto assign = [](Gaps& gaps) {
        gaps.first = 700;
        gaps.ratio = 0.5;
        for (Inner& inner : gaps.inner) {
            inner.small = 9;
            inner.large = 123456789;
        }
        gaps.last = true;
    };
    const auto clean = written_over<Gaps>(std::byte{0}, assign);
    CHECK(written_over<Gaps>(std::byte{0xff}, assign) == clean);
    CHECK(written_over<Gaps>(std::byte{0xa5}, assign) == clean);
    CHECK(clean[1] == std::byte{700 >> 8});
}

TEST_CASE("a lift's snapshot does not hold what lay between its members") {
    using State = StandardRow::State;
    const std::vector<Lift> lifts = lifts_of_ten_floors(1);
    const Policy policy = shijiazhuang();
    const State fresh = standard_row(lifts, policy).begin(lifts[0]);
    State dirty = fresh;
    auto* const bytes = reinterpret_cast<std::byte*>(&dirty);
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < sizeof(State); ++i) {
        if (value_bytes<State>[i]) continue;
        bytes[i] ^= std::byte{0xff};
        ++gaps;
    }
    CHECK(gaps > 0);
    CHECK(gaps < sizeof(State) / 4);
    CHECK(snapshot<StandardRow>(dirty) == snapshot<StandardRow>(fresh));
    CHECK(restore<StandardRow>(snapshot<StandardRow>(dirty)).has_value());
}
