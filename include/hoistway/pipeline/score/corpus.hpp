// SPDX-License-Identifier: Apache-2.0
//
// Several detectors held against the same stories: of a simulated city, of named scenarios, or of
// anything else that knows what was really the case.
//
//     const City days{random_days(1)};
//     std::vector<LiftStory> stories = corpus_of(days);         // and all named scenarios
//     stories.push_back({.lift = papers, .until = end, .tell = ...});   // one lift each, by name
//     const CorpusMarks found = mark_corpus(stories, leaderboard());
//     found.marks[0].all.recall;                  // of the first contestant
//     build_marks(marks_input(found));
//
// Each story is heard alone, by every contestant, up to its end; so memory is one story, and
// nothing depends on their order but the order of names and the hash. The hash is that of all
// observations as lines of an observation log, in the order told, then of all truths as lines of
// a truth file: for a city those of `hoistway simulate`. Same stories, same bytes. One thread.
// Compiled: link hoistway::hoistway.

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/detect/published/public_limits.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/report/marks.hpp"
#include "hoistway/score/marks.hpp"
#include "hoistway/sim/city.hpp"
#include "hoistway/sim/scenario.hpp"

namespace hoistway {

// What one lift's device said, and what was really the case. The lift's key is the story's name.
struct LiftStory {
    Lift lift{};
    Duration watched{};  // for alarms per lift and year
    Time until{};        // time passes up to here, also where the device has fallen silent
    // Tells it, observations in order of time; whatever number the lift has in it.
    std::function<void(const CitySink&)> tell{};
};

// Somebody who turns a story's observations into events, of which `raised` ones count.
struct Contestant {
    std::string id{};
    Text name{};
    std::function<std::vector<Event>(const Lift&, std::span<const Observation>, Time until)>
        judge{};
};

struct CorpusMarks {
    std::vector<std::string> names{};       // of the stories
    std::vector<Contestant> contestants{};  // in the order of their marks
    std::vector<Marks> marks{};
    MarkOptions options{};
    std::uint64_t observations = 0, truths = 0;
    std::string hash{};  // "<of the observations>-<of the truths>"
};

// One story a lift; the city has to outlive them.
std::vector<LiftStory> stories_of(const City& city);

// One for each scenario, by its name.
std::vector<LiftStory> stories_of(std::span<const Scenario> scenarios);
// What a detector is marked on: all named scenarios, then the city.
std::vector<LiftStory> corpus_of(const City& city);

// All rules of this library, as the standard row runs them.
Contestant standard_contestant();
// A published set of rules.
Contestant public_contestant(const PublicLimits& limits, std::string id, Text name);
// The library's rules and the two published sets.
std::vector<Contestant> leaderboard();

// Called after each story with the number of those done.
using CorpusProgress = std::function<void(std::size_t)>;

// `observed` is summed from the stories; slack and waits are the caller's. Waits are used for the
// first contestant only: those of others are not known.
CorpusMarks mark_corpus(std::span<const LiftStory> stories, std::vector<Contestant> contestants,
                        MarkOptions options = {}, const CorpusProgress& progress = {});

MarksInput marks_input(const CorpusMarks& found);

}  // namespace hoistway
