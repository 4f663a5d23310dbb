// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/hold_set.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "../pipeline/logs.hpp"
#include "hoistway/detect/catalogue.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using Told = std::vector<std::tuple<Time, std::string_view, Phase, Time, std::int16_t>>;

template <class R>
Told told_by(const R& row, std::span<const Observation> log) {
    Told out;
    auto state = row.begin(ten_floors());
    for (const Observation& seen : log) {
        row.push(state, seen, [&](const Finding& f) {
            out.emplace_back(f.time, f.rule, f.phase, f.since, f.floor);
        });
    }
    return out;
}

template <class... Conditions>
using RowOfHolds = Row<Picture, Hold<Conditions>...>;
template <class... Conditions>
using RowOfSet = Row<Picture, HoldSet<Conditions...>>;

template <class... Conditions>
RowOfHolds<Conditions...> row_of_holds(const RowOfHolds<Conditions...>*) {
    return RowOfHolds<Conditions...>{Picture{}, Hold<Conditions>{}...};
}

}  // namespace

TEST_CASE("a set of conditions finds what each of them finds alone, in the same order") {
    const CatalogueHolds<RowOfSet> set{Picture{}, CatalogueHolds<HoldSet>{}};
    const auto one_by_one = row_of_holds(static_cast<CatalogueHolds<RowOfHolds>*>(nullptr));
    std::size_t findings = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        const std::vector<Observation> log = made_up_log(0, seed);
        const Told expected = told_by(one_by_one, log);
        findings += expected.size();
        CAPTURE(seed);
        REQUIRE(told_by(set, log) == expected);
    }
    CHECK(findings > 1000);
}

namespace {

template <class... Conditions>
Time earliest(const RowOfHolds<Conditions...>& row,
              const typename RowOfHolds<Conditions...>::State& state) {
    using R = RowOfHolds<Conditions...>;
    return std::min({row.template stage<Hold<Conditions>>().due(
        R::template state_of<Hold<Conditions>>(state))...});
}

}  // namespace

TEST_CASE("a set wants to be woken when the first of its conditions does, after every record") {
    using Set = CatalogueHolds<HoldSet>;
    const CatalogueHolds<RowOfSet> set{Picture{}, Set{}};
    const auto one_by_one = row_of_holds(static_cast<CatalogueHolds<RowOfHolds>*>(nullptr));
    std::size_t clocks = 0;
    for (unsigned seed = 1; seed <= 50; ++seed) {
        auto together = set.begin(ten_floors());
        auto each = one_by_one.begin(ten_floors());
        for (const Observation& seen : made_up_log(0, seed)) {
            set.push(together, seen, [](const Finding&) {});
            one_by_one.push(each, seen, [](const Finding&) {});
            const Time due = earliest(one_by_one, each);
            CAPTURE(seed);
            REQUIRE(Set{}.due(set.state_of<Set>(together)) == due);
            if (due != Time::max()) ++clocks;
        }
    }
    CHECK(clocks > 1000);
}

TEST_CASE("a set knows what its rules say of themselves") {
    using Two = HoldSet<DoorBlockedCondition, PowerLossCondition>;
    CHECK(Two::infos[0]->id == "door_blocked@1");
    CHECK(Two::infos[1]->id == "power_loss@1");
}

TEST_CASE("a set asks to be woken at the earliest time of its clocks, and not else") {
    using Two = HoldSet<DoorBlockedCondition, PowerLossCondition>;
    const Two set;
    Two::State state;
    CHECK(set.due(state) == Time::max());
    Moment now{.time = second(10), .door = Door::open, .mains_power = Flag::yes};
    now.heard = now.heard_before = now.trusted_until = now.time;
    set.on(state, now, [](const Finding&) {});
    CHECK(set.due(state) == second(100));
    now.time = now.heard = now.heard_before = now.trusted_until = second(20);
    now.mains_power = Flag::no;
    set.on(state, now, [](const Finding&) {});
    CHECK(set.due(state) == second(30));
}
