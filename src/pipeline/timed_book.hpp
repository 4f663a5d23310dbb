// SPDX-License-Identifier: Apache-2.0
//
// What is known ahead of all lifts, visits for one, handed out as each lift's time reaches it.

#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

template <class Record>
class TimedBook {
 public:
    explicit TimedBook(std::size_t lifts) : waiting_(lifts) {}

    void add(const Record& record) {
        if (record.lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[record.lift];  // latest first
        times.insert(std::upper_bound(times.begin(), times.end(), record.time, std::greater<>{}),
                     record.time);
        any_ = true;
    }

    bool empty() const noexcept { return !any_; }

    template <class Hear>
    void up_to(Time time, LiftIndex lift, Hear&& hear) {
        if (lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[lift];
        for (; !times.empty() && times.back() <= time; times.pop_back()) {
            hear(Record{times.back(), lift});
        }
    }

    // Those that the lift's time has not reached yet, without handing them out.
    template <class Hear>
    void for_each_waiting(LiftIndex lift, Hear&& hear) const {
        const std::vector<Time>& times = waiting_[lift];
        std::for_each(times.rbegin(), times.rend(), [&](Time time) { hear(Record{time, lift}); });
    }

 private:
    std::vector<std::vector<Time>> waiting_;
    bool any_ = false;
};

}  // namespace hoistway
