// SPDX-License-Identifier: Apache-2.0
/*
    detect_file: an observation log in, its events out: what `hoistway detect` does, in C++.

    Shows:      read_registry, LogReader, Analysis; refused lines do not stop the rest
    Try first:  hoistway simulate --lifts 5 --days 3 --out city
    Run:        detect_file city/registry.json city/obs.jsonl events.jsonl
*/
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/wire/log/log_reader.hpp"
using namespace hoistway;

static std::string read_file(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int main(int argc, char** argv) {
    if (argc != 4) return std::puts("detect_file REGISTRY LOG EVENTS"), 2;
    const RegistryFile lifts = read_registry(read_file(argv[1]), argv[1]);
    const auto policy = load_policy(builtin_policy("shijiazhuang-2025")->text, "policy");
    Analysis analysis(lifts.registry.lifts(), *policy);

    std::ifstream log(argv[2], std::ios::binary);
    LogReader reader(argv[2], [&](std::string_view key) { return lifts.registry.find(key); });
    std::vector<Observation> batch;
    const auto keep = [&](const Observation& seen) { batch.push_back(seen); };
    std::string piece(std::size_t{1} << 16, '\0');
    do {
        log.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        reader.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(log.gcount())),
                    keep);
        analysis.process(batch);
        batch.clear();
    } while (log);
    reader.finish(keep);
    analysis.process(batch);
    analysis.finish();

    for (const Refusal& refusal : reader.refusals()) std::puts(to_text(refusal).c_str());
    std::ofstream(argv[3], std::ios::binary) << to_event_log(analysis);
    std::printf("%llu observations, %zu events\n",
                static_cast<unsigned long long>(analysis.observations()), analysis.events().size());
}
