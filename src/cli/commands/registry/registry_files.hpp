// SPDX-License-Identifier: Apache-2.0
//
// What the registry commands share: a registry that may be edited, lists in any form, a time.

#pragma once

#include <string>
#include <vector>

#include "hoistway/registry/check.hpp"
#include "hoistway/registry/import.hpp"
#include "hoistway/registry/registry_json.hpp"

namespace hoistway::cli {

// The whole registry. One with a refused entry cannot be edited: writing it would lose the entry.
RegistryFile load_whole_registry(const std::string& path);

// Every fault to standard error, ten at most, and how many more there were.
void tell(const std::vector<RegistryFault>& faults);

// A built-in column map by its id, or a file.
ColumnMap load_columns(const std::string& id_or_file);

ImportReport load_list(const std::string& path, const ColumnMap& columns, const std::string& sheet,
                       bool check_numbers);

// As the user wrote it; where nothing was written, now.
Time time_or_now(const std::string& text);

}  // namespace hoistway::cli
