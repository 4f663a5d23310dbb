// SPDX-License-Identifier: Apache-2.0
//
// Books of parts as files.
//
//     const Result<PartBook, std::vector<Refusal>> book = load_part_book(text, "parts.json");
//     if (!book) for (const Refusal& refusal : book.error()) report(to_text(refusal));
//
//     {"id": "my-parts", "source": "maker's manual", "parts": [
//       {"id": "door_operator", "name": {"zh": "门机", "en": "Door operator"},
//        "lives": [{"by": "door_cycles", "limit": 1000000, "source": "manual, 7.2"}],
//        "warn_share": 0.9, "warranty_months": 12, "price_yuan": [1800, 2600]}]}
//
// Refused by JSON pointer: a key or measure nobody knows, a limit that is not above 0, a life
// without its source, a share outside 0 to 1, a price range upside down, a part that stands twice.
// Never throws on bad input.

#pragma once

#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/part/part_book.hpp"

namespace hoistway {

Result<PartBook, std::vector<Refusal>> load_part_book(std::string_view text,
                                                      std::string_view source);

}  // namespace hoistway
