// SPDX-License-Identifier: Apache-2.0
//
// Cost of a status on its way in by the neutral frame: alone in its frame, and fifty in a batch,
// beside the block check of the same bytes and, where protobuf is installed, beside protobuf with
// the same content. The lift is made up: it stands, opens, closes, runs and passes landings, a
// record a second. `sum` shows that all saw the same; the last lines give the ratios.
//
//     neutral_bench --benchmark_min_time=0.5

#include <benchmark/benchmark.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "hoistway/wire/neutral/decoder.hpp"
#include "times.hpp"
#ifdef HOISTWAY_PEER_PROTOBUF
#include "neutral.pb.h"
#endif

using namespace hoistway;

namespace {

constexpr std::size_t records = 1000, batch_size = 50;

// A lift of twenty landings, 3 m apart, at 1.75 m/s, in its busy hour: a run about every 45 s,
// never twice the same.
class Lift {
 public:
    Observation next() {
        if (second_ == 0) plan();
        Observation seen = seen_;
        seen.time += std::chrono::seconds{total_++};
        drive(seen);
        seen.position = static_cast<float>(position_);
        seen.floor = static_cast<std::int16_t>(1 + std::lround(position_ / 3));
        second_ = second_ + 1 < round_ ? second_ + 1 : 0;
        return seen;
    }

 private:
    void plan() {
        seed_ = seed_ * 6364136223846793005U + 1442695040888963407U;
        const auto landing = static_cast<int>(seed_ >> 33 & 0xFFFF) % 20;
        target_ = landing * 3.0;
        round_ = 12 + static_cast<int>(seed_ >> 50 & 0xFFFF) % 49 +
                 static_cast<int>(std::fabs(target_ - position_) / 1.75);
        seen_.presence = to_flag(seed_ >> 60 != 0);
        seen_.load = static_cast<float>(seed_ >> 54 & 0x1FF);
        ++seen_.runs;
        ++seen_.door_cycles;
    }
    void drive(Observation& seen) {
        const double left = target_ - position_;
        const bool moves = second_ >= 8 && std::fabs(left) > 0.01;
        seen.door = second_ < 2   ? Door::opening
                    : second_ < 5 ? Door::open
                    : second_ < 7 ? Door::closing
                                  : Door::closed;
        seen.door_zone = to_flag(!moves);
        seen.motion = moves ? Motion::running : Motion::stopped;
        seen.direction = !moves ? Direction::none : left > 0 ? Direction::up : Direction::down;
        const double speed = moves ? std::copysign(std::min(1.75, std::fabs(left)), left) : 0;
        seen.speed = static_cast<float>(speed);
        position_ += speed;
    }

    static Observation begin() {
        Observation seen{.time = Time{Duration{1772323200000}}, .lift = 1};
        seen.mode = Mode::normal;
        seen.mains_power = seen.safety_chain = seen.door_lock = Flag::yes;
        seen.alarm_button = seen.overload = Flag::no;
        seen.people = 2;
        seen.noise = 48.5F;
        seen.vibration = 0.012F;
        seen.temperature = 31.25F;
        seen.runs = 812345;
        seen.door_cycles = 901234;
        seen.rope_bends = 2437035;
        seen.run_time = 8123450.5;
        seen.distance = 9876543.25;
        return seen;
    }

    Observation seen_ = begin();
    std::uint64_t seed_ = 7;
    double position_ = 0, target_ = 0;
    int second_ = 0, round_ = 0;
    int total_ = 0;
};

NeutralParty party(bool crc32c) {
    NeutralParty party{.id = {}, .crc32c = crc32c};
    (void)party.id.assign("SJZ-0000000042");
    return party;
}

struct Stream {
    std::string bytes;
    std::vector<std::string> frames;
    std::vector<std::string> messages;  // the same as protobuf
};

#ifdef HOISTWAY_PEER_PROTOBUF
void put(peer::Observation& out, const Observation& seen) {
    out.set_time(seen.time.time_since_epoch().count());
    out.set_floor(seen.floor);
    out.set_motion(static_cast<unsigned>(seen.motion));
    out.set_direction(static_cast<unsigned>(seen.direction));
    out.set_door(static_cast<unsigned>(seen.door));
    out.set_mode(static_cast<unsigned>(seen.mode));
    out.set_door_zone(static_cast<unsigned>(seen.door_zone));
    out.set_presence(static_cast<unsigned>(seen.presence));
    out.set_mains_power(static_cast<unsigned>(seen.mains_power));
    out.set_safety_chain(static_cast<unsigned>(seen.safety_chain));
    out.set_door_lock(static_cast<unsigned>(seen.door_lock));
    out.set_alarm_button(static_cast<unsigned>(seen.alarm_button));
    out.set_overload(static_cast<unsigned>(seen.overload));
    out.set_people(seen.people);
    out.set_position(seen.position);
    out.set_speed(seen.speed);
    out.set_load(seen.load);
    out.set_noise(seen.noise);
    out.set_vibration(seen.vibration);
    out.set_temperature(seen.temperature);
    out.set_runs(seen.runs);
    out.set_door_cycles(seen.door_cycles);
    out.set_rope_bends(seen.rope_bends);
    out.set_run_time(seen.run_time);
    out.set_distance(seen.distance);
}

std::string message_of(const std::vector<Observation>& batch, std::uint32_t sequence) {
    peer::Status status;
    status.set_id("SJZ-0000000042");
    status.set_sequence(sequence);
    for (const Observation& seen : batch) put(*status.add_observations(), seen);
    return status.SerializeAsString();
}
#else
std::string message_of(const std::vector<Observation>&, std::uint32_t) { return {}; }
#endif

Stream make(std::size_t size, bool crc32c) {
    Stream out;
    Lift lift;
    std::uint32_t sequence = 0;
    for (std::size_t done = 0; done < records; done += size) {
        NeutralBatch batch;
        std::vector<Observation> seen;
        for (std::size_t i = 0; i < size; ++i) {
            seen.push_back(lift.next());
            (void)batch.add(seen.back());
        }
        std::string frame;
        append_neutral_status(frame, party(crc32c), {.sequence = ++sequence}, batch);
        out.bytes += frame;
        out.frames.push_back(frame);
        out.messages.push_back(message_of(seen, sequence));
    }
    return out;
}

const Stream& single() {
    static const Stream all = make(1, false);
    return all;
}
const Stream& single_crc() {
    static const Stream all = make(1, true);
    return all;
}
const Stream& batches() {
    static const Stream all = make(batch_size, false);
    return all;
}

void finish(benchmark::State& state, std::uint64_t sum) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(records));
    state.counters["sum"] = static_cast<double>(sum);
}

// Whole numbers, for adding doubles one after the other takes longer than the decoder.
std::uint64_t weight(int floor, float position, unsigned door) {
    return std::bit_cast<std::uint32_t>(position) + static_cast<std::uint64_t>(floor) + door;
}

// What is done with a record: the least that reads something of it.
struct Sum {
    std::uint64_t* sum;
    void operator()(const Observation& seen) const {
        *sum += weight(seen.floor, seen.position, static_cast<unsigned>(seen.door));
    }
    template <class Other>
    void operator()(const Other&) const {}
};

void decode(benchmark::State& state, const Stream& stream) {
    std::uint64_t sum = 0;
    for (auto _ : state) {
        sum = 0;
        NeutralDecoder link;
        link.bind(1);
        link.feed(stream.bytes, Time{}, Sum{&sum});
    }
    finish(state, sum);
}

// The bytes that the block check covers, and nothing else.
void check(benchmark::State& state, const Stream& stream) {
    for (auto _ : state) {
        unsigned sum = 0;
        for (std::string_view rest = stream.bytes; !rest.empty();) {
            const std::size_t body = read_be<std::uint16_t>(rest, 25);
            sum += xor_sum(rest.substr(2, 25 + body));
            rest.remove_prefix(28 + body);
        }
        benchmark::DoNotOptimize(sum);
    }
    finish(state, 0);
}

void check_crc(benchmark::State& state, const Stream& stream) {
    for (auto _ : state) {
        unsigned sum = 0;
        for (std::string_view rest = stream.bytes; !rest.empty();) {
            const std::size_t body = read_be<std::uint16_t>(rest, 25);
            sum += xor_sum(rest.substr(2, 25 + body)) + crc32c(rest.substr(2, 21 + body));
            rest.remove_prefix(28 + body);
        }
        benchmark::DoNotOptimize(sum);
    }
    finish(state, 0);
}

void single_hoistway(benchmark::State& state) { decode(state, single()); }
void single_check(benchmark::State& state) { check(state, single()); }
void single_crc_hoistway(benchmark::State& state) { decode(state, single_crc()); }
void single_crc_check(benchmark::State& state) { check_crc(state, single_crc()); }
void batch_hoistway(benchmark::State& state) { decode(state, batches()); }
void batch_check(benchmark::State& state) { check(state, batches()); }

BENCHMARK(single_check);
BENCHMARK(single_hoistway);
BENCHMARK(single_crc_check);
BENCHMARK(single_crc_hoistway);
BENCHMARK(batch_check);
BENCHMARK(batch_hoistway);

#ifdef HOISTWAY_PEER_PROTOBUF
// Only parsed and looked at: protobuf has no check sum of its own.
void parse(benchmark::State& state, const Stream& stream) {
    std::uint64_t sum = 0;
    peer::Status status;
    for (auto _ : state) {
        sum = 0;
        for (const std::string& message : stream.messages) {
            (void)status.ParseFromArray(message.data(), static_cast<int>(message.size()));
            for (const auto& seen : status.observations())
                sum += weight(seen.floor(), seen.position(), seen.door());
        }
    }
    finish(state, sum);
}
void single_protobuf(benchmark::State& state) { parse(state, single()); }
void batch_protobuf(benchmark::State& state) { parse(state, batches()); }
BENCHMARK(single_protobuf);
BENCHMARK(batch_protobuf);
#endif

void print(const Times& times, const std::string& what) {
    if (!times.has(what + "_hoistway") || !times.has(what + "_check")) return;
    const double ours = times[what + "_hoistway"] / records,
                 check = times[what + "_check"] / records;
    std::printf("%s: %.2f ns a record, the check sum %.2f: %.2f times, %.2f ns over it\n",
                what.c_str(), ours, check, ours / check, ours - check);
    if (!times.has(what + "_protobuf")) return;
    std::printf("%s: protobuf takes %.1f times as long\n", what.c_str(),
                times[what + "_protobuf"] / records / ours);
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Times times;
    benchmark::RunSpecifiedBenchmarks(&times);
    for (const char* what : {"single", "single_crc", "batch"}) print(times, what);
    std::printf("a frame with one record %.0f bytes, a record of a batch %.1f\n",
                static_cast<double>(single().bytes.size()) / static_cast<double>(records),
                static_cast<double>(batches().bytes.size()) / static_cast<double>(records));
}
