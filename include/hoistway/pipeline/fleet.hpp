// SPDX-License-Identifier: Apache-2.0
//
// Many lifts on the same row: one state each, side by side in memory.
//
//     Fleet fleet{row, lifts};
//     fleet.process(batch, [](const auto& record) { ... });  // observations of any lifts, mixed
//     fleet.advance(now, sink);                              // time passed for all of them
//
// Records of one lift have to come in order of time; lifts may be mixed at will, and the answers
// of one do not depend on the others. An observation of a lift that is not in the fleet is counted
// as a stranger and not used. Give it batches of 64 or more: the states are fetched ahead, and a
// record that says nothing new touches the first 64 bytes of its lift only.
//
// Threads: with `process(batch, share, sink)` so many threads may work on the same batch at the
// same time, each with its own share of the lifts and its own sink; the answers for a lift are the
// same whatever their number. Else one thread at a time. Constant time and no allocation per
// record. For fleets beyond the caches use `HugePages<...>` (pipeline/fleet/huge_pages.hpp) as the
// allocator.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// One of `of` equal shares of a fleet: the lifts whose index leaves this remainder.
struct Share {
    std::uint32_t number = 0, of = 1;

    bool holds(LiftIndex lift) const noexcept { return of == 1 || lift % of == number; }
};

template <class R, class Allocator = std::allocator<typename R::State>>
class Fleet {
 public:
    using State = typename R::State;

    Fleet(R row, std::span<const Lift> lifts) : row_(std::move(row)) {
        states_.reserve(lifts.size());
        for (const Lift& lift : lifts) states_.push_back(row_.begin(lift));
    }

    // So many lifts without papers.
    Fleet(R row, std::size_t lifts) : row_(std::move(row)), states_(lifts) {}

    template <class Sink>
    void process(std::span<const Observation> batch, Sink&& sink) {
        process(batch, Share{}, sink);
    }

    template <class Sink>
    void process(std::span<const Observation> batch, Share share, Sink&& sink) {
        std::uint64_t strangers = 0;
        for (std::size_t i = 0; i < std::min(ahead, batch.size()); ++i) fetch(batch[i].lift, share);
        for (std::size_t from = 0; from < batch.size(); from += block) {
            const std::size_t to = std::min(from + block, batch.size());
            strangers += process_block(batch, {from, to}, share, sink);
        }
        // The strangers belong to the first share, which alone writes the sum.
        if (share.number == 0) strangers_ += strangers;
    }

    // One record of any kind that names its lift: an Observation, a Visit, a Tick.
    template <class Record, class Sink>
    void push(const Record& record, Sink&& sink) {
        if (record.lift >= states_.size()) {
            ++strangers_;
            return;
        }
        row_.push(states_[record.lift], record, sink);
    }

    // Time has passed for every lift, whether its device speaks or not.
    template <class Sink>
    void advance(Time now, Sink&& sink) {
        for (std::size_t i = 0; i < states_.size(); ++i) {
            row_.push(states_[i], Tick{now, static_cast<LiftIndex>(i)}, sink);
        }
    }

    std::size_t size() const noexcept { return states_.size(); }
    std::uint64_t strangers() const noexcept { return strangers_; }

    template <class S>
    const auto& state_of(LiftIndex lift) const noexcept {
        return R::template state_of<S>(states_[lift]);
    }

    // All of a lift, to be kept or moved: see pipeline/fleet/snapshot.hpp.
    const State& state(LiftIndex lift) const noexcept { return states_[lift]; }
    void put(LiftIndex lift, const State& state) noexcept { states_[lift] = state; }

 private:
    static constexpr std::size_t ahead = 32;  // performance facts, 4: 16 to 64 make no difference
    static constexpr std::size_t block = 64;
    static constexpr std::size_t line = 64;

    struct Range {
        std::size_t from, to;
    };

    // First the records that say nothing new are passed over, each in one cache line; what is left
    // is fetched meanwhile and pushed afterwards. A lift that waits is marked by a due time in the
    // past, so that its later records wait behind.
    template <class Sink>
    std::uint64_t process_block(std::span<const Observation> batch, Range range, Share share,
                                Sink& sink) {
        std::array<std::uint32_t, block> waiting;
        std::size_t count = 0;
        std::uint64_t strangers = 0;
        for (std::size_t i = range.from; i < range.to; ++i) {
            if (i + ahead < batch.size()) fetch(batch[i + ahead].lift, share);
            const Observation& seen = batch[i];
            if (seen.lift >= states_.size()) {
                ++strangers;
                continue;
            }
            if (!share.holds(seen.lift)) continue;
            State& state = states_[seen.lift];
            if (row_.passes_over(state, seen)) continue;
            state.due = never;
            fetch_all(state);
            waiting[count++] = static_cast<std::uint32_t>(i - range.from);
        }
        for (std::size_t k = 0; k < count; ++k) {
            const Observation& seen = batch[range.from + waiting[k]];
            row_.push_through(states_[seen.lift], seen, sink);
        }
        return strangers;
    }

    void fetch(LiftIndex lift, Share share) const noexcept {
        if (lift < states_.size() && share.holds(lift)) __builtin_prefetch(&states_[lift], 1);
    }

    // What a record with news is likely to touch.
    static void fetch_all(const State& state) noexcept {
        const auto* bytes = reinterpret_cast<const char*>(&state);
        constexpr std::size_t most = std::min<std::size_t>(sizeof(State), 8 * line);
        for (std::size_t at = line; at < most; at += line) __builtin_prefetch(bytes + at, 1);
    }

    R row_;
    std::vector<State, Allocator> states_;
    std::uint64_t strangers_ = 0;
};

}  // namespace hoistway
