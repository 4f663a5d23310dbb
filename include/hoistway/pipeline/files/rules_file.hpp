// SPDX-License-Identifier: Apache-2.0
//
// The numbers of the rules from a file: what a city or a platform wants otherwise than built in.
//
//     {"id": "my-rules", "source": "a trial", "rules": {"entrapment@1": {"at_level": 60}}}
//
//     const auto limits = load_rule_limits(text, "my-rules.json");
//     if (!limits) return report(limits.error());        // place, cause and cure of each slip
//     standard_row(lifts, policy, {.limits = &*limits});
//
// A rule goes by its id with its version and a number by its name and in its unit, both as
// `hoistway detect --rules` prints them; what is not named stays as built in. A rule of another
// version, a name that is none, a number that cannot be, or one number said twice in two rules that
// share it, is refused. Numbers that are no options are listed in docs/detect.md. Never throws on
// bad input. Compiled: link hoistway::hoistway.

#pragma once

#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/pipeline/files/rule_limits.hpp"

namespace hoistway {

Result<RuleLimits, std::vector<Refusal>> load_rule_limits(std::string_view text,
                                                          std::string_view source);

}  // namespace hoistway
