// SPDX-License-Identifier: Apache-2.0
//
// Gathers the truths of one lift and tells them in the order of their ends.

#pragma once

#include <cstdint>
#include <vector>

#include "hoistway/sim/city.hpp"

namespace hoistway::detail {

class TruthLog {
 public:
    // Nothing is true from `end` on, in s since 1970.
    TruthLog(LiftIndex lift, std::int64_t end) : lift_(lift), end_(end) {}

    std::int64_t end() const noexcept { return end_; }

    // Cut at the end; what is then shorter than `least` seconds is left out.
    void add(EventKind kind, std::int64_t from, std::int64_t to, std::int64_t least, Cause cause,
             const NativeFault& native = {});
    void tell(const CitySink& sink);

 private:
    LiftIndex lift_;
    std::int64_t end_;
    std::vector<Truth> truths_;
};

}  // namespace hoistway::detail
