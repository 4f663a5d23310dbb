// SPDX-License-Identifier: Apache-2.0
//
// How much of a part's life is used up, and when it will end: the warning before it, and the word
// when it is over.
//
//     const PartUse use{.fitted = day, .counts = total - at_fitting, .element_bends = bends};
//     const PartAnswer answer = judge(*find_part(book, "door_operator"), use, today, week);
//     answer.state;      // fine, warn, over, unknown
//     answer.next;       // the day on which the life is expected to end
//
// Of several lives the one that is used up most is told; when the share is the same, the first of
// the book. A life of months ends on a day; one that is counted is expected where the lift's own
// week takes it (forecast.hpp), as far ahead as forecasts look. A life whose quantity nobody could
// count (rope bends without a roping) is left out and makes the answer `unknown` unless another
// life is over. A part without lives is unknown. Source 002, section 3 (1) "1" 2 and annex 1, 1 (2)
// 1: warn before a key part's life ends, and record its replacement.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/upkeep/counters.hpp"
#include "hoistway/upkeep/forecast.hpp"
#include "hoistway/upkeep/part/part_book.hpp"

namespace hoistway {

enum class PartState : std::uint8_t { unknown, fine, warn, over };

template <>
struct Words<PartState> {
    static constexpr std::array<std::string_view, 4> list{"unknown", "fine", "warn", "over"};
};

// What a part has gone through since it was fitted.
struct PartUse {
    Date fitted{};
    Counts counts{};
    std::optional<std::uint64_t> element_bends{};  // of the worst element, where it is counted
    std::uint8_t uncounted = 0;                    // bits of LifeBy that nobody counted
};

struct PartAnswer {
    std::string part;
    PartState state{};
    LifeBy by{};  // the life that is told
    double used = 0, limit = 0;
    double share = 0;          // used of the limit
    std::optional<Date> next;  // when it is expected to end; past where it is over
    std::string source;        // of the limit
    Text sentence;
};

// What was counted later, less what had been counted by then. Sums only ever go up.
constexpr Counts operator-(const Counts& later, const Counts& by_then) noexcept {
    Counts out = later;
    out.runs -= by_then.runs;
    out.door_cycles -= by_then.door_cycles;
    out.rope_bends -= by_then.rope_bends;
    out.entrapments -= by_then.entrapments;
    out.run_time -= by_then.run_time;
    out.distance_mm -= by_then.distance_mm;
    out.runs_of_unknown_roping -= by_then.runs_of_unknown_roping;
    out.runs_of_unknown_distance -= by_then.runs_of_unknown_distance;
    return out;
}

namespace detail {

// Nothing where it could not be counted.
inline std::optional<double> used_of(LifeBy by, const PartUse& use, Date at) {
    const Counts& counts = use.counts;
    if ((use.uncounted >> static_cast<unsigned>(by) & 1U) != 0) return std::nullopt;
    switch (by) {
        case LifeBy::runs:
            return static_cast<double>(counts.runs);
        case LifeBy::door_cycles:
            return static_cast<double>(counts.door_cycles);
        case LifeBy::run_time:
            return value_in_units(counts, Trigger::run_time);
        case LifeBy::rope_bends:
            if (counts.runs_of_unknown_roping > 0) return std::nullopt;
            return static_cast<double>(counts.rope_bends);
        case LifeBy::element_bends:
            if (!use.element_bends) return std::nullopt;
            return static_cast<double>(*use.element_bends);
        case LifeBy::distance:
            if (counts.runs_of_unknown_distance > 0) return std::nullopt;
            return value_in_units(counts, Trigger::distance);
        case LifeBy::months:
            return std::max(0, whole_months(use.fitted, at));  // 0 for one not yet fitted
    }
    return std::nullopt;
}

inline std::optional<Date> life_end(const PartLife& life, const PartUse& use, double used, Date at,
                                    const std::optional<WeekRate>& runs) {
    if (life.by == LifeBy::months) {
        return add_months(use.fitted, static_cast<int>(std::ceil(life.limit)));
    }
    if (used >= life.limit) return at;
    if (!runs || use.counts.runs == 0) return std::nullopt;
    const double a_run = used / static_cast<double>(use.counts.runs);
    return forecast_reach({.from = at, .left = life.limit - used}, scaled(*runs, a_run)).expected;
}

inline std::string_view unit_of(LifeBy by, Language language) noexcept {
    const bool chinese = language == Language::zh;
    switch (by) {
        case LifeBy::runs:
            return chinese ? "次运行" : "runs";
        case LifeBy::door_cycles:
            return chinese ? "次开关门" : "door cycles";
        case LifeBy::run_time:
            return chinese ? "秒运行" : "s in motion";
        case LifeBy::rope_bends:
        case LifeBy::element_bends:
            return chinese ? "次折弯" : "bends";
        case LifeBy::distance:
            return chinese ? "公里" : "km";
        case LifeBy::months:
            return chinese ? "个月" : "months";
    }
    return {};
}

inline std::string part_number(double value) {
    std::string out;
    append_json_number(out, std::floor(value * 10) / 10);
    return out;
}

inline Text part_sentence(const WearPart& part, const PartAnswer& answer) {
    if (answer.state == PartState::unknown) {
        return {part.name.zh + "：使用寿命无法判定。",
                part.name.en + ": its life cannot be judged."};
    }
    const std::string used = part_number(answer.used), limit = part_number(answer.limit),
                      percent = part_number(answer.share * 100),
                      next = answer.next ? format_date(*answer.next) : std::string();
    Text out{part.name.zh + "：已使用" + used + "，寿命" + limit +
                 std::string(unit_of(answer.by, Language::zh)) + "（" + percent + "%）",
             part.name.en + ": " + used + " of " + limit + ' ' +
                 std::string(unit_of(answer.by, Language::en)) + " used (" + percent + " %)"};
    if (answer.state == PartState::over) {
        return {out.zh + "，已到期，应更换。", out.en + ", over: to be replaced."};
    }
    if (!next.empty())
        out = {out.zh + "，预计" + next + "到期", out.en + ", expected to end " + next};
    if (answer.state == PartState::warn) {
        return {out.zh + "，请准备更换。", out.en + ": prepare to replace it."};
    }
    return {out.zh + "。", out.en + "."};
}

}  // namespace detail

inline PartAnswer judge(const WearPart& part, const PartUse& use, Date at,
                        const std::optional<WeekRate>& runs = std::nullopt) {
    PartAnswer out;
    out.part = part.id;
    bool uncounted = part.lives.empty(), any = false;
    for (const PartLife& life : part.lives) {
        const auto used = detail::used_of(life.by, use, at);
        uncounted = uncounted || !used;
        if (!used || (any && *used / life.limit <= out.share)) continue;
        any = true;
        out.by = life.by;
        out.used = *used;
        out.limit = life.limit;
        out.share = *used / life.limit;
        out.next = detail::life_end(life, use, *used, at, runs);
        out.source = life.source;
    }
    if (any && out.share >= 1) {
        out.state = PartState::over;
    } else if (!uncounted) {
        out.state = out.share >= part.warn_share ? PartState::warn : PartState::fine;
    }
    out.sentence = detail::part_sentence(part, out);
    return out;
}

}  // namespace hoistway
