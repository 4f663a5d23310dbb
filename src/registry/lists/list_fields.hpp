// SPDX-License-Identifier: Apache-2.0
//
// The fields that a row of a list can fill: those of the lift, of its standing, and the place of
// its site, each by its one name.
//
//     set_list_field(row, "rated_speed", "1.75");

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "../fields.hpp"
#include "hoistway/registry/import.hpp"
#include "list_entries.hpp"
#include "quantity.hpp"

namespace hoistway {

inline bool is_site_field(std::string_view name) {
    return name == "latitude" || name == "longitude";
}

inline bool is_standing_field(std::string_view name) {
    return name != "lift" && find_field<Standing>(name) != nullptr;
}

inline bool is_list_field(std::string_view name) {
    return find_field<Lift>(name) != nullptr || is_standing_field(name) || is_site_field(name) ||
           is_entry_field(name);
}

inline Dimension measure_of(std::string_view field) {
    if (field == "rated_speed") return Dimension::speed;
    if (field == "rated_load") return Dimension::mass;
    return field == "travel" ? Dimension::length : Dimension::none;
}

inline bool is_day_field(std::string_view name) {
    const std::string_view field = split_field(name).field;
    return field == "installed" || field == "inspected" || field == "inspection_due" ||
           field == "pilot_since" || field == "from" || field == "until" || field == "removed";
}

inline bool is_code_field(std::string_view name) {
    const std::string_view field = split_field(name).field;
    return field == "credit_code" || field == "equipment_code" || field == "registration_code" ||
           field == "certificate" || field == "rescue_code" || field == "division";
}

inline std::optional<ErrorCode> set_list_field(ListRow& row, std::string_view name,
                                               std::string_view text) {
    if (const Field<Lift>* field = find_field<Lift>(name)) return field->set(row.lift, text);
    if (is_standing_field(name)) return find_field<Standing>(name)->set(row.standing, text);
    if (is_site_field(name)) return find_field<Site>(name)->set(row.site, text);
    return ErrorCode::unknown_key;
}

inline std::string list_field_text(const ListRow& row, std::string_view name) {
    if (const Field<Lift>* field = find_field<Lift>(name)) return field->text(row.lift);
    if (is_standing_field(name)) return find_field<Standing>(name)->text(row.standing);
    return is_site_field(name) ? find_field<Site>(name)->text(row.site) : std::string();
}

}  // namespace hoistway
