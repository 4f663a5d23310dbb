// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/rules_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "../../model/strict_json.hpp"
#include "hoistway/pipeline/standard.hpp"

namespace hoistway {

namespace {

constexpr double most_seconds = 31'536'000;  // a year, against slips of the keyboard [default]
constexpr double most_value = 1000;          // of a measured limit, the same

using Get = Duration& (*)(RuleLimits&);
using GetFloat = float& (*)(RuleLimits&);
using GetCount = std::uint8_t& (*)(RuleLimits&);

// A number of a rule that is not simply the time of a held condition.
struct Place {
    std::string_view rule, name;
    Get time = nullptr;
    GetFloat value = nullptr;
    GetCount count = nullptr;
    double least = 0;  // s, or in the unit of the value
};

constexpr double instant = 0.001;  // s: above 0

constexpr Place time_of(std::string_view rule, std::string_view name, Get get, double least = 0) {
    return {rule, name, get, nullptr, nullptr, least};
}
constexpr Place value_of(std::string_view rule, std::string_view name, GetFloat get,
                         double least = 0) {
    return {rule, name, nullptr, get, nullptr, least};
}
constexpr Place count_of(std::string_view rule, std::string_view name, GetCount get,
                         double least = 1) {
    return {rule, name, nullptr, nullptr, get, least};
}

using L = RuleLimits;

constexpr std::array entrapment_places{
    time_of(
        "entrapment", "at_level", [](L& l) -> Duration& { return l.entrapment.at_level; }, instant),
    time_of(
        "entrapment", "off_level", [](L& l) -> Duration& { return l.entrapment.off_level; },
        instant),
    time_of("entrapment", "open_for", [](L& l) -> Duration& { return l.entrapment.open_for; }),
    time_of("entrapment", "run_over", [](L& l) -> Duration& { return l.entrapment.run_over; }),
    time_of("entrapment", "unseen", [](L& l) -> Duration& { return l.entrapment.unseen; }),
    time_of("entrapment", "sighting", [](L& l) -> Duration& { return l.entrapment.sighting; }),
    time_of("entrapment", "held", [](L& l) -> Duration& { return l.entrapment.held; }),
    time_of("entrapment", "stuck", [](L& l) -> Duration& { return l.entrapment.stuck; }),
    time_of("entrapment", "unheard", [](L& l) -> Duration& { return l.entrapment.unheard; }),
    time_of("entrapment", "confirms", [](L& l) -> Duration& { return l.entrapment.confirms; }),
    count_of("entrapment", "whole", [](L& l) -> std::uint8_t& { return l.entrapment.whole; })};

constexpr std::array measure_places{
    value_of("overtravel_top", "beyond", [](L& l) -> float& { return l.picture.limits.beyond; }),
    value_of("overtravel_bottom", "beyond", [](L& l) -> float& { return l.picture.limits.beyond; }),
    value_of("position_lost", "over", [](L& l) -> float& { return l.picture.limits.lost; }),
    value_of("unintended_movement", "away", [](L& l) -> float& { return l.picture.limits.left; }),
    value_of(
        "overspeed", "over", [](L& l) -> float& { return l.picture.limits.overspeed; }, 1),
    value_of("emergency_stop", "from", [](L& l) -> float& { return l.picture.limits.fast; }),
    time_of(
        "emergency_stop", "within", [](L& l) -> Duration& { return l.picture.limits.sudden; },
        instant),
    value_of("levelling_error", "over",
             [](L& l) -> float& { return l.picture.limits.mislevelled; }),
    value_of("levelling_error", "up_to", [](L& l) -> float& { return l.picture.limits.lost; }),
    value_of("temperature_high", "over", [](L& l) -> float& { return l.picture.limits.hot; }),
    value_of("temperature_high", "well_at", [](L& l) -> float& { return l.picture.limits.cool; }),
    value_of("vibration_abnormal", "over", [](L& l) -> float& { return l.picture.limits.shaking; }),
    value_of("noise_abnormal", "over", [](L& l) -> float& { return l.picture.limits.loud; }),
    count_of(
        "sensor_frozen", "same", [](L& l) -> std::uint8_t& { return l.picture.limits.same; }, 2)};

constexpr std::array other_places{
    time_of("on_battery", "raise", [](L& l) -> Duration& { return l.on_battery.raise; }),
    time_of("on_battery", "clear", [](L& l) -> Duration& { return l.on_battery.clear; }),
    time_of("door_lock_fault", "raise", [](L& l) -> Duration& { return l.door_lock_fault.raise; }),
    time_of("door_lock_fault", "clear", [](L& l) -> Duration& { return l.door_lock_fault.clear; }),
    time_of("safety_chain_open", "raise",
            [](L& l) -> Duration& { return l.safety_chain_open.raise; }),
    time_of("safety_chain_open", "clear",
            [](L& l) -> Duration& { return l.safety_chain_open.clear; }),
    count_of("car_door_close_abnormal", "failed",
             [](L& l) -> std::uint8_t& { return l.door_cycling.failed; }),
    count_of("door_cycling", "turn_backs",
             [](L& l) -> std::uint8_t& { return l.door_cycling.turn_backs; }),
    time_of(
        "door_cycling", "within", [](L& l) -> Duration& { return l.door_cycling.cycles; }, instant),
    time_of(
        "door_cycling", "quiet", [](L& l) -> Duration& { return l.door_cycling.quiet; }, instant),
    time_of(
        "car_door_fault", "raise", [](L& l) -> Duration& { return l.car_door_fault.raise; },
        instant),
    time_of("car_door_fault", "run_over",
            [](L& l) -> Duration& { return l.car_door_fault.run_over; }),
    time_of(
        "run_time_limit", "longest", [](L& l) -> Duration& { return l.run_time_limit.longest; },
        instant),
    time_of("run_time_limit", "spare", [](L& l) -> Duration& { return l.run_time_limit.spare; }),
    time_of(
        "run_time_limit", "shortest", [](L& l) -> Duration& { return l.run_time_limit.shortest; },
        instant),
    time_of("run_time_limit", "clear", [](L& l) -> Duration& { return l.run_time_limit.clear; }),
    time_of("run_time_limit", "unheard",
            [](L& l) -> Duration& { return l.run_time_limit.unheard; }),
    time_of(
        "noise_abnormal", "window", [](L& l) -> Duration& { return l.noise_abnormal.window; },
        instant),
    time_of("noise_abnormal", "quiet", [](L& l) -> Duration& { return l.noise_abnormal.quiet; }),
    count_of("vibration_abnormal", "raise", [](L& l) -> std::uint8_t& { return l.vibration_runs; }),
    count_of("vibration_abnormal", "clear", [](L& l) -> std::uint8_t& { return l.vibration_runs; }),
    count_of(
        "sensor_frozen", "zone", [](L& l) -> std::uint8_t& { return l.zone_runs; }, 2),
    count_of(
        "clock_wrong", "records", [](L& l) -> std::uint8_t& { return l.picture.back_records; }, 2),
    time_of("clock_wrong", "back", [](L& l) -> Duration& { return l.picture.back; }),
    time_of(
        "clock_wrong", "clear", [](L& l) -> Duration& { return l.clock_wrong_clear; }, instant),
    time_of(
        "device_offline", "silence", [](L& l) -> Duration& { return l.picture.silence; }, instant)};

const Place* find(std::string_view rule, std::string_view name) {
    const Place* found = nullptr;
    const auto look = [&](const auto& places) {
        for (const Place& place : places) {
            if (place.rule == rule && place.name == name) found = &place;
        }
    };
    look(entrapment_places);
    look(measure_places);
    look(other_places);
    return found;
}

const RuleInfo* rule_named(std::string_view id) {
    const auto named = [&](const RuleInfo* rule) { return rule->id == id; };
    const auto* const found = std::find_if(standard_rules.begin(), standard_rules.end(), named);
    return found == standard_rules.end() ? nullptr : *found;
}

Duration* time_of_hold(RuleLimits& limits, const RuleInfo& rule, std::string_view name) {
    HoldLimits* const hold = limits.hold(rule.kind);
    if (hold == nullptr) return nullptr;
    if (name == "raise") return &hold->raise;
    if (name == "clear") return &hold->clear;
    if (name == "unheard") return &hold->unheard;
    return name == "confirms" ? &hold->confirms : nullptr;
}

class RulesReader : StrictJson {
 public:
    explicit RulesReader(std::string_view source) : StrictJson(source) {}

    Result<RuleLimits, std::vector<Refusal>> read(const Json& tree) {
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys("", tree, {"$schema", "id", "source", "rules"})) {
            id_of(tree);
            text_of("", tree, "source");
            read_rules(part("", tree, "rules"));
            check_together();
        }
        if (!refusals().empty()) return std::move(refusals());
        return limits_;
    }

 private:
    void read_rules(const Json& rules) {
        if (rules.is_null()) return;
        if (!rules.is_object()) return refuse_at("/rules", ErrorCode::bad_value, rules);
        for (const auto& [id, numbers] : rules.items()) {
            std::string here = "/rules/" + id;
            const RuleInfo* const rule = rule_named(id);
            if (rule == nullptr) {
                refuse_at(here, ErrorCode::unknown_key, Json(id));
            } else if (!numbers.is_object()) {
                refuse_at(here, ErrorCode::bad_value, numbers);
            } else {
                here += '/';
                for (const auto& [name, value] : numbers.items()) {
                    read_number(here + name, *rule, name, value);
                }
            }
        }
    }

    void read_number(const std::string& here, const RuleInfo& rule, std::string_view name,
                     const Json& value) {
        const Place* const place = find(rule.id.substr(0, rule.id.find('@')), name);
        const bool listed = std::any_of(rule.thresholds.begin(), rule.thresholds.end(),
                                        [&](const Threshold& t) { return t.name == name; });
        Duration* const held = listed ? time_of_hold(limits_, rule, name) : nullptr;
        if (place == nullptr && held == nullptr) {
            // A number that is fixed is told apart from a name that is none.
            const ErrorCode code = listed ? ErrorCode::unsupported : ErrorCode::unknown_key;
            return refuse_at(here, code, Json(std::string(name)));
        }
        if (!value.is_number()) return refuse_at(here, ErrorCode::bad_value, value);
        const double number = value.get<double>();
        if (place == nullptr || place->time != nullptr) {
            const double least = place == nullptr ? 0 : place->least;
            return set_time(here, held != nullptr ? *held : place->time(limits_), number, least);
        }
        if (place->value != nullptr) return set_value(here, place->value(limits_), number, *place);
        set_count(here, place->count(limits_), number, *place);
    }

    void set_time(const std::string& here, Duration& into, double seconds, double least) {
        if (!(seconds >= least && seconds <= most_seconds)) {
            return refuse_at(here, ErrorCode::out_of_range, Json(seconds));
        }
        set(here, into, Duration{std::llround(seconds * 1000)}, seconds);
    }

    void set_value(const std::string& here, float& into, double number, const Place& place) {
        if (!(number > place.least && number <= most_value)) {
            return refuse_at(here, ErrorCode::out_of_range, Json(number));
        }
        set(here, into, static_cast<float>(number), number);
    }

    void set_count(const std::string& here, std::uint8_t& into, double number, const Place& place) {
        if (number != std::floor(number)) {
            return refuse_at(here, ErrorCode::bad_value, Json(number));
        }
        if (!(number >= place.least && number <= 120)) {
            return refuse_at(here, ErrorCode::out_of_range, Json(number));
        }
        set(here, into, static_cast<std::uint8_t>(number), number);
    }

    // Two rules may share a number, but not want it otherwise.
    template <class T>
    void set(const std::string& here, T& into, T value, double said) {
        const auto [before, first] = said_.try_emplace(&into, said);
        if (!first && before->second != said) {
            return refuse_at(here, ErrorCode::duplicate, Json(said));
        }
        into = value;
    }

    // What only the numbers together can get wrong.
    void check_together() {
        const MeasureLimits& measured = limits_.picture.limits;
        const NoiseAbnormalOptions& noise = limits_.noise_abnormal;
        const auto wrong = [&](const char* where, double found) {
            refuse_at(where, ErrorCode::out_of_range, Json(found));
        };
        const auto seconds = [](Duration d) { return std::chrono::duration<double>(d).count(); };
        if (measured.cool > measured.hot) wrong("/rules/temperature_high@1/well_at", measured.cool);
        if (measured.mislevelled > measured.lost) {
            wrong("/rules/levelling_error@1/over", measured.mislevelled);
        }
        if (measured.fast <= measured.slow) wrong("/rules/emergency_stop@1/from", measured.fast);
        if (noise.quiet >= noise.window || noise.quiet > std::chrono::hours{24 * 30}) {
            wrong("/rules/noise_abnormal@1/quiet", seconds(noise.quiet));
        }
        const RunTimeLimitOptions& run = limits_.run_time_limit;
        if (run.longest > std::chrono::seconds{60}) {
            wrong("/rules/run_time_limit@1/longest", seconds(run.longest));
        } else if (run.shortest > run.longest) {
            wrong("/rules/run_time_limit@1/shortest", seconds(run.shortest));
        }
    }

    RuleLimits limits_;
    std::map<const void*, double> said_;
};

}  // namespace

Result<RuleLimits, std::vector<Refusal>> load_rule_limits(std::string_view text,
                                                          std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return RulesReader(source).read(*tree);
}

}  // namespace hoistway
