// SPDX-License-Identifier: Apache-2.0
//
// From marks to the page that shows them.
//
//     const Marks marks = mark(truths, events, {.observed = watched, .waits = standard_waits()});
//     MarksInput input = marks_input(keys.size());
//     input.rules.push_back(marks_rules(marks, "hoistway", {"本库规则", "hoistway"}, keys));
//     const Page page = build_marks(input);
//
// Compiled: link hoistway::hoistway.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "hoistway/core/time.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/report/marks.hpp"
#include "hoistway/score/marks.hpp"

namespace hoistway {

// How long each rule of the standard row waits by its own limits: what it calls `raise` or
// `silence`. Empty for a rule with several such limits, as that of entrapment has, or none.
std::array<std::optional<Duration>, event_kinds> standard_waits();

// `keys` name the lifts, or scenarios, by their index.
MarksRules marks_rules(const Marks& marks, std::string id, Text name,
                       std::span<const std::string> keys);

// A page without rules yet.
MarksInput marks_input(std::uint64_t lifts, const MarkOptions& options);

}  // namespace hoistway
