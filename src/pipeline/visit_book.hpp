// SPDX-License-Identifier: Apache-2.0
//
// The visits of all lifts, handed out as each lift's time reaches them.

#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

class VisitBook {
 public:
    explicit VisitBook(std::size_t lifts) : waiting_(lifts) {}

    void add(const Visit& visit) {
        if (visit.lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[visit.lift];  // latest first
        times.insert(std::upper_bound(times.begin(), times.end(), visit.time, std::greater<>{}),
                     visit.time);
        any_ = true;
    }

    bool empty() const noexcept { return !any_; }

    template <class Hear>
    void up_to(Time time, LiftIndex lift, Hear&& hear) {
        if (lift >= waiting_.size()) return;
        std::vector<Time>& times = waiting_[lift];
        for (; !times.empty() && times.back() <= time; times.pop_back()) {
            hear(Visit{times.back(), lift});
        }
    }

    // Those that the lift's time has not reached yet, without handing them out.
    template <class Hear>
    void for_each_waiting(LiftIndex lift, Hear&& hear) const {
        const std::vector<Time>& times = waiting_[lift];
        std::for_each(times.rbegin(), times.rend(), [&](Time time) { hear(Visit{time, lift}); });
    }

 private:
    std::vector<std::vector<Time>> waiting_;
    bool any_ = false;
};

}  // namespace hoistway
