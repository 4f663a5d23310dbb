// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/replay.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "../logs.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::vector<Lift> lifts = lifts_of_ten_floors(6);
const Policy policy = shijiazhuang();

// The columns of a log, each a vector of its own.
struct Table {
    std::vector<Time> time;
    std::vector<LiftIndex> lift;
    std::vector<std::int16_t> floor;
    std::array<std::vector<std::uint8_t>, 11> words;
    std::array<std::vector<float>, 5> values;

    explicit Table(std::span<const Observation> log) {
        for (const Observation& seen : log) {
            time.push_back(seen.time);
            lift.push_back(seen.lift);
            floor.push_back(seen.floor);
            const auto* const bytes =
                reinterpret_cast<const std::uint8_t*>(&seen) + offsetof(Observation, motion);
            for (std::size_t i = 0; i < words.size(); ++i) words[i].push_back(bytes[i]);
            std::size_t i = 0;
            for (const float value :
                 {seen.position, seen.speed, seen.noise, seen.vibration, seen.temperature}) {
                values[i++].push_back(value);
            }
        }
    }

    Columns columns() const {
        Columns out{.time = time, .lift = lift, .floor = floor};
        for (std::size_t i = 0; i < words.size(); ++i) out.words[i] = words[i];
        out.position = values[0];
        out.speed = values[1];
        out.noise = values[2];
        out.vibration = values[3];
        out.temperature = values[4];
        return out;
    }
};

// Lifts one behind the other that repeat themselves every second; without faults.
std::vector<Observation> chatty_log(unsigned seed) {
    std::vector<Observation> out;
    for (LiftIndex lift = 0; lift < 6; ++lift) {
        const std::vector<Observation> log = made_up_log(lift, seed);
        for (std::size_t i = 0; i < log.size(); ++i) {
            Observation seen = log[i];
            seen.fault = {};
            const Time next = i + 1 < log.size() ? log[i + 1].time : seen.time;
            do {
                out.push_back(seen);
                seen.time += std::chrono::seconds{1};
                if (seen.time.time_since_epoch().count() % 7 != 0) seen.position = no_value;
            } while (seen.time < next && seen.time < log[i].time + std::chrono::seconds{200});
        }
    }
    return out;
}

template <class Play>
std::string log_of(Play&& play) {
    std::string out;
    play([&](const Event& event) {
        append_event(out, event, lifts[event.lift].key);
        out += '\n';
    });
    return out;
}

}  // namespace

TEST_CASE("columns give the events that their rows give one by one") {
    const StandardRow row = standard_row(lifts, policy);
    std::size_t told = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const std::vector<Observation> log = chatty_log(seed);
        const Table table(log);
        const Time until = second(5000);
        const std::string expected = log_of([&](const auto& sink) {
            for (LiftIndex lift = 0; lift < 6; ++lift) {
                auto state = row.begin(lifts[lift]);
                for (const Observation& seen : log) {
                    if (seen.lift == lift) row.push_through(state, seen, sink);
                }
                row.push(state, Tick{until, lift}, sink);
            }
        });
        const std::string replayed = log_of([&](const auto& sink) {
            CHECK(replay(row, lifts, table.columns(), sink, until) == 0);
        });
        CAPTURE(seed);
        REQUIRE(replayed == expected);
        told += expected.size();
    }
    CHECK(told > 10000);
}

TEST_CASE("a column that is not there is unknown throughout") {
    const StandardRow row = standard_row(lifts, policy);
    const std::vector<Time> time{second(0), second(100), second(200)};
    const std::vector<LiftIndex> lift{0, 0, 0};
    const std::vector<std::uint8_t> door(3, static_cast<std::uint8_t>(Door::open));
    Columns columns{.time = time, .lift = lift};
    columns.word(Columns::door) = door;
    std::vector<EventKind> raised;
    replay(row, lifts, columns, [&](const Event& event) { raised.push_back(event.kind); });
    REQUIRE(raised.size() == 1);
    CHECK(raised[0] == EventKind::door_blocked);
}

TEST_CASE("rows of lifts that nobody knows are passed over and counted") {
    const StandardRow row = standard_row(lifts, policy);
    const std::vector<Time> time{second(0), second(1), second(2)};
    const std::vector<LiftIndex> lift{0, 6, no_lift};
    CHECK(replay(row, lifts, Columns{.time = time, .lift = lift}, [](const Event&) {}) == 2);
}

TEST_CASE("a change is seen wherever it lies in the columns, and time that a rule waits for too") {
    const StandardRow row = standard_row(lifts, policy);
    const std::vector<LiftIndex> lift(200, 0);
    std::vector<Time> time;
    for (int i = 0; i < 200; ++i) time.push_back(second(10 * i));
    for (std::size_t at = 1; at < 190; ++at) {
        std::vector<std::uint8_t> door(200, static_cast<std::uint8_t>(Door::closed));
        std::fill(door.begin() + static_cast<std::ptrdiff_t>(at), door.end(),
                  static_cast<std::uint8_t>(Door::open));
        Columns columns{.time = time, .lift = lift};
        columns.word(Columns::door) = door;
        std::vector<Time> raised;
        replay(row, lifts, columns, [&](const Event& event) {
            if (event.kind == EventKind::door_blocked) raised.push_back(event.time);
        });
        CAPTURE(at);
        CHECK(raised == std::vector<Time>{time[at] + std::chrono::seconds{90}});
    }
}
