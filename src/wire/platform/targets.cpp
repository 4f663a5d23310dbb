// SPDX-License-Identifier: Apache-2.0
#include "targets.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <type_traits>

namespace hoistway::platform {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 7> always{"lift",  "maker_code",  "maker_number", "time",
                                                 "fault", "fault_phase", "fault_id"};
constexpr std::array<std::string_view, 18> papers{
    "key",       "equipment_code",   "registration_code", "certificate", "rescue_code",
    "division",  "address",          "use_unit",          "kind",        "maintenance_unit",
    "installed", "rated_speed",      "rated_load",        "roping",      "place",
    "stops",     "maintenance_days", "on_demand"};
constexpr std::array<std::string_view, 7> handling{
    "order_number", "status", "occurred", "responded", "arrived", "ended", "released"};
constexpr std::array<std::string_view, 5> handling_states{"occurred", "responded", "arrived",
                                                          "done", "false_alarm"};
constexpr std::array<std::string_view, 2> phases{"raised", "cleared"};

bool among(Names names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

struct FieldPlace {
    std::string_view name;
    Place place;
    Names words;  // empty for a measured value
    bool flag = false;
};

template <class T>
constexpr PlaceType type_of() noexcept {
    if constexpr (Worded<T>) return PlaceType::word;
    if constexpr (std::is_same_v<T, std::int16_t>) return PlaceType::floor;
    if constexpr (std::is_same_v<T, std::uint32_t>) return PlaceType::count;
    return std::is_same_v<T, float> ? PlaceType::single : PlaceType::twofold;
}

template <class T>
std::uint8_t offset_of(T Observation::*member) noexcept {
    static const Observation sample;
    const auto* start = reinterpret_cast<const unsigned char*>(&sample);
    return static_cast<std::uint8_t>(reinterpret_cast<const unsigned char*>(&(sample.*member)) -
                                     start);
}

constexpr std::size_t field_count = [] {
    std::size_t count = 0;
    detail::for_each_field([&](const char*, auto) { ++count; });
    return count;
}();

const std::array<FieldPlace, field_count>& places() noexcept {
    static const std::array<FieldPlace, field_count> all = [] {
        std::array<FieldPlace, field_count> out{};
        std::size_t i = 0;
        detail::for_each_field([&](const char* name, auto member) {
            using T = std::remove_cvref_t<decltype(std::declval<Observation>().*member)>;
            Names words;
            if constexpr (Worded<T>) words = Words<T>::list;
            out[i++] = {name, {type_of<T>(), offset_of(member)}, words, std::is_same_v<T, Flag>};
        });
        return out;
    }();
    return all;
}

const FieldPlace* find(std::string_view field) noexcept {
    const auto& all = places();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == field; });
    return found == all.end() ? nullptr : &*found;
}

struct Unit {
    std::string_view quantity, name;
    double scale;
};

// From the unit to the observation's own; 25.4 mm an inch (ISO 80000-3), 9.80665 m/s2 (CGPM 1901).
constexpr std::array<Unit, 26> units{{
    {"time", "s", 1},
    {"time", "min", 60},
    {"time", "h", 3600},
    {"time", "ms", 0.001},
    {"length", "m", 1},
    {"length", "km", 1000},
    {"length", "cm", 0.01},
    {"length", "mm", 0.001},
    {"length", "ft", 0.3048},
    {"speed", "m/s", 1},
    {"speed", "cm/s", 0.01},
    {"speed", "mm/s", 0.001},
    {"speed", "dm/s", 0.1},
    {"speed", "m/min", 1.0 / 60},
    {"mass", "kg", 1},
    {"mass", "t", 1000},
    {"heat", "degC", 1},
    {"heat", "0.1degC", 0.1},
    {"level", "dB", 1},
    {"acceleration", "m/s2", 1},
    {"acceleration", "mm/s2", 0.001},
    {"acceleration", "g", 9.80665},
    {"number", "count", 1},
    {"number", "10", 10},
    {"number", "100", 100},
    {"number", "1000", 1000},
}};

std::string_view quantity_of(std::string_view field) noexcept {
    if (field == "run_time") return "time";
    if (field == "distance" || field == "position") return "length";
    if (field == "speed" || field == "rated_speed") return "speed";
    if (field == "load" || field == "rated_load") return "mass";
    if (field == "temperature") return "heat";
    if (field == "noise") return "level";
    if (field == "vibration") return "acceleration";
    return "number";
}

}  // namespace

std::optional<Place> place_of(std::string_view field) noexcept {
    const FieldPlace* found = find(field);
    if (found == nullptr) return std::nullopt;
    return found->place;
}

std::optional<std::uint8_t> code_of(std::string_view field, std::string_view word) noexcept {
    Names words;
    if (const FieldPlace* found = find(field)) words = found->words;
    if (field == "fault_phase") words = phases;
    if (field == "status") words = handling_states;
    const auto at = std::find(words.begin(), words.end(), word);
    const bool unknown = word == "unknown";
    if (at == words.end() || unknown) return std::nullopt;
    return static_cast<std::uint8_t>(at - words.begin());
}

bool is_coded(std::string_view field) noexcept {
    const FieldPlace* found = find(field);
    return field == "fault_phase" || field == "status" ||
           (found != nullptr && !found->words.empty());
}

bool is_measured(std::string_view field) noexcept {
    const FieldPlace* found = find(field);
    return found != nullptr && found->words.empty();
}

bool is_target(Carries carries, std::string_view name) noexcept {
    if (among(always, name)) return true;
    switch (carries) {
        case Carries::observation:
        case Carries::fault:
        case Carries::faults:
            return find(name) != nullptr;
        case Carries::lift:
            return among(papers, name);
        case Carries::handling:
            return among(handling, name);
    }
    return false;
}

std::optional<double> scale_of(std::string_view field, std::string_view unit) noexcept {
    const std::string_view quantity = quantity_of(field);
    for (const Unit& each : units) {
        if (each.quantity == quantity && each.name == unit) return each.scale;
    }
    return std::nullopt;
}

}  // namespace hoistway::platform
