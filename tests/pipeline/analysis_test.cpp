// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/analysis.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <thread>

#include "hoistway/core/time_text.hpp"
#include "hoistway/pipeline/fleet/deal.hpp"
#include "logs.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::vector<Lift> five_lifts = lifts_of_ten_floors(5);
const Policy policy = shijiazhuang();

constexpr std::array<LiftIndex, 5> all_lifts{0, 1, 2, 3, 4};

// One lift behind the other, in the order given.
std::vector<Observation> by_lift(std::span<const LiftIndex> order) {
    std::vector<Observation> log;
    for (const LiftIndex lift : order) {
        const std::vector<Observation> one = made_up_log(lift, 7);
        log.insert(log.end(), one.begin(), one.end());
    }
    return log;
}

std::vector<Observation> by_time() {
    std::vector<Observation> log = by_lift(all_lifts);
    std::stable_sort(log.begin(), log.end(),
                     [](const Observation& a, const Observation& b) { return a.time < b.time; });
    return log;
}

Analysis analyse(std::span<const Observation> log, std::size_t batch = 1000,
                 AnalysisOptions options = {}) {
    Analysis analysis{five_lifts, policy, options};
    for (std::size_t at = 0; at < log.size(); at += batch) {
        analysis.process(log.subspan(at, std::min(batch, log.size() - at)));
    }
    analysis.finish();
    return analysis;
}

std::string gaps_of(const Analysis& analysis) {
    std::string out;
    for (const Gap& gap : analysis.gaps()) {
        out += std::to_string(gap.lift) + ' ' + format_time(gap.span.from) + ' ' +
               format_time(gap.span.to) + '\n';
    }
    return out;
}

std::vector<Observation> ten_runs() {
    std::vector<Observation> log;
    for (int run = 0; run < 10; ++run) add_run(log, 60 * run);
    return log;
}

// When entrapments of the lift were raised.
std::vector<Time> traps_of(const Analysis& analysis, LiftIndex lift) {
    std::vector<Time> out;
    for (const Event& event : analysis.events()) {
        const bool raised = event.kind == EventKind::entrapment && event.phase == Phase::raised;
        if (raised && event.lift == lift) out.push_back(event.time);
    }
    return out;
}

// "0 entrapments" for each due item, of all lifts.
std::string due_of(const Analysis& analysis, Date at) {
    std::string out;
    for (const DueItem& item : analysis.due({.at = at})) {
        out += std::to_string(item.lift) + ' ' + std::string(to_text(item.trigger)) + '\n';
    }
    return out;
}

const DueQuestion far_ahead{.at = Date{std::chrono::year{2030} / 1 / 1}};

}  // namespace

TEST_CASE("events come out the same however lifts are mixed and batches are cut") {
    const std::string expected = to_event_log(analyse(by_time()));
    const std::string gaps = gaps_of(analyse(by_time()));
    CHECK(std::count(expected.begin(), expected.end(), '\n') > 50);
    CHECK(!gaps.empty());
    constexpr std::array<LiftIndex, 5> backwards{4, 2, 0, 3, 1};
    for (const std::size_t batch : {1U, 2U, 17U, 64U, 1000U}) {
        CAPTURE(batch);
        for (const auto& log : {by_time(), by_lift(all_lifts), by_lift(backwards)}) {
            const Analysis analysis = analyse(log, batch);
            REQUIRE(to_event_log(analysis) == expected);
            REQUIRE(gaps_of(analysis) == gaps);
        }
    }
}

TEST_CASE("events stand in order of time, then lift, then kind") {
    const Analysis analysis = analyse(by_lift(all_lifts));
    const std::span<const Event> events = analysis.events();
    for (std::size_t i = 1; i < events.size(); ++i) {
        const Event &a = events[i - 1], &b = events[i];
        CHECK(std::tie(a.time, a.lift, a.kind) <= std::tie(b.time, b.lift, b.kind));
    }
}

TEST_CASE("what is later than the end is passed over and counted, wherever it stands") {
    const std::vector<Observation> log = by_time();
    const Time until = second(900);
    const auto end = std::find_if(log.begin(), log.end(),
                                  [&](const Observation& seen) { return seen.time >= until; });
    const std::vector<Observation> before(log.begin(), end);
    REQUIRE(before.size() < log.size());
    for (const auto& mixed : {log, by_lift(all_lifts)}) {
        const Analysis cut = analyse(mixed, 10, {.until = until});
        CHECK(to_event_log(cut) == to_event_log(analyse(before)));
        CHECK(cut.beyond_end() == log.size() - before.size());
        CHECK(cut.observations() == before.size());
        CHECK(cut.newest() < until);
    }
}

TEST_CASE("finish lets time pass for every lift up to the newest record of all") {
    std::vector<Observation> log{{.time = second(0),
                                  .lift = 0,
                                  .motion = Motion::stopped,
                                  .door = Door::open,
                                  .presence = Flag::no}};
    Analysis open{five_lifts, policy};
    open.process(log);
    open.process(std::vector<Observation>{{.time = second(300), .lift = 1}});
    CHECK(open.events().empty());
    open.finish();
    REQUIRE(open.events().size() == 1);
    CHECK(open.events()[0].kind == EventKind::door_blocked);
    CHECK(seconds(open.events()[0].time) == 90);
}

TEST_CASE("an analysis of nothing is finished without a word") {
    const Analysis empty = analyse({});
    CHECK(empty.events().empty());
    CHECK(empty.newest() == never);
    CHECK(empty.oldest() == never);
    CHECK(empty.record(0).first_heard == never);
    CHECK(to_due_log(empty, far_ahead).empty());
}

TEST_CASE("a lift that is not in the registry is a stranger, counted and not used") {
    const std::vector<Observation> log{
        {.time = second(0), .lift = 5, .mains_power = Flag::no},
        {.time = second(60), .lift = no_lift, .mains_power = Flag::no}};
    const Analysis analysis = analyse(log);
    CHECK(analysis.strangers() == 2);
    CHECK(analysis.observations() == 2);
    CHECK(analysis.events().empty());
}

TEST_CASE("a lift's record tells what was heard and counted") {
    std::vector<Observation> log = ten_runs();
    log.push_back({.time = second(100), .lift = 0, .door = Door::closed});  // late
    const LiftRecord record = analyse(log).record(0);
    CHECK(seconds(record.first_heard) == 0);
    CHECK(seconds(record.last_heard) == 552);
    CHECK(record.late == 1);
    CHECK(record.said == bits(Signal::motion, Signal::door, Signal::floor));
    CHECK(record.counts.runs == 10);
    CHECK(record.counts.run_time == std::chrono::seconds{80});
    CHECK(record.counts.distance_mm == 30'000);  // ten times the 3 m between two landings
    REQUIRE(record.runs_by_day.size() == 1);
    CHECK(record.runs_by_day[0] == 10);
    CHECK(record.first_day == date_of(second(0)));
}

TEST_CASE("runs are counted on the day and in the hour of +08:00 in which the doors open") {
    // second(0) is 00:00 at +08:00 on 1 March 2026, which is 16:00 of the day before in UTC.
    constexpr double day = 86400;
    std::vector<Observation> log;
    add_run(log, 3600 * 5);
    add_run(log, day - 12);                // ends at midnight exactly: the next day's
    add_run(log, 3 * day + 3600 * 23, 1);  // two days without a run between
    std::vector<Observation> earlier;
    add_run(earlier, -20, 2);  // a lift read later that ran on the day before
    log.insert(log.end(), earlier.begin(), earlier.end());
    const Analysis analysis = analyse(log, 3);
    const std::span<const DayRuns> days = analysis.days();
    REQUIRE(days.size() == 5);
    CHECK(days[0].day == date_of(second(-1)));
    CHECK(days[0].by_hour[23] == 1);
    CHECK(days[1].by_hour[5] == 1);
    CHECK(days[2].by_hour[0] == 1);
    CHECK(days[3].by_hour == std::array<std::uint64_t, 24>{});
    CHECK(days[4].by_hour[23] == 1);
}

TEST_CASE("a visit resets what is counted between visits, at its place in time") {
    // Visits in any order; the later one, after the fourth run, is the one that counts.
    for (const bool swapped : {false, true}) {
        Analysis analysis{five_lifts, policy};
        analysis.add({.time = second(swapped ? 230 : 100), .lift = 0});
        analysis.add({.time = second(swapped ? 100 : 230), .lift = 0});
        analysis.add({.time = second(50), .lift = 77});  // nobody's
        analysis.process(ten_runs());
        analysis.finish();
        CHECK(analysis.record(0).counts.runs == 10);
        const auto due = analysis.due(far_ahead);
        REQUIRE(due.size() == 1);  // the interval alone
        CHECK(due[0].trigger == Trigger::interval);
        CHECK(due[0].since == date_of(second(230)));
    }
}

TEST_CASE("records of people are taken as if each were given by itself, odd visits come back") {
    std::vector<Observation> log;
    for (const double from : {0.0, 7200.0}) add_trap(log, from);
    for (int at = 0; at <= 13 * 3600; at += 30) {
        log.push_back({.time = second(at), .lift = 2, .noise = 60});
    }
    const Analysis unsaid = analyse(log);
    const Time trap = traps_of(unsaid, 0)[0];
    Analysis one{five_lifts, policy}, all{five_lifts, policy};
    one.add(Visit{second(9000), 1});
    one.hear(VoiceAnswer{second(100), 2});
    one.hear(Mute{second(0), second(99999), 2, EventKind::noise_abnormal});
    one.dismiss(FalseAlarm{second(9000), 0, trap});
    const std::vector<BusinessRecord> records{
        {.kind = RecordKind::classification,
         .lift = 0,
         .time = second(9000),
         .event = trap,
         .verdict = AlarmVerdict::false_alarm},
        {.kind = RecordKind::visit, .lift = 1, .time = second(9000)},
        {.kind = RecordKind::call, .lift = 1, .time = second(9000)},
        {.kind = RecordKind::visit, .lift = 1, .time = second(9000)},
        {.kind = RecordKind::voice_answer, .lift = 2, .time = second(100)},
        {.kind = RecordKind::mute,
         .lift = 2,
         .time = second(0),
         .until = second(99999),
         .mutes = EventKind::noise_abnormal}};
    const std::vector<OddVisit> odd = all.add(records);
    REQUIRE(odd.size() == 1);
    CHECK(odd[0].why == VisitOddity::two_visits_at_once);
    for (Analysis* each : {&one, &all}) {
        each->process(log);
        each->finish();
    }
    CHECK(to_event_log(all) == to_event_log(one));
    CHECK(to_due_log(all, far_ahead) == to_due_log(one, far_ahead));
    CHECK(traps_of(all, 2) == std::vector<Time>{second(100)});
    CHECK(to_event_log(unsaid).find("noise_abnormal") != std::string::npos);
    CHECK(to_event_log(all).find("noise_abnormal") == std::string::npos);
    CHECK(due_of(unsaid, date_of(second(0))).find("0 entrapments") != std::string::npos);
    CHECK(due_of(all, date_of(second(0))).find("0 entrapments") == std::string::npos);
}

TEST_CASE("a visit after the last word of a device is heard when the log is finished") {
    Analysis analysis{five_lifts, policy};
    const Time later = second(40 * 86400.0);
    analysis.add({.time = later, .lift = 0});
    analysis.process(ten_runs());
    analysis.finish();
    const auto due = analysis.due(far_ahead);
    REQUIRE(due.size() == 1);
    CHECK(due[0].since == date_of(later));
}

TEST_CASE("counters start anew at a visit: the limit is reached by the runs behind it") {
    const Policy two_runs = [] {
        Policy own = shijiazhuang();
        own.rows.resize(1);
        own.rows[0].trigger = Trigger::runs;
        own.rows[0].limit = 6;
        own.rows[0].applies = {};
        own.interval.months.clear();
        return own;
    }();
    struct Case {
        double visit;
        std::size_t due;
    };
    // Runs end at 12, 72, ..., 552 s. A visit at 200 s leaves six of them, one at 260 s five.
    for (const Case& c : {Case{200, 1}, Case{260, 0}}) {
        Analysis analysis{five_lifts, two_runs};
        analysis.add({.time = second(c.visit), .lift = 0});
        analysis.process(ten_runs());
        analysis.finish();
        CAPTURE(c.visit);
        CHECK(analysis.due(far_ahead).size() == c.due);
    }
}

TEST_CASE("the due log has one line an item, the earliest first, by the lift's key") {
    std::vector<Observation> log;
    add_run(log, 40 * 86400.0, 0);
    add_run(log, 0, 1);
    const Analysis analysis = analyse(log);
    const std::string due = to_due_log(analysis, far_ahead);
    CHECK(std::count(due.begin(), due.end(), '\n') == 2);
    CHECK(due.rfind("{\"lift\":\"A-2\"", 0) == 0);
    CHECK(due.find("{\"lift\":\"A-1\"") != std::string_view::npos);
}

TEST_CASE("an entrapment classified as false counts for no limit, on any number of threads") {
    std::vector<Observation> log;
    for (const double from : {0.0, 7200.0}) {
        for (const LiftIndex lift : {0U, 1U, 4U}) add_trap(log, from, lift);
    }
    const Analysis plain = analyse(log);
    const Date day = date_of(second(0));
    REQUIRE(due_of(plain, day) == "0 entrapments\n1 entrapments\n4 entrapments\n");
    for (const LiftIndex lift : {0U, 1U, 4U}) REQUIRE(traps_of(plain, lift).size() == 2);
    for (const std::uint32_t shares : {1U, 3U}) {
        Analysis analysis{five_lifts, policy, {.shares = shares}};
        analysis.dismiss(FalseAlarm{second(20000), 0, traps_of(plain, 0)[0]});
        analysis.dismiss(FalseAlarm{second(20000), 4, traps_of(plain, 4)[1]});
        analysis.process(log);
        analysis.finish();
        CHECK(due_of(analysis, day) == "1 entrapments\n");
        CHECK(analysis.unheard_alarms().empty());
        CHECK(to_event_log(analysis) == to_event_log(plain));  // what was raised stays told
        CHECK(analysis.record(0).counts.entrapments == 2);
    }
}

TEST_CASE("a false alarm of nothing is told, one told after the end is not heard") {
    std::vector<Observation> log;
    for (const double from : {0.0, 7200.0}) add_trap(log, from);
    const Time trap = traps_of(analyse(log), 0)[0];
    Analysis analysis{five_lifts, policy, {.until = second(9000)}};
    analysis.dismiss(FalseAlarm{second(8000), 0, trap + Duration{1}});
    analysis.dismiss(FalseAlarm{second(8000), 1, trap});
    analysis.dismiss(FalseAlarm{second(8000), 99, trap});
    analysis.dismiss(FalseAlarm{second(9000), 0, trap});
    analysis.process(log);
    analysis.finish();
    CHECK(due_of(analysis, date_of(second(0))) == "0 entrapments\n");
    const std::vector<FalseAlarm> unheard = analysis.unheard_alarms();
    REQUIRE(unheard.size() == 2);
    CHECK(unheard[0].event == trap + Duration{1});
    CHECK(unheard[1].lift == 1);
}

TEST_CASE("the event log names lifts by their keys") {
    const std::vector<Observation> log{{.time = second(0), .lift = 2, .mains_power = Flag::no},
                                       {.time = second(10), .lift = 2}};
    CHECK(to_event_log(analyse(log)) ==
          "{\"lift\":\"A-3\",\"rule\":\"power_loss@1\",\"kind\":\"power_loss\","
          "\"phase\":\"raised\",\"time\":\"2026-02-28T16:00:10Z\","
          "\"since\":\"2026-02-28T16:00:00Z\",\"severity\":\"major\","
          "\"evidence\":{\"mains_power\":\"false\",\"held_s\":10}}\n");
}

TEST_CASE("a silence that the caller allows is no gap") {
    const std::vector<Observation> log{{.time = second(0), .lift = 0},
                                       {.time = second(400), .lift = 0}};
    CHECK(analyse(log).gaps().size() == 1);
    CHECK(analyse(log, 10, {.silence = std::chrono::minutes{7}}).gaps().empty());
}

TEST_CASE("shares on threads of their own give the bytes that one thread gives") {
    const std::vector<Lift> lifts = lifts_of_ten_floors(90);
    std::vector<Observation> log;
    for (LiftIndex lift = 0; lift < 91; ++lift) {  // the last one is a stranger
        const std::vector<Observation> one = made_up_log(lift, 9);
        log.insert(log.end(), one.begin(), one.end());
    }
    const auto told = [&](std::uint32_t shares, bool dealt) {
        Analysis analysis(lifts, policy, {.until = second(4000), .shares = shares});
        Deal deal(shares);
        analysis.add(Visit{second(600), 3});
        const std::span<const Observation> whole{log};
        for (std::size_t at = 0; at < log.size(); at += 100) {
            const auto batch = whole.subspan(at, std::min<std::size_t>(100, log.size() - at));
            deal.clear();
            deal.add(batch);
            std::vector<std::thread> threads;
            for (std::uint32_t number = 0; number < shares; ++number) {
                threads.emplace_back([&, number] {
                    analysis.process(dealt ? deal.batch(number) : batch, {number, shares});
                });
            }
            for (std::thread& thread : threads) thread.join();
        }
        analysis.finish();
        std::string text = to_event_log(analysis);
        text += std::to_string(analysis.observations()) + ' ';
        text += std::to_string(analysis.strangers()) + ' ';
        text += std::to_string(analysis.beyond_end()) + ' ';
        text += std::to_string(analysis.record(3).counts.runs) + ' ';
        text += std::to_string(analysis.days().size());
        return text;
    };
    const std::string alone = told(1, false);
    CHECK(alone.size() > 1000);
    for (const bool dealt : {false, true}) {
        CHECK(told(2, dealt) == alone);
        CHECK(told(5, dealt) == alone);
    }
}

TEST_CASE("a share that the analysis was not made for is a mistake of the caller") {
    const std::vector<Lift> lifts = lifts_of_ten_floors(2);
    Analysis analysis(lifts, policy, {.shares = 2});
    CHECK_THROWS_AS(analysis.process({}, {0, 3}), std::invalid_argument);
    CHECK_THROWS_AS(analysis.process({}, {2, 2}), std::invalid_argument);
    CHECK_THROWS_AS((Analysis{lifts, policy, {.shares = 0}}), std::invalid_argument);
}

TEST_CASE("late and repeated records, impossible floors and clocks put back are counted") {
    const std::vector<Lift> lifts = lifts_of_ten_floors(1);
    Analysis analysis(lifts, policy);
    std::vector<Observation> log;
    for (const auto& [at, floor] : std::vector<std::pair<double, std::int16_t>>{{5000, 1},
                                                                                {5000, 1},
                                                                                {4990, 1},
                                                                                {5001, 11},
                                                                                {5002, 0},
                                                                                {5003, 2},
                                                                                {1000, 2},
                                                                                {1001, 2},
                                                                                {1002, 2},
                                                                                {1003, 2},
                                                                                {1004, 2},
                                                                                {1005, 3}}) {
        log.push_back({.time = second(at), .lift = 0, .floor = floor});
    }
    analysis.process(log);
    const UnusedRecords unused = analysis.unused();
    CHECK(unused.of(Refused::repeated) == 1);
    CHECK(unused.of(Refused::late) == 1 + 4);
    CHECK(unused.of(Refused::no_such_floor) == 2);
    CHECK(unused.clock_steps == 1);
}

namespace {

// An hour of a lift that stands shut and empty, and says so every 20 s.
std::vector<Observation> empty_hour() {
    std::vector<Observation> log;
    for (int at = 0; at <= 3600; at += 20) {
        log.push_back({.time = second(at), .lift = 0, .floor = 4, .motion = Motion::stopped});
        log.back().door = Door::closed;
        log.back().door_zone = Flag::yes;
        log.back().presence = Flag::no;
    }
    return log;
}

std::vector<Event> events_with(std::span<const Observation> log,
                               std::span<const VoiceAnswer> answers, std::span<const Mute> mutes,
                               std::uint32_t shares = 1) {
    Analysis analysis(five_lifts, policy, {.shares = shares});
    for (const VoiceAnswer& answer : answers) analysis.hear(answer);
    for (const Mute& mute : mutes) analysis.hear(mute);
    analysis.process(log);
    analysis.finish();
    return {analysis.events().begin(), analysis.events().end()};
}

// Half a minute of noise in the car every 30 s, for so many hours.
std::vector<Observation> loud_hours(int hours) {
    std::vector<Observation> log;
    for (int at = 0; at <= hours * 3600; at += 30) {
        log.push_back({.time = second(at), .lift = 0, .noise = 60});
    }
    return log;
}

}  // namespace

TEST_CASE("a voice from an empty car raises at once, whatever the sensors say") {
    const std::vector<VoiceAnswer> answers{{second(100), 0}, {second(130), 0}, {second(9999), 0}};
    const std::vector<Observation> log = empty_hour();
    for (const std::uint32_t shares : {1U, 3U}) {
        const std::vector<Event> events = events_with(log, answers, {}, shares);
        REQUIRE(events.size() == 1);
        CHECK(events[0].kind == EventKind::entrapment);
        CHECK(events[0].phase == Phase::raised);
        CHECK(events[0].time == second(100));
        CHECK(events[0].since == second(100));
        CHECK(events[0].floor == 4);
        std::string said;
        for (const EvidenceItem& item : events[0].evidence) {
            if (item.word.empty()) continue;
            said += std::string(item.name) + '=' + std::string(item.word) + ' ';
        }
        CHECK(said == "class=at_level door=closed reported_by=voice ");
    }
    CHECK(events_with(log, {}, {}).empty());
}

TEST_CASE("a voice from a car with open doors is over when they were open for 3 s more") {
    std::vector<Observation> log = empty_hour();
    for (Observation& seen : log) seen.door = Door::open;
    const std::vector<VoiceAnswer> answers{{second(50), 0}};
    const std::vector<Event> events = events_with(std::span{log}.first(6), answers, {});
    REQUIRE(events.size() == 3);
    CHECK(events[0].time == second(50));
    CHECK(events[1].phase == Phase::cleared);
    CHECK(events[1].time == second(53));
    CHECK(events[2].kind == EventKind::door_blocked);
}

TEST_CASE("what people say is heard in its time, in whatever order it was added") {
    const std::vector<VoiceAnswer> late{{second(900), 0}, {second(100), 0}};
    const std::vector<VoiceAnswer> early{{second(100), 0}, {second(900), 0}};
    const std::vector<Observation> log = empty_hour();
    CHECK(events_with(log, late, {}).front().time == second(100));
    CHECK(events_with(log, late, {}).size() == events_with(log, early, {}).size());
    Analysis analysis(five_lifts, policy);
    analysis.hear(VoiceAnswer{second(3601), 0});
    analysis.hear(VoiceAnswer{second(5), 99});
    analysis.process(log);
    analysis.finish();
    CHECK(analysis.events().empty());
    CHECK(analysis.beyond_end() == 1);
}

TEST_CASE("a mute of the log holds noise back, and lets it be told by the window after it") {
    const std::vector<Observation> log = loud_hours(40);
    const auto told_at = [&](const std::vector<Mute>& mutes) {
        std::vector<double> hours;
        for (const Event& event : events_with(log, {}, mutes)) {
            if (event.kind == EventKind::noise_abnormal) {
                hours.push_back(std::chrono::duration<double>(event.time - second(0)).count() /
                                3600);
            }
        }
        return hours;
    };
    const auto mute = [](double from, double to) {
        return std::vector<Mute>{
            {second(from * 3600), second(to * 3600), 0, EventKind::noise_abnormal}};
    };
    CHECK(told_at({}) == std::vector<double>{12});
    CHECK(told_at(mute(2, 20)) == std::vector<double>{24});
    CHECK(told_at(mute(2, 30)) == std::vector<double>{36});
    // One that comes when it is told already changes nothing: it is neither told anew nor closed.
    CHECK(told_at(mute(13, 30)) == std::vector<double>{12});
}
