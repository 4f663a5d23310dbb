// SPDX-License-Identifier: Apache-2.0

#include "registry_files.hpp"

#include <chrono>

#include "../../files.hpp"
#include "../../talk.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway::cli {

RegistryFile load_whole_registry(const std::string& path) {
    RegistryFile file = read_registry(read_whole(path), path);
    if (file.refusals.empty()) return file;
    tell(file.refusals, file.refusals.size());
    throw Failure{path + " has entries that cannot be read; mend them before changing the rest"};
}

void tell(const std::vector<RegistryFault>& faults) {
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < faults.size() && i < most; ++i) tell(to_text(faults[i]));
    if (faults.size() > most) {
        tell("... and " + std::to_string(faults.size() - most) + " more like these");
    }
}

ColumnMap load_columns(const std::string& id_or_file) {
    if (const ColumnMap* builtin = builtin_column_map(id_or_file)) return *builtin;
    auto map = load_column_map(read_whole(id_or_file), id_or_file);
    if (map) return *map;
    tell(map.error(), map.error().size());
    throw Failure{id_or_file + " is no column map that can be used"};
}

ImportReport load_list(const std::string& path, const ColumnMap& columns, const std::string& sheet,
                       bool check_numbers) {
    const Result<Sheet, Refusal> rows = read_sheet(read_whole(path), path, {.name = sheet});
    if (!rows) throw Failure{to_text(rows.error())};
    return import_lifts(*rows, columns, {.check_numbers = check_numbers});
}

Time time_or_now(const std::string& text) {
    if (text.empty()) {
        return std::chrono::floor<Duration>(std::chrono::system_clock::now());
    }
    const Result<Time> time = parse_time(text);
    if (!time) throw Failure{"'" + text + "' is no time: write 2026-03-01T08:00:00+08:00"};
    return *time;
}

}  // namespace hoistway::cli
