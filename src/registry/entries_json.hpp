// SPDX-License-Identifier: Apache-2.0
//
// The sections of registry.json beside its lifts, one entry at a time.
//
//     if (read_entries(name, value, entries, refuse)) continue;   // it was a section
//     append_entries(out, entries);

#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "../model/json_document.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/registry/entries.hpp"

namespace hoistway {

// Takes what is wrong: JSON pointer, code, what was found.
using RefuseAt = std::function<void(const std::string&, ErrorCode, const Json&)>;

struct EntriesRead {
    Entries entries;
    std::size_t unknown_keys = 0;
};

// True where the name is that of a section.
bool read_entries(std::string_view name, const Json& value, EntriesRead& read,
                  const RefuseAt& refuse);

// `,"sites":[...]` and so on; nothing for what is empty.
void append_entries(std::string& out, const Entries& entries);

void append_change(std::string& out, const Change& change);
// Nothing where a part is missing or of another kind.
std::optional<Change> read_change(const Json& json);

// One lift or entry as it stands in registry.json.
void append_lift(std::string& out, const Lift& lift);
inline void append_entry(std::string& out, const Lift& lift) { append_lift(out, lift); }
void append_entry(std::string& out, const Site& site);
void append_entry(std::string& out, const Party& party);
void append_entry(std::string& out, const Part& part);
void append_entry(std::string& out, const Contract& contract);
void append_entry(std::string& out, const Standing& standing);
void append_entry(std::string& out, const Equipment& equipment);

}  // namespace hoistway
