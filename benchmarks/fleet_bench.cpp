// SPDX-License-Identifier: Apache-2.0
//
// A nation on one core: every lift says once a second how it is, in random order, and all rules,
// episodes and counters of the standard row hear it. Beside it, on the same memory in the same run:
// merely touching as many cache lines; and the same code one record at a time, in ordinary pages,
// with nothing fetched ahead.
//
//     fleet_bench [--lifts 12000000] [--rounds 9] [--threads 1|2]
//
// The observations are made in blocks that stay in the cache, outside the measured time. About one
// in twenty-five says something new, as of a lift that makes 240 runs a day... and none of them is
// alike. Figures are medians of the rounds. A nation takes some 16 GB.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>
#include <vector>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/fleet/huge_pages.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
    std::uint32_t lifts = 12'000'000;
    int rounds = 9;
    unsigned threads = 1;
};

constexpr std::size_t block = 4096;  // 480 kB of observations: they stay in the second-level cache

// What a lift says so many seconds after it was called: doors, a ride of 15 s, doors.
Observation word_at(LiftIndex lift, std::uint32_t second) {
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

bool is_news(const Observation& a, const Observation& b) {
    return a.floor != b.floor || a.motion != b.motion || a.door != b.door ||
           a.presence != b.presence;
}

// All lifts once, in an order that no cache foresees: steps of a prime far from everything.
class RandomOrder {
 public:
    explicit RandomOrder(std::uint32_t lifts) : lifts_(lifts) {}
    LiftIndex next() {
        at_ = (at_ + 7'919'117'213ULL) % lifts_;
        const std::uint64_t mixed = at_ ^ (at_ >> 7 & 0x3F);
        return static_cast<LiftIndex>(mixed < lifts_ ? mixed : at_);
    }

 private:
    std::uint64_t lifts_, at_ = 0;
};

struct Batch {
    std::vector<Observation> said;
    std::vector<bool> news;
};

void fill(Batch& batch, RandomOrder& order, std::uint32_t second) {
    batch.said.clear();
    batch.news.clear();
    for (std::size_t i = 0; i < block; ++i) {
        const LiftIndex lift = order.next();
        batch.said.push_back(word_at(lift, second));
        batch.news.push_back(second == 0 || is_news(batch.said.back(), word_at(lift, second - 1)));
    }
}

// ns a record of one round over all lifts.
template <class Work>
double round_over(const Options& options, std::uint32_t second, Work&& work) {
    Batch batch;
    RandomOrder order(options.lifts);
    Clock::duration spent{};
    std::size_t records = 0;
    while (records < options.lifts) {
        fill(batch, order, second);
        const auto start = Clock::now();
        work(batch);
        spent += Clock::now() - start;
        records += block;
    }
    return std::chrono::duration<double, std::nano>(spent).count() / static_cast<double>(records);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <class Fleet>
void touch_line(const Fleet& fleet, LiftIndex lift, std::size_t line, std::uint64_t& seen) {
    const auto* at = reinterpret_cast<const char*>(&fleet.state(lift)) + line * 64;
    volatile auto* word = const_cast<std::uint64_t*>(reinterpret_cast<const std::uint64_t*>(at));
    const std::uint64_t value = *word;
    if ((value & 1) != 0) ++seen;  // the branch that a detector has
    *word = value;
}

// The lines that the fleet has to reach for this batch, read and written, fetched ahead likewise.
template <class Fleet>
std::uint64_t touch(const Fleet& fleet, const Batch& batch) {
    constexpr std::size_t ahead = 32, lines = 8;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < batch.said.size(); ++i) {
        if (i + ahead < batch.said.size()) {
            const auto* at =
                reinterpret_cast<const char*>(&fleet.state(batch.said[i + ahead].lift));
            __builtin_prefetch(at, 1);
            for (std::size_t line = 1; batch.news[i + ahead] && line < lines; ++line) {
                __builtin_prefetch(at + line * 64, 1);
            }
        }
        touch_line(fleet, batch.said[i].lift, 0, seen);
        for (std::size_t line = 1; batch.news[i] && line < lines; ++line) {
            touch_line(fleet, batch.said[i].lift, line, seen);
        }
    }
    return seen;
}

Options options_of(int argc, char** argv) {
    Options out;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        const long value = std::atol(argv[i + 1]);
        if (name == "--lifts") out.lifts = static_cast<std::uint32_t>(value);
        if (name == "--rounds") out.rounds = static_cast<int>(value);
        if (name == "--threads") out.threads = static_cast<unsigned>(value);
    }
    return out;
}

template <class F>
void process(F& fleet, const Batch& batch, unsigned threads, std::uint64_t& told) {
    if (threads == 1) {
        fleet.process(batch.said, [&](const Event&) { ++told; });
        return;
    }
    std::vector<std::thread> workers;
    std::vector<std::uint64_t> counts(threads);
    for (unsigned number = 0; number < threads; ++number) {
        workers.emplace_back([&, number] {
            fleet.process(batch.said, Share{number, threads},
                          [&](const Event&) { ++counts[number]; });
        });
    }
    for (std::thread& worker : workers) worker.join();
    for (const std::uint64_t count : counts) told += count;
}

template <class R>
void run(const Options& options, const R& row) {
    using Huge = Fleet<R, HugePages<typename R::State>>;
    std::uint64_t told = 0, seen = 0;
    double ours = 0, touched = 0;
    double news = 0;
    {
        Huge fleet{row, options.lifts};
        std::vector<double> us, them;
        std::uint32_t second = 0;
        for (; second < 2; ++second) {  // the first words of all, not measured
            round_over(options, second,
                       [&](const Batch& batch) { process(fleet, batch, 1, told); });
        }
        for (int i = 0; i < options.rounds; ++i, ++second) {
            them.push_back(round_over(options, second,
                                      [&](const Batch& batch) { seen += touch(fleet, batch); }));
            us.push_back(round_over(options, second, [&](const Batch& batch) {
                process(fleet, batch, options.threads, told);
                news += static_cast<double>(std::count(batch.news.begin(), batch.news.end(), true));
            }));
        }
        ours = median(us);
        touched = median(them);
        news /= static_cast<double>(options.lifts) * options.rounds;
    }
    double plain = 0;
    {
        Fleet<R> fleet{row, options.lifts};
        std::vector<double> us;
        for (std::uint32_t second = 0; second < 2 + 3; ++second) {
            const double ns = round_over(options, second, [&](const Batch& batch) {
                for (const Observation& one : batch.said) {
                    fleet.push(one, [&](const Event&) { ++told; });
                }
            });
            if (second >= 2) us.push_back(ns);
        }
        plain = median(us);
    }
    std::printf("%u lifts, %zu bytes each, %.1f %% of the records say something new\n",
                options.lifts, sizeof(typename R::State), news * 100);
    std::printf("  all rules, states, counters    %6.1f ns  %6.1f M observations/s\n", ours,
                1000 / ours);
    std::printf("  touching the same cache lines  %6.1f ns  we reach %.2f of that rate\n", touched,
                touched / ours);
    std::printf("  one by one, ordinary pages     %6.1f ns  we are %.1f times as fast\n", plain,
                plain / ours);
    std::printf("  (%llu events, %llu)\n", static_cast<unsigned long long>(told),
                static_cast<unsigned long long>(seen & 1));
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = options_of(argc, argv);
    const StandardRow standard = standard_row({}, Policy{});
    run(options, standard);
}
