// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/registry_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "../model/json_document.hpp"
#include "../model/json_members.hpp"
#include "entries_json.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

using detail::append_name;

using TextField = std::pair<std::string_view, std::string Lift::*>;
using NumberField = std::pair<std::string_view, double Lift::*>;

// In the order in which they are written.
constexpr std::array<TextField, 11> text_fields{{
    {"key", &Lift::key},
    {"equipment_code", &Lift::equipment_code},
    {"registration_code", &Lift::registration_code},
    {"certificate", &Lift::certificate},
    {"rescue_code", &Lift::rescue_code},
    {"division", &Lift::division},
    {"address", &Lift::address},
    {"use_unit", &Lift::use_unit},
    {"maintenance_unit", &Lift::maintenance_unit},
    {"kind", &Lift::kind},
    {"place", &Lift::place},
}};
constexpr std::array<NumberField, 2> number_fields{{
    {"rated_speed", &Lift::rated_speed},
    {"rated_load", &Lift::rated_load},
}};
constexpr std::size_t most_landings = 1000;  // [default] a landing index has to fit 16 bits

// Reads the tree; what is wrong with the lift at hand is collected until the lift is done.
class RegistryReader {
 public:
    explicit RegistryReader(std::string_view source) : source_(source) {}

    RegistryFile read(const Json& tree) {
        if (!tree.is_object()) {
            refuse_at("", ErrorCode::bad_value, tree);
            return std::move(file_);
        }
        read_other_sections(tree);
        const auto lifts = tree.find("lifts");
        if (lifts == tree.end()) {
            refuse_at("/lifts", ErrorCode::missing, Json());
        } else if (!lifts->is_array()) {
            refuse_at("/lifts", ErrorCode::bad_value, *lifts);
        } else {
            for (std::size_t i = 0; i < lifts->size(); ++i) {
                read_lift("/lifts/" + std::to_string(i), (*lifts)[i]);
            }
        }
        return std::move(file_);
    }

 private:
    void read_other_sections(const Json& tree) {
        EntriesRead read;
        const RefuseAt refuse = [this](const std::string& pointer, ErrorCode code,
                                       const Json& found) { refuse_at(pointer, code, found); };
        for (const auto& [key, value] : tree.items()) {
            file_.unknown_keys += !read_entries(key, value, read, refuse) && key != "lifts";
        }
        file_.unknown_keys += read.unknown_keys;
        file_.entries = std::move(read.entries);
    }

    void read_lift(const std::string& pointer, const Json& json) {
        const std::size_t refused = file_.refusals.size();
        Lift lift;
        if (json.is_object()) {
            for (const auto& [key, value] : json.items()) read_field(pointer, key, value, lift);
        } else {
            refuse_at(pointer, ErrorCode::bad_value, json);
        }
        settle_roping(pointer, lift);
        if (file_.refusals.size() != refused) return;
        const Result<LiftIndex, Refusal> added = file_.registry.add(std::move(lift));
        if (added) return;
        Refusal refusal = added.error();
        refusal.source = source_;
        refusal.field.insert(0, pointer + '/');
        file_.refusals.push_back(std::move(refusal));
    }

    void read_field(const std::string& pointer, const std::string& key, const Json& value,
                    Lift& lift) {
        if (value.is_null()) return;
        const std::string here = pointer + '/' + key;
        for (const auto& [name, field] : text_fields) {
            if (name == key) lift.*field = text_of(here, value);
        }
        for (const auto& [name, field] : number_fields) {
            if (name == key) lift.*field = number_of(here, value);
        }
        if (key == "installed") lift.installed = date_of(here, value);
        if (key == "roping") lift.roping = word_of<Roping>(here, value);
        if (key == "reeving") lift.reeving = word_of<Layout>(here, value);
        if (key == "floors") lift.floors = floors_of(here, value);
        file_.unknown_keys += !is_field(key);
    }

    static bool is_field(std::string_view key) {
        const auto has = [key](const auto& field) { return field.first == key; };
        return std::any_of(text_fields.begin(), text_fields.end(), has) ||
               std::any_of(number_fields.begin(), number_fields.end(), has) || key == "installed" ||
               key == "roping" || key == "reeving" || key == "floors";
    }

    // What cannot be read is refused; the value returned then goes the way of its lift.
    std::string text_of(const std::string& here, const Json& value) {
        if (value.is_string()) return value.get<std::string>();
        refuse_at(here, ErrorCode::bad_value, value);
        return {};
    }

    double number_of(const std::string& here, const Json& value) {
        if (value.is_number() && value.get<double>() >= 0) return value.get<double>();
        refuse_at(here, value.is_number() ? ErrorCode::out_of_range : ErrorCode::bad_value, value);
        return std::numeric_limits<double>::quiet_NaN();
    }

    std::optional<Date> date_of(const std::string& here, const Json& value) {
        const Result<Date> date = value.is_string()
                                      ? parse_date(value.get_ref<const std::string&>())
                                      : Error{ErrorCode::bad_value, 0};
        if (date) return *date;
        refuse_at(here, date.error().code, value);
        return std::nullopt;
    }

    template <Worded E>
    E word_of(const std::string& here, const Json& value) {
        const auto word =
            value.is_string() ? from_text<E>(value.get_ref<const std::string&>()) : std::nullopt;
        if (!word) refuse_at(here, ErrorCode::bad_value, value);
        return word.value_or(E::unknown);
    }

    // A reeving says the roping too, and must not say another one.
    void settle_roping(const std::string& pointer, Lift& lift) {
        const Roping roping = roping_of(lift.reeving);
        if (lift.roping == Roping::unknown) lift.roping = roping;
        if (roping == Roping::unknown || roping == lift.roping) return;
        refuse_at(pointer + "/reeving", ErrorCode::bad_value, Json(to_text(lift.reeving)));
    }

    std::vector<Landing> floors_of(const std::string& here, const Json& value) {
        std::vector<Landing> floors;
        if (!value.is_array() || value.size() > most_landings) {
            refuse_at(here, value.is_array() ? ErrorCode::too_long : ErrorCode::bad_value, value);
            return floors;
        }
        double below = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < value.size(); ++i) {
            floors.push_back(floor_of(here + '/' + std::to_string(i), value[i], below));
            if (is_known(floors.back().height)) below = floors.back().height;
        }
        return floors;
    }

    // Landings stand lowest first; one that is not above the last is in the wrong place.
    Landing floor_of(const std::string& here, const Json& value, double below) {
        Landing landing;
        if (!value.is_object()) {
            refuse_at(here, ErrorCode::bad_value, value);
            return landing;
        }
        for (const auto& [key, part] : value.items()) {
            file_.unknown_keys += key != "label" && key != "height";
            if (part.is_null()) continue;
            if (key == "label") landing.label = text_of(here + "/label", part);
            if (key != "height") continue;
            landing.height = number_of(here + "/height", part);
            if (landing.height <= below) refuse_at(here + "/height", ErrorCode::bad_value, part);
        }
        return landing;
    }

    void refuse_at(const std::string& pointer, ErrorCode code, const Json& found) {
        file_.refusals.push_back({.source = source_,
                                  .code = code,
                                  .field = pointer,
                                  .found = found.is_null() ? std::string() : shown(found.dump())});
    }

    std::string source_;
    RegistryFile file_;
};

void append_text(std::string& out, std::string_view key, std::string_view text) {
    if (text.empty()) return;
    append_name(out, key);
    append_json_string(out, text);
}

void append_number(std::string& out, std::string_view key, double number) {
    if (!std::isfinite(number)) return;
    append_name(out, key);
    append_json_number(out, number);
}

void append_floors(std::string& out, std::span<const Landing> floors) {
    if (floors.empty()) return;
    append_name(out, "floors");
    out += '[';
    for (const Landing& landing : floors) {
        if (out.back() != '[') out += ',';
        out += '{';
        append_text(out, "label", landing.label);
        append_number(out, "height", landing.height);
        out += '}';
    }
    out += ']';
}

}  // namespace

void append_lift(std::string& out, const Lift& lift) {
    out += '{';
    for (const auto& [name, field] : text_fields) append_text(out, name, lift.*field);
    if (lift.installed) append_text(out, "installed", format_date(*lift.installed));
    append_floors(out, lift.floors);
    for (const auto& [name, field] : number_fields) append_number(out, name, lift.*field);
    if (lift.roping != Roping::unknown) append_text(out, "roping", to_text(lift.roping));
    if (lift.reeving != Layout::unknown) append_text(out, "reeving", to_text(lift.reeving));
    out += '}';
}

RegistryFile read_registry(std::string_view text, std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (tree) return RegistryReader(source).read(*tree);
    RegistryFile file;
    file.refusals.push_back(tree.error());
    return file;
}

std::string write_registry(std::span<const Lift> lifts) { return write_registry(lifts, {}); }

std::string write_registry(std::span<const Lift> lifts, const Entries& entries) {
    std::string out = "{\"lifts\":[";
    for (const Lift& lift : lifts) {
        out += out.back() == '[' ? "\n" : ",\n";
        append_lift(out, lift);
    }
    out += "\n]";
    append_entries(out, entries);
    return out += "}\n";
}

}  // namespace hoistway
