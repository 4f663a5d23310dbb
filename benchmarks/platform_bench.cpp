// SPDX-License-Identifier: Apache-2.0
//
// Cost of a platform's real-time document (about 380 bytes, 16 fields) on its way to an
// observation: by the learned order, by simdjson alone, with one document in ten from a stranger,
// and in an order that changes each time. Beside it simdjson (On-Demand, by hand for these fields)
// and nlohmann/json (DOM). `sum` shows that all saw the same; the last lines give the ratios.
//
//     platform_bench --benchmark_min_time=0.5

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/platform/platform_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "times.hpp"

using namespace hoistway;

namespace {

constexpr int documents = 2000;
using Documents = std::vector<simdjson::padded_string>;

std::vector<std::string> members(int i) {
    const auto truth = [](bool yes) { return std::string(yes ? "true" : "false"); };
    char time[24];
    std::snprintf(time, sizeof time, "2026-03-01 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60);
    return {R"("registerNumber":"31103506002016053337")",
            R"("samplingTime":")" + std::string(time) + '"',
            R"("Service_Mode":1)",
            R"("Car_Status":)" + std::to_string(i % 2),
            R"("Car_Direction":)" + std::to_string(i % 3),
            R"("Door_Zone":)" + truth(i % 5 == 0),
            R"("Car_Position":")" + std::to_string(1 + i % 20) + '"',
            R"("Passenger_Status":)" + truth(i % 3 != 0),
            R"("Door_Status":)" + std::to_string(i % 7),
            R"("Safety_circuit":false)",
            R"("Car_Overload":false)",
            R"("People_Number":)" + std::to_string(i % 4),
            R"("Machine_Room_Temperature":)" + std::to_string(25 + i % 10) + ".5",
            R"("Door_Close_Status":)" + truth(i % 7 == 2),
            R"("Histway_Door":)" + truth(i % 7 == 4),
            R"("Lift_Car_Drive_Status":)" + std::to_string(i % 3)};
}

std::string to_document(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? '{' : ',') + part;
    return out + '}';
}

// One of ten is shuffled for `strangers`, all for `any order`.
Documents make(int shuffled_of_ten) {
    std::mt19937 random(1);
    Documents out;
    for (int i = 0; i < documents; ++i) {
        std::vector<std::string> parts = members(i);
        if (i % 10 < shuffled_of_ten) std::shuffle(parts.begin(), parts.end(), random);
        out.emplace_back(std::string_view(to_document(parts)));
    }
    return out;
}

const Documents& in_order() {
    static const Documents all = make(0);
    return all;
}
const Documents& strangers() {
    static const Documents all = make(1);
    return all;
}
const Documents& any_order() {
    static const Documents all = make(10);
    return all;
}

double weight(const Observation& seen) {
    return seen.floor + 100.0 * static_cast<int>(seen.motion) +
           10.0 * static_cast<int>(seen.presence) + static_cast<double>(seen.temperature);
}

void finish(benchmark::State& state, double sum) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * documents);
    state.counters["sum"] = sum;
}

void ours(benchmark::State& state, const Documents& all, bool learn) {
    PlatformReader reader(*builtin_profile("shanghai"), {.learn_order = learn});
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (const auto& document : all) {
            const auto records = reader.read({document.data(), document.size()}, Time{});
            if (records) sum += weight(records->front().observation);
        }
    }
    finish(state, sum);
}

// The wall time at +08:00, as a hand-written reader would take it.
Time wall_time(std::string_view text) {
    std::array<char, 25> room;
    std::copy_n(text.data(), 19, room.data());
    std::copy_n("+08:00", 6, room.data() + 19);
    return parse_time({room.data(), room.size()}).value_or(Time{});
}

template <class Json>
std::int64_t whole(Json&& json) {
    return std::int64_t(json);
}

Observation by_simdjson(simdjson::ondemand::document& json) {
    Observation seen;
    benchmark::DoNotOptimize(std::string_view(json["registerNumber"]).size());
    seen.time = wall_time(json["samplingTime"]);
    seen.mode = static_cast<Mode>(whole(json["Service_Mode"]));
    seen.motion = static_cast<Motion>(1 + whole(json["Car_Status"]));
    seen.direction = static_cast<Direction>(1 + whole(json["Car_Direction"]));
    seen.door_zone = to_flag(bool(json["Door_Zone"]));
    const std::string_view floor = json["Car_Position"];
    std::from_chars(floor.data(), floor.data() + floor.size(), seen.floor);
    seen.presence = to_flag(bool(json["Passenger_Status"]));
    seen.door = static_cast<Door>(whole(json["Door_Status"]) % 6);
    seen.safety_chain = to_flag(!bool(json["Safety_circuit"]));
    seen.overload = to_flag(bool(json["Car_Overload"]));
    seen.people = static_cast<std::uint32_t>(whole(json["People_Number"]));
    seen.temperature = static_cast<float>(double(json["Machine_Room_Temperature"]));
    benchmark::DoNotOptimize(bool(json["Door_Close_Status"]));
    benchmark::DoNotOptimize(bool(json["Histway_Door"]));
    benchmark::DoNotOptimize(whole(json["Lift_Car_Drive_Status"]));
    return seen;
}

void simdjson_reads(benchmark::State& state, const Documents& all) {
    simdjson::ondemand::parser parser;
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (const auto& document : all) {
            simdjson::ondemand::document json = parser.iterate(document);
            const Observation seen = by_simdjson(json);
            benchmark::DoNotOptimize(seen.time);
            sum += weight(seen);
        }
    }
    finish(state, sum);
}

void nlohmann_reads(benchmark::State& state) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (const auto& document : in_order()) {
            const auto json =
                nlohmann::json::parse(document.data(), document.data() + document.size());
            Observation seen;
            seen.time = wall_time(json["samplingTime"].get_ref<const std::string&>());
            seen.motion = static_cast<Motion>(1 + json["Car_Status"].get<int>());
            const auto& floor = json["Car_Position"].get_ref<const std::string&>();
            std::from_chars(floor.data(), floor.data() + floor.size(), seen.floor);
            seen.presence = to_flag(json["Passenger_Status"].get<bool>());
            seen.temperature = json["Machine_Room_Temperature"].get<float>();
            benchmark::DoNotOptimize(seen.time);
            sum += weight(seen);
        }
    }
    finish(state, sum);
}

BENCHMARK_CAPTURE(ours, learned, in_order(), true);
BENCHMARK_CAPTURE(ours, not_learned, in_order(), false);
BENCHMARK_CAPTURE(ours, strangers, strangers(), true);
BENCHMARK_CAPTURE(ours, any_order, any_order(), true);
BENCHMARK_CAPTURE(simdjson_reads, in_order, in_order());
BENCHMARK_CAPTURE(simdjson_reads, any_order, any_order());
BENCHMARK(nlohmann_reads);

void print(const Times& times, const char* what, const std::string& ours,
           const std::string& theirs) {
    if (!times.has(ours) || !times.has(theirs)) return;
    std::printf("%s: %.0f ns a document, %.2f of %s\n", what, times[ours] / documents,
                times[ours] / times[theirs], theirs.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Times times;
    benchmark::RunSpecifiedBenchmarks(&times);
    print(times, "learned order", "ours/learned", "simdjson_reads/in_order");
    print(times, "any order", "ours/any_order", "simdjson_reads/any_order");
    print(times, "one stranger in ten", "ours/strangers", "ours/learned");
    print(times, "learned order", "ours/learned", "nlohmann_reads");
}
