// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "life.hpp"

namespace hoistway::detail {
namespace {

struct Range {
    int first, last;  // s
};

// How long the mains stay away, and how long a box stays silent; with weights [default].
constexpr std::array<Range, 3> outages{{{75, 300}, {300, 3600}, {3600, 14400}}};
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

// One tale for each incident, in the order of Incident.
const std::array<Life::Tale, incidents> Life::tales{&Life::trap_next,
                                                    &Life::stop_off_level,
                                                    &Life::overtravel_top,
                                                    &Life::overtravel_bottom,
                                                    &Life::block_next,
                                                    &Life::lose_power,
                                                    &Life::report_native,
                                                    &Life::go_offline,
                                                    &Life::ring_alarm,
                                                    &Life::turn_back,
                                                    &Life::cycle_doors,
                                                    &Life::close_late,
                                                    &Life::open_late,
                                                    &Life::start_late,
                                                    &Life::stop_between,
                                                    &Life::open_off_level,
                                                    &Life::open_under_way,
                                                    &Life::move_unintended,
                                                    &Life::speed,
                                                    &Life::brake,
                                                    &Life::stall,
                                                    &Life::open_chain,
                                                    &Life::refuse_restart,
                                                    &Life::miss_level,
                                                    &Life::lose_position,
                                                    &Life::unlock,
                                                    &Life::shake,
                                                    &Life::be_loud,
                                                    &Life::be_hot,
                                                    &Life::overload,
                                                    &Life::lie_idle,
                                                    &Life::freeze_sensor,
                                                    &Life::set_clock_back,
                                                    &Life::see_ebike,
                                                    &Life::see_object,
                                                    &Life::see_behaviour,
                                                    &Life::see_advert,
                                                    &Life::visit,
                                                    &Life::reboot,
                                                    &Life::clean,
                                                    &Life::move_house,
                                                    &Life::play,
                                                    &Life::sleep,
                                                    &Life::drive_guest,
                                                    &Life::drill,
                                                    &Life::open_a_little_late,
                                                    &Life::start_a_little_late,
                                                    &Life::pause,
                                                    &Life::blink_chain,
                                                    &Life::cut_mains_shortly,
                                                    &Life::half_turn_back,
                                                    &Life::delay_drive,
                                                    &Life::overload_shortly,
                                                    &Life::be_warm,
                                                    &Life::be_loud_for_hours,
                                                    &Life::ride_rough,
                                                    &Life::be_quiet};

void Life::trap_next() { ++traps_due_; }

void Life::block_next() { ++blocks_due_; }

void Life::lose_power() {
    const std::size_t length = choose(outage_weights);
    const bool under_way = random_.chance(power_cut_under_way) && run_empty_and_halt(Halt::either);
    const Range range = outages[length];
    box_.body.cause = Cause::external;
    set_mains(false);
    box_.wait(random_.between(range.first, range.last));
    set_mains(true);
    if (!under_way) return;
    box_.wait(random_.between(5, 20));
    come_back();
}

// A contact of the safety chain opens during an empty run: it stays open and is later reset, or it
// closes at once and the car goes on by itself.
void Life::stop_off_level() {
    constexpr std::array<std::uint32_t, 2> ways{600'000, 400'000};  // [default]
    const std::size_t way = choose(ways);
    box_.body.cause = Cause::safety;
    if (!run_empty_and_halt(Halt::either)) return;
    box_.body.chain_fault = way == 0;
    box_.report();
    box_.wait(way == 0 ? random_.between(60, 1500) : random_.between(40, 100));
    box_.body.chain_fault = false;
    come_back();
}

void Life::overtravel_top() { overtravel(car_.landings()); }

void Life::overtravel_bottom() { overtravel(1); }

// The car slides past a terminal landing, onto the limit switch, which opens the safety chain.
void Life::overtravel(std::int16_t terminal) {
    if (car_.landing() == terminal) {
        car_.run_to(another_landing());
        air_the_car();
    }
    box_.body.cause = random_.chance(500'000) ? Cause::traction : Cause::control;
    car_.run_beyond(terminal, random_.between(25, 45) / 100.0);
    box_.body.chain_fault = true;
    box_.report();
    box_.wait(random_.between(120, 1200));
    box_.body.chain_fault = false;
    car_.creep_to(terminal);
    air_the_car();
}

void Life::report_native() {
    constexpr std::array<std::uint32_t, 3> codes{400'000, 300'000, 300'000};  // [default]
    const std::size_t code = choose(codes);
    if (code == 1) return fail_safety_chain();
    if (code == 2) return fail_to_close();
    stick_button();
}

// Code 14, a button that sticks: no kind of event says this, so it stays in the device's own words.
void Life::stick_button() {
    const std::int64_t since = box_.now();
    box_.report_fault(elevatorcloud("14", false));
    box_.wait(random_.between(60, 900));
    box_.report_fault(elevatorcloud("14", true));
    box_.tell(EventKind::native, since, box_.now(), 1, Cause::control, elevatorcloud("14", false));
}

// Code 10, "safety chain open": the lift stays where it is until the chain is closed again.
void Life::fail_safety_chain() {
    box_.body.cause = Cause::safety;
    box_.body.chain_fault = true;
    box_.report_fault(elevatorcloud("10", false));
    box_.wait(random_.between(120, 1800));
    box_.body.chain_fault = false;
    box_.report_fault(elevatorcloud("10", true));
}

// Code 12, "door closing fault": the doors turn back four times and more before they close.
void Life::fail_to_close() {
    box_.body.cause = Cause::door;
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    for (int turns = 0; turns < 4; ++turns) car_.reopen_doors(2);
    const std::int64_t since = box_.now();
    box_.report_fault(elevatorcloud("12", false));
    for (int turns = random_.between(0, 2); turns > 0; --turns) car_.reopen_doors(2);
    car_.close_doors();
    box_.report_fault(elevatorcloud("12", true));
    box_.tell(EventKind::close_abnormal, since, box_.now(), 1, Cause::door);
}

void Life::go_offline() {
    const Range range = silences[choose(silence_weights)];
    box_.fall_silent(random_.between(range.first, range.last), true);
}

// A gap below the six minutes that the box may be silent; nobody rides meanwhile.
void Life::reboot() {
    const std::int64_t seconds = random_.between(30, 200);
    if (!script_ && box_.now() + seconds >= next_call_) return;
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
    box_.tell(EventKind::person_at_risk, since, box_.now(), 1, Cause::unknown);
    box_.tell_visit();
}

void Life::clean() {
    box_.body.cause = Cause::human;
    car_.open_doors();
    box_.enter();
    box_.wait(random_.between(180, 480));
    box_.leave();
    car_.close_doors();
}

}  // namespace hoistway::detail
