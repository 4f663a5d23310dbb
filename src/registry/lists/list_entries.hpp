// SPDX-License-Identifier: Apache-2.0
//
// What a row of a list says of other things than its lift: a site, parties, a part, a contract, a
// piece of equipment, each under its own name in the column map.
//
//     set_entry_field(row, "maintenance_unit.credit_code", "914403001922038216");
//     finish_entries(row, lift, standing);      // keys and links that the row leaves to be guessed
//
// Groups are "sites", "parties", "parts", "contracts" and "equipment"; "use_unit" and
// "maintenance_unit" are parties with that role, by default of the name that the lift gives them.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../fields.hpp"
#include "hoistway/registry/entries.hpp"

namespace hoistway {

struct RowEntries {
    Site site{};
    Party party{}, use_unit{}, maintenance_unit{};
    Part part{};
    Contract contract{};
    Equipment equipment{};
};

// "parties.licence" -> "parties", "licence"; without a dot the group is empty.
struct EntryField {
    std::string_view group{}, field{};
};

inline EntryField split_field(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return {{}, name};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

// Calls `use(group, section, entry)` for each group, in the order of the registry's sections.
template <class Row, class Use>
void for_each_group(Row& row, const Use& use) {
    use("sites", "sites", row.site);
    use("parties", "parties", row.party);
    use("use_unit", "parties", row.use_unit);
    use("maintenance_unit", "parties", row.maintenance_unit);
    use("parts", "parts", row.part);
    use("contracts", "contracts", row.contract);
    use("equipment", "equipment", row.equipment);
}

bool is_entry_field(std::string_view name);
std::optional<ErrorCode> set_entry_field(RowEntries& row, std::string_view name,
                                         std::string_view text);
std::string entry_field_text(const RowEntries& row, std::string_view name);

template <class E>
bool says_anything(const E& entry) {
    for (const Field<E>& field : fields_of<E>()) {
        if (!field.text(entry).empty()) return true;
    }
    return false;
}

// Of what is said of anything: its key, where the row gives none, and the lift that it belongs to.
void finish_entries(RowEntries& row, const Lift& lift, const Standing& standing);

// Fills what the one does not know with what the other does.
template <class E>
void fill_unknown(E& entry, const E& other) {
    for (const Field<E>& field : fields_of<E>()) {
        if (field.text(entry).empty()) (void)field.set(entry, field.text(other));
    }
}

// Which line said what of an entry, so that a second line cannot say otherwise unnoticed.
class EntryLedger {
 public:
    struct Conflict {
        std::string field, before;
        std::uint64_t line = 0;
    };

    template <class E>
    std::optional<Conflict> conflict(std::string_view section, const E& entry) const {
        const auto found = known_.find(name_of(section, entry.key));
        if (found == known_.end()) return std::nullopt;
        std::size_t i = 0;
        for (const Field<E>& field : fields_of<E>()) {
            const std::string& before = found->second.values[i++];
            const std::string text = field.text(entry);
            if (before.empty() || text.empty() || before == text) continue;
            return Conflict{std::string(field.name), before, found->second.line};
        }
        return std::nullopt;
    }

    template <class E>
    void note(std::string_view section, const E& entry, std::uint64_t line) {
        Known& known = known_[name_of(section, entry.key)];
        if (known.values.empty()) known.line = line;
        known.values.resize(fields_of<E>().size());
        std::size_t i = 0;
        for (const Field<E>& field : fields_of<E>()) {
            std::string& value = known.values[i++];
            if (value.empty()) value = field.text(entry);
        }
    }

 private:
    struct Known {
        std::uint64_t line = 0;
        std::vector<std::string> values;  // by field
    };

    static std::string name_of(std::string_view section, const std::string& key) {
        return std::string(section) + '\n' + key;
    }

    std::map<std::string, Known> known_;
};

}  // namespace hoistway
