// SPDX-License-Identifier: Apache-2.0
//
// Keeps the last word on every signal of a lift, and notices when its device falls silent.
//
//     Observation, Tick -> FirstWord, ClockStep, Gap, RecordRefused, ModeChange, DeviceFault,
//     Moment;    VoiceAnswer, Mute -> Moment
//
// A device may say only what changed, so a word holds until the next one. After a silence longer
// than the limit nothing of it can be relied upon: the picture is unknown until said again, and the
// silence is told as a Gap. A record older than the newest one of its lift is refused as late; one
// of the same time is used in the order of arrival, and refused as repeated if it says nothing new.
// Several late ones on end, in order, mean that the clock had been ahead: then the new time is
// taken, with a Gap. A floor that the papers do not know is refused.
//
// Most records say nothing new. repeats() notes such a one in the Gate, the first 56 bytes of a
// lift, and the stages behind need not see it: whatever they do, they do at a change or when their
// time is due. Constant time, no allocation. The lifts are looked up at stops; must outlive it.

#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <span>
#include <type_traits>

#include "hoistway/core/refuse.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/state/last_words.hpp"
#include "hoistway/state/measures.hpp"
#include "hoistway/state/sources.hpp"
#include "hoistway/state/story.hpp"
#include "hoistway/state/whole_words.hpp"

namespace hoistway {

struct PictureOptions {
    // Deployed edge software takes a box as offline after this long (domain facts, 5.2).
    Duration silence = std::chrono::minutes{6};
    MeasureLimits limits{};
    // So many records in order, older than the newest by this: the clock had been ahead [default].
    Duration back = std::chrono::seconds{60};
    std::uint8_t back_records = 5;
    std::span<const Lift> lifts{};  // by LiftIndex, for the heights of landings
};

class Picture {
 public:
    // All that a record which says nothing new touches.
    struct Gate {
        Time heard = never;
        Measured measured{};
        std::int16_t floor = no_floor, zone_floor = no_floor, floors = 0;
        std::uint16_t said = 0;  // bits of Signal
        LastWords words{};
        std::uint8_t story = 0;  // bits of Story
    };

    struct State : Gate {
        std::uint8_t late_on_end = 0;
        PackedTime latest_late{};
        std::uint32_t late = 0;  // records refused because a newer one came first
        std::uint32_t gaps = 0;
        detail::WholeWords whole{};
        Sources::State sources{};  // where more than one device speaks
    };

    // Behind the time at which a Row has to wake its stages, it lies in one cache line.
    static_assert(sizeof(Gate) <= 56);

    explicit Picture(PictureOptions options = {}) : options_(options), sources_(options.silence) {
        if (options.silence <= Duration{0}) refuse("Picture: silence must be above 0");
        if (options.back_records < 2) refuse("Picture: back_records must be at least 2");
    }

    void begin(State& state, const Lift& lift) const noexcept {
        const Travel travel = travel_of(lift);
        state.floors = travel.floors;
        state.measured.top = travel.top;
        const double limit = lift.rated_speed * static_cast<double>(options_.limits.overspeed);
        const bool sane = limit > 0 && limit < 60;
        state.measured.overspeed_mm_s =
            sane ? static_cast<std::uint16_t>(std::lround(limit * 1000)) : std::uint16_t{0};
    }

    // Takes a record that says nothing new, and answers whether it was one. Not asked about
    // silence.
    bool repeats(Gate& gate, const Observation& seen) const noexcept { return again(gate, seen); }
    bool repeats(Gate& gate, const Brief& seen) const noexcept { return again(gate, seen); }
    // As if the device had said nothing new at that time, which is not before the latest.
    static void hear(Gate& gate, Time time) noexcept { gate.heard = time; }
    // Nor does a tick tell anything while the device is trusted.
    bool repeats(const Gate& gate, const Tick& tick) const noexcept {
        return tick.time <= gate.heard + options_.silence;
    }

    template <class Emit>
    void on(State& state, const Observation& seen, Emit&& emit) const {
        if (seen.source != Source::unknown) return on_source(state, seen, emit);
        const bool step = seen.time < state.heard;
        if (step && !is_step(state, seen)) {
            ++state.late;
            return emit(RecordRefused{seen.time, seen.lift, Refused::late});
        }
        if (seen.time == state.heard && says_nothing_new(state, seen)) {
            return emit(RecordRefused{seen.time, seen.lift, Refused::repeated});
        }
        state.late_on_end = 0;
        state.story = static_cast<std::uint8_t>(state.story & ~late_before);
        const bool first = state.heard == never;
        const Time before = first || step ? seen.time : state.heard;
        const Time trusted = trusted_before(state, seen.time, first, step);
        if (first) emit(FirstWord{seen.time, seen.lift});
        if (step) {
            emit(ClockStep{seen.time, state.heard, seen.lift});
        } else if (trusted < seen.time) {
            ++state.gaps;
            emit(Gap{seen.lift, {state.heard, seen.time}, trusted, state.words.presence});
        }
        if (trusted < seen.time) forget(state);
        learn(state, seen, before, emit);
        emit(moment_of(state, seen, before, trusted));
        // Last, so that the rules have told all that came to be before the device spoke.
        if (!seen.fault.empty()) emit(DeviceFault{seen.time, seen.lift, state.floor, seen.fault});
    }

    // Time passed in silence; before the first word there is nothing to tell.
    template <class Emit>
    void on(State& state, const Tick& tick, Emit&& emit) const {
        if (state.heard == never || tick.time < state.heard) return;
        const Observation nothing{.time = tick.time, .lift = tick.lift};
        emit(moment_of(state, nothing, state.heard, trusted_until(state, tick.time)));
    }

    // A word of people counts from its time on: what came to be before is told first.
    template <class Word, class Emit>
    requires std::is_same_v<Word, VoiceAnswer> || std::is_same_v<Word, Mute>
    void on(State& state, const Word& word, Emit&& emit) const {
        on(state, Tick{word.time, word.lift}, emit);
    }

    Duration silence() const noexcept { return options_.silence; }

 private:
    // Beside the bits of Story: the latest record was late, so that the next one counts.
    static constexpr std::uint8_t late_before = 128;

    template <class Record>
    bool again(Gate& gate, const Record& seen) const noexcept {
        if (seen.time <= gate.heard || gate.heard + options_.silence < seen.time) return false;
        if ((gate.story & late_before) != 0 || !says_nothing_new(gate, seen)) return false;
        gate.heard = seen.time;
        return true;
    }

    // One of several devices: what it says is heard as far as no better one has said it.
    template <class Emit>
    void on_source(State& state, const Observation& seen, Emit& emit) const {
        const Heeded heeded = sources_.heed(state.sources, seen);
        if (heeded.lost != 0) lose(state, heeded.lost);
        if (detail::is_news(state.words, heeded.dropped)) {
            emit(RecordRefused{seen.time, seen.lift, Refused::overruled});
        }
        on(state, heeded.kept, emit);
    }

    // What only a silent source has said is not known any more.
    static void lose(State& state, std::uint16_t lost) noexcept {
        const auto forget_if = [&](Signal signal, auto& word) {
            if ((lost & static_cast<std::uint16_t>(signal)) != 0) word = {};
        };
        LastWords& words = state.words;
        forget_if(Signal::motion, words.motion);
        forget_if(Signal::door, words.door);
        forget_if(Signal::mode, words.mode);
        forget_if(Signal::door_zone, words.door_zone);
        forget_if(Signal::presence, words.presence);
        forget_if(Signal::mains_power, words.mains_power);
        forget_if(Signal::safety_chain, words.safety_chain);
        forget_if(Signal::door_lock, words.door_lock);
        forget_if(Signal::alarm_button, words.alarm_button);
        forget_if(Signal::overload, words.overload);
        if ((lost & static_cast<std::uint16_t>(Signal::floor)) != 0) state.floor = no_floor;
        if ((lost & static_cast<std::uint16_t>(Signal::position)) != 0) {
            state.measured.position = no_value;
            state.measured.known = state.measured.bad = 0;
        }
    }

    // A record that brings a new clock tells nothing of the time before it.
    Time trusted_before(const State& state, Time time, bool first, bool step) const noexcept {
        return first ? time : step ? time - Duration{1} : trusted_until(state, time);
    }

    Time trusted_until(const State& state, Time time) const noexcept {
        return std::min(time, state.heard + options_.silence);
    }

    bool is_fast(float speed) const noexcept { return std::abs(speed) > options_.limits.fast; }
    bool is_slow(float speed) const noexcept { return std::abs(speed) < options_.limits.slow; }

    // Keeps what is new of the measured values, where no answer changes with them.
    bool says_nothing_new(Gate& gate, const Observation& seen) const noexcept {
        if (detail::says_words_only(seen)) return says_the_same_words(gate, seen);
        return !says_other_floor(gate, seen) && changes_no_answer(gate, seen);
    }
    bool says_nothing_new(const Gate& gate, const Brief& seen) const noexcept {
        return says_the_same_words(gate, seen);
    }

    template <class Record>
    bool says_the_same_words(const Gate& gate, const Record& seen) const noexcept {
        if (says_other_floor(gate, seen)) return false;
        return !leaves_speed_behind(gate) && !detail::says_other_words(gate.words, seen);
    }

    // The same floor is another one after one that there is not.
    template <class Record>
    static bool says_other_floor(const Gate& gate, const Record& seen) noexcept {
        if (!is_known(seen.floor)) return false;
        return seen.floor != gate.floor || detail::is_bad(gate.measured, Measure::no_such_floor);
    }

    // A record without a speed makes a fast one old, which a stop then has to know.
    bool leaves_speed_behind(const Gate& gate) const noexcept {
        return detail::has_new_speed(gate.measured) && is_fast(gate.measured.speed);
    }

    // Not inlined, so that the way of the others is short.
    [[gnu::noinline]] bool changes_no_answer(Gate& gate, const Observation& seen) const noexcept {
        if (!seen.fault.empty() || seen.source != Source::unknown) return false;
        if (detail::is_news(gate.words, seen)) return false;
        const std::uint16_t totals = detail::totals_mark(seen);
        if (totals != 0 && totals != gate.measured.totals_mark) return false;
        return takes_quietly(gate, seen);
    }

    // Keeps the measured values if no answer changes with them.
    bool takes_quietly(Gate& gate, const Observation& seen) const noexcept {
        if (!is_known(seen.speed) && leaves_speed_behind(gate)) return false;
        if (!detail::any_measured(seen)) return true;
        if (is_fast(gate.measured.speed) && is_slow(seen.speed)) return false;
        const bool goes_on = gate.words.motion == Motion::running;
        if (goes_on && detail::is_bad(gate.measured, Measure::hard_stop)) return false;
        if ((gate.said & detail::said_values(seen)) != detail::said_values(seen)) return false;
        Measured after = gate.measured;
        measure(after, seen, gate.words.motion, options_.limits);
        if (is_known(seen.speed)) detail::answer(after, Measure::speed_new, true);
        if (after.bad != gate.measured.bad || after.known != gate.measured.known) return false;
        gate.measured = after;
        return true;
    }

    static void forget(State& state) noexcept {
        State fresh;
        fresh.heard = state.heard;
        fresh.floors = state.floors;
        fresh.measured.top = state.measured.top;
        fresh.measured.overspeed_mm_s = state.measured.overspeed_mm_s;
        fresh.said = state.said;
        fresh.late = state.late;
        fresh.gaps = state.gaps;
        fresh.whole = state.whole;
        fresh.sources = state.sources;
        state = fresh;
    }

    // Enough late records in order: the clock was ahead, and what it said is of no use.
    bool is_step(State& state, const Observation& seen) const noexcept {
        const bool far = seen.time + options_.back < state.heard;
        const bool in_order = state.late_on_end == 0 || Time{state.latest_late} <= seen.time;
        state.late_on_end = static_cast<std::uint8_t>(!far       ? 0
                                                      : in_order ? state.late_on_end + 1
                                                                 : 1);
        state.latest_late = seen.time;
        state.story |= late_before;
        return state.late_on_end >= options_.back_records;
    }

    template <class Emit>
    void learn(State& state, const Observation& seen, Time before, Emit& emit) const {
        const LastWords old = state.words;
        const detail::Packed said = detail::packed_words_of(seen);
        const std::int16_t old_floor = state.floor;
        detail::take(state.words, said);
        state.said |= detail::bit_if(seen.floor, Signal::floor);
        if (detail::says_for_the_first_time(old, said)) {
            state.said |= detail::said_words(detail::unpack(said), seen);
        }
        if (!detail::says_words_only(seen)) {
            state.said |= detail::said_values(seen);
            const std::uint16_t totals = detail::totals_mark(seen);
            if (totals != 0) state.measured.totals_mark = totals;
        }
        state.whole.on(old, state.words, seen.time - before);
        learn_floor(state, seen, emit);
        if (state.words.door_zone == Flag::yes) state.zone_floor = state.floor;
        learn_values(state, seen, old, seen.time - before, old_floor != state.floor);
        const bool hard = detail::is_bad(state.measured, Measure::hard_stop);
        detail::learn_story(state.story, old, state.words, hard);
        state.heard = seen.time;
        if (old.mode != state.words.mode) {
            emit(ModeChange{seen.time, seen.lift, old.mode, state.words.mode});
        }
    }

    template <class Emit>
    static void learn_floor(State& state, const Observation& seen, Emit& emit) {
        if (!is_known(seen.floor)) return;
        const bool none = state.floors > 0 && (seen.floor < 1 || seen.floor > state.floors);
        detail::answer(state.measured, Measure::no_such_floor, none);
        if (none) return emit(RecordRefused{seen.time, seen.lift, Refused::no_such_floor});
        state.floor = seen.floor;
    }

    void learn_values(State& state, const Observation& seen, const LastWords& old, Duration passed,
                      bool other_floor) const noexcept {
        const Motion motion = state.words.motion;
        Measured& m = state.measured;
        const bool just_now = detail::has_new_speed(m) && passed <= options_.limits.sudden;
        const bool sudden = just_now && is_fast(m.speed);
        const bool turned = motion != old.motion;
        if (turned && motion == Motion::running) {
            detail::forget(m, detail::measure_bits(Measure::shaking, Measure::hard_stop));
            m.same_position = m.same_vibration = 0;
        }
        if (motion != Motion::running) detail::forget(m, detail::moving_measures);
        if (motion != Motion::stopped) {
            detail::forget(m, detail::landing_measures);
            m.landing = no_value;
        } else if (turned || other_floor) {
            detail::forget(m, detail::landing_measures);
            m.landing = landing_height(seen.lift, state.floor);
        }
        measure(m, seen, motion, options_.limits);
        note_speed(m, seen);
        const bool stands = motion == Motion::stopped && old.motion == Motion::running;
        if (stands || is_slow(seen.speed)) {
            if (sudden) detail::answer(m, Measure::hard_stop, true);
        }
        if (stands && !is_known(seen.speed)) m.speed = 0;
        if (motion == Motion::running && !is_slow(m.speed)) {
            detail::answer(m, Measure::hard_stop, false);
        }
    }

    // A speed that was told a while before tells nothing of how sudden a stop was.
    static void note_speed(Measured& m, const Observation& seen) noexcept {
        if (is_known(seen.speed)) return detail::answer(m, Measure::speed_new, true);
        detail::forget(m, detail::measure_bits(Measure::speed_new));
    }

    float landing_height(LiftIndex lift, std::int16_t floor) const noexcept {
        if (lift >= options_.lifts.size()) return no_value;
        return static_cast<float>(height_of(options_.lifts[lift], floor));
    }

    static Moment moment_of(const State& state, const Observation& seen, Time before,
                            Time trusted) noexcept {
        const LastWords& words = state.words;
        const Measured& m = state.measured;
        return {.time = seen.time,
                .lift = seen.lift,
                .floor = state.floor,
                .motion = words.motion,
                .last_direction = words.direction,
                .door = words.door,
                .mode = words.mode,
                .door_zone = words.door_zone,
                .presence = words.presence,
                .mains_power = words.mains_power,
                .safety_chain = words.safety_chain,
                .door_lock = words.door_lock,
                .alarm_button = words.alarm_button,
                .overload = words.overload,
                .story = state.story,
                .measured = m.known,
                .bad = m.bad,
                .zone_floor = state.zone_floor,
                .position = m.position,
                .speed = m.speed,
                .offset = m.position - m.landing,
                .noise = seen.noise,
                .vibration = seen.vibration,
                .temperature = seen.temperature,
                .travel = {m.top, state.floors},
                .whole = state.whole.cycles,
                .heard = state.heard,
                .heard_before = before,
                .trusted_until = trusted};
    }

    PictureOptions options_;
    Sources sources_;
};

}  // namespace hoistway
