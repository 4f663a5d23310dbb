// SPDX-License-Identifier: Apache-2.0
//
// What a rule wants of a whole city or of a visit: so much of it covered by a day, so long on site.
//
//     for (const TargetAnswer& answer : judge(policy.targets, covered, lifts, at)) answer.reached;
//     judge_visit(*policy.visit_time, "A-1", 12);    // minutes on site
//
// A rule that wants a least time without naming it leaves it to the authority: then the caller sets
// `minutes`, and until somebody does the answer is `unknown`. Plain data.

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

// A share of the lifts, or a number of them; by the end of a day where the rule names one.
struct Target {
    std::string id;
    std::string clause;
    Text what;
    std::optional<Date> by;
    double percent = 0;
    std::uint32_t lifts = 0;  // where not 0, so many lifts instead of a share
};

struct TargetAnswer {
    std::string id;
    std::string clause;
    double percent = 0;  // what there is
    double wanted = 0;   // in percent, or in lifts
    bool reached = false;
    bool missed = false;  // not reached, and the day is over
    Text sentence;
};

struct VisitTime {
    std::optional<int> minutes;  // the least on site; not named by every rule
    std::string clause;
    Text sentence;  // of a visit that was too short, with {lift}, {value} and {limit} in it
};

struct VisitAnswer {
    Flag too_short{};
    std::string clause;
    int minutes = 0;
    std::optional<int> limit;
    Text sentence;  // empty where the visit was long enough
};

namespace detail {

// A share to one decimal, rounded down: 79.96 % is not 80.
inline std::string told_percent(double percent) {
    std::string out;
    append_json_number(out, std::floor(percent * 10) / 10);
    return out + '%';
}

inline Text target_sentence(const Target& target, const TargetAnswer& answer,
                            std::uint32_t covered) {
    std::string wanted =
        target.lifts > 0 ? std::to_string(target.lifts) : told_percent(target.percent);
    const std::string day = target.by ? format_date(*target.by) : std::string();
    const std::string has =
        target.lifts > 0 ? std::to_string(covered) : told_percent(answer.percent);
    Text out{target.what.zh + (day.empty() ? "：" : "（至" + day + "）：") + "目标" + wanted +
                 "，现为" + has + (answer.reached ? "，已达到。" : "，未达到。"),
             target.what.en + (day.empty() ? ": " : " by " + day + ": ") + wanted + " wanted, " +
                 has + " there" + (answer.reached ? ", reached." : ", not reached.")};
    return out;
}

inline std::string fill_visit(std::string text, std::string_view lift, int minutes, int limit) {
    const std::pair<std::string_view, std::string> words[] = {{"{lift}", std::string(lift)},
                                                              {"{value}", std::to_string(minutes)},
                                                              {"{limit}", std::to_string(limit)}};
    for (const auto& [name, word] : words) {
        for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;
             at += word.size()) {
            text.replace(at, name.size(), word);
        }
    }
    return text;
}

}  // namespace detail

// One answer a target. Without a lift in the city nothing is reached.
inline std::vector<TargetAnswer> judge(const std::vector<Target>& targets, std::uint32_t covered,
                                       std::uint32_t lifts, Date at) {
    std::vector<TargetAnswer> out;
    for (const Target& target : targets) {
        TargetAnswer answer;
        answer.id = target.id;
        answer.clause = target.clause;
        answer.percent = lifts == 0 ? 0 : 100.0 * covered / lifts;
        answer.wanted = target.lifts > 0 ? target.lifts : target.percent;
        answer.reached = target.lifts > 0 ? covered >= target.lifts
                                          : lifts > 0 && 100.0 * covered >= target.percent * lifts;
        answer.missed = !answer.reached && target.by && *target.by < at;
        answer.sentence = detail::target_sentence(target, answer, covered);
        out.push_back(std::move(answer));
    }
    return out;
}

inline VisitAnswer judge_visit(const VisitTime& rule, std::string_view lift, int minutes) {
    VisitAnswer out;
    out.clause = rule.clause;
    out.minutes = minutes;
    out.limit = rule.minutes;
    if (!rule.minutes) return out;
    out.too_short = to_flag(minutes < *rule.minutes);
    if (out.too_short == Flag::no) return out;
    out.sentence = {detail::fill_visit(rule.sentence.zh, lift, minutes, *rule.minutes),
                    detail::fill_visit(rule.sentence.en, lift, minutes, *rule.minutes)};
    return out;
}

}  // namespace hoistway
