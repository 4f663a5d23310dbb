// SPDX-License-Identifier: Apache-2.0
//
// An observation log under analysis, or stored counts, as the topics of due lists, plans and
// reports share them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "convert.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/pipeline/count/stored_due.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"

namespace hoistway {

// An analysis with all it looks at, so that Python may let go of the rest.
struct Study {
    RegistryFile file;
    Policy policy;
    std::string sha256;                 // of a built-in policy
    std::vector<std::string> refusals;  // records that are not used, in sentences
    std::string strange_states;         // kept lines of lifts that are not in the registry
    std::size_t visits = 0, answers = 0, mutes = 0, refused_lines = 0;  // of the records
    std::optional<Analysis> analysis;

    const Analysis& known() const { return *analysis; }
    static constexpr bool any_day = true;  // also one on which the log had not ended
};

// Counts that were stored, under a policy, with all they look at.
struct StoredStudy {
    RegistryFile file;
    Policy policy;
    std::vector<std::string> refusals;
    std::uint64_t observations = 0, visits = 0, refused_lines = 0;
    std::optional<CountStudy> counts;
    std::optional<StoredDue> stored;

    const StoredDue& known() const { return *stored; }
    static constexpr bool any_day = false;
};

// A built-in policy goes by its name, any other by its text.
inline Policy policy_named(const std::optional<std::string>& text, const std::string& name) {
    if (text) return loaded_or_raise(load_policy(*text, name));
    const auto builtin = builtin_policy(name);
    if (!builtin) throw py::value_error("there is no built-in policy '" + name + "'");
    return loaded_or_raise(load_policy(builtin->text, name));
}

// Of `hoistway counts`. A line that cannot be read may be all there is of a lift: ValueError.
inline CounterFile to_counters(const std::string& text, const Registry& registry) {
    const auto find = [&](std::string_view key) { return registry.find(key); };
    CounterFile file = read_counter_log(text, "log", find);
    for (const Refusal& refusal : file.refusals) {
        if (refusal.code != ErrorCode::unknown_lift) throw py::value_error(to_text(refusal));
    }
    return file;
}

}  // namespace hoistway
