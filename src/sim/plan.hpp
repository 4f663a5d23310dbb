// SPDX-License-Identifier: Apache-2.0
//
// What falls due on one lift, day by day: faults and the near misses that must not look like one.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "hoistway/sim/city.hpp"
#include "hoistway/sim/random.hpp"
#include "incident.hpp"
#include "papers.hpp"

namespace hoistway::detail {

// How the calls of a day fall on its hours at +08:00, in thousandths.
using Hours = std::array<std::uint32_t, 24>;
const Hours& hours_of(Place place) noexcept;

struct Due {
    std::int64_t time = 0;  // s since 1970
    Incident incident{};
};

inline constexpr std::int64_t never_due = std::numeric_limits<std::int64_t>::max();

// An endless row of what falls due, in time order; nothing more is due at never_due. Each kind
// comes as a Poisson process whose rate follows the hours of the day.
class Plan {
 public:
    Plan(const CityOptions& options, const Traits& traits, LiftIndex lift);
    // One thing only.
    explicit Plan(const Due& only);

    const Due& next() const noexcept { return day_[at_]; }
    void pass();

 private:
    void draw_day();
    bool is_empty() const noexcept;
    std::int64_t second_of_day(Incident incident);

    Random random_;
    const Hours* hours_ = nullptr;
    std::array<std::uint64_t, incidents> rates_{};  // a day, as 1/2^32
    std::array<std::uint64_t, incidents> left_{};   // until the next, in the same measure
    std::int64_t midnight_ = 0;
    std::vector<Due> day_;
    std::size_t at_ = 0;
};

}  // namespace hoistway::detail
