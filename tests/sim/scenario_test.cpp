// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/scenario.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tale.hpp"

using namespace hoistway;

namespace {

Tale story_of(const Scenario& scenario) {
    return tale_of([&](const CitySink& sink) { return tell(scenario, sink); });
}

StoryHash hash_of(const Scenario& scenario) {
    StoryHash hash;
    const Tale story = story_of(scenario);
    for (const Observation& said : story.said) hash.add(said);
    for (const Truth& truth : story.truths) hash.add(truth);
    return hash;
}

}  // namespace

TEST_CASE("there are at least 400 scenarios, each with a name and a lift of its own") {
    std::set<std::string> names, keys, codes, ropings;
    for (const Scenario& scenario : scenarios()) {
        CAPTURE(scenario.name);
        CHECK(names.insert(scenario.name).second);
        CHECK(keys.insert(scenario.lift.key).second);
        codes.insert(scenario.lift.equipment_code);
        ropings.insert(std::string{to_text(scenario.lift.roping)});
        CHECK(std::count(scenario.name.begin(), scenario.name.end(), '/') == 4);
        CHECK(&scenarios()[scenario.number] == &scenario);
        CHECK(scenario.lasts >= std::chrono::hours{1});
    }
    CHECK(names.size() >= 400);
    CHECK(codes.size() == names.size());
    CHECK(ropings.size() == 2);
}

TEST_CASE("every kind has scenarios, and so have the near misses") {
    std::map<std::string, int> families;
    std::set<EventKind> kinds;
    int near_misses = 0;
    for (const Scenario& scenario : scenarios()) {
        ++families[std::string{scenario.incident}];
        if (scenario.kind) kinds.insert(*scenario.kind);
        near_misses += scenario.kind ? 0 : 1;
    }
    for (const auto& row : families) {
        const auto& [family, count] = row;
        CAPTURE(row.first);
        CHECK(count >= 6);
    }
    CHECK(kinds.size() == event_kinds - 2);  // person_at_risk comes with visits, on_battery with
    CHECK(near_misses >= 100);               // power_loss
}

TEST_CASE("what a scenario is called comes about, once, and a near miss is no truth") {
    for (const Scenario& scenario : scenarios()) {
        CAPTURE(scenario.name);
        const Tale story = story_of(scenario);
        const Time end = scenario.start + scenario.lasts;
        std::map<EventKind, int> counts;
        for (const Truth& truth : story.truths) {
            ++counts[truth.kind];
            CHECK(truth.lift == scenario.number);
            CHECK(truth.span.from >= scenario.start);
            CHECK(truth.span.to <= end);
        }
        for (const Observation& said : story.said) {
            if (said.lift != scenario.number) FAIL_CHECK("lift " << said.lift);
        }
        if (scenario.kind) {
            CHECK(counts[*scenario.kind] == 1);
        } else if (scenario.incident == "visit") {
            CHECK((counts.size() == 1 && counts[EventKind::person_at_risk] == 1));
        } else if (scenario.incident == "cleaning") {
            CHECK((counts.size() == 1 && counts[EventKind::door_blocked] == 1));
        } else {
            for (const auto& [kind, count] : counts) FAIL_CHECK("is told as " << to_text(kind));
        }
    }
}

TEST_CASE("a scenario is found by its name") {
    const Scenario* found = find_scenario(scenarios()[17].name);
    REQUIRE(found != nullptr);
    CHECK(found->number == 17);
    CHECK(find_scenario("no such") == nullptr);
}

TEST_CASE("who is still is lost by the sensor, who moves is not") {
    const auto lost = [](std::string_view condition) {
        int lost_ones = 0;
        for (const Scenario& scenario : scenarios()) {
            if (scenario.incident != "entrapment" || scenario.condition != condition) continue;
            const Tale story = story_of(scenario);
            const auto trap = std::find_if(
                story.truths.begin(), story.truths.end(),
                [](const Truth& truth) { return truth.kind == EventKind::entrapment; });
            REQUIRE(trap != story.truths.end());
            lost_ones += std::any_of(story.said.begin(), story.said.end(),
                                     [&](const Observation& said) {
                                         return said.time > trap->span.from &&
                                                said.time < trap->span.to &&
                                                said.presence == Flag::no;
                                     })
                             ? 1
                             : 0;
        }
        return lost_ones;
    };
    CHECK(lost("plain") == 0);
    CHECK(lost("still_person") == 8);
}

// The hash of no bytes is the published offset basis of FNV-1a with 64 bits.
TEST_CASE("a hash begins as published, and tells one word from another") {
    CHECK(StoryHash{}.value() == 0xCBF29CE484222325u);
    Observation said{.time = {}, .lift = 1};
    StoryHash first, second;
    first.add(said);
    said.door = Door::open;
    second.add(said);
    CHECK(first.value() != second.value());
    CHECK(hash_of(scenarios()[3]).value() == hash_of(scenarios()[3]).value());
    CHECK(hash_of(scenarios()[3]).value() != hash_of(scenarios()[4]).value());
}

// Pinned on x86-64 with GCC 12, equal with clang 14; any other machine or compiler has to give the
// same number.
TEST_CASE("the scenarios are the same on every machine") {
    StoryHash hash;
    for (const Scenario& scenario : scenarios()) {
        const Tale story = story_of(scenario);
        for (const Observation& said : story.said) hash.add(said);
        for (const Truth& truth : story.truths) hash.add(truth);
    }
    CHECK(hash.value() == 12601538192955534727u);
}

TEST_CASE("random days are ten thousand, and another seed gives others") {
    const CityOptions options = random_days(1);
    CHECK(options.lifts * static_cast<std::uint32_t>(options.days) == 10'000);
    CHECK(random_days(2).seed == 2);
    CHECK(random_days(1, true).disturbances.any());
    CHECK_NOTHROW(City{random_days(1, true)});
}
