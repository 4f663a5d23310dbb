// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>

#include "life.hpp"

namespace hoistway::detail {
// The guide rails want adjusting.
void Life::shake() {
    box_.body.rough = true;
    box_.body.cause = Cause::traction;
    begin_slow(Incident::vibration_abnormal, 0, random_.between(5, 60));
}

// A fan or a roller is worn: it is loud for longer than half a day.
void Life::be_loud() {
    box_.body.loud = true;
    box_.body.cause = Cause::electric;
    begin_slow(Incident::noise_abnormal, random_.between(14 * 3600, 40 * 3600), 0);
}

void Life::be_hot() {
    box_.body.temperature = static_cast<std::int16_t>(random_.between(520, 620));
    box_.body.cause = Cause::electric;
    begin_slow(Incident::temperature_high, random_.between(600, 6 * 3600), 0);
}

// Nobody comes for more than a day: a wing that is being rebuilt, a holiday.
void Life::lie_idle() { idle_until_ = box_.now() + random_.between(25 * 3600, 60 * 3600); }

void Life::freeze_sensor() {
    constexpr std::array<std::uint32_t, 4> full{300'000, 200'000, 200'000, 300'000};  // [default]
    constexpr std::array<std::uint32_t, 4> plain{0, 0, 0, 1};
    constexpr std::array<Frozen, 4> ways{Frozen::position, Frozen::vibration, Frozen::noise,
                                         Frozen::door_zone};
    const Frozen way = ways[choose(traits_->full_box ? full : plain)];
    box_.sensors().freeze(way);
    const bool zone = way == Frozen::door_zone;
    begin_slow(Incident::sensor_frozen, 0, zone ? random_.between(24, 60) : random_.between(8, 40));
}

// Near misses of these.

void Life::be_warm() {
    box_.body.temperature = static_cast<std::int16_t>(random_.between(420, 450));
    begin_slow(Incident::warm_day, random_.between(2 * 3600, 8 * 3600), 0);
}

void Life::be_loud_for_hours() {
    box_.body.loud = true;
    begin_slow(Incident::loud_hours, random_.between(3 * 3600, 6 * 3600), 0);
}

void Life::ride_rough() {
    const int rides = random_.between(1, 2);
    for (int i = 0; i < rides; ++i) {
        board();
        box_.body.rough = true;
        ride(another_landing());
        box_.body.rough = false;
        alight();
    }
    board();
    ride(another_landing());
    alight();
}

void Life::be_quiet() { idle_until_ = box_.now() + random_.between(8 * 3600, 20 * 3600); }

}  // namespace hoistway::detail
