// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdint>
#include <string_view>

#include "life.hpp"

namespace hoistway::detail {
namespace {

struct Range {
    int first, last;  // s
};

// How long the mains stay away, and how long a box stays silent; with weights [default].
constexpr std::array<Range, 3> outages{{{60, 300}, {300, 3600}, {3600, 14400}}};
constexpr std::array<std::uint32_t, 3> outage_weights{40, 50, 10};
constexpr std::array<Range, 4> silences{
    {{600, 1800}, {1800, 10800}, {10800, 86400}, {86400, 432000}}};
constexpr std::array<std::uint32_t, 4> silence_weights{45, 30, 18, 7};

constexpr std::uint32_t power_cut_under_way = 200'000;  // of a million outages [default]

NativeFault elevatorcloud(std::string_view code, bool cleared) noexcept {
    NativeFault fault;
    fault.dialect.assign("elevatorcloud");
    fault.code.assign(code);
    fault.cleared = cleared;
    return fault;
}

}  // namespace

// What falls due while the box is silent, or too late, does not come about.
void Life::meet(const Due& due) {
    box_.wait_until(due.time);
    if (!box_.told() || box_.silent()) return;
    switch (due.incident) {
        case Incident::entrapment:
            ++traps_due_;
            return;
        case Incident::door_blocked:
            ++blocks_due_;
            return;
        case Incident::stopped_off_level:
            return stop_off_level();
        case Incident::overtravel_top:
            return overtravel(car_.landings());
        case Incident::overtravel_bottom:
            return overtravel(1);
        case Incident::power_loss:
            return lose_power();
        case Incident::native:
            return random_.chance(500'000) ? fail_safety_chain() : fail_to_close();
        case Incident::device_offline:
            return go_offline();
        case Incident::visit:
            return visit();
        case Incident::reboot:
            return reboot();
        case Incident::cleaning:
            return clean();
    }
}

void Life::set_mains(bool on) {
    box_.signals.mains_power = to_flag(on);
    box_.report();
}

// Opens and closes for nobody, as a car does that has found back to a landing.
void Life::air_the_car() {
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    car_.close_doors();
}

void Life::run_empty_and_halt() { car_.run_and_halt(another_landing()); }

void Life::lose_power() {
    const bool under_way = random_.chance(power_cut_under_way);
    if (under_way) run_empty_and_halt();
    const Range range = outages[random_.pick(outage_weights)];
    const std::int64_t since = box_.now();
    set_mains(false);
    box_.wait(random_.between(range.first, range.last));
    set_mains(true);
    box_.tell(EventKind::power_loss, since, box_.now(), Cause::external);
    if (!under_way) return;
    box_.wait(random_.between(5, 20));
    box_.tell(EventKind::stopped_off_level, since, box_.now(), Cause::external);
    car_.creep_to(car_.landing_ahead());
    air_the_car();
}

// A contact of the safety chain opens during an empty run and is later reset.
void Life::stop_off_level() {
    run_empty_and_halt();
    const std::int64_t since = box_.now();
    box_.wait(random_.between(60, 1500));
    box_.tell(EventKind::stopped_off_level, since, box_.now(), Cause::safety);
    car_.creep_to(car_.landing_ahead());
    air_the_car();
}

// The car slides past a terminal landing, onto or near the limit switch.
void Life::overtravel(std::int16_t terminal) {
    if (car_.landing() == terminal) {
        car_.run_to(another_landing());
        air_the_car();
    }
    car_.run_beyond(terminal, random_.between(25, 45) / 100.0);
    const std::int64_t since = box_.now();
    box_.wait(random_.between(120, 1200));
    box_.tell(terminal > 1 ? EventKind::overtravel_top : EventKind::overtravel_bottom, since,
              box_.now(), random_.chance(500'000) ? Cause::traction : Cause::control);
    car_.creep_to(terminal);
    air_the_car();
}

// Native fault 10: the lift stays where it is until the chain is closed again.
void Life::fail_safety_chain() {
    const std::int64_t since = box_.now();
    box_.report_fault(elevatorcloud("10", false));
    box_.wait(random_.between(120, 1800));
    box_.report_fault(elevatorcloud("10", true));
    box_.tell(EventKind::native, since, box_.now(), Cause::safety, elevatorcloud("10", false));
}

// Native fault 12: the doors turn back four times and more before they close.
void Life::fail_to_close() {
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    for (int turns = 0; turns < 4; ++turns) car_.reopen_doors();
    const std::int64_t since = box_.now();
    box_.report_fault(elevatorcloud("12", false));
    for (int turns = random_.between(0, 3); turns > 0; --turns) car_.reopen_doors();
    car_.close_doors();
    box_.report_fault(elevatorcloud("12", true));
    box_.tell(EventKind::native, since, box_.now(), Cause::door, elevatorcloud("12", false));
}

void Life::go_offline() {
    const Range range = silences[random_.pick(silence_weights)];
    box_.fall_silent(random_.between(range.first, range.last), true);
}

// A gap below the six minutes that the box may be silent; nobody rides meanwhile.
void Life::reboot() {
    const std::int64_t seconds = random_.between(30, 200);
    if (box_.now() + seconds >= next_call_) return;
    box_.report();
    box_.fall_silent(seconds, false);
    box_.wait(seconds);
}

// The mechanic stands in the car, or on it, and moves it in inspection mode.
void Life::visit() {
    box_.signals.mode = Mode::inspection;
    car_.open_doors();
    box_.enter();
    box_.wait(random_.between(30, 80));
    car_.close_doors();
    box_.stay_still(10);
    box_.wait(random_.between(60, 400));
    const std::int64_t since = box_.now();
    const std::int16_t first = car_.landing();
    for (int moves = random_.between(2, 5); moves > 0 || car_.landing() == first; --moves) {
        car_.creep_to(another_landing());
        box_.wait(random_.between(30, 200));
    }
    car_.open_doors();
    box_.wait(random_.between(10, 60));
    box_.leave();
    car_.close_doors();
    box_.signals.mode = Mode::normal;
    box_.report();
    box_.tell(EventKind::person_at_risk, since, box_.now(), Cause::unknown);
    box_.tell_visit();
}

void Life::clean() {
    car_.open_doors();
    box_.enter();
    hold_doors(random_.between(180, 480), Cause::human);
    box_.leave();
    car_.close_doors();
}

}  // namespace hoistway::detail
