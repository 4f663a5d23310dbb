// SPDX-License-Identifier: Apache-2.0
//
// The fault codes of dialects as a book, by which a device's word joins the episode of what it
// means.
//
//     Episodes{builtin_code_book()}                          // the codes of all built-in profiles
//     const std::vector<CodeMeaning> rows = code_meanings(profiles);   // with some of one's own
//     Episodes{CodeBook{rows}}
//
// In the book are the codes that have a kind of event, those that come nearest included, and those
// that say "no fault". A code that means a mode, or that has only a reason, stays the device's own
// word. A dialect never says that a code is over (`ends` is false) if its messages carry codes, but
// no phase, no value for it, and no code for "no fault". Compiled: link hoistway::hoistway.

#pragma once

#include <span>
#include <vector>

#include "hoistway/event/code_book.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

// Sorted; where two profiles have one dialect, the row of the later one counts.
std::vector<CodeMeaning> code_meanings(std::span<const Profile* const> profiles);

// Made at the first call, kept for good; any thread.
CodeBook builtin_code_book();

}  // namespace hoistway
