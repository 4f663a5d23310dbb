// SPDX-License-Identifier: Apache-2.0
//
// The life of one lift: people ride, and now and then something goes wrong.

#pragma once

#include <cstdint>

#include "../papers.hpp"
#include "../plan.hpp"
#include "../traffic.hpp"
#include "box.hpp"
#include "car.hpp"

namespace hoistway::detail {

class Life {
 public:
    Life(const CityOptions& options, const Paper& paper, LiftIndex lift, const CitySink& sink);

    ~Life() = default;
    Life(const Life&) = delete;
    Life& operator=(const Life&) = delete;

    // From the first second to the last.
    Totals live();

 private:
    // life.cpp: what happens every day.
    void serve(const Call& call);
    void load();
    void ride(std::int16_t to);
    void unload();
    void stay_in();
    void hold_doors(std::int64_t seconds, Cause cause);

    // incidents.cpp: what falls due, while the car stands empty with closed doors.
    void meet(const Due& due);
    void lose_power();
    void stop_off_level();
    void overtravel(std::int16_t terminal);
    void fail_safety_chain();
    void fail_to_close();
    void go_offline();
    void visit();
    void reboot();
    void clean();
    void air_the_car();
    void run_empty_and_halt();

    // trap.cpp: a ride that ends with somebody trapped.
    void trap(std::int16_t to);
    void trap_behind_doors(std::int16_t to, Cause cause);
    void trap_at_start(Cause cause);
    void trap_between(std::int16_t to, Cause cause);
    void trap_in_the_dark(std::int16_t to);
    void wait_for_rescue(std::int64_t seconds);
    std::int64_t rescue_seconds();

    std::int16_t another_landing();
    void set_mains(bool on);

    Random random_;
    Box box_;
    Car car_;
    Plan plan_;
    Traffic traffic_;
    const Traits* traits_;
    std::int64_t end_;
    std::int64_t next_call_ = 0;   // when the doors are next called upon
    std::uint32_t traps_due_ = 0;  // at the next rides
    std::uint32_t blocks_due_ = 0;
};

}  // namespace hoistway::detail
