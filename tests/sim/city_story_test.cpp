// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <thread>
#include <utility>
#include <vector>

using namespace hoistway;

namespace {

std::vector<Observation> said_of(const City& city, LiftIndex lift) {
    std::vector<Observation> all;
    CitySink sink;
    sink.observations = [&](std::span<const Observation> said) {
        all.insert(all.end(), said.begin(), said.end());
    };
    city.simulate(lift, sink);
    return all;
}

std::vector<Truth> truths_of(const City& city, LiftIndex lift) {
    std::vector<Truth> all;
    CitySink sink;
    sink.truth = [&](const Truth& truth) { all.push_back(truth); };
    city.simulate(lift, sink);
    return all;
}

CityOptions city_of(std::uint32_t lifts, int days, std::uint64_t seed) {
    CityOptions options;
    options.lifts = lifts;
    options.days = days;
    options.seed = seed;
    return options;
}

// Boxes that never fall silent, so that no step of the story is missing.
CityOptions without_gaps(std::uint32_t lifts, int days, std::uint64_t seed) {
    CityOptions options = city_of(lifts, days, seed);
    options.rates = all_kinds(0);
    options.rates.stopped_off_level = 40;
    options.rates.door_blocked = 3000;
    options.rates.native = 800;
    options.rates.entrapment = 5000;
    options.rates.power_loss = options.rates.overtravel = 5000;
    return options;
}

// Looks at each pair of words that follow one another.
template <class Look>
void for_each_step(const CityOptions& options, Look look) {
    const City city{options};
    for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
        CAPTURE(lift);
        const std::vector<Observation> said = said_of(city, lift);
        for (std::size_t i = 1; i < said.size(); ++i)
            look(city.lifts()[lift], said[i - 1], said[i]);
    }
}

bool may_follow(Door before, Door after) {
    constexpr std::array<std::pair<Door, Door>, 5> steps{{{Door::closed, Door::opening},
                                                          {Door::opening, Door::open},
                                                          {Door::open, Door::closing},
                                                          {Door::closing, Door::closed},
                                                          {Door::closing, Door::opening}}};
    return before == after ||
           std::find(steps.begin(), steps.end(), std::pair{before, after}) != steps.end();
}

}  // namespace

TEST_CASE("doors go through opening and closing, never at once") {
    for_each_step(without_gaps(8, 4, 1),
                  [](const Lift&, const Observation& a, const Observation& b) {
                      if (!may_follow(a.door, b.door)) {
                          FAIL_CHECK(to_text(a.door) << " is followed by " << to_text(b.door));
                      }
                  });
}

TEST_CASE("doors open only in the zone of a landing, with the lock open") {
    for_each_step(without_gaps(8, 4, 2), [](const Lift&, const Observation&, const Observation& b) {
        if (b.door == Door::closed) return;
        const bool good = b.door_zone == Flag::yes && b.door_lock == Flag::no;
        if (!good) FAIL_CHECK("doors are " << to_text(b.door));
    });
}

TEST_CASE("with open doors a car re-levels, but leaves neither floor nor zone") {
    int levelled = 0;
    for_each_step(without_gaps(8, 4, 3),
                  [&](const Lift&, const Observation& a, const Observation& b) {
                      if (b.motion != Motion::running || b.door == Door::closed) return;
                      levelled += a.motion == Motion::stopped ? 1 : 0;
                      if (a.floor != b.floor || b.door_zone != Flag::yes)
                          FAIL_CHECK("moved with open doors");
                  });
    CHECK(levelled > 5);
}

TEST_CASE("a car passes no landing unseen and stays between its terminals") {
    for_each_step(without_gaps(8, 4, 4), [](const Lift& lift, const Observation& a,
                                            const Observation& b) {
        if (std::abs(a.floor - b.floor) > 1) FAIL_CHECK(a.floor << " is followed by " << b.floor);
        const bool inside = b.floor >= 1 && static_cast<std::size_t>(b.floor) <= lift.floors.size();
        if (!inside) FAIL_CHECK("no landing " << b.floor);
    });
}

TEST_CASE("the floor changes in the direction that is shown, and only on the way") {
    for_each_step(without_gaps(8, 4, 5),
                  [](const Lift&, const Observation& a, const Observation& b) {
                      if (a.floor == b.floor) return;
                      const Direction shown = b.floor > a.floor ? Direction::up : Direction::down;
                      if (a.direction != shown) FAIL_CHECK("shown " << to_text(a.direction));
                  });
}

TEST_CASE("a car that stands shows no direction and no speed; one that runs is within its rating") {
    for_each_step(without_gaps(8, 4, 6),
                  [](const Lift& lift, const Observation&, const Observation& b) {
                      const bool stands = b.motion == Motion::stopped;
                      if (stands != (b.direction == Direction::none)) FAIL_CHECK("direction");
                      if (stands && b.speed != 0) FAIL_CHECK("stands at " << b.speed);
                      if (std::abs(b.speed) > lift.rated_speed + 0.051)
                          FAIL_CHECK("runs at " << b.speed);
                      if (b.direction == Direction::up && b.speed < 0)
                          FAIL_CHECK("up at " << b.speed);
                      if (b.direction == Direction::down && b.speed > 0)
                          FAIL_CHECK("down at " << b.speed);
                  });
}

// Heights are those of the registry, the time that of the closed form of a long ride rounded up
// to the second at which the box looks.
TEST_CASE("a run from landing to landing takes the time that physics says") {
    int runs = 0;
    CityOptions options = without_gaps(6, 3, 7);
    options.rates = all_kinds(0);
    options.near_misses.short_stop = options.near_misses.drive_delay = 0;
    Observation start;
    for_each_step(options, [&](const Lift& lift, const Observation& a, const Observation& b) {
        if (b.mode != Mode::normal) return;
        if (a.motion == Motion::stopped && b.motion == Motion::running) start = b;
        if (a.motion != Motion::running || b.motion != Motion::stopped) return;
        const double v = lift.rated_speed, acceleration = 0.8, jerk = 1.0;
        const double way = std::abs(height_of(lift, b.floor) - height_of(lift, start.floor));
        const double long_ride = (acceleration * acceleration * v + v * v * jerk) / acceleration;
        if (way < long_ride) return;
        const double seconds = way / v + v / acceleration + acceleration / jerk;
        const auto seen = static_cast<double>((b.time - start.time).count()) / 1000;
        if (std::abs(seen - std::ceil(seconds - 1e-9)) > 1e-9)
            FAIL_CHECK(seen << " s, " << seconds);
        ++runs;
    });
    CHECK(runs > 500);
}

TEST_CASE("a shorter month is the beginning of a longer one") {
    const City shorter{city_of(4, 3, 8)}, longer{city_of(4, 6, 8)};
    for (LiftIndex lift = 0; lift < 4; ++lift) {
        CAPTURE(lift);
        const std::vector<Observation> begun = said_of(shorter, lift), told = said_of(longer, lift);
        REQUIRE(begun.size() < told.size());
        CHECK(std::equal(begun.begin(), begun.end(), told.begin()));
    }
}

TEST_CASE("truths that still hold when the days are over end with them") {
    CityOptions options = city_of(12, 2, 9);
    options.rates.device_offline = 500'000;
    const City city{options};
    const Time end = options.start + std::chrono::days{2};
    int cut = 0;
    for (LiftIndex lift = 0; lift < 12; ++lift) {
        for (const Truth& truth : truths_of(city, lift)) {
            CHECK(truth.span.to <= end);
            cut += truth.span.to == end ? 1 : 0;
        }
    }
    CHECK(cut > 0);
}

TEST_CASE("threads may share a city") {
    const City city{city_of(8, 3, 10)};
    std::array<std::vector<Observation>, 8> alone, together;
    for (LiftIndex lift = 0; lift < 8; ++lift) alone[lift] = said_of(city, lift);
    const auto tell = [&](LiftIndex first) {
        for (LiftIndex lift = first; lift < 8; lift += 2) together[lift] = said_of(city, lift);
    };
    std::thread other{tell, LiftIndex{1}};
    tell(0);
    other.join();
    CHECK(alone == together);
}

TEST_CASE("positions do not change what else is said") {
    CityOptions options = city_of(3, 3, 11);
    options.full_boxes = 0;
    const City without{options};
    options.position = true;
    const City with{options};
    for (LiftIndex lift = 0; lift < 3; ++lift) {
        std::vector<Observation> measured = said_of(with, lift);
        for (Observation& said : measured) said.position = no_value;
        CHECK(measured == said_of(without, lift));
        CHECK(truths_of(with, lift) == truths_of(without, lift));
    }
}

TEST_CASE("an idle box says a word every heartbeat") {
    CityOptions options = city_of(2, 2, 12);
    options.rates = all_kinds(0);
    options.heartbeat = std::chrono::seconds{60};
    std::map<Duration, int> gaps;
    for_each_step(options, [&](const Lift&, const Observation& a, const Observation& b) {
        ++gaps[b.time - a.time];
    });
    CHECK(gaps[std::chrono::seconds{60}] > 500);
    const auto longer = std::count_if(gaps.begin(), gaps.end(), [](const auto& gap) {
        return gap.first > std::chrono::seconds{60};
    });
    CHECK(longer <= 2);  // a box that restarts
}

TEST_CASE("a higher rate gives more faults, and the demonstration rate multiplies three of them") {
    const auto due = [](const CityOptions& options) {
        const City city{options};
        std::map<EventKind, double> counts;
        for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
            city.plan(lift, [&](EventKind kind, Time) { ++counts[kind]; });
        }
        return counts;
    };
    CityOptions options = city_of(400, 365, 13);
    std::map<EventKind, double> demo = due(options);
    options.demo_rate = 1;
    std::map<EventKind, double> honest = due(options);
    // 24 and 192 entrapments are meant; the ratio is held within a factor of two.
    CHECK(demo[EventKind::entrapment] / honest[EventKind::entrapment] > 4);
    CHECK(demo[EventKind::entrapment] / honest[EventKind::entrapment] < 16);
    CHECK(demo[EventKind::stopped_off_level] > 3 * honest[EventKind::stopped_off_level]);
    // 200 outages are meant: four standard deviations are 28 %, of a difference 40 %.
    CHECK(demo[EventKind::power_loss] ==
          doctest::Approx(honest[EventKind::power_loss]).epsilon(0.4));
    CHECK(honest[EventKind::door_blocked] == doctest::Approx(1200).epsilon(0.12));
    CHECK(honest[EventKind::device_offline] == doctest::Approx(1200).epsilon(0.12));
}

TEST_CASE("homes have most of the lifts, and each lift a unit that maintains it") {
    const City city{city_of(1000, 1, 14)};
    std::map<std::string, int> places, maintainers;
    for (const Lift& lift : city.lifts()) {
        ++places[lift.place];
        ++maintainers[lift.maintenance_unit];
    }
    CHECK(places["residential"] == doctest::Approx(700).epsilon(0.09));  // four deviations: 58
    CHECK(places.size() == 5);
    CHECK(maintainers.size() == 8);
}
