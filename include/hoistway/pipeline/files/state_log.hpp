// SPDX-License-Identifier: Apache-2.0
//
// Lifts under detection as lines of JSON: for the next session to go on from, or for another
// machine to take some of them over.
//
//     Analysis morning{registry.lifts(), policy};
//     morning.process(batch);
//     morning.finish();
//     keep_file << to_state_log(morning);          // one line a lift
//     const StateFile kept = read_state_log(text, "state.jsonl", find);
//     evening.resume(kept.lifts);                  // an alarm that was open still is
//
// A line holds the lift's key, what it is on the standard row, and a check sum over the rest of it;
// lines may be sorted, split and joined, and of several of a lift the last one counts. A line that
// was torn or changed is refused: its lift begins anew. A line of a lift that the registry does not
// have is refused, and kept in `others` word by word. 2.3 KB a lift; read by the same version on 64
// bits only (Analysis::resume). Never throws on bad input. Linear time. Compiled: link
// hoistway::hoistway.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/refusal.hpp"
#include "hoistway/pipeline/analysis.hpp"

namespace hoistway {

struct StateFile {
    std::vector<KeptLift> lifts;  // one a lift, by LiftIndex
    std::vector<Refusal> refusals;
    std::string others;  // lines of lifts that are not in the registry
};

StateFile read_state_log(std::string_view text, std::string_view source,
                         const std::function<LiftIndex(std::string_view)>& find);

// Of an analysis that is finished. Lifts that were never heard are left out.
std::string to_state_log(const Analysis& analysis);

}  // namespace hoistway
