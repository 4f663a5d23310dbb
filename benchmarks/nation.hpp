// SPDX-License-Identifier: Apache-2.0
//
// A fleet of made-up lifts for benchmarks that need millions: what each says in a second, in an
// order that no cache foresees, and what the benchmarks have in common beside it.
//
//     RandomOrder order(lifts);
//     const Observation seen = word_at(order.next(), second);
//     const NationOptions options = nation_options(argc, argv, {.lifts = 12'000'000});
//
// About one observation in twenty-five says something new, as of a lift that makes 240 runs a day.

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "hoistway/model/observation.hpp"

struct NationOptions {
    std::uint32_t lifts = 12'000'000;
    int rounds = 9;
    unsigned threads = 1;
};

// Google Benchmark's options ask the other programs here for a rehearsal: so do they here.
inline NationOptions nation_options(int argc, char** argv, NationOptions out) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name.starts_with("--benchmark_min_time")) {
            out.lifts = std::min(out.lifts, 10'000U);
            out.rounds = 1;
        }
        if (i + 1 == argc) break;
        const long value = std::atol(argv[i + 1]);
        if (name == "--lifts") out.lifts = static_cast<std::uint32_t>(value);
        if (name == "--rounds") out.rounds = static_cast<int>(value);
        if (name == "--threads") out.threads = static_cast<unsigned>(value);
    }
    out.lifts = std::max(out.lifts, 1U);
    out.rounds = std::max(out.rounds, 1);
    out.threads = std::max(out.threads, 1U);
    return out;
}

// What a lift says so many seconds after it was called: doors, a ride of 15 s, doors.
inline hoistway::Observation word_at(hoistway::LiftIndex lift, std::uint32_t second) {
    using namespace hoistway;
    const std::uint32_t period = 240 + lift * 2654435761U % 240;
    const std::uint32_t step = (second + lift * 40503U % period) % period;
    Observation seen;
    seen.lift = lift;
    seen.time = Time{Duration{1'772'294'400'000 + std::int64_t{second} * 1000}};
    seen.floor = static_cast<std::int16_t>(step < 18 ? 1 : step < 22 ? 2 : 3);
    const bool running = step >= 13 && step < 28;
    seen.motion = running ? Motion::running : Motion::stopped;
    seen.direction = running ? Direction::up : Direction::none;
    seen.door_zone = to_flag(!running);
    seen.door = step < 3                  ? Door::opening
                : step < 10               ? Door::open
                : step < 13               ? Door::closing
                : step >= 29 && step < 32 ? Door::opening
                : step >= 32 && step < 39 ? Door::open
                : step >= 39 && step < 42 ? Door::closing
                                          : Door::closed;
    seen.presence = to_flag(step >= 5 && step < 40);
    seen.mode = Mode::normal;
    seen.mains_power = Flag::yes;
    seen.alarm_button = Flag::no;
    return seen;
}

// All lifts once, in an order that no cache foresees: steps of a prime far from everything.
class RandomOrder {
 public:
    explicit RandomOrder(std::uint32_t lifts) : lifts_(lifts) {}
    hoistway::LiftIndex next() {
        at_ = (at_ + 7'919'117'213ULL) % lifts_;
        const std::uint64_t mixed = at_ ^ (at_ >> 7 & 0x3F);
        return static_cast<hoistway::LiftIndex>(mixed < lifts_ ? mixed : at_);
    }

 private:
    std::uint64_t lifts_, at_ = 0;
};

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}
