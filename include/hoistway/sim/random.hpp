// SPDX-License-Identifier: Apache-2.0
//
// Chance that is the same on every machine: all draws are whole-number arithmetic.
//
//     Random random{seed, lift};            // one independent stream for each lift
//     random.below(6);                      // 0..5, each as likely as the other
//     random.waiting(240);                  // s until something that comes every 240 s
//
// xoshiro256** by Blackman and Vigna (2018), seeded by SplitMix64 (Steele, Lea, Flood 2014). No
// distribution and no logarithm of the standard library: theirs differ between machines. Not for
// secrets. Constant time (exponential(): on average), no allocation; one thread an object.

#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hoistway {

// Turns any number into well mixed ones; used to seed and to derive streams.
class SplitMix64 {
 public:
    explicit constexpr SplitMix64(std::uint64_t seed) noexcept : state_(seed) {}

    constexpr std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

 private:
    std::uint64_t state_;
};

class Xoshiro256 {
 public:
    explicit constexpr Xoshiro256(std::array<std::uint64_t, 4> state) noexcept : state_(state) {}

    constexpr std::uint64_t next() noexcept {
        auto& s = state_;
        const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9, shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = std::rotl(s[3], 45);
        return result;
    }

 private:
    std::array<std::uint64_t, 4> state_;
};

class Random {
 public:
    // The same seed and stream give the same draws; another stream gives unrelated ones.
    constexpr Random(std::uint64_t seed, std::uint64_t stream) noexcept
        : source_(state_of(seed, stream)) {}

    constexpr std::uint64_t next() noexcept { return source_.next(); }

    // 0..count-1 without the bias of a remainder (Lemire 2019). The count must be above 0.
    constexpr std::uint32_t below(std::uint32_t count) noexcept {
        assert(count > 0);
        std::uint64_t product = upper() * count;
        if (static_cast<std::uint32_t>(product) < count) {
            const std::uint32_t biased = (0u - count) % count;
            while (static_cast<std::uint32_t>(product) < biased) product = upper() * count;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

    // first..last, both included.
    constexpr int between(int first, int last) noexcept {
        assert(first <= last);
        return first + static_cast<int>(below(static_cast<std::uint32_t>(last - first) + 1));
    }

    constexpr bool chance(std::uint32_t per_million) noexcept {
        return below(1'000'000) < per_million;
    }

    // The place of one weight, drawn in proportion to it. At least one must be above 0.
    constexpr std::size_t pick(std::span<const std::uint32_t> weights) noexcept {
        std::uint32_t total = 0;
        for (const std::uint32_t weight : weights) total += weight;
        std::uint32_t left = below(total);
        std::size_t place = 0;
        while (left >= weights[place]) left -= weights[place++];
        return place;
    }

    // Exponential with mean 1, as 1/2^32: von Neumann's method, comparisons only and exact.
    constexpr std::uint64_t exponential() noexcept {
        for (std::uint64_t whole = 0;; ++whole) {
            const std::uint64_t first = upper();
            if (falls_odd(first)) return (whole << 32) | first;
        }
    }

    // s until the next of things that come every `mean` s on average, at random.
    constexpr std::int64_t waiting(std::uint32_t mean) noexcept {
        const std::uint64_t drawn = exponential();
        return static_cast<std::int64_t>((drawn >> 32) * mean +
                                         (((drawn & 0xFFFFFFFFu) * mean) >> 32));
    }

 private:
    static constexpr std::array<std::uint64_t, 4> state_of(std::uint64_t seed,
                                                           std::uint64_t stream) noexcept {
        SplitMix64 mix{SplitMix64{seed}.next() ^ SplitMix64{~stream}.next()};
        return {mix.next(), mix.next(), mix.next(), mix.next()};
    }

    constexpr std::uint64_t upper() noexcept { return next() >> 32; }

    // Whether draws fall below their predecessors for an odd length: probability exp(-first).
    constexpr bool falls_odd(std::uint64_t first) noexcept {
        bool odd = true;
        for (std::uint64_t last = first, drawn = upper(); drawn < last; drawn = upper()) {
            last = drawn;
            odd = !odd;
        }
        return odd;
    }

    Xoshiro256 source_;
};

}  // namespace hoistway
