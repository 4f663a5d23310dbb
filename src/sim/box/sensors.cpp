// SPDX-License-Identifier: Apache-2.0
#include "sensors.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "hoistway/core/time_text.hpp"

namespace hoistway::detail {
namespace {

// What is measured when all is well, and when it is not; in hundredths of dB(A) and thousandths
// of m/s2, all [default]. Domain facts 2 hold 55 dB(A) and 0.30 m/s2 against it.
struct Band {
    int low, high;
};
constexpr Band quiet{3800, 4300}, travelling{4600, 5100}, loud{6000, 6600};
constexpr Band smooth{80, 200}, rough{400, 600};
constexpr std::int64_t four_hours = 14'400;  // within which it has to be found, in seconds

// Tenths of a degC that the shaft is warmer than in the night, by the hour of the day [default].
constexpr std::array<int, 24> warmth{0,  0,  0,  0,  0,  2,  5,  10, 15, 20, 26, 32,
                                     37, 40, 41, 40, 36, 30, 24, 18, 13, 9,  5,  2};

}  // namespace

Sensors::Sensors(const SensorOptions& options, TruthLog& truths, Random random)
    : options_(options), truths_(&truths), random_(random), noise_(random_.next(), 3) {}

void Sensors::read(Observation& said, const Body& body, std::int64_t now) {
    measure(said, body);
    said.floor = static_cast<std::int16_t>(said.floor + body.floor_offset);
    if (frozen_ != Frozen::nothing) hold_frozen(said, now);
    if (thawing_ != Frozen::nothing) note_change(said, now);
}

// A reading, off by up to the noise asked for.
float Sensors::off(double value, double scale) {
    if (options_.analog_noise <= 0) return static_cast<float>(value);
    const double share = noise_.between(-1000, 1000) / 1000.0;
    const double wrong = value + share * options_.analog_noise * scale;
    return static_cast<float>(std::floor(wrong * 1000 + 0.5) / 1000);
}

void Sensors::measure(Observation& said, const Body& body) {
    const double centimetres = std::floor((body.position + body.position_offset) * 100 + 0.5);
    if (options_.position || options_.full) said.position = off(centimetres / 100, 1);
    if (!options_.full) {
        said.overload = Flag::unknown;
        return;
    }
    const bool runs = said.motion == Motion::running;
    const Band sound = body.loud ? loud : runs ? travelling : quiet;
    said.noise = off(random_.between(sound.low, sound.high) / 100.0, 10);
    const Band shake = body.rough ? rough : smooth;
    if (runs) said.vibration = off(random_.between(shake.low, shake.high) / 1000.0, 0.1);
    const int hour = hour_of(said.time);
    const int tenths = body.temperature + warmth[static_cast<std::size_t>(hour)];
    said.temperature = off((tenths + random_.between(-3, 3)) / 10.0, 10);
}

void Sensors::freeze(Frozen what) noexcept {
    frozen_ = what;
    thawing_ = Frozen::nothing;
    since_ = 0;
    keeping_ = false;
}

void Sensors::thaw() noexcept {
    thawing_ = frozen_;
    frozen_ = Frozen::nothing;
}

double Sensors::fallen_behind(const Body& body) const noexcept {
    const bool told = keeping_ && frozen_ == Frozen::position && is_known(kept_.position);
    return told ? static_cast<double>(kept_.position) - body.position - body.position_offset : 0;
}

void Sensors::hold_frozen(Observation& said, std::int64_t now) {
    const bool runs = said.motion == Motion::running;
    if (!keeping_ && (runs || frozen_ == Frozen::door_zone)) {
        kept_ = said;
        keeping_ = true;
    }
    if (runs && since_ == 0) since_ = now;
    if (!keeping_) return;
    switch (frozen_) {
        case Frozen::nothing:
            break;
        case Frozen::position:
            said.position = kept_.position;
            break;
        case Frozen::vibration:
            if (runs) said.vibration = kept_.vibration;
            break;
        case Frozen::noise:
            said.noise = kept_.noise;
            break;
        case Frozen::door_zone:
            said.door_zone = kept_.door_zone;
            break;
    }
}

// The first reading in motion that differs ends it.
void Sensors::note_change(const Observation& said, std::int64_t now) {
    const bool runs = said.motion == Motion::running;
    bool changed = false;
    switch (thawing_) {
        case Frozen::nothing:
            return;
        case Frozen::position:
            changed = said.position != kept_.position;
            break;
        case Frozen::vibration:
            changed = runs && said.vibration != kept_.vibration;
            break;
        case Frozen::noise:
            changed = said.noise != kept_.noise;
            break;
        case Frozen::door_zone:
            changed = said.door_zone != kept_.door_zone;
            break;
    }
    if (!changed) return;
    if (since_ != 0) {
        truths_->add(EventKind::sensor_frozen, since_, now, 1, Cause::electric);
    }
    thawing_ = Frozen::nothing;
}

// What is still frozen at the end of the days ends with them.
void Sensors::finish() {
    const bool held = frozen_ != Frozen::nothing || thawing_ != Frozen::nothing;
    if (held && since_ != 0) {
        truths_->add(EventKind::sensor_frozen, since_, truths_->end(), four_hours, Cause::electric);
    }
}

}  // namespace hoistway::detail
