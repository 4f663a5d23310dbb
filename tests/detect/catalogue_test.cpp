// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/catalogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <variant>

#include "../play.hpp"

using namespace hoistway;

namespace {

template <class... T>
struct Types {
    static constexpr std::size_t size = sizeof...(T);
};

template <class Visit, class... T>
void for_each_type(Types<T...>, Visit&& visit) {
    (visit(std::type_identity<T>{}), ...);
}

using Holds = CatalogueHolds<Types>;
using Automata = CatalogueAutomata<Types>;

// What the stages of a row hear of one lift, in order.
using Heard = std::variant<Moment, Run, ClockStep, Mute, Tick>;

struct Keep {
    std::vector<Heard>* heard;
    template <class Record>
    void operator()(const Record& record) const {
        if constexpr (std::is_constructible_v<Heard, Record>) heard->push_back(record);
    }
};

template <class E>
E pick(std::mt19937& random) {
    return static_cast<E>(random() % Words<E>::list.size());
}

Observation made_up_word(std::mt19937& random) {
    Observation said;
    const auto now_and_then = [&](unsigned one_in) { return random() % one_in == 0; };
    if (now_and_then(3)) said.motion = pick<Motion>(random);
    if (now_and_then(3)) said.door = pick<Door>(random);
    if (now_and_then(20)) said.mode = pick<Mode>(random);
    if (now_and_then(3)) said.door_zone = pick<Flag>(random);
    if (now_and_then(5)) said.presence = pick<Flag>(random);
    if (now_and_then(9)) said.mains_power = pick<Flag>(random);
    if (now_and_then(9)) said.safety_chain = pick<Flag>(random);
    if (now_and_then(9)) said.door_lock = pick<Flag>(random);
    if (now_and_then(9)) said.floor = static_cast<std::int16_t>(random() % 12 + 1);
    if (now_and_then(3)) said.position = static_cast<float>(random() % 4);
    if (now_and_then(3)) said.speed = static_cast<float>(random() % 3);
    if (now_and_then(3)) said.vibration = static_cast<float>(random() % 3) / 4 + 0.1F;
    if (now_and_then(3)) said.noise = now_and_then(12) ? 50.0F : 60.0F;
    return said;
}

// Doors that turn back, and close now and then, in a car that stands.
Observation word_of_doors(std::mt19937& random) {
    const Door doors[] = {Door::closing, Door::opening, Door::open};
    return {.motion = Motion::stopped,
            .door = random() % 20 == 0 ? Door::closed : doors[random() % 3]};
}

// One ride after the other, five words each.
Observation word_of_rides(std::mt19937& random, int word) {
    const bool stays_shut = random() % 4 == 0;
    const Observation words[] = {{.motion = Motion::stopped, .door = Door::closed},
                                 {.motion = Motion::running, .door_zone = Flag::no},
                                 {.vibration = random() % 4 == 0 ? 0.2F : 0.5F},
                                 {.floor = static_cast<std::int16_t>(random() % 10 + 1),
                                  .motion = Motion::stopped,
                                  .door_zone = Flag::yes,
                                  .presence = Flag::yes},
                                 {.door = stays_shut ? Door::closed : Door::open}};
    return words[word % 5];
}

// A device that says anything at all, or of some things more, sometimes the same for a long while,
// with ticks and silences and a clock that is put back.
std::vector<Observation> made_up_log(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Observation> log;
    double at = 0;
    for (int i = 0; i < 400; ++i) {
        Observation said = seed % 3 == 0   ? made_up_word(random)
                           : seed % 3 == 1 ? word_of_doors(random)
                                           : word_of_rides(random, i);
        const auto again = static_cast<int>(random() % 8 == 0 ? random() % 120 : 0);
        for (int k = 0; k <= again; ++k) {
            at += again > 0 ? 250 : static_cast<double>(random() % 12);
            said.time = second(at);
            said.lift = 0;
            log.push_back(said);
        }
        if (random() % 60 == 0) at += 500;
        if (random() % 90 == 0) at = std::max(0.0, at - 3000);
    }
    return log;
}

std::vector<Heard> heard_of(const std::vector<Observation>& log, unsigned seed) {
    static const std::vector<Lift> lifts{ten_floors()};
    const Row row{Picture{{.lifts = lifts}}, RunTracker{}};
    auto state = row.begin(lifts[0]);
    std::mt19937 random(seed);
    std::vector<Heard> heard;
    for (const Observation& said : log) {
        row.push(state, said, Keep{&heard});
        if (random() % 5 == 0) row.push(state, Tick{said.time + Duration{500}, 0}, Keep{&heard});
    }
    return heard;
}

bool is_tick(const Moment& now) { return now.heard < now.time; }

bool says_another(const Moment& a, const Moment& b) {
    const auto words = [](const Moment& m) {
        return std::tie(m.floor, m.motion, m.last_direction, m.door, m.mode, m.door_zone,
                        m.presence, m.mains_power, m.safety_chain, m.door_lock, m.alarm_button,
                        m.overload, m.story, m.measured, m.bad);
    };
    return words(a) != words(b);
}

// Everything is shown to the rule, or only what changes, what silence brings, and what is due.
template <class Rule>
std::vector<Finding> told(const std::vector<Heard>& heard, bool everything) {
    const Row row{Rule{}};
    auto state = row.begin(ten_floors());
    std::vector<Finding> findings;
    const auto keep = [&](const Finding& finding) { findings.push_back(finding); };
    Moment before{};
    bool first = true;
    for (const Heard& each : heard) {
        const Moment* now = std::get_if<Moment>(&each);
        if (now != nullptr && !everything) {
            const Time due = Rule{}.due(decltype(row)::template state_of<Rule>(state));
            const bool news = first || says_another(before, *now) || due <= now->time ||
                              now->trusted_until < now->time;
            before = *now;
            first = false;
            if (!news) continue;
        }
        std::visit([&](const auto& record) { row.push(state, record, keep); }, each);
    }
    return findings;
}

template <class Rule>
bool same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Finding& x, const Finding& y) {
                          return x.time == y.time && x.since == y.since && x.phase == y.phase &&
                                 x.kind == y.kind && x.floor == y.floor && x.evidence == y.evidence;
                      });
}

// A Hold, and when it wants to be woken though nothing changes.
template <class Condition>
struct Woken : Hold<Condition> {
    Woken() : Hold<Condition>(Condition{}) {}

    static Time due(const HoldState& state) noexcept {
        const HoldLimits limits = Condition{}.limits;
        if (state.raised) return detail::after(state.gone, limits.clear);
        return detail::after(state.since, limits.raise);
    }
};

double shown(const RuleInfo& rule, std::string_view name) {
    for (const Threshold& number : rule.thresholds) {
        if (number.name == name) return number.value;
    }
    return -1;
}

}  // namespace

TEST_CASE("a condition is answered by what changes alone, whatever it is shown besides") {
    std::size_t findings = 0;
    for_each_type(Holds{}, [&](auto type) {
        using Rule = Woken<typename decltype(type)::type>;
        for (unsigned seed = 1; seed <= 15; ++seed) {
            const std::vector<Heard> heard = heard_of(made_up_log(seed), seed);
            const std::vector<Finding> all = told<Rule>(heard, true);
            CAPTURE(Rule::info.id);
            CAPTURE(seed);
            REQUIRE(same<Rule>(all, told<Rule>(heard, false)));
            findings += all.size();
        }
    });
    CHECK(findings > 1000);
}

TEST_CASE("an automaton tells the same whether or not it is shown what says nothing new") {
    for_each_type(Automata{}, [](auto type) {
        using Rule = typename decltype(type)::type;
        std::size_t findings = 0;
        for (unsigned seed = 1; seed <= 60; ++seed) {
            const std::vector<Heard> heard = heard_of(made_up_log(seed), seed);
            const std::vector<Finding> all = told<Rule>(heard, true);
            CAPTURE(Rule::info.id);
            CAPTURE(seed);
            REQUIRE(same<Rule>(all, told<Rule>(heard, false)));
            findings += all.size();
        }
        CAPTURE(Rule::info.id);
        CHECK(findings > 10);
    });
}

TEST_CASE("ticks change nothing of what an automaton tells") {
    for_each_type(Automata{}, [](auto type) {
        using Rule = typename decltype(type)::type;
        for (unsigned seed = 1; seed <= 30; ++seed) {
            std::vector<Heard> heard = heard_of(made_up_log(seed), seed);
            const std::vector<Finding> ticked = told<Rule>(heard, true);
            std::erase_if(heard, [](const Heard& each) {
                const Moment* now = std::get_if<Moment>(&each);
                return now != nullptr && is_tick(*now);
            });
            CAPTURE(Rule::info.id);
            CAPTURE(seed);
            REQUIRE(same<Rule>(ticked, told<Rule>(heard, true)));
        }
    });
}

TEST_CASE("what an automaton keeps of a lift is plain bytes, and not many") {
    for_each_type(Automata{}, [](auto type) {
        using State = typename decltype(type)::type::State;
        static_assert(std::is_trivially_copyable_v<State>);
        static_assert(sizeof(State) <= 56);
    });
}

TEST_CASE("every rule raises and clears in turn, and nothing before it began") {
    for_each_type(Automata{}, [](auto type) {
        using Rule = typename decltype(type)::type;
        for (unsigned seed = 1; seed <= 30; ++seed) {
            std::set<EventKind> open;
            bool in_turn = true;
            for (const Finding& finding : told<Rule>(heard_of(made_up_log(seed), seed), true)) {
                const bool raises = finding.phase == Phase::raised;
                in_turn = in_turn && raises == (open.count(finding.kind) == 0);
                raises ? (void)open.insert(finding.kind) : (void)open.erase(finding.kind);
            }
            CAPTURE(Rule::info.id);
            CAPTURE(seed);
            CHECK(in_turn);
        }
    });
}

TEST_CASE("every kind that signals can show has one rule, and no two rules have the same") {
    std::set<EventKind> kinds{EventKind::entrapment, EventKind::device_offline};
    const auto add = [&](const RuleInfo& info) {
        CAPTURE(info.id);
        CHECK(kinds.insert(info.kind).second);
        CHECK(info.id == std::string(to_text(info.kind)) + "@1");
        for (const Threshold& number : info.thresholds) {
            CHECK(number.name.empty() == number.source.empty());
            CHECK(number.name.empty() == number.unit.empty());
        }
    };
    for_each_type(Holds{}, [&](auto type) { add(decltype(type)::type::info); });
    for_each_type(Automata{}, [&](auto type) { add(decltype(type)::type::info); });
    add(DoorCycling::close_info);
    // Those of the camera and of the device itself come as fault codes.
    for (const EventKind kind :
         {EventKind::native, EventKind::vision_ebike, EventKind::vision_left_object,
          EventKind::vision_behaviour, EventKind::vision_advert}) {
        CHECK(kinds.insert(kind).second);
    }
    CHECK(kinds.size() == event_kinds);
}

TEST_CASE("the times that a condition shows are the times it uses") {
    for_each_type(Holds{}, [](auto type) {
        using Condition = typename decltype(type)::type;
        const HoldLimits limits = Condition{}.limits;
        CAPTURE(Condition::info.id);
        for (const Threshold& number : Condition::info.thresholds) {
            const std::chrono::duration<double> shown{number.value};
            if (number.name == "raise") CHECK(limits.raise == shown);
            if (number.name == "clear") CHECK(limits.clear == shown);
        }
    });
}

TEST_CASE("the numbers that an automaton shows are the numbers it uses") {
    const auto is = [](const RuleInfo& rule, std::string_view name, Duration used) {
        CAPTURE(rule.id);
        CAPTURE(name);
        CHECK(std::chrono::duration<double>{shown(rule, name)} == used);
    };
    const RunTimeLimitOptions run;
    is(RunTimeLimit::info, "longest", run.longest);
    is(RunTimeLimit::info, "spare", run.spare);
    is(RunTimeLimit::info, "shortest", run.shortest);
    is(RunTimeLimit::info, "clear", run.clear);
    const CarDoorFaultOptions door;
    is(CarDoorFault::info, "raise", door.raise);
    is(CarDoorFault::info, "run_over", door.run_over);
    const NoiseAbnormalOptions noise;
    is(NoiseAbnormal::info, "window", noise.window);
    is(NoiseAbnormal::info, "quiet", noise.quiet);
    const DoorCyclingOptions doors;
    is(DoorCycling::info, "within", doors.cycles);
    is(DoorCycling::info, "quiet", doors.quiet);
    CHECK(shown(DoorCycling::info, "turn_backs") == doors.turn_backs);
    CHECK(shown(DoorCycling::close_info, "failed") == doors.failed);
    is(ClockWrong::info, "back", PictureOptions{}.back);
    CHECK(shown(ClockWrong::info, "records") == PictureOptions{}.back_records);
}

TEST_CASE(
    "the limits that a rule shows of measured values are those by which they are asked about") {
    const MeasureLimits limits;
    struct Case {
        const RuleInfo& rule;
        std::string_view name;
        double used;
    };
    const Case cases[] = {
        {OvertravelTop::info, "beyond", limits.beyond},
        {LevellingErrorCondition::info, "over", limits.mislevelled},
        {LevellingErrorCondition::info, "up_to", limits.lost},
        {PositionLostCondition::info, "over", limits.lost},
        {UnintendedMovementCondition::info, "away", limits.left},
        {OverspeedCondition::info, "over", limits.overspeed},
        {EmergencyStopCondition::info, "from", limits.fast},
        {EmergencyStopCondition::info, "within", 1e-3 * static_cast<double>(limits.sudden.count())},
        {TemperatureHighCondition::info, "over", limits.hot},
        {TemperatureHighCondition::info, "well_at", limits.cool},
        {NoiseAbnormal::info, "over", limits.loud},
        {VibrationAbnormal::info, "over", limits.shaking},
        {SensorFrozen::info, "same", static_cast<double>(limits.same)},
    };
    for (const Case& c : cases) {
        CAPTURE(c.rule.id);
        CAPTURE(c.name);
        CHECK(shown(c.rule, c.name) == doctest::Approx(c.used));
    }
}
