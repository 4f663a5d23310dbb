// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <type_traits>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

std::string value_text(const std::string& value) { return value; }

std::string value_text(double value) {
    std::string out;
    if (std::isfinite(value)) append_json_number(out, value);
    return out;
}

std::string value_text(const std::optional<Date>& value) {
    return value ? format_date(*value) : std::string();
}

std::string value_text(const std::vector<PartyRole>& roles) {
    std::string out;
    for (const PartyRole role : roles) {
        if (!out.empty()) out += ',';
        out += to_text(role);
    }
    return out;
}

template <class E>
requires std::is_enum_v<E> std::string value_text(E value) {
    return value == E{} ? std::string() : std::string(to_text(value));
}

using Trouble = std::optional<ErrorCode>;

Trouble set_value(std::string& value, std::string_view text, double) {
    value = text;
    return std::nullopt;
}

Trouble set_value(double& value, std::string_view text, double lowest) {
    double number = std::numeric_limits<double>::quiet_NaN();
    if (!text.empty()) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size()) return ErrorCode::bad_value;
        if (!std::isfinite(number) || number < lowest) return ErrorCode::out_of_range;
    }
    value = number;
    return std::nullopt;
}

Trouble set_value(std::optional<Date>& value, std::string_view text, double) {
    value = std::nullopt;
    if (text.empty()) return std::nullopt;
    const Result<Date> date = parse_date(text);
    if (!date) return date.error().code;
    value = *date;
    return std::nullopt;
}

template <class E>
requires std::is_enum_v<E> Trouble set_value(E& value, std::string_view text, double) {
    const std::optional<E> word = text.empty() ? E{} : from_text<E>(text);
    if (!word) return ErrorCode::bad_value;
    value = *word;
    return std::nullopt;
}

Trouble set_value(std::vector<PartyRole>& value, std::string_view text, double) {
    std::vector<PartyRole> roles;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        const auto role = from_text<PartyRole>(text.substr(0, end));
        if (!role) return ErrorCode::bad_value;
        roles.push_back(*role);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    value = std::move(roles);
    return std::nullopt;
}

template <class M>
struct MemberOf;
template <class E, class V>
struct MemberOf<V E::*> {
    using Entry = E;
    using Value = V;
};

// A field that is a member; numbers below `Lowest` are refused.
template <auto Member, int Lowest = 0>
constexpr auto field(std::string_view name) {
    using E = typename MemberOf<decltype(Member)>::Entry;
    using V = typename MemberOf<decltype(Member)>::Value;
    return Field<E>{
        name, std::is_same_v<V, double>, [](const E& entry) { return value_text(entry.*Member); },
        [](E& entry, std::string_view text) { return set_value(entry.*Member, text, Lowest); }};
}

}  // namespace

template <>
std::span<const Field<Lift>> fields_of<Lift>() {
    static constexpr std::array fields{
        field<&Lift::key>("key"),
        field<&Lift::equipment_code>("equipment_code"),
        field<&Lift::registration_code>("registration_code"),
        field<&Lift::certificate>("certificate"),
        field<&Lift::rescue_code>("rescue_code"),
        field<&Lift::division>("division"),
        field<&Lift::address>("address"),
        field<&Lift::use_unit>("use_unit"),
        field<&Lift::maintenance_unit>("maintenance_unit"),
        field<&Lift::kind>("kind"),
        field<&Lift::place>("place"),
        field<&Lift::installed>("installed"),
        field<&Lift::rated_speed>("rated_speed"),
        field<&Lift::rated_load>("rated_load"),
        field<&Lift::roping>("roping"),
        field<&Lift::reeving>("reeving"),
    };
    return fields;
}

template <>
std::span<const Field<Site>> fields_of<Site>() {
    static constexpr std::array fields{
        field<&Site::key>("key"),
        field<&Site::name>("name"),
        field<&Site::division>("division"),
        field<&Site::address>("address"),
        field<&Site::use_unit>("use_unit"),
        field<&Site::latitude, -90>("latitude"),
        field<&Site::longitude, -180>("longitude"),
    };
    return fields;
}

template <>
std::span<const Field<Party>> fields_of<Party>() {
    static constexpr std::array fields{
        field<&Party::key>("key"),
        field<&Party::name>("name"),
        field<&Party::credit_code>("credit_code"),
        field<&Party::division>("division"),
        field<&Party::licence>("licence"),
        field<&Party::roles>("roles"),
    };
    return fields;
}

template <>
std::span<const Field<Part>> fields_of<Part>() {
    static constexpr std::array fields{
        field<&Part::key>("key"),
        field<&Part::lift>("lift"),
        field<&Part::name>("name"),
        field<&Part::maker>("maker"),
        field<&Part::model>("model"),
        field<&Part::serial>("serial"),
        field<&Part::installed>("installed"),
        field<&Part::removed>("removed"),
    };
    return fields;
}

template <>
std::span<const Field<Contract>> fields_of<Contract>() {
    static constexpr std::array fields{
        field<&Contract::key>("key"),       field<&Contract::kind>("kind"),
        field<&Contract::number>("number"), field<&Contract::party>("party"),
        field<&Contract::lift>("lift"),     field<&Contract::site>("site"),
        field<&Contract::from>("from"),     field<&Contract::until>("until"),
    };
    return fields;
}

template <>
std::span<const Field<Standing>> fields_of<Standing>() {
    static constexpr std::array fields{
        field<&Standing::lift>("lift"),
        field<&Standing::site>("site"),
        field<&Standing::inspection_body>("inspection_body"),
        field<&Standing::insurer>("insurer"),
        field<&Standing::supervisor>("supervisor"),
        field<&Standing::maker>("maker"),
        field<&Standing::maker_number>("maker_number"),
        field<&Standing::travel>("travel"),
        field<&Standing::pilot>("pilot"),
        field<&Standing::pilot_since>("pilot_since"),
        field<&Standing::inspected>("inspected"),
        field<&Standing::inspection_due>("inspection_due"),
    };
    return fields;
}

template <>
std::span<const Field<Equipment>> fields_of<Equipment>() {
    static constexpr std::array fields{
        field<&Equipment::key>("key"),
        field<&Equipment::kind>("kind"),
        field<&Equipment::name>("name"),
        field<&Equipment::equipment_code>("equipment_code"),
        field<&Equipment::registration_code>("registration_code"),
        field<&Equipment::certificate>("certificate"),
        field<&Equipment::site>("site"),
        field<&Equipment::use_unit>("use_unit"),
        field<&Equipment::inspection_due>("inspection_due"),
    };
    return fields;
}

}  // namespace hoistway
