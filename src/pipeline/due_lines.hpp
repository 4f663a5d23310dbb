// SPDX-License-Identifier: Apache-2.0
//
// The due list of a fleet, whoever knows its lifts: an Analysis or a StoredDue.

#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/upkeep/due.hpp"
#include "hoistway/wire/log/event_json.hpp"

namespace hoistway::detail {

// `watched(lift)` is the state of its DueWatch.
template <class Watched>
std::vector<DueItem> due_of_all(std::span<const Lift> lifts, const Policy& policy,
                                const DueQuestion& question, const Watched& watched) {
    std::vector<DueItem> all;
    for (LiftIndex lift = 0; lift < lifts.size(); ++lift) {
        std::vector<DueItem> items = due_items(lift, lifts[lift], watched(lift), policy, question);
        std::move(items.begin(), items.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const DueItem& a, const DueItem& b) { return a.due < b.due; });
    return all;
}

template <class Known>
std::string due_lines(const Known& known, const DueQuestion& question) {
    std::string out;
    for (const DueItem& item : known.due(question)) {
        append_due(out, item, known.lifts()[item.lift].key);
        out += '\n';
    }
    return out;
}

}  // namespace hoistway::detail
