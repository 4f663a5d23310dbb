// SPDX-License-Identifier: Apache-2.0
//
// The fields of lifts and entries by their names, each as text in and text out: one table for
// reading, writing, changing and importing.
//
//     for (const Field<Site>& field : fields_of<Site>()) out += field.text(site);
//
// An empty text is a value that is not known. What a field cannot hold is refused and leaves it as
// it was.

#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/error.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/registry/entries.hpp"

namespace hoistway {

template <class E>
struct Field {
    std::string_view name;
    bool number = false;  // a number in JSON, else a string
    std::string (*text)(const E&);
    std::optional<ErrorCode> (*set)(E&, std::string_view);
};

// In the order in which they are written. Landings are no text and not among those of a lift.
template <class E>
std::span<const Field<E>> fields_of();
template <>
std::span<const Field<Lift>> fields_of<Lift>();
template <>
std::span<const Field<Site>> fields_of<Site>();
template <>
std::span<const Field<Party>> fields_of<Party>();
template <>
std::span<const Field<Part>> fields_of<Part>();
template <>
std::span<const Field<Contract>> fields_of<Contract>();
template <>
std::span<const Field<Standing>> fields_of<Standing>();
template <>
std::span<const Field<Equipment>> fields_of<Equipment>();

template <class E>
const Field<E>* find_field(std::string_view name) {
    for (const Field<E>& field : fields_of<E>()) {
        if (field.name == name) return &field;
    }
    return nullptr;
}

template <class E>
const std::string& key_of(const E& entry) {
    return entry.key;
}
inline const std::string& key_of(const Standing& standing) { return standing.lift; }

inline constexpr std::array<std::string_view, 6> section_names{
    "sites", "parties", "parts", "contracts", "standings", "equipment"};

// Calls `use(name, vector)` for each section beside the lifts.
template <class EntriesOrConst, class Use>
void for_each_section(EntriesOrConst& entries, const Use& use) {
    use(section_names[0], entries.sites);
    use(section_names[1], entries.parties);
    use(section_names[2], entries.parts);
    use(section_names[3], entries.contracts);
    use(section_names[4], entries.standings);
    use(section_names[5], entries.equipment);
}

// The same for the one section of this name, the lifts included. False where there is none.
template <class Lifts, class EntriesOrConst, class Use>
bool with_section(std::string_view section, Lifts& lifts, EntriesOrConst& entries, const Use& use) {
    bool found = section == "lifts";
    if (found) use(lifts);
    for_each_section(entries, [&](std::string_view name, auto& list) {
        if (name != section) return;
        found = true;
        use(list);
    });
    return found;
}

}  // namespace hoistway
