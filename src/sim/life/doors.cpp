// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>

#include "life.hpp"

namespace hoistway::detail {
namespace {

// Which way it goes, of a million times [default].
constexpr std::array<std::uint32_t, 2> even{500'000, 500'000};
constexpr std::array<std::uint32_t, 2> mostly_first{700'000, 300'000};

// Doors that hunt do so for longer than the 90 s of blocked doors, so that nothing is in doubt.
constexpr std::int64_t hunting = 112;  // s

}  // namespace

// Something in the doorway makes the doors turn back four times and more; then somebody rides.
void Life::turn_back() {
    const std::size_t occupied = choose(even);
    box_.body.cause = Cause::human;
    car_.open_doors();
    box_.wait(2);
    if (occupied == 0) box_.enter();
    box_.wait(traits_->dwell_seconds);
    for (int turns = random_.between(4, 6); turns > 0; --turns) car_.reopen_doors(1);
    car_.close_doors();
    if (occupied != 0) return;
    ride(another_landing());
    alight();
}

// A door drive that hunts: turning back again and again, or opening and closing all the time.
void Life::cycle_doors() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::door;
    if (way == 1) return car_.flap_doors(random_.between(7, 14));
    const std::int64_t turn = traits_->door_seconds + 2;
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    for (std::int64_t turns = hunting / turn + 1 + random_.between(0, 4); turns > 0; --turns) {
        car_.reopen_doors(1);
    }
    car_.close_doors();
}

// The doors stick on their way, or are held up for as long by turning back slowly.
void Life::close_late() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::door;
    car_.open_doors();
    box_.wait(traits_->dwell_seconds);
    if (way == 0) return car_.close_slowly(random_.between(110, 300));
    box_.body.cause = Cause::human;
    for (int turns = 3; turns > 0; --turns) car_.reopen_doors(random_.between(35, 60));
    car_.close_doors();
}

// The car has arrived, the doors do not open; after a while they do, or the car runs on.
void Life::open_late() {
    const std::size_t way = choose(mostly_first);
    board();
    box_.wait(1);
    box_.body.cause = Cause::door;
    car_.run_to(another_landing());
    box_.wait(random_.between(27, 75));
    if (way == 1) car_.run_to(another_landing());
    car_.open_doors();
    alight();
}

// The doors have closed behind somebody and the car does not start; it does so late, or opens.
void Life::start_late() {
    const std::size_t way = choose(mostly_first);
    box_.body.cause = Cause::control;
    board();
    box_.wait(random_.between(72, 78));
    if (way == 0) {
        ride(another_landing());
    } else {
        car_.open_doors();
    }
    alight();
}

// An empty car has halted between landings, and its doors open there.
void Life::open_off_level() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::door;
    if (!run_empty_and_halt(Halt::either)) return;
    box_.wait(random_.between(30, 60));
    car_.open_doors();
    box_.wait(way == 0 ? random_.between(15, 60) : random_.between(110, 400));
    car_.close_doors();
    box_.wait(random_.between(5, 20));
    come_back();
}

void Life::open_under_way() {
    box_.body.cause = Cause::door;
    const int seconds = random_.between(4, 7);
    if (!car_.run_ajar(far_landing(), seconds)) car_.run_ajar(another_landing(), 4);
    air_the_car();
}

// The brake does not hold: the car slides off with open doors, then is brought back.
void Life::move_unintended() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::traction;
    car_.open_doors();
    box_.wait(random_.between(2, 5));
    const double away = random_.between(42, 80) / 100.0;
    car_.slip(random_.chance(500'000) ? away : -away);
    box_.wait(way == 0 ? random_.between(30, 60) : random_.between(130, 600));
    car_.close_doors();
    box_.wait(random_.between(5, 20));
    car_.creep_to(car_.landing());
    air_the_car();
}

// The lock's contact opens behind closed doors: while the car stands, or for seconds under way.
void Life::unlock() {
    const std::size_t way = choose(even);
    box_.body.cause = Cause::door;
    if (way == 1) {
        car_.run_unlocked(far_landing(), random_.between(3, 6));
        return air_the_car();
    }
    box_.signals.door_lock = Flag::no;
    box_.report();
    box_.wait(random_.between(20, 600));
    box_.signals.door_lock = Flag::yes;
    box_.report();
}

}  // namespace hoistway::detail
