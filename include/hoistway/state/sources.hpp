// SPDX-License-Identifier: Apache-2.0
//
// Two devices that speak for one lift, its controller and a box on the car, say: whose word counts?
//
//     const Heeded heeded = sources.heed(state, seen);
//     // heeded.kept: what is believed; heeded.dropped: what a better source has said otherwise or
//     // as well; heeded.lost: signals that only a source has said which has fallen silent since
//
// The controller is believed in what it drives: motion, floor, mode, doors, zone, chain, lock,
// overload, mains. The box is believed in what it measures: persons, button, position, speed,
// noise, vibration, temperature. A camera comes before the controller where persons are meant, and
// last elsewhere. A word of a lesser source counts until a better one has ever said that signal,
// and again when the better one has been silent for too long. Nobody is overruled who sees a person
// or a pressed button: an alarm must not be lost between two sources. The order is [default]. A
// record without a source is believed as it is. Constant time, no allocation.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"
#include "hoistway/state/last_words.hpp"

namespace hoistway {

struct Heeded {
    Observation kept, dropped;
    std::uint16_t lost = 0;  // bits of Signal
};

class Sources {
 public:
    static constexpr std::size_t count = 3;

    struct State {
        std::array<PackedTime, count> heard{};
        std::array<std::uint16_t, count> said{};  // bits of Signal, since it was last silent
    };

    explicit constexpr Sources(Duration silence = std::chrono::minutes{6}) noexcept
        : silence_(silence) {}

    // The source of the record has to be known. One that is older than the latest of its source
    // changes nothing here.
    Heeded heed(State& state, const Observation& seen) const noexcept {
        const std::size_t own = place_of(seen.source);
        Heeded out{.kept = seen, .dropped = bare(seen), .lost = lost_by(state, seen.time)};
        out.kept.source = Source::unknown;
        const std::uint16_t said = said_by(seen);
        std::uint16_t better = 0;
        for (std::size_t other = 0; other < count; ++other) {
            if (other == own) continue;
            better =
                static_cast<std::uint16_t>(better | (state.said[other] & preferred(other, own)));
        }
        drop(out, static_cast<std::uint16_t>(said & better), seen);
        state.said[own] |= said;
        if (Time{state.heard[own]} < seen.time) state.heard[own] = seen.time;
        return out;
    }

 private:
    static constexpr std::uint16_t measured =
        bits(Signal::presence, Signal::alarm_button, Signal::position, Signal::speed, Signal::noise,
             Signal::vibration, Signal::temperature);

    static constexpr std::size_t place_of(Source source) noexcept {
        return static_cast<std::size_t>(source) - 1;
    }

    // The signals in which `a` is believed before `b`.
    static constexpr std::uint16_t preferred(std::size_t a, std::size_t b) noexcept {
        constexpr std::array<std::uint8_t, count> driven_rank{3, 2, 1};    // controller first
        constexpr std::array<std::uint8_t, count> measured_rank{1, 3, 2};  // box, then camera
        const std::uint16_t in_driven = driven_rank[a] > driven_rank[b] ? 0xFFFF : 0;
        const std::uint16_t in_measured = measured_rank[a] > measured_rank[b] ? 0xFFFF : 0;
        return static_cast<std::uint16_t>((in_driven & ~measured) | (in_measured & measured));
    }

    static std::uint16_t said_by(const Observation& seen) noexcept {
        const LastWords words = detail::last_words_of(seen);
        return static_cast<std::uint16_t>(detail::said_words(words, seen) |
                                          detail::said_values(seen));
    }

    static Observation bare(const Observation& seen) noexcept {
        Observation out;
        out.time = seen.time;
        out.lift = seen.lift;
        return out;
    }

    // Who has been silent for too long is forgotten, and so is what nobody else has said.
    std::uint16_t lost_by(State& state, Time time) const noexcept {
        std::uint16_t lost = 0, held = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const bool silent = state.heard[i] != never && state.heard[i] + silence_ < time;
            if (silent) {
                lost |= state.said[i];
                state.said[i] = 0;
            }
            held |= state.said[i];
        }
        return static_cast<std::uint16_t>(lost & ~held);
    }

    template <class T>
    static void move(Heeded& out, std::uint16_t set, Signal signal, T Observation::*field) {
        if ((set & static_cast<std::uint16_t>(signal)) == 0) return;
        out.dropped.*field = out.kept.*field;
        out.kept.*field = Observation{}.*field;
    }

    static void drop(Heeded& out, std::uint16_t set, const Observation& seen) noexcept {
        if (seen.alarm_button == Flag::yes)
            set &= static_cast<std::uint16_t>(~bits(Signal::alarm_button));
        if (detail::person_in(seen) == Flag::yes) {
            set &= static_cast<std::uint16_t>(~bits(Signal::presence));
        }
        move(out, set, Signal::motion, &Observation::motion);
        move(out, set, Signal::motion, &Observation::direction);
        move(out, set, Signal::floor, &Observation::floor);
        move(out, set, Signal::mode, &Observation::mode);
        move(out, set, Signal::door, &Observation::door);
        move(out, set, Signal::door_zone, &Observation::door_zone);
        move(out, set, Signal::safety_chain, &Observation::safety_chain);
        move(out, set, Signal::door_lock, &Observation::door_lock);
        move(out, set, Signal::overload, &Observation::overload);
        move(out, set, Signal::mains_power, &Observation::mains_power);
        move(out, set, Signal::presence, &Observation::presence);
        move(out, set, Signal::presence, &Observation::people);
        move(out, set, Signal::alarm_button, &Observation::alarm_button);
        move(out, set, Signal::position, &Observation::position);
        move(out, set, Signal::speed, &Observation::speed);
        move(out, set, Signal::noise, &Observation::noise);
        move(out, set, Signal::vibration, &Observation::vibration);
        move(out, set, Signal::temperature, &Observation::temperature);
    }

    Duration silence_;
};

}  // namespace hoistway
