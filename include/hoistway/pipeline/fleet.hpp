// SPDX-License-Identifier: Apache-2.0
//
// Many lifts on the same row, side by side in memory.
//
//     Fleet fleet{row, lifts};
//     fleet.process(batch, [](const auto& record) { ... });  // observations of any lifts, mixed
//     fleet.advance(now, sink);                              // time passed for all of them
//
// Records of one lift have to come in order of time; lifts may be mixed at will, and the answers
// of one do not depend on the others. An observation of a lift that is not in the fleet is counted
// as a stranger and not used. Give it batches of 64 or more: what they need is fetched ahead; and
// of devices that say no more than words, Briefs. What a record that says nothing new touches lies
// in an array of its own, 64 bytes a lift.
//
// Threads: so many as there are shares may process at the same time, each with its own sink and the
// lifts of its own share: either all the same batch, `process(batch, share, sink)`, or each a batch
// that has been dealt to it (pipeline/fleet/deal.hpp), which is quicker, as no thread then reads
// what another one needs. The answers for a lift are the same whatever their number. Else one
// thread at a time. Constant time and no allocation per record. For fleets beyond the caches use
// `HugePages<...>` (pipeline/fleet/huge_pages.hpp) as the allocator.

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
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

// One of `of` equal shares of a fleet. Lifts go to the shares sixteen at a time, as cards are
// dealt: neighbours in memory stay with one thread, for two processors that write to neighbouring
// cache lines hold each other up.
struct Share {
    std::uint32_t number = 0, of = 1;

    static constexpr std::uint32_t number_of(LiftIndex lift, std::uint32_t of) noexcept {
        return of <= 1 ? 0 : lift / 16 % of;
    }
    constexpr bool holds(LiftIndex lift) const noexcept { return number_of(lift, of) == number; }
};

template <class R, class Allocator = std::allocator<typename R::State>>
class Fleet {
 public:
    using State = typename R::State;

    Fleet(R row, std::span<const Lift> lifts) : Fleet(std::move(row), lifts.size()) {
        for (std::size_t i = 0; i < lifts.size(); ++i) {
            put(static_cast<LiftIndex>(i), row_.begin(lifts[i]));
        }
    }

    // So many lifts without papers.
    Fleet(R row, std::size_t lifts) : row_(std::move(row)), fronts_(lifts), states_(lifts) {}

    template <class Sink>
    void process(std::span<const Observation> batch, Sink&& sink) {
        process(batch, Share{}, sink);
    }

    template <class Sink>
    void process(std::span<const Observation> batch, Share share, Sink&& sink) {
        process_all(batch, share, sink);
    }

    template <class Sink>
    void process(std::span<const Brief> batch, Sink&& sink) {
        process_all(batch, Share{}, sink);
    }
    template <class Sink>
    void process(std::span<const Brief> batch, Share share, Sink&& sink) {
        process_all(batch, share, sink);
    }

    // One record of any kind that names its lift: an Observation, a Visit, a Tick.
    template <class Record, class Sink>
    void push(const Record& record, Sink&& sink) {
        if (record.lift >= states_.size()) {
            ++strangers_;
            return;
        }
        push_to(record.lift, record, sink);
    }

    // Time has passed for every lift, whether its device speaks or not.
    template <class Sink>
    void advance(Time now, Sink&& sink) {
        for (std::size_t i = 0; i < states_.size(); ++i) {
            push_to(i, Tick{now, static_cast<LiftIndex>(i)}, sink);
        }
    }

    std::size_t size() const noexcept { return states_.size(); }
    std::uint64_t strangers() const noexcept { return strangers_; }

    template <class S>
    typename S::State state_of(LiftIndex lift) const noexcept {
        return R::template state_of<S>(state(lift));
    }

    // All of a lift, to be kept or moved: see pipeline/fleet/snapshot.hpp. In a sink, the lift of
    // which it is told stands between two states: ask afterwards.
    State state(LiftIndex lift) const noexcept {
        State out = states_[lift];
        R::put(out, fronts_[lift]);
        return out;
    }
    void put(LiftIndex lift, const State& state) noexcept {
        fronts_[lift] = R::front_of(state);
        states_[lift] = state;
    }

 private:
    using Front = typename R::Front;
    using Fronts =
        std::vector<Front, typename std::allocator_traits<Allocator>::template rebind_alloc<Front>>;

    static constexpr std::size_t ahead = 32;  // performance facts, 4: 16 to 64 make no difference
    static constexpr std::size_t block = 64;
    static constexpr std::size_t line = 64;

    struct Range {
        std::size_t from, to;
    };

    template <class Record, class Sink>
    void push_to(std::size_t lift, const Record& record, Sink& sink) {
        if (!row_.passes_over(fronts_[lift], record)) push_through(lift, record, sink);
    }

    // The front is taken to the rest of the lift, and back.
    template <class Record, class Sink>
    void push_through(std::size_t lift, const Record& record, Sink& sink) {
        State& state = states_[lift];
        R::put(state, fronts_[lift]);
        row_.push_through(state, record, sink);
        fronts_[lift] = R::front_of(state);
    }

    template <class Record, class Sink>
    void process_all(std::span<const Record> batch, Share share, Sink& sink) {
        std::uint64_t strangers = 0;
        for (std::size_t i = 0; i < std::min(ahead, batch.size()); ++i) fetch(batch[i].lift, share);
        for (std::size_t from = 0; from < batch.size(); from += block) {
            const std::size_t to = std::min(from + block, batch.size());
            strangers += process_block(batch, {from, to}, share, sink);
        }
        if (strangers != 0) std::atomic_ref{strangers_} += strangers;
    }

    // First the records that say nothing new are passed over, each in one cache line; what is left
    // is fetched meanwhile and pushed afterwards. A lift that waits is marked by a due time in the
    // past, so that its later records wait behind.
    template <class Record, class Sink>
    std::uint64_t process_block(std::span<const Record> batch, Range range, Share share,
                                Sink& sink) {
        std::array<std::uint32_t, block> waiting;
        std::size_t count = 0;
        std::uint64_t strangers = 0;
        for (std::size_t i = range.from; i < range.to; ++i) {
            if (i + ahead < batch.size()) fetch(batch[i + ahead].lift, share);
            const Record& seen = batch[i];
            if (!share.holds(seen.lift)) continue;
            if (seen.lift >= states_.size()) {
                ++strangers;
                continue;
            }
            Front& front = fronts_[seen.lift];
            if (row_.passes_over(front, seen)) continue;
            front.due = never;
            fetch_all(states_[seen.lift]);
            waiting[count++] = static_cast<std::uint32_t>(i - range.from);
        }
        for (std::size_t k = 0; k < count; ++k) {
            const Record& seen = batch[range.from + waiting[k]];
            push_through(seen.lift, observation_of(seen), sink);
        }
        return strangers;
    }

    void fetch(LiftIndex lift, Share share) const noexcept {
        if (lift < fronts_.size() && share.holds(lift)) __builtin_prefetch(&fronts_[lift], 1);
    }

    // What a record with news is likely to touch.
    static void fetch_all(const State& state) noexcept {
        const auto* bytes = reinterpret_cast<const char*>(&state);
        constexpr std::size_t most = std::min<std::size_t>(sizeof(State), 8 * line);
        for (std::size_t at = 0; at < most; at += line) __builtin_prefetch(bytes + at, 1);
    }

    R row_;
    Fronts fronts_;
    std::vector<State, Allocator> states_;  // of which the fronts are newer
    std::uint64_t strangers_ = 0;
};

}  // namespace hoistway
