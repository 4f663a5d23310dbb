// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/standard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <tuple>

#include "event/codes.hpp"
#include "logs.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

static_assert(std::is_trivially_copyable_v<StandardRow::State>);

const std::vector<Lift> lifts = lifts_of_ten_floors(1);
const Policy policy = shijiazhuang();

// Two of the made-up device's three codes mean what rules find too.
const std::vector<CodeMeaning> meanings{meaning("made_up", "0", EventKind::stopped_off_level),
                                        meaning("made_up", "1", EventKind::power_loss)};

StandardRow row_with_codes() { return standard_row(lifts, policy, {.book = CodeBook{meanings}}); }

// What one lift's row tells, in the order that an Analysis gives it.
class Play {
 public:
    template <class Record>
    void push(const Record& record) {
        row_.push(state_, record, [&](const auto& told) { keep(told); });
    }
    // The record is shown to every stage, whether it says anything new or not.
    template <class Record>
    void push_through(const Record& record) {
        row_.push_through(state_, record, [&](const auto& told) { keep(told); });
    }
    bool passes_over(const Observation& seen) { return row_.passes_over(state_, seen); }
    // Through bytes and back, as a gateway that is switched off would do it.
    void snapshot_and_restore() {
        std::array<std::byte, sizeof(StandardRow::State)> bytes;
        std::memcpy(bytes.data(), &state_, sizeof state_);
        state_ = row_.begin(lifts[0]);
        std::memcpy(&state_, bytes.data(), sizeof state_);
    }
    std::string log() const {
        std::vector<Event> sorted = events_;
        std::stable_sort(sorted.begin(), sorted.end(), [](const Event& a, const Event& b) {
            return std::tie(a.time, a.kind) < std::tie(b.time, b.kind);
        });
        std::string out;
        for (const Event& event : sorted) {
            append_event(out, event, "A-1");
            out += '\n';
        }
        return out;
    }
    const Counts& counts() const { return StandardRow::state_of<Counters>(state_).total; }

 private:
    void keep(const Event& event) { events_.push_back(event); }
    template <class Other>
    void keep(const Other&) {}

    StandardRow row_ = row_with_codes();
    StandardRow::State state_ = row_.begin(lifts[0]);
    std::vector<Event> events_;
};

Play play(std::span<const Observation> log) {
    Play lift;
    for (const Observation& seen : log) lift.push(seen);
    return lift;
}

}  // namespace

TEST_CASE("ticks anywhere between the words of a device change no event and no count") {
    std::size_t told = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        const std::vector<Observation> log = made_up_log(0, seed);
        std::mt19937 random(seed);
        Play ticked;
        for (std::size_t i = 0; i < log.size(); ++i) {
            ticked.push(log[i]);
            if (i + 1 == log.size()) break;
            const long long room = (log[i + 1].time - log[i].time).count();
            std::array<long long, 4> after{};
            for (long long& at : after) at = static_cast<long long>(random()) % (room + 1);
            std::sort(after.begin(), after.end());
            for (const long long at : after) ticked.push(Tick{log[i].time + Duration{at}, 0});
        }
        const Play plain = play(log);
        REQUIRE(ticked.log() == plain.log());
        REQUIRE(ticked.counts() == plain.counts());
        told += plain.log().size();
    }
    CHECK(told > 200);
}

namespace {

// The log as a device writes that repeats itself all the time: what it said last, every second.
std::vector<Observation> chatty(std::span<const Observation> log) {
    std::vector<Observation> out;
    for (std::size_t i = 0; i < log.size(); ++i) {
        out.push_back(log[i]);
        const Time next = i + 1 < log.size() ? log[i + 1].time : log[i].time;
        Observation again = log[i];
        again.fault = {};
        again.floor = no_floor;
        for (int more = 1; more <= 100; ++more) {
            again.time = log[i].time + std::chrono::seconds{more};
            if (again.time < next) out.push_back(again);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("records that say nothing new may be passed over: no event and no count changes") {
    std::size_t passed = 0, all = 0, told = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        const std::vector<Observation> log = chatty(made_up_log(0, seed));
        Play quick, thorough, counted;
        for (const Observation& seen : log) {
            quick.push(seen);
            thorough.push_through(seen);
            if (counted.passes_over(seen)) {
                ++passed;
            } else {
                counted.push_through(seen);
            }
        }
        all += log.size();
        told += quick.log().size();
        CAPTURE(seed);
        REQUIRE(quick.log() == thorough.log());
        REQUIRE(quick.log() == counted.log());
        REQUIRE(quick.counts() == thorough.counts());
    }
    CHECK(passed * 10 > all * 5);
    CHECK(told > 200);
}

TEST_CASE("a lift kept as bytes and restored goes on as if nothing had been") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const std::vector<Observation> log = made_up_log(0, seed);
        const std::string whole = play(log).log();
        for (std::size_t cut = 0; cut <= log.size(); ++cut) {
            Play lift;
            for (std::size_t i = 0; i < log.size(); ++i) {
                if (i == cut) lift.snapshot_and_restore();
                lift.push(log[i]);
            }
            CAPTURE(seed);
            CAPTURE(cut);
            REQUIRE(lift.log() == whole);
        }
    }
}

TEST_CASE("episodes alternate: raised, perhaps updated, cleared, and raised again") {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        const Row row{row_with_codes()};
        StandardRow::State state = row.begin(lifts[0]);
        std::array<bool, event_kinds> open{};
        bool in_turn = true;
        for (const Observation& seen : made_up_log(0, seed)) {
            row.push(state, seen, [&](const Event& event) {
                if (event.kind == EventKind::native) return;
                bool& is_open = open[static_cast<std::size_t>(event.kind)];
                in_turn = in_turn && is_open == (event.phase != Phase::raised);
                in_turn = in_turn && event.since <= event.time;
                is_open = event.phase != Phase::cleared;
            });
        }
        CAPTURE(seed);
        CHECK(in_turn);
    }
}

TEST_CASE("a lift without a presence sensor traps nobody, and the rule says what it lacks") {
    Play lift;
    const Row row{standard_row(lifts, policy)};
    StandardRow::State state = row.begin(lifts[0]);
    for (int at = 0; at < 7200; at += 30) {
        const Observation shut{.time = second(at),
                               .lift = 0,
                               .motion = Motion::stopped,
                               .door = Door::closed,
                               .door_zone = Flag::yes};
        lift.push(shut);
        row.push(state, shut, [](const Event&) {});
    }
    CHECK(lift.log().empty());
    const std::uint16_t said = StandardRow::state_of<Picture>(state).said;
    CHECK(missing(Entrapment::info, said) == bits(Signal::presence));
    CHECK(missing(DoorBlocked::info, said) == 0);
}

TEST_CASE("every rule has a name of its own, a sentence, and a source for each number") {
    std::set<std::string_view> ids;
    std::set<EventKind> kinds;
    for (const RuleInfo* rule : standard_rules) {
        CAPTURE(rule->id);
        CHECK(ids.insert(rule->id).second);
        CHECK(kinds.insert(rule->kind).second);
        CHECK(rule->id == std::string(to_text(rule->kind)) + "@1");
        CHECK(rule->sentence.back() == '.');
        for (const Threshold& number : rule->thresholds) {
            CHECK(number.name.empty() == number.source.empty());
            CHECK(number.name.empty() == number.unit.empty());
        }
    }
    CHECK(kinds.size() == event_kinds - 5);  // all but the device's own faults and the camera's
}

TEST_CASE("a device's word of a kind is as grave as the rule of that kind") {
    for (const RuleInfo* rule : standard_rules) {
        CAPTURE(rule->id);
        CHECK(severity_told(rule->kind) == rule->severity);
    }
}

TEST_CASE("the numbers a rule shows are the numbers it uses") {
    using namespace std::chrono;
    const auto shown = [](const RuleInfo& rule, std::string_view name) {
        for (const Threshold& number : rule.thresholds) {
            if (number.name == name) return duration<double>{number.value};
        }
        return duration<double>{-1};
    };
    const EntrapmentOptions trap;
    CHECK(shown(Entrapment::info, "at_level") == trap.at_level);
    CHECK(shown(Entrapment::info, "off_level") == trap.off_level);
    CHECK(shown(Entrapment::info, "open_for") == trap.open_for);
    CHECK(shown(Entrapment::info, "run_over") == trap.run_over);
    CHECK(shown(DeviceOffline::info, "silence") == PictureOptions{}.silence);
    const auto check = [&](const auto& condition) {
        CAPTURE(condition.info.id);
        CHECK(shown(condition.info, "raise") == condition.limits.raise);
        CHECK(shown(condition.info, "clear") == condition.limits.clear);
    };
    check(DoorBlockedCondition{});
    check(PowerLossCondition{});
    check(OvertravelCondition<EventKind::overtravel_top>{});
    check(OvertravelCondition<EventKind::overtravel_bottom>{});
    check(StoppedOffLevelCondition{});
    check(PersonAtRiskCondition{});
}
