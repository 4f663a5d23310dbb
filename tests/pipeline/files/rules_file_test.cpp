// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/rules_file.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "../logs.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/pipeline/files/data_file.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::vector<Lift> lifts = lifts_of_ten_floors(1);
const Policy policy = shijiazhuang();

std::string file_of(std::string_view rules) {
    return R"({"id":"mine","source":"a test","rules":{)" + std::string(rules) + "}}";
}

std::string file_of(std::string_view rule, std::string_view name, double value) {
    std::string text = '"' + std::string(rule) + R"(":{")" + std::string(name) + "\":";
    append_json_number(text, value);
    return file_of(text + '}');
}

// Every number of it, in a fixed order.
std::vector<double> numbers_of(const RuleLimits& l) {
    std::vector<double> out;
    const auto add = [&](auto... values) { (out.push_back(static_cast<double>(values)), ...); };
    const auto time = [&](auto... times) { add(times.count()...); };
    const auto hold = [&](const HoldLimits& h) { time(h.raise, h.clear, h.unheard, h.confirms); };
    const EntrapmentOptions& e = l.entrapment;
    time(e.at_level, e.off_level, e.open_for, e.run_over, e.unseen, e.sighting, e.held);
    time(e.unheard, e.confirms);
    time(e.stuck), add(e.whole);
    const MeasureLimits& m = l.picture.limits;
    add(m.beyond, m.mislevelled, m.left, m.lost, m.overspeed, m.fast, m.slow, m.hot, m.cool);
    add(m.loud, m.shaking, m.same, l.picture.back_records, l.vibration_runs, l.zone_runs);
    time(m.sudden, l.picture.silence, l.picture.back, l.clock_wrong_clear);
    for (const HoldLimits& each : l.holds) hold(each);
    hold(l.on_battery);
    hold(l.door_lock_fault);
    hold(l.safety_chain_open);
    add(l.door_cycling.failed, l.door_cycling.turn_backs);
    time(l.door_cycling.cycles, l.door_cycling.quiet);
    time(l.car_door_fault.raise, l.car_door_fault.run_over);
    const RunTimeLimitOptions& r = l.run_time_limit;
    time(r.longest, r.spare, r.shortest, r.clear, r.unheard);
    time(l.noise_abnormal.window, l.noise_abnormal.quiet);
    return out;
}

std::size_t changed_in(const RuleLimits& limits) {
    const std::vector<double> now = numbers_of(limits), usual = numbers_of(RuleLimits{});
    std::size_t changed = 0;
    for (std::size_t i = 0; i < now.size(); ++i) changed += now[i] != usual[i] ? 1 : 0;
    return changed;
}

// What a row with these limits tells of a made-up log.
std::string told(const RuleLimits* limits) {
    const StandardRow row = standard_row(lifts, policy, {.limits = limits});
    StandardRow::State state = row.begin(lifts[0]);
    std::string out;
    const auto keep = [&](const Event& event) {
        append_event(out, event, "A-1");
        out += '\n';
    };
    for (unsigned seed = 1; seed <= 4; ++seed) {
        state = row.begin(lifts[0]);
        for (const Observation& seen : made_up_log(0, seed)) row.push(state, seen, keep);
    }
    return out;
}

}  // namespace

TEST_CASE("each number that a rule prints can be said in a file, or is refused as a fixed one") {
    std::set<std::string> fixed;
    std::size_t set = 0;
    for (const RuleInfo* rule : standard_rules) {
        for (const Threshold& number : rule->thresholds) {
            if (number.name.empty()) continue;
            const std::string name = std::string(rule->id) + ' ' + std::string(number.name);
            CAPTURE(name);
            const auto same = load_rule_limits(file_of(rule->id, number.name, number.value), "f");
            if (!same) {
                REQUIRE(same.error().size() == 1);
                CHECK(same.error()[0].code == ErrorCode::unsupported);
                fixed.insert(name);
                continue;
            }
            ++set;
            // What it prints is what is built in; and saying something else changes one number.
            CHECK(changed_in(*same) == 0);
            const double other = number.value == 0 ? 1 : number.value + 1;
            const auto changed = load_rule_limits(file_of(rule->id, number.name, other), "f");
            if (changed) CHECK(changed_in(*changed) == 1);
            if (!changed) CHECK(changed.error()[0].code == ErrorCode::out_of_range);
        }
    }
    CHECK(set > 70);
    CHECK(fixed == std::set<std::string>{"car_door_close_abnormal@1 clear",
                                         "car_door_fault@1 clear", "door_cycling@1 cycles",
                                         "door_lock_fault@1 running"});
}

TEST_CASE("a file that says nothing is what is built in") {
    const auto loaded = load_rule_limits(file_of(""), "f");
    REQUIRE(loaded.has_value());
    CHECK(changed_in(*loaded) == 0);
    const std::string usual = told(nullptr);
    CHECK(told(&*loaded) == usual);
    CHECK(usual.size() > 1000);
}

TEST_CASE("what a file says is what the row does") {
    const auto patient = load_rule_limits(file_of("stopped_off_level@1", "raise", 3600), "f");
    REQUIRE(patient.has_value());
    CHECK(told(&*patient) != told(nullptr));

    const auto hasty = load_rule_limits(file_of("entrapment@1", "at_level", 40), "f");
    REQUIRE(hasty.has_value());
    const StandardRow row = standard_row(lifts, policy, {.limits = &*hasty});
    StandardRow::State state = row.begin(lifts[0]);
    std::vector<Event> events;
    const auto keep = [&](const Event& event) { events.push_back(event); };
    Observation seen{.lift = 0, .motion = Motion::stopped, .door = Door::closed};
    seen.door_zone = seen.presence = Flag::yes;
    for (int at = 0; at <= 50; at += 10) {
        seen.time = Time{std::chrono::hours{500'000}} + std::chrono::seconds{at};
        row.push(state, seen, keep);
    }
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == EventKind::entrapment);
    CHECK(events[0].time - events[0].since == std::chrono::seconds{40});
}

TEST_CASE("what cannot be is refused with its place") {
    struct Case {
        std::string_view rules;
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"("entrapment":{"at_level":60})", unknown_key, "/rules/entrapment"},
        {R"("entrapment@2":{"at_level":60})", unknown_key, "/rules/entrapment@2"},
        {R"("entrapment@1":{"atlevel":60})", unknown_key, "/rules/entrapment@1/atlevel"},
        {R"("entrapment@1":{"at_level":0})", out_of_range, "/rules/entrapment@1/at_level"},
        {R"("entrapment@1":{"at_level":-5})", out_of_range, "/rules/entrapment@1/at_level"},
        {R"("entrapment@1":{"at_level":1e12})", out_of_range, "/rules/entrapment@1/at_level"},
        {R"("entrapment@1":{"at_level":"60"})", bad_value, "/rules/entrapment@1/at_level"},
        {R"("entrapment@1":60)", bad_value, "/rules/entrapment@1"},
        {R"("power_loss@1":{"unheard":60})", unknown_key, "/rules/power_loss@1/unheard"},
        {R"("door_cycling@1":{"cycles":4})", unsupported, "/rules/door_cycling@1/cycles"},
        {R"("door_cycling@1":{"turn_backs":2.5})", bad_value, "/rules/door_cycling@1/turn_backs"},
        {R"("door_cycling@1":{"turn_backs":0})", out_of_range, "/rules/door_cycling@1/turn_backs"},
        {R"("temperature_high@1":{"over":40})", out_of_range, "/rules/temperature_high@1/well_at"},
        {R"("noise_abnormal@1":{"window":600})", out_of_range, "/rules/noise_abnormal@1/quiet"},
        {R"("run_time_limit@1":{"longest":90})", out_of_range, "/rules/run_time_limit@1/longest"},
        {R"("overtravel_top@1":{"beyond":0.1},"overtravel_bottom@1":{"beyond":0.2})", duplicate,
         "/rules/overtravel_bottom@1/beyond"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.rules);
        const auto loaded = load_rule_limits(file_of(c.rules), "mine.json");
        REQUIRE(!loaded.has_value());
        CHECK(loaded.error().size() == 1);
        CHECK(loaded.error()[0].code == c.code);
        CHECK(loaded.error()[0].field == c.field);
    }
    CHECK(!load_rule_limits("[]", "f").has_value());
    CHECK(!load_rule_limits("{", "f").has_value());
    CHECK(load_rule_limits("{}", "f").error().size() == 3);
    CHECK(load_rule_limits(file_of(R"("a@1":{},"b@1":{})"), "f").error().size() == 2);
}

TEST_CASE("the rules of a file are checked like every other file of a city") {
    CHECK(check_data_file(file_of(""), "f").kind == DataFileKind::rules);
    CHECK(check_data_file(file_of(""), "f").refusals.empty());
    CHECK(check_data_file(file_of(R"("no@1":{})"), "f").refusals.size() == 1);
}
