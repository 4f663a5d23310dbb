// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/deal.hpp"

#include <doctest/doctest.h>

#include <map>
#include <stdexcept>
#include <thread>
#include <tuple>
#include <vector>

#include "../logs.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;
using testing::made_up_log;

namespace {

constexpr LiftIndex lifts = 100;

// Lift after lift, and what strangers say.
std::vector<Observation> mixed_log() {
    std::vector<Observation> log;
    for (LiftIndex lift = 0; lift < lifts + 20; ++lift) {
        const std::vector<Observation> one = made_up_log(lift, 5);
        log.insert(log.end(), one.begin(), one.end());
    }
    log.push_back({.time = second(0), .lift = no_lift});
    return log;
}

using Tale = std::vector<std::tuple<Time, EventKind, Phase>>;
struct Tales {
    std::map<LiftIndex, Tale> of;
    void operator()(const Event& event) {
        of[event.lift].emplace_back(event.time, event.kind, event.phase);
    }
};

}  // namespace

TEST_CASE("every observation is dealt once, to the share that holds its lift, in order") {
    const std::vector<Observation> log = mixed_log();
    Deal deal(3);
    deal.add(log);
    for (std::uint32_t number = 0; number < 3; ++number) {
        std::vector<Observation> expected;
        for (const Observation& seen : log) {
            if (deal.share(number).holds(seen.lift)) expected.push_back(seen);
        }
        const auto batch = deal.batch(number);
        CHECK(expected.size() > 1000);
        CHECK(std::vector<Observation>(batch.begin(), batch.end()) == expected);
    }
}

TEST_CASE("a deal that is cleared begins anew") {
    Deal deal(2);
    deal.add({.time = second(0), .lift = 16});
    CHECK(deal.batch(0).empty());
    CHECK(deal.batch(1).size() == 1);
    deal.clear();
    CHECK(deal.batch(1).empty());
}

TEST_CASE("threads that each process what was dealt to them tell what one thread tells") {
    const std::vector<Observation> log = mixed_log();
    Fleet alone{standard_row({}, Policy{}), lifts};
    Tales expected;
    alone.process(log, expected);
    CHECK(expected.of.size() > lifts / 2);
    for (const std::uint32_t count : {1U, 2U, 5U}) {
        Fleet fleet{standard_row({}, Policy{}), lifts};
        Deal deal(count);
        deal.add(log);
        std::vector<Tales> told(count);
        std::vector<std::thread> threads;
        for (std::uint32_t i = 0; i < count; ++i) {
            threads.emplace_back([&, i] { fleet.process(deal.batch(i), deal.share(i), told[i]); });
        }
        for (std::thread& thread : threads) thread.join();
        Tales all;
        for (Tales& each : told) all.of.merge(each.of);
        CAPTURE(count);
        CHECK(all.of == expected.of);
        CHECK(fleet.strangers() == alone.strangers());
    }
    CHECK(alone.strangers() == 20 * 60 + 1);
}

TEST_CASE("no share to deal to is a mistake of the caller") {
    CHECK_THROWS_AS(Deal{0}, std::invalid_argument);
}
