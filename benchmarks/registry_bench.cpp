// SPDX-License-Identifier: Apache-2.0
//
// A list taken into a registry that there is: 12,500 to 100,000 parties that are new, and the same
// list once more, when each of them is there and says nothing new. The time of a row beside that of
// a list of an eighth: it grows with the logarithm of the list.
//
//     registry_bench --benchmark_min_time=1

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "hoistway/registry/import.hpp"

using namespace hoistway;

namespace {

std::vector<ListRow> parties(std::int64_t count) {
    std::vector<ListRow> rows(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].line = i + 2;
        rows[i].is_lift = false;
        const std::string number = std::to_string(i);
        rows[i].entries.parties.push_back({.key = "P-" + number, .name = "unit " + number});
    }
    return rows;
}

void told(benchmark::State& state, std::size_t refused) {
    if (refused > 0) state.SkipWithError("a row was refused");
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void add_new_entries(benchmark::State& state) {
    const std::vector<ListRow> rows = parties(state.range(0));
    std::size_t refused = 0;
    for (auto round : state) {
        (void)round;
        RegistryEditor editor(RegistryFile{}, {.source = "list"});
        refused += add_to_registry(editor, rows).size();
    }
    told(state, refused);
}

void set_known_entries(benchmark::State& state) {
    const std::vector<ListRow> rows = parties(state.range(0));
    RegistryEditor editor(RegistryFile{}, {.source = "list"});
    std::size_t refused = add_to_registry(editor, rows).size();
    for (auto round : state) {
        (void)round;
        refused += add_to_registry(editor, rows).size();
    }
    told(state, refused);
}

BENCHMARK(add_new_entries)->Arg(12500)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(set_known_entries)->Arg(12500)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
