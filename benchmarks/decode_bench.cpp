// SPDX-License-Identifier: Apache-2.0
//
// Cost of a record on its way in: a v2 frame of the device link, and a line of the observation log,
// each read here, by nlohmann/json (DOM) and by simdjson (On-Demand), the same fields out of the
// same bytes. `sum` shows that all saw the same; the last lines give the ratios.
//
//     decode_bench --benchmark_min_time=0.5

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "hoistway/wire/device/line_json.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/log/observation_json.hpp"
#include "times.hpp"

using namespace hoistway;

namespace {

constexpr int records = 1000;

Observation made_up(int i) {
    Observation seen{.time = Time{Duration{1772323200000 + i * 1000LL}}};
    seen.floor = static_cast<std::int16_t>(1 + i % 20);
    seen.motion = i % 3 == 0 ? Motion::stopped : Motion::running;
    seen.direction = i % 3 == 0 ? Direction::none : Direction::up;
    seen.door = i % 3 == 0 ? Door::open : Door::closed;
    seen.mode = Mode::normal;
    seen.door_zone = to_flag(i % 3 == 0);
    seen.presence = to_flag(i % 2 == 0);
    seen.mains_power = Flag::yes;
    seen.speed = i % 3 == 0 ? 0.0F : static_cast<float>(i % 18) / 10.0F;
    seen.temperature = 31;
    return seen;
}

// The bodies stand in one string, as they come off a socket.
struct Frames {
    std::string bytes;
    std::vector<simdjson::padded_string> bodies;
};

const Frames& frames() {
    static const Frames all = [] {
        Frames out;
        for (int i = 0; i < records; ++i) {
            std::string frame;
            append_status_v2(frame, made_up(i));
            out.bytes += frame;
            out.bodies.emplace_back(std::string_view(frame).substr(4, frame.size() - 8));
        }
        return out;
    }();
    return all;
}

const std::vector<simdjson::padded_string>& lines() {
    static const std::vector<simdjson::padded_string> all = [] {
        std::vector<simdjson::padded_string> out;
        for (int i = 0; i < records; ++i) {
            std::string line;
            append_observation(line, made_up(i), "3110-0042");
            out.emplace_back(std::string_view(line));
        }
        return out;
    }();
    return all;
}

void finish(benchmark::State& state, double sum) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * records);
    state.counters["sum"] = sum;
}

double weight(const Observation& seen) {
    return seen.floor + 100.0 * static_cast<int>(seen.door) +
           10.0 * static_cast<int>(seen.presence);
}

// What the peers have to do with a block once they have found it.
double block_weight(std::string_view base64) {
    std::array<std::uint8_t, 32> bytes;
    const Result<std::size_t> size = decode_base64(base64, bytes);
    detail::CodeReader read;
    return weight(detail::read_block(std::span(bytes.data(), *size), Time{}, read).seen);
}

void frame_hoistway(benchmark::State& state) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        LineJsonDecoder link;
        link.feed(frames().bytes, Time{}, [&](const auto& record) {
            if constexpr (requires { record.floor; }) sum += weight(record);
        });
    }
    finish(state, sum);
}

void frame_nlohmann(benchmark::State& state) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (const auto& body : frames().bodies) {
            const auto json = nlohmann::json::parse(body.data(), body.data() + body.size());
            if (json["TY"] == "M" && json["ST"] == "S") {
                sum += block_weight(json["D"].get_ref<const std::string&>());
            }
        }
    }
    finish(state, sum);
}

void frame_simdjson(benchmark::State& state) {
    double sum = 0;
    simdjson::ondemand::parser parser;
    for (auto _ : state) {
        sum = 0;
        for (const auto& body : frames().bodies) {
            auto json = parser.iterate(body);
            if (std::string_view(json["TY"]) == "M" && std::string_view(json["ST"]) == "S") {
                sum += block_weight(std::string_view(json["D"]));
            }
        }
    }
    finish(state, sum);
}

void line_hoistway(benchmark::State& state) {
    double sum = 0;
    ObservationJson json;
    for (auto _ : state) {
        sum = 0;
        for (const auto& line : lines()) {
            const auto read = json.read({line.data(), line.size()});
            if (read) sum += weight(read->observation);
        }
    }
    finish(state, sum);
}

template <class E>
E word(std::string_view text) {
    return from_text<E>(text).value_or(E{});
}

// All eleven fields are taken, as the reader here does.
Observation from_nlohmann(const nlohmann::json& json) {
    Observation seen;
    const auto text = [&](const char* key) -> const std::string& {
        return json.at(key).get_ref<const std::string&>();
    };
    benchmark::DoNotOptimize(text("lift").size());
    seen.time = parse_time(text("time")).value_or(Time{});
    seen.floor = json.at("floor").get<std::int16_t>();
    seen.motion = word<Motion>(text("motion"));
    seen.direction = word<Direction>(text("direction"));
    seen.door = word<Door>(text("door"));
    seen.mode = word<Mode>(text("mode"));
    seen.door_zone = to_flag(json.at("door_zone").get<bool>());
    seen.presence = to_flag(json.at("presence").get<bool>());
    seen.mains_power = to_flag(json.at("mains_power").get<bool>());
    seen.speed = json.at("speed").get<float>();
    seen.temperature = json.at("temperature").get<float>();
    return seen;
}

void line_nlohmann(benchmark::State& state) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (const auto& line : lines()) {
            const auto json = nlohmann::json::parse(line.data(), line.data() + line.size());
            const Observation seen = from_nlohmann(json);
            benchmark::DoNotOptimize(seen.speed);
            sum += weight(seen);
        }
    }
    finish(state, sum);
}

// In the order in which the keys stand, which is how On-Demand is meant to be used.
Observation from_simdjson(simdjson::ondemand::document& json) {
    Observation seen;
    benchmark::DoNotOptimize(std::string_view(json["lift"]).size());
    seen.time = parse_time(std::string_view(json["time"])).value_or(Time{});
    seen.floor = static_cast<std::int16_t>(std::int64_t(json["floor"]));
    seen.motion = word<Motion>(std::string_view(json["motion"]));
    seen.direction = word<Direction>(std::string_view(json["direction"]));
    seen.door = word<Door>(std::string_view(json["door"]));
    seen.mode = word<Mode>(std::string_view(json["mode"]));
    seen.door_zone = to_flag(bool(json["door_zone"]));
    seen.presence = to_flag(bool(json["presence"]));
    seen.mains_power = to_flag(bool(json["mains_power"]));
    seen.speed = static_cast<float>(double(json["speed"]));
    seen.temperature = static_cast<float>(double(json["temperature"]));
    return seen;
}

void line_simdjson(benchmark::State& state) {
    double sum = 0;
    simdjson::ondemand::parser parser;
    for (auto _ : state) {
        sum = 0;
        for (const auto& line : lines()) {
            simdjson::ondemand::document json = parser.iterate(line);
            const Observation seen = from_simdjson(json);
            benchmark::DoNotOptimize(seen.speed);
            sum += weight(seen);
        }
    }
    finish(state, sum);
}

BENCHMARK(frame_hoistway);
BENCHMARK(frame_nlohmann);
BENCHMARK(frame_simdjson);
BENCHMARK(line_hoistway);
BENCHMARK(line_nlohmann);
BENCHMARK(line_simdjson);

void print(const Times& times, const std::string& what) {
    for (const char* peer : {"nlohmann", "simdjson"}) {
        const std::string ours = what + "_hoistway", theirs = what + '_' + peer;
        if (!times.has(ours) || !times.has(theirs)) continue;
        std::printf("%s: %.0f ns a record, %s takes %.2f times as long\n", what.c_str(),
                    times[ours] / records, peer, times[theirs] / times[ours]);
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Times times;
    benchmark::RunSpecifiedBenchmarks(&times);
    print(times, "frame");
    print(times, "line");
}
