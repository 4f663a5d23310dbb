// SPDX-License-Identifier: Apache-2.0
//
// Frame in, alarm out: a nation's frames in random order are checked, decoded, their 17-digit
// numbers looked up, and their observations heard by all rules, episodes and counters of the
// standard row. One by one, and in batches of 256 in which memory is fetched ahead: first all
// frames are decoded and their places in the index fetched, then the lifts found, then the fleet
// steps. Both on the same fleet in pages of 2 MiB, round by round in turn.
//
//     ingest_bench [--lifts 12000000] [--rounds 9]
//
// The frames are made in blocks that stay in the cache, outside the measured time. Figures are
// medians of the rounds. A nation takes some 20 GB.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "frames.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/fleet/huge_pages.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/registry/lookup/number_index.hpp"
#include "nation.hpp"

using namespace hoistway;

namespace {

using Clock = std::chrono::steady_clock;
using Index = BasicNumberIndex<HugePages<std::byte>>;
using Nation = Fleet<StandardRow, HugePages<StandardRow::State>>;

constexpr std::size_t block = 4096;  // 490 kB of frames: they stay in the second-level cache
constexpr std::size_t batch_size = 256;

struct Sums {
    std::uint64_t frames = 0, events = 0, unsound = 0;
};

class Path {
 public:
    explicit Path(std::uint32_t lifts)
        : index_(lifts), fleet_(standard_row({}, Policy{}), std::size_t{lifts}) {
        for (LiftIndex lift = 0; lift < lifts; ++lift) index_.add(number_of(lift), lift);
    }

    void one_by_one(std::string_view bytes) {
        for (std::size_t at = 0; at < bytes.size(); at += reader_.size()) {
            if (!opens(bytes, at)) return;
            reader_.read(index_.find(reader_.number()), [&](const Observation& seen) {
                fleet_.push(seen, [&](const Event&) { ++sums_.events; });
            });
        }
    }

    void in_batches(std::string_view bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t count = decode(bytes, at);
            if (count == 0) return;
            for (std::size_t i = 0; i < count; ++i) said_[i].lift = index_.find(numbers_[i]);
            fleet_.process(std::span(said_).first(count), [&](const Event&) { ++sums_.events; });
        }
    }

    const Sums& sums() const { return sums_; }
    std::uint64_t strangers() const { return fleet_.strangers(); }

 private:
    bool opens(std::string_view bytes, std::size_t at) {
        const bool sound = reader_.open(bytes, at);
        sound ? ++sums_.frames : ++sums_.unsound;
        return sound;
    }

    // A batch from `at` on, which it moves.
    std::size_t decode(std::string_view bytes, std::size_t& at) {
        std::size_t count = 0;
        for (; count < batch_size && at < bytes.size() && opens(bytes, at); ++count) {
            numbers_[count] = reader_.number();
            index_.fetch(numbers_[count]);
            reader_.read(no_lift, [&](const Observation& seen) { said_[count] = seen; });
            at += reader_.size();
        }
        return count;
    }

    Index index_;
    Nation fleet_;
    FrameReader reader_;
    std::array<std::uint64_t, batch_size> numbers_{};
    std::array<Observation, batch_size> said_{};
    Sums sums_;
};

// ns a frame of one round over all lifts.
template <class Work>
double round_over(std::uint32_t lifts, std::uint32_t second, Work&& work) {
    RandomOrder order(lifts);
    Clock::duration spent{};
    std::string bytes;
    std::size_t frames = 0;
    while (frames < lifts) {
        bytes.clear();
        const std::size_t count = std::min<std::size_t>(block, lifts - frames);
        for (std::size_t i = 0; i < count; ++i) append_frame(bytes, word_at(order.next(), second));
        const auto start = Clock::now();
        work(bytes);
        spent += Clock::now() - start;
        frames += count;
    }
    return std::chrono::duration<double, std::nano>(spent).count() / static_cast<double>(frames);
}

void print(const char* what, double ns) {
    std::printf("  %-26s %6.1f ns  %6.1f M frames/s\n", what, ns, 1000 / ns);
}

}  // namespace

int main(int argc, char** argv) {
    const NationOptions options = nation_options(argc, argv, {});
    Path path(options.lifts);
    const auto one = [&](std::string_view bytes) { path.one_by_one(bytes); };
    const auto many = [&](std::string_view bytes) { path.in_batches(bytes); };
    std::vector<double> alone, together, ratios;
    std::uint32_t second = 0;
    for (; second < 2; ++second) round_over(options.lifts, second, many);  // the first words
    for (int i = 0; i < options.rounds; ++i, second += 2) {
        alone.push_back(round_over(options.lifts, second, one));
        together.push_back(round_over(options.lifts, second + 1, many));
        ratios.push_back(alone.back() / together.back());
    }
    std::printf("%u lifts, frames of one observation\n", options.lifts);
    print("one by one", median(alone));
    print("in batches of 256", median(together));
    std::printf("  batches are %.2f times as fast, median of %d rounds\n", median(ratios),
                options.rounds);
    std::printf("  (%llu frames, %llu events, %llu unsound, %llu of strangers)\n",
                static_cast<unsigned long long>(path.sums().frames),
                static_cast<unsigned long long>(path.sums().events),
                static_cast<unsigned long long>(path.sums().unsound),
                static_cast<unsigned long long>(path.strangers()));
    return path.sums().unsound == 0 && path.strangers() == 0 ? 0 : 1;
}
