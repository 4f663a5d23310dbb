// SPDX-License-Identifier: Apache-2.0
//
// A nation on one core: every lift says once a second how it is, in random order, and all rules,
// episodes and counters of the standard row hear it. Beside it, on the same memory in the same run:
// merely touching as many cache lines; and the same code one record at a time, in ordinary pages,
// with nothing fetched ahead.
//
//     fleet_bench [--lifts 12000000] [--rounds 9]
//     fleet_bench --lifts 100000 --threads 2     // instead: so many threads beside one
//
// The observations are made in blocks that stay in the cache, outside the measured time. Figures
// are medians of the rounds. A nation takes some 20 GB. Threads each have their share of the lifts,
// and what is said of these is dealt to a thread by itself, outside the measured time, as where
// each reads links of its own; the one thread beside them deals to itself likewise. The time of
// several threads is that of the one that took longest, on the wall; the time of processors is
// told too, for where others have work on the machine.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/fleet/huge_pages.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "nation.hpp"

using namespace hoistway;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t block = 4096;  // 480 kB of observations: they stay in the second-level cache
constexpr std::size_t hand = 4096;   // the same, of a thread
constexpr std::uint32_t records_a_round = 1'000'000;  // at least, where there are threads

bool is_news(const Observation& a, const Observation& b) {
    return a.floor != b.floor || a.motion != b.motion || a.door != b.door ||
           a.presence != b.presence;
}

struct Batch {
    std::vector<Observation> said;
    std::vector<bool> news;
};

void fill(Batch& batch, std::size_t size, RandomOrder& order, std::uint32_t second) {
    batch.said.clear();
    batch.news.clear();
    for (std::size_t i = 0; i < size; ++i) {
        const LiftIndex lift = order.next();
        batch.said.push_back(word_at(lift, second));
        batch.news.push_back(second == 0 || is_news(batch.said.back(), word_at(lift, second - 1)));
    }
}

// ns a record of one round over all lifts.
template <class Work>
double round_over(const NationOptions& options, std::uint32_t second, Work&& work) {
    Batch batch;
    RandomOrder order(options.lifts);
    Clock::duration spent{};
    std::size_t records = 0;
    while (records < options.lifts) {
        fill(batch, std::min<std::size_t>(block, options.lifts - records), order, second);
        const auto start = Clock::now();
        work(batch);
        spent += Clock::now() - start;
        records += batch.said.size();
    }
    return std::chrono::duration<double, std::nano>(spent).count() / static_cast<double>(records);
}

// Huge pages that remember where the latest of their kind begin, so that the memory of a fleet can
// be touched without asking the fleet.
template <class T>
struct NotedPages : HugePages<T> {
    NotedPages() = default;
    template <class U>
    NotedPages(const NotedPages<U>&) {}  // NOLINT(google-explicit-constructor)
    T* allocate(std::size_t count) { return begin = HugePages<T>::allocate(count); }

    static inline T* begin = nullptr;
};

template <class T>
char* noted(LiftIndex lift) {
    return reinterpret_cast<char*>(NotedPages<T>::begin) + lift * sizeof(T);
}

void touch_line(char* at, std::uint64_t& seen) {
    volatile auto* word = reinterpret_cast<std::uint64_t*>(at);
    const std::uint64_t value = *word;
    if ((value & 1) != 0) ++seen;  // the branch that a detector has
    *word = value;
}

// The lines that the fleet has to reach for this batch, read and written, fetched ahead likewise:
// the front of each lift, and where there are news 512 bytes of the rest.
template <class R>
std::uint64_t touch(const Batch& batch) {
    constexpr std::size_t ahead = 32, rest = 512;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < batch.said.size(); ++i) {
        if (i + ahead < batch.said.size()) {
            const LiftIndex next = batch.said[i + ahead].lift;
            __builtin_prefetch(noted<typename R::Front>(next), 1);
            for (std::size_t at = 0; batch.news[i + ahead] && at < rest; at += 64) {
                __builtin_prefetch(noted<typename R::State>(next) + at, 1);
            }
        }
        const LiftIndex lift = batch.said[i].lift;
        touch_line(noted<typename R::Front>(lift), seen);
        for (std::size_t at = 0; batch.news[i] && at < rest; at += 64) {
            touch_line(noted<typename R::State>(lift) + at, seen);
        }
    }
    return seen;
}

struct alignas(64) Told {
    std::uint64_t events = 0;
};

template <class R>
using Huge = Fleet<R, NotedPages<typename R::State>>;

struct Rates {
    double ours = 0, touched = 0, news = 0;  // ns, ns, share of all records
};

template <class R>
Rates in_batches(const NationOptions& options, const R& row, Told& told) {
    Huge<R> fleet{row, options.lifts};
    const auto process = [&](const Batch& batch) {
        fleet.process(batch.said, [&](const Event&) { ++told.events; });
    };
    std::vector<double> us, them;
    std::uint32_t second = 0;
    std::uint64_t seen = 0;
    double news = 0;
    for (; second < 2; ++second) round_over(options, second, process);  // the first words of all
    for (int i = 0; i < options.rounds; ++i, ++second) {
        them.push_back(
            round_over(options, second, [&](const Batch& batch) { seen += touch<R>(batch); }));
        us.push_back(round_over(options, second, [&](const Batch& batch) {
            process(batch);
            news += static_cast<double>(std::count(batch.news.begin(), batch.news.end(), true));
        }));
    }
    return {median(us), median(them), news / (static_cast<double>(options.lifts) * options.rounds)};
}

// One record at a time, in ordinary pages.
template <class R>
double plainly(const NationOptions& options, const R& row, Told& told) {
    Fleet<R> fleet{row, options.lifts};
    std::vector<double> us;
    for (std::uint32_t second = 0; second < 2 + 3; ++second) {
        const double ns = round_over(options, second, [&](const Batch& batch) {
            for (const Observation& one : batch.said) {
                fleet.push(one, [&](const Event&) { ++told.events; });
            }
        });
        if (second >= 2) us.push_back(ns);
    }
    return median(us);
}

template <class R>
void run(const NationOptions& options, const R& row) {
    Told told;
    const Rates rates = in_batches(options, row, told);
    const double plain = plainly(options, row, told);
    std::printf("%u lifts, %zu and %zu bytes each, %.1f %% of the records say something new\n",
                options.lifts, sizeof(typename R::Front), sizeof(typename R::State),
                rates.news * 100);
    std::printf("  all rules, states, counters    %6.1f ns  %6.1f M observations/s\n", rates.ours,
                1000 / rates.ours);
    std::printf("  touching the same cache lines  %6.1f ns  we reach %.2f of that rate\n",
                rates.touched, rates.touched / rates.ours);
    std::printf("  one by one, ordinary pages     %6.1f ns  we are %.1f times as fast\n", plain,
                plain / rates.ours);
    std::printf("  (%llu events)\n", static_cast<unsigned long long>(told.events));
}

struct Spent {
    double passed = 0, worked = 0;  // ns: on the wall, and of a processor
};

Spent now() {
    timespec worked{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &worked);
    const std::chrono::duration<double, std::nano> passed = Clock::now().time_since_epoch();
    return {passed.count(),
            static_cast<double>(worked.tv_sec) * 1e9 + static_cast<double>(worked.tv_nsec)};
}

// What a share of the lifts says from one second to another, dealt and heard a hand at a time.
template <class R>
Spent play(const NationOptions& options, std::uint32_t from, std::uint32_t to, Share share,
           Huge<R>& fleet, Told& told) {
    Spent spent;
    std::vector<Observation> said;
    for (std::uint32_t second = from; second < to; ++second) {
        RandomOrder order(options.lifts);
        for (std::uint32_t left = options.lifts; left > 0;) {
            said.clear();
            for (; left > 0 && said.size() < hand; --left) {
                const LiftIndex lift = order.next();
                if (share.holds(lift)) said.push_back(word_at(lift, second));
            }
            const Spent start = now();
            fleet.process(said, [&](const Event&) { ++told.events; });
            const Spent end = now();
            spent.passed += end.passed - start.passed;
            spent.worked += end.worked - start.worked;
        }
    }
    return spent;
}

// Every lift is heard by the thread that has it in its share. Returns ns a record.
template <class R>
Spent play_together(const NationOptions& options, std::uint32_t from, std::uint32_t to,
                    std::uint32_t of, Huge<R>& fleet, Told& told) {
    std::vector<Spent> spent(of);
    std::vector<Told> each_told(of);
    {
        std::vector<std::jthread> threads;
        for (std::uint32_t i = 0; i < of; ++i) {
            threads.emplace_back([&, i] {
                spent[i] = play(options, from, to, Share{i, of}, fleet, each_told[i]);
            });
        }
    }
    const double records = static_cast<double>(options.lifts) * (to - from);
    Spent out;
    for (std::uint32_t i = 0; i < of; ++i) {
        out.passed = std::max(out.passed, spent[i].passed / records);
        out.worked += spent[i].worked / records;
        told.events += each_told[i].events;
    }
    return out;
}

// The same fleet by one thread and by all, in turn.
template <class R>
void run_threads(const NationOptions& options, const R& row) {
    Huge<R> fleet{row, options.lifts};
    Told told;
    std::vector<double> one, all, ratios, held_up;
    std::uint32_t second = 2;
    play_together(options, 0, second, 1, fleet, told);  // the first words of all
    const std::uint32_t seconds = std::max(1U, records_a_round / options.lifts);
    for (int i = 0; i < options.rounds; ++i, second += 2 * seconds) {
        const std::uint32_t half = second + seconds, end = half + seconds;
        const Spent alone = play_together(options, second, half, 1, fleet, told);
        const Spent together = play_together(options, half, end, options.threads, fleet, told);
        one.push_back(alone.passed);
        all.push_back(together.passed);
        ratios.push_back(alone.passed / together.passed);
        held_up.push_back(together.worked / alone.worked);
    }
    std::printf("%u lifts, %zu bytes each\n", options.lifts, sizeof(typename R::State));
    std::printf("  one thread   %6.1f ns\n  %u threads    %6.1f ns\n", median(one), options.threads,
                median(all));
    std::printf("  %u threads are %.2f times one, median of %d rounds\n", options.threads,
                median(ratios), options.rounds);
    std::printf("  a record takes %.2f times the processor that it takes one thread alone\n",
                median(held_up));
    std::printf("  (%llu events)\n", static_cast<unsigned long long>(told.events));
}

}  // namespace

int main(int argc, char** argv) {
    const NationOptions options = nation_options(argc, argv, {});
    const StandardRow standard = standard_row({}, Policy{});
    if (options.threads == 1) {
        run(options, standard);
    } else {
        run_threads(options, standard);
    }
}
