// SPDX-License-Identifier: Apache-2.0
#include "hoistway/score/marks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "hoistway/sim/random.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

Time at(std::int64_t seconds) { return Time{std::chrono::seconds{seconds}}; }

Truth truth(int from, int to, EventKind kind = EventKind::entrapment, LiftIndex lift = 0) {
    return {.lift = lift, .kind = kind, .span = {at(from), at(to)}};
}

Event raised(int time, EventKind kind = EventKind::entrapment, LiftIndex lift = 0) {
    return {.time = at(time), .lift = lift, .kind = kind, .phase = Phase::raised};
}

NativeFault fault(const char* code) {
    NativeFault fault;
    fault.dialect.assign("box");
    fault.code.assign(code);
    return fault;
}

}  // namespace

TEST_CASE("one found, one missed, one false, and one told twice") {
    const std::vector<Truth> truths{truth(1000, 2000), truth(5000, 6000)};
    Event cleared = raised(5500);
    cleared.phase = Phase::cleared;
    const std::vector<Event> events{raised(1090), raised(1500), raised(3000), cleared};
    const Marks marks = mark(truths, events, {.observed = 24h * 365 + 6h});
    REQUIRE(marks.kinds.size() == 1);
    const KindMarks& kind = marks.kinds[0];
    CHECK(kind.kind == EventKind::entrapment);
    CHECK(kind.truths == 2);
    CHECK(kind.found == 1);
    CHECK(kind.missed == 1);
    CHECK(kind.raised == 3);
    CHECK(kind.repeats == 1);
    CHECK(kind.false_alarms == 1);
    CHECK(kind.recall == 0.5);
    CHECK(kind.precision == 0.5);
    CHECK(kind.recall_range == wilson(1, 2));
    CHECK(kind.false_per_lift_year == 1.0);
    CHECK(kind.delay_p50 == 90s);
    CHECK(kind.delay_p95 == 90s);
    CHECK_FALSE(kind.late_p50);
    const std::vector<Slip> slips{
        {true, EventKind::entrapment, 0, at(5000), {}},
        {false, EventKind::entrapment, 0, at(3000), {}},
    };
    REQUIRE(marks.slips.size() == 2);
    CHECK(marks.slips[0] == slips[1]);
    CHECK(marks.slips[1] == slips[0]);
}

TEST_CASE("an alarm fits up to the slack before and behind its truth, and not beyond") {
    struct Case {
        int time;
        std::uint64_t found;
    };
    const std::vector<Truth> truths{truth(100, 200)};
    for (const Case& row : {Case{94, 0}, {95, 1}, {100, 1}, {200, 1}, {205, 1}, {206, 0}}) {
        CAPTURE(row.time);
        const std::vector<Event> events{raised(row.time)};
        CHECK(mark(truths, events).all.found == row.found);
        CHECK(mark(truths, events).all.false_alarms == 1 - row.found);
    }
    const std::vector<Event> early{raised(99)};
    CHECK(mark(truths, early, {.slack = 0s}).all.found == 0);
}

TEST_CASE("another lift, another kind and another code are not the same thing") {
    Truth truths[] = {truth(100, 200, EventKind::native)};
    truths[0].native = fault("7");
    Event events[] = {raised(150, EventKind::native), raised(150, EventKind::native, 1),
                      raised(150, EventKind::power_loss)};
    events[0].native = fault("8");
    events[1].native = fault("7");
    const Marks marks = mark(truths, events);
    CHECK(marks.all.found == 0);
    CHECK(marks.all.false_alarms == 3);
    CHECK(marks.kinds.size() == 2);
    events[0].native = fault("7");
    CHECK(mark(truths, events).all.found == 1);
}

TEST_CASE("one alarm finds one truth, also where two overlap") {
    const std::vector<Truth> truths{truth(100, 200), truth(150, 250)};
    const std::vector<Event> once{raised(160)}, twice{raised(160), raised(170)};
    CHECK(mark(truths, once).all.found == 1);
    CHECK(mark(truths, twice).all.found == 2);
}

TEST_CASE("what cannot be computed is empty and not 0") {
    const std::vector<Truth> truths{truth(100, 200)};
    const Marks silent = mark(truths, {});
    CHECK(silent.all.recall == 0.0);
    CHECK_FALSE(silent.all.precision);
    CHECK_FALSE(silent.all.precision_range);
    CHECK_FALSE(silent.all.delay_p50);
    CHECK_FALSE(silent.all.false_per_lift_year);
    CHECK(silent.all.scores[0] == 0.0);
    const std::vector<Event> events{raised(1)};
    const Marks wrong = mark({}, events);
    CHECK_FALSE(wrong.all.recall);
    CHECK(wrong.all.precision == 0.0);
    CHECK_FALSE(wrong.all.scores[0]);
    CHECK(mark({}, {}).kinds.empty());
}

TEST_CASE("percentiles are the nearest rank, and the rule's own wait is told apart") {
    // Wikipedia, "Percentile", nearest-rank method, example 3: of these ten values the 50th
    // percentile is 8; the 95th, of rank 9.5, is the last.
    std::vector<Truth> truths;
    std::vector<Event> events;
    int start = 0;
    for (const int delay : {20, 3, 6, 10, 8, 8, 7, 13, 15, 16}) {
        truths.push_back(truth(start, start + 100));
        events.push_back(raised(start + delay));
        start += 1000;
    }
    MarkOptions options;
    options.waits[static_cast<std::size_t>(EventKind::entrapment)] = 10s;
    const KindMarks marks = mark(truths, events, options).all;
    CHECK(marks.delay_p50 == 8s);
    CHECK(marks.delay_p95 == 20s);
    CHECK(marks.late_p50 == -2s);
    CHECK(marks.late_p95 == 10s);
}

TEST_CASE("a slack below 0 is refused") {
    CHECK_THROWS_WITH_AS(mark({}, {}, {.slack = -1s}), "Marks: slack must not be below 0",
                         std::invalid_argument);
}

namespace {

// A row of the benchmark is a millisecond here; a window has both its ends in it there.
Truth window(int first, int last) {
    return {.lift = 0,
            .kind = EventKind::entrapment,
            .span = {Time{Duration{first}}, Time{Duration{last + 1}}}};
}
Event row(int index) {
    return {.time = Time{Duration{index}}, .lift = 0, .kind = EventKind::entrapment};
}

double score(const std::vector<Truth>& windows, const std::vector<int>& rows, std::size_t profile) {
    std::vector<Event> events;
    for (const int index : rows) events.push_back(row(index));
    return *mark(windows, events, {.slack = 0ms}).all.scores[profile];
}

}  // namespace

TEST_CASE("the scenes of the benchmark's own tests score as they do there") {
    // tests/unit/scorer_test.py of the benchmark, with the weights of its profiles.json; the raw
    // sums are brought to its scale of 0 to 100 by 100 (raw + missed n) / (found n + missed n).
    const double late = 0.8482836399575131 / 0.9866142981514305;
    const std::vector<Truth> one{window(1, 2)}, two{window(1, 2), window(4, 5)};
    CHECK(score(two, {}, 0) == 0);                                           // FalseNegatives
    CHECK(score(one, {2}, 0) == doctest::Approx(100 * (late + 1) / 2));      // TruePositives1
    CHECK(score(two, {2}, 0) == doctest::Approx(100 * (late - 1 + 2) / 4));  // ...1WithFN
    CHECK(score(two, {2}, 2) == doctest::Approx(100 * (late - 2 + 4) / 6));
    CHECK(score({window(4, 5)}, {4}, 0) == 100);                                // TruePositives2
    CHECK(score({window(4, 5)}, {4, 5}, 0) == 100);                             // TruePositives3
    CHECK(score(two, {2, 4}, 0) == doctest::Approx(100 * (late + 1 + 2) / 4));  // ...Multiple
    // One width behind the window, 2 / (1 + e^5) - 1 is what scaledSigmoid(-1.0) is below 0.
    CHECK(score({window(0, 100)}, {0, 200}, 0) ==
          doctest::Approx(100 * (1 - 0.11 * 0.9866142981514305 + 1) / 2));
    // FalsePositives: two rows before any window cost the whole weight each.
    CHECK(score({window(6, 7)}, {1, 3}, 0) == doctest::Approx(100 * (-0.22 - 1 + 1) / 2));
    CHECK(score({window(6, 7)}, {1, 3}, 1) == doctest::Approx(100 * (-0.44 - 1 + 1) / 2));
}

TEST_CASE("made-up days are counted as by going through all pairs") {
    // Against a slow second way that knows nothing of sorting: for alarms in order of time, the
    // first fitting truth by its beginning that no earlier alarm has taken.
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Random random{seed, 0};
        std::vector<Truth> truths;
        std::vector<Event> events;
        for (int i = 0; i < 40; ++i) {
            const auto kind = static_cast<EventKind>(random.below(2));
            const int from = random.between(0, 5000), length = random.between(1, 300);
            truths.push_back(truth(from, from + length, kind, random.below(3)));
            events.push_back(raised(random.between(0, 5300),
                                    static_cast<EventKind>(random.below(2)), random.below(3)));
        }
        const Marks marks = mark(truths, events);
        const auto by_time = [](const Event& a, const Event& b) { return a.time < b.time; };
        const auto by_from = [](const Truth& a, const Truth& b) {
            return a.span.from < b.span.from;
        };
        std::stable_sort(events.begin(), events.end(), by_time);
        std::stable_sort(truths.begin(), truths.end(), by_from);
        std::set<std::size_t> taken;
        std::uint64_t repeats = 0, wrong = 0;
        for (const Event& event : events) {
            bool fits = false, new_one = false;
            for (std::size_t i = 0; i < truths.size() && !new_one; ++i) {
                const Truth& each = truths[i];
                if (each.lift != event.lift || each.kind != event.kind) continue;
                if (event.time < each.span.from - 5s || event.time > each.span.to + 5s) continue;
                fits = true;
                new_one = taken.insert(i).second;
            }
            repeats += fits && !new_one ? 1U : 0U;
            wrong += fits ? 0U : 1U;
        }
        CHECK(marks.all.found == taken.size());
        CHECK(marks.all.missed == truths.size() - taken.size());
        CHECK(marks.all.repeats == repeats);
        CHECK(marks.all.false_alarms == wrong);
        CHECK(marks.slips.size() == marks.all.missed + wrong);
    }
}
