// SPDX-License-Identifier: Apache-2.0
//
// Marks for a detector: what it told, held against what was really the case.
//
//     const Marks marks = mark(truths, events, {.observed = lifts * days});
//     marks.all.recall;                          // of all kinds together
//     for (const KindMarks& kind : marks.kinds)  // those with a truth or an alarm, in their order
//     for (const Slip& slip : marks.slips)       // every miss and every false alarm
//
// An event `raised` of a kind on a lift at time t fits a truth of that kind and lift, and for
// `native` of that code, when from - slack <= t <= to + slack. It finds the earliest such truth
// that nothing has found yet; where all of them are found it is a repeat, counted apart. An event
// that fits no truth is false, whatever may explain it, and a truth that nothing finds is missed.
// Precision leaves repeats out. What cannot be computed is empty, not 0. Delays are from the
// truth's beginning to the alarm; percentiles are the nearest rank. Truths and events may come in
// any order. n log n in both; alarms times truths within one lift and kind. No state, any thread.
// Compiled: link hoistway::hoistway.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/score/interval.hpp"
#include "hoistway/score/reward.hpp"

namespace hoistway {

struct MarkOptions {
    Duration slack = std::chrono::seconds{5};  // [default] clocks of box and witness differ
    Duration observed{};  // time during which lifts were watched, summed over lifts; 0 = not known
    // How long each rule waits by its own limits; where it is known, delays are told beyond it too.
    std::array<std::optional<Duration>, event_kinds> waits{};
};

struct KindMarks {
    std::optional<EventKind> kind{};  // empty for all kinds together
    std::uint64_t truths = 0, found = 0, missed = 0;
    std::uint64_t raised = 0, false_alarms = 0, repeats = 0;
    std::optional<double> recall{}, precision{};
    std::optional<Interval> recall_range{}, precision_range{};  // 95 %, Wilson
    std::optional<Duration> delay_p50{}, delay_p95{};
    std::optional<Duration> late_p50{}, late_p95{};                    // beyond the rule's own wait
    std::optional<double> false_per_lift_year{};                       // a year has 365.25 days
    std::array<std::optional<double>, cost_profiles.size()> scores{};  // see score/reward.hpp

    friend bool operator==(const KindMarks&, const KindMarks&) = default;
};

// A truth that was missed, or an alarm that was false.
struct Slip {
    bool missed = false;
    EventKind kind{};
    LiftIndex lift = no_lift;
    Time time{};           // of the alarm, or when what was missed began
    NativeFault native{};  // for kind `native` only

    friend bool operator==(const Slip&, const Slip&) = default;
};

struct Marks {
    KindMarks all{};
    std::vector<KindMarks> kinds{};
    std::vector<Slip> slips{};  // in order of kind, lift and time
    Duration slack{}, observed{};
};

Marks mark(std::span<const Truth> truths, std::span<const Event> events,
           const MarkOptions& options = {});

}  // namespace hoistway
