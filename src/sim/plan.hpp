// SPDX-License-Identifier: Apache-2.0
//
// What falls due on one lift, day by day: faults and the near misses that must not look like one.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "hoistway/sim/city.hpp"
#include "hoistway/sim/random.hpp"
#include "papers.hpp"

namespace hoistway::detail {

enum class Incident : std::uint8_t {
    entrapment,
    stopped_off_level,
    overtravel_top,
    overtravel_bottom,
    door_blocked,
    power_loss,
    native,
    device_offline,
    visit,
    reboot,
    cleaning,
};

inline constexpr std::size_t incidents = 11;

// Nothing for the near misses.
std::optional<EventKind> kind_of(Incident incident) noexcept;

// How the calls of a day fall on its hours at +08:00, in thousandths.
using Hours = std::array<std::uint32_t, 24>;
const Hours& hours_of(Place place) noexcept;

struct Due {
    std::int64_t time = 0;  // s since 1970
    Incident incident{};
};

// An endless row of what falls due, in time order. Each kind comes as a Poisson process whose
// rate follows the hours of the day.
class Plan {
 public:
    Plan(const CityOptions& options, const Traits& traits, LiftIndex lift);

    const Due& next() const noexcept { return day_[at_]; }
    void pass();

 private:
    void draw_day();
    std::int64_t second_of_day(Incident incident);

    Random random_;
    const Hours* hours_;
    std::array<std::uint64_t, incidents> rates_{};  // a day, as 1/2^32
    std::array<std::uint64_t, incidents> left_{};   // until the next, in the same measure
    std::int64_t midnight_;
    std::vector<Due> day_;
    std::size_t at_ = 0;
};

}  // namespace hoistway::detail
