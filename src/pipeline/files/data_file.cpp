// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/data_file.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "../../model/json_document.hpp"
#include "hoistway/pipeline/files/rules_file.hpp"
#include "hoistway/registry/import.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"
#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

namespace hoistway {

namespace {

// Keys that only one kind of file has; the first that is there decides.
constexpr std::array<std::pair<std::string_view, DataFileKind>, 15> telling_keys{{
    {"dialect", DataFileKind::profile},
    {"messages", DataFileKind::profile},
    {"codes", DataFileKind::profile},
    {"presence", DataFileKind::visit_rules},
    {"orders", DataFileKind::visit_rules},
    {"grade", DataFileKind::visit_rules},
    {"rows", DataFileKind::policy},
    {"interval", DataFileKind::policy},
    {"pilot", DataFileKind::policy},
    {"tables", DataFileKind::checklist},
    {"equipment", DataFileKind::checklist},
    {"years", DataFileKind::calendar},
    {"parts", DataFileKind::part_book},
    {"columns", DataFileKind::column_map},
    {"rules", DataFileKind::rules},
}};

std::optional<DataFileKind> kind_of(const Json& tree) {
    if (!tree.is_object() || tree.contains("lifts")) return std::nullopt;  // or it is a registry
    const auto there = [&](const auto& telling) { return tree.contains(telling.first); };
    const auto* const found = std::find_if(telling_keys.begin(), telling_keys.end(), there);
    if (found == telling_keys.end()) return std::nullopt;
    return found->second;
}

template <class Loaded>
std::vector<Refusal> refusals_of(const Loaded& loaded) {
    return loaded ? std::vector<Refusal>{} : loaded.error();
}

std::vector<Refusal> load(DataFileKind kind, std::string_view text, std::string_view source) {
    switch (kind) {
        case DataFileKind::profile:
            return refusals_of(load_profile(text, source));
        case DataFileKind::policy:
            return refusals_of(load_policy(text, source));
        case DataFileKind::calendar:
            return refusals_of(load_calendar(text, source));
        case DataFileKind::part_book:
            return refusals_of(load_part_book(text, source));
        case DataFileKind::checklist:
            return refusals_of(load_checklist(text, source));
        case DataFileKind::visit_rules:
            return refusals_of(load_visit_rules(text, source));
        case DataFileKind::column_map:
            return refusals_of(load_column_map(text, source));
        case DataFileKind::rules:
            return refusals_of(load_rule_limits(text, source));
    }
    return {};
}

Refusal no_kind(const Json& tree, std::string_view source) {
    std::string keys;
    for (const auto& [key, value] : tree.items()) keys += (keys.empty() ? "" : ", ") + key;
    return {.source = std::string(source),
            .code = ErrorCode::unsupported,
            .found = shown(tree.is_object() ? keys : tree.dump())};
}

}  // namespace

DataFileCheck check_data_file(std::string_view text, std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return {std::nullopt, {tree.error()}};
    const auto kind = kind_of(*tree);
    if (!kind) return {std::nullopt, {no_kind(*tree, source)}};
    return {kind, load(*kind, text, source)};
}

}  // namespace hoistway
