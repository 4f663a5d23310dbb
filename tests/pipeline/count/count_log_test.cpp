// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/count/count_log.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "counted.hpp"
#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/upkeep/business_json.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

LiftIndex only_lift(std::string_view) { return 0; }
LiftIndex no_such_lift(std::string_view) { return no_lift; }

CounterFile read(std::string_view text) { return read_counter_log(text, "counters", only_lift); }

// Days with totals of a device that is replaced on the way, and a visit.
Days busy_days(std::uint64_t seed) {
    Days days = days_of(told_city(seed, 2, 20000));
    days.lifts[0].reeving = Layout::two_to_one_underslung;
    for (std::size_t i = 0; i < days.log.size(); i += 7) {
        const auto told = static_cast<std::uint32_t>(i / 9);
        days.log[i].runs = i < days.log.size() / 2 ? 65400 + told : told;
        days.log[i].distance = 1000 + static_cast<double>(i);
    }
    const Time middle = days.log[days.log.size() / 3].time;
    days.visits = {{.kind = RecordKind::visit, .lift = 0, .time = middle}};
    days.visits.push_back({.kind = RecordKind::replacement,
                           .lift = 0,
                           .time = days.log[days.log.size() * 2 / 3].time,
                           .part = std::string(rope_part)});
    return days;
}

CountStudy begin(const Days& days) {
    CountStudy study{days.lifts};
    study.add(days.visits);
    return study;
}

// Without the remarks: those are of one session.
std::string sums_of(const CountStudy& study) {
    const std::string list = list_of(study);
    return list.substr(0, list.find(",\"remarks\""));
}

std::string whole(const Days& days) {
    CountStudy study = begin(days);
    study.process(days.log);
    return sums_of(study);
}

// The counter log of a session that stops behind so many records.
std::string log_at(const Days& days, std::size_t records) {
    CountStudy study = begin(days);
    study.process(std::span(days.log).first(records));
    return to_counter_log(study);
}

CountStudy resumed(const Days& days, const CounterFile& kept, CountFeed feed) {
    CountStudy study{days.lifts};
    study.resume(kept.lifts, feed);
    study.add(days.visits);
    return study;
}

// A line whose check sum has been cut off, with the one that belongs to it.
std::string with_check_sum(const std::string& line) {
    char sum[17];
    std::snprintf(sum, sizeof sum, "%016llx",
                  static_cast<unsigned long long>(FnvHash{}.add(line).value()));
    return line + ",\"check\":\"" + sum + "\"}\n";
}

}  // namespace

TEST_CASE("a session that stops anywhere and goes on counts as if it had not stopped") {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const Days days = busy_days(seed);
        const std::string expected = whole(days);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 12; ++round) {
            const std::size_t stop = random() % (days.log.size() + 1);
            CAPTURE(seed);
            CAPTURE(stop);
            const CounterFile kept = read(log_at(days, stop));
            REQUIRE(kept.refusals.empty());
            CountStudy on = resumed(days, kept, CountFeed::goes_on);
            on.process(std::span(days.log).subspan(stop));
            REQUIRE(sums_of(on) == expected);
            CountStudy again = resumed(days, kept, CountFeed::from_beginning);
            again.process(days.log);
            REQUIRE(sums_of(again) == expected);
            CHECK(again.counted_before() == stop);
        }
    }
}

TEST_CASE("many stops in a row lose nothing and double nothing") {
    const Days days = busy_days(4);
    std::mt19937_64 random(4);
    CounterFile kept;
    for (std::size_t at = 0; at < days.log.size();) {
        const std::size_t more = std::min<std::size_t>(random() % 300, days.log.size() - at);
        CountStudy study = resumed(days, kept, CountFeed::goes_on);
        study.process(std::span(days.log).subspan(at, more));
        at += more;
        kept = read(to_counter_log(study));
    }
    CHECK(sums_of(resumed(days, kept, CountFeed::goes_on)) == whole(days));
}

TEST_CASE("a log torn at any byte loses nothing and doubles nothing") {
    const Days days = busy_days(5);
    const std::string expected = whole(days);
    std::string log;
    for (const std::size_t part : {5U, 3U, 2U}) log += log_at(days, days.log.size() / part);
    std::mt19937_64 random(5);
    for (int round = 0; round < 12; ++round) {
        const std::size_t cut = random() % (log.size() + 1);
        CAPTURE(cut);
        const CounterFile kept = read(std::string_view(log).substr(0, cut));
        CHECK(kept.refusals.size() <= 1);
        CountStudy study = resumed(days, kept, CountFeed::from_beginning);
        study.process(days.log);
        REQUIRE(sums_of(study) == expected);
    }
}

TEST_CASE("records that come again after a stop are passed over") {
    const Days days = busy_days(6);
    const std::size_t stop = days.log.size() / 2;
    const Time last = days.log[stop - 1].time;
    std::size_t from = stop - 200;
    while (days.log[from].time == last) --from;
    CountStudy study = resumed(days, read(log_at(days, stop)), CountFeed::goes_on);
    study.process(std::span(days.log).subspan(from));
    CHECK(study.counted_before() > 0);
    const KeptCounts sums = study.of(0).kept;
    CountStudy plain = begin(days);
    plain.process(days.log);
    CHECK(sums.counts == plain.of(0).kept.counts);
    CHECK(sums.since_visit == plain.of(0).kept.since_visit);
    CHECK(sums.use == plain.of(0).kept.use);
}

TEST_CASE("a clock that is put back behind the stop is followed where the log begins anew") {
    Days days = busy_days(12);
    const std::size_t half = days.log.size() / 2;
    for (std::size_t i = half; i < days.log.size(); ++i) days.log[i].time -= std::chrono::hours{5};
    days.visits.clear();
    const std::string expected = whole(days);
    CountStudy study = resumed(days, read(log_at(days, half)), CountFeed::from_beginning);
    study.process(days.log);
    CHECK(study.counted_before() == half);
    CHECK(sums_of(study) == expected);
}

TEST_CASE("of several lines of a lift the one with the most observations counts") {
    const Days days = busy_days(7);
    const std::string early = log_at(days, 100), late = log_at(days, 300);
    for (const std::string& log : {early + late, late + early}) {
        const CounterFile kept = read(log);
        REQUIRE(kept.lifts.size() == 1);
        CHECK(kept.lifts[0].observations == 300);
    }
}

TEST_CASE("a line that was changed is refused, whatever was changed") {
    const std::string line = log_at(busy_days(8), 200);
    std::mt19937_64 random(8);
    for (int round = 0; round < 200; ++round) {
        std::string bad = line;
        const std::size_t at = random() % (bad.size() - 1);
        bad[at] = bad[at] == '7' ? '8' : '7';
        const CounterFile kept = read(bad);
        CAPTURE(at);
        REQUIRE(kept.lifts.empty());
        REQUIRE(kept.refusals.size() == 1);
        CHECK(kept.refusals[0].code == ErrorCode::bad_checksum);
        CHECK(kept.refusals[0].line == 1);
    }
}

TEST_CASE("numbers that no lift can have are refused, whoever made the check sum") {
    const Days days = busy_days(12);
    const std::string line = log_at(days, days.log.size());
    struct Case {
        const char *key, *value, *field;
    };
    for (const Case& c : {Case{"\"observations\":", "-1", "observations"},
                          {"\"runs\":", "1.5", "runs"},
                          {"\"runs\":", "9007199254740993", "runs"},
                          {"\"run_time_ms\":", "-5", "run_time_ms"},
                          {"\"gaps_crossed\":[", "4294967296", "gaps_crossed"},
                          {"\"days\":[", "[\"2026-02-30\",1,1,1,1,1]", "days"},
                          {"\"days\":[", "[\"2026-01-01\",1,1,1,1]", "days"},
                          {"\"days\":[", "[\"2026-01-01\",1,1,1,1,1099511627777]", "days"},
                          {"\"days\":[", "[\"2036-01-01\",1,1,1,1,1]", "days"}}) {
        CAPTURE(c.key);
        CAPTURE(c.value);
        std::string changed = line;
        const std::size_t at = changed.find(c.key) + std::string_view(c.key).size();
        const std::size_t end =
            c.value[0] == '[' ? changed.find(']', at) + 1 : changed.find_first_of(",]}", at);
        changed.replace(at, end - at, c.value);
        changed.resize(changed.rfind(",\"check\""));
        const CounterFile kept = read(with_check_sum(changed));
        REQUIRE(kept.refusals.size() == 1);
        CHECK(kept.refusals[0].code == ErrorCode::bad_value);
        CHECK(kept.refusals[0].field == c.field);
        CHECK(kept.lifts.empty());
    }
}

TEST_CASE("a line of a lift that is in no registry is refused, and kept word by word") {
    const std::string line = log_at(busy_days(9), 200);
    const CounterFile kept = read_counter_log(line, "counters", no_such_lift);
    CHECK(kept.lifts.empty());
    REQUIRE(kept.refusals.size() == 1);
    CHECK(kept.refusals[0].code == ErrorCode::unknown_lift);
    CHECK(kept.others == line);
}

TEST_CASE("a state of another version leaves the sums, and is a remark") {
    const Days days = busy_days(10);
    CounterFile kept = read(log_at(days, days.log.size()));
    REQUIRE(kept.lifts.size() == 1);
    kept.lifts[0].state.pop_back();
    const CountStudy study = resumed(days, kept, CountFeed::goes_on);
    CHECK(sums_of(study) == whole(days));
    const std::vector<CountRemark> remarks = study.remarks();
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].doubt == CountDoubt::state_lost);
}

TEST_CASE("a log from before replaced ropes were counted has the ropes of its beginning") {
    const Days days = busy_days(11);
    CountStudy study{days.lifts};
    study.process(days.log);
    std::string line = to_counter_log(study);
    const std::size_t from = line.find(",\"ropes_bent\"");
    REQUIRE(from != std::string::npos);
    line.erase(from, line.find(",\"trapped\"") - from);
    line.resize(line.rfind(",\"check\""));
    const CounterFile kept = read(with_check_sum(line));
    REQUIRE(kept.lifts.size() == 1);
    CHECK(kept.lifts[0].ropes_bent == study.of(0).kept.counts.rope_bends);
    CHECK(kept.lifts[0].ropes_since == never);
}

TEST_CASE("classifications are kept, and the same records change nothing") {
    Days days = days_of(told_city(5, 6, 30000));
    CountStudy first = begin(days);
    first.process(days.log);
    const std::vector<Trapped> trapped = first.of(0).kept.trapped;
    REQUIRE(!trapped.empty());
    days.visits.push_back({.kind = RecordKind::classification,
                           .lift = 0,
                           .time = days.log.back().time,
                           .event = trapped[0].event,
                           .verdict = AlarmVerdict::real});
    first.add(std::span(days.visits).last(1));
    const CounterFile kept = read(to_counter_log(first));
    const CountStudy next = resumed(days, kept, CountFeed::goes_on);
    CHECK(next.of(0).kept.classified(AlarmVerdict::real) == 1);
    CHECK(next.remarks().empty());
}

TEST_CASE("the list says a lift in one line, with what the device says and what is to be checked") {
    std::vector<Lift> lifts{ten_floors()};
    lifts[0].roping = Roping::two_to_one;
    lifts[0].reeving = Layout::two_to_one;
    CountStudy study{lifts};
    std::vector<Observation> log{{.time = second(0),
                                  .lift = 0,
                                  .floor = 1,
                                  .motion = Motion::stopped,
                                  .door = Door::closed,
                                  .runs = 500}};
    log.push_back({.time = second(1), .lift = 0, .motion = Motion::running});
    log.push_back({.time = second(9), .lift = 0, .floor = 4, .motion = Motion::stopped});
    log.push_back({.time = second(10), .lift = 0, .door = Door::open, .runs = 501});
    log.push_back({.time = second(15), .lift = 0, .door = Door::closed});
    log.push_back({.time = second(20), .lift = 0, .runs = 90000});
    study.process(log);
    CHECK(list_of(study) ==
          R"~({"lift":"A-1","first_heard":"2026-02-28T16:00:00Z",)~"
          R"~("last_heard":"2026-02-28T16:00:20Z","observations":6,)~"
          R"~("since":"2026-02-28T16:00:00Z",)~"
          R"~("counts":{"runs":1,"door_cycles":1,"run_time":8,"rope_bends":3,"distance":0.009,)~"
          R"~("entrapments":0,"runs_of_unknown_roping":0,"runs_of_unknown_distance":0,)~"
          R"~("real_entrapments":0,"false_alarms":0,"reopenings":0,)~"
          R"~("run_time_motion_and_doors":8,"run_time_motion_doors_and_dwell":13,)~"
          R"~("measured_distance":0,"runs_measured":0,"landings_distance":0.009,)~"
          R"~("runs_by_landings":1,)~"
          R"~("safety_chain_openings":0,"safety_chain_faults":0,"safety_chain_time":0,)~"
          R"~("recovered_by_itself":0,"recovered_in_inspection":0,"recovered_after_power":0,)~"
          R"~("noise_windows":0},)~"
          R"~("since_visit":{"runs":1,"door_cycles":1,"run_time":8,"rope_bends":3,)~"
          R"~("distance":0.009,)~"
          R"~("entrapments":0,"runs_of_unknown_roping":0,"runs_of_unknown_distance":0},)~"
          R"~("device":[{"trigger":"runs","verdict":"replaced","device":1,"own":1,"drift":0,)~"
          R"~("reconciled":1,)~"
          R"~("resets":0,"wraps":0,"replaced":1,"sentence":"runs: device 1, ours 1 count: the )~"
          R"~(device's total broke off 1 time(s), as when a device is replaced; to be )~"
          R"~(checked."}],)~"
          R"~("rope":{"rope_bends":3,"reeving":"two_to_one","bends":2,"reverse_bends":0,)~"
          R"~("at":51,"runs":1,)~"
          R"~("runs_of_unknown_landings":0},)~"
          R"~("remarks":[{"time":"2026-02-28T16:00:20Z","doubt":"total_replaced",)~"
          R"~("sentence":"runs: the device's total went from 501 to 90000, as when a device )~"
          R"~(is replaced or set by hand: not added; to be checked."}]})~"
          "\n");
}
