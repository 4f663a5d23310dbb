// SPDX-License-Identifier: Apache-2.0
//
// The life of one lift: people ride, and now and then something goes wrong.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "../box/box.hpp"
#include "../car/car.hpp"
#include "../papers.hpp"
#include "../plan.hpp"
#include "../traffic.hpp"

namespace hoistway::detail {

// A life in which one thing happens, and nothing else but rides.
struct Script {
    Due due;
    int variant = -1;          // of the incident; below 0 = drawn
    int still = -1;            // persons who hardly move: 1 yes, 0 no, below 0 = drawn
    std::int64_t seconds = 0;  // from the start of the city
};

class Life {
 public:
    Life(const CityOptions& options, const Paper& paper, LiftIndex lift, const CitySink& sink,
         const std::optional<Script>& script = {});

    ~Life() = default;
    Life(const Life&) = delete;
    Life& operator=(const Life&) = delete;

    // From the first second to the last.
    Totals live();

 private:
    using Tale = void (Life::*)();
    static const std::array<Tale, incidents> tales;

    // life.cpp: what happens every day.
    void serve(const Call& call);
    void load();
    void ride(std::int16_t to);
    void unload();
    void stay_in();
    bool happens(std::uint32_t per_million);
    std::size_t choose(std::span<const std::uint32_t> weights);
    bool is_still(std::uint32_t per_million);

    // meet.cpp: what falls due, while the car stands empty with closed doors.
    void meet(const Due& due);
    void begin_slow(Incident incident, std::int64_t seconds, int rides);
    void tend_slow();
    void end_slow();
    void board();
    void alight();
    void air_the_car();
    void set_mains(bool on);
    void set_mode(Mode mode);
    bool run_empty_and_halt(Halt halt);
    void come_back();
    std::int16_t another_landing();
    std::int16_t far_landing() const;

    // incidents.cpp: the first kinds, and visits.
    void trap_next();
    void block_next();
    void lose_power();
    void stop_off_level();
    void overtravel_top();
    void overtravel_bottom();
    void overtravel(std::int16_t terminal);
    void report_native();
    void fail_safety_chain();
    void fail_to_close();
    void stick_button();
    void go_offline();
    void visit();
    void reboot();
    void clean();

    // doors.cpp
    void turn_back();
    void cycle_doors();
    void close_late();
    void open_late();
    void start_late();
    void open_off_level();
    void open_under_way();
    void move_unintended();
    void unlock();

    // machine.cpp
    void stop_between();
    void speed();
    void brake();
    void stall();
    void open_chain();
    void refuse_restart();
    void miss_level();
    void lose_position();
    void overload();
    void ring_alarm();
    void see(const char* code, EventKind kind);
    void see_ebike();
    void see_object();
    void see_behaviour();
    void see_advert();
    void set_clock_back();

    // slow.cpp: what lasts while people ride.
    void shake();
    void be_loud();
    void be_hot();
    void lie_idle();
    void freeze_sensor();

    // near_misses.cpp
    void move_house();
    void play();
    void sleep();
    void drive_guest();
    void drill();
    void open_a_little_late();
    void start_a_little_late();
    void pause();
    void blink_chain();
    void cut_mains_shortly();
    void half_turn_back();
    void delay_drive();
    void overload_shortly();
    void be_warm();
    void be_loud_for_hours();
    void ride_rough();
    void be_quiet();

    // trap.cpp: a ride that ends with somebody trapped.
    void trap(std::int16_t to);
    void trap_behind_doors(std::int16_t to, Cause cause);
    void trap_at_start(Cause cause);
    void trap_between(std::int16_t to, Cause cause);
    void trap_in_the_dark(std::int16_t to);
    void tell_trap(std::int64_t since, std::int64_t least, Cause cause);
    void wait_for_rescue(std::int64_t seconds);
    std::int64_t rescue_seconds();

    Random random_;
    std::optional<Script> script_;
    Box box_;
    Car car_;
    Plan plan_;
    Traffic traffic_;
    const Traits* traits_;
    std::int64_t end_;
    std::int64_t next_call_ = 0;   // when the doors are next called upon
    std::int64_t idle_until_ = 0;  // nobody calls before
    std::uint32_t traps_due_ = 0;  // at the next rides
    std::uint32_t blocks_due_ = 0;
    std::optional<Incident> slow_;  // what lasts at present
    std::int64_t slow_until_ = 0;
    int slow_rides_ = 0;
};

}  // namespace hoistway::detail
