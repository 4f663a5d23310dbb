// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/entries.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "fields.hpp"

namespace hoistway {

namespace {

using Names = std::vector<std::string>;

Names names_of(const Site& site) { return {site.key, site.name}; }
Names names_of(const Party& party) { return {party.key, party.name, party.credit_code}; }
Names names_of(const Part& part) { return {part.key, part.serial}; }
Names names_of(const Contract& contract) { return {contract.key, contract.number}; }
Names names_of(const Standing& standing) { return {standing.lift}; }
Names names_of(const Equipment& equipment) {
    return {equipment.key, equipment.equipment_code, equipment.registration_code,
            equipment.certificate};
}

}  // namespace

EntryIndex::EntryIndex(const Entries& entries) {
    std::vector<std::pair<std::string, EntryHit>> all;
    for_each_section(entries, [&](std::string_view section, const auto& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            for (std::string& name : names_of(list[i])) {
                if (!name.empty()) all.emplace_back(std::move(name), EntryHit{section, i});
            }
        }
    });
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (auto& [name, hit] : all) {
        names_.push_back(std::move(name));
        hits_.push_back(hit);
    }
}

std::span<const EntryHit> EntryIndex::find(std::string_view name) const noexcept {
    const auto [from, to] = std::equal_range(names_.begin(), names_.end(), name);
    return std::span(hits_).subspan(static_cast<std::size_t>(from - names_.begin()),
                                    static_cast<std::size_t>(to - from));
}

}  // namespace hoistway
