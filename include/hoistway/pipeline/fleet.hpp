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
// as a stranger and not used. Constant time and no allocation per record; give it batches of 64 or
// more, so that the states are fetched ahead. One thread at a time.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

template <class R>
class Fleet {
 public:
    using State = typename R::State;

    Fleet(R row, std::span<const Lift> lifts) : row_(std::move(row)) {
        states_.reserve(lifts.size());
        for (const Lift& lift : lifts) states_.push_back(row_.begin(lift));
    }

    template <class Sink>
    void process(std::span<const Observation> batch, Sink&& sink) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (i + ahead < batch.size()) fetch(batch[i + ahead].lift);
            push(batch[i], sink);
        }
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

 private:
    static constexpr std::size_t ahead = 16;  // performance facts, 4: 16 to 64 make no difference

    void fetch(LiftIndex lift) const noexcept {
        if (lift >= states_.size()) return;
        const auto* bytes = reinterpret_cast<const char*>(&states_[lift]);
        for (std::size_t line = 0; line < std::min<std::size_t>(sizeof(State), 512); line += 64) {
            __builtin_prefetch(bytes + line, 1);
        }
    }

    R row_;
    std::vector<State> states_;
    std::uint64_t strangers_ = 0;
};

}  // namespace hoistway
