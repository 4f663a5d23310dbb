// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>

#include "life.hpp"

namespace hoistway::detail {
namespace {

constexpr std::array<Cause, 6> causes{Cause::human,   Cause::external, Cause::door,
                                      Cause::control, Cause::electric, Cause::safety};

// Shares of the families by age group, oldest first. Their mean is near that of Jiangsu 2023
// (53 % human, 21 % external, door 12, control 7: docs/sim.md); the slope with age is [default].
constexpr std::array<std::array<std::uint32_t, 6>, 4> cause_weights{
    {{40, 18, 20, 12, 5, 5}, {50, 20, 14, 9, 4, 3}, {56, 22, 9, 8, 3, 2}, {60, 22, 7, 7, 2, 2}}};

// Of a million trapped, who hardly move, so that the sensor loses them between [default].
constexpr std::uint32_t still_person = 500'000;
constexpr std::uint32_t still_seconds = 60;
constexpr std::uint32_t chain_stays_open = 700'000;  // [default]
constexpr std::uint32_t presses_alarm = 600'000;     // [default]

}  // namespace

// The doors have closed behind somebody. When this returns they are open again, in the zone.
void Life::trap(std::int16_t to) {
    Cause cause = causes[random_.pick(cause_weights[traits_->age_group])];
    const bool first = random_.chance(500'000);
    const bool doors = cause == Cause::human || cause == Cause::door;
    const bool start = cause == Cause::control;
    std::array<std::uint32_t, 4> ways{0, 0, 0, 0};
    ways[cause == Cause::external ? 3 : start && first ? 1 : doors && first ? 0 : 2] = 1;
    const std::size_t way = choose(ways);
    if (way == 1) cause = Cause::control;
    if (way == 0 && !doors) cause = Cause::door;
    box_.body.cause = cause;
    if (way == 0) trap_behind_doors(to, cause);
    if (way == 1) trap_at_start(cause);
    if (way == 2) trap_between(to, cause);
    if (way == 3) trap_in_the_dark(to);
    box_.body.cause = Cause::unknown;
}

// Cut at the end of the days, it counts where it has lasted long enough to be told.
void Life::tell_trap(std::int64_t since, std::int64_t least, Cause cause) {
    box_.tell(EventKind::entrapment, since, box_.now(), least, cause);
}

// Debris in the sill or a broken door drive: the car arrives, the doors do not open.
void Life::trap_behind_doors(std::int16_t to, Cause cause) {
    box_.wait(1);
    car_.run_to(to);
    const std::int64_t since = box_.now();
    wait_for_rescue(rescue_seconds());
    car_.open_doors();
    tell_trap(since, 100, cause);
}

// The controller neither starts nor opens again.
void Life::trap_at_start(Cause cause) {
    const std::int64_t since = box_.now();
    wait_for_rescue(rescue_seconds());
    car_.open_doors();
    tell_trap(since, 100, cause);
}

// A contact of the safety chain opens during the run: the brake falls in between two landings. It
// may stay open, or close at once, and then it is the controller that refuses to go on.
void Life::trap_between(std::int16_t to, Cause cause) {
    const bool lock = cause == Cause::human || cause == Cause::door;
    box_.wait(1);
    if (!car_.run_and_halt(to) && !car_.run_and_halt(far_landing())) {
        return trap_behind_doors(to, cause);
    }
    const std::int64_t since = box_.now();
    box_.signals.door_lock = to_flag(!lock);
    box_.body.chain_fault = !lock && random_.chance(chain_stays_open);
    box_.report();
    wait_for_rescue(rescue_seconds());
    box_.signals.door_lock = Flag::yes;
    box_.body.chain_fault = false;
    car_.creep_to(car_.landing_ahead());
    car_.open_doors();
    tell_trap(since, 100, cause);
}

// The mains fail under way; once they are back the car levels and opens.
void Life::trap_in_the_dark(std::int16_t to) {
    box_.wait(1);
    if (!car_.run_and_halt(to) && !car_.run_and_halt(far_landing())) car_.run_to(to);
    const std::int64_t since = box_.now();
    set_mains(false);
    wait_for_rescue(random_.between(240, 2400));
    set_mains(true);
    box_.wait(random_.between(5, 20));
    if (box_.signals.door_zone == Flag::no) car_.creep_to(car_.landing_ahead());
    car_.open_doors();
    tell_trap(since, 100, Cause::external);
}

// Call, way and work on site: 6 + 12 + 9 min on average. The bulletins have 10-14 min for the
// way and 2-9 min for the work; the call is [default].
std::int64_t Life::rescue_seconds() {
    const int call = random_.between(120, 600);
    const int way = random_.between(180, 540) + random_.between(180, 540);
    return call + way + random_.between(180, 900);
}

void Life::wait_for_rescue(std::int64_t seconds) {
    const std::int64_t until = box_.now() + seconds;
    if (is_still(still_person)) box_.stay_still(still_seconds);
    for (int presses = random_.chance(presses_alarm) ? random_.between(1, 4) : 0; presses > 0;
         --presses) {
        const std::int64_t at = box_.now() + random_.between(20, 120);
        if (at + 3 >= until) break;
        box_.wait_until(at);
        box_.signals.alarm_button = Flag::yes;
        box_.enter();
        box_.report();
        box_.wait(random_.between(2, 3));
        box_.signals.alarm_button = Flag::no;
        box_.report();
        if (is_still(still_person)) box_.stay_still(still_seconds);
    }
    box_.wait_until(until);
    box_.enter();
}

}  // namespace hoistway::detail
