// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/business_json.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;

static LiftIndex find(std::string_view name) {
    if (name == "A-1") return 0;
    return name == "梯\"2" ? 1 : no_lift;
}

TEST_CASE("each kind of record is read with whoever acted and what was said") {
    const std::string text =
        R"({"record":"visit","lift":"A-1","time":"2026-03-02T09:00:00+08:00","unit":"乙电梯"})"
        "\r\n\n  \n"
        R"({"record":"call","lift":"A-1","time":1772413200000,"note":"试呼"})"
        "\n"
        R"({"record":"inspection","lift":"梯\"2","time":"2026-03-02T01:00:00Z"})"
        "\n"
        R"( {"time":"2026-03-02T01:00:00Z","lift":"A-1","record":"complaint"} )"
        "\n"
        R"({"record":"replacement","lift":"A-1","time":0,"unit":"","note":"a\u68afb"})";
    const BusinessFile file = read_business(text, "records.jsonl", find);
    CHECK(file.refusals.empty());
    REQUIRE(file.records.size() == 5);
    CHECK(file.records[0].kind == RecordKind::visit);
    CHECK(file.records[0].lift == 0);
    CHECK(format_time(file.records[0].time) == "2026-03-02T01:00:00Z");
    CHECK(file.records[0].unit == "乙电梯");
    CHECK(file.records[1].kind == RecordKind::call);
    CHECK(file.records[1].time == file.records[0].time);
    CHECK(file.records[1].note == "试呼");
    CHECK(file.records[2].kind == RecordKind::inspection);
    CHECK(file.records[2].lift == 1);
    CHECK(file.records[3].kind == RecordKind::complaint);
    CHECK(file.records[4].kind == RecordKind::replacement);
    CHECK(file.records[4].note == "a梯b");
    CHECK(file.records[4].time == Time{});
}

TEST_CASE("an answer from a car and a mute are read, each in order of time") {
    const std::string text =
        R"({"record":"voice_answer","lift":"A-1","time":2000})"
        "\n"
        R"({"record":"mute","lift":"A-1","time":5000,"until":9000,"mutes":"noise_abnormal"})"
        "\n"
        R"({"record":"voice_answer","lift":"A-1","time":1000,"unit":"96333"})"
        "\n"
        R"({"mutes":"noise_abnormal","until":"1970-01-01T00:00:04Z","time":3000,"lift":"A-1",)"
        R"("record":"mute"})";
    const BusinessFile file = read_business(text, "records.jsonl", find);
    CHECK(file.refusals.empty());
    const std::vector<VoiceAnswer> answers = voice_answers_of(file.records);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].time == Time{Duration{1000}});
    CHECK(answers[1].time == Time{Duration{2000}});
    const std::vector<Mute> mutes = mutes_of(file.records);
    REQUIRE(mutes.size() == 2);
    CHECK(mutes[0].time == Time{Duration{3000}});
    CHECK(mutes[0].until == Time{Duration{4000}});
    CHECK(mutes[1].kind == EventKind::noise_abnormal);
    CHECK(visits_of(file.records).empty());
}

TEST_CASE("a bad line is refused by line and column and the others are read") {
    struct Case {
        std::string_view line;
        ErrorCode code;
        std::uint64_t column;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"(visit)", bad_syntax, 1, ""},
        {R"({"record":"visit")", truncated, 18, ""},
        {R"({"record":"visit","lift":"A-1","time":0}x)", bad_syntax, 41, ""},
        {R"({"record":"visit","lift":"A-1","time":0} {})", bad_syntax, 42, ""},
        {R"({"record":"Visit","lift":"A-1","time":0})", bad_value, 12, "record"},
        {R"({"record":1,"lift":"A-1","time":0})", bad_value, 11, "record"},
        {R"({"record":"visit","lift":"B-9","time":0})", unknown_lift, 27, "lift"},
        {R"({"record":"visit","lift":7,"time":0})", bad_value, 26, "lift"},
        {R"({"record":"visit","lift":"A-1","time":"soon"})", bad_syntax, 40, "time"},
        {R"({"record":"visit","lift":"A-1","time":"2026-03-02T09:00:00"})", missing, 59, "time"},
        {R"({"record":"visit","lift":"A-1","time":"2026-02-30T09:00:00Z"})", bad_value, 40, "time"},
        {R"({"record":"visit","lift":"A-1","time":1.5})", bad_value, 39, "time"},
        {R"({"record":"visit","lift":"A-1","time":-1})", out_of_range, 39, "time"},
        {R"({"record":"visit","lift":"A-1","time":999999999999999})", out_of_range, 39, "time"},
        {R"({"record":"visit","lift":"A-1","time":true})", bad_value, 39, "time"},
        {R"({"record":"visit","lift":"A-1","lift":"A-1","time":0})", duplicate, 40, "lift"},
        {R"({"record":"visit","lift":"A-1","time":0,"unit":null})", bad_value, 48, "unit"},
        {R"({"record":"visit","lift":"A-1","time":0,"note":"\ud800"})", bad_value, 49, "note"},
        {R"({"record":"mute","lift":"A-1","time":0,"mutes":"noise_abnormal"})", missing, 1,
         "until"},
        {R"({"record":"mute","lift":"A-1","time":0,"until":9})", missing, 1, "mutes"},
        {R"({"record":"mute","lift":"A-1","time":9,"until":9,"mutes":"noise_abnormal"})",
         out_of_range, 1, "until"},
        {R"({"record":"mute","lift":"A-1","time":0,"until":9,"mutes":"entrapment"})", bad_value, 59,
         "mutes"},
        {R"({"record":"mute","lift":"A-1","time":0,"until":9,"mutes":"noise"})", bad_value, 59,
         "mutes"},
        {R"({"record":"classification","lift":"A-1","time":0,"verdict":"real"})", missing, 1,
         "event"},
        {R"({"record":"classification","lift":"A-1","time":0,"event":0})", missing, 1, "verdict"},
        {R"({"record":"classification","lift":"A-1","time":0,"event":0,"verdict":"unclassified"})",
         missing, 1, "verdict"},
        {R"({"record":"classification","lift":"A-1","time":0,"event":0,"verdict":"maybe"})",
         bad_value, 71, "verdict"},
        {R"({"lift":"A-1","time":0})", missing, 1, "record"},
        {R"({"record":"visit","time":0})", missing, 1, "lift"},
        {R"({"record":"visit","lift":"A-1"})", missing, 1, "time"},
        {"{\"record\":\"visit\",\"lift\":\"\xB5\xE7\",\"time\":0}", bad_encoding, 27, ""},
    };
    const std::string good = R"({"record":"visit","lift":"A-1","time":0})";
    for (const Case& c : cases) {
        const BusinessFile file =
            read_business(good + "\n" + std::string(c.line) + "\n" + good, "records.jsonl", find);
        CAPTURE(c.line);
        CHECK(file.records.size() == 2);
        REQUIRE(file.refusals.size() == 1);
        CHECK(to_string(file.refusals[0].code) == to_string(c.code));
        CHECK(file.refusals[0].line == 2);
        CHECK(file.refusals[0].column == c.column);
        CHECK(file.refusals[0].field == c.field);
        CHECK(file.refusals[0].source == "records.jsonl");
    }
}

TEST_CASE("a classification says which alarm, and what it was") {
    const BusinessFile file = read_business(
        R"({"record":"classification","lift":"A-1","time":9000,"event":"1970-01-01T00:00:05Z",)"
        R"("verdict":"false_alarm"})",
        "f", find);
    REQUIRE(file.records.size() == 1);
    CHECK(file.records[0].kind == RecordKind::classification);
    CHECK(file.records[0].event == Time{std::chrono::seconds{5}});
    CHECK(file.records[0].verdict == AlarmVerdict::false_alarm);
    CHECK(visits_of(file.records).empty());
}

TEST_CASE("keys nobody knows are counted") {
    const BusinessFile file = read_business(
        R"({"record":"call","lift":"A-1","time":0,"level":2,"answered":{"by":"x"}})", "f", find);
    CHECK(file.records.size() == 1);
    CHECK(file.unknown_keys == 2);
}

TEST_CASE("an empty file has no records and no faults") {
    for (const auto text : {"", "\n", "\n\n  \r\n"}) {
        const BusinessFile file = read_business(text, "f", find);
        CHECK(file.records.empty());
        CHECK(file.refusals.empty());
    }
}

TEST_CASE("visits are given in order of time, equals in the order of the file") {
    const auto record = [](RecordKind kind, LiftIndex lift, int seconds) {
        BusinessRecord out;
        out.kind = kind;
        out.lift = lift;
        out.time = Time{std::chrono::seconds{seconds}};
        return out;
    };
    const std::vector<BusinessRecord> records{
        record(RecordKind::visit, 3, 50), record(RecordKind::call, 4, 10),
        record(RecordKind::visit, 5, 20), record(RecordKind::visit, 6, 50)};
    const std::vector<Visit> visits = visits_of(records);
    REQUIRE(visits.size() == 3);
    CHECK(visits[0].lift == 5);
    CHECK(visits[1].lift == 3);
    CHECK(visits[2].lift == 6);
    CHECK(visits[2].time == Time{std::chrono::seconds{50}});
}

TEST_CASE("ropes are replaced where a replacement names the suspension ropes") {
    const auto find = [](std::string_view) { return LiftIndex{4}; };
    const BusinessFile file = read_business(
        R"({"record":"replacement","lift":"A","time":2000,"part":"suspension_ropes"}
{"record":"replacement","lift":"A","time":1000,"part":"suspension_ropes"}
{"record":"replacement","lift":"A","time":3000,"part":"governor_rope"}
{"record":"replacement","lift":"A","time":4000}
{"record":"visit","lift":"A","time":5000,"part":"suspension_ropes"})",
        "r", find);
    REQUIRE(file.records.size() == 5);
    const std::vector<RopesReplaced> changes = rope_changes_of(file.records);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].time == Time{std::chrono::seconds{1}});
    CHECK(changes[1].time == Time{std::chrono::seconds{2}});
    CHECK(changes[1].lift == 4);
}

TEST_CASE("of the verdicts on an entrapment the first one stands") {
    const auto verdict = [](LiftIndex lift, int said, int event, AlarmVerdict word) {
        return BusinessRecord{.kind = RecordKind::classification,
                              .lift = lift,
                              .time = Time{std::chrono::seconds{said}},
                              .event = Time{std::chrono::seconds{event}},
                              .verdict = word};
    };
    const auto real = AlarmVerdict::real, none = AlarmVerdict::false_alarm;
    const std::vector<BusinessRecord> records{
        verdict(2, 50, 20, none), verdict(1, 70, 10, real),
        verdict(1, 60, 10, none), verdict(1, 40, 30, real),
        verdict(1, 45, 30, none), verdict(2, 50, 20, real),
        verdict(1, 90, 5, none),  {.kind = RecordKind::visit, .lift = 1}};
    const std::vector<FalseAlarm> alarms = false_alarms_of(records);
    REQUIRE(alarms.size() == 3);
    CHECK(alarms[0].event == Time{std::chrono::seconds{5}});
    CHECK(alarms[1].event == Time{std::chrono::seconds{10}});
    CHECK(alarms[1].time == Time{std::chrono::seconds{60}});
    CHECK(alarms[2].lift == 2);
}

TEST_CASE("every line is either a record or a refusal, whatever is in it") {
    std::mt19937 random(5);
    const std::string good = R"({"record":"visit","lift":"A-1","time":0,"note":"a\nb"})";
    for (int round = 0; round < 2000; ++round) {
        std::string line = good;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            line[random() % line.size()] = static_cast<char>(33 + random() % 223);
        }
        const BusinessFile file = read_business(line, "f", find);
        CHECK(file.records.size() + file.refusals.size() == 1);
    }
}

TEST_CASE("what a visit records beside its time is known here and read elsewhere") {
    const BusinessFile file = read_business(
        R"({"record":"visit","lift":"A-1","time":0,"id":"v-1","worker":"w-1","scans":[{"x":1}],)"
        R"("items":[],"gnss":{},"begun":0,"ended":1,"kind":"year","company":"c","colour":1})",
        "r", find);
    CHECK(file.records.size() == 1);
    CHECK(file.unknown_keys == 1);
}

TEST_CASE("a replacement names its part, its price in yuan and its pieces") {
    const auto find = [](std::string_view) { return LiftIndex{0}; };
    const std::string line = R"({"record":"replacement","lift":"A","time":0,"part":"brake",)";
    const BusinessFile file = read_business(
        line + "\"price\":1234.56,\"pieces\":2}\n" + line + "\"note\":\"\"}", "r", find);
    REQUIRE(file.records.size() == 2);
    CHECK(file.records[0].part == "brake");
    CHECK(file.records[0].price == 123456);
    CHECK(file.records[0].pieces == 2);
    CHECK(file.records[1].price == -1);
    CHECK(file.records[1].pieces == 1);
    CHECK(file.unknown_keys == 0);
    for (const std::string bad : {"\"price\":\"9\"}", "\"price\":-1}", "\"pieces\":0}",
                                  "\"pieces\":1.5}", "\"part\":7}", "\"price\":1e99}"}) {
        CAPTURE(bad);
        CHECK(
            read_business(line.substr(0, line.find("\"part\"")) + bad, "r", find).records.empty());
    }
}
