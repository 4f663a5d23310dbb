// SPDX-License-Identifier: Apache-2.0
#include "list_entries.hpp"

#include <initializer_list>

namespace hoistway {

namespace {

void fill(std::string& text, std::initializer_list<std::string_view> candidates) {
    for (const std::string_view candidate : candidates) {
        if (text.empty()) text = candidate;
    }
}

void finish(Party& party, std::string_view name, PartyRole role) {
    if (!says_anything(party)) return;
    fill(party.name, {name});
    fill(party.key, {party.credit_code, party.name});
    if (role != PartyRole::unknown && party.roles.empty()) party.roles.push_back(role);
}

void finish(Part& part, const Lift& lift) {
    if (!says_anything(part)) return;
    fill(part.lift, {lift.key});
    fill(part.key, {part.serial});
    if (part.key.empty() && !part.name.empty()) part.key = part.lift + ' ' + part.name;
}

}  // namespace

bool is_entry_field(std::string_view name) {
    const EntryField wanted = split_field(name);
    bool found = false;
    const RowEntries row;
    for_each_group(row, [&]<class E>(std::string_view group, std::string_view, const E&) {
        found = found || (group == wanted.group && find_field<E>(wanted.field) != nullptr);
    });
    return found;
}

std::optional<ErrorCode> set_entry_field(RowEntries& row, std::string_view name,
                                         std::string_view text) {
    const EntryField wanted = split_field(name);
    std::optional<ErrorCode> trouble = ErrorCode::unknown_key;
    for_each_group(row, [&]<class E>(std::string_view group, std::string_view, E& entry) {
        const Field<E>* const field = group == wanted.group ? find_field<E>(wanted.field) : nullptr;
        if (field != nullptr) trouble = field->set(entry, text);
    });
    return trouble;
}

std::string entry_field_text(const RowEntries& row, std::string_view name) {
    const EntryField wanted = split_field(name);
    std::string text;
    for_each_group(row, [&]<class E>(std::string_view group, std::string_view, const E& entry) {
        const Field<E>* const field = group == wanted.group ? find_field<E>(wanted.field) : nullptr;
        if (field != nullptr) text = field->text(entry);
    });
    return text;
}

void finish_entries(RowEntries& row, const Lift& lift, const Standing& standing) {
    if (says_anything(row.site)) {
        fill(row.site.name, {standing.site});
        fill(row.site.key, {standing.site, row.site.name});
    }
    finish(row.party, {}, PartyRole::unknown);
    finish(row.use_unit, lift.use_unit, PartyRole::use_unit);
    finish(row.maintenance_unit, lift.maintenance_unit, PartyRole::maintenance_unit);
    finish(row.part, lift);
    if (Contract& contract = row.contract; says_anything(contract)) {
        if (contract.site.empty()) fill(contract.lift, {lift.key});
        fill(contract.key, {contract.number});
    }
    if (Equipment& one = row.equipment; says_anything(one)) {
        fill(one.key, {one.registration_code, one.equipment_code, one.certificate});
    }
}

}  // namespace hoistway
