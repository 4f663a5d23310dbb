// SPDX-License-Identifier: Apache-2.0
//
// The usual style in C++: states in an unordered_map by the lift's key, rules in a list of
// std::function. The same six rules, the same alarms.
//
//     cpp_map samples.bin

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sample.hpp"

namespace {

constexpr std::int64_t none = -1;

struct Timer {
    std::int64_t since = none, gone = none;
    bool raised = false;
};

struct State {
    std::array<Timer, rule_count> timers{};
};

class Peer {
 public:
    using Rule = std::function<void(const std::string& lift, State& state, const Sample& seen)>;
    using Tell = std::function<void(const std::string& lift, std::size_t rule, std::int64_t at)>;

    explicit Peer(Tell tell) : tell_(std::move(tell)) {
        add(90, 3, [](const Sample& s) {
            const bool serves = s.mode <= 2 || s.mode == 6;
            return s.door != 1 && s.motion != 2 && serves;
        });
        add(10, 2, [](const Sample& s) { return (s.flags & mains) == 0; });
        add(15, 2, [](const Sample& s) {
            return s.motion == 1 && (s.flags & in_zone) == 0 && s.mode != 3;
        });
        add(2, 2, [](const Sample& s) {
            const bool trained = s.mode == 3 || s.mode == 5;
            return s.door == 3 && s.motion == 1 && (s.flags & in_zone) == 0 && !trained;
        });
        add(0, 60, [](const Sample& s) { return (s.flags & button) != 0; });
        add(0, 600, [](const Sample& s) {
            return s.motion == 2 && (s.flags & person) != 0 && s.mode == 3;
        });
    }

    void on(const std::string& lift, const Sample& seen) {
        State& state = states_[lift];
        for (const Rule& rule : rules_) rule(lift, state, seen);
    }

 private:
    template <class Holds>
    void add(std::int64_t raise, std::int64_t clear, Holds holds) {
        rules_.push_back([this, raise, clear, holds, rule = rules_.size()](
                             const std::string& lift, State& state, const Sample& seen) {
            Timer& timer = state.timers[rule];
            const std::int64_t now = seen.second;
            if (timer.raised && timer.gone != none && timer.gone + clear <= now) timer = {};
            settle(lift, rule, raise, timer, now);
            if (holds(seen)) {
                timer.gone = none;
                if (timer.since == none) timer.since = now;
                settle(lift, rule, raise, timer, now);
            } else if (!timer.raised) {
                timer.since = none;
            } else if (timer.gone == none) {
                timer.gone = now;
            }
        });
    }

    void settle(const std::string& lift, std::size_t rule, std::int64_t raise, Timer& timer,
                std::int64_t now) {
        if (timer.raised || timer.since == none || timer.since + raise > now) return;
        timer.raised = true;
        tell_(lift, rule, timer.since + raise);
    }

    std::unordered_map<std::string, State> states_;
    std::vector<Rule> rules_;
    Tell tell_;
};

std::vector<std::string> keys_of(std::uint32_t lifts) {
    std::vector<std::string> keys;
    for (std::uint32_t i = 0; i < lifts; ++i) {
        keys.push_back(std::to_string(31'011'500'000'000'000 + i));
    }
    return keys;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::vector<Sample> samples = read_samples(argv[1]);
    const std::vector<std::string> keys = keys_of(lifts_in(samples));
    std::vector<std::pair<std::string, std::pair<std::size_t, std::int64_t>>> told;
    Peer peer{[&](const std::string& lift, std::size_t rule, std::int64_t at) {
        told.push_back({lift, {rule, at}});
    }};
    const auto start = std::chrono::steady_clock::now();
    for (const Sample& sample : samples) peer.on(keys[sample.lift], sample);
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    Alarms alarms;
    for (const auto& [lift, what] : told) {
        alarms.add(static_cast<std::uint32_t>(std::stoll(lift) - 31'011'500'000'000'000),
                   static_cast<std::uint32_t>(what.first), static_cast<std::uint32_t>(what.second));
    }
    alarms.print("cpp_map", spent.count() / static_cast<double>(samples.size()));
}
