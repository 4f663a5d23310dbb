// SPDX-License-Identifier: Apache-2.0
//
// hoistway on the input of the peers: a row of the six rules alone, and the standard row with all
// rules, episodes and counters. Making records of the samples is part of the measured time.
//
//     ours samples.bin six|standard

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "sample.hpp"

using namespace hoistway;

namespace {

constexpr Time begin{Duration{1'772'294'400'000}};
constexpr std::size_t batch_size = 256;
constexpr std::array<EventKind, rule_count> kinds{
    EventKind::door_blocked,     EventKind::power_loss,   EventKind::stopped_off_level,
    EventKind::opened_off_level, EventKind::alarm_button, EventKind::person_at_risk};

// A record for each of the sixteen values of the flags, of which the others are copies.
constexpr std::array<Brief, 16> patterns = [] {
    std::array<Brief, 16> out{};
    for (unsigned flags = 0; flags < out.size(); ++flags) {
        out[flags].door_zone = to_flag((flags & in_zone) != 0);
        out[flags].presence = to_flag((flags & person) != 0);
        out[flags].mains_power = to_flag((flags & mains) != 0);
        out[flags].alarm_button = to_flag((flags & button) != 0);
    }
    return out;
}();

void put(Brief& seen, const Sample& sample) {
    seen = patterns[sample.flags % patterns.size()];
    seen.time = begin + std::chrono::seconds{sample.second};
    seen.lift = sample.lift;
    seen.floor = sample.floor;
    seen.motion = static_cast<Motion>(sample.motion);
    seen.door = static_cast<Door>(sample.door);
    seen.mode = static_cast<Mode>(sample.mode);
}

struct Told {
    LiftIndex lift;
    EventKind kind;
    Time time;
};

template <class Told1, class R>
void run(const char* name, const R& row, const std::vector<Sample>& samples) {
    Fleet<R> fleet{row, lifts_in(samples)};
    std::array<Brief, batch_size> batch;
    std::vector<Told> told;
    const auto hear = [&](const Told1& one) {
        if (one.phase == Phase::raised) told.push_back({one.lift, one.kind, one.time});
    };
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t from = 0; from < samples.size(); from += batch_size) {
        const std::size_t count = std::min(batch_size, samples.size() - from);
        for (std::size_t i = 0; i < count; ++i) put(batch[i], samples[from + i]);
        fleet.process(std::span<const Brief>(batch).first(count), hear);
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    Alarms alarms;
    for (const Told& one : told) {
        const auto rule = std::find(kinds.begin(), kinds.end(), one.kind) - kinds.begin();
        const auto second = std::chrono::floor<std::chrono::seconds>(one.time - begin).count();
        if (rule == rule_count) continue;  // the standard row has rules that the peers have not
        alarms.add(one.lift, static_cast<std::uint32_t>(rule), static_cast<std::uint32_t>(second));
    }
    alarms.print(name, spent.count() / static_cast<double>(samples.size()));
}

using SixRules = HoldSet<DoorBlockedCondition, PowerLossCondition, StoppedOffLevelCondition,
                         OpenedOffLevelCondition, AlarmButtonCondition, PersonAtRiskCondition>;

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::vector<Sample> samples = read_samples(argv[1]);
    if (std::string_view{argv[2]} == "standard") {
        run<Event>("ours_standard", standard_row({}, Policy{}), samples);
    } else {
        run<Finding>("ours_six", Row{Picture{}, SixRules{}}, samples);
    }
}
