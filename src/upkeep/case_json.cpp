// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/case_json.hpp"

#include <algorithm>
#include <utility>

#include "../model/json_members.hpp"
#include "../model/strict_json.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

using detail::append_number;
using detail::append_text;

constexpr int most_faults = 1000000, most_days = 36600;  // [default]

class CaseReader : StrictJson {
 public:
    explicit CaseReader(std::string_view source) : StrictJson(source) {}

    PilotFile read(const Json& json) {
        PilotFile out;
        if (!json.is_object()) refuse_at("", ErrorCode::bad_value, json);
        if (!json.is_object() ||
            !only_keys("", json,
                       {"name", "subject", "facts", "down", "silent", "reminded", "complaints",
                        "faults_before", "faults_since", "history"})) {
            return out;
        }
        out.name = text_of("", json, "name");
        const std::string subject = text_of("", json, "subject");
        const auto word = from_text<Subject>(subject);
        if (word) out.subject = *word;
        if (!word && !subject.empty()) refuse_at("/subject", ErrorCode::bad_value, json["subject"]);
        if (json.contains("facts")) read_facts(out.facts, json["facts"]);
        out.history.down = spans_of(json, "down");
        out.history.silent = spans_of(json, "silent");
        out.history.reminded = spans_of(json, "reminded");
        out.history.complaints = days_of(json, "complaints");
        out.history.faults_before = faults_of(json, "faults_before");
        out.history.faults_since = faults_of(json, "faults_since");
        out.entries = entries_of(json);
        return out;
    }

    std::vector<Refusal> take_refusals() { return std::move(refusals()); }

 private:
    void read_facts(FactSheet& sheet, const Json& json) {
        if (!json.is_object()) return refuse_at("/facts", ErrorCode::bad_value, json);
        for (const auto& [key, value] : json.items()) {
            const auto fact = from_text<Fact>(key);
            if (!fact) {
                refuse_at("/facts/" + key, ErrorCode::unknown_key, value);
            } else if (const auto number = value_of(*fact, value)) {
                sheet.set(*fact, *number);
            } else {
                refuse_at("/facts/" + key, ErrorCode::bad_value, value);
            }
        }
    }

    static std::optional<double> value_of(Fact fact, const Json& json) {
        switch (kind_of(fact)) {
            case FactKind::truth:
                if (json.is_boolean()) return json.get<bool>() ? 1 : 0;
                break;
            case FactKind::number:
                if (json.is_number()) return json.get<double>();
                break;
            case FactKind::grade:
                if (json.is_string()) return grade_value(json.get<std::string>());
                break;
            case FactKind::day:
                if (const auto day = date_in(json)) return day_value(*day);
                break;
        }
        return std::nullopt;
    }

    static std::optional<Date> date_in(const Json& json) {
        const auto day = parse_date(json.is_string() ? json.get<std::string>() : "");
        return day ? std::optional<Date>(*day) : std::nullopt;
    }

    // The elements of an array that may be left out.
    const Json& list_of(const Json& json, const char* key) {
        static const Json nothing = Json::array();
        if (!json.contains(key)) return nothing;
        if (json[key].is_array()) return json[key];
        refuse_at(std::string("/") + key, ErrorCode::bad_value, json[key]);
        return nothing;
    }

    std::vector<DaySpan> spans_of(const Json& json, const char* key) {
        std::vector<DaySpan> out;
        const Json& list = list_of(json, key);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Json& pair = list[i];
            const bool two = pair.is_array() && pair.size() == 2;
            const auto from = two ? date_in(pair[0]) : std::nullopt,
                       to = two ? date_in(pair[1]) : std::nullopt;
            const bool open = two && pair[1].is_null();
            if (from && (open || (to && *from <= *to))) {
                out.push_back({*from, to});
            } else {
                refuse_at(std::string("/") + key + '/' + std::to_string(i), ErrorCode::bad_value,
                          pair);
            }
        }
        return out;
    }

    std::vector<Date> days_of(const Json& json, const char* key) {
        std::vector<Date> out;
        const Json& list = list_of(json, key);
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (const auto day = date_in(list[i])) {
                out.push_back(*day);
            } else {
                refuse_at(std::string("/") + key + '/' + std::to_string(i), ErrorCode::bad_value,
                          list[i]);
            }
        }
        return out;
    }

    std::optional<FaultCount> faults_of(const Json& json, const char* key) {
        if (!json.contains(key)) return std::nullopt;
        const std::string here = std::string("/") + key;
        if (json[key].is_null()) refuse_at(here, ErrorCode::bad_value, json[key]);
        if (!only_keys(here, json[key], {"faults", "days"})) return std::nullopt;
        FaultCount out;
        const Json& faults = part(here, json[key], "faults");
        const Json& days = part(here, json[key], "days");
        if (!days.is_null()) out.days = whole_of(here + "/days", days, most_days);
        if (faults.is_number_integer() && faults == 0) return out;  // whole_of() begins with 1
        if (!faults.is_null()) {
            out.faults =
                static_cast<std::uint32_t>(whole_of(here + "/faults", faults, most_faults));
        }
        return out;
    }

    std::vector<PilotEntry> entries_of(const Json& json) {
        std::vector<PilotEntry> out;
        const Json& list = list_of(json, "history");
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string here = "/history/" + std::to_string(i);
            if (list[i].is_null()) refuse_at(here, ErrorCode::bad_value, list[i]);
            if (!only_keys(here, list[i], {"step", "day"})) continue;
            const std::string step = text_of(here, list[i], "step");
            const Json& day = part(here, list[i], "day");
            const auto word = from_text<PilotStep>(step);
            const auto date = date_in(day);
            if (!word && !step.empty()) {
                refuse_at(here + "/step", ErrorCode::bad_value, list[i]["step"]);
            }
            if (!date && !day.is_null()) refuse_at(here + "/day", ErrorCode::bad_value, day);
            if (word && date) out.push_back({*word, *date});
        }
        return out;
    }
};

// What was compared, in the words of the policy file.
void append_seen(std::string& out, const FactSeen& seen) {
    out += "{\"fact\":";
    append_json_string(out, to_text(seen.fact));
    append_text(out, "op", to_text(seen.op));
    if (kind_of(seen.fact) == FactKind::number) {
        append_number(out, "limit", seen.limit);
        append_number(out, "value", seen.value);
    } else {
        append_text(out, "limit", told(seen.fact, seen.limit, Language::en));
        append_text(out, "value", told(seen.fact, seen.value, Language::en));
    }
    append_text(out, "holds", to_text(seen.holds));
    out += '}';
}

void append_answer(std::string& out, const PilotFile& file, Purpose purpose,
                   const PilotAnswer& answer, Language language) {
    out += "{\"name\":";
    append_json_string(out, file.name);
    append_text(out, "purpose", to_text(purpose));
    append_text(out, "condition", answer.condition);
    append_text(out, "clause", answer.clause);
    append_text(out, "holds", to_text(answer.holds));
    out += ",\"numbers\":[";
    for (const FactSeen& seen : answer.numbers) {
        if (&seen != &answer.numbers.front()) out += ',';
        append_seen(out, seen);
    }
    out += ']';
    append_text(out, "sentence", answer.sentence.in(language));
    out += "}\n";
}

void append_ladder(std::string& out, const PilotFile& file, const LadderAnswer& ladder,
                   Language language) {
    out += "{\"name\":";
    append_json_string(out, file.name);
    append_text(out, "clause", ladder.clause);
    append_number(out, "pilot_year", ladder.year);
    append_number(out, "months", ladder.months);
    if (ladder.since) append_text(out, "since", format_date(*ladder.since));
    if (ladder.next_step) append_text(out, "next_step", format_date(*ladder.next_step));
    if (ladder.renewal_missing) out += ",\"renewal_missing\":true";
    append_text(out, "sentence", ladder.sentence.in(language));
    out += "}\n";
}

LadderAnswer ladder_of(const PilotFile& file, const Policy& policy, Date at) {
    return climb(*policy.pilot, policy.interval.months, file.entries, at);
}

std::vector<PilotAnswer> answers_of(const PilotFile& file, const Policy& policy,
                                    const FactSheet& sheet, Purpose purpose, Date at) {
    return judge(*policy.pilot, {file.subject, purpose}, sheet, {.lift = file.name, .at = at});
}

}  // namespace

CaseFile read_pilot_cases(std::string_view text, std::string_view source) {
    CaseFile file;
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        std::vector<Refusal> refusals;
        if (const Result<Json, Refusal> tree = parse_json(line, source)) {
            CaseReader reader(source);
            PilotFile one = reader.read(*tree);
            refusals = reader.take_refusals();
            if (refusals.empty()) file.cases.push_back(std::move(one));
        } else {
            refusals.push_back(tree.error());
        }
        for (Refusal& refusal : refusals) {
            refusal.line = number;
            file.refusals.push_back(std::move(refusal));
        }
    }
    return file;
}

FactSheet facts_of_case(const PilotFile& file, const WorkCalendar& calendar, Date at) {
    FactSheet sheet = facts_of(file.history, calendar, at);
    for (std::size_t i = 0; i < all_facts; ++i) {
        const auto fact = static_cast<Fact>(i);
        if (file.facts.knows(fact)) sheet.set(fact, file.facts.value(fact));
    }
    return sheet;
}

PilotFigures count_answers(const std::vector<PilotFile>& cases, const Policy& policy,
                           const WorkCalendar& calendar, Date at) {
    PilotFigures out;
    if (!policy.pilot) return out;
    for (const PilotFile& file : cases) {
        const FactSheet sheet = facts_of_case(file, calendar, at);
        const Flag in = is_admitted(answers_of(file, policy, sheet, Purpose::admission, at)),
                   gone = has_to_leave(answers_of(file, policy, sheet, Purpose::exit, at));
        out.admitted += in == Flag::yes;
        out.to_leave += gone == Flag::yes;
        out.unknown += in == Flag::unknown || gone == Flag::unknown;
        out.banned += ladder_of(file, policy, at).banned_until.has_value();
    }
    return out;
}

std::string to_pilot_log(const std::vector<PilotFile>& cases, const Policy& policy,
                         const WorkCalendar& calendar, const PilotLogQuery& query) {
    std::string out;
    if (!policy.pilot) return out;
    for (const PilotFile& file : cases) {
        const FactSheet sheet = facts_of_case(file, calendar, query.at);
        for (const Purpose purpose : {Purpose::admission, Purpose::exit}) {
            for (const PilotAnswer& answer : answers_of(file, policy, sheet, purpose, query.at)) {
                append_answer(out, file, purpose, answer, query.language);
            }
        }
        if (file.subject != Subject::lift) continue;
        const LadderAnswer ladder = ladder_of(file, policy, query.at);
        if (const auto ban = ban_answer(*policy.pilot, ladder)) {
            append_answer(out, file, Purpose::admission, *ban, query.language);
        }
        append_ladder(out, file, ladder, query.language);
    }
    return out;
}

}  // namespace hoistway
