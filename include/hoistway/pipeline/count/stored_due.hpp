// SPDX-License-Identifier: Apache-2.0
//
// Which lifts are due, from stored counts alone: no observation has to be read again.
//
//     CountStudy study{registry.lifts()};
//     study.resume(read_counter_log(text, "kept.jsonl", find).lifts, CountFeed::goes_on);
//     study.add(records);                      // what people have done since
//     const StoredDue stored{study, policy};   // any policy: counts are facts
//     stored.due({.at = today});               // or to_due_log; pipeline/plan.hpp looks ahead
//
// It says what an Analysis of all the observations would say. Only what is still under way at the
// end of the log (a door that has not been shut long enough to be a cycle) is counted there and not
// here; forecasts know the newest 92 days, or those since the last visit; and a visit that was told
// late begins with its day. Days turn at +08:00.
// Study and policy have to outlive it, and the study must not go on meanwhile. Linear in the days
// that are kept. Any thread. Compiled: link hoistway::hoistway.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/count/count_study.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

class StoredDue {
 public:
    StoredDue(const CountStudy& study, const Policy& policy);

    std::vector<DueItem> due(const DueQuestion& question) const;

    // Without what only the observations could tell: refused records, signals.
    LiftRecord record(LiftIndex lift) const;

    Time newest() const noexcept;  // the newest word of all; never where nothing was counted
    std::span<const Lift> lifts() const noexcept;
    const Policy& policy() const noexcept;

 private:
    const CountStudy* study_;
    const Policy* policy_;
    DueWatch watch_;
};

// One JSON line for each item, as of an Analysis.
std::string to_due_log(const StoredDue& stored, const DueQuestion& question);

}  // namespace hoistway
