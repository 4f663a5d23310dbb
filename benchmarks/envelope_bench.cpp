// SPDX-License-Identifier: Apache-2.0
//
// Cost of a frame of a national envelope on its way in, beside the least that any reader has to do
// with its bytes: the check sum alone, and for JT/T 808 taking the escapes out and the check sum.
// The bare passes know where each frame begins and ends, and read nothing of it. `loop` goes byte
// by byte, `fast` with the library's own pieces; `sum` shows that all saw the same. The last lines
// give the ratios, for the stream in one piece and as it comes off a network.
//
//     envelope_bench --benchmark_min_time=0.5

#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "hoistway/wire/national/gbt_32960.hpp"
#include "hoistway/wire/national/jtt_808.hpp"
#include "times.hpp"

using namespace hoistway;

namespace {

constexpr int frames = 1000;
constexpr std::size_t packet = 1448;  // what TCP carries in an Ethernet frame

struct Stream {
    std::string bytes;
    std::vector<std::size_t> ends;

    std::string_view frame(std::size_t i) const {
        const std::size_t from = i == 0 ? 0 : ends[i - 1];
        return std::string_view(bytes).substr(from, ends[i] - from);
    }
};

// Reports of 141 bytes of body, the shorter of the two lengths that most recorded ones have.
const Stream& reports() {
    static const Stream all = [] {
        Stream out;
        std::mt19937 random(1);
        std::string body = "\x1A\x03\x01\x08\x30";
        body.resize(141);
        for (int i = 0; i < frames; ++i) {
            body[5] = static_cast<char>(i % 60);
            for (std::size_t at = 6; at < body.size(); ++at) body[at] = static_cast<char>(random());
            append_gbt_32960(
                out.bytes,
                {.command = Gbt32960Command::realtime, .id = "TESTLIFT000000001", .body = body});
            out.ends.push_back(out.bytes.size());
        }
        return out;
    }();
    return all;
}

// Locations of 108 bytes of body; arbitrary bytes, so that more than half have an escape.
const Stream& locations() {
    static const Stream all = [] {
        Stream out;
        std::mt19937 random(1);
        std::string body(108, ' ');
        const std::string phone(6, '\x12');
        for (int i = 0; i < frames; ++i) {
            for (char& c : body) c = static_cast<char>(random());
            append_jtt_808(out.bytes, {.id = 0x0200,
                                       .phone = phone,
                                       .sequence = static_cast<std::uint16_t>(i),
                                       .body = body});
            out.ends.push_back(out.bytes.size());
        }
        return out;
    }();
    return all;
}

void finish(benchmark::State& state, const Stream& stream, double sum) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(stream.bytes.size()));
    state.counters["sum"] = sum;
}

// All frames found whole, in pieces of a size.
template <class Link>
void decode(benchmark::State& state, const Stream& stream, std::size_t piece) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        Link link;
        for (std::size_t at = 0; at < stream.bytes.size(); at += piece) {
            link.feed(std::string_view(stream.bytes).substr(at, piece), Time{},
                      [&](const auto& record) {
                          if constexpr (requires { record.body; }) {
                              benchmark::DoNotOptimize(record);
                              sum += static_cast<double>(record.body.size());
                          }
                      });
        }
    }
    finish(state, stream, sum);
}

// Each frame through a pass that gives 0 where its sum fits.
template <class Pass>
void bare(benchmark::State& state, const Stream& stream, std::size_t body, Pass pass) {
    double sum = 0;
    for (auto _ : state) {
        sum = 0;
        for (std::size_t i = 0; i < stream.ends.size(); ++i) {
            if (pass(stream.frame(i)) == 0) sum += static_cast<double>(body);
        }
    }
    finish(state, stream, sum);
}

void gbt_32960_whole(benchmark::State& state) {
    decode<Gbt32960Decoder>(state, reports(), reports().bytes.size());
}

void gbt_32960_packets(benchmark::State& state) {
    decode<Gbt32960Decoder>(state, reports(), packet);
}

void gbt_32960_loop(benchmark::State& state) {
    bare(state, reports(), 141, [](std::string_view frame) {
        unsigned sum = 0;
        for (const char c : frame.substr(2)) sum ^= static_cast<std::uint8_t>(c);
        return sum;
    });
}

void gbt_32960_fast(benchmark::State& state) {
    bare(state, reports(), 141, [](std::string_view frame) { return xor_sum(frame.substr(2)); });
}

void jtt_808_whole(benchmark::State& state) {
    decode<Jtt808Decoder>(state, locations(), locations().bytes.size());
}

void jtt_808_packets(benchmark::State& state) { decode<Jtt808Decoder>(state, locations(), packet); }

void jtt_808_loop(benchmark::State& state) {
    std::array<char, 2048> room;
    bare(state, locations(), 108, [&](std::string_view frame) {
        unsigned sum = 0;
        std::size_t size = 0;
        for (std::size_t at = 1; at + 1 < frame.size(); ++at) {
            char c = frame[at];
            if (c == '\x7D') c = static_cast<char>('\x7C' + frame[++at]);
            sum ^= static_cast<std::uint8_t>(c);
            room[size++] = c;
        }
        benchmark::DoNotOptimize(room);
        return sum;
    });
}

void jtt_808_fast(benchmark::State& state) {
    std::array<char, 2048> room;
    bare(state, locations(), 108, [&](std::string_view frame) {
        return xor_sum(detail::unescape_jtt(frame.substr(1, frame.size() - 2), room));
    });
}

BENCHMARK(gbt_32960_whole);
BENCHMARK(gbt_32960_packets);
BENCHMARK(gbt_32960_loop);
BENCHMARK(gbt_32960_fast);
BENCHMARK(jtt_808_whole);
BENCHMARK(jtt_808_packets);
BENCHMARK(jtt_808_loop);
BENCHMARK(jtt_808_fast);

void print(const Times& times, const std::string& link) {
    for (const char* way : {"whole", "packets"}) {
        for (const char* pass : {"loop", "fast"}) {
            const std::string ours = link + '_' + way, bare = link + '_' + pass;
            if (!times.has(ours) || !times.has(bare)) continue;
            std::printf("%s, %s: %.1f ns a frame, %.2f times the bare pass (%s)\n", link.c_str(),
                        way, times[ours] / frames, times[ours] / times[bare], pass);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    Times times;
    benchmark::RunSpecifiedBenchmarks(&times);
    print(times, "gbt_32960");
    print(times, "jtt_808");
}
