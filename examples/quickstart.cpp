// SPDX-License-Identifier: Apache-2.0
/*
    quickstart: a few words of a lift's device in, an alarm out.
    A person is shut in at the fifth landing; twenty minutes on somebody opens the doors.

    Shows:      Registry, LogReader, Analysis, the observation log and the event log
    Try first:  nothing
    Run:        quickstart
*/
#include <cstdio>
#include <string_view>
#include <vector>

#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/registry/registry.hpp"
#include "hoistway/upkeep/policy_json.hpp"
#include "hoistway/wire/log/log_reader.hpp"
using namespace hoistway;

// What the device said, as it stands in a log: only what has changed, and a sign of life.
constexpr std::string_view log_text = R"(
{"lift":"A-1","time":"2026-03-02T08:00:00+08:00","floor":5,"motion":"running","door":"closed"}
{"lift":"A-1","time":"2026-03-02T08:00:04+08:00","motion":"stopped","door_zone":true}
{"lift":"A-1","time":"2026-03-02T08:00:04+08:00","presence":true}
{"lift":"A-1","time":"2026-03-02T08:01:00+08:00"}
{"lift":"A-1","time":"2026-03-02T08:01:40+08:00","alarm_button":true}
{"lift":"A-1","time":"2026-03-02T08:06:00+08:00"}
{"lift":"A-1","time":"2026-03-02T08:12:00+08:00"}
{"lift":"A-1","time":"2026-03-02T08:18:00+08:00"}
{"lift":"A-1","time":"2026-03-02T08:20:00+08:00","door":"open"}
{"lift":"A-1","time":"2026-03-02T08:20:10+08:00","presence":false}
)";

int main() {
    Registry registry;
    if (!registry.add({.key = "A-1", .address = "示范路1号"})) return 2;
    const auto policy = load_policy(builtin_policy("shijiazhuang-2025")->text, "policy");

    std::vector<Observation> log;
    LogReader reader{"log", [&](std::string_view key) { return registry.find(key); }};
    reader.feed(log_text, [&](const Observation& seen) { log.push_back(seen); });

    Analysis analysis{registry.lifts(), *policy};
    analysis.process(log);
    analysis.finish();
    std::fputs(to_event_log(analysis).c_str(), stdout);
}
