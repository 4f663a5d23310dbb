// SPDX-License-Identifier: Apache-2.0
//
// Conditions as data: a comparison of one fact, or all, any or none of several, or another
// condition by its name.
//
//     {"all": [{"fact": "grade", "at_least": "B"}, {"fact": "day", "at_least": "2028-01-01"}]}
//     const Judged judged = judge(condition, sheet, named);
//     judged.holds;                    // yes, no, or unknown: a fact that it hangs on was not said
//     judged.numbers[0].value;         // what was compared, with what
//
// Three-valued: `all` is no as soon as one part is no, whatever else is unknown, and `any` is yes
// likewise. A condition of conditions may go 16 deep; deeper, and a circle, is refused when a
// policy is loaded and is unknown here. Time is linear in the parts.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/model/signals.hpp"
#include "hoistway/upkeep/pilot/fact.hpp"

namespace hoistway {

enum class Op : std::uint8_t { all, any, none, at_least, above, at_most, below, is, condition };

template <>
struct Words<Op> {
    static constexpr std::array<std::string_view, 9> list{
        "all", "any", "none", "at_least", "above", "at_most", "below", "is", "condition"};
};

inline constexpr std::size_t deepest_condition = 16;  // [default]

struct Condition {
    Op op{};
    Fact fact{};                     // of a comparison
    double limit = 0;                // of a comparison; 1 or 0 for `is`
    std::string name{};              // of another condition
    std::vector<Condition> parts{};  // of all, any, none
};

// A condition that others may name, and that a rule may be.
struct NamedCondition {
    std::string id;
    Condition when;
};

// One comparison that was made.
struct FactSeen {
    Fact fact{};
    Op op{};
    double limit = 0;
    double value = 0;  // NaN where it is not known
    Flag holds{};
};

struct Judged {
    Flag holds{};
    std::vector<FactSeen> numbers;  // in the order of the condition
};

constexpr bool is_comparison(Op op) noexcept { return op >= Op::at_least && op <= Op::is; }

namespace detail {

constexpr bool compares(Op op, double value, double limit) noexcept {
    switch (op) {
        case Op::at_least:
            return value >= limit;
        case Op::above:
            return value > limit;
        case Op::at_most:
            return value <= limit;
        case Op::below:
            return value < limit;
        case Op::is:
            return value == limit;
        case Op::all:
        case Op::any:
        case Op::none:
        case Op::condition:
            break;
    }
    return false;
}

// The judge of one condition and of those inside it.
class Judge {
 public:
    Judge(const FactSheet& sheet, std::span<const NamedCondition> named)
        : sheet_(sheet), named_(named) {}

    Flag judge(const Condition& condition, std::size_t depth = 0) {
        if (depth > deepest_condition) return Flag::unknown;
        if (is_comparison(condition.op)) return compare(condition);
        if (condition.op == Op::condition) return judge_named(condition.name, depth);
        return judge_parts(condition, depth);
    }

    std::vector<FactSeen> numbers;

 private:
    Flag compare(const Condition& condition) {
        FactSeen seen{condition.fact, condition.op, condition.limit, sheet_.value(condition.fact),
                      Flag::unknown};
        if (sheet_.knows(condition.fact)) {
            seen.holds = to_flag(compares(seen.op, seen.value, seen.limit));
        }
        numbers.push_back(seen);
        return seen.holds;
    }

    Flag judge_named(std::string_view name, std::size_t depth) {
        for (const NamedCondition& each : named_) {
            if (each.id == name) return judge(each.when, depth + 1);
        }
        return Flag::unknown;
    }

    // All, any and none differ in what decides them and in what they are once decided.
    Flag judge_parts(const Condition& condition, std::size_t depth) {
        const bool all = condition.op == Op::all;
        const Flag deciding = all ? Flag::no : Flag::yes;
        bool decided = false, unknown = false;
        for (const Condition& part : condition.parts) {
            const Flag holds = judge(part, depth + 1);
            decided = decided || holds == deciding;
            unknown = unknown || holds == Flag::unknown;
        }
        if (!decided && unknown) return Flag::unknown;
        return to_flag(condition.op == Op::any ? decided : !decided);
    }

    const FactSheet& sheet_;
    std::span<const NamedCondition> named_;
};

}  // namespace detail

inline Judged judge(const Condition& condition, const FactSheet& sheet,
                    std::span<const NamedCondition> named = {}) {
    detail::Judge judge(sheet, named);
    const Flag holds = judge.judge(condition);
    return {holds, std::move(judge.numbers)};
}

}  // namespace hoistway
