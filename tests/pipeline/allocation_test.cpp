// SPDX-License-Identifier: Apache-2.0
//
// That nothing is allocated per record, counted by an operator new of our own.

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "logs.hpp"

namespace {

std::atomic<std::uint64_t> allocations{0};

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc{};
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace hoistway;
using namespace hoistway::testing;

TEST_CASE("a record allocates nothing, whatever it says and whatever comes of it") {
    const std::vector<Lift> lifts = lifts_of_ten_floors(30);
    const Policy policy = shijiazhuang();
    std::vector<Observation> log;
    for (LiftIndex lift = 0; lift < 30; ++lift) {
        const std::vector<Observation> one = made_up_log(lift, 5);
        log.insert(log.end(), one.begin(), one.end());
    }
    Fleet fleet{standard_row(lifts, policy), lifts};
    std::uint64_t events = 0;
    const std::uint64_t before = allocations;
    fleet.process(log, [&](const Event&) { ++events; });
    fleet.advance(log.back().time, [&](const Event&) { ++events; });
    CHECK(allocations == before);
    CHECK(events > 30);

    const auto probe = std::make_unique<int>(1);  // that the counter counts
    CHECK(allocations == before + 1);
}
