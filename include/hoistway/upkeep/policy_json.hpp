// SPDX-License-Identifier: Apache-2.0
//
// Policies as files: loaded strictly, because a slip in a limit is a visit that never takes place.
//
//     const Result<Policy, std::vector<Refusal>> policy = load_policy(text, "my-city.json");
//     if (!policy) for (const Refusal& refusal : policy.error()) report(to_text(refusal));
//     load_policy(builtin_policy("shijiazhuang-2025")->text, "shijiazhuang-2025");
//
// Refused, each by JSON pointer: a key or trigger nobody knows, a missing clause or sentence, a
// limit that is not above 0, the wrong unit, a placeholder nobody fills, two rows of one trigger
// whose lifts overlap, a ladder that gets shorter. The built-in policies are the files of
// src/upkeep/policies/, put into the library when it is built;
// src/upkeep/policies/policy.schema.json says the same rules to an editor. Never throws on bad
// input.

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/files/builtin_file.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/policy.hpp"

namespace hoistway {

// Sorted by id.
std::span<const BuiltinFile> builtin_policies();

std::optional<BuiltinFile> builtin_policy(std::string_view id);

Result<Policy, std::vector<Refusal>> load_policy(std::string_view text, std::string_view source);

}  // namespace hoistway
