// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/event_read.hpp"

#include <doctest/doctest.h>

#include <string>

#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/log/event_json.hpp"

using namespace hoistway;

static LiftIndex find(std::string_view key) {
    if (key == "A-1") return 0;
    return key == "梯\"2" ? 1 : no_lift;
}

static const Time moment{Duration{1772323200500}};

TEST_CASE("every kind, phase and severity that is written is read back") {
    std::string text;
    std::vector<Event> written;
    for (std::size_t i = 0; i < event_kinds; ++i) {
        Event event{.time = moment, .lift = 1, .kind = static_cast<EventKind>(i)};
        event.phase = static_cast<Phase>(i % 3);
        event.severity = static_cast<Severity>(i % 4);
        event.since = moment - std::chrono::seconds{i};
        if (i % 2 == 1) event.floor = static_cast<std::int16_t>(i);
        if (event.kind == EventKind::native) {
            event.native.dialect.assign("box");
            event.native.code.assign("7:\"a");
        }
        append_event(text, event, "梯\"2");
        text += '\n';
        written.push_back(event);
    }
    const EventFile file = read_events(text, "events.jsonl", find);
    CHECK(file.refusals.empty());
    CHECK(file.unknown_keys == 0);
    REQUIRE(file.events.size() == written.size());
    for (std::size_t i = 0; i < event_kinds; ++i) {
        CAPTURE(i);
        CHECK(file.events[i].kind == written[i].kind);
        CHECK(file.events[i].phase == written[i].phase);
        CHECK(file.events[i].severity == written[i].severity);
        CHECK(file.events[i].time == moment);
        CHECK(file.events[i].since == written[i].since);
        CHECK(file.events[i].floor == written[i].floor);
        CHECK(file.events[i].lift == 1);
        CHECK(file.events[i].native == written[i].native);
    }
}

TEST_CASE("a truth that is written is read back") {
    std::string text = "\xEF\xBB\xBF";
    append_truth(text, "A-1", EventKind::overspeed, {moment, moment + Duration{1}});
    text += "\r\n\n  \n";
    NativeFault fault;
    fault.dialect.assign("box");
    fault.code.assign("12");
    append_truth(text, "梯\"2", EventKind::native, {Time{}, moment}, fault);
    const TruthFile file = read_truths(text, "truth.jsonl", find);
    CHECK(file.refusals.empty());
    REQUIRE(file.truths.size() == 2);
    CHECK(file.truths[0] ==
          Truth{.lift = 0, .kind = EventKind::overspeed, .span = {moment, moment + Duration{1}}});
    CHECK(file.truths[1].native == fault);
    CHECK(file.truths[1].span == TimeSpan{Time{}, moment});
}

TEST_CASE("the keys may come in any order, and what nobody knows is counted") {
    const TruthFile file =
        read_truths(R"( {"to":1000,"cause":"door","from":"1970-01-01T08:00:00+08:00","lift":"A-1",)"
                    R"("kind":"entrapment"} )",
                    "t", find);
    CHECK(file.refusals.empty());
    CHECK(file.unknown_keys == 1);
    REQUIRE(file.truths.size() == 1);
    CHECK(file.truths[0].span == TimeSpan{Time{}, Time{Duration{1000}}});
    const EventFile events = read_events(
        R"({"time":5,"phase":"raised","kind":"entrapment","lift":"A-1","note":{"x":[1,2]}})", "e",
        find);
    CHECK(events.unknown_keys == 1);
    REQUIRE(events.events.size() == 1);
    CHECK(events.events[0].since == Time{Duration{5}});
    CHECK(events.events[0].floor == no_floor);
}

TEST_CASE("a bad truth is refused by line and column, and the others are read") {
    struct Case {
        std::string_view line;
        ErrorCode code;
        std::uint64_t column;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {"truth", bad_syntax, 1, ""},
        {R"({"lift":"A-1","kind":"entrapment","from":0,"to":1)", truncated, 50, ""},
        {R"({"lift":"A-1","kind":"entrapment","from":0,"to":1}x)", bad_syntax, 51, ""},
        {R"({"lift":"A-2","kind":"entrapment","from":0,"to":1})", unknown_lift, 10, "lift"},
        {R"({"lift":"","kind":"entrapment","from":0,"to":1})", bad_value, 10, "lift"},
        {R"({"lift":7,"kind":"entrapment","from":0,"to":1})", bad_value, 9, "lift"},
        {R"({"lift":"A-1","kind":"Entrapment","from":0,"to":1})", bad_value, 23, "kind"},
        {R"({"lift":"A-1","kind":"native","from":0,"to":1})", bad_value, 23, "kind"},
        {R"({"lift":"A-1","kind":"native:box:","from":0,"to":1})", bad_value, 23, "kind"},
        {R"({"lift":"A-1","kind":"native:box:123456789","from":0,"to":1})", too_long, 23, "kind"},
        {R"({"lift":"A-1","kind":"entrapment","from":0.5,"to":1})", bad_value, 42, "from"},
        {R"({"lift":"A-1","kind":"entrapment","from":true,"to":1})", bad_value, 42, "from"},
        {R"({"lift":"A-1","kind":"entrapment","from":9,"to":9})", out_of_range, 49, "to"},
        {R"({"to":9,"from":9,"lift":"A-1","kind":"entrapment"})", out_of_range, 7, "to"},
        {R"({"lift":"A-1","kind":"entrapment","from":0})", missing, 1, "to"},
        {R"({"lift":"A-1","lift":"A-1","kind":"entrapment","from":0,"to":1})", duplicate, 16,
         "lift"},
        {"{\"lift\":\"A-1\",\"kind\":\"\xFF\"}", bad_encoding, 23, ""},
    };
    const std::string good = R"({"lift":"A-1","kind":"entrapment","from":0,"to":1})";
    for (const Case& row : cases) {
        CAPTURE(row.line);
        const std::string text = good + "\n" + std::string(row.line) + "\n" + good;
        const TruthFile file = read_truths(text, "truth.jsonl", find);
        CHECK(file.truths.size() == 2);
        REQUIRE(file.refusals.size() == 1);
        CHECK(file.refusals[0].source == "truth.jsonl");
        CHECK(file.refusals[0].line == 2);
        CHECK(file.refusals[0].code == row.code);
        CHECK(file.refusals[0].column == row.column);
        CHECK(file.refusals[0].field == row.field);
    }
}

TEST_CASE("a bad event is refused at the value that is bad") {
    struct Case {
        std::string_view tail;
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"("phase":"raise","time":0})", bad_value, "phase"},
        {R"("phase":"raised"})", missing, "time"},
        {R"("phase":"raised","time":"2026-03-01"})", bad_syntax, "time"},
        {R"("phase":"raised","time":0,"floor":1.5})", bad_value, "floor"},
        {R"("phase":"raised","time":0,"floor":"1"})", bad_value, "floor"},
        {R"("phase":"raised","time":0,"floor":99999})", out_of_range, "floor"},
        {R"("phase":"raised","time":0,"severity":"bad"})", bad_value, "severity"},
        {R"("phase":"raised","time":0,"since":null})", bad_value, "since"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.tail);
        const std::string text = R"({"lift":"A-1","kind":"entrapment",)" + std::string(row.tail);
        const EventFile file = read_events(text, "e", find);
        CHECK(file.events.empty());
        REQUIRE(file.refusals.size() == 1);
        CHECK(file.refusals[0].code == row.code);
        CHECK(file.refusals[0].field == row.field);
    }
}
