// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <thread>
#include <tuple>
#include <vector>

#include "hoistway/detect/conditions.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/pipeline/fleet/huge_pages.hpp"
#include "logs.hpp"

using namespace hoistway;

namespace {

using PowerRow = Row<Picture, PowerLoss>;

Observation mains(double at, LiftIndex lift, Flag on) {
    return {.time = second(at), .lift = lift, .mains_power = on};
}

struct Told {
    std::vector<Finding> findings;
    auto sink() {
        return [this](const Finding& finding) { findings.push_back(finding); };
    }
};

}  // namespace

TEST_CASE("lifts on one row do not hear each other") {
    const std::vector<Lift> lifts(3, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    const std::vector<Observation> batch{mains(0, 0, Flag::no),   mains(0, 1, Flag::yes),
                                         mains(5, 2, Flag::no),   mains(20, 0, Flag::no),
                                         mains(20, 1, Flag::yes), mains(14, 2, Flag::yes)};
    fleet.process(batch, told.sink());
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].lift == 0);
}

TEST_CASE("the order in which lifts are mixed makes no difference to any of them") {
    const std::vector<Lift> lifts(40, ten_floors());
    std::vector<Observation> by_lift, by_time;
    for (LiftIndex lift = 0; lift < 40; ++lift) {
        for (int t = 0; t < 50; ++t) {
            by_lift.push_back(
                mains(t, lift, t % 20 < static_cast<int>(lift % 20) ? Flag::no : Flag::yes));
        }
    }
    for (int t = 0; t < 50; ++t) {
        for (LiftIndex lift = 0; lift < 40; ++lift)
            by_time.push_back(by_lift[lift * 50 + static_cast<std::size_t>(t)]);
    }
    std::vector<std::size_t> counts[2];
    for (int way = 0; way < 2; ++way) {
        Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
        Told told;
        fleet.process(way == 0 ? by_lift : by_time, told.sink());
        counts[way].resize(40);
        for (const Finding& finding : told.findings) ++counts[way][finding.lift];
    }
    CHECK(counts[0] == counts[1]);
    CHECK(counts[0][19] > 0);
}

TEST_CASE("a lift that is not in the fleet is a stranger, counted and not used") {
    const std::vector<Lift> lifts(1, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    fleet.process(std::vector<Observation>{mains(0, 1, Flag::no), mains(0, no_lift, Flag::no)},
                  told.sink());
    CHECK(fleet.strangers() == 2);
    CHECK(told.findings.empty());
}

TEST_CASE("time passes for every lift at once") {
    const std::vector<Lift> lifts(3, ten_floors());
    Fleet fleet{PowerRow{Picture{}, PowerLoss{}}, lifts};
    Told told;
    for (LiftIndex lift = 0; lift < 3; ++lift) fleet.push(mains(0, lift, Flag::no), told.sink());
    fleet.advance(second(10), told.sink());
    CHECK(told.findings.size() == 3);
}

namespace {

using testing::made_up_log;

std::vector<Observation> mixed_logs(LiftIndex lifts) {
    std::vector<Observation> out;
    for (LiftIndex lift = 0; lift < lifts; ++lift) {
        const std::vector<Observation> log = made_up_log(lift, 3);
        out.insert(out.end(), log.begin(), log.end());
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Observation& a, const Observation& b) { return a.time < b.time; });
    return out;
}

using ManyRules = Row<Picture, Entrapment, DoorBlocked, PowerLoss, StoppedOffLevel>;
ManyRules many_rules() {
    return ManyRules{Picture{}, Entrapment{}, DoorBlocked{}, PowerLoss{}, StoppedOffLevel{}};
}

// What each lift was told, in order: time and kind and phase are enough to tell them apart.
using Tale = std::vector<std::tuple<Time, EventKind, Phase>>;
struct Tales {
    std::vector<Tale> of;
    void operator()(const Finding& finding) {
        of[finding.lift].emplace_back(finding.time, finding.kind, finding.phase);
    }
};

}  // namespace

TEST_CASE("shares of a fleet, each on a thread of its own, tell what one thread tells") {
    const std::vector<Lift> lifts(150, ten_floors());
    const std::vector<Observation> log = mixed_logs(160);  // of ten strangers too
    Fleet alone{many_rules(), lifts};
    Tales expected{std::vector<Tale>(150)};
    alone.process(log, expected);
    std::size_t told = 0;
    for (const Tale& tale : expected.of) told += tale.size();
    CHECK(told > 150);
    for (const std::uint32_t count : {2U, 3U, 7U}) {
        Fleet fleet{many_rules(), lifts};
        Tales tales{std::vector<Tale>(150)};  // each thread writes those of its own lifts only
        std::vector<std::thread> threads;
        for (std::uint32_t number = 0; number < count; ++number) {
            threads.emplace_back([&, number] { fleet.process(log, Share{number, count}, tales); });
        }
        for (std::thread& thread : threads) thread.join();
        CAPTURE(count);
        CHECK(tales.of == expected.of);
        CHECK(fleet.strangers() == alone.strangers());
    }
}

TEST_CASE("every lift is held by one share, and its neighbour in a pair of lines by the same") {
    for (const std::uint32_t of : {1U, 2U, 3U, 7U}) {
        std::vector<int> held(of);
        for (LiftIndex lift = 0; lift < 16 * 3 * 7 * 2; ++lift) {
            for (std::uint32_t i = 0; i < of; ++i) held[i] += Share{i, of}.holds(lift) ? 1 : 0;
            CHECK(Share::number_of(lift, of) == Share::number_of(lift ^ 1U, of));
        }
        CAPTURE(of);
        CHECK(std::all_of(held.begin(), held.end(), [&](int count) {
            return count == 16 * 3 * 7 * 2 / static_cast<int>(of);
        }));
    }
}

TEST_CASE("the size of a batch makes no difference, nor does a lift that speaks often in one") {
    const std::vector<Lift> lifts(3, ten_floors());
    const std::vector<Observation> log = mixed_logs(3);
    Tales expected{std::vector<Tale>(3)};
    Fleet one_by_one{many_rules(), lifts};
    for (const Observation& seen : log) one_by_one.push(seen, expected);
    for (const std::size_t size : {1U, 2U, 63U, 64U, 65U, 180U}) {
        Fleet fleet{many_rules(), lifts};
        Tales tales{std::vector<Tale>(3)};
        for (std::size_t at = 0; at < log.size(); at += size) {
            fleet.process(std::span{log}.subspan(at, std::min(size, log.size() - at)), tales);
        }
        CAPTURE(size);
        CHECK(tales.of == expected.of);
    }
}

TEST_CASE("a fleet that is told briefly what devices say in words tells the same") {
    const std::vector<Lift> lifts(30, ten_floors());
    std::vector<Observation> whole;
    std::vector<Brief> briefly;
    for (const Observation& seen : mixed_logs(35)) {
        Brief& brief = briefly.emplace_back();
        std::memcpy(static_cast<void*>(&brief), &seen, offsetof(Observation, source));
        whole.push_back(observation_of(brief));
    }
    Fleet expected{many_rules(), lifts}, fleet = expected;
    Tales tales{std::vector<Tale>(30)}, brief_tales = tales;
    expected.process(whole, tales);
    for (std::uint32_t i = 0; i < 2; ++i) fleet.process(briefly, Share{i, 2}, brief_tales);
    CHECK(brief_tales.of == tales.of);
    CHECK(fleet.strangers() == 5 * 60);
    for (LiftIndex lift = 0; lift < 30; ++lift) {
        CAPTURE(lift);
        CHECK(fleet.state_of<Picture>(lift).heard == expected.state_of<Picture>(lift).heard);
        CHECK(fleet.state_of<Picture>(lift).said == expected.state_of<Picture>(lift).said);
    }
}

TEST_CASE("a fleet in huge pages tells the same") {
    const std::vector<Observation> log = mixed_logs(20);
    Fleet<ManyRules> small{many_rules(), 20};
    Fleet<ManyRules, HugePages<ManyRules::State>> huge{many_rules(), 200'000};  // beyond 16 MiB
    Tales expected{std::vector<Tale>(20)}, tales = expected;
    small.process(log, expected);
    huge.process(log, tales);
    CHECK(tales.of == expected.of);
}

TEST_CASE("what a lift was told quietly is part of its state, as of the state that is put back") {
    Fleet<PowerRow> here{PowerRow{Picture{}, PowerLoss{}}, 2}, there = here;
    Told told;
    for (const double at : {0.0, 1.0, 2.0}) here.push(mains(at, 1, Flag::no), told.sink());
    CHECK(here.state_of<Picture>(1).heard == second(2));
    CHECK(PowerRow::state_of<Picture>(here.state(1)).heard == second(2));
    CHECK(here.state_of<Picture>(0).heard == never);
    there.put(1, here.state(1));
    there.push(mains(10, 1, Flag::no), told.sink());
    CHECK(told.findings.size() == 1);
    CHECK(there.state_of<Picture>(1).heard == second(10));
}

namespace {

// Hears every record itself: it has no gate in front of it.
struct WordCount {
    struct State {
        int words = 0;
    };
    template <class Emit>
    void on(State& state, const Observation&, Emit&&) const {
        ++state.words;
    }
};

}  // namespace

TEST_CASE("a row that begins with a stage without a gate is shown every record") {
    Fleet<Row<WordCount>> fleet{Row{WordCount{}}, 3};
    const std::vector<Observation> batch(5, mains(0, 2, Flag::yes));
    fleet.process(batch, [](const Observation&) {});
    CHECK(fleet.state_of<WordCount>(2).words == 5);
    CHECK(fleet.state_of<WordCount>(0).words == 0);
}
