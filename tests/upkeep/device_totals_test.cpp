// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/device_totals.hpp"

#include <doctest/doctest.h>

#include <random>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/row.hpp"

using namespace hoistway;

namespace {

// A lift whose runs we count, and a device that tells its own total of them.
struct Bench {
    Row<Counters, DeviceTotals> row{Counters{}, DeviceTotals{}};
    Row<Counters, DeviceTotals>::State state;
    Time now = *parse_time("2026-03-01T08:00:00+08:00");

    std::vector<TotalBreak> breaks;

    template <class Record>
    void push(const Record& record) {
        row.push(state, record, [this](const TotalBreak& broken) { breaks.push_back(broken); });
    }

    // A run a minute, of 12 s and 9 m.
    void run(int times) {
        for (int i = 0; i < times; ++i) {
            now += std::chrono::minutes{1};
            Run one;
            one.time = now;
            one.lift = 0;
            one.moving = std::chrono::seconds{12};
            one.travelled = 9;
            push(one);
        }
    }

    void tell(std::uint32_t runs) {
        Observation seen;
        seen.time = now;
        seen.lift = 0;
        seen.runs = runs;
        push(seen);
    }

    void visit() { push(Visit{now, 0}); }

    Drift drift(Trigger trigger = Trigger::runs) const {
        const auto all = drifts_of(decltype(row)::state_of<DeviceTotals>(state));
        for (const Drift& each : all) {
            if (each.trigger == trigger) return each;
        }
        return {};
    }

    // "agrees 120 120 120": the verdict, the device's sum, ours, and what counts.
    std::string told() const {
        const Drift d = drift();
        return std::string(to_text(d.verdict)) + ' ' + detail::due_number(d.device) + ' ' +
               detail::due_number(d.own) + ' ' + detail::due_number(d.reconciled);
    }
};

}  // namespace

TEST_CASE("a device that tells no total is unheard") {
    Bench bench;
    bench.run(50);
    CHECK(bench.told() == "unheard 0 0 0");
}

TEST_CASE("both sums begin with the first total that is heard") {
    Bench bench;
    bench.run(50);
    bench.tell(123456);
    bench.run(120);
    bench.tell(123576);
    CHECK(bench.told() == "agrees 120 120 120");
    CHECK(bench.drift().sentence.en == "runs: device 120, ours 120 count: they agree.");
}

TEST_CASE("a visit that sets our count back takes nothing from the sum") {
    Bench bench;
    bench.tell(1000);
    bench.run(100);
    bench.visit();
    bench.run(100);
    bench.visit();
    bench.run(1);
    bench.tell(1201);
    CHECK(bench.told() == "agrees 201 201 201");
}

TEST_CASE("what happened while nobody heard is in the device's total, and counts") {
    Bench bench;
    bench.tell(1000);
    bench.run(100);
    bench.now += std::chrono::hours{10};
    bench.tell(1350);
    CHECK(bench.told() == "device_ahead 350 100 350");
}

TEST_CASE("a device that counts too little leaves ours to count") {
    Bench bench;
    bench.tell(1000);
    bench.run(200);
    bench.tell(1150);
    CHECK(bench.told() == "own_ahead 150 200 200");
}

TEST_CASE("two, or one of a hundred, are no drift") {
    Bench bench;
    bench.tell(0);
    bench.run(100);
    bench.tell(102);
    CHECK(bench.drift().verdict == DriftVerdict::agrees);
    bench.tell(103);
    CHECK(bench.drift().verdict == DriftVerdict::device_ahead);
    bench.run(900);
    bench.tell(1010);
    CHECK(bench.drift().verdict == DriftVerdict::agrees);
    bench.tell(1012);
    CHECK(bench.drift().verdict == DriftVerdict::device_ahead);
}

// The device was switched off and counts from nothing: what it told last is kept.
TEST_CASE("a reset adds what was counted since, and loses no more than that") {
    Bench bench;
    bench.tell(5000);
    bench.run(100);
    bench.tell(5100);
    bench.run(50);
    bench.tell(20);
    CHECK(bench.drift().resets == 1);
    CHECK(bench.told() == "own_ahead 120 150 150");
    bench.run(50);
    bench.tell(70);
    CHECK(bench.told() == "own_ahead 170 200 200");
}

TEST_CASE("a counter that turns over goes on") {
    for (const std::uint32_t end : {65536U, 100000U, 1000000U, 16777216U}) {
        CAPTURE(end);
        Bench bench;
        bench.tell(end - 30);
        bench.run(100);
        bench.tell(70);
        CHECK(bench.drift().wraps == 1);
        CHECK(bench.told() == "agrees 100 100 100");
    }
}

TEST_CASE("a reset close below a turn is told from a wrap by our own count") {
    Bench bench;
    bench.tell(65000);
    bench.run(3);
    bench.tell(1);
    CHECK(bench.drift().resets == 1);
    CHECK(bench.told() == "agrees 1 3 3");
    bench.now += std::chrono::hours{3};
    bench.run(600);
    bench.tell(601);
    bench.tell(0);
    CHECK(bench.drift().resets == 2);
    CHECK(bench.drift().wraps == 0);
}

TEST_CASE("a total that falls to what no lift can have done since is another device's") {
    Bench bench;
    bench.tell(50000);
    bench.run(100);
    bench.tell(31000);
    CHECK(bench.drift().replaced == 1);
    CHECK(bench.told() == "replaced 0 100 100");
    bench.run(100);
    bench.tell(31100);
    CHECK(bench.told() == "replaced 100 200 200");
    CHECK(bench.drift().sentence.zh.find("请核对") != std::string::npos);
}

TEST_CASE("a total that leaps is another device's, and adds nothing") {
    Bench bench;
    bench.tell(100);
    bench.run(10);
    bench.tell(900000);
    CHECK(bench.drift().replaced == 1);
    CHECK(bench.told() == "replaced 0 10 10");
}

TEST_CASE("each break is told with both totals and a sentence, a rise is not") {
    Bench bench;
    bench.tell(50000);
    bench.run(100);
    bench.tell(50100);
    CHECK(bench.breaks.empty());
    bench.tell(31000);
    bench.tell(4);
    bench.tell(65500);
    bench.tell(3);
    REQUIRE(bench.breaks.size() == 4);
    const TotalBreak& first = bench.breaks[0];
    CHECK(first.time == bench.now);
    CHECK(first.trigger == Trigger::runs);
    CHECK(first.before == 50100);
    CHECK(first.after == 31000);
    const TotalChange changes[] = {TotalChange::replaced, TotalChange::reset, TotalChange::replaced,
                                   TotalChange::reset};
    for (std::size_t i = 0; i < bench.breaks.size(); ++i) {
        CHECK(bench.breaks[i].change == changes[i]);
    }
    CHECK(sentence_of(first).en ==
          "runs: the device's total went from 50100 to 31000, as when a device is replaced or set "
          "by hand: not added; to be checked.");
    CHECK(sentence_of(first).zh.find("请核对") != std::string::npos);
}

TEST_CASE("a late record is no fall, but after a clock was put back the new time counts") {
    Bench bench;
    bench.tell(1000);
    bench.run(100);
    bench.tell(1100);
    bench.now -= std::chrono::minutes{30};
    bench.tell(1070);
    CHECK(bench.breaks.empty());
    CHECK(bench.told() == "agrees 100 100 100");
    bench.push(ClockStep{bench.now, bench.now + std::chrono::minutes{30}, 0});
    bench.tell(1105);
    CHECK(bench.told() == "device_ahead 105 100 105");
}

TEST_CASE("running time and distance are held against each other likewise") {
    Bench bench;
    Observation seen;
    seen.time = bench.now;
    seen.lift = 0;
    seen.run_time = 500;
    seen.distance = 7000;
    bench.push(seen);
    bench.run(100);
    seen.time = bench.now;
    seen.run_time = 500 + 1200;
    seen.distance = 7000 + 950;
    bench.push(seen);
    CHECK(bench.drift(Trigger::run_time).verdict == DriftVerdict::agrees);
    CHECK(bench.drift(Trigger::run_time).own == 1200);
    CHECK(bench.drift(Trigger::distance).verdict == DriftVerdict::device_ahead);
    CHECK(bench.drift(Trigger::distance).device == doctest::Approx(0.95));
    CHECK(bench.drift(Trigger::distance).own == doctest::Approx(0.9));
    CHECK(bench.drift(Trigger::runs).verdict == DriftVerdict::unheard);
}

TEST_CASE("a total that is no number is not heard") {
    Bench bench;
    Observation seen;
    seen.time = bench.now;
    seen.run_time = -5;
    seen.distance = std::numeric_limits<double>::infinity();
    bench.push(seen);
    CHECK(bench.drift(Trigger::run_time).verdict == DriftVerdict::unheard);
    CHECK(bench.drift(Trigger::distance).verdict == DriftVerdict::unheard);
}

// Random runs, resets, wraps and losses of contact, and beside them the truth: what the device did
// see is never more than what happened, and what counts is never less than what we saw.
TEST_CASE("through resets and wraps neither sum falls, and neither invents runs") {
    std::mt19937 random(11);
    for (int life = 0; life < 50; ++life) {
        Bench bench;
        auto counter = static_cast<std::uint32_t>(65000 + random() % 500);
        bench.tell(counter);
        std::int64_t happened = 0;
        double last = 0;
        for (int step = 0; step < 60; ++step) {
            const int runs = static_cast<int>(random() % 40);
            bench.run(runs);
            happened += runs;
            counter = (counter + static_cast<std::uint32_t>(runs)) % 65536;
            if (random() % 10 == 0 && counter < 60000) counter = 0;
            bench.tell(counter);
            const Drift drift = bench.drift();
            CHECK(drift.reconciled >= last);
            CHECK(drift.reconciled == static_cast<double>(happened));
            last = drift.reconciled;
        }
    }
}
