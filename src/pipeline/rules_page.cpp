// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/rules_page.hpp"

#include <fmt/core.h>

#include <array>
#include <string_view>
#include <utility>

#include "hoistway/pipeline/standard.hpp"

namespace hoistway {

namespace {

constexpr std::array<std::pair<Signal, std::string_view>, 16> names{{
    {Signal::motion, "motion"},
    {Signal::door, "door"},
    {Signal::presence, "presence"},
    {Signal::door_zone, "door_zone"},
    {Signal::mains_power, "mains_power"},
    {Signal::position, "position"},
    {Signal::floor, "floor"},
    {Signal::mode, "mode"},
    {Signal::safety_chain, "safety_chain"},
    {Signal::door_lock, "door_lock"},
    {Signal::alarm_button, "alarm_button"},
    {Signal::overload, "overload"},
    {Signal::speed, "speed"},
    {Signal::noise, "noise"},
    {Signal::vibration, "vibration"},
    {Signal::temperature, "temperature"},
}};

std::string needs_of(const RuleInfo& rule) {
    std::string out = signal_names(rule.needs);
    if (rule.or_needs != 0) out += "; or " + signal_names(rule.or_needs);
    return out;
}

std::string thresholds_of(const RuleInfo& rule) {
    std::string out;
    for (const Threshold& threshold : rule.thresholds) {
        if (threshold.name.empty()) continue;
        if (!out.empty()) out += "<br>";
        out += fmt::format("{} = {} {} ({})", threshold.name, threshold.value, threshold.unit,
                           threshold.source);
    }
    return out;
}

}  // namespace

std::string signal_names(unsigned set) {
    std::string out;
    for (const auto& [signal, name] : names) {
        if ((set & static_cast<unsigned>(signal)) == 0) continue;
        if (!out.empty()) out += ", ";
        out += name;
    }
    return out.empty() ? "nothing" : out;
}

std::string to_rules_page() {
    std::string out =
        "| rule | severity | raised when | needs | numbers and where they are from |\n"
        "|---|---|---|---|---|\n";
    for (const RuleInfo* rule : standard_rules) {
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", rule->id, to_text(rule->severity),
                           rule->sentence, needs_of(*rule), thresholds_of(*rule));
    }
    return out;
}

}  // namespace hoistway
