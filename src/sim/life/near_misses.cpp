// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>

#include "life.hpp"

namespace hoistway::detail {
namespace {

constexpr std::array<std::uint32_t, 2> even{500'000, 500'000};  // [default]

}  // namespace

// Goods go in for as long as the doors may be held, are brought up, and go out; again and again.
void Life::move_house() {
    for (int trips = random_.between(2, 4); trips > 0; --trips) {
        car_.open_doors();
        box_.wait(2);
        box_.enter();
        box_.wait(random_.between(30, 65));
        car_.close_doors();
        ride(another_landing());
        box_.wait(random_.between(30, 65));
        box_.leave();
        car_.close_doors();
    }
}

// Children hold the doors, let them turn back twice or three times, and ride up and down.
void Life::play() {
    car_.open_doors();
    box_.wait(2);
    box_.enter();
    box_.wait(random_.between(5, 20));
    for (int turns = random_.between(2, 3); turns > 0; --turns) {
        car_.reopen_doors(random_.between(1, 3));
    }
    car_.close_doors();
    for (int rides = random_.between(2, 4); rides > 0; --rides) {
        ride(another_landing());
        box_.wait(traits_->dwell_seconds);
        if (rides > 1) car_.close_doors();
        if (rides > 1) box_.wait(random_.between(1, 10));
    }
    box_.leave();
    car_.close_doors();
}

// Somebody who hardly moves: in the open car, or on several rides.
void Life::sleep() {
    const std::size_t way = choose(even);
    car_.open_doors();
    box_.wait(2);
    box_.enter();
    box_.wait(2);
    box_.stay_still(60);
    if (way == 0) {
        box_.wait(random_.between(40, 65));
    } else {
        for (int rides = random_.between(2, 4); rides > 0; --rides) {
            car_.close_doors();
            box_.wait(random_.between(2, 40));
            ride(another_landing());
            box_.wait(traits_->dwell_seconds);
        }
    }
    box_.enter();
    box_.wait(2);
    box_.leave();
    car_.close_doors();
}

// An attendant waits for a guest with open doors and drives straight on.
void Life::drive_guest() {
    set_mode(Mode::attendant);
    for (int rides = random_.between(1, 3); rides > 0; --rides) {
        car_.open_doors();
        box_.wait(2);
        box_.enter();
        box_.wait(random_.between(30, 60));
        car_.close_doors();
        box_.wait(random_.between(1, 20));
        ride(another_landing());
        alight();
    }
    set_mode(Mode::normal);
}

// The car returns to the main landing and stands open; a firefighter rides, and waits behind closed
// doors for longer than anybody trapped would.
void Life::drill() {
    set_mode(Mode::fire_return);
    if (car_.landing() != traits_->main_landing) car_.run_to(traits_->main_landing);
    car_.open_doors();
    box_.wait(random_.between(120, 300));
    set_mode(Mode::firefighter);
    box_.enter();
    box_.wait(random_.between(5, 20));
    for (int rides = random_.between(1, 3); rides > 0; --rides) {
        car_.close_doors();
        car_.run_to(another_landing());
        box_.wait(random_.between(60, 300));
        car_.open_doors();
        box_.wait(random_.between(5, 20));
    }
    box_.leave();
    car_.close_doors();
    box_.wait(30);
    set_mode(Mode::normal);
}

void Life::open_a_little_late() {
    board();
    car_.run_to(another_landing());
    box_.wait(random_.between(4, 7));
    car_.open_doors();
    alight();
}

void Life::start_a_little_late() {
    board();
    box_.wait(random_.between(20, 29));
    ride(another_landing());
    alight();
}

// Stands for a second between landings, then goes on.
void Life::pause() {
    if (!run_empty_and_halt(Halt::slow)) return;
    box_.wait(1);
    come_back();
}

void Life::blink_chain() {
    box_.body.chain_fault = true;
    box_.report();
    box_.wait(1);
    box_.body.chain_fault = false;
    box_.report();
}

void Life::cut_mains_shortly() {
    set_mains(false);
    box_.wait(random_.between(2, 5));
    set_mains(true);
}

void Life::half_turn_back() {
    car_.open_doors();
    box_.wait(2);
    box_.enter();
    for (int turns = 3; turns > 0; --turns) car_.reopen_doors(1);
    car_.close_doors();
    ride(another_landing());
    alight();
}

void Life::delay_drive() {
    board();
    const std::int64_t seconds = random_.between(5, 9);
    car_.run_late(another_landing(), seconds);
    car_.open_doors();
    alight();
}

// One too many: the doors stay open until somebody steps out.
void Life::overload_shortly() {
    car_.open_doors();
    box_.wait(2);
    box_.enter();
    box_.signals.overload = Flag::yes;
    box_.report();
    box_.wait(random_.between(5, 55));
    box_.signals.overload = Flag::no;
    box_.report();
    box_.wait(2);
    car_.close_doors();
    ride(another_landing());
    alight();
}

}  // namespace hoistway::detail
