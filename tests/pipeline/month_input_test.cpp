// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/month_input.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "event/codes.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "logs.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// April 2026 at +08:00, for which all sums below were made by hand.
constexpr Month april = std::chrono::year{2026} / 4;
const Time begin = month_span(april).from;
constexpr Duration day = hours{24};

const std::vector<Lift> lifts = lifts_of_ten_floors(4);
const Policy policy = shijiazhuang();

// A log in which each of four lifts speaks for itself:
//
//   A-1  speaks every 5 minutes from 30 March, 00:00, to 30 April, 12:00, with two silences: from
//        31 March, 22:00, to 1 April, 02:00, and from 10 April, 23:00, to 11 April, 03:00
//   A-2  is heard first on 20 April, 00:00, speaks every 5 minutes and falls silent for good on
//        21 April, 06:00
//   A-3  is never heard
//   A-4  speaks every 5 minutes from 28 April, 00:00, to 30 April, 12:00; motion and door only
class Log {
 public:
    Log() {
        const Time end = begin + 29 * day + hours{12};
        speak(0, begin - 2 * day, begin - hours{2});
        speak(0, begin + hours{2}, begin + 9 * day + hours{23});
        speak(0, begin + 10 * day + hours{3}, end);
        speak(1, begin + 19 * day, begin + 20 * day + hours{6});
        speak(3, begin + 27 * day, end);
    }
    // In place of what the lift would have said at that time.
    Log& say(LiftIndex lift, Time time, Observation seen) {
        seen.lift = lift;
        seen.time = time;
        log_.push_back(seen);
        return *this;
    }
    // A run of eight seconds that ends with doors that open at that time, and close again.
    Log& run(LiftIndex lift, Time time) {
        using std::chrono::seconds;
        say(lift, time - seconds{12}, {.motion = Motion::stopped, .door = Door::closed});
        say(lift, time - seconds{11}, {.floor = 1, .motion = Motion::running});
        say(lift, time - seconds{3}, {.floor = 2, .motion = Motion::stopped});
        say(lift, time, {.door = Door::open});
        return say(lift, time + seconds{5}, {.door = Door::closed});
    }
    Analysis analyse() {
        std::stable_sort(log_.begin(), log_.end(), [](const Observation& a, const Observation& b) {
            return a.time < b.time;
        });
        Analysis analysis{lifts, policy};
        analysis.process(log_);
        analysis.finish();
        return analysis;
    }

 private:
    // First and last word included.
    void speak(LiftIndex lift, Time from, Time to) {
        Observation first{.motion = Motion::stopped, .door = Door::closed};
        if (lift == 0) first.presence = Flag::no;
        for (Time time = from; time <= to; time += minutes{5}) {
            say(lift, time, time == from ? first : Observation{});
        }
    }

    std::vector<Observation> log_;
};

const MonthEpisode* find(const MonthInput& input, EventKind kind) {
    const auto at = std::find_if(input.episodes.begin(), input.episodes.end(),
                                 [&](const MonthEpisode& one) { return one.kind == kind; });
    return at == input.episodes.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("a lift is observed from its first word to the end of the log, and online but for gaps") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    REQUIRE(input.by_lift.size() == 4);
    // 29 days and 12 h are 708 h; silent for 2 h (of 4, the others in March) and 4 h.
    CHECK(input.by_lift[0].observed == hours{708});
    CHECK(input.by_lift[0].online == hours{702});
    // from 20 April, 00:00, to 30 April, 12:00, are 10.5 days; heard for 30 h of them.
    CHECK(input.by_lift[1].observed == hours{252});
    CHECK(input.by_lift[1].online == hours{30});
    // never heard; it should have been from the beginning of the log, which is in March.
    CHECK(input.by_lift[2].observed == hours{708});
    CHECK(input.by_lift[2].online == hours{0});
    CHECK(!input.by_lift[2].heard);
    // 2.5 days without a gap.
    CHECK(input.by_lift[3].observed == hours{60});
    CHECK(input.by_lift[3].online == hours{60});
}

TEST_CASE("gaps are clipped to the month, and one that has not ended is open") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    REQUIRE(input.gaps.size() == 3);
    CHECK(input.gaps[0].gap.lift == 0);
    CHECK(input.gaps[0].gap.span == TimeSpan{begin, begin + hours{2}});
    CHECK(input.gaps[1].gap.span ==
          TimeSpan{begin + 9 * day + hours{23}, begin + 10 * day + hours{3}});
    CHECK(!input.gaps[1].open);
    CHECK(input.gaps[2].gap.lift == 1);
    CHECK(input.gaps[2].gap.span ==
          TimeSpan{begin + 20 * day + hours{6}, begin + 29 * day + hours{12}});
    CHECK(input.gaps[2].open);
}

TEST_CASE("a gap that ends behind the month is open in it and closed in the next") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput march = month_input(analysis, std::chrono::year{2026} / 3);
    REQUIRE(march.gaps.size() == 1);
    CHECK(march.gaps[0].gap.span == TimeSpan{begin - hours{2}, begin});
    CHECK(march.gaps[0].open);
    // March had A-1 from the 30th, 00:00, on: 48 h, of which it was heard for 46.
    CHECK(march.by_lift[0].observed == hours{48});
    CHECK(march.by_lift[0].online == hours{46});
}

TEST_CASE("the days of a month add up to its lifts, and each has its own share") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    REQUIRE(input.by_day.size() == 30);
    // 1 April: A-1 and the silent A-3 should have been heard; A-1 was but for 2 h.
    CHECK(input.by_day[0].observed == hours{48});
    CHECK(input.by_day[0].online == hours{22});
    // 21 April: A-1 all day, A-2 until 06:00, A-3 not.
    CHECK(input.by_day[20].observed == hours{72});
    CHECK(input.by_day[20].online == hours{30});
    // 30 April ends at noon with the log.
    CHECK(input.by_day[29].observed == hours{48});
    CHECK(input.by_day[29].online == hours{24});
    Duration observed{}, online{}, observed_by_lift{}, online_by_lift{};
    for (const DayMonth& one : input.by_day) observed += one.observed, online += one.online;
    for (const LiftMonth& one : input.by_lift) {
        observed_by_lift += one.observed;
        online_by_lift += one.online;
    }
    CHECK(observed == observed_by_lift);
    CHECK(online == online_by_lift);
    CHECK(online == hours{702 + 30 + 60});
}

TEST_CASE("runs are counted by lift, by day and by hour, within the month") {
    Log log;
    log.run(0, begin - minutes{1});                          // 31 March, 23:59
    log.run(0, begin + 3 * day + hours{8} + minutes{1});     // 4 April, 08:01
    log.run(0, begin + 3 * day + hours{8} + minutes{31});    // 4 April, 08:31
    log.run(0, begin + 3 * day + hours{17} + minutes{1});    // 4 April, 17:01
    log.run(1, begin + 19 * day + hours{23} + minutes{59});  // 20 April, 23:59
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    CHECK(input.by_lift[0].runs == 3);
    CHECK(input.by_lift[1].runs == 1);
    CHECK(!input.by_lift[2].runs.has_value());  // nothing was counted: nothing was heard
    CHECK(input.by_lift[3].runs == 0);
    CHECK(input.by_day[3].runs == 3);
    CHECK(input.by_day[3].runs_by_hour[8] == 2);
    CHECK(input.by_day[3].runs_by_hour[17] == 1);
    CHECK(input.by_day[19].runs_by_hour[23] == 1);
    CHECK(input.by_day[10].runs == 0);
}

TEST_CASE("an entrapment that a device and a rule tell is one in the month, ended by the last") {
    Log log;
    const Time trapped = begin + 5 * day + minutes{1};
    log.say(0, trapped, {.floor = 3, .fault = native("elevatorcloud", "7")});
    log.say(0, trapped + minutes{2}, {.alarm_button = Flag::yes});
    log.say(0, trapped + minutes{8}, {.alarm_button = Flag::no});
    log.say(0, trapped + minutes{9}, {.door = Door::open, .door_zone = Flag::yes});
    log.say(0, trapped + minutes{10}, {.door = Door::closed});
    log.say(0, trapped + minutes{12}, {.fault = native("elevatorcloud", "7", true)});
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april, Language::en);
    const auto is_told = [](const MonthEpisode& one) { return one.kind == EventKind::entrapment; };
    REQUIRE(std::count_if(input.episodes.begin(), input.episodes.end(), is_told) == 1);
    const MonthEpisode& told = *find(input, EventKind::entrapment);
    CHECK(told.raised == trapped);
    CHECK(told.cleared == trapped + minutes{12});
    CHECK(told.by_sensors);
    CHECK(told.by_button);
    CHECK(told.evidence == "told by the device");
    CHECK(told.native == native("elevatorcloud", "7"));
}

TEST_CASE("episodes begin in the month, and carry their end and whether the button was pressed") {
    Log log;
    const Time trapped = begin + 5 * day + minutes{1};  // 6 April, 00:01
    log.say(0, trapped, {.floor = 3, .presence = Flag::yes});
    log.say(0, trapped + minutes{1}, {}).say(0, trapped + minutes{2}, {});
    log.say(0, trapped + minutes{3}, {.alarm_button = Flag::yes});
    log.say(0, trapped + minutes{20}, {.presence = Flag::no, .alarm_button = Flag::no});
    log.say(0, trapped + minutes{21}, {.door = Door::open, .door_zone = Flag::yes});
    log.say(0, trapped + minutes{22}, {.door = Door::closed});
    const Time dark = begin + 28 * day + minutes{1};  // 29 April, 00:01, and never again
    log.say(3, dark, {.mains_power = Flag::no});
    const Time before = begin - day;  // raised in March, cleared in April
    log.say(0, before, {.mains_power = Flag::no});
    log.say(0, begin + day, {.mains_power = Flag::yes});
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april, Language::en);

    const MonthEpisode* entrapment = find(input, EventKind::entrapment);
    REQUIRE(entrapment != nullptr);
    CHECK(entrapment->lift == 0);
    CHECK(entrapment->floor == 3);
    CHECK(entrapment->raised == trapped + std::chrono::seconds{90});
    CHECK(entrapment->cleared == trapped + minutes{21} + std::chrono::seconds{3});
    CHECK(entrapment->by_sensors);
    CHECK(entrapment->by_button);
    CHECK(entrapment->evidence == "level unknown, doors closed");

    const MonthEpisode* power = find(input, EventKind::power_loss);
    REQUIRE(power != nullptr);
    CHECK(power->lift == 3);  // not A-1's, which began in March
    CHECK(!power->cleared.has_value());
    CHECK(!power->by_button);
    const auto losses =
        std::count_if(input.episodes.begin(), input.episodes.end(),
                      [](const MonthEpisode& one) { return one.kind == EventKind::power_loss; });
    CHECK(losses == 1);
}

TEST_CASE("an episode that ends behind the month still has its end") {
    Log log;
    log.say(0, begin - minutes{61}, {});
    const Time late = begin - day - minutes{1};  // 30 March, 23:59
    log.say(0, late, {.mains_power = Flag::no});
    log.say(0, begin + 2 * day, {.mains_power = Flag::yes});
    const Analysis analysis = log.analyse();
    const MonthInput march = month_input(analysis, std::chrono::year{2026} / 3);
    const MonthEpisode* power = find(march, EventKind::power_loss);
    REQUIRE(power != nullptr);
    CHECK(power->cleared == begin + 2 * day + std::chrono::seconds{2});
}

TEST_CASE("what the rules lacked is told by lifts that were heard") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    std::vector<std::string> told;
    for (const RuleShortfall& one : input.shortfalls) {
        told.push_back(one.rule + ": " + one.cause + ", " + std::to_string(one.lifts));
    }
    const auto said = [&](const std::string& line) {
        return std::find(told.begin(), told.end(), line) != told.end();
    };
    CHECK(said("entrapment@1: presence, 2"));  // A-3 was never heard
    CHECK(said("power_loss@1: mains_power, 3"));
    CHECK(said("person_at_risk@1: mode, 1"));
    CHECK(said("person_at_risk@1: presence, mode, 2"));
    CHECK(std::none_of(told.begin(), told.end(), [](const std::string& line) {
        return line.rfind("door_blocked", 0) == 0 || line.rfind("device_offline", 0) == 0;
    }));
}

TEST_CASE("where it comes from: rules, policy, program, first and last record") {
    Log log;
    const Analysis analysis = log.analyse();
    const MonthInput input = month_input(analysis, april);
    CHECK(input.provenance.rules.size() == standard_rules.size());
    CHECK(input.provenance.rules[0] == "entrapment@1");
    REQUIRE(input.provenance.policies.size() == 1);
    CHECK(input.provenance.policies[0].id == "shijiazhuang-2025");
    CHECK(input.provenance.program.rfind("hoistway ", 0) == 0);
    CHECK(input.provenance.data == TimeSpan{begin - 2 * day, begin + 29 * day + hours{12}});
    CHECK(input.input.observations == analysis.observations());
}

TEST_CASE("a month of an empty log says so and nothing else") {
    Analysis analysis{lifts, policy};
    analysis.finish();
    const MonthInput input = month_input(analysis, april);
    CHECK(input.by_lift.empty());
    CHECK(input.gaps.empty());
    CHECK(input.episodes.empty());
    CHECK(!input.provenance.data.has_value());
    CHECK(input.input.observations == 0);
}
