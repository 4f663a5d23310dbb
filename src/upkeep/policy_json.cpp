// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/policy_json.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "../model/strict_json.hpp"
#include "hoistway/core/time_text.hpp"
#include "pilot_json.hpp"
#include "placeholders.hpp"

namespace hoistway {

namespace {

constexpr std::array<std::string_view, 5> placeholders{"lift", "value", "limit", "since", "due"};
constexpr double most = 1e9;          // of any limit, against slips of the keyboard [default]
constexpr int most_years = 100;       // [default]
constexpr int most_months = 120;      // [default]
constexpr int most_trap_months = 12;  // [default]
constexpr int most_days = 366;        // of an interval [default]
constexpr int most_minutes = 1440;    // of a visit: a day [default]
constexpr int most_lifts = 20000000;  // more than the country has [default]

bool is_row_word(std::string_view name) {
    return std::find(placeholders.begin(), placeholders.end(), name) != placeholders.end();
}

bool overlap(const RowScope& a, const RowScope& b) {
    if (a.roping != b.roping && a.roping != Roping::unknown && b.roping != Roping::unknown) {
        return false;
    }
    const int from = std::max(a.age_from_years.value_or(0), b.age_from_years.value_or(0));
    return from < std::min(a.age_below_years.value_or(most_years + 1),
                           b.age_below_years.value_or(most_years + 1));
}

bool same(const RowScope& a, const RowScope& b) {
    return a.roping == b.roping && a.age_from_years == b.age_from_years &&
           a.age_below_years == b.age_below_years;
}

class PolicyReader : StrictJson {
 public:
    explicit PolicyReader(std::string_view source) : StrictJson(source) {}

    Result<Policy, std::vector<Refusal>> read(const Json& tree) {
        Policy policy;
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys("", tree,
                      {"$schema", "id", "edition", "source", "title", "interval", "rows", "pilot",
                       "visit_time", "targets", "not_covered"})) {
            policy.id = id_of(tree);
            policy.edition = edition_of(tree);
            policy.source = text_of("", tree, "source");
            policy.title = phrase_of("", tree, "title");
            policy.interval = ladder_of(part("", tree, "interval"));
            policy.rows = rows_of(part("", tree, "rows"));
            policy.not_covered = not_covered_of(part("", tree, "not_covered"));
            read_pilot(policy, tree);
            refuse_overlaps(policy.rows);
        }
        if (!refusals().empty()) return std::move(refusals());
        return policy;
    }

 private:
    std::string edition_of(const Json& json) {
        std::string edition = text_of("", json, "edition");
        if (!edition.empty() && !parse_date(edition)) {
            refuse_at("/edition", ErrorCode::bad_value, json.at("edition"));
        }
        return edition;
    }

    Text sentence_of(const std::string& pointer, const Json& json) {
        Text sentence = phrase_of(pointer, json, "sentence");
        for (const Language language : {Language::zh, Language::en}) {
            const std::string_view bad = bad_placeholder(sentence.in(language), is_row_word);
            if (bad.empty()) continue;
            refuse_at(pointer + "/sentence/" + std::string(to_text(language)), ErrorCode::bad_value,
                      Json(std::string(bad)));
        }
        return sentence;
    }

    Ladder ladder_of(const Json& json) {
        Ladder ladder;
        const std::string here = "/interval";
        const bool days = json.is_object() && json.contains("days");
        const char* const span = days ? "days" : "months_by_pilot_year";
        if (!only_keys(here, json, {span, "clause", "sentence"})) return ladder;
        ladder.clause = text_of(here, json, "clause");
        ladder.sentence = sentence_of(here, json);
        if (days) {
            ladder.days = whole_of(here + "/days", json["days"], most_days);
            return ladder;
        }
        const Json& months = part(here, json, "months_by_pilot_year");
        if (months.is_null()) return ladder;
        if (!months.is_array() || months.empty()) {
            refuse_at(here + "/months_by_pilot_year", ErrorCode::bad_value, months);
            return ladder;
        }
        for (std::size_t i = 0; i < months.size(); ++i) {
            const std::string step = here + "/months_by_pilot_year/" + std::to_string(i);
            ladder.months.push_back(whole_of(step, months[i], most_months));
            if (i > 0 && ladder.months[i] < ladder.months[i - 1] && ladder.months[i] > 0) {
                refuse_at(step, ErrorCode::bad_value, months[i]);
            }
        }
        return ladder;
    }

    std::vector<PolicyRow> rows_of(const Json& json) {
        std::vector<PolicyRow> rows;
        if (json.is_null()) return rows;
        if (!json.is_array() || json.size() > max_policy_rows) {
            refuse_at("/rows", json.is_array() ? ErrorCode::too_long : ErrorCode::bad_value, json);
            return rows;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            rows.push_back(row_of("/rows/" + std::to_string(i), json[i]));
        }
        return rows;
    }

    PolicyRow row_of(const std::string& here, const Json& json) {
        PolicyRow row;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(
                here, json,
                {"trigger", "limit", "unit", "within_months", "applies", "clause", "sentence"})) {
            return row;
        }
        row.clause = text_of(here, json, "clause");
        row.sentence = sentence_of(here, json);
        if (json.contains("applies")) row.applies = scope_of(here + "/applies", json["applies"]);
        const auto trigger = from_text<Trigger>(text_of(here, json, "trigger"));
        if (!trigger || !is_counted(*trigger)) {
            if (json.contains("trigger")) {
                refuse_at(here + "/trigger", ErrorCode::bad_value, json["trigger"]);
            }
            return row;
        }
        row.trigger = *trigger;
        row.limit = limit_of(here, json, row.trigger);
        row.within_months = within_months_of(here, json, row.trigger);
        return row;
    }

    double limit_of(const std::string& here, const Json& json, Trigger trigger) {
        const std::string unit = text_of(here, json, "unit");
        if (!unit.empty() && unit != unit_of(trigger)) {
            refuse_at(here + "/unit", ErrorCode::bad_value, json["unit"]);
        }
        const Json& limit = part(here, json, "limit");
        if (limit.is_null()) return 0;
        const bool whole = unit_of(trigger) == "count";
        const double last = trigger == Trigger::entrapments ? double{max_entrapment_limit} : most;
        if (!limit.is_number() || (whole && !limit.is_number_integer())) {
            refuse_at(here + "/limit", ErrorCode::bad_value, limit);
        } else if (const auto value = limit.get<double>(); !(value > 0 && value <= last)) {
            refuse_at(here + "/limit", ErrorCode::out_of_range, limit);
        } else {
            return value;
        }
        return 0;
    }

    int within_months_of(const std::string& here, const Json& json, Trigger trigger) {
        if (trigger == Trigger::entrapments) {
            const Json& months = part(here, json, "within_months");
            return months.is_null() ? 0
                                    : whole_of(here + "/within_months", months, most_trap_months);
        }
        if (json.contains("within_months")) {
            refuse_at(here + "/within_months", ErrorCode::unknown_key, json["within_months"]);
        }
        return 0;
    }

    RowScope scope_of(const std::string& here, const Json& json) {
        RowScope scope;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json, {"age_from_years", "age_below_years", "roping"})) return scope;
        scope.age_from_years = years_of(here, json, "age_from_years");
        scope.age_below_years = years_of(here, json, "age_below_years");
        if (scope.age_from_years && scope.age_below_years &&
            *scope.age_from_years >= *scope.age_below_years) {
            refuse_at(here + "/age_below_years", ErrorCode::out_of_range, json["age_below_years"]);
        }
        if (!json.contains("roping")) return scope;
        const auto roping = from_text<Roping>(text_of(here, json, "roping"));
        scope.roping = roping.value_or(Roping::unknown);
        if (scope.roping == Roping::unknown && json["roping"].is_string()) {
            refuse_at(here + "/roping", ErrorCode::bad_value, json["roping"]);
        }
        return scope;
    }

    std::optional<int> years_of(const std::string& here, const Json& json, const char* key) {
        if (!json.contains(key)) return std::nullopt;
        return whole_of(here + '/' + key, json[key], most_years);
    }

    std::vector<NotCovered> not_covered_of(const Json& json) {
        std::vector<NotCovered> out;
        if (json.is_null()) return out;
        if (!json.is_array()) {
            refuse_at("/not_covered", ErrorCode::bad_value, json);
            return out;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string here = "/not_covered/" + std::to_string(i);
            if (json[i].is_null()) refuse_at(here, ErrorCode::bad_value, json[i]);
            if (!only_keys(here, json[i], {"clause", "what", "reason"})) continue;
            out.push_back({text_of(here, json[i], "clause"), phrase_of(here, json[i], "what"),
                           phrase_of(here, json[i], "reason")});
        }
        return out;
    }

    // What not every policy has: the pilot, the time on site, the targets.
    void read_pilot(Policy& policy, const Json& json) {
        if (json.contains("pilot")) {
            PilotReader reader(source());
            if (json["pilot"].is_null()) refuse_at("/pilot", ErrorCode::bad_value, json["pilot"]);
            policy.pilot = reader.read("/pilot", json["pilot"]);
            for (Refusal& refusal : reader.take_refusals()) {
                refusals().push_back(std::move(refusal));
            }
        }
        if (json.contains("visit_time")) policy.visit_time = visit_time_of(json["visit_time"]);
        if (json.contains("targets")) policy.targets = targets_of(json["targets"]);
    }

    VisitTime visit_time_of(const Json& json) {
        VisitTime out;
        const std::string here = "/visit_time";
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json, {"minutes", "clause", "sentence"})) return out;
        if (json.contains("minutes")) {
            out.minutes = whole_of(here + "/minutes", json["minutes"], most_minutes);
        }
        out.clause = text_of(here, json, "clause");
        out.sentence = sentence_of(here, json);
        return out;
    }

    std::vector<Target> targets_of(const Json& json) {
        std::vector<Target> out;
        if (!json.is_array()) {
            refuse_at("/targets", ErrorCode::bad_value, json);
            return out;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            out.push_back(target_of("/targets/" + std::to_string(i), json[i]));
        }
        return out;
    }

    Target target_of(const std::string& here, const Json& json) {
        Target out;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json, {"id", "clause", "what", "by", "percent", "lifts"})) return out;
        out.id = text_of(here, json, "id");
        out.clause = text_of(here, json, "clause");
        out.what = phrase_of(here, json, "what");
        if (json.contains("by")) {
            const std::string text = text_of(here, json, "by");
            const auto day = parse_date(text);
            if (day) out.by = *day;
            if (!day && !text.empty()) refuse_at(here + "/by", ErrorCode::bad_value, json["by"]);
        }
        if (json.contains("lifts")) {
            const int lifts = whole_of(here + "/lifts", json["lifts"], most_lifts);
            out.lifts = static_cast<std::uint32_t>(lifts);
            return out;
        }
        const Json& percent = part(here, json, "percent");
        if (percent.is_null()) return out;
        const double value = percent.is_number() ? percent.get<double>() : 0;
        if (value > 0 && value <= 100) {
            out.percent = value;
        } else {
            refuse_at(here + "/percent", ErrorCode::out_of_range, percent);
        }
        return out;
    }

    // Two rows of one trigger that are about the same lift contradict each other.
    void refuse_overlaps(const std::vector<PolicyRow>& rows) {
        if (!refusals().empty()) return;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (rows[i].trigger != rows[j].trigger) continue;
                if (!overlap(rows[i].applies, rows[j].applies)) continue;
                const bool twice = same(rows[i].applies, rows[j].applies);
                refuse_at("/rows/" + std::to_string(i),
                          twice ? ErrorCode::duplicate : ErrorCode::bad_value, Json());
                refusals().back().found =
                    (twice ? "the same lifts as in /rows/" : "lifts that are also in /rows/") +
                    std::to_string(j);
                break;
            }
        }
    }
};

}  // namespace

std::optional<BuiltinFile> builtin_policy(std::string_view id) {
    return find_builtin(builtin_policies(), id);
}

Result<Policy, std::vector<Refusal>> load_policy(std::string_view text, std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return PolicyReader(source).read(*tree);
}

}  // namespace hoistway
