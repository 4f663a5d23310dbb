// SPDX-License-Identifier: Apache-2.0
//
// An observation log under analysis, as the topics of due lists, plans and reports share it.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "convert.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"

namespace hoistway {

// An analysis with all it looks at, so that Python may let go of the rest.
struct Study {
    RegistryFile file;
    Policy policy;
    std::string sha256;                 // of a built-in policy
    std::vector<std::string> refusals;  // records that are not used, in sentences
    std::size_t answers = 0, mutes = 0, refused_lines = 0;  // of the records
    std::optional<Analysis> analysis;
};

// A built-in policy goes by its name, any other by its text.
inline Policy policy_named(const std::optional<std::string>& text, const std::string& name) {
    if (text) return loaded_or_raise(load_policy(*text, name));
    const auto builtin = builtin_policy(name);
    if (!builtin) throw py::value_error("there is no built-in policy '" + name + "'");
    return loaded_or_raise(load_policy(builtin->text, name));
}

inline Date day_or_newest(const Study& study, const std::optional<std::string>& at) {
    const Time newest = study.analysis->newest();
    if (!at && newest == never) throw py::value_error("the log is empty; say which day with at=");
    return at ? to_date(*at) : date_of(newest);
}

}  // namespace hoistway
