// SPDX-License-Identifier: Apache-2.0
//
// What people have said or done about lifts, handed out as each lift's time reaches it: visits,
// answers, mutes. Of the same time, in the order in which it was added.

#pragma once

#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

// A word of people about a lift.
using LiftWord = std::variant<Visit, VoiceAnswer, Mute>;

inline Time time_of(const Visit& visit) noexcept { return visit.time; }
inline Time time_of(const RopesReplaced& change) noexcept { return change.time; }
inline Time time_of(const LiftWord& word) noexcept {
    return std::visit([](const auto& each) { return each.time; }, word);
}

inline LiftIndex lift_of(const Visit& visit) noexcept { return visit.lift; }
inline LiftIndex lift_of(const RopesReplaced& change) noexcept { return change.lift; }
inline LiftIndex lift_of(const LiftWord& word) noexcept {
    return std::visit([](const auto& each) { return each.lift; }, word);
}

template <class Record>
class WaitingBook {
 public:
    explicit WaitingBook(std::size_t lifts) : waiting_(lifts) {}

    void add(const Record& record) {
        if (lift_of(record) >= waiting_.size()) return;
        std::vector<Record>& records = waiting_[lift_of(record)];  // latest first
        const auto later = [](const Record& a, const Record& b) { return time_of(a) > time_of(b); };
        records.insert(std::lower_bound(records.begin(), records.end(), record, later), record);
        any_ = true;
    }

    bool empty() const noexcept { return !any_; }

    template <class Hear>
    void up_to(Time time, LiftIndex lift, Hear&& hear) {
        if (lift >= waiting_.size()) return;
        std::vector<Record>& records = waiting_[lift];
        for (; !records.empty() && time_of(records.back()) <= time; records.pop_back()) {
            hear(records.back());
        }
    }

    // Those that the lift's time has not reached yet, without handing them out.
    template <class Hear>
    void for_each_waiting(LiftIndex lift, Hear&& hear) const {
        const std::vector<Record>& records = waiting_[lift];
        std::for_each(records.rbegin(), records.rend(), hear);
    }

 private:
    std::vector<std::vector<Record>> waiting_;
    bool any_ = false;
};

}  // namespace hoistway
