// SPDX-License-Identifier: Apache-2.0
//
// Cost of an observation on the standard row, from the last word on every signal over runs, rules
// and episodes to counters and due dates, for a fleet whose observations come mixed, in order of
// time. Beside it stands a peer in the usual style: a map from the lift's key to its state, and the
// rules as a list of functions. It does less: four rules (entrapment, doors blocked, power loss,
// stopped off level) and no counting; on this input it raises the same alarms, and the first lines
// say so or not. `hoistway_same` runs those four rules only, on a row of their own.
//
//     pipeline_bench --benchmark_min_time=0.5

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/sim/city.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

constexpr std::uint32_t fleet_size = 10000;
constexpr Duration told_time = std::chrono::hours{2};

// What 10,000 lifts said from 08:00 to 10:00 of a working day, in order of time.
struct Input {
    City city{{.lifts = fleet_size, .days = 2, .demo_rate = 200}};
    std::vector<Observation> said;
    std::vector<std::string> keys;
};

const Input& input() {
    static const Input all = [] {
        Input out;
        const Time from = out.city.options().start + std::chrono::hours{32};
        CitySink sink;
        sink.observations = [&](std::span<const Observation> part) {
            for (const Observation& seen : part) {
                if (seen.time >= from && seen.time < from + told_time) out.said.push_back(seen);
            }
        };
        for (LiftIndex lift = 0; lift < fleet_size; ++lift) out.city.simulate(lift, sink);
        std::stable_sort(
            out.said.begin(), out.said.end(),
            [](const Observation& a, const Observation& b) { return a.time < b.time; });
        for (const Lift& lift : out.city.lifts()) out.keys.push_back(lift.key);
        return out;
    }();
    return all;
}

const Policy& policy() {
    static const Policy all =
        *load_policy(builtin_policy("shijiazhuang-2025")->text, "shijiazhuang-2025");
    return all;
}

// Alarms raised, by kind: what all have to agree on.
using Alarms = std::array<std::uint64_t, event_kinds>;

constexpr std::array compared{EventKind::entrapment, EventKind::door_blocked, EventKind::power_loss,
                              EventKind::stopped_off_level};

void count(Alarms& alarms, EventKind kind, Phase phase) {
    if (phase == Phase::raised) ++alarms[static_cast<std::size_t>(kind)];
}

// The peer, as it is usually written: all in one state behind a key, each rule a function.
struct PeerState {
    Observation last;
    bool heard = false, gap = false;
    Time heard_before{};
    struct Timer {
        std::optional<Time> since, gone;
        bool raised = false;
    };
    Timer blocked, power, off_level;
    struct Trap {
        std::optional<Time> since, off_since, running, opened, seen;
        int sightings = 0;
        bool raised = false, in_view = false, always = false, shut = false, ran = false;
        bool pressed = false;
    } trap;
};

class Peer {
 public:
    using Tell = std::function<void(const std::string& lift, EventKind kind, Phase phase)>;
    using Rule = std::function<void(const std::string& lift, PeerState& state, Time time)>;

    explicit Peer(Tell tell) : tell_(std::move(tell)) {
        using std::chrono::seconds;
        rules_.push_back(
            [this](const std::string& lift, PeerState& s, Time t) { trap(lift, s, t); });
        add_timer(&PeerState::blocked, EventKind::door_blocked, seconds{90}, seconds{3},
                  [](const Observation& o) -> std::optional<bool> {
                      if (!is_known(o.door)) return std::nullopt;
                      const bool served = o.mode == Mode::unknown || o.mode == Mode::normal ||
                                          o.mode == Mode::attendant ||
                                          o.mode == Mode::emergency_power;
                      return o.door != Door::closed && o.motion != Motion::running && served;
                  });
        add_timer(&PeerState::power, EventKind::power_loss, seconds{10}, seconds{2},
                  [](const Observation& o) -> std::optional<bool> {
                      if (!is_known(o.mains_power)) return std::nullopt;
                      return o.mains_power == Flag::no;
                  });
        add_timer(&PeerState::off_level, EventKind::stopped_off_level, seconds{15}, seconds{2},
                  [](const Observation& o) -> std::optional<bool> {
                      if (!is_known(o.motion) || !is_known(o.door_zone)) return std::nullopt;
                      return o.motion == Motion::stopped && o.door_zone == Flag::no &&
                             o.mode != Mode::inspection;
                  });
    }

    void add(const std::string& lift) { states_[lift]; }

    void on(const std::string& lift, const Observation& seen) {
        PeerState& state = states_[lift];
        if (state.heard && seen.time < state.last.time) return;
        state.heard_before = state.heard ? state.last.time : seen.time;
        state.gap = seen.time - state.heard_before > std::chrono::minutes{6};
        if (state.gap) state.last = {};
        state.heard = true;
        merge(state.last, seen);
        for (const Rule& rule : rules_) rule(lift, state, seen.time);
    }

 private:
    static void merge(Observation& last, const Observation& seen) {
        last.time = seen.time;
        const auto take = [](auto& to, auto from) {
            if (is_known(from)) to = from;
        };
        take(last.motion, seen.motion);
        take(last.door, seen.door);
        take(last.mode, seen.mode);
        take(last.door_zone, seen.door_zone);
        take(last.presence, seen.presence);
        take(last.mains_power, seen.mains_power);
        take(last.alarm_button, seen.alarm_button);
    }

    // A condition that has to hold for a time, and to be gone for one.
    void add_timer(PeerState::Timer PeerState::*timer, EventKind kind, Duration raise,
                   Duration clear,
                   const std::function<std::optional<bool>(const Observation&)>& holds) {
        rules_.push_back([=, this](const std::string& lift, PeerState& state, Time now) {
            PeerState::Timer& t = state.*timer;
            const Time until = state.gap ? state.heard_before + std::chrono::minutes{6} : now;
            settle(lift, t, kind, raise, clear, until);
            if (state.gap) t.gone.reset();
            if (state.gap && !t.raised) t.since.reset();
            const std::optional<bool> answer = holds(state.last);
            if (!answer) {
                if (!t.raised) t.since.reset();
            } else if (*answer) {
                t.gone.reset();
                if (!t.since) t.since = now;
            } else if (!t.raised) {
                t.since.reset();
            } else if (!t.gone) {
                t.gone = now;
            }
        });
    }

    void settle(const std::string& lift, PeerState::Timer& t, EventKind kind, Duration raise,
                Duration clear, Time until) {
        if (!t.raised && t.since && *t.since + raise <= until) {
            t.raised = true;
            tell_(lift, kind, Phase::raised);
        }
        if (t.raised && t.gone && *t.gone + clear <= until) {
            t = {};
            tell_(lift, kind, Phase::cleared);
        }
    }

    static std::optional<Time> due(const PeerState::Trap& t) {
        if (t.raised || !t.since || t.running) return std::nullopt;
        Time at = *t.since + std::chrono::seconds{90};
        if (t.off_since) {
            at = std::min(at, std::max(*t.since, *t.off_since) + std::chrono::seconds{15});
        }
        if (t.always) return at;
        if (t.sightings < 2) return std::nullopt;
        return std::max(at, *t.seen);
    }

    void raise(const std::string& lift, PeerState::Trap& t) {
        t.raised = true;
        tell_(lift, EventKind::entrapment, Phase::raised);
    }

    void clear(const std::string& lift, PeerState::Trap& t) {
        const bool in_view = t.in_view, pressed = t.pressed;
        t = {};
        t.in_view = in_view;
        t.pressed = pressed;
        tell_(lift, EventKind::entrapment, Phase::cleared);
    }

    static void drop(PeerState::Trap& t) {
        t.since.reset();
        t.off_since.reset();
        t.sightings = 0;
        t.always = t.shut = false;
    }

    void settle_trap(const std::string& lift, PeerState& state, Time until) {
        PeerState::Trap& t = state.trap;
        if (t.running && *t.running + std::chrono::seconds{2} < until) {
            t.raised ? void(t.ran = true) : drop(t);
        }
        const Time heard = std::min(until, state.heard_before + std::chrono::seconds{60});
        if (due(t).value_or(Time::max()) <= heard) raise(lift, t);
        if (t.raised && t.opened && *t.opened + std::chrono::seconds{3} <= until) clear(lift, t);
        if (!state.gap) return;
        t.running.reset();
        t.opened.reset();
        t.in_view = t.always = false;
        if (!t.raised) t = {};
    }

    static void see_person(PeerState::Trap& t, const Observation& o, Time now) {
        const bool seen = o.presence == Flag::yes || o.alarm_button == Flag::yes;
        if (seen && !t.in_view) {
            if (!t.seen || now - *t.seen > std::chrono::seconds{5}) ++t.sightings;
            t.seen = now;
        }
        if (!seen) t.always = false;
        t.in_view = seen;
    }

    static bool is_shut_in(const Observation& o) {
        const bool trained = o.mode == Mode::inspection || o.mode == Mode::firefighter;
        return o.motion == Motion::stopped && !trained &&
               (o.door != Door::open || o.door_zone == Flag::no);
    }

    static void suspect(PeerState::Trap& t, const Observation& o, Time now) {
        if (t.since && o.motion == Motion::running) return;
        if (!is_shut_in(o)) return drop(t);
        if (!t.since) {
            if (!t.in_view) return;
            t.since = now;
            t.sightings = 1;
            t.always = true;
        } else if (o.door == Door::closed && !t.shut) {
            t.since = now;
        }
        if (o.door == Door::closed) t.shut = true;
        if (o.door_zone != Flag::no) t.off_since.reset();
        if (o.door_zone == Flag::no && !t.off_since) t.off_since = now;
    }

    void trap(const std::string& lift, PeerState& state, Time now) {
        PeerState::Trap& t = state.trap;
        const Observation& o = state.last;
        settle_trap(lift, state, state.gap ? state.heard_before + std::chrono::minutes{6} : now);
        if (o.motion == Motion::stopped) t.running.reset();
        if (o.motion == Motion::running && !t.running) t.running = now;
        see_person(t, o, now);
        if (!t.raised) {
            suspect(t, o, now);
        } else if (o.door != Door::open || o.door_zone == Flag::no) {
            t.opened.reset();
        } else if (t.ran && !t.running) {
            clear(lift, t);
        } else if (!t.opened) {
            t.opened = now;
        }
        const bool pressed = o.alarm_button == Flag::yes && !t.pressed;
        t.pressed = o.alarm_button == Flag::yes;
        if (pressed && !t.raised && is_shut_in(o)) {
            if (!t.since) t.since = now;
            raise(lift, t);
        }
        if (due(t).value_or(Time::max()) <= now) raise(lift, t);
    }

    std::unordered_map<std::string, PeerState> states_;
    std::vector<Rule> rules_;
    Tell tell_;
};

void finish(benchmark::State& state, const Alarms& alarms) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(input().said.size()));
    for (const EventKind kind : compared) {
        state.counters[std::string(to_text(kind))] =
            static_cast<double>(alarms[static_cast<std::size_t>(kind)]);
    }
}

// Every iteration begins with lifts that nobody has heard; making them is not measured.
template <class MakeRow>
void run_fleet(benchmark::State& state, MakeRow make) {
    Alarms alarms{};
    const Input& all = input();
    for (auto _ : state) {
        state.PauseTiming();
        alarms = {};
        Fleet fleet{make(all), all.city.lifts()};
        state.ResumeTiming();
        fleet.process(all.said,
                      [&](const Event& event) { count(alarms, event.kind, event.phase); });
        benchmark::DoNotOptimize(alarms);
    }
    finish(state, alarms);
}

void hoistway_all(benchmark::State& state) {
    run_fleet(state, [](const Input& all) { return standard_row(all.city.lifts(), policy()); });
}

void hoistway_same(benchmark::State& state) {
    run_fleet(state, [](const Input&) {
        return Row{Picture{},   Entrapment{},      DoorBlocked{},
                   PowerLoss{}, StoppedOffLevel{}, Episodes{}};
    });
}

void usual_style(benchmark::State& state) {
    Alarms alarms{};
    const Input& all = input();
    for (auto _ : state) {
        state.PauseTiming();
        alarms = {};
        Peer peer{
            [&](const std::string&, EventKind kind, Phase phase) { count(alarms, kind, phase); }};
        for (const std::string& key : all.keys) peer.add(key);
        state.ResumeTiming();
        for (const Observation& seen : all.said) peer.on(all.keys[seen.lift], seen);
        benchmark::DoNotOptimize(alarms);
    }
    finish(state, alarms);
}

BENCHMARK(hoistway_all)->Unit(benchmark::kMillisecond);
BENCHMARK(hoistway_same)->Unit(benchmark::kMillisecond);
BENCHMARK(usual_style)->Unit(benchmark::kMillisecond);

// Prints as ever, and remembers times and alarms.
class Ratios : public benchmark::ConsoleReporter {
 public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.iterations == 0) continue;
            auto& [nanoseconds, alarms] = seen_[run.benchmark_name()];
            nanoseconds = run.cpu_accumulated_time / static_cast<double>(run.iterations) * 1e9 /
                          static_cast<double>(input().said.size());
            for (const EventKind kind : compared) {
                alarms.push_back(run.counters.at(std::string(to_text(kind))));
            }
        }
        ConsoleReporter::ReportRuns(runs);
    }
    void print() {
        const auto& [usual, alarms] = seen_["usual_style"];
        for (const char* name : {"hoistway_all", "hoistway_same"}) {
            const auto& [ours, same] = seen_[name];
            if (ours == 0 || usual == 0) continue;
            std::printf(
                "%s: %.0f ns an observation, the usual style %.0f ns, %.2f times as long; "
                "%s alarms\n",
                name, ours, usual, usual / ours, same == alarms ? "the same" : "DIFFERENT");
        }
    }

 private:
    std::map<std::string, std::tuple<double, std::vector<double>>> seen_;
};

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    std::printf("%zu observations of %u lifts\n", input().said.size(), fleet_size);
    Ratios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print();
}
