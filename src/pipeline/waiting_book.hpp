// SPDX-License-Identifier: Apache-2.0
//
// What people have said or done about lifts, handed out as each lift's time reaches it: visits,
// answers, mutes, new ropes. Of the same time, in the order in which it was added.

#pragma once

#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

// A word of people about a lift.
using LiftWord = std::variant<Visit, VoiceAnswer, Mute, RopesReplaced>;

inline Time time_of(const LiftWord& word) noexcept {
    return std::visit([](const auto& each) { return each.time; }, word);
}

inline LiftIndex lift_of(const LiftWord& word) noexcept {
    return std::visit([](const auto& each) { return each.lift; }, word);
}

class WaitingBook {
 public:
    explicit WaitingBook(std::size_t lifts) : waiting_(lifts) {}

    void add(const LiftWord& word) {
        if (lift_of(word) >= waiting_.size()) return;
        std::vector<LiftWord>& words = waiting_[lift_of(word)];  // latest first
        const auto later = [](const LiftWord& a, const LiftWord& b) {
            return time_of(a) > time_of(b);
        };
        words.insert(std::lower_bound(words.begin(), words.end(), word, later), word);
        any_ = true;
    }

    bool empty() const noexcept { return !any_; }

    template <class Hear>
    void up_to(Time time, LiftIndex lift, Hear&& hear) {
        if (lift >= waiting_.size()) return;
        std::vector<LiftWord>& words = waiting_[lift];
        for (; !words.empty() && time_of(words.back()) <= time; words.pop_back()) {
            hear(words.back());
        }
    }

    // Those that the lift's time has not reached yet, without handing them out.
    template <class Hear>
    void for_each_waiting(LiftIndex lift, Hear&& hear) const {
        const std::vector<LiftWord>& words = waiting_[lift];
        std::for_each(words.rbegin(), words.rend(), hear);
    }

 private:
    std::vector<std::vector<LiftWord>> waiting_;
    bool any_ = false;
};

}  // namespace hoistway
