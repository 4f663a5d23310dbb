// SPDX-License-Identifier: Apache-2.0
/*
    score_detector: a detector of your own against the library's rules, on the same made-up days.

    Shows:      Contestant, mark_corpus, every miss and false alarm by name, a page of it
    Try first:  own_stage; docs/score.md
    Run:        score_detector [page.html]
*/
#include <cstdio>
#include <fstream>

#include "hoistway/pipeline/score/corpus.hpp"
#include "hoistway/report/marks.hpp"
using namespace hoistway;

// Doors that were told to be open twice, two minutes apart, and nothing else in between.
static std::vector<Event> judge(const Lift&, std::span<const Observation> said, Time) {
    std::vector<Event> events;
    Time open_since = never;
    bool told = false;
    for (const Observation& seen : said) {
        if (seen.door == Door::unknown) continue;
        if (seen.door != Door::open) {
            open_since = never;
            told = false;
        } else if (open_since == never) {
            open_since = seen.time;
        } else if (!told && seen.time - open_since >= std::chrono::minutes{2}) {
            told = true;
            events.push_back({.time = seen.time, .kind = EventKind::door_blocked});
        }
    }
    return events;
}

static void print(const char* who, const KindMarks& marks) {
    std::printf("%-8s found %llu of %llu, false %llu", who,
                static_cast<unsigned long long>(marks.found),
                static_cast<unsigned long long>(marks.truths),
                static_cast<unsigned long long>(marks.false_alarms));
    if (marks.delay_p50) {
        std::printf(", after %.0f s", std::chrono::duration<double>(*marks.delay_p50).count());
    }
    if (marks.scores[0]) std::printf(", score %.1f", *marks.scores[0]);
    std::printf("\n");
}

int main(int argc, char** argv) {
    const City city{{.lifts = 10, .days = 20, .seed = 1}};
    const std::vector<LiftStory> stories = stories_of(city);
    const Contestant mine{.id = "mine", .name = {"我的检测器", "mine"}, .judge = judge};
    const CorpusMarks found = mark_corpus(stories, {standard_contestant(), mine});
    for (std::size_t i = 0; i < found.marks.size(); ++i) {
        for (const KindMarks& marks : found.marks[i].kinds) {
            if (marks.kind == EventKind::door_blocked) {
                print(found.contestants[i].id.c_str(), marks);
            }
        }
    }
    std::printf("corpus %s\n", found.hash.c_str());
    MarksInput input = marks_input(found);
    input.simulated = true;  // and the page says what that means
    if (argc == 2) std::ofstream(argv[1]) << to_html(build_marks(input));
}
