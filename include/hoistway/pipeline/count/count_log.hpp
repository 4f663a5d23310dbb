// SPDX-License-Identifier: Apache-2.0
//
// Counts as lines of JSON: the list that people read, and the counter log that the next session
// goes on from.
//
//     list << to_count_list(study, Language::zh);    // one line a lift, with all remarks
//     log << to_counter_log(study);                  // one line a lift, to go on from
//     const CounterFile kept = read_counter_log(text, "counters.jsonl", find);
//     next.resume(kept.lifts, CountFeed::goes_on);
//
// Units of the list are those of the due list: counts, s, km; m for a place on the rope. A line of
// the counter log holds whole sums (ms, mm), never differences, and ends with a check sum over the
// rest of it. So a log may be appended to: of several lines of a lift the one with the most
// observations counts, and a line that was torn or changed is refused and the one before it stands.
// Nothing is lost by that if the observations behind that line are given again; how many there
// were, the line says. A line of a lift that the registry does not have is refused, and kept in
// `others` word by word. 4 KB a lift and 50 bytes a day; the state in it is read by the same
// version on 64 bits only, the sums by every one. Never throws on bad input. Linear time. Compiled:
// link hoistway::hoistway.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/language.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/pipeline/count/count_study.hpp"

namespace hoistway {

struct CounterFile {
    std::vector<KeptCounts> lifts;  // one a lift, by LiftIndex
    std::vector<Refusal> refusals;
    std::string others;  // lines of lifts that are not in the registry
};

CounterFile read_counter_log(std::string_view text, std::string_view source,
                             const std::function<LiftIndex(std::string_view)>& find);

// Lifts that were never heard are left out.
std::string to_counter_log(const CountStudy& study);

std::string to_count_list(const CountStudy& study, Language language);

}  // namespace hoistway
