// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/count/count_study.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "counted.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/business_json.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

KeptCounts counted(const Days& days) {
    CountStudy study{days.lifts};
    study.process(days.log);
    return study.of(0).kept;
}

// A run a minute from landing 1 to 4 and back, each second in its place.
std::vector<Observation> runs(int count, double from = 0) {
    std::vector<Observation> log;
    for (int i = 0; i < count; ++i) {
        const double at = from + 60 * i;
        const std::int16_t to = i % 2 == 0 ? 4 : 1, start = i % 2 == 0 ? 1 : 4;
        log.push_back({.time = second(at),
                       .lift = 0,
                       .floor = start,
                       .motion = Motion::stopped,
                       .door = Door::closed});
        log.push_back({.time = second(at + 1), .lift = 0, .motion = Motion::running});
        log.push_back({.time = second(at + 9), .lift = 0, .floor = to, .motion = Motion::stopped});
        log.push_back({.time = second(at + 12), .lift = 0, .door = Door::open});
    }
    return log;
}

Observation told(double at, std::uint32_t total) {
    return {.time = second(at), .lift = 0, .runs = total};
}

std::vector<Lift> one_lift() {
    Lift lift = ten_floors();
    lift.roping = Roping::two_to_one;
    return {lift};
}

std::vector<CountDoubt> doubts_of(const CountStudy& study) {
    std::vector<CountDoubt> out;
    for (const CountRemark& remark : study.remarks()) out.push_back(remark.doubt);
    return out;
}

BusinessRecord visit_at(Time time) { return {.kind = RecordKind::visit, .lift = 0, .time = time}; }

std::vector<Observation> a_trap(double from) {
    std::vector<Observation> log;
    add_trap(log, from);
    return log;
}

BusinessRecord classified(Time event, AlarmVerdict verdict, double at) {
    return {.kind = RecordKind::classification,
            .lift = 0,
            .time = second(at),
            .event = event,
            .verdict = verdict};
}

}  // namespace

// The simulator keeps its sums where it moves car and doors, and hears none of its own words.
TEST_CASE("counts are the simulator's exact totals, to the unit, on random days") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        const CityOptions options = told_city(seed, 4, seed % 3 == 0 ? 0 : 20000);
        Days days = days_of(options);
        end_days(days, options);
        const KeptCounts kept = counted(days);
        CHECK(kept.counts.runs == days.totals.runs);
        CHECK(kept.counts.door_cycles == days.totals.door_cycles);
        CHECK(kept.use.reopenings == days.totals.reopenings);
        CHECK(kept.use.door_time == days.totals.door_time);
        CHECK(kept.use.dwell_time == days.totals.dwell_time);
        // Re-levelling is in the simulator's sum and no run: seconds in hours.
        const Duration levelling = days.totals.moving - kept.counts.run_time;
        CHECK(levelling >= 0s);
        CHECK(levelling <= days.totals.moving / 200);
        CHECK(kept.counts.distance_mm == std::llround(days.totals.distance * 1000));
        CHECK(kept.use.measured_mm == kept.counts.distance_mm);
        CHECK(kept.counts.rope_bends == kept.counts.runs * bends_per_run(days.lifts[0].roping));
    }
}

// Counted in the plainest way from the same words.
TEST_CASE("the safety chain opens as often as its words say") {
    std::uint64_t all = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Days days = days_of(told_city(seed, 4, 20000));
        std::uint64_t openings = 0;
        Observation last;
        for (Observation seen : days.log) {
            if (seen.motion == Motion::unknown) seen.motion = last.motion;
            if (seen.door == Door::unknown) seen.door = last.door;
            if (seen.mode == Mode::unknown) seen.mode = last.mode;
            if (seen.safety_chain == Flag::unknown) seen.safety_chain = last.safety_chain;
            const bool busy = seen.motion == Motion::running || seen.door == Door::closed;
            const bool opens = last.safety_chain == Flag::yes && seen.safety_chain == Flag::no;
            openings += opens && busy && seen.mode != Mode::inspection ? 1U : 0U;
            last = seen;
        }
        CAPTURE(seed);
        CHECK(counted(days).use.safety_chain_openings == openings);
        all += openings;
    }
    CHECK(all > 5);
}

TEST_CASE("the worst element of the ropes is bent as often as each run by itself says") {
    for (const Layout layout : {Layout::one_to_one_deflector, Layout::two_to_one_underslung}) {
        std::vector<Lift> lifts = one_lift();
        lifts[0].reeving = layout;
        CountStudy study{lifts};
        study.process(runs(41));
        const Reeving reeving = reeving_of(layout, {.travel_mm = 27000});
        std::uint64_t most = 0;
        for (std::int64_t at = 0; at < 200000; at += 50) {
            std::uint64_t bends = 0;
            for (const Sheave& sheave : reeving.sheaves) {
                const auto [low, high] = std::minmax({sheave.at(0), sheave.at(9000)});
                bends += at >= low && at < high ? 41U : 0U;
            }
            most = std::max(most, bends);
        }
        CHECK(study.of(0).rope.worst.bends == most);
        CHECK(study.of(0).rope.missing.empty());
    }
}

// Forty-one runs; what is counted from a replacement on is what a study of the rest alone counts.
TEST_CASE("what wears ropes is counted anew when they are replaced, the policy's sum is not") {
    std::vector<Lift> lifts = one_lift();
    lifts[0].reeving = Layout::two_to_one_underslung;
    const std::vector<Observation> log = runs(41);
    const BusinessRecord replaced{.kind = RecordKind::replacement,
                                  .lift = 0,
                                  .time = second(60 * 30),
                                  .part = std::string(rope_part)};
    CountStudy study{lifts}, whole{lifts}, rest{lifts};
    study.add(std::span(&replaced, 1));
    study.process(log);
    whole.process(log);
    rest.process(runs(11, 60 * 30));
    const LiftCounts counted = study.of(0);
    CHECK(counted.kept.ropes_since == replaced.time);
    CHECK(counted.kept.ropes_bent == 11 * 3);
    CHECK(counted.kept.crossed.runs == 11);
    CHECK(counted.rope.worst.bends == rest.of(0).rope.worst.bends);
    CHECK(counted.rope.worst.at_mm == whole.of(0).rope.worst.at_mm);
    CHECK(counted.kept.counts == whole.of(0).kept.counts);
    CHECK(counted.kept.since_visit.rope_bends == 41 * 3);
    CHECK(whole.of(0).kept.ropes_bent == 41 * 3);
    CHECK(whole.of(0).kept.ropes_since == never);
}

TEST_CASE("a visit sets back no rope, another part and another lift's ropes neither") {
    std::vector<Lift> lifts(2, one_lift()[0]);
    std::vector<BusinessRecord> records{visit_at(second(60 * 30))};
    records.push_back({.kind = RecordKind::replacement,
                       .lift = 0,
                       .time = second(60 * 31),
                       .part = "door_operator"});
    records.push_back({.kind = RecordKind::replacement,
                       .lift = 1,
                       .time = second(60 * 31),
                       .part = std::string(rope_part)});
    CountStudy study{lifts};
    study.add(records);
    study.process(runs(41));
    CHECK(study.of(0).kept.since_visit.rope_bends == 11 * 3);
    CHECK(study.of(0).kept.ropes_bent == 41 * 3);
    CHECK(study.of(0).kept.crossed.runs == 41);
    CHECK(study.of(1).kept.ropes_since == second(60 * 31));
}

TEST_CASE("ropes that were replaced before the count went past it and told later are a remark") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy first{lifts};
    first.process(runs(20));
    const std::vector<KeptCounts> kept{first.keep(0)};
    CountStudy next{lifts};
    next.resume(kept, CountFeed::goes_on);
    const BusinessRecord replaced{.kind = RecordKind::replacement,
                                  .lift = 0,
                                  .time = second(600),
                                  .part = std::string(rope_part)};
    next.add(std::span(&replaced, 1));
    next.process(runs(1, 60 * 20));
    CHECK(doubts_of(next) == std::vector{CountDoubt::replacement_told_late});
    CHECK(next.of(0).kept.ropes_bent == 21 * 3);
}

TEST_CASE("without reeving or heights in the papers the ropes have no answer, and it is said why") {
    std::vector<Lift> lifts = one_lift();
    CHECK(CountStudy{lifts}.of(0).rope.missing == "reeving");
    lifts[0].reeving = Layout::two_to_one;
    lifts[0].floors[4].height = std::nan("");
    CHECK(CountStudy{lifts}.of(0).rope.missing == "floors");
}

TEST_CASE("our count stands beside the device's, and a replaced device is a remark") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy study{lifts};
    const auto tell = [&](double at, std::uint32_t total) {
        study.process(std::vector<Observation>{told(at, total)});
    };
    tell(-1, 70000);
    study.process(runs(100));
    tell(6000, 70100);
    CHECK(study.of(0).drifts[0].verdict == DriftVerdict::agrees);
    CHECK(study.of(0).drifts[0].device == 100);
    CHECK(study.remarks().empty());
    study.process(runs(10, 6001));
    tell(6700, 31);
    CHECK(doubts_of(study) == std::vector{CountDoubt::total_reset});
    tell(6800, 50000);
    tell(6900, 20000);
    CHECK(doubts_of(study) == std::vector{CountDoubt::total_reset, CountDoubt::total_replaced,
                                          CountDoubt::total_replaced});
    CHECK(study.of(0).drifts[0].verdict == DriftVerdict::replaced);
    CHECK(study.of(0).drifts[0].reconciled == 110);
    CHECK(study.remarks()[1].sentence.en.find("from 31 to 50000") != std::string::npos);
}

TEST_CASE(
    "a visit before the lift was installed, or twice at once, is a remark and sets nothing back") {
    std::vector<Lift> lifts = one_lift();
    lifts[0].installed = date_of(second(0));
    CountStudy study{lifts};
    study.add(std::vector{visit_at(second(-90000)), visit_at(second(100)), visit_at(second(100))});
    study.process(runs(10));
    CHECK(doubts_of(study) ==
          std::vector{CountDoubt::visit_before_installation, CountDoubt::two_visits_at_once});
    CHECK(study.of(0).kept.since == second(100));
    CHECK(study.of(0).kept.counts.runs == 10);
    CHECK(study.of(0).kept.since_visit.runs == 8);
}

TEST_CASE("a visit after the last word is taken in where one looks, and not in what is kept") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy study{lifts};
    study.add(std::vector{visit_at(second(10000))});
    study.process(runs(10));
    CHECK(study.of(0).kept.since_visit.runs == 0);
    CHECK(study.of(0).kept.since == second(10000));
    CHECK(study.keep(0).since_visit.runs == 10);
}

TEST_CASE("a visit told after the count has gone past it is a remark and sets back by whole days") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy first{lifts};
    first.add(std::vector{visit_at(second(100))});
    first.process(runs(10));
    CountStudy next{lifts};
    next.resume(std::vector{first.keep(0)}, CountFeed::goes_on);
    next.add(std::vector{visit_at(second(100)), visit_at(second(200))});
    next.process(runs(10, 600));
    CHECK(doubts_of(next) == std::vector{CountDoubt::visit_told_late});
    CHECK(next.of(0).kept.since == second(200));
    CHECK(next.of(0).kept.since_visit.runs == 18);  // all of them on the day of the visit
    CHECK(next.of(0).kept.counts.runs == 20);
}

TEST_CASE("a visit of yesterday that is told today leaves the runs of its day and of today") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy first{lifts};
    for (const int day : {0, 1, 2, 3}) first.process(runs(10, day * 86400));
    std::vector<Observation> trap = a_trap(3 * 86400 + 3600);
    first.process(trap);
    CountStudy next{lifts};
    next.resume(std::vector{first.keep(0)}, CountFeed::goes_on);
    const Time noon = second(2 * 86400 + 43200);
    next.add(std::vector{visit_at(noon), visit_at(noon - std::chrono::days{1})});
    const KeptCounts kept = next.standing(0);
    CHECK(kept.since == noon);
    CHECK(kept.since_visit.runs == 20);
    CHECK(kept.since_visit.entrapments == 1);
    CHECK(kept.counts.runs == 40);
    CHECK(doubts_of(next) == std::vector(2, CountDoubt::visit_told_late));
    // And goes on from there; the same record told again is nothing new.
    CountStudy third{lifts};
    third.resume(std::vector{next.keep(0)}, CountFeed::goes_on);
    third.add(std::vector{visit_at(noon)});
    third.process(runs(5, 4 * 86400));
    CHECK(third.standing(0).since_visit.runs == 25);
    CHECK(third.standing(0).ropes_bent == third.standing(0).counts.rope_bends);
    CHECK(third.remarks().empty());
}

TEST_CASE("an entrapment is real or false when the rescuer has said so") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy study{lifts};
    for (int i = 0; i < 3; ++i) study.process(a_trap(5000 * i));
    const std::vector<Trapped> trapped = study.of(0).kept.trapped;
    REQUIRE(trapped.size() == 3);
    CHECK(study.of(0).kept.counts.entrapments == 3);
    study.add(std::vector{classified(trapped[0].event, AlarmVerdict::real, 20000),
                          classified(trapped[1].event, AlarmVerdict::false_alarm, 20001),
                          classified(trapped[1].event, AlarmVerdict::false_alarm, 20002)});
    CHECK(study.remarks().empty());
    const KeptCounts kept = study.of(0).kept;
    CHECK(kept.classified(AlarmVerdict::real) == 1);
    CHECK(kept.classified(AlarmVerdict::false_alarm) == 1);
    CHECK(kept.classified(AlarmVerdict::unclassified) == 1);
    study.add(std::vector{classified(trapped[0].event, AlarmVerdict::false_alarm, 20003),
                          classified(second(1), AlarmVerdict::real, 20004)});
    CHECK(doubts_of(study) ==
          std::vector{CountDoubt::classified_otherwise, CountDoubt::no_such_entrapment});
    CHECK(study.of(0).kept.classified(AlarmVerdict::real) == 1);
}

TEST_CASE("entrapments are those that the standard row raises, at the same times") {
    const Days days = days_of(told_city(5, 6, 30000));
    const Policy policy = shijiazhuang();
    Analysis analysis{days.lifts, policy};
    analysis.process(days.log);
    std::vector<Time> raised;
    for (const Event& event : analysis.events()) {
        const bool trap = event.kind == EventKind::entrapment && event.phase == Phase::raised;
        if (trap) raised.push_back(event.time);
    }
    std::vector<Time> seen;
    for (const Trapped& each : counted(days).trapped) seen.push_back(each.event);
    CHECK(!raised.empty());
    CHECK(seen == raised);
    CHECK(counted(days).counts == analysis.record(0).counts);
}

TEST_CASE("who is told by a voice from the car is counted, and may be classified") {
    const std::vector<Lift> lifts = one_lift();
    const BusinessRecord answer{.kind = RecordKind::voice_answer, .lift = 0, .time = second(100)};
    const std::vector<BusinessRecord> told{answer,
                                           classified(second(100), AlarmVerdict::real, 900)};
    const std::vector<Observation> log = runs(20);
    CountStudy whole{lifts};
    whole.add(told);
    whole.process(log);
    CHECK(whole.keep(0).classified(AlarmVerdict::real) == 1);
    CHECK(whole.remarks().empty());
    // Stopped in between and told of it all once more, it has heard of one entrapment.
    CountStudy first{lifts}, second_half{lifts};
    first.add(told);
    first.process(std::span{log}.first(40));
    const std::vector<KeptCounts> kept{first.keep(0)};
    second_half.resume(kept, CountFeed::goes_on);
    second_half.add(told);
    second_half.process(std::span{log}.subspan(40));
    CHECK(second_half.keep(0).trapped == whole.keep(0).trapped);
    CHECK(second_half.keep(0).trapped.size() == 1);
}

TEST_CASE(
    "loud windows that end in a mute are not counted, also when the count is taken up again") {
    const std::vector<Lift> lifts = one_lift();
    std::vector<Observation> log;
    for (double at = 0; at <= 37 * 3600; at += 300) {
        log.push_back({.time = second(at), .lift = 0, .noise = 60});
    }
    const std::vector<BusinessRecord> quiet{{.kind = RecordKind::mute,
                                             .lift = 0,
                                             .time = second(3600),
                                             .until = second(20 * 3600),
                                             .mutes = EventKind::noise_abnormal}};
    const auto windows = [&](std::size_t stop_at, bool muted) {
        CountStudy first{lifts}, next{lifts};
        if (muted) first.add(quiet);
        first.process(std::span{log}.first(stop_at));
        const std::vector<KeptCounts> kept{first.keep(0)};
        next.resume(kept, CountFeed::goes_on);
        if (muted) next.add(quiet);
        next.process(std::span{log}.subspan(stop_at));
        return next.keep(0).use.noise_windows;
    };
    CHECK(windows(100, false) == 3);
    CHECK(windows(100, true) == 2);
    CHECK(windows(1, true) == 2);
}

TEST_CASE("strangers are counted and not used") {
    const std::vector<Lift> lifts = one_lift();
    CountStudy study{lifts};
    study.process(std::vector<Observation>{{.time = second(0), .lift = 7}});
    CHECK(study.strangers() == 1);
    CHECK(study.observations() == 0);
}
