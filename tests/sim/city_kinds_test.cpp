// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "tale.hpp"

using namespace hoistway;
using std::chrono::seconds;

namespace {

// Every kind, told without a gap, a wrong clock or a frozen sensor, so that the words can be held
// against the truth.
CityOptions plain_city() {
    CityOptions options{.lifts = 40, .days = 20, .seed = 31};
    options.rates = all_kinds(20'000);
    options.rates.device_offline = options.rates.clock_wrong = options.rates.sensor_frozen = 0;
    options.rates.noise_abnormal = options.rates.long_idle = 500;
    options.demo_rate = 1;
    options.full_boxes = 50;
    return options;
}

bool in_service(const Observation& said) {
    return said.mode == Mode::normal || said.mode == Mode::attendant;
}

bool stands(const Observation& said) { return said.motion == Motion::stopped; }

bool stands_off_zone(const Observation& said) { return stands(said) && said.door_zone == Flag::no; }

double off_nearest(const Lift& lift, const Observation& said) {
    double least = 1000;
    for (const Landing& landing : lift.floors) {
        least = std::min(least, std::abs(landing.height - said.position));
    }
    return least;
}

bool lost(const Lift& lift, const Observation& said) {
    const bool no_floor = said.floor < 1 || said.floor > static_cast<int>(lift.floors.size());
    const bool off = is_known(said.position) && off_nearest(lift, said) > 0.35;
    return stands(said) && said.door_zone == Flag::yes && (no_floor || off);
}

bool not_level(const Lift& lift, const Observation& said) {
    if (!is_known(said.position) || !stands(said) || said.door != Door::open) return false;
    const double off = std::abs(said.position - height_of(lift, said.floor));
    return off > 0.025 && off <= 0.35;
}

// A kind whose condition is in the words of one moment, and for how long a rule waits: the
// conditions and times of the catalogue in docs/sim.md.
struct WordKind {
    EventKind kind;
    int raise;  // s
    std::function<bool(const Lift&, const Observation&)> holds;
};

const std::array<WordKind, 9> word_kinds{{
    {EventKind::power_loss, 10,
     [](const Lift&, const Observation& o) { return o.mains_power == Flag::no; }},
    {EventKind::stopped_off_level, 15,
     [](const Lift&, const Observation& o) {
         return stands_off_zone(o) && o.mode != Mode::inspection;
     }},
    {EventKind::stop_abnormal, 3,
     [](const Lift&, const Observation& o) { return stands_off_zone(o) && in_service(o); }},
    {EventKind::opened_off_level, 2,
     [](const Lift&, const Observation& o) {
         return stands_off_zone(o) && o.door == Door::open && in_service(o);
     }},
    {EventKind::safety_chain_open, 3,
     [](const Lift&, const Observation& o) {
         return o.safety_chain == Flag::no && o.mode != Mode::inspection &&
                (o.motion == Motion::running || o.door == Door::closed);
     }},
    {EventKind::door_lock_fault, 3,
     [](const Lift&, const Observation& o) {
         return stands(o) && o.door == Door::closed && o.door_lock == Flag::no;
     }},
    {EventKind::overload_stuck, 600,
     [](const Lift&, const Observation& o) { return o.overload == Flag::yes; }},
    {EventKind::position_lost, 5, lost},
    {EventKind::levelling_error, 5, not_level},
}};

std::vector<TimeSpan> spans_of(const Lift& lift, const Tale& story, const WordKind& what,
                               Time end) {
    std::vector<TimeSpan> spans;
    Time since = never;
    for (const Observation& said : story.said) {
        const bool holds = what.holds(lift, said);
        if (holds && since == never) since = said.time;
        if (!holds && since != never && said.time > since) spans.push_back({since, said.time});
        if (!holds) since = never;
    }
    if (since != never) spans.push_back({since, end});
    return spans;
}

int count_of(const Tale& story, EventKind kind, TimeSpan span) {
    return static_cast<int>(std::count_if(
        story.truths.begin(), story.truths.end(),
        [&](const Truth& truth) { return truth.kind == kind && truth.span == span; }));
}

}  // namespace

TEST_CASE("what the words show for long enough is told, to the second, and nothing else is") {
    std::map<EventKind, int> told;
    const CityOptions options = plain_city();
    const Time end = options.start + std::chrono::days{options.days};
    for_each_story(options, [&](const Lift& lift, const Tale& story) {
        for (const WordKind& what : word_kinds) {
            CAPTURE(to_text(what.kind));
            int expected = 0;
            for (const TimeSpan span : spans_of(lift, story, what, end)) {
                const bool lasts = span.to - span.from >= seconds{what.raise + 10};
                if (count_of(story, what.kind, span) != (lasts ? 1 : 0)) {
                    FAIL_CHECK("after " << (span.from - options.start).count() / 1000 << " s, for "
                                        << (span.to - span.from).count() / 1000 << " s");
                }
                expected += lasts ? 1 : 0;
            }
            told[what.kind] += expected;
            int standing = 0;
            for (const Truth& truth : story.truths) {
                const bool ran = truth.kind == EventKind::door_lock_fault &&
                                 truth.span.to - truth.span.from < seconds{13};
                standing += truth.kind == what.kind && !ran ? 1 : 0;
            }
            CHECK(standing == expected);
        }
    });
    for (const WordKind& what : word_kinds) {
        CAPTURE(to_text(what.kind));
        CHECK(told[what.kind] >= 10);
    }
}

// A rule that waits for `raise` is in no doubt: what lasts shorter lasts at most half of it, or ten
// seconds less. A slip of the car runs for two seconds with an open chain, below its three.
TEST_CASE("nothing lasts about as long as a rule waits") {
    const CityOptions options = plain_city();
    const Time end = options.start + std::chrono::days{options.days};
    int near_misses = 0;
    for_each_story(options, [&](const Lift& lift, const Tale& story) {
        for (const WordKind& what : word_kinds) {
            CAPTURE(to_text(what.kind));
            for (const TimeSpan span : spans_of(lift, story, what, end)) {
                if (span.to == end) continue;
                const auto lasts = (span.to - span.from).count() / 1000;
                if (lasts >= what.raise + 10) continue;
                CHECK((lasts <= what.raise - 10 || lasts * 2 <= what.raise || lasts <= 2));
                ++near_misses;
            }
        }
    });
    CHECK(near_misses > 30);
}

TEST_CASE("every brake stop above 1.2 m/s is told, and no other stop is") {
    int stops = 0;
    for_each_story(plain_city(), [&](const Lift&, const Tale& story) {
        for (std::size_t i = 1; i < story.said.size(); ++i) {
            const Observation &before = story.said[i - 1], &now = story.said[i];
            if (before.motion != Motion::running || now.motion != Motion::stopped) continue;
            const bool at_once = now.time - before.time <= seconds{1};
            const float speed = at_once ? std::abs(before.speed) : 0;
            CHECK((speed < 0.85F || speed > 1.15F));
            const int told = count_of(story, EventKind::emergency_stop, {now.time, now.time});
            CHECK(told == (speed > 1.0F ? 1 : 0));
            stops += told;
        }
    });
    CHECK(stops > 50);
}

TEST_CASE("too fast is 1.15 times the rated speed or more, for at least 2 s") {
    int runs = 0;
    for_each_story(plain_city(), [&](const Lift& lift, const Tale& story) {
        for (const Truth& truth : story.truths) {
            if (truth.kind != EventKind::overspeed) continue;
            ++runs;
            CHECK(truth.span.to - truth.span.from >= seconds{2});
            int words = 0;
            for (const Observation& said : story.said) {
                if (said.time < truth.span.from || said.time >= truth.span.to) continue;
                ++words;
                if (std::abs(said.speed) < 1.15 * lift.rated_speed - 0.051) {
                    FAIL_CHECK("only " << said.speed);
                }
            }
            CHECK(words >= 2);
        }
        for (const Observation& said : story.said) {
            if (std::abs(said.speed) < 1.15 * lift.rated_speed + 0.051) continue;
            const bool told =
                std::any_of(story.truths.begin(), story.truths.end(), [&](const Truth& truth) {
                    return truth.kind == EventKind::overspeed && truth.span.from <= said.time &&
                           said.time <= truth.span.to;
                });
            if (!told) FAIL_CHECK("untold at " << said.speed);
        }
    });
    CHECK(runs > 10);
}

TEST_CASE("doors that turn back four times in one opening are told from the fourth on") {
    int openings = 0;
    for_each_story(plain_city(), [&](const Lift&, const Tale& story) {
        int turns = 0;
        Time fourth = never;
        for (std::size_t i = 1; i < story.said.size(); ++i) {
            const Observation &before = story.said[i - 1], &now = story.said[i];
            if (before.door == Door::closing && now.door == Door::opening) ++turns;
            if (turns == 4 && fourth == never) fourth = now.time;
            if (now.door != Door::closed || before.door == Door::closed) continue;
            if (fourth != never && in_service(now)) {
                ++openings;
                CHECK(count_of(story, EventKind::car_door_close_abnormal, {fourth, now.time}) == 1);
            }
            turns = 0;
            fourth = never;
        }
    });
    CHECK(openings > 30);
}

TEST_CASE("a run is without progress for ten seconds longer than its limit, or for ten at most") {
    int told = 0, delays = 0;
    for_each_story(plain_city(), [&](const Lift&, const Tale& story) {
        for (const Truth& truth : story.truths) {
            if (truth.kind != EventKind::run_time_limit) continue;
            ++told;
            CHECK(truth.span.to - truth.span.from >= seconds{30});
            CHECK(truth.span.to - truth.span.from <= seconds{110});
        }
        Time since = never;
        for (const Observation& said : story.said) {
            if (said.motion != Motion::running) since = never;
            if (said.motion != Motion::running || !in_service(said)) continue;
            if (since == never) since = said.time;
            delays += said.door_zone == Flag::no && said.time - since > seconds{5} ? 1 : 0;
        }
    });
    CHECK(told > 20);
    CHECK(delays > 0);
}

TEST_CASE("kinds that have to be measured come about only where the box measures them") {
    const City city{plain_city()};
    std::set<LiftIndex> full, plain;
    for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) {
        (city.has_full_box(lift) ? full : plain).insert(lift);
        const Tale story = story_of(city, lift);
        const bool measures = is_known(story.said.front().temperature);
        CHECK(measures == city.has_full_box(lift));
        for (const Truth& truth : story.truths) {
            const bool measured = truth.kind == EventKind::levelling_error ||
                                  truth.kind == EventKind::position_lost ||
                                  truth.kind == EventKind::vibration_abnormal ||
                                  truth.kind == EventKind::noise_abnormal ||
                                  truth.kind == EventKind::temperature_high ||
                                  truth.kind == EventKind::overload_stuck;
            if (measured) CHECK(measures);
        }
    }
    CHECK(full.size() > 8);
    CHECK(plain.size() > 8);
}

TEST_CASE("what is measured passes its limit while the truth lasts, and only then") {
    const Time end = plain_city().start + std::chrono::days{plain_city().days};
    for_each_story(plain_city(), [&](const Lift&, const Tale& story) {
        for (const Observation& said : story.said) {
            if (!is_known(said.temperature)) return;
            if (said.time > end - seconds{360}) return;  // what begins last is not told
            bool hot = false, ends = false;
            for (const Truth& truth : story.truths) {
                if (truth.kind != EventKind::temperature_high) continue;
                hot = hot || (truth.span.from <= said.time && said.time < truth.span.to);
                ends = ends || truth.span.to == said.time;
            }
            if (ends) continue;  // words of the same second may be either
            if (hot != (said.temperature > 50)) FAIL_CHECK(said.temperature << " degC");
        }
    });
}

// 0.30 m/s2 in three runs in a row, by words in motion between openings of the doors elsewhere.
TEST_CASE("shaking is told from the third rough run in a row to the third smooth one") {
    int told = 0;
    for_each_story(plain_city(), [&](const Lift&, const Tale& story) {
        int rough = 0, smooth = 0;
        float most = 0;
        std::int16_t floor = story.said.front().floor;
        Time since = never;
        std::vector<TimeSpan> spans;
        Door door = Door::closed;
        for (const Observation& said : story.said) {
            if (said.motion == Motion::running && is_known(said.vibration)) {
                most = std::max(most, said.vibration);
            }
            const bool opened = said.door == Door::open && door != Door::open;
            door = said.door;
            if (!opened || said.floor == floor || said.floor > 99) continue;
            floor = said.floor;
            rough = most > 0.30F ? rough + 1 : 0;
            smooth = most > 0.30F ? 0 : smooth + 1;
            most = 0;
            if (rough == 3 && since == never) since = said.time;
            if (smooth != 3 || since == never) continue;
            spans.push_back({since, said.time});
            since = never;
        }
        for (const TimeSpan span : spans) {
            told += count_of(story, EventKind::vibration_abnormal, span);
            CHECK(count_of(story, EventKind::vibration_abnormal, span) == 1);
        }
    });
    CHECK(told > 10);
}

// 3,000 lifts in a year, 1,000 faults per 1,000 lifts: 3,000 of each, or 600 on the fifth with full
// boxes. A Poisson count of these spreads by 1.8 % (4.1 %); the frailty of lifts, whose variance is
// 6.1, adds sqrt(6.1 / 3,000) = 4.5 % (10 %). The bounds are four standard deviations.
TEST_CASE("each kind falls due as often as its rate says") {
    CityOptions options{.lifts = 3000, .days = 365, .seed = 41};
    options.rates = all_kinds(1000);
    options.demo_rate = 1;
    const City city{options};
    std::map<EventKind, double> due;
    double full = 0;
    for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
        full += city.has_full_box(lift) ? 1 : 0;
        city.plan(lift, [&](EventKind kind, Time) { ++due[kind]; });
    }
    CHECK(full == doctest::Approx(600).epsilon(0.15));
    for (const EventKind kind :
         {EventKind::door_blocked, EventKind::power_loss, EventKind::alarm_button,
          EventKind::long_idle, EventKind::clock_wrong, EventKind::vision_ebike}) {
        CAPTURE(to_text(kind));
        CHECK(due[kind] == doctest::Approx(3000).epsilon(0.075));
    }
    for (const EventKind kind : {EventKind::entrapment, EventKind::door_cycling,
                                 EventKind::overspeed, EventKind::unintended_movement,
                                 EventKind::safety_chain_open, EventKind::door_lock_fault}) {
        CAPTURE(to_text(kind));
        CHECK(due[kind] == doctest::Approx(3000).epsilon(0.2));
    }
    CHECK(due[EventKind::overtravel_top] == doctest::Approx(1500).epsilon(0.21));
    CHECK(due[EventKind::temperature_high] == doctest::Approx(full).epsilon(0.17));
    CHECK(due[EventKind::levelling_error] == doctest::Approx(full).epsilon(0.45));
}

TEST_CASE("a higher rate of all kinds is the same rate for each") {
    const FaultRates rates = all_kinds(7);
    CHECK(rates.entrapment == 7);
    CHECK(rates.clock_wrong == 7);
    CHECK(rates.vision_advert == 7);
    CHECK(sizeof(FaultRates) == 36 * sizeof(double));
}
