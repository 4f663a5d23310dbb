// SPDX-License-Identifier: Apache-2.0
//
// registry.json: the lifts of a city as a file.
//
//     const RegistryFile file = read_registry(text, "registry.json");
//     for (const Refusal& refusal : file.refusals) report(to_text(refusal));
//     file.registry.size();
//     write_registry(file.registry.lifts(), file.entries);   // the same bytes for the same entries
//
// The sections beside "lifts" are all optional: "sites", "parties", "parts", "contracts",
// "standings", "equipment" and "history", each a list of flat objects (entries.hpp).
// A lift or an entry that cannot be read is left out, each of its faults told by JSON pointer
// ("/lifts/3/roping"), and the rest is read. A file that is no JSON gives one refusal with line
// and column, one that is not UTF-8 likewise. `null` and a missing key both mean unknown. Keys
// nobody knows are counted, not refused: lists have columns of their own. Never throws on bad
// input. Linear time; the file is held in memory.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/registry/entries.hpp"
#include "hoistway/registry/registry.hpp"

namespace hoistway {

struct RegistryFile {
    Registry registry;
    Entries entries;
    std::vector<Refusal> refusals;
    std::size_t unknown_keys = 0;
};

RegistryFile read_registry(std::string_view text, std::string_view source);

// One lift or entry a line, unknown values and empty sections left out. Read again, it gives the
// same.
std::string write_registry(std::span<const Lift> lifts);
std::string write_registry(std::span<const Lift> lifts, const Entries& entries);

}  // namespace hoistway
