// SPDX-License-Identifier: Apache-2.0
//
// History through the rules: what each of some lifts said once a second, one lift behind the other,
// heard by all rules, episodes and counters of the standard row; as columns by replay(), and beside
// it the same records one by one. Both read from memory what was made before; in turn, in one run.
//
//     replay_bench [--lifts 300] [--rounds 9]
//
// An hour of each lift; one in eight has a power cut in it. Figures are medians of the rounds.
// Another number of events than the records give fails the run.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "hoistway/pipeline/fleet/replay.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "nation.hpp"

using namespace hoistway;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t seconds_a_lift = 3600;

Observation said_at(LiftIndex lift, std::uint32_t second) {
    Observation seen = word_at(lift, second);
    const bool cut = lift % 8 == 0 && 1800 <= second && second < 1900;
    seen.mains_power = to_flag(!cut);
    return seen;
}

// The same history in both forms.
class History {
 public:
    explicit History(std::uint32_t lifts) {
        for (LiftIndex lift = 0; lift < lifts; ++lift) {
            for (std::uint32_t second = 0; second < seconds_a_lift; ++second) {
                add(said_at(lift, second));
            }
        }
    }

    const std::vector<Observation>& records() const { return records_; }
    Columns columns() const {
        Columns out{.time = times_, .lift = lifts_, .floor = floors_};
        for (const Columns::Word word : said) out.word(word) = words_[word];
        return out;
    }

 private:
    static constexpr std::array said{Columns::motion,      Columns::direction,   Columns::door,
                                     Columns::mode,        Columns::door_zone,   Columns::presence,
                                     Columns::mains_power, Columns::alarm_button};

    void add(const Observation& seen) {
        records_.push_back(seen);
        times_.push_back(seen.time);
        lifts_.push_back(seen.lift);
        floors_.push_back(seen.floor);
        const auto* const words =
            reinterpret_cast<const std::uint8_t*>(&seen) + offsetof(Observation, motion);
        for (const Columns::Word word : said) words_[word].push_back(words[word]);
    }

    std::vector<Observation> records_;
    std::vector<Time> times_;
    std::vector<LiftIndex> lifts_;
    std::vector<std::int16_t> floors_;
    std::array<std::vector<std::uint8_t>, 11> words_;
};

struct Told {
    std::uint64_t events = 0;
    void operator()(const Event&) { ++events; }
};

void one_by_one(const StandardRow& row, std::span<const Lift> lifts, const History& history,
                Told& told) {
    StandardRow::State state{};
    LiftIndex lift = no_lift;
    for (const Observation& seen : history.records()) {
        if (seen.lift != lift) state = row.begin(lifts[lift = seen.lift]);
        row.push(state, seen, told);
    }
}

// ns a record.
template <class Work>
double timed(const History& history, Work&& work) {
    const auto start = Clock::now();
    work();
    const std::chrono::duration<double, std::nano> spent = Clock::now() - start;
    return spent.count() / static_cast<double>(history.records().size());
}

}  // namespace

int main(int argc, char** argv) {
    const NationOptions options = nation_options(argc, argv, {.lifts = 300});
    const std::vector<Lift> lifts(options.lifts);
    const StandardRow row = standard_row(lifts, Policy{});
    const History history(options.lifts);
    const Columns columns = history.columns();
    std::vector<double> records, replayed, ratios;
    Told expected, told;
    for (int i = 0; i < options.rounds; ++i) {
        records.push_back(timed(history, [&] { one_by_one(row, lifts, history, expected); }));
        replayed.push_back(timed(history, [&] { replay(row, lifts, columns, told); }));
        ratios.push_back(records.back() / replayed.back());
    }
    std::printf("%zu records of %u lifts\n", history.records().size(), options.lifts);
    std::printf("  one by one   %6.1f ns\n  as columns   %6.1f ns, %.2f times as fast\n",
                median(records), median(replayed), median(ratios));
    std::printf("  (%llu events)\n", static_cast<unsigned long long>(told.events));
    return told.events == expected.events ? 0 : 1;
}
