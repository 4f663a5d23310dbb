// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "life.hpp"

namespace hoistway::detail {
namespace {

constexpr std::array<std::uint32_t, 2> even{500'000, 500'000};             // [default]
constexpr std::array<std::uint32_t, 3> thirds{340'000, 330'000, 330'000};  // [default]

NativeFault camera(std::string_view code, bool cleared) noexcept {
    NativeFault fault;
    fault.dialect.assign("camera");
    fault.code.assign(code);
    fault.cleared = cleared;
    return fault;
}

}  // namespace

// A slow stop between two landings, not long enough to be looked after.
void Life::stop_between() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::control;
    if (!run_empty_and_halt(Halt::slow)) return;
    box_.wait(way == 0 ? random_.between(30, 60) : random_.between(60, 100));
    come_back();
}

void Life::speed() {
    box_.body.cause = Cause::traction;
    const double times = random_.between(125, 140) / 100.0;
    if (!car_.run_fast(far_landing(), times)) {
        car_.run_to(far_landing());
        air_the_car();
        car_.run_fast(far_landing(), times);
    }
    air_the_car();
}

// The brake falls in at speed: the chain has opened, for a moment or for long.
void Life::brake() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::safety;
    if (!run_empty_and_halt(Halt::fast)) return;
    box_.body.chain_fault = way == 1;
    box_.report();
    box_.wait(way == 1 ? random_.between(40, 600) : random_.between(30, 100));
    box_.body.chain_fault = false;
    come_back();
}

// The drive turns, the ropes slip.
void Life::stall() {
    box_.body.cause = Cause::traction;
    car_.spin(random_.between(58, 110));
}

// A contact of the chain opens in a standing car. It closes by itself, or somebody comes and moves
// the car in inspection, or the mains are switched off and on.
void Life::open_chain() {
    const std::size_t way = choose(thirds);
    box_.body.cause = Cause::safety;
    box_.body.chain_fault = true;
    box_.report();
    box_.wait(random_.between(15, 1500));
    if (way == 1) set_mode(Mode::inspection);
    if (way == 2) set_mains(false);
    if (way != 0) box_.wait(random_.between(80, 200));
    box_.body.chain_fault = false;
    box_.report();
    if (way != 0) box_.wait(random_.between(5, 15));
    if (way == 1) set_mode(Mode::normal);
    if (way == 2) set_mains(true);
}

// The chain is closed again, the controller waits for somebody to reset it.
void Life::refuse_restart() {
    const std::size_t fast = choose(even);
    box_.body.cause = Cause::control;
    if (!run_empty_and_halt(fast == 0 ? Halt::either : Halt::slow)) return;
    box_.wait(random_.between(140, 1500));
    come_back();
}

// The car stands too high or too low, and the doors open all the same.
void Life::miss_level() {
    constexpr std::array<std::uint32_t, 2> sizes{700'000, 300'000};  // [default]
    const bool small = choose(sizes) == 0;
    box_.body.cause = Cause::traction;
    const double off = (small ? random_.between(35, 60) : random_.between(60, 150)) / 1000.0;
    const std::int16_t landing = another_landing();
    car_.run_off(landing, random_.chance(500'000) ? off : -off);
    car_.open_doors();
    box_.wait(random_.between(20, 60));
    car_.close_doors();
    car_.run_to(landing);
}

// The count of the landings, or the place measured, is wrong until it is set right.
void Life::lose_position() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::electric;
    if (way == 0) box_.body.position_offset = random_.between(50, 120) / 100.0;
    if (way == 1) box_.body.floor_offset = 100;
    box_.report();
    box_.wait(random_.between(30, 300));
    box_.body.position_offset = 0;
    box_.body.floor_offset = 0;
    box_.report();
}

// The load cell says too much of an empty car.
void Life::overload() {
    box_.body.cause = Cause::electric;
    box_.signals.overload = Flag::yes;
    box_.report();
    box_.wait(random_.between(620, 3000));
    box_.signals.overload = Flag::no;
    box_.report();
}

// By mistake or for fun: while the doors are open, or under way.
void Life::ring_alarm() {
    const int presses = random_.between(1, 3);
    box_.body.cause = Cause::human;
    car_.open_doors();
    box_.wait(1);
    box_.enter();
    for (int i = 0; i < presses; ++i) {
        box_.wait(random_.between(2, 5));
        box_.signals.alarm_button = Flag::yes;
        box_.report();
        box_.wait(random_.between(1, 3));
        box_.signals.alarm_button = Flag::no;
        box_.report();
    }
    car_.close_doors();
    ride(another_landing());
    alight();
}

// What a camera in the car reports by itself, while somebody rides.
void Life::see(const char* code, EventKind kind) {
    box_.body.cause = Cause::human;
    board();
    const std::int64_t since = box_.now();
    box_.report_fault(camera(code, false));
    ride(another_landing());
    box_.wait(traits_->dwell_seconds);
    box_.leave();
    box_.report_fault(camera(code, true));
    box_.tell(kind, since, box_.now(), 1, Cause::human);
    car_.close_doors();
}

void Life::see_ebike() { see("EBIKE", EventKind::vision_ebike); }

void Life::see_object() { see("OBJECT", EventKind::vision_left_object); }

void Life::see_behaviour() { see("CONDUCT", EventKind::vision_behaviour); }

void Life::see_advert() { see("ADVERT", EventKind::vision_advert); }

// The clock has run ahead and is set right; until the old time comes again, records look old.
void Life::set_clock_back() {
    const std::int64_t ahead = random_.between(180, 330);
    box_.report();
    box_.set_clock(ahead);
    box_.report();
    box_.wait(random_.between(5, 60));
    box_.set_clock(0);
    const std::int64_t since = box_.now();
    box_.report();
    air_the_car();
    air_the_car();
    const std::int64_t until = since + ahead;
    box_.tell(EventKind::clock_wrong, since, until, 60, Cause::electric);
}

}  // namespace hoistway::detail
