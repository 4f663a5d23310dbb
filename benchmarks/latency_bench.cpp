// SPDX-License-Identifier: Apache-2.0
//
// From event to alarm in one process: a frame is handed in, checked, decoded, its lift found, all
// rules of the standard row hear it, and the alarm reaches the sink. The time from the first to the
// last of these, of each alarm.
//
//     latency_bench [--lifts 10000] [--rounds 10]
//
// A round rings the alarm button of every lift once, in random order; between rounds the buttons
// are let go until the alarms are over, which is not measured. The first round is to get warm. What
// the clock itself takes is part of every figure; the longest ones are those of a machine that has
// something else to do.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "frames.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/registry/lookup/number_index.hpp"
#include "nation.hpp"

using namespace hoistway;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t round_seconds = 100;  // the alarm is over 60 s after the last press

// Doors open at a landing, so that ringing is no entrapment.
Observation standing(LiftIndex lift, std::int64_t second, bool rings) {
    Observation seen = word_at(lift, 0);
    seen.time = Time{Duration{1'772'294'400'000 + second * 1000}};
    seen.floor = 1;
    seen.motion = Motion::stopped;
    seen.direction = Direction::none;
    seen.door = Door::open;
    seen.door_zone = Flag::yes;
    seen.alarm_button = to_flag(rings);
    return seen;
}

class Path {
 public:
    explicit Path(std::uint32_t lifts)
        : index_(lifts), fleet_(standard_row({}, Policy{}), std::size_t{lifts}) {
        for (LiftIndex lift = 0; lift < lifts; ++lift) index_.add(number_of(lift), lift);
    }

    // When the alarm of this frame was told; the beginning of time where there was none.
    Clock::time_point hand_in(std::string_view frame) {
        Clock::time_point told{};
        if (!reader_.open(frame, 0)) return told;
        reader_.read(index_.find(reader_.number()), [&](const Observation& seen) {
            fleet_.push(seen, [&](const Event& event) {
                const bool rings = event.kind == EventKind::alarm_button;
                if (rings && event.phase == Phase::raised) told = Clock::now();
            });
        });
        return told;
    }

 private:
    NumberIndex index_;
    Fleet<StandardRow> fleet_;
    FrameReader reader_;
};

void say(Path& path, std::string& frame, const Observation& seen) {
    frame.clear();
    append_frame(frame, seen);
    path.hand_in(frame);
}

// Nanoseconds of each alarm of one round.
void ring_all(Path& path, std::uint32_t lifts, std::int64_t second, std::vector<double>& out) {
    std::string frame;
    RandomOrder order(lifts);
    for (std::uint32_t i = 0; i < lifts; ++i) {
        frame.clear();
        append_frame(frame, standing(order.next(), second, true));
        const auto start = Clock::now();
        const auto told = path.hand_in(frame);
        if (told == Clock::time_point{}) continue;
        out.push_back(std::chrono::duration<double, std::nano>(told - start).count());
    }
    for (const std::int64_t after : {1, 70}) {
        for (LiftIndex lift = 0; lift < lifts; ++lift) {
            say(path, frame, standing(lift, second + after, false));
        }
    }
}

double share(const std::vector<double>& sorted, double part) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(last * part)] / 1000;
}

}  // namespace

int main(int argc, char** argv) {
    const NationOptions options = nation_options(argc, argv, {.lifts = 10'000, .rounds = 10});
    Path path(options.lifts);
    std::vector<double> warm, taken;
    ring_all(path, options.lifts, 0, warm);
    for (int i = 1; i <= options.rounds; ++i) {
        ring_all(path, options.lifts, i * round_seconds, taken);
    }
    if (taken.empty()) {
        std::printf("no alarm was told\n");
        return 1;
    }
    std::sort(taken.begin(), taken.end());
    std::printf("%u lifts, %zu alarms, frame handed in to alarm told\n", options.lifts,
                taken.size());
    std::printf("  p50 %.2f us  p99 %.2f us  p99.9 %.2f us  longest %.2f us\n", share(taken, 0.5),
                share(taken, 0.99), share(taken, 0.999), share(taken, 1));
    // Steps of the order that fall on one lift twice raise one alarm only.
    return taken.size() * 10 >
                   std::size_t{options.lifts} * static_cast<std::size_t>(options.rounds) * 9
               ? 0
               : 1;
}
