// SPDX-License-Identifier: Apache-2.0
//
// What the tests of this room share: a decoder's records as lines of text, and made-up
// observations from a seed.

#pragma once

#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "hoistway/wire/device/line_json.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway::testing {

// Collects what a decoder emits, one line a record.
class Lines {
 public:
    void operator()(const Observation& seen) {
        std::string line = "observation ";
        append_observation(line, seen, seen.lift == no_lift ? "?" : std::to_string(seen.lift));
        lines_.push_back(line);
    }
    void operator()(const DeviceLogin& login) {
        lines_.push_back("login " + std::string(login.device.view()));
    }
    void operator()(const DeviceHeartbeat&) { lines_.push_back("heartbeat"); }
    void operator()(const WireError& refused) {
        std::string line = "error " + std::string(to_string(refused.error.code)) + " at " +
                           std::to_string(refused.error.at);
        if (!refused.field.empty()) line += ' ' + std::string(refused.field);
        lines_.push_back(line);
    }
    // A frame of a national envelope, as the program writes it.
    template <class Frame>
    void operator()(const Frame& frame) requires requires(std::string& out) {
        append_frame(out, frame);
    }
    {
        std::string line = "frame ";
        append_frame(line, frame);
        lines_.push_back(line);
    }
    const std::vector<std::string>& lines() const { return lines_; }

 private:
    std::vector<std::string> lines_;
};

inline std::string to_text(const LinkStats& s) {
    return "stats frames=" + std::to_string(s.frames) +
           " observations=" + std::to_string(s.observations) +
           " logins=" + std::to_string(s.logins) + " heartbeats=" + std::to_string(s.heartbeats) +
           " refused=" + std::to_string(s.refused) + " garbage=" + std::to_string(s.garbage_bytes) +
           " unknown_keys=" + std::to_string(s.unknown_keys) +
           " out_of_range=" + std::to_string(s.out_of_range_values);
}

// 2026-03-01T00:00:00Z, when everything in these tests is received.
inline constexpr Time received{Duration{1772323200000}};

// All records and the figures of a stream that came in pieces of the size given.
template <DeviceLink Link = LineJsonDecoder>
std::vector<std::string> decode(std::string_view bytes, std::size_t piece, Link link = {}) {
    link.bind(1);
    Lines lines;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        link.feed(bytes.substr(at, piece), received, lines);
    }
    link.finish(lines);
    std::vector<std::string> out = lines.lines();
    out.push_back(to_text(link.stats()));
    return out;
}

// Any observation, each signal known as often as not.
class Maker {
 public:
    explicit Maker(unsigned seed) : random_(seed) {}

    bool coin() { return random_() % 2 == 0; }
    int number(int low, int high) {
        return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
    }
    template <Worded E>
    E word() {
        return static_cast<E>(random_() % Words<E>::list.size());
    }
    Observation observation() {
        Observation seen{.time = received + Duration{number(-1000000000, 1000000000)}};
        detail::for_each_field([&](const char*, auto place) {
            // Who speaks is said in the log only: no link carries it.
            if constexpr (!std::is_same_v<decltype(place), Source Observation::*>) {
                if (this->coin()) this->fill(seen.*place);
            }
        });
        if (coin()) {
            seen.fault.cleared = coin();
            (void)seen.fault.dialect.assign("monarch");
            (void)seen.fault.code.assign("E" + std::to_string(number(1, 99)));
        }
        return seen;
    }

 private:
    template <Worded E>
    void fill(E& value) {
        value = word<E>();
    }
    void fill(std::int16_t& value) { value = static_cast<std::int16_t>(number(-32767, 32767)); }
    void fill(std::uint32_t& value) { value = static_cast<std::uint32_t>(random_() >> 1); }
    void fill(float& value) {
        value = static_cast<float>(number(-1000000, 1000000)) / static_cast<float>(number(1, 999));
    }
    void fill(double& value) { value = number(0, 1000000000) / 7.0; }

    std::mt19937 random_;
};

}  // namespace hoistway::testing
