// SPDX-License-Identifier: Apache-2.0
//
// One line of the observation log as a door message has it: the hot path of every replay.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string_view>

#include "hoistway/core/json_scan.hpp"

namespace {

constexpr std::string_view line =
    R"({"lift":"3201-0001","time":"2026-03-01T08:00:00+08:00","floor":3,"motion":"stopped",)"
    R"("direction":"none","door":"opening","door_zone":true,"presence":false,"position":6.25})";

void scan_one_observation(benchmark::State& state) {
    for (auto _ : state) {
        hoistway::JsonScan scan(line);
        hoistway::JsonMember member;
        while (scan.next(member)) benchmark::DoNotOptimize(member);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(line.size()));
}
BENCHMARK(scan_one_observation);

}  // namespace
