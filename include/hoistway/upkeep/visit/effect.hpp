// SPDX-License-Identifier: Apache-2.0
//
// The result, not the ceremony: did the visit change how the lift runs? Vibration, door times,
// levelling and faults before and after it, like compared with like.
//
//     EffectSampler sampler(lifts);
//     for (const Observation& seen : log) sampler.on(seen);       // each lift in order of time
//     const VisitEffect effect = judge_effect(sampler.history(visit.lift), visit.span());
//     effect.change;                                              // EffectChange::better
//
// A run is compared with runs between the same two landings in the same direction, a door with
// itself on the same landing, so that a week of other traffic is not taken for a repair. Less is
// better in all five figures [default]. Each is put to the permutation test (permutation.hpp); five
// questions at once are paid for after Holm (1979). What cannot be told is "not enough data", which
// is not "no change". The test asks for values that are exchangeable if nothing was done: a warmer
// week or wear that creeps shows as a change, too. Sampling: constant time a record.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/upkeep/visit/permutation.hpp"

namespace hoistway {

// In m/s2 peak to peak, s, s, mm, and faults per 1,000 runs.
enum class EffectFigure : std::uint8_t { vibration, door_opening, door_closing, levelling, faults };

template <>
struct Words<EffectFigure> {
    static constexpr std::array<std::string_view, 5> list{"vibration", "door_opening",
                                                          "door_closing", "levelling", "faults"};
};
inline constexpr std::size_t effect_figures = Words<EffectFigure>::list.size();

enum class EffectChange : std::uint8_t { not_enough_data, no_change_shown, better, worse };

template <>
struct Words<EffectChange> {
    static constexpr std::array<std::string_view, 4> list{"not_enough_data", "no_change_shown",
                                                          "better", "worse"};
};

// What is compared with its like only. A door has one landing and no direction.
struct EffectPlace {
    std::int16_t from_floor = no_floor, to_floor = no_floor;
    Direction direction = Direction::none;

    // NOLINTNEXTLINE(modernize-use-nullptr): of the comparison the compiler writes
    friend auto operator<=>(const EffectPlace&, const EffectPlace&) = default;
};

struct EffectSample {
    Time time{};
    EffectFigure figure{};
    EffectPlace place{};
    double value = 0;
};

// What one lift did, in order of time.
struct EffectHistory {
    std::vector<EffectSample> samples{};
    std::vector<Time> runs{};
    std::vector<Time> faults{};
};

struct EffectSamplerOptions {
    Duration word_holds = std::chrono::minutes{6};  // as in witness.hpp
    double longest_door_s = 60;  // a door that takes longer is blocked, not slow [default]
};

// Observations into samples. Runs and doors in inspection mode are the worker's, and left out.
class EffectSampler {
 public:
    explicit EffectSampler(std::span<const Lift> lifts, EffectSamplerOptions options = {})
        : lifts_(lifts), options_(options), own_(lifts.size()) {}

    // A record older than the lift's last one, or of a lift nobody knows, is not heard.
    void on(const Observation& seen) {
        if (seen.lift >= own_.size()) return;
        PerLift& own = own_[seen.lift];
        if (own.heard != never && seen.time < own.heard) return;
        if (own.heard != never && seen.time - own.heard > options_.word_holds) own.forget();
        own.heard = seen.time;
        if (seen.mode != Mode::unknown) own.mode = seen.mode;
        if (seen.floor != no_floor) own.floor = seen.floor;
        take_fault(own, seen);
        take_motion(own, seen);
        take_door(own, seen);
    }

    // An alarm of a rule. A device that is silent is no fault of the lift, and a device's own fault
    // was heard already.
    void on(const Event& event) {
        const bool counts = event.phase == Phase::raised &&
                            event.kind != EventKind::device_offline &&
                            event.kind != EventKind::native;
        if (counts && event.lift < own_.size())
            own_[event.lift].history.faults.push_back(event.time);
    }

    const EffectHistory& history(LiftIndex lift) const noexcept { return own_[lift].history; }
    std::size_t lifts() const noexcept { return own_.size(); }

 private:
    struct PerLift {
        EffectHistory history;
        Time heard = never, door_since = never;
        Mode mode{};
        Motion motion{};
        Door door{};
        std::int16_t floor = no_floor, from = no_floor;
        double vibration = -1;  // the most of this run; below 0 = not said

        void forget() noexcept {
            motion = Motion::unknown;
            door = Door::unknown;
            door_since = never;
            floor = from = no_floor;
            mode = Mode::unknown;
        }
    };

    static void take_fault(PerLift& own, const Observation& seen) {
        if (!seen.fault.empty() && !seen.fault.cleared) own.history.faults.push_back(seen.time);
    }

    void take_motion(PerLift& own, const Observation& seen) {
        const Motion before = own.motion;
        if (seen.motion != Motion::unknown) own.motion = seen.motion;
        if (before == Motion::stopped && own.motion == Motion::running) {
            own.from = own.floor;
            own.vibration = -1;
        }
        const bool ends = before == Motion::running && own.motion == Motion::stopped;
        if ((ends || own.motion == Motion::running) && is_known(seen.vibration)) {
            own.vibration = std::max(own.vibration, static_cast<double>(seen.vibration));
        }
        if (ends && own.mode != Mode::inspection) end_run(own, seen);
    }

    // Levelling anew at the same landing is no run, and from nowhere is not known to be one.
    void end_run(PerLift& own, const Observation& seen) {
        if (own.from == no_floor || own.floor == no_floor || own.from == own.floor) return;
        own.history.runs.push_back(seen.time);
        const EffectPlace place{own.from, own.floor,
                                own.floor > own.from ? Direction::up : Direction::down};
        if (own.vibration >= 0) {
            own.history.samples.push_back(
                {seen.time, EffectFigure::vibration, place, own.vibration});
        }
        const double height = height_of(lifts_[seen.lift], own.floor);
        if (!is_known(seen.position) || std::isnan(height)) return;
        const double off = std::fabs(static_cast<double>(seen.position) - height) * 1000;
        own.history.samples.push_back({seen.time, EffectFigure::levelling, place, off});
    }

    void take_door(PerLift& own, const Observation& seen) {
        if (seen.door == Door::unknown || seen.door == own.door) return;
        if (own.door_since != never && own.floor != no_floor && own.mode != Mode::inspection) {
            if (own.door == Door::opening && seen.door == Door::open) {
                end_door(own, seen.time, EffectFigure::door_opening);
            } else if (own.door == Door::closing && seen.door == Door::closed) {
                end_door(own, seen.time, EffectFigure::door_closing);
            }
        }
        own.door_since = own.door == Door::unknown ? never : seen.time;
        own.door = seen.door;
    }

    void end_door(PerLift& own, Time time, EffectFigure figure) const {
        const double took = static_cast<double>((time - own.door_since).count()) / 1000;
        if (took > options_.longest_door_s) return;
        own.history.samples.push_back(
            {time, figure, {own.floor, own.floor, Direction::none}, took});
    }

    std::span<const Lift> lifts_;
    EffectSamplerOptions options_;
    std::vector<PerLift> own_;
};

struct EffectOptions {
    Duration window = std::chrono::days{14};  // before, and after [default]
    double level = 0.05;    // of error that is put up with, for all figures together [default]
    std::size_t least = 5;  // matched values on either side [default]
    PermutationOptions permutation{};
};

struct FigureEffect {
    EffectFigure figure{};
    EffectChange change{};
    std::size_t places = 0;             // strata that have both a before and an after
    std::size_t before = 0, after = 0;  // matched values; for faults, their number
    double mean_before = std::numeric_limits<double>::quiet_NaN();  // matched, in the figure's unit
    double mean_after = std::numeric_limits<double>::quiet_NaN();
    PermutationTest test{};
};

struct VisitEffect {
    TimeSpan before{}, after{};
    std::uint64_t runs_before = 0, runs_after = 0;
    std::array<FigureEffect, effect_figures> figures{};
    EffectChange change{};  // better: some are and none is worse; worse: some are
};

namespace detail::visits {

// Values of one figure before and after, by place.
using Matched = std::map<EffectPlace, Stratum>;

// In millionths: ties stay ties, sums are exact.
inline std::int64_t to_millionths(double value) noexcept {
    return static_cast<std::int64_t>(std::llround(value * 1e6));
}

inline std::vector<Stratum> matched(const EffectHistory& history, EffectFigure figure,
                                    const VisitEffect& effect) {
    Matched by_place;
    for (const EffectSample& sample : history.samples) {
        if (sample.figure != figure) continue;
        const std::int64_t value = to_millionths(sample.value);
        if (effect.before.contains(sample.time)) by_place[sample.place].before.push_back(value);
        if (effect.after.contains(sample.time)) by_place[sample.place].after.push_back(value);
    }
    std::vector<Stratum> strata;
    for (auto& [place, stratum] : by_place) {
        if (!stratum.before.empty() && !stratum.after.empty()) strata.push_back(std::move(stratum));
    }
    return strata;
}

inline double mean(const std::vector<std::int64_t>& values) noexcept {
    std::int64_t sum = 0;
    for (const std::int64_t value : values) sum += value;
    return static_cast<double>(sum) / static_cast<double>(values.size()) / 1e6;
}

// Means over the places, each weighing n m / (n + m) (Cochran 1954), the same before and after.
inline void add_means(const std::vector<Stratum>& strata, FigureEffect& out) {
    double weights = 0, before = 0, after = 0;
    for (const Stratum& stratum : strata) {
        const auto n = static_cast<double>(stratum.before.size());
        const auto m = static_cast<double>(stratum.after.size());
        const double weight = n * m / (n + m);
        weights += weight;
        before += weight * mean(stratum.before);
        after += weight * mean(stratum.after);
        out.before += stratum.before.size();
        out.after += stratum.after.size();
    }
    out.places = strata.size();
    if (weights <= 0) return;
    out.mean_before = before / weights;
    out.mean_after = after / weights;
}

inline std::uint64_t count_in(const std::vector<Time>& times, TimeSpan span) noexcept {
    std::uint64_t count = 0;
    for (const Time time : times) count += span.contains(time) ? 1U : 0U;
    return count;
}

// Enough to be judged: so few labellings that none of them could convince are too few.
inline bool enough(const FigureEffect& figure, const EffectOptions& options) noexcept {
    return std::min(figure.before, figure.after) >= options.least &&
           2 / figure.test.labellings <= options.level;
}

inline FigureEffect judge_figure(const EffectHistory& history, EffectFigure figure,
                                 const VisitEffect& effect, const EffectOptions& options) {
    FigureEffect out{.figure = figure};
    const std::vector<Stratum> strata = matched(history, figure, effect);
    add_means(strata, out);
    if (strata.empty()) return out;
    out.test = permutation_test(strata, options.permutation);
    if (enough(out, options)) out.change = EffectChange::no_change_shown;
    return out;
}

inline FigureEffect judge_faults(const EffectHistory& history, const VisitEffect& effect,
                                 const EffectOptions& options) {
    FigureEffect out{.figure = EffectFigure::faults, .places = 1};
    out.before = count_in(history.faults, effect.before);
    out.after = count_in(history.faults, effect.after);
    if (effect.runs_before == 0 || effect.runs_after == 0) return out;
    const auto rate = [](std::size_t faults, std::uint64_t runs) {
        return 1000 * static_cast<double>(faults) / static_cast<double>(runs);
    };
    out.mean_before = rate(out.before, effect.runs_before);
    out.mean_after = rate(out.after, effect.runs_after);
    out.test = rate_test(static_cast<std::uint32_t>(out.before), effect.runs_before,
                         static_cast<std::uint32_t>(out.after), effect.runs_after);
    if (out.before + out.after >= options.least) out.change = EffectChange::no_change_shown;
    return out;
}

// Holm: the smallest p is held against level / k, the next against level / (k - 1), and so on; the
// first that fails ends it.
inline void tell_changes(VisitEffect& effect, double level) {
    std::vector<FigureEffect*> asked;
    for (FigureEffect& figure : effect.figures) {
        if (figure.change != EffectChange::not_enough_data) asked.push_back(&figure);
    }
    std::stable_sort(asked.begin(), asked.end(), [](const FigureEffect* a, const FigureEffect* b) {
        return a->test.p < b->test.p;
    });
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const PermutationTest& test = asked[i]->test;
        if (test.p > level / static_cast<double>(asked.size() - i)) break;
        asked[i]->change = test.p_lower < test.p_upper ? EffectChange::better : EffectChange::worse;
    }
    effect.change = EffectChange::not_enough_data;
    for (const FigureEffect* const figure : asked) {
        effect.change = std::max(effect.change, figure->change);
    }
}

}  // namespace detail::visits

// `earlier` is when the visit before it ended, `later` when the next one began: the windows end
// there.
inline VisitEffect judge_effect(const EffectHistory& history, TimeSpan visit,
                                const EffectOptions& options = {}, Time earlier = Time::min(),
                                Time later = Time::max()) {
    if (options.window <= Duration{0}) refuse("judge_effect: window must be above 0");
    if (!(options.level > 0 && options.level < 1)) refuse("judge_effect: level must be in 0..1");
    VisitEffect effect;
    effect.before = {std::max(visit.from - options.window, earlier), visit.from};
    effect.after = {visit.to, std::min(visit.to + options.window, later)};
    effect.runs_before = detail::visits::count_in(history.runs, effect.before);
    effect.runs_after = detail::visits::count_in(history.runs, effect.after);
    for (std::size_t i = 0; i < effect_figures; ++i) {
        const auto figure = static_cast<EffectFigure>(i);
        effect.figures[i] = figure == EffectFigure::faults
                                ? detail::visits::judge_faults(history, effect, options)
                                : detail::visits::judge_figure(history, figure, effect, options);
    }
    detail::visits::tell_changes(effect, options.level);
    return effect;
}

}  // namespace hoistway
