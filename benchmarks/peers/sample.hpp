// SPDX-License-Identifier: Apache-2.0
//
// What every peer reads, and what every peer has to answer: samples of 16 bytes, and the alarms
// that six rules make of them.
//
//     const std::vector<Sample> samples = read_samples("samples.bin");
//     Alarms alarms;
//     alarms.add(lift, rule, second);     // for each alarm, in any order
//     alarms.print("mine", ns_a_sample);  // "mine 9.1 120,98,... 5063c00a08fe134b"
//
// The words are numbered as in model/signals.hpp. The six rules, each "held for so long, over when
// gone for so long", are those of detect/conditions: door_blocked (90 s, 3 s), power_loss (10, 2),
// stopped_off_level (15, 2), opened_off_level (2, 2), alarm_button (0, 60), person_at_risk (0,
// 600). The digest is a sum, so that the order in which alarms are told does not matter.

#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct Sample {
    std::uint32_t lift = 0, second = 0;
    std::int16_t floor = 1;
    std::uint8_t motion = 1, door = 1, mode = 1;
    std::uint8_t flags = 0;  // bits below
    std::uint16_t unused = 0;
};
static_assert(sizeof(Sample) == 16);

enum SampleFlag : std::uint8_t { in_zone = 1, person = 2, mains = 4, button = 8 };

inline constexpr std::size_t rule_count = 6;

class Alarms {
 public:
    void add(std::uint32_t lift, std::uint32_t rule, std::uint32_t second) {
        ++counts_[rule];
        digest_ += mixed(std::uint64_t{lift} << 32 | rule << 24 | second);
    }

    void print(const char* peer, double ns) const {
        std::printf("%s %.2f ", peer, ns);
        for (std::size_t i = 0; i < rule_count; ++i) {
            std::printf("%s%llu", i == 0 ? "" : ",", static_cast<unsigned long long>(counts_[i]));
        }
        std::printf(" %016llx\n", static_cast<unsigned long long>(digest_));
    }

 private:
    // The last step of SplitMix64 (Steele, Lea, Flood 2014).
    static std::uint64_t mixed(std::uint64_t x) {
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9U;
        x = (x ^ x >> 27) * 0x94D049BB133111EBU;
        return x ^ x >> 31;
    }

    std::array<std::uint64_t, rule_count> counts_{};
    std::uint64_t digest_ = 0;
};

inline std::vector<Sample> read_samples(const char* path) {
    std::vector<Sample> samples;
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
        std::perror(path);
        std::exit(2);
    }
    std::fseek(file, 0, SEEK_END);
    samples.resize(static_cast<std::size_t>(std::ftell(file)) / sizeof(Sample));
    std::rewind(file);
    const std::size_t got = std::fread(samples.data(), sizeof(Sample), samples.size(), file);
    std::fclose(file);
    samples.resize(got);
    return samples;
}

inline std::uint32_t lifts_in(const std::vector<Sample>& samples) {
    std::uint32_t lifts = 0;
    for (const Sample& sample : samples) lifts = sample.lift < lifts ? lifts : sample.lift + 1;
    return lifts;
}
