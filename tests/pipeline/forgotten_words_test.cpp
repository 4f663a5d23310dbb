// SPDX-License-Identifier: Apache-2.0
//
// After a long silence a device may come back and say little at first. Then nothing is known of
// what was wrong before: no rule may take that for an end of it, and none for a beginning.

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "hoistway/pipeline/standard.hpp"
#include "pages.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

constexpr Duration silence = 1000s, trusted = PictureOptions{}.silence;

struct Play {
    StandardRow row = standard_row(lifts_of_pages(), policy());
    std::vector<Finding> findings;

    static const Policy& policy() {
        static const Policy one = shijiazhuang();
        return one;
    }
    std::array<StandardRow::State, 2> begin() const {
        return {row.begin(lifts_of_pages()[0]), row.begin(lifts_of_pages()[1])};
    }
    template <class Record>
    void push(StandardRow::State& state, const Record& record) {
        row.push_through(state, record, Keep{this});
    }

    struct Keep {
        Play* play;
        void operator()(const Finding& finding) const { play->findings.push_back(finding); }
        template <class Other>
        void operator()(const Other&) const {}
    };
};

// The device is silent, and then for five minutes says nothing but that it is there.
void come_back(Play& play, StandardRow::State state, Time from, LiftIndex lift) {
    for (Duration later = silence; later <= silence + 5min; later += 10s) {
        play.push(state, Observation{.time = from + later, .lift = lift});
    }
}

// These ask whether and for how long a device is heard, not what it says.
constexpr bool is_of_device(EventKind kind) {
    return kind == EventKind::device_offline || kind == EventKind::clock_wrong;
}

// What is told of rules in the time in which nothing is known: what began before the silence may
// still come to its end while it is short.
std::string told_blindly(const Play& play, const Finding& before, Time silent_from) {
    std::string out;
    for (const Finding& after : play.findings) {
        if (after.time <= silent_from + trusted || after.kind == EventKind::device_offline)
            continue;
        if (after.phase == Phase::raised) out += std::string(after.rule) + " begins\n";
        if (after.phase != Phase::cleared || after.rule != before.rule) continue;
        out += std::string(after.rule) + " ends\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a device that comes back and says nothing of it neither ends nor begins anything") {
    Play play;
    std::set<std::string> asked;
    std::string blindly;
    for (const std::vector<Observation>& log : pages()) {
        auto states = play.begin();
        for (const Observation& seen : log) {
            play.findings.clear();
            play.push(states[seen.lift], seen);
            for (const Finding& told : std::vector<Finding>{play.findings}) {
                if (told.phase != Phase::raised || is_of_device(told.kind)) continue;
                asked.emplace(told.rule);
                play.findings.clear();
                come_back(play, states[seen.lift], seen.time, seen.lift);
                blindly += told_blindly(play, told, seen.time);
            }
        }
    }
    CHECK(blindly == "");
    CHECK(asked.size() == standard_rules.size() - 2);  // all but those of the device
}
