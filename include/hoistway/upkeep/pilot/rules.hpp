// SPDX-License-Identifier: Apache-2.0
//
// Who may join a city's pilot of on-demand upkeep, who has to leave it, and when they may come
// back: conditions of a policy, judged from facts.
//
//     const auto answers = judge(*policy.pilot, {Subject::lift, Purpose::exit}, sheet,
//                                {.lift = "A-1", .at = day});
//     for (const PilotAnswer& answer : answers) answer.holds, answer.clause, answer.sentence.zh;
//     is_admitted(answers);       // all of them hold; for admission
//     has_to_leave(answers);      // one of them holds; for exit
//
// An answer carries the clause, the numbers that were compared and a sentence in Chinese and
// English. A condition that hangs on a fact nobody said is answered `unknown`, and its sentence
// ends with what is missing. The decision itself is the authority's: this says what its own rules
// say about the facts it was given.

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/upkeep/pilot/condition.hpp"
#include "hoistway/upkeep/pilot/fact.hpp"

namespace hoistway {

enum class Subject : std::uint8_t { company, lift, provider };
enum class Purpose : std::uint8_t { admission, exit };
enum class PilotStep : std::uint8_t {
    early_start,  // the phase before the pilot proper
    admitted,
    renewed,      // for one more year
    interrupted,  // the right to it was lost or lapsed
    company_changed,
    left,  // by an exit condition
};

template <>
struct Words<Subject> {
    static constexpr std::array<std::string_view, 3> list{"company", "lift", "provider"};
};
template <>
struct Words<Purpose> {
    static constexpr std::array<std::string_view, 2> list{"admission", "exit"};
};
template <>
struct Words<PilotStep> {
    static constexpr std::array<std::string_view, 6> list{
        "early_start", "admitted", "renewed", "interrupted", "company_changed", "left"};
};

struct PilotCondition {
    std::string id;
    Subject subject{};
    Purpose purpose{};
    Condition when;
    std::string clause;
    Text sentence;  // of an exit that holds, or of an admission that does not; facts in braces
};

// How a lift climbs the interval ladder of its policy.
struct LadderRules {
    bool needs_renewal = false;       // a year more only when the authority renews it
    bool early_phase_counts = false;  // from the early start, not from the admission
    std::vector<PilotStep> restarts;  // what sets the lift back to the first year
    std::string clause;
};

struct Ban {
    int years = 0;  // 0: the rule names none
    std::string clause;
    Text sentence;  // with {day} in it, the first on which one may apply again
};

struct PilotRules {
    std::optional<Date> from, to;  // the pilot's own term, both days included
    std::vector<PilotCondition> conditions;
    LadderRules ladder;
    Ban ban;
};

struct PilotAnswer {
    std::string condition;  // id
    std::string clause;
    Flag holds{};
    std::vector<FactSeen> numbers;
    Text sentence;
};

// Whom a sentence is about, and on which day.
struct PilotCase {
    std::string lift{};  // or the unit's name
    Date at{};
};

struct PilotQuestion {
    Subject subject{};
    Purpose purpose{};
};

namespace detail {

inline std::string pilot_word(std::string_view name, const FactSheet& sheet, const PilotCase& about,
                              Language language) {
    if (name == "lift") return about.lift;
    if (name == "at") return format_date(about.at);
    if (const auto fact = from_text<Fact>(name)) return told(*fact, sheet.value(*fact), language);
    return {};
}

inline std::string fill_pilot(std::string_view pattern, const FactSheet& sheet,
                              const PilotCase& about, Language language) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size()),
                          close = pattern.find('}', open);
        out += pattern.substr(0, open);
        if (close == std::string_view::npos) return out;
        out += pilot_word(pattern.substr(open + 1, close - open - 1), sheet, about, language);
        pattern.remove_prefix(close + 1);
    }
    return out;
}

// "（缺少数据：持续在线）": what an unknown answer hangs on.
inline std::string missing_facts(const std::vector<FactSeen>& numbers, Language language) {
    const bool chinese = language == Language::zh;
    std::string out;
    for (const FactSeen& seen : numbers) {
        if (seen.holds != Flag::unknown) continue;
        out += out.empty() ? (chinese ? "（缺少数据：" : " (not known: ") : (chinese ? "、" : ", ");
        out += text_of(seen.fact, language);
    }
    if (!out.empty()) out += chinese ? "）" : ")";
    return out;
}

}  // namespace detail

inline std::vector<NamedCondition> named_conditions(const PilotRules& rules) {
    std::vector<NamedCondition> out;
    for (const PilotCondition& each : rules.conditions) out.push_back({each.id, each.when});
    return out;
}

// One answer for each condition on this subject and for this purpose, in the order of the policy.
inline std::vector<PilotAnswer> judge(const PilotRules& rules, PilotQuestion question,
                                      const FactSheet& sheet, const PilotCase& about) {
    const std::vector<NamedCondition> named = named_conditions(rules);
    std::vector<PilotAnswer> out;
    for (const PilotCondition& each : rules.conditions) {
        if (each.subject != question.subject || each.purpose != question.purpose) continue;
        Judged judged = judge(each.when, sheet, named);
        PilotAnswer answer{each.id, each.clause, judged.holds, std::move(judged.numbers), {}};
        const auto tell = [&](Language language) {
            std::string text =
                detail::fill_pilot(each.sentence.in(language), sheet, about, language);
            if (answer.holds == Flag::unknown) {
                text += detail::missing_facts(answer.numbers, language);
            }
            return text;
        };
        answer.sentence = {tell(Language::zh), tell(Language::en)};
        out.push_back(std::move(answer));
    }
    return out;
}

// Every condition holds. Unknown where one is, and none fails; yes where there is none.
inline Flag is_admitted(const std::vector<PilotAnswer>& answers) noexcept {
    Flag out = Flag::yes;
    for (const PilotAnswer& answer : answers) {
        if (answer.holds == Flag::no) return Flag::no;
        if (answer.holds == Flag::unknown) out = Flag::unknown;
    }
    return out;
}

// One condition holds. Unknown where one is, and none holds; no where there is none.
inline Flag has_to_leave(const std::vector<PilotAnswer>& answers) noexcept {
    Flag out = Flag::no;
    for (const PilotAnswer& answer : answers) {
        if (answer.holds == Flag::yes) return Flag::yes;
        if (answer.holds == Flag::unknown) out = Flag::unknown;
    }
    return out;
}

// Is the pilot itself on? Unknown where the rule names no term.
inline Flag is_running(const PilotRules& rules, Date at) noexcept {
    if (!rules.from && !rules.to) return Flag::unknown;
    return to_flag((!rules.from || *rules.from <= at) && (!rules.to || at <= *rules.to));
}

}  // namespace hoistway
