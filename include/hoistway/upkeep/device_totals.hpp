// SPDX-License-Identifier: Apache-2.0
//
// Our count beside the device's own totals: they go on through restarts, resets, wraps and
// replacements of the device, and what they are apart is told.
//
//     const Row row{Tracker{}, Counters{{.lifts = lifts}}, DeviceTotals{}};
//     for (const Drift& drift : drifts_of(Row<...>::state_of<DeviceTotals>(state))) {
//         drift.device, drift.own, drift.verdict;     // agrees, device_ahead, own_ahead, ...
//         drift.reconciled;                           // what to judge by
//     }
//
// The rule. The first total heard is the base; both sums begin there. A total that rises by no more
// than a lift can do in the time adds its rise. One that rises by more is a device that was
// replaced or set by hand: a new base, nothing is added. One that falls is, in this order, a wrap
// (it stood close below 65,536, 2^24, 2^32 or a power of ten, and comes out close above nothing), a
// reset (no more than a lift can have done since: that much is added, the rest is lost), or a
// replacement (a new base). What may be a wrap or a reset is the one that is nearer to what we
// counted meanwhile. Each is counted. `reconciled` is the larger of the two sums: what
// happened while nobody heard is in the device's, what a reset lost is in ours, and a visit too
// soon is the safe side. After a replacement the device's sum has a hole, so ours stands.
//
// Nothing of this is silent: each wrap, reset and replacement is told as a TotalBreak, with what
// the device had said before and after it. A total older than the last one heard is not heard at
// all, so that a late record is no fall. Agreement is within 2 and 1 % [default]. The stage stands
// after Counters. Constant time, no allocation; its state is plain data.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

// The quantities of which devices keep totals: ms of running time, mm of distance, else counts.
inline constexpr std::array<Trigger, 5> device_triggers{
    Trigger::runs, Trigger::door_cycles, Trigger::run_time, Trigger::rope_bends, Trigger::distance};

// One quantity of one lift.
struct TotalState {
    Time heard = never;         // when the device last told it
    std::int64_t last = 0;      // what it told
    std::int64_t device = 0;    // its rises since the base
    std::int64_t own = 0;       // our count since the same moment
    std::int64_t own_then = 0;  // what that was when the device last told
    std::uint32_t resets = 0, wraps = 0, replaced = 0;
};

namespace detail {

// The most of a quantity that a lift can do in a time. [default]: a run in 5 s, a door cycle in
// 3 s, five bends a run, 20 m/s, and a little more for a message that was late.
constexpr std::int64_t most_in(Trigger trigger, Duration time) noexcept {
    const std::int64_t ms = std::max<std::int64_t>(0, time.count());
    switch (trigger) {
        case Trigger::runs:
            return ms / 5000 + 10;
        case Trigger::door_cycles:
            return ms / 3000 + 10;
        case Trigger::rope_bends:
            return ms / 1000 + 50;
        case Trigger::run_time:
            return ms + 60000;
        case Trigger::distance:
            return ms * 20 + 100000;
        case Trigger::entrapments:
        case Trigger::noise:
        case Trigger::interval:
        case Trigger::part_life:
        case Trigger::interval_days:
            break;
    }
    return 0;
}

// Where counters turn over: a word of 16, 24 or 32 bits, or so many decimal places.
inline constexpr std::array<std::int64_t, 7> turn_overs{65536,    100000,    1000000,   10000000,
                                                        16777216, 100000000, 4294967296};

// How far the total went over a turn; negative where it was none.
constexpr std::int64_t wrapped_rise(std::int64_t last, std::int64_t now,
                                    std::int64_t most) noexcept {
    for (const std::int64_t end : turn_overs) {
        if (last < end && end - last + now <= most) return end - last + now;
    }
    return -1;
}

// A total as the device told it, in whole units; negative where it told none.
inline std::int64_t total_of(const Observation& seen, Trigger trigger) noexcept {
    constexpr double most = 9e15;  // what a double holds exactly
    const auto measured = [](double value) {
        const double scaled = value * 1000;
        return scaled >= 0 && scaled < most ? std::llround(scaled) : -1LL;
    };
    const auto counted = [](std::uint32_t count) {
        return is_known(count) ? static_cast<std::int64_t>(count) : -1;
    };
    if (trigger == Trigger::runs) return counted(seen.runs);
    if (trigger == Trigger::door_cycles) return counted(seen.door_cycles);
    if (trigger == Trigger::rope_bends) return counted(seen.rope_bends);
    if (trigger == Trigger::run_time) return measured(seen.run_time);
    return measured(seen.distance);
}

}  // namespace detail

// What a total did between two words of the device.
enum class TotalChange : std::uint8_t { rise, wrap, reset, replaced };

template <>
struct Words<TotalChange> {
    static constexpr std::array<std::string_view, 4> list{"rise", "wrap", "reset", "replaced"};
};

// A total that did not simply rise: what it was taken for, and what the device said. In counts, ms
// and mm.
struct TotalBreak {
    Time time{};
    LiftIndex lift = no_lift;
    Trigger trigger{};
    TotalChange change{};
    std::int64_t before = 0, after = 0;
};

class DeviceTotals {
 public:
    struct State {
        std::array<TotalState, device_triggers.size()> totals{};
        Counts counted;  // of ours, since the visit: what the next word of Counters is held against
    };

    template <class Emit>
    void on(State& state, const Counted& counted, Emit&&) const noexcept {
        const Counts before = counted.anew ? Counts{} : state.counted;
        for (std::size_t i = 0; i < device_triggers.size(); ++i) {
            const std::int64_t more = count_of(counted.since_visit, device_triggers[i]) -
                                      count_of(before, device_triggers[i]);
            if (state.totals[i].heard != never) state.totals[i].own += more;
        }
        state.counted = counted.since_visit;
    }

    // The clock was put back: what comes next is not late.
    template <class Emit>
    void on(State& state, const ClockStep& step, Emit&&) const noexcept {
        for (TotalState& total : state.totals) {
            if (total.heard != never) total.heard = std::min(total.heard, step.time);
        }
    }

    template <class Emit>
    void on(State& state, const Observation& seen, Emit&& emit) const {
        for (std::size_t i = 0; i < device_triggers.size(); ++i) {
            const Trigger trigger = device_triggers[i];
            TotalState& total = state.totals[i];
            const std::int64_t told = detail::total_of(seen, trigger), before = total.last;
            if (told < 0 || (total.heard != never && seen.time < total.heard)) continue;
            const TotalChange change = hear(total, trigger, seen.time, told);
            if (change == TotalChange::rise) continue;
            emit(TotalBreak{seen.time, seen.lift, trigger, change, before, told});
        }
    }

 private:
    struct Change {
        TotalChange what{};
        std::int64_t adds = 0;
    };

    static TotalChange hear(TotalState& state, Trigger trigger, Time time,
                            std::int64_t total) noexcept {
        Change change;
        if (state.heard != never) {
            const std::int64_t most = detail::most_in(trigger, time - state.heard);
            change = total < state.last           ? fall(state, trigger, total, most)
                     : total - state.last <= most ? Change{TotalChange::rise, total - state.last}
                                                  : Change{TotalChange::replaced, 0};
        }
        state.heard = time;
        state.last = total;
        state.own_then = state.own;
        state.device += change.adds;
        state.wraps += change.what == TotalChange::wrap ? 1U : 0U;
        state.resets += change.what == TotalChange::reset ? 1U : 0U;
        state.replaced += change.what == TotalChange::replaced ? 1U : 0U;
        return change.what;
    }

    static Change fall(const TotalState& state, Trigger trigger, std::int64_t total,
                       std::int64_t most) noexcept {
        const std::int64_t meanwhile = state.own - state.own_then;
        const bool turns = counts_per_unit(trigger) == 1;
        const std::int64_t rise = turns ? detail::wrapped_rise(state.last, total, most) : -1;
        const bool nearer = std::abs(rise - meanwhile) <= std::abs(total - meanwhile);
        if (rise >= 0 && (nearer || total > most)) return {TotalChange::wrap, rise};
        if (total <= most) return {TotalChange::reset, total};
        return {TotalChange::replaced, 0};
    }
};

enum class DriftVerdict : std::uint8_t { unheard, agrees, device_ahead, own_ahead, replaced };

template <>
struct Words<DriftVerdict> {
    static constexpr std::array<std::string_view, 5> list{"unheard", "agrees", "device_ahead",
                                                          "own_ahead", "replaced"};
};

// In units of the trigger: counts, s, km.
struct Drift {
    Trigger trigger{};
    DriftVerdict verdict{};
    double device = 0, own = 0;  // since the first total was heard
    double reconciled = 0;       // what to judge by
    std::uint32_t resets = 0, wraps = 0, replaced = 0;
    Text sentence;
};

struct DriftOptions {
    std::int64_t least = 2;  // of counts; of s and m likewise [default]
    double share = 0.01;     // of the larger of the two [default]
};

namespace detail {

inline DriftVerdict drift_verdict(const TotalState& state, Trigger trigger,
                                  const DriftOptions& options) noexcept {
    if (state.heard == never) return DriftVerdict::unheard;
    if (state.replaced > 0) return DriftVerdict::replaced;
    const bool counter = counts_per_unit(trigger) == 1;
    const std::int64_t apart = state.device - state.own, larger = std::max(state.device, state.own),
                       least = options.least * (counter ? 1 : 1000);
    const double room =
        std::max(static_cast<double>(least), options.share * static_cast<double>(larger));
    if (std::abs(static_cast<double>(apart)) <= room) return DriftVerdict::agrees;
    return apart > 0 ? DriftVerdict::device_ahead : DriftVerdict::own_ahead;
}

inline Text drift_sentence(const Drift& drift) {
    const std::string device = due_number(drift.device), own = due_number(drift.own),
                      name(to_text(drift.trigger)), unit(unit_of(drift.trigger)),
                      falls = std::to_string(drift.resets + drift.wraps + drift.replaced);
    const std::string zh = name + "：设备累计" + device + "，本系统" + own + "（" + unit + "）",
                      en = name + ": device " + device + ", ours " + own + ' ' + unit;
    switch (drift.verdict) {
        case DriftVerdict::unheard:
            return {name + "：设备未上报累计值。", name + ": the device tells no total."};
        case DriftVerdict::agrees:
            return {zh + "，一致。", en + ": they agree."};
        case DriftVerdict::device_ahead:
            return {zh + "，设备多计，按设备值计。", en + ": the device has more, which counts."};
        case DriftVerdict::own_ahead:
            return {zh + "，设备少计，按本系统值计。", en + ": we have more, which counts."};
        case DriftVerdict::replaced:
            return {zh + "，设备累计值中断" + falls + "次，疑为更换设备，请核对。",
                    en + ": the device's total broke off " + falls +
                        " time(s), as when a device is replaced; to be checked."};
    }
    return {};
}

}  // namespace detail

// What a person has to look at, with the two totals.
inline Text sentence_of(const TotalBreak& broken) {
    const double unit = counts_per_unit(broken.trigger);
    const std::string name(to_text(broken.trigger)),
        before = detail::due_number(static_cast<double>(broken.before) / unit),
        after = detail::due_number(static_cast<double>(broken.after) / unit);
    const std::string zh = name + "：设备累计值由" + before + "变为" + after,
                      en = name + ": the device's total went from " + before + " to " + after;
    switch (broken.change) {
        case TotalChange::rise:
            return {zh + "。", en + "."};
        case TotalChange::wrap:
            return {zh + "，按计数器溢出处理。", en + ", taken for a counter that turned over."};
        case TotalChange::reset:
            return {zh + "，按设备清零处理，清零前未上报的次数以本系统值为准。",
                    en + ", taken for a reset; what it lost is in our count."};
        case TotalChange::replaced:
            return {
                zh + "，疑为更换设备或人工改值，未计入，请核对。",
                en + ", as when a device is replaced or set by hand: not added; to be checked."};
    }
    return {};
}

inline std::vector<Drift> drifts_of(const DeviceTotals::State& state,
                                    const DriftOptions& options = {}) {
    std::vector<Drift> out;
    for (std::size_t i = 0; i < device_triggers.size(); ++i) {
        const TotalState& total = state.totals[i];
        const Trigger trigger = device_triggers[i];
        const auto told = [&](std::int64_t value) {
            return static_cast<double>(value) / counts_per_unit(trigger);
        };
        Drift drift;
        drift.trigger = trigger;
        drift.verdict = detail::drift_verdict(total, trigger, options);
        drift.device = told(total.device);
        drift.own = told(total.own);
        drift.reconciled = told(total.replaced > 0 ? total.own : std::max(total.device, total.own));
        drift.resets = total.resets;
        drift.wraps = total.wraps;
        drift.replaced = total.replaced;
        drift.sentence = detail::drift_sentence(drift);
        out.push_back(std::move(drift));
    }
    return out;
}

}  // namespace hoistway
