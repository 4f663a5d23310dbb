// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/score/corpus.hpp"

#include <doctest/doctest.h>

#include <set>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/pipeline/score/marks_input.hpp"
#include "hoistway/wire/log/event_json.hpp"
#include "hoistway/wire/log/observation_json.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

Time second(int s) { return Time{1'772'294'400'000ms} + std::chrono::seconds{s}; }

// A person is shut in at a landing from 0 to 600 s, in a car whose box says a word every 10 s and
// then nothing more; the story lasts an hour.
LiftStory shut_in(std::string name, LiftIndex number) {
    return {
        .lift = {.key = std::move(name)},
        .watched = 1h,
        .until = second(3600),
        .tell = [number](const CitySink& sink) {
            std::vector<Observation> said;
            for (int s = 0; s <= 600; s += 10) {
                said.push_back({.time = second(s),
                                .lift = number,
                                .motion = Motion::stopped,
                                .door = s < 600 ? Door::closed : Door::open,
                                .door_zone = Flag::yes,
                                .presence = Flag::yes});
            }
            said.push_back(
                {.time = second(610), .lift = number, .door = Door::closed, .presence = Flag::no});
            sink.observations(said);
            sink.truth({number, EventKind::entrapment, {second(0), second(600)}, {}, {}});
            sink.truth({number, EventKind::device_offline, {second(610), second(3600)}, {}, {}});
        }};
}

}  // namespace

TEST_CASE("every contestant hears every story to its end, whatever number its lift has") {
    const std::vector<LiftStory> stories{shut_in("one", 7), shut_in("two", 7)};
    const CorpusMarks found =
        mark_corpus(stories, leaderboard(), {.observed = 99h, .waits = standard_waits()});
    CHECK(found.names == std::vector<std::string>{"one", "two"});
    CHECK(found.options.observed == 2h);
    CHECK(found.truths == 4);
    CHECK(found.observations == 124);
    REQUIRE(found.marks.size() == 3);
    const Marks &ours = found.marks[0], &box = found.marks[1], &edge = found.marks[2];
    CHECK(ours.all.found == 4);
    CHECK(ours.all.false_alarms == 0);
    CHECK(ours.kinds[0].delay_p50 == 90s);
    CHECK(ours.kinds[1].delay_p50 == 360s);
    CHECK(ours.kinds[1].late_p50 == 0s);
    // The box counts four words that say "presence", and has no rule for silence.
    CHECK(box.all.found == 2);
    CHECK(box.kinds[0].delay_p50 == 90s);
    CHECK(box.kinds[1].recall == 0.0);
    CHECK(edge.all.found == 4);
    CHECK(edge.kinds[0].delay_p50 == 90s);
    CHECK_FALSE(edge.kinds[1].late_p50);
    const MarksInput input = marks_input(found);
    CHECK(input.lifts == 2);
    CHECK(input.rules[1].slips.front().lift == "one");
}

TEST_CASE("the hash is that of the observation log and of the truth file") {
    const City city{{.lifts = 2, .days = 1, .seed = 5}};
    FnvHash log, truth;
    for (LiftIndex lift = 0; lift < 2; ++lift) {
        const std::string& key = city.lifts()[lift].key;
        CitySink sink;
        sink.observations = [&](std::span<const Observation> said) {
            for (const Observation& seen : said) {
                std::string line;
                append_observation(line, seen, key);
                log.add(line + "\n");
            }
        };
        sink.truth = [&](const Truth& told) {
            std::string line;
            append_truth(line, key, told.kind, told.span, told.native);
            truth.add(line + "\n");
        };
        city.simulate(lift, sink);
    }
    const std::vector<LiftStory> stories = stories_of(city);
    CHECK(mark_corpus(stories, {}).hash == log.text() + "-" + truth.text());
    const City other{{.lifts = 2, .days = 1, .seed = 6}};
    const std::vector<LiftStory> others = stories_of(other);
    CHECK(mark_corpus(others, {}).hash != mark_corpus(stories, {}).hash);
}

TEST_CASE("a city is watched for all its days, and its lifts are the stories' names") {
    const City city{{.lifts = 3, .days = 2, .seed = 1}};
    const std::vector<LiftStory> stories = stories_of(city);
    std::size_t done = 0;
    const CorpusMarks found =
        mark_corpus(stories, {standard_contestant()}, {}, [&](std::size_t count) { done = count; });
    CHECK(done == 3);
    CHECK(found.options.observed == 6 * 24h);
    CHECK(found.names[2] == city.lifts()[2].key);
    CHECK(found.marks[0].all.truths == found.truths);
}
