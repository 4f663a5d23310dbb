// SPDX-License-Identifier: Apache-2.0
//
// A whole JSON file as a tree, or the one reason why it is none: for set-up files, where one
// fault in the syntax leaves nothing to go on with.
//
//     const Result<Json, Refusal> tree = parse_json(text, "registry.json");
//
// Refuses what is not UTF-8, what is not JSON, and a key that stands twice in one object. A byte
// order mark at the start is skipped. Never throws.

#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

using Json = nlohmann::ordered_json;

Result<Json, Refusal> parse_json(std::string_view text, std::string_view source);

// A refusal that points at a byte of the text by line and column.
Refusal refusal_at(std::string_view text, std::string_view source, Error error);

}  // namespace hoistway
