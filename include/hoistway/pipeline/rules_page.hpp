// SPDX-License-Identifier: Apache-2.0
//
// The table of rules as Markdown, made from what the rules say of themselves: the same as in
// docs/detect.md, where a test holds it.
//
//     to_rules_page();   // "| rule | kind | severity | needs | ..."
//
// Compiled: link hoistway::hoistway.

#pragma once

#include <string>

namespace hoistway {

std::string to_rules_page();

// The signals of a set by name, "motion, door"; "nothing" for an empty set.
std::string signal_names(unsigned set);

}  // namespace hoistway
