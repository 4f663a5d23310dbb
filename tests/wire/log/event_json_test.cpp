// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/event_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace hoistway;

namespace {

const Time raised{Duration{1772323200000}};

Event event() {
    Event out{};
    out.time = raised;
    out.rule = "entrapment@1";
    out.kind = EventKind::entrapment;
    out.phase = Phase::raised;
    out.severity = Severity::critical;
    out.since = raised - Duration{90000};
    out.floor = 3;
    out.evidence.add("door", "closed").add("held_s", 90).add("speed", 0.5);
    return out;
}

std::string text(const Event& event, std::string_view key = "A-1") {
    std::string out;
    append_event(out, event, key);
    return out;
}

}  // namespace

TEST_CASE("an event is written with its evidence, keys in a fixed order") {
    CHECK(text(event()) ==
          R"({"lift":"A-1","rule":"entrapment@1","kind":"entrapment","phase":"raised",)"
          R"("time":"2026-03-01T00:00:00Z","since":"2026-02-28T23:58:30Z","floor":3,)"
          R"("severity":"critical","evidence":{"door":"closed","held_s":90,"speed":0.5}})");
}

TEST_CASE("a floor that is not known is left out") {
    Event unknown = event();
    unknown.floor = no_floor;
    CHECK(text(unknown).find("floor") == std::string::npos);
    unknown.floor = -2;
    CHECK(nlohmann::json::parse(text(unknown))["floor"] == -2);
}

TEST_CASE("a device's own fault carries its dialect and code in its kind") {
    Event native = event();
    native.kind = EventKind::native;
    native.native.dialect.assign("elevatorcloud");
    native.native.code.assign("8");
    CHECK(nlohmann::json::parse(text(native))["kind"] == "native:elevatorcloud:8");
}

TEST_CASE("a device's code that means a kind stands beside the evidence") {
    Event told = event();
    told.native.dialect.assign("songjiang");
    told.native.code.assign("F9999");
    const auto read = nlohmann::json::parse(text(told));
    CHECK(read["kind"] == "entrapment");
    CHECK(read["native"] == nlohmann::json{{"dialect", "songjiang"}, {"code", "F9999"}});
    told.native.cleared = true;
    CHECK(nlohmann::json::parse(text(told))["native"]["phase"] == "cleared");
    told.native = {};
    CHECK_FALSE(nlohmann::json::parse(text(told)).contains("native"));
}

TEST_CASE("every kind, phase and severity is written by its word") {
    for (std::size_t i = 0; i < event_kinds; ++i) {
        Event one = event();
        one.kind = static_cast<EventKind>(i);
        if (one.kind == EventKind::native) continue;
        one.phase = static_cast<Phase>(i % 3);
        one.severity = static_cast<Severity>(i % 4);
        const auto read = nlohmann::json::parse(text(one));
        CHECK(read["kind"] == std::string(to_text(one.kind)));
        CHECK(read["phase"] == std::string(to_text(one.phase)));
        CHECK(read["severity"] == std::string(to_text(one.severity)));
    }
}

TEST_CASE("whatever stands in a key, the line stays JSON") {
    for (const char* key : {"电梯 1", "a\"b\\c", "line\nend", "\xB5\xE7"}) {
        CAPTURE(key);
        CHECK(nlohmann::json::accept(text(event(), key)));
    }
    CHECK(nlohmann::json::parse(text(event(), "电梯 \"1\""))["lift"] == "电梯 \"1\"");
}

TEST_CASE("an event without evidence has an empty object of it") {
    Event bare = event();
    bare.evidence = {};
    CHECK(nlohmann::json::parse(text(bare))["evidence"] == nlohmann::json::object());
}

TEST_CASE("a due item is written as the due list has it") {
    using namespace std::chrono;
    const DueItem item{.lift = 1,
                       .policy = "shijiazhuang-2025",
                       .clause = "annex 1",
                       .trigger = Trigger::runs,
                       .value = 10000,
                       .limit = 10000,
                       .since = 2026y / March / 1,
                       .due = 2026y / March / 21,
                       .sentence = "运行次数已达 10000"};
    std::string out;
    append_due(out, item, "A-1");
    CHECK(out ==
          R"({"lift":"A-1","policy":"shijiazhuang-2025","clause":"annex 1","trigger":"runs",)"
          R"("value":10000,"limit":10000,"since":"2026-03-01","due":"2026-03-21",)"
          R"("sentence":"运行次数已达 10000"})");
}

TEST_CASE("truth is a lift, a kind and a span") {
    std::string out;
    append_truth(out, "A-1", EventKind::door_blocked, {raised, raised + Duration{1500}});
    CHECK(out == R"({"lift":"A-1","kind":"door_blocked","from":"2026-03-01T00:00:00Z",)"
                 R"("to":"2026-03-01T00:00:01.500Z"})");
}
