// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "../../model/strict_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"

namespace hoistway {

namespace {

constexpr double most = 1e6;          // of any limit, against slips of the keyboard [default]
constexpr int most_minutes = 525600;  // a year [default]

// A limit that may not be 0 would forbid every visit, or allow any.
struct LimitField {
    const char* key;
    double PresenceLimits::*field;
    bool above_zero;
};
constexpr std::array<LimitField, 9> limit_fields{{
    {"most_hours", &PresenceLimits::most_hours, true},
    {"scan_slack_s", &PresenceLimits::scan_slack_s, false},
    {"scan_gap_s", &PresenceLimits::scan_gap_s, false},
    {"near_m", &PresenceLimits::near_m, true},
    {"far_m", &PresenceLimits::far_m, true},
    {"inspection_s", &PresenceLimits::inspection_s, false},
    {"heard_share", &PresenceLimits::heard_share, false},
    {"travel_near_m", &PresenceLimits::travel_near_m, false},
    {"travel_most_km_h", &PresenceLimits::travel_most_km_h, true},
}};

class RulesReader : StrictJson {
 public:
    explicit RulesReader(std::string_view source) : StrictJson(source) {}

    Result<VisitRules, std::vector<Refusal>> read(const Json& tree) {
        VisitRules rules;
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys(
                "", tree,
                {"$schema", "id", "edition", "source", "title", "presence", "orders", "grade"})) {
            rules.id = id_of(tree);
            rules.edition = text_of("", tree, "edition");
            rules.source = text_of("", tree, "source");
            rules.title = phrase_of("", tree, "title");
            read_presence(part("", tree, "presence"), rules);
            read_orders(part("", tree, "orders"), rules);
            read_grade(part("", tree, "grade"), rules);
        }
        if (!refusals().empty()) return std::move(refusals());
        return rules;
    }

 private:
    double number_of(const std::string& here, const Json& json, const char* key, double first,
                     double last) {
        const Json& value = part(here, json, key);
        const std::string field = here + '/' + key;
        if (value.is_null()) return first;
        if (!value.is_number()) {
            refuse_at(field, ErrorCode::bad_value, value);
        } else if (value.get<double>() < first || value.get<double>() > last) {
            refuse_at(field, ErrorCode::out_of_range, value);
        } else {
            return value.get<double>();
        }
        return first;
    }

    // Each element of a list that has to be there.
    template <class Each>
    void for_each(const std::string& here, const Json& json, Each each) {
        if (json.is_null()) return;
        if (!json.is_array()) return refuse_at(here, ErrorCode::bad_value, json);
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string one = here + '/' + std::to_string(i);
            if (json[i].is_null()) refuse_at(one, ErrorCode::bad_value, json[i]);
            each(one, json[i]);
        }
    }

    void read_presence(const Json& json, VisitRules& rules) {
        const std::string here = "/presence";
        if (!only_keys(here, json,
                       {"origin", "least_minutes", "most_hours", "scan_slack_s", "scan_gap_s",
                        "near_m", "far_m", "inspection_s", "heard_share", "travel_near_m",
                        "travel_most_km_h", "scans"})) {
            return;
        }
        rules.presence_origin = text_of(here, json, "origin");
        for (const LimitField& limit : limit_fields) {
            const double last = std::string_view(limit.key) == "heard_share" ? 1 : most;
            rules.presence.*limit.field = number_of(here, json, limit.key, 0, last);
            if (limit.above_zero && json.contains(limit.key) && json[limit.key] == 0) {
                refuse_at(here + '/' + limit.key, ErrorCode::out_of_range, json[limit.key]);
            }
        }
        read_least_minutes(part(here, json, "least_minutes"), rules.presence);
        rules.presence.scans.clear();
        for_each(here + "/scans", part(here, json, "scans"),
                 [&](const std::string& one, const Json& word) { read_scan(one, word, rules); });
    }

    void read_least_minutes(const Json& json, PresenceLimits& limits) {
        const std::string here = "/presence/least_minutes";
        if (!only_keys(here, json, {"half_month", "quarter", "half_year", "year", "on_demand"})) {
            return;
        }
        for (std::size_t i = 0; i < limits.least_minutes.size(); ++i) {
            const std::string kind(Words<VisitKind>::list[i]);
            limits.least_minutes[i] = number_of(here, json, kind.c_str(), 0, most);
        }
    }

    void read_scan(const std::string& here, const Json& word, VisitRules& rules) {
        const auto place = word.is_string()
                               ? from_text<ScanPlace>(word.get_ref<const std::string&>())
                               : std::nullopt;
        if (!place) return refuse_at(here, ErrorCode::bad_value, word);
        auto& scans = rules.presence.scans;
        if (std::find(scans.begin(), scans.end(), *place) != scans.end()) {
            return refuse_at(here, ErrorCode::duplicate, word);
        }
        scans.push_back(*place);
    }

    void read_orders(const Json& json, VisitRules& rules) {
        for_each("/orders", json, [&](const std::string& here, const Json& order) {
            if (!only_keys(
                    here, order,
                    {"kind", "accept_minutes", "arrive_minutes", "finish_minutes", "origin"})) {
                return;
            }
            const std::string word = text_of(here, order, "kind");
            const auto kind = from_text<OrderKind>(word);
            if (!kind) return refuse_at(here + "/kind", ErrorCode::bad_value, Json(word));
            const bool twice = std::any_of(rules.orders.begin(), rules.orders.end(),
                                           [&](const OrderRule& r) { return r.kind == *kind; });
            if (twice) refuse_at(here + "/kind", ErrorCode::duplicate, Json(word));
            rules.orders.push_back({.kind = *kind,
                                    .accept = minutes_of(here, order, "accept_minutes"),
                                    .arrive = minutes_of(here, order, "arrive_minutes"),
                                    .finish = minutes_of(here, order, "finish_minutes"),
                                    .clause = text_of(here, order, "origin")});
        });
    }

    std::optional<Duration> minutes_of(const std::string& here, const Json& json, const char* key) {
        if (!json.contains(key)) return std::nullopt;
        return std::chrono::minutes{whole_of(here + '/' + key, json[key], most_minutes)};
    }

    void read_grade(const Json& json, VisitRules& rules) {
        const std::string here = "/grade";
        if (!only_keys(here, json,
                       {"origin", "least_weight", "figures", "cutoffs", "lowest", "vetoes"})) {
            return;
        }
        GradeFormula& grade = rules.grade;
        rules.grade_origin = text_of(here, json, "origin");
        grade.least_weight = number_of(here, json, "least_weight", 0, 1);
        grade.lowest = text_of(here, json, "lowest");
        for_each(here + "/figures", part(here, json, "figures"),
                 [&](const std::string& one, const Json& each) { read_figure(one, each, grade); });
        for_each(here + "/cutoffs", part(here, json, "cutoffs"),
                 [&](const std::string& one, const Json& each) { read_cutoff(one, each, grade); });
        for_each(
            here + "/vetoes", part(here, json, "vetoes"),
            [&](const std::string& one, const Json& each) {
                if (!only_keys(one, each, {"name", "title", "source"})) return;
                grade.vetoes.push_back({text_of(one, each, "name"), phrase_of(one, each, "title"),
                                        text_of(one, each, "source")});
            });
    }

    void read_figure(const std::string& here, const Json& json, GradeFormula& grade) {
        if (!only_keys(here, json, {"name", "title", "weight", "worst", "best", "veto_at"})) return;
        GradeFigure figure{.name = text_of(here, json, "name"),
                           .title = phrase_of(here, json, "title"),
                           .weight = number_of(here, json, "weight", 0, most),
                           .worst = number_of(here, json, "worst", -most, most),
                           .best = number_of(here, json, "best", -most, most)};
        if (json.contains("veto_at")) {
            figure.veto_at = number_of(here, json, "veto_at", -most, most);
        }
        if (figure.worst == figure.best && json.contains("best")) {
            refuse_at(here + "/best", ErrorCode::bad_value, json["best"]);
        }
        const bool twice = std::any_of(grade.figures.begin(), grade.figures.end(),
                                       [&](const GradeFigure& f) { return f.name == figure.name; });
        if (twice) refuse_at(here + "/name", ErrorCode::duplicate, Json(figure.name));
        grade.figures.push_back(std::move(figure));
    }

    // From the best grade down.
    void read_cutoff(const std::string& here, const Json& json, GradeFormula& grade) {
        if (!only_keys(here, json, {"grade", "from"})) return;
        GradeCutoff cutoff{text_of(here, json, "grade"), number_of(here, json, "from", 0, 100)};
        if (!grade.cutoffs.empty() && cutoff.from >= grade.cutoffs.back().from) {
            refuse_at(here + "/from", ErrorCode::bad_value, Json(cutoff.from));
        }
        grade.cutoffs.push_back(std::move(cutoff));
    }
};

}  // namespace

Result<VisitRules, std::vector<Refusal>> load_visit_rules(std::string_view text,
                                                          std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return RulesReader(source).read(*tree);
}

VisitRules default_visit_rules() {
    const BuiltinFile& file = builtin_visit_rules().front();
    Result<VisitRules, std::vector<Refusal>> rules = load_visit_rules(file.text, file.id);
    assert(rules && "the built-in rules are in order");
    return *std::move(rules);
}

}  // namespace hoistway
