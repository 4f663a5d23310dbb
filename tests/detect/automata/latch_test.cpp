// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/latch.hpp"

#include <doctest/doctest.h>

#include <random>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

struct MainsOff {
    static constexpr RuleInfo info{.id = "mains_off@1", .kind = EventKind::power_loss};
    HoldLimits limits{10s, 2s};

    static constexpr Answer answer(const Moment& now) noexcept {
        if (now.mains_power == Flag::unknown) return Answer::unknown;
        return now.mains_power == Flag::no ? Answer::yes : Answer::no;
    }
    static constexpr void describe(Evidence&) {}
};

// The same rule once more, by a Latch.
struct LatchedMainsOff {
    using State = detail::Latch;
    static constexpr const RuleInfo& info = MainsOff::info;

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        const auto tell = [&](Phase phase, Time time) {
            Finding finding = detail::finding_of(info, now.lift, phase, time, state.since);
            finding.floor = state.floor;
            finding.evidence.add("held_s", detail::held_s(state, phase, time));
            emit(finding);
        };
        detail::pass(state, MainsOff{}.limits, now, now.trusted_until, MainsOff::answer(now), tell);
    }
};

bool same(const Finding& a, const Finding& b) {
    return a.time == b.time && a.since == b.since && a.phase == b.phase && a.floor == b.floor &&
           a.evidence == b.evidence;
}

}  // namespace

static_assert(sizeof(detail::Latch) == 16);
static_assert(std::is_trivially_copyable_v<detail::Latch>);

TEST_CASE("a latch tells what a hold tells, over any play with silences and ticks") {
    std::mt19937 random(1);
    std::size_t told = 0;
    for (int play = 0; play < 200; ++play) {
        Scene hold{Picture{}, Hold<MainsOff>{}};
        Scene latch{Picture{}, LatchedMainsOff{}};
        double at = 0;
        for (int i = 0; i < 60; ++i) {
            at += random() % 20 == 0 ? 400 : static_cast<double>(random() % 8);
            const Observation said{.floor = static_cast<std::int16_t>(random() % 9 + 1),
                                   .mains_power = static_cast<Flag>(random() % 3)};
            const bool ticks = random() % 5 == 0;
            ticks ? hold.tick(at) : hold.say(at, said);
            ticks ? latch.tick(at) : latch.say(at, said);
        }
        CAPTURE(play);
        REQUIRE(hold.findings.size() == latch.findings.size());
        for (std::size_t i = 0; i < hold.findings.size(); ++i) {
            CHECK(same(hold.findings[i], latch.findings[i]));
        }
        told += hold.findings.size();
    }
    CHECK(told > 200);
}

TEST_CASE("a latch is due when its hold is full, and when it has been gone for long enough") {
    detail::Latch latch;
    const HoldLimits limits{10s, 2s};
    CHECK(detail::due(latch, limits) == Time::max());
    latch.since = second(5);
    CHECK(detail::due(latch, limits) == second(15));
    latch.raised = true;
    CHECK(detail::due(latch, limits) == Time::max());
    latch.gone = second(20);
    CHECK(detail::due(latch, limits) == second(22));
}
