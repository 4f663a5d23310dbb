// SPDX-License-Identifier: Apache-2.0
#include "pilot_json.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "hoistway/core/time_text.hpp"
#include "placeholders.hpp"

namespace hoistway {

namespace {

constexpr int most_ban_years = 100;  // [default]

bool is_pilot_word(std::string_view name) {
    return name == "lift" || name == "at" || from_text<Fact>(name).has_value();
}

// The ids that a condition names, its parts included.
void append_names(std::vector<std::string>& out, const Condition& condition) {
    if (condition.op == Op::condition) out.push_back(condition.name);
    for (const Condition& part : condition.parts) append_names(out, part);
}

// Looks for a way from a condition back to itself.
class CircleFinder {
 public:
    explicit CircleFinder(const std::vector<PilotCondition>& conditions)
        : conditions_(conditions), done_(conditions.size()) {}

    // "a > b > a"; empty where there is none.
    std::string circle_from(std::size_t start) {
        path_.clear();
        return walk(start) ? told() : std::string();
    }

 private:
    bool walk(std::size_t at) {
        const bool seen = std::find(path_.begin(), path_.end(), at) != path_.end();
        if (!seen && done_[at]) return false;
        path_.push_back(at);
        if (seen) return true;
        std::vector<std::string> names;
        append_names(names, conditions_[at].when);
        for (const std::string& name : names) {
            for (std::size_t next = 0; next < conditions_.size(); ++next) {
                if (conditions_[next].id == name && walk(next)) return true;
            }
        }
        path_.pop_back();
        done_[at] = true;
        return false;
    }

    std::string told() const {
        std::string out;
        const auto first = std::find(path_.begin(), path_.end(), path_.back());
        for (auto at = first; at != path_.end(); ++at) {
            out += (out.empty() ? "" : " > ") + conditions_[*at].id;
        }
        return out;
    }

    const std::vector<PilotCondition>& conditions_;
    std::vector<bool> done_;
    std::vector<std::size_t> path_;
};

}  // namespace

PilotRules PilotReader::read(const std::string& here, const Json& json) {
    PilotRules rules;
    if (!only_keys(here, json, {"from", "to", "ladder", "ban", "conditions"})) return rules;
    rules.from = day_of(here, json, "from");
    rules.to = day_of(here, json, "to");
    if (rules.from && rules.to && *rules.to < *rules.from) {
        refuse_at(here + "/to", ErrorCode::out_of_range, json["to"]);
    }
    if (json.contains("ladder")) rules.ladder = ladder_of(here + "/ladder", json["ladder"]);
    if (json.contains("ban")) rules.ban = ban_of(here + "/ban", json["ban"]);
    rules.conditions = conditions_of(here + "/conditions", part(here, json, "conditions"));
    if (refusals().empty()) refuse_names(here + "/conditions", rules.conditions);
    return rules;
}

std::optional<Date> PilotReader::day_of(const std::string& here, const Json& json,
                                        const char* key) {
    if (!json.contains(key)) return std::nullopt;
    const std::string text = text_of(here, json, key);
    const auto day = parse_date(text);
    if (day) return *day;
    if (!text.empty()) refuse_at(here + '/' + key, ErrorCode::bad_value, json[key]);
    return std::nullopt;
}

LadderRules PilotReader::ladder_of(const std::string& here, const Json& json) {
    LadderRules rules;
    if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
    if (!only_keys(here, json, {"needs_renewal", "early_phase_counts", "restarts", "clause"})) {
        return rules;
    }
    const auto truth = [&](const char* key) {
        if (!json.contains(key)) return false;
        if (json[key].is_boolean()) return json[key].get<bool>();
        refuse_at(here + '/' + key, ErrorCode::bad_value, json[key]);
        return false;
    };
    rules.needs_renewal = truth("needs_renewal");
    rules.early_phase_counts = truth("early_phase_counts");
    rules.clause = text_of(here, json, "clause");
    const Json& restarts = part(here, json, "restarts");
    if (!restarts.is_null() && !restarts.is_array()) {
        refuse_at(here + "/restarts", ErrorCode::bad_value, restarts);
        return rules;
    }
    for (std::size_t i = 0; i < restarts.size(); ++i) {
        const auto step = restarts[i].is_string()
                              ? from_text<PilotStep>(restarts[i].get<std::string>())
                              : std::nullopt;
        if (step) {
            rules.restarts.push_back(*step);
        } else {
            refuse_at(here + "/restarts/" + std::to_string(i), ErrorCode::bad_value, restarts[i]);
        }
    }
    return rules;
}

Ban PilotReader::ban_of(const std::string& here, const Json& json) {
    Ban ban;
    if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
    if (!only_keys(here, json, {"years", "clause", "sentence"})) return ban;
    const Json& years = part(here, json, "years");
    if (!years.is_null()) ban.years = whole_of(here + "/years", years, most_ban_years);
    ban.clause = text_of(here, json, "clause");
    ban.sentence = phrase_of(here, json, "sentence");
    for (const Language language : {Language::zh, Language::en}) {
        const auto known = [](std::string_view name) { return name == "day"; };
        const std::string_view bad = bad_placeholder(ban.sentence.in(language), known);
        if (bad.empty()) continue;
        refuse_at(here + "/sentence/" + std::string(to_text(language)), ErrorCode::bad_value,
                  Json(std::string(bad)));
    }
    return ban;
}

Text PilotReader::sentence_of(const std::string& here, const Json& json) {
    Text sentence = phrase_of(here, json, "sentence");
    for (const Language language : {Language::zh, Language::en}) {
        const std::string_view bad = bad_placeholder(sentence.in(language), is_pilot_word);
        if (bad.empty()) continue;
        refuse_at(here + "/sentence/" + std::string(to_text(language)), ErrorCode::bad_value,
                  Json(std::string(bad)));
    }
    return sentence;
}

std::vector<PilotCondition> PilotReader::conditions_of(const std::string& here, const Json& json) {
    std::vector<PilotCondition> out;
    if (json.is_null()) return out;
    if (!json.is_array()) {
        refuse_at(here, ErrorCode::bad_value, json);
        return out;
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string at = here + '/' + std::to_string(i);
        PilotCondition condition = condition_of(at, json[i]);
        const auto same = [&](const PilotCondition& other) { return other.id == condition.id; };
        if (!condition.id.empty() && std::any_of(out.begin(), out.end(), same)) {
            refuse_at(at + "/id", ErrorCode::duplicate, json[i]["id"]);
        }
        out.push_back(std::move(condition));
    }
    return out;
}

PilotCondition PilotReader::condition_of(const std::string& here, const Json& json) {
    PilotCondition out;
    if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
    if (!only_keys(here, json, {"id", "subject", "purpose", "when", "clause", "sentence"})) {
        return out;
    }
    out.id = text_of(here, json, "id");
    out.clause = text_of(here, json, "clause");
    out.sentence = sentence_of(here, json);
    const std::string subject = text_of(here, json, "subject"),
                      purpose = text_of(here, json, "purpose");
    if (const auto word = from_text<Subject>(subject)) {
        out.subject = *word;
    } else if (!subject.empty()) {
        refuse_at(here + "/subject", ErrorCode::bad_value, json["subject"]);
    }
    if (const auto word = from_text<Purpose>(purpose)) {
        out.purpose = *word;
    } else if (!purpose.empty()) {
        refuse_at(here + "/purpose", ErrorCode::bad_value, json["purpose"]);
    }
    const Json& when = part(here, json, "when");
    if (!when.is_null()) out.when = when_of(here + "/when", when);
    return out;
}

Condition PilotReader::when_of(const std::string& here, const Json& json, std::size_t depth) {
    if (!json.is_object() || json.empty() || depth > deepest_condition) {
        refuse_at(here, depth > deepest_condition ? ErrorCode::too_long : ErrorCode::bad_value,
                  json);
        return {};
    }
    if (json.contains("fact")) return comparison_of(here, json);
    for (const Op op : {Op::all, Op::any, Op::none}) {
        if (json.contains(to_text(op))) return parts_of(here, json, op, depth);
    }
    Condition out;
    out.op = Op::condition;
    if (only_keys(here, json, {"condition"})) out.name = text_of(here, json, "condition");
    return out;
}

Condition PilotReader::parts_of(const std::string& here, const Json& json, Op op,
                                std::size_t depth) {
    Condition out;
    out.op = op;
    const std::string key(to_text(op));
    const Json& parts = json.at(key);
    if (!only_keys(here, json, {to_text(op)})) return out;
    if (!parts.is_array() || parts.empty()) {
        refuse_at(here + '/' + key, ErrorCode::bad_value, parts);
        return out;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string place = here;
        place.append("/").append(key).append("/").append(std::to_string(i));
        out.parts.push_back(when_of(place, parts[i], depth + 1));
    }
    return out;
}

Condition PilotReader::comparison_of(const std::string& here, const Json& json) {
    Condition out;
    if (!only_keys(here, json, {"fact", "at_least", "above", "at_most", "below", "is"})) return out;
    const std::string name = text_of(here, json, "fact");
    const auto fact = from_text<Fact>(name);
    if (!fact && !name.empty()) refuse_at(here + "/fact", ErrorCode::bad_value, json["fact"]);
    if (!fact) return out;
    out.fact = *fact;
    if (json.size() != 2) {
        refuse_at(here, json.size() < 2 ? ErrorCode::missing : ErrorCode::duplicate, json);
        return out;
    }
    for (const Op op : {Op::at_least, Op::above, Op::at_most, Op::below, Op::is}) {
        if (!json.contains(to_text(op))) continue;
        out.op = op;
        out.limit = limit_of(here + '/' + std::string(to_text(op)), json[std::string(to_text(op))],
                             *fact, op);
    }
    return out;
}

double PilotReader::limit_of(const std::string& here, const Json& json, Fact fact, Op op) {
    const bool truth = kind_of(fact) == FactKind::truth;
    std::optional<double> limit;
    switch (kind_of(fact)) {
        case FactKind::truth:
            if (json.is_boolean()) limit = json.get<bool>() ? 1 : 0;
            break;
        case FactKind::number:
            if (json.is_number()) limit = json.get<double>();
            break;
        case FactKind::grade:
            if (json.is_string()) limit = grade_value(json.get<std::string>());
            break;
        case FactKind::day:
            if (const auto day = parse_date(json.is_string() ? json.get<std::string>() : "")) {
                limit = day_value(*day);
            }
            break;
    }
    // Only what is true or not is compared by `is`.
    if (limit && truth == (op == Op::is)) return *limit;
    refuse_at(here, ErrorCode::bad_value, json);
    return 0;
}

void PilotReader::refuse_names(const std::string& here,
                               const std::vector<PilotCondition>& conditions) {
    CircleFinder finder(conditions);
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const std::string at = here + '/' + std::to_string(i) + "/when";
        std::vector<std::string> names;
        append_names(names, conditions[i].when);
        for (const std::string& name : names) {
            const auto named = [&](const PilotCondition& each) { return each.id == name; };
            if (std::any_of(conditions.begin(), conditions.end(), named)) continue;
            refuse_at(at, ErrorCode::unknown_key, Json(name));
        }
        if (const std::string circle = finder.circle_from(i); !circle.empty()) {
            refuse_at(at, ErrorCode::bad_value, Json("a circle: " + circle));
            return;
        }
    }
}

}  // namespace hoistway
