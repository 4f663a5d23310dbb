// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/check.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "fields.hpp"
#include "hoistway/registry/numbers.hpp"

namespace hoistway {

namespace {

constexpr std::array<std::string_view, 4> party_fields{"use_unit", "maintenance_unit",
                                                       "inspection_body", "insurer"};

bool names_a_party(std::string_view field) {
    return field == "party" || field == "supervisor" ||
           std::find(party_fields.begin(), party_fields.end(), field) != party_fields.end();
}

class Checker {
 public:
    Checker(const RegistryFile& file, std::string_view source)
        : file_(file), index_(file.entries), source_(source) {}

    std::vector<RegistryFault> check() {
        check_section("lifts", file_.registry.lifts());
        for_each_section(file_.entries, [&](std::string_view section, const auto& list) {
            check_section(section, std::span(list));
        });
        return std::move(faults_);
    }

 private:
    template <class List>
    void check_section(std::string_view section, const List& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            here_ = '/' + std::string(section) + '/' + std::to_string(i) + '/';
            check_fields(list[i]);
            check_order(list[i]);
        }
    }

    template <class E>
    void check_fields(const E& entry) {
        for (const Field<E>& field : fields_of<E>()) {
            const std::string text = field.text(entry);
            if (text.empty()) continue;
            if (const auto fault = number_fault(entry, field.name, text)) {
                tell(field.name, text, *fault);
            }
            check_name(field.name, text);
        }
    }

    template <class E>
    static std::optional<NumberFault> number_fault(const E&, std::string_view field,
                                                   const std::string& text) {
        return check_number(field, text);
    }

    static std::optional<NumberFault> number_fault(const Equipment& equipment,
                                                   std::string_view field,
                                                   const std::string& text) {
        if (field == "equipment_code") {
            return check_equipment_number(text, IdentityKind::equipment_code, equipment.kind);
        }
        if (field == "registration_code") {
            return check_equipment_number(text, IdentityKind::registration_code, equipment.kind);
        }
        return std::nullopt;
    }

    void check_name(std::string_view field, const std::string& text) {
        if (names_a_party(field) && !file_.entries.parties.empty() && !knows("parties", text)) {
            tell(field, text,
                 {ErrorCode::bad_value, 0, "no party has this key, name or credit code",
                  "add the party, or correct the name"});
        } else if (field == "site" && !file_.entries.sites.empty() && !knows("sites", text)) {
            tell(field, text,
                 {ErrorCode::bad_value, 0, "no site has this key or name",
                  "add the site, or correct the name"});
        } else if (field == "lift" && file_.registry.find(text) == no_lift) {
            tell(field, text,
                 {ErrorCode::unknown_lift, 0, "no lift of the registry has this name",
                  "add the lift, or correct the name"});
        }
    }

    bool knows(std::string_view section, std::string_view name) const {
        const auto hits = index_.find(name);
        return std::any_of(hits.begin(), hits.end(),
                           [&](const EntryHit& hit) { return hit.section == section; });
    }

    template <class E>
    void check_order(const E&) {}

    void check_order(const Part& part) { check_days("removed", part.installed, part.removed); }

    void check_order(const Contract& contract) {
        check_days("until", contract.from, contract.until);
    }

    void check_order(const Standing& standing) {
        check_days("inspection_due", standing.inspected, standing.inspection_due);
    }

    void check_days(std::string_view field, const std::optional<Date>& first,
                    const std::optional<Date>& last) {
        if (!first || !last || *first <= *last) return;
        tell(field, value_of(*last),
             {ErrorCode::out_of_range, 0, "this day lies before the one it has to follow",
              "look whether the two days were swapped"});
    }

    static std::string value_of(Date date) {
        Part part;
        part.installed = date;
        return find_field<Part>("installed")->text(part);
    }

    void tell(std::string_view field, const std::string& found, const NumberFault& fault) {
        RegistryFault& told = faults_.emplace_back();
        told.refusal.source = source_;
        told.refusal.code = fault.code;
        told.refusal.field = here_ + std::string(field);
        told.refusal.found = shown(found);
        told.sentence = fault.sentence;
        told.cure = fault.cure;
    }

    const RegistryFile& file_;
    EntryIndex index_;
    std::string source_, here_;
    std::vector<RegistryFault> faults_;
};

}  // namespace

std::string to_text(const RegistryFault& fault) {
    const Refusal& refusal = fault.refusal;
    std::string out = refusal.source;
    if (refusal.line > 0) out += ':' + std::to_string(refusal.line);
    if (refusal.column > 0) out += ':' + std::to_string(refusal.column);
    out += ": " + std::string(to_string(refusal.code));
    if (!refusal.field.empty()) out += " at '" + refusal.field + "'";
    out += ": " + (fault.sentence.empty() ? std::string(cause(refusal.code)) : fault.sentence);
    if (!refusal.found.empty()) out += "; found '" + refusal.found + "'";
    return out + "; " + (fault.cure.empty() ? std::string(cure(refusal.code)) : fault.cure);
}

std::vector<RegistryFault> check_registry(const RegistryFile& file, std::string_view source) {
    return Checker(file, source).check();
}

}  // namespace hoistway
