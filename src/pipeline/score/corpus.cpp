// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/score/corpus.hpp"

#include <utility>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/detect/published/public_rules.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/pipeline/score/marks_input.hpp"
#include "hoistway/wire/log/event_json.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway {

namespace {

std::vector<Event> judge_by_standard(const Lift& lift, std::span<const Observation> said,
                                     Time until) {
    // Time passes up to the newest word of all; a second lift says the last one.
    const std::vector<Lift> lifts{lift, Lift{.key = lift.key + " "}};
    const Policy nothing_due{};
    Analysis analysis(lifts, nothing_due);
    analysis.process(said);
    const Observation clock{.time = until, .lift = 1};
    analysis.process({&clock, 1});
    analysis.finish();
    std::vector<Event> events;
    for (const Event& event : analysis.events()) {
        if (event.lift == 0) events.push_back(event);
    }
    return events;
}

std::vector<Event> judge_by_limits(const PublicLimits& limits, const Lift& lift,
                                   std::span<const Observation> said, Time until) {
    const Row row{PublicRules{limits}};
    auto state = row.begin(lift);
    std::vector<Event> events;
    const auto keep = [&](const Finding& finding) {
        events.push_back({.time = finding.time,
                          .lift = finding.lift,
                          .rule = finding.rule,
                          .kind = finding.kind,
                          .phase = finding.phase,
                          .severity = finding.severity,
                          .since = finding.since,
                          .floor = finding.floor});
    };
    for (const Observation& seen : said) row.push(state, seen, keep);
    row.push(state, Tick{until, 0}, keep);
    return events;
}

// Hears the stories one after the other.
class Listener {
 public:
    Listener(CorpusMarks& found, std::size_t contestants) : found_(found), events_(contestants) {}

    void hear(const LiftStory& story) {
        const auto place = static_cast<LiftIndex>(found_.names.size());
        found_.names.push_back(story.lift.key);
        found_.options.observed += story.watched;
        said_.clear();
        CitySink sink;
        sink.observations = [&](std::span<const Observation> said) { take(said, story.lift.key); };
        sink.truth = [&](const Truth& truth) { take(truth, place, story.lift.key); };
        story.tell(sink);
        for (std::size_t i = 0; i < events_.size(); ++i) {
            for (Event& event : found_.contestants[i].judge(story.lift, said_, story.until)) {
                if (event.phase != Phase::raised) continue;
                event.lift = place;
                events_[i].push_back(event);
            }
        }
    }

    void finish() {
        for (std::size_t i = 0; i < events_.size(); ++i) {
            MarkOptions options = found_.options;
            if (i > 0) options.waits = {};
            found_.marks.push_back(mark(truths_, events_[i], options));
        }
        found_.truths = truths_.size();
        found_.hash = observation_hash_.text() + "-" + truth_hash_.text();
    }

 private:
    void take(std::span<const Observation> said, const std::string& key) {
        text_.clear();
        for (const Observation& seen : said) {
            append_observation(text_, seen, key);
            text_ += '\n';
            said_.push_back(seen);
            said_.back().lift = 0;
        }
        observation_hash_.add(text_);
        found_.observations += said.size();
    }

    void take(Truth truth, LiftIndex place, const std::string& key) {
        std::string line;
        append_truth(line, key, truth.kind, truth.span, truth.native);
        truth_hash_.add(line + "\n");
        truth.lift = place;
        truths_.push_back(truth);
    }

    CorpusMarks& found_;
    std::vector<std::vector<Event>> events_;  // of each contestant
    std::vector<Truth> truths_;
    std::vector<Observation> said_;  // in the story that is told
    std::string text_;
    FnvHash observation_hash_, truth_hash_;
};

}  // namespace

std::vector<LiftStory> stories_of(const City& city) {
    std::vector<LiftStory> stories;
    const Duration watched = std::chrono::days{city.options().days};
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) {
        stories.push_back(
            {.lift = city.lifts()[lift],
             .watched = watched,
             .until = city.options().start + watched,
             .tell = [&city, lift](const CitySink& sink) { city.simulate(lift, sink); }});
    }
    return stories;
}

std::vector<LiftStory> stories_of(std::span<const Scenario> scenarios) {
    std::vector<LiftStory> stories;
    for (const Scenario& scenario : scenarios) {
        LiftStory& story = stories.emplace_back();
        story.lift = scenario.lift;
        story.lift.key = scenario.name;
        story.watched = scenario.lasts;
        story.until = scenario.start + scenario.lasts;
        story.tell = [&scenario](const CitySink& sink) { hoistway::tell(scenario, sink); };
    }
    return stories;
}

std::vector<LiftStory> corpus_of(const City& city) {
    std::vector<LiftStory> stories = stories_of(scenarios());
    for (LiftStory& story : stories_of(city)) stories.push_back(std::move(story));
    return stories;
}

Contestant standard_contestant() {
    return {.id = "hoistway", .name = {"本库规则", "hoistway"}, .judge = judge_by_standard};
}

Contestant public_contestant(const PublicLimits& limits, std::string id, Text name) {
    return {.id = std::move(id),
            .name = std::move(name),
            .judge = [limits](const Lift& lift, std::span<const Observation> said, Time until) {
                return judge_by_limits(limits, lift, said, until);
            }};
}

std::vector<Contestant> leaderboard() {
    return {standard_contestant(),
            public_contestant(mcu_box, "mcu_box", {"公开规则：单片机盒子", "public set: MCU box"}),
            public_contestant(camera_edge, "camera_edge",
                              {"公开规则：摄像头边缘", "public set: camera edge"})};
}

CorpusMarks mark_corpus(std::span<const LiftStory> stories, std::vector<Contestant> contestants,
                        MarkOptions options, const CorpusProgress& progress) {
    CorpusMarks found{.contestants = std::move(contestants), .options = options};
    found.options.observed = Duration{};
    Listener listener(found, found.contestants.size());
    for (std::size_t i = 0; i < stories.size(); ++i) {
        listener.hear(stories[i]);
        if (progress) progress(i + 1);
    }
    listener.finish();
    return found;
}

MarksInput marks_input(const CorpusMarks& found) {
    MarksInput input = marks_input(found.names.size(), found.options);
    input.corpus_hash = found.hash;
    for (std::size_t i = 0; i < found.marks.size(); ++i) {
        const Contestant& who = found.contestants[i];
        input.rules.push_back(marks_rules(found.marks[i], who.id, who.name, found.names));
    }
    return input;
}

}  // namespace hoistway
