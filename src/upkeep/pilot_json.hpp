// SPDX-License-Identifier: Apache-2.0
//
// The parts of a policy file about the pilot: its conditions, its ladder, its ban.
//
//     PilotReader reader(source);
//     const PilotRules rules = reader.read("/pilot", tree.at("pilot"));
//     for (Refusal& refusal : reader.take_refusals()) ...
//
// Refused by JSON pointer: a fact or comparison nobody knows, a limit that is none of its kind, a
// condition that names one that is not there, a circle of them, a placeholder nobody fills.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../model/strict_json.hpp"
#include "hoistway/upkeep/pilot/rules.hpp"

namespace hoistway {

class PilotReader : StrictJson {
 public:
    explicit PilotReader(std::string_view source) : StrictJson(source) {}

    PilotRules read(const std::string& here, const Json& json);
    std::vector<Refusal> take_refusals() { return std::move(refusals()); }

 private:
    std::optional<Date> day_of(const std::string& here, const Json& json, const char* key);
    LadderRules ladder_of(const std::string& here, const Json& json);
    Ban ban_of(const std::string& here, const Json& json);
    Text sentence_of(const std::string& here, const Json& json);
    std::vector<PilotCondition> conditions_of(const std::string& here, const Json& json);
    PilotCondition condition_of(const std::string& here, const Json& json);
    Condition when_of(const std::string& here, const Json& json, std::size_t depth = 0);
    Condition parts_of(const std::string& here, const Json& json, Op op, std::size_t depth);
    Condition comparison_of(const std::string& here, const Json& json);
    double limit_of(const std::string& here, const Json& json, Fact fact, Op op);
    void refuse_names(const std::string& here, const std::vector<PilotCondition>& conditions);
};

}  // namespace hoistway
