// SPDX-License-Identifier: Apache-2.0
//
// What an alarm is worth by when it came: the scoring function of the Numenta Anomaly Benchmark,
// with its three tables of costs.
//
//     reward_at(time, truth.span);              // 1 at the onset, 0.86 half way, 0 at the end
//     cost_after(time, &truth.span);            // 0 at the end, down to -1 long after it
//     benchmark_score(raw, truths, cost_profiles[0]);   // 100 = all found at once, no false one
//
// With y the place in the window, -1 at its begin and 0 behind its end, an alarm scores
// sigma(y) = 2 / (1 + e^(5y)) - 1; inside the window it is divided by sigma(-1), so that the
// earliest gets 1. Past y = 3, and where no window came before, it is -1. Source: Lavin and Ahmad,
// "Evaluating Real-time Anomaly Detection Algorithms" (2015), and the scorer and profiles.json of
// the benchmark itself. Times are counted in ms as the benchmark counts rows. The exponential is
// our own, of + - * / only, so that it gives the same bytes everywhere. Constant time.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "hoistway/core/time.hpp"

namespace hoistway {

// What finding, alarming falsely and missing are worth to somebody.
struct CostProfile {
    std::string_view name{};
    double found = 1, false_alarm = 0.11, missed = 1;
};

// profiles.json of the benchmark. The first weighs as it does by default; the second is for whoever
// has to drive out for every alarm, the third for whoever must not miss one.
inline constexpr std::array<CostProfile, 3> cost_profiles{{{"standard", 1, 0.11, 1},
                                                           {"reward_low_FP_rate", 1, 0.22, 1},
                                                           {"reward_low_FN_rate", 1, 0.11, 2}}};

namespace detail {

// e^x for |x| <= 20, to 2 units in the last place: e^x = 2^k e^r with |r| <= ln 2 / 2, and twenty
// terms of the series for e^r.
inline double exponential(double x) noexcept {
    constexpr double ln2_high = 0.693147180369123816490, ln2_low = 1.90821492927058770002e-10;
    const double k = std::floor(x / (ln2_high + ln2_low) + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    double sum = 1;
    for (int n = 20; n > 0; --n) sum = 1 + r / n * sum;
    return std::ldexp(sum, static_cast<int>(k));
}

inline double sigma(double place) noexcept {
    return place > 3 ? -1 : 2 / (1 + exponential(5 * place)) - 1;
}

}  // namespace detail

// Of an alarm that found what was the case in the span: 1 at its onset or before, 0 at its end.
inline double reward_at(Time time, TimeSpan span) noexcept {
    const Duration width = std::max(span.to - span.from, Duration{1});
    const double place =
        static_cast<double>((time - span.to).count()) / static_cast<double>(width.count());
    return detail::sigma(std::clamp(place, -1.0, 0.0)) / detail::sigma(-1);
}

// Of a false alarm: from 0 right behind the span before it down to -1; null where there was none.
inline double cost_after(Time time, const TimeSpan* before) noexcept {
    if (before == nullptr) return -1;
    const auto past = (time - before->to).count() + 1;
    const auto width = (before->to - before->from).count() - 1;
    if (width <= 0) return -1;
    return detail::sigma(static_cast<double>(past) / static_cast<double>(width));
}

// The sum over all alarms and misses on a scale of its own: 0 = a detector that says nothing, 100 =
// one that finds all at once and is never wrong; below 0 silence would have been better.
inline std::optional<double> benchmark_score(double raw, std::uint64_t truths,
                                             const CostProfile& costs) noexcept {
    if (truths == 0) return std::nullopt;
    const double silent = -costs.missed * static_cast<double>(truths);
    const double perfect = costs.found * static_cast<double>(truths);
    return 100 * (raw - silent) / (perfect - silent);
}

}  // namespace hoistway
