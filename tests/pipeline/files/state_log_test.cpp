// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/state_log.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "../logs.hpp"
#include "hoistway/sim/city.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const Policy policy = shijiazhuang();
const std::vector<Lift> two_lifts = lifts_of_ten_floors(2);

LiftIndex find(std::string_view key) {
    return key == "A-1" ? LiftIndex{0} : key == "A-2" ? LiftIndex{1} : no_lift;
}

// A small city with every kind of trouble, its lifts mixed in order of time.
struct Town {
    std::vector<Lift> lifts;
    std::vector<Observation> log;

    explicit Town(std::uint64_t seed) {
        CityOptions options{.lifts = 4, .days = 3, .seed = seed};
        options.rates = all_kinds(30000);
        const City city{options};
        lifts.assign(city.lifts().begin(), city.lifts().end());
        CitySink sink;
        sink.observations = [&](std::span<const Observation> said) {
            log.insert(log.end(), said.begin(), said.end());
        };
        for (LiftIndex lift = 0; lift < lifts.size(); ++lift) city.simulate(lift, sink);
        std::stable_sort(log.begin(), log.end(), [](const Observation& a, const Observation& b) {
            return a.time < b.time;
        });
    }

    LiftIndex find(std::string_view key) const {
        const auto same = [&](const Lift& lift) { return lift.key == key; };
        const auto found = std::find_if(lifts.begin(), lifts.end(), same);
        return found == lifts.end() ? no_lift : static_cast<LiftIndex>(found - lifts.begin());
    }
};

struct Session {
    std::string events, state;
};

Session session(const Town& town, std::span<const Observation> log, const std::string& before,
                std::uint32_t shares = 1) {
    Analysis analysis(town.lifts, policy, {.shares = shares});
    const StateFile kept =
        read_state_log(before, "state", [&](std::string_view key) { return town.find(key); });
    REQUIRE(kept.refusals.empty());
    CHECK(analysis.resume(kept.lifts).empty());
    analysis.process(log);
    analysis.finish();
    return {to_event_log(analysis), to_state_log(analysis)};
}

std::ptrdiff_t trapped(const Analysis& analysis, Phase phase) {
    const auto events = analysis.events();
    return std::count_if(events.begin(), events.end(), [&](const Event& event) {
        return event.kind == EventKind::entrapment && event.phase == phase;
    });
}

}  // namespace

TEST_CASE("sessions one after another tell what one session tells") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Town town(seed);
        const std::string whole = session(town, town.log, "").events;
        CHECK(std::count(whole.begin(), whole.end(), '\n') > 20);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 4; ++round) {
            std::string events, state;
            std::span<const Observation> rest = town.log;
            while (!rest.empty()) {
                // No time is torn apart: what was said at once is told in one session.
                std::size_t end = std::min<std::size_t>(random() % 40000 + 1, rest.size());
                while (end < rest.size() && rest[end].time == rest[end - 1].time) ++end;
                const std::uint32_t shares = random() % 2 == 0 ? 1 : 3;
                const Session part = session(town, rest.first(end), state, shares);
                events += part.events;
                state = part.state;
                rest = rest.subspan(end);
            }
            CAPTURE(seed);
            CAPTURE(round);
            REQUIRE(events == whole);
        }
    }
}

TEST_CASE("a lift goes on in another registry, at another place in it") {
    std::vector<Observation> log;
    add_trap(log, 0, 0);
    log.resize(log.size() / 2);  // still shut in
    Analysis here(two_lifts, policy);
    here.process(log);
    here.finish();
    REQUIRE(trapped(here, Phase::raised) == 1);
    const std::vector<Lift> others{Lift{.key = "B-9"}, two_lifts[0]};
    const auto find_there = [](std::string_view key) {
        return key == "A-1" ? LiftIndex{1} : no_lift;
    };
    const StateFile kept = read_state_log(to_state_log(here), "state", find_there);
    REQUIRE(kept.lifts.size() == 1);
    CHECK(kept.lifts[0].lift == 1);
    Analysis there(others, policy);
    CHECK(there.resume(kept.lifts).empty());
    there.process(std::vector<Observation>{
        {.time = second(1000), .lift = 1, .door = Door::open, .door_zone = Flag::yes},
        {.time = second(1060), .lift = 1, .presence = Flag::no}});
    there.finish();
    CHECK(trapped(there, Phase::raised) == 0);
    CHECK(trapped(there, Phase::cleared) == 1);
}

TEST_CASE("a voice that was heard is not heard again, a false alarm is taken back") {
    std::vector<Observation> log;
    for (const double from : {0.0, 7200.0}) add_trap(log, from);
    for (int at = 0; at <= 400; at += 20) {
        const bool open = at >= 200 && at < 300;
        log.push_back({.time = second(at), .lift = 1, .door = open ? Door::open : Door::closed});
    }
    const VoiceAnswer voice{second(100), 1};
    Analysis first(two_lifts, policy);
    first.hear(voice);
    first.process(log);
    first.finish();
    CHECK(trapped(first, Phase::raised) == 3);
    const Date day = date_of(second(0));
    REQUIRE(first.due({.at = day}).size() == 1);  // two of one lift within a month
    const StateFile kept = read_state_log(to_state_log(first), "state", find);
    Analysis next(two_lifts, policy);
    CHECK(next.resume(kept.lifts).empty());
    next.hear(voice);
    for (const Event& event : first.events()) {
        if (event.kind != EventKind::entrapment || event.phase != Phase::raised) continue;
        next.dismiss(FalseAlarm{second(9000), event.lift, event.time});
    }
    next.process(std::vector<Observation>{{.time = second(9000), .lift = 0}});
    next.finish();
    CHECK(trapped(next, Phase::raised) == 0);
    CHECK(next.unheard_alarms().empty());
    CHECK(next.due({.at = day}).empty());
    CHECK(next.record(0).first_heard == second(0));
}

TEST_CASE("a line that was torn or changed is refused, and its lift begins anew") {
    Analysis analysis(two_lifts, policy);
    std::vector<Observation> log{{.time = second(0), .lift = 0}, {.time = second(0), .lift = 1}};
    analysis.process(log);
    analysis.finish();
    const std::string lines = to_state_log(analysis);
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string changed = lines;
        const std::size_t at = random() % changed.size();
        if (changed[at] == '\n') continue;
        CAPTURE(at);
        if (round % 2 == 0) {
            changed[at] = changed[at] == 'x' ? 'y' : 'x';
        } else {
            changed.erase(at, 1);
        }
        const StateFile kept = read_state_log(changed, "state", find);
        REQUIRE(kept.refusals.size() == 1);
        CHECK(kept.refusals[0].code == ErrorCode::bad_checksum);
        CHECK(kept.lifts.size() == 1);
    }
}

TEST_CASE("a line of a lift that is in no registry is kept, a state of another version is told") {
    Analysis analysis(two_lifts, policy);
    analysis.process(std::vector<Observation>{{.time = second(0), .lift = 0}});
    analysis.finish();
    const std::string line = to_state_log(analysis);
    const StateFile strange =
        read_state_log(line + line, "state", [](std::string_view) { return no_lift; });
    CHECK(strange.others == line + line);
    REQUIRE(strange.refusals.size() == 2);
    CHECK(strange.refusals[1].code == ErrorCode::unknown_lift);
    CHECK(strange.refusals[1].line == 2);
    StateFile kept = read_state_log(line + line, "state", find);
    REQUIRE(kept.lifts.size() == 1);
    kept.lifts[0].state[0] ^= std::byte{1};
    Analysis next(two_lifts, policy);
    CHECK(next.resume(kept.lifts) == std::vector<LiftIndex>{0});
    CHECK(next.record(0).first_heard == never);
}
