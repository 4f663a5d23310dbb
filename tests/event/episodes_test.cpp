// SPDX-License-Identifier: Apache-2.0

#include "hoistway/event/episodes.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <vector>

#include "event/codes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct Desk {
    Episodes episodes;
    Episodes::State state;
    std::vector<Event> events;

    template <class Record>
    void hear(const Record& record) {
        episodes.on(state, record, [&](const Event& event) { events.push_back(event); });
    }
};

Finding finding(EventKind kind, Phase phase, int at) {
    return {
        .time = Time{Duration{at}}, .kind = kind, .phase = phase, .since = Time{Duration{at - 5}}};
}

DeviceFault fault(const char* code, bool cleared, int at) {
    DeviceFault told{.time = Time{Duration{at}}, .lift = 3};
    told.fault.dialect.assign("elevatorcloud");
    told.fault.code.assign(code);
    told.fault.cleared = cleared;
    return told;
}

}  // namespace

TEST_CASE("an episode is raised once and cleared once, however often it is told") {
    Desk desk;
    for (int at : {10, 11, 12}) desk.hear(finding(EventKind::power_loss, Phase::raised, at));
    for (int at : {20, 21}) desk.hear(finding(EventKind::power_loss, Phase::cleared, at));
    REQUIRE(desk.events.size() == 2);
    CHECK(desk.events[0].phase == Phase::raised);
    CHECK(desk.events[1].phase == Phase::cleared);
    CHECK(desk.events[1].since == desk.events[0].since);
}

TEST_CASE("episodes of different kinds do not touch each other") {
    Desk desk;
    desk.hear(finding(EventKind::power_loss, Phase::raised, 10));
    desk.hear(finding(EventKind::entrapment, Phase::raised, 11));
    desk.hear(finding(EventKind::power_loss, Phase::cleared, 12));
    CHECK(desk.events.size() == 3);
}

TEST_CASE("every kind that there is has an episode of its own") {
    Desk desk;
    for (std::size_t kind = 0; kind < event_kinds; ++kind) {
        for (int at : {10, 11}) {
            desk.hear(finding(static_cast<EventKind>(kind), Phase::raised, at));
        }
    }
    CHECK(desk.events.size() == event_kinds);
    for (std::size_t kind = 0; kind < event_kinds; ++kind) {
        desk.hear(finding(static_cast<EventKind>(kind), Phase::cleared, 20));
        CHECK(desk.events.back().kind == static_cast<EventKind>(kind));
        CHECK(desk.events.back().since == Time{Duration{5}});
    }
    CHECK(desk.events.size() == 2 * event_kinds);
}

TEST_CASE("an update of what is open is told as such, and otherwise opens it") {
    Desk desk;
    desk.hear(finding(EventKind::entrapment, Phase::updated, 10));
    desk.hear(finding(EventKind::entrapment, Phase::updated, 11));
    REQUIRE(desk.events.size() == 2);
    CHECK(desk.events[0].phase == Phase::raised);
    CHECK(desk.events[1].phase == Phase::updated);
}

TEST_CASE("an end of what never began is no news") {
    Desk desk;
    desk.hear(finding(EventKind::entrapment, Phase::cleared, 10));
    desk.hear(fault("12", true, 11));
    CHECK(desk.events.empty());
}

TEST_CASE("a device's own faults are one episode for each dialect and code") {
    Desk desk;
    desk.hear(fault("10", false, 1));
    desk.hear(fault("10", false, 2));
    desk.hear(fault("12", false, 3));
    desk.hear(fault("10", true, 4));
    REQUIRE(desk.events.size() == 3);
    CHECK(desk.events[2].phase == Phase::cleared);
    CHECK(desk.events[2].since == Time{Duration{1}});
    CHECK(desk.events[2].native.code.view() == "10");
}

TEST_CASE("more faults at once than are kept open are all passed on") {
    Desk desk;
    for (const char* code : {"1", "2", "3", "4", "5", "6"}) desk.hear(fault(code, false, 1));
    CHECK(desk.events.size() == 6);
}
