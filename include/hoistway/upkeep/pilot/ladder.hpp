// SPDX-License-Identifier: Apache-2.0
//
// In which year of on-demand upkeep a lift is, and so how long its interval may be: the ladder of
// one, two and three months, with its restarts.
//
//     const std::vector<PilotEntry> history{{PilotStep::admitted, d0}, {PilotStep::renewed, d1}};
//     const LadderAnswer answer = climb(*policy.pilot, policy.interval.months, history, at);
//     answer.year;                       // DueQuestion::pilot_year
//     answer.months; answer.sentence.zh; // "……第2年，现场维保间隔不得超过2个月。"
//
// A year begins on the day of the admission, or of the early start where the rule counts it; one of
// 29 February begins on 1 March in other years. Where the rule asks for a renewal, a year that
// nobody renewed does not lift the lift: it stays on its step, and `renewal_missing` says so. What
// restarts the ladder ends the pilot for the lift until it is admitted anew (source 002, section 2
// (2) 2 and 3). History in any order; of one day, in the order given. Linear in its length.

#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/upkeep/pilot/rules.hpp"

namespace hoistway {

struct PilotEntry {
    PilotStep step{};
    Date day{};
};

struct LadderAnswer {
    int year = 0;    // 1 = first; 0 = not in the pilot on that day
    int months = 0;  // the interval of that year; 0 = the rule of lifts outside the pilot
    std::optional<Date> since;         // when the first year began
    std::optional<Date> next_step;     // the first day of the year after this one
    std::optional<Date> banned_until;  // the first day on which one may apply again
    bool renewal_missing = false;      // a year has passed that nobody renewed
    std::string clause;
    Text sentence;
};

namespace detail {

// What a history says up to and on a day.
struct Spell {
    std::optional<Date> early{}, since{}, left{};
    int renewals = 0;
};

inline Spell spell_at(const LadderRules& rules, std::span<const PilotEntry> history, Date at) {
    std::vector<PilotEntry> entries(history.begin(), history.end());
    std::stable_sort(entries.begin(), entries.end(),
                     [](const PilotEntry& a, const PilotEntry& b) { return a.day < b.day; });
    Spell out;
    for (const PilotEntry& entry : entries) {
        if (entry.day > at) break;
        const auto& ends = rules.restarts;
        const bool ended = entry.step == PilotStep::left ||
                           std::find(ends.begin(), ends.end(), entry.step) != ends.end();
        if (ended) out = Spell{.left = out.left};
        if (entry.step == PilotStep::left) out.left = entry.day;
        if (entry.step == PilotStep::early_start && !out.early) out.early = entry.day;
        if (entry.step == PilotStep::admitted && !out.since) out.since = entry.day;
        if (entry.step == PilotStep::renewed) ++out.renewals;
    }
    // During the early phase the lift is in its first year; afterwards it may count or not.
    const bool from_early = out.early && (rules.early_phase_counts || !out.since);
    if (from_early && (!out.since || *out.early < *out.since)) out.since = out.early;
    return out;
}

constexpr Date anniversary(Date day, int years) noexcept {
    const Date moved = day + std::chrono::years{years};
    return moved.ok() ? moved : Date{moved.year() / std::chrono::March / 1};
}

inline Text ladder_sentence(const LadderAnswer& answer) {
    if (answer.year == 0) {
        return {"不在按需维保试点期内，按常规维保要求执行。",
                "Not in the pilot: the rule of ordinary upkeep holds."};
    }
    const std::string since = format_date(*answer.since), year = std::to_string(answer.year),
                      months = std::to_string(answer.months);
    Text out{
        "自" + since + "起为按需维保试点第" + year + "年，现场维保间隔不得超过" + months + "个月。",
        "Year " + year + " of the pilot since " + since + ": at most " + months +
            " month(s) between visits."};
    if (answer.renewal_missing) {
        out.zh += "试点年度已满而没有延续记录，间隔不得延长。";
        out.en += " A year is over that nobody renewed, so the interval may not grow.";
    }
    return out;
}

}  // namespace detail

inline LadderAnswer climb(const PilotRules& rules, std::span<const int> months,
                          std::span<const PilotEntry> history, Date at) {
    LadderAnswer out;
    out.clause = rules.ladder.clause;
    const detail::Spell spell = detail::spell_at(rules.ladder, history, at);
    if (spell.left && rules.ban.years > 0) {
        out.banned_until = detail::anniversary(*spell.left, rules.ban.years);
        if (*out.banned_until <= at) out.banned_until.reset();
    }
    if (spell.since) {
        const int passed = years_between(*spell.since, at);
        const int allowed = rules.ladder.needs_renewal ? spell.renewals : passed;
        out.renewal_missing = allowed < passed;
        out.since = spell.since;
        out.year = std::min(passed, allowed) + 1;
        out.next_step = detail::anniversary(*spell.since, passed + 1);
        if (!months.empty()) {
            const auto step = static_cast<std::size_t>(out.year) - 1;
            out.months = months[std::min(step, months.size() - 1)];
        }
    }
    out.sentence = detail::ladder_sentence(out);
    return out;
}

// What bars a lift from applying, told; nothing where nothing does.
inline std::optional<PilotAnswer> ban_answer(const PilotRules& rules, const LadderAnswer& ladder) {
    if (!ladder.banned_until) return std::nullopt;
    const std::string day = format_date(*ladder.banned_until);
    const auto tell = [&](std::string text) {
        if (const auto at = text.find("{day}"); at != std::string::npos) text.replace(at, 5, day);
        return text;
    };
    PilotAnswer out{"ban", rules.ban.clause, Flag::yes, {}, {}};
    out.sentence = {tell(rules.ban.sentence.zh), tell(rules.ban.sentence.en)};
    return out;
}

}  // namespace hoistway
