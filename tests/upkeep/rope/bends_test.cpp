// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/rope/bends.hpp"

#include <doctest/doctest.h>

#include <random>
#include <utility>

using namespace hoistway;

namespace {

struct Trip {
    int from, to;
};

// Ten landings, 3.3 m apart.
std::vector<std::int64_t> ten_landings() {
    std::vector<std::int64_t> out;
    for (std::int64_t i = 0; i < 10; ++i) out.push_back(i * 3300);
    return out;
}

GapCrossings crossings(const std::vector<Trip>& trips) {
    RopeTravel stage;
    RopeTravel::State state;
    for (const Trip& trip : trips) {
        Run run;
        run.from_floor = static_cast<std::int16_t>(trip.from);
        run.to_floor = static_cast<std::int16_t>(trip.to);
        stage.on(state, run, [](const auto&) {});
    }
    return state.crossed;
}

Reeving reeving(Layout layout) { return reeving_of(layout, {.travel_mm = 9 * 3300}); }

// Twenty-one trips of 25 begin or end at the lobby, the others lie between any two landings.
std::vector<Trip> lobby_traffic(std::size_t trips, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<Trip> out;
    while (out.size() < trips) {
        const int a = static_cast<int>(random() % 10) + 1, b = static_cast<int>(random() % 10) + 1;
        const bool lobby = random() % 25 < 21;
        if (lobby && a != 1) {
            out.push_back(random() % 2 == 0 ? Trip{1, a} : Trip{a, 1});
        } else if (!lobby && a != b) {
            out.push_back({a, b});
        }
    }
    return out;
}

// Every trip, every sheave, every fifty millimetres of rope: is it passed over?
std::uint64_t most_bends_by_hand(const Reeving& ropes, const std::vector<std::int64_t>& landings,
                                 const std::vector<Trip>& trips) {
    std::uint64_t most = 0;
    for (std::int64_t element = 0; element < 80000; element += 50) {
        std::uint64_t bends = 0;
        for (const Trip& trip : trips) {
            for (const Sheave& sheave : ropes.sheaves) {
                const std::int64_t a = sheave.at(landings[static_cast<std::size_t>(trip.from) - 1]),
                                   b = sheave.at(landings[static_cast<std::size_t>(trip.to) - 1]);
                bends += (a <= element) != (b <= element);
            }
        }
        most = std::max(most, bends);
    }
    return most;
}

}  // namespace

// Domain facts 4.1, fourth column.
TEST_CASE("a run over the full height bends the worst element as often as the table says") {
    const std::pair<Layout, std::uint64_t> table[] = {
        {Layout::one_to_one, 1},
        {Layout::one_to_one_deflector, 2},
        {Layout::two_to_one, 2},
        {Layout::two_to_one_underslung, 3},
        {Layout::two_to_one_underslung_deflector, 4},
    };
    for (const auto& row : table) {
        const auto& [layout, bends] = row;
        CAPTURE(to_text(row.first));
        CHECK(worst_element(reeving(layout), ten_landings(), crossings({{1, 10}})).bends == bends);
        CHECK(worst_element(reeving(layout), ten_landings(), crossings({{10, 1}})).bends == bends);
    }
}

TEST_CASE("the worst element of random traffic is the one that brute force finds") {
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        const std::vector<Trip> trips = lobby_traffic(60, seed);
        for (std::uint8_t i = 0; i < 7; ++i) {
            const Reeving ropes = reeving(static_cast<Layout>(i));
            CAPTURE(seed);
            CAPTURE(to_text(static_cast<Layout>(i)));
            CHECK(worst_element(ropes, ten_landings(), crossings(trips)).bends ==
                  most_bends_by_hand(ropes, ten_landings(), trips));
        }
    }
}

// Domain facts 4.1, last column: 0.857, 1.713, 1.713 and 2.219 a trip for 1,960 trips of 15.8 m in
// a mean. The traffic itself was not kept; 21 lobby trips of 25 over 3.3 m give that mean, and
// bends within 3 %. That the second and third are exactly twice the first does not depend on it.
TEST_CASE("lobby traffic bends the worst element as often a trip as the table says") {
    const std::size_t count = 196000;
    const std::vector<Trip> trips = lobby_traffic(count, 7);
    const GapCrossings crossed = crossings(trips);
    double metres = 0;
    for (const Trip& trip : trips) metres += std::abs(trip.from - trip.to) * 3.3;
    CHECK(metres / count == doctest::Approx(15.8).epsilon(0.01));
    const auto a_trip = [&](Layout layout) {
        return static_cast<double>(worst_element(reeving(layout), ten_landings(), crossed).bends) /
               count;
    };
    CHECK(a_trip(Layout::one_to_one) == doctest::Approx(0.857).epsilon(0.03));
    CHECK(a_trip(Layout::two_to_one_underslung) == doctest::Approx(2.219).epsilon(0.035));
    CHECK(a_trip(Layout::one_to_one_deflector) == 2 * a_trip(Layout::one_to_one));
    CHECK(a_trip(Layout::two_to_one) == 2 * a_trip(Layout::one_to_one));
}

TEST_CASE("a reverse deflector's bends are told beside the sum") {
    const WorstElement worst = worst_element(reeving(Layout::one_to_one_reverse_deflector),
                                             ten_landings(), crossings({{1, 10}, {10, 1}, {1, 2}}));
    CHECK(worst.bends == 6);
    CHECK(worst.reverse_bends == 3);
}

TEST_CASE("a run whose landings nobody knows is counted as such") {
    const GapCrossings crossed = crossings({{1, 3}, {no_floor, 3}, {0, 3}, {1, 65}, {1, 64}});
    CHECK(crossed.runs == 2);
    CHECK(crossed.runs_of_unknown_landings == 3);
    CHECK(crossed.times[0] == 2);
    CHECK(crossed.times[2] == 1);
    CHECK(crossed.times[62] == 1);
}

TEST_CASE("heights are taken from the papers, or not at all") {
    Lift lift;
    lift.floors = {{"B1", 0}, {"1", 4.2}, {"2", 7.5}};
    CHECK(landings_mm(lift) == std::vector<std::int64_t>{0, 4200, 7500});
    lift.floors[2].height = 4.2;
    CHECK(landings_mm(lift).empty());
    lift.floors[2] = {"2"};
    CHECK(landings_mm(lift).empty());
}

TEST_CASE("without landings no element is bent") {
    CHECK(worst_element(reeving(Layout::two_to_one), {}, crossings({{1, 10}})).bends == 0);
}

TEST_CASE("replaced ropes begin anew, and an older word of it is not heard") {
    RopeTravel stage;
    RopeTravel::State state;
    const auto quiet = [](const auto&) {};
    const auto count = [&](std::uint64_t bends, bool anew = false) {
        Counted counted{.anew = anew, .since_visit = {}};
        counted.since_visit.rope_bends = bends;
        stage.on(state, counted, quiet);
    };
    const auto at = [](int s) { return Time{std::chrono::seconds{s}}; };
    Run run;
    run.from_floor = 1;
    run.to_floor = 3;
    stage.on(state, run, quiet);
    count(3);
    count(6);
    count(0, true);  // a visit
    count(3);
    CHECK(state.bends == 9);
    stage.on(state, RopesReplaced{at(100), 0}, quiet);
    CHECK(state.bends == 0);
    CHECK(state.crossed.runs == 0);
    CHECK(state.crossed.times[0] == 0);
    count(6);
    CHECK(state.bends == 3);
    stage.on(state, RopesReplaced{at(50), 0}, quiet);
    CHECK(state.bends == 3);
    CHECK(state.since == at(100));
}
