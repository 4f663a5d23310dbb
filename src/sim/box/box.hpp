// SPDX-License-Identifier: Apache-2.0
//
// The box on the car: it senses persons, speaks on change and at least every heartbeat, and now
// and then falls silent. It is also the clock of the lift's story.

#pragma once

#include <cstdint>
#include <limits>

#include "../truth/labeller.hpp"
#include "hoistway/sim/city.hpp"
#include "hoistway/sim/random.hpp"
#include "link.hpp"
#include "sensors.hpp"

namespace hoistway::detail {

struct BoxOptions {
    std::int64_t start = 0, end = 0;  // s since 1970; nothing is told from the end on
    std::int64_t heartbeat = 240;     // s
    std::int64_t occupied = 30;       // s, the same while a person is seen [default]
    std::int64_t hold = 20;           // s the presence sensor holds after a movement
    SensorOptions sensors{};
    Disturbances disturbances{};
};

class Box {
 public:
    Box(LiftIndex lift, const Lift& papers, const BoxOptions& options, const CitySink& sink,
        Random random);
    Box(const Box&) = delete;
    Box& operator=(const Box&) = delete;
    Box(Box&&) = delete;
    Box& operator=(Box&&) = delete;
    ~Box() = default;

    // What is so; whoever changes it calls report(), or look() where the box says nothing.
    Observation signals;
    Body body;

    std::int64_t now() const noexcept { return now_; }
    bool told() const noexcept { return now_ < options_.end; }
    bool silent() const noexcept { return now_ < silent_until_; }
    std::uint64_t observations() const noexcept { return link_.told(); }
    Sensors& sensors() noexcept { return sensors_; }

    std::int64_t door_seconds() const noexcept { return door_seconds_; }
    std::int64_t dwell_seconds() const noexcept { return dwell_seconds_; }

    void wait(std::int64_t seconds) { wait_until(now_ + seconds); }
    void wait_until(std::int64_t time) {
        while (timer_ <= time) ring();
        pass(time);
    }
    // The next second begins; what is due in it comes behind what the caller does first.
    void begin_second() {
        while (timer_ <= now_) ring();
        ++now_;
    }

    void look();
    void report();
    void report_fault(const NativeFault& fault);
    // A truth that no signal tells of itself.
    void tell(EventKind kind, std::int64_t from, std::int64_t to, std::int64_t least, Cause cause,
              const NativeFault& native = {});
    void tell_visit();

    // Persons in the car who move all the time, as those who ride do.
    void enter();
    // Persons who move only every so many seconds: the sensor may lose them.
    void stay_still(std::uint32_t mean_seconds);
    // The car is empty; the sensor holds for a while, here `extra` seconds longer than usual.
    void leave(std::int64_t extra = 0);

    // No word for so long. Longer than a heartbeat may be is a truth: device_offline.
    void fall_silent(std::int64_t seconds, bool offline);
    // The box's clock is so many seconds ahead from now on.
    void set_clock(std::int64_t ahead) noexcept { ahead_ = ahead; }

    // Ends the story: what is still in the buffer is told, an open silence and all truths too.
    void finish();

 private:
    static constexpr std::int64_t not_due = std::numeric_limits<std::int64_t>::max();

    void ring();
    void pass(std::int64_t until) noexcept;
    void set_timer() noexcept;
    void sense(bool present);
    void speak(const NativeFault* fault);
    void end_silence(std::int64_t until);

    LiftIndex lift_;
    BoxOptions options_;
    const CitySink* sink_;
    Random random_;
    TruthLog truths_;
    Labeller labeller_;
    Sensors sensors_;
    Link link_;
    std::int64_t now_, spoken_;
    std::int64_t timer_ = not_due;  // the earliest of the next four
    std::int64_t heartbeat_due_, drop_due_ = not_due, stir_due_ = not_due, silent_until_ = 0;
    std::int64_t ahead_ = 0;  // s
    std::int64_t door_seconds_ = 0, dwell_seconds_ = 0;
    std::uint32_t stir_mean_ = 0;
    bool offline_ = false;
};

}  // namespace hoistway::detail
