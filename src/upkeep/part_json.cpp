// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/part_json.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "../model/json_members.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "visit/json_lines.hpp"

namespace hoistway {

namespace {

using detail::append_number;
using detail::append_text;

constexpr double most = 1e12;            // of any count, against slips of the keyboard [default]
constexpr std::size_t most_days = 3660;  // of a lift's week: ten years [default]

// The use of parts, one line at a time.
class UseReader {
 public:
    UseReader(std::string_view text, std::string_view source, const PartBook& book)
        : lines_(text, source), book_(book) {}

    PartFile read() {
        PartFile out;
        while (lines_.next()) {
            FittedPart one = read_line(lines_.object());
            if (lines_.good()) out.uses.push_back(std::move(one));
        }
        out.refusals = lines_.take_refusals();
        return out;
    }

 private:
    FittedPart read_line(const Json& json) {
        FittedPart out;
        out.lift = lines_.text_of(json, "", "lift");
        lines_.need(!out.lift.empty(), "lift");
        out.part = lines_.text_of(json, "", "part");
        lines_.need(!out.part.empty(), "part");
        if (!out.part.empty() && find_part(book_, out.part) == nullptr) {
            lines_.refuse(ErrorCode::unknown_key, "part", json.at("part"));
        }
        const auto fitted = day_of(json, "fitted");
        lines_.need(fitted.has_value(), "fitted");
        out.use.fitted = fitted.value_or(Date{});
        read_counts(json, out.use);
        read_week(json, out);
        return out;
    }

    void read_counts(const Json& json, PartUse& use) {
        Counts& counts = use.counts;
        counts.runs = count_of(json, LifeBy::runs, use);
        counts.door_cycles = count_of(json, LifeBy::door_cycles, use);
        counts.rope_bends = count_of(json, LifeBy::rope_bends, use);
        use.element_bends = count_of(json, LifeBy::element_bends, use);
        const double seconds = number_of(json, LifeBy::run_time, use),
                     kilometres = number_of(json, LifeBy::distance, use);
        counts.run_time = Duration{std::llround(seconds * counts_per_unit(Trigger::run_time))};
        counts.distance_mm = std::llround(kilometres * counts_per_unit(Trigger::distance));
    }

    // 0 where it is not said; the use then knows that nobody counted it.
    double number_of(const Json& json, LifeBy by, PartUse& use) {
        const std::string key(to_text(by));
        const auto number = lines_.number_of(json, "", key.c_str(), 0, most);
        if (!number) use.uncounted |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(by));
        return number.value_or(0);
    }

    std::uint64_t count_of(const Json& json, LifeBy by, PartUse& use) {
        const double number = number_of(json, by, use);
        const std::string key(to_text(by));
        if (number != std::floor(number)) lines_.refuse(ErrorCode::bad_value, key, json.at(key));
        return static_cast<std::uint64_t>(number);
    }

    std::optional<Date> day_of(const Json& json, const char* key) {
        const std::string text = lines_.text_of(json, "", key);
        if (text.empty()) return std::nullopt;
        const Result<Date> day = parse_date(text);
        if (!day) lines_.refuse(day.error().code, key, json.at(key));
        return day ? std::optional<Date>(*day) : std::nullopt;
    }

    void read_week(const Json& json, FittedPart& out) {
        const Json* const days = JsonLines::find(json, "runs_by_day");
        if (days == nullptr) return;
        const auto first = day_of(json, "first_day");
        lines_.need(first.has_value(), "first_day");
        out.first_day = first.value_or(Date{});
        if (!days->is_array() || days->size() > most_days) {
            return lines_.refuse(days->is_array() ? ErrorCode::too_long : ErrorCode::bad_value,
                                 "runs_by_day", *days);
        }
        for (const Json& day : *days) out.runs_by_day.push_back(runs_of(day));
    }

    std::uint32_t runs_of(const Json& day) {
        constexpr std::uint32_t most_runs = 86400;  // one a second
        if (day.is_number_unsigned() && day <= most_runs) return day.get<std::uint32_t>();
        lines_.refuse(ErrorCode::bad_value, "runs_by_day", day);
        return 0;
    }

    JsonLines lines_;
    const PartBook& book_;
};

void append_answer(std::string& out, const FittedPart& one, const PartAnswer& answer,
                   Language language) {
    const std::optional<Date>& replaced = one.replaced;
    out += '{';
    append_text(out, "lift", one.lift);
    append_text(out, "part", answer.part);
    append_text(out, "state", to_text(answer.state));
    if (answer.limit > 0) {
        append_text(out, "by", to_text(answer.by));
        append_number(out, "used", answer.used);
        append_number(out, "limit", answer.limit);
        append_number(out, "share", answer.share);
        if (answer.next) append_text(out, "next", format_date(*answer.next));
        append_text(out, "source", answer.source);
    }
    if (replaced) append_text(out, "replaced", format_date(*replaced));
    append_text(out, "sentence", answer.sentence.in(language));
    out += "}\n";
}

void append_remark(std::string& out, const PartRemark& remark, const Replacement& about,
                   std::string_view key, Language language) {
    out += '{';
    append_text(out, "lift", key);
    append_text(out, "part", about.part);
    append_text(out, "day", format_date(about.day));
    append_text(out, "doubt", to_text(remark.doubt));
    append_number(out, "value", remark.value);
    append_number(out, "limit", remark.limit);
    append_text(out, "sentence", remark.sentence.in(language));
    out += "}\n";
}

PartAnswer judge_one(const FittedPart& one, const WearPart& part, Date at) {
    PartAnswer out = judge(part, one.use, at, week_rate(one.runs_by_day, one.first_day));
    if (!one.replaced || out.state != PartState::unknown) return out;
    const std::string day = format_date(*one.replaced);
    out.sentence.zh += day + "已更换，此后的用量未提供。";
    out.sentence.en += " It was replaced on " + day + ", and its use since is not told.";
    return out;
}

// All but the months, which the day of fitting tells.
constexpr std::uint8_t nothing_counted = (1U << static_cast<unsigned>(LifeBy::months)) - 1U;

}  // namespace

PartFile read_part_uses(std::string_view text, std::string_view source, const PartBook& book) {
    return UseReader(text, source, book).read();
}

void begin_anew(std::span<FittedPart> uses, std::span<const Replacement> replacements,
                const std::function<LiftIndex(std::string_view)>& find, Date at) {
    std::map<std::pair<LiftIndex, std::string_view>, Date> newest;
    for (const Replacement& one : replacements) {
        if (one.day > at) continue;
        Date& day = newest.try_emplace({one.lift, one.part}, one.day).first->second;
        day = std::max(day, one.day);
    }
    for (FittedPart& one : uses) {
        const auto found = newest.find({find(one.lift), one.part});
        if (found == newest.end() || found->second <= one.use.fitted) continue;
        one.replaced = found->second;
        one.use = {.fitted = found->second, .uncounted = nothing_counted};
    }
}

std::vector<PartAnswer> judge_parts(std::span<const FittedPart> uses, const PartBook& book,
                                    Date at) {
    std::vector<PartAnswer> out;
    for (const FittedPart& one : uses) {
        const WearPart* const part = find_part(book, one.part);
        if (part != nullptr) out.push_back(judge_one(one, *part, at));
    }
    return out;
}

std::string to_part_log(std::span<const FittedPart> uses, const PartBook& book,
                        const PartLogQuery& query) {
    std::string out;
    for (const FittedPart& one : uses) {
        const WearPart* const part = find_part(book, one.part);
        if (part == nullptr) continue;
        append_answer(out, one, judge_one(one, *part, query.at), query.language);
    }
    return out;
}

std::vector<Replacement> replacements_of(std::span<const BusinessRecord> records) {
    std::vector<Replacement> out;
    for (const BusinessRecord& record : records) {
        if (record.kind != RecordKind::replacement || record.part.empty()) continue;
        Replacement& one = out.emplace_back();
        one.lift = record.lift;
        one.day = date_of(record.time);
        one.part = record.part;
        one.pieces = record.pieces;
        if (record.price >= 0) one.price = record.price;
    }
    return out;
}

std::string to_remark_log(std::span<const Replacement> replacements, std::span<const Lift> lifts,
                          const PartBook& book, Language language) {
    std::string out;
    for (const PartRemark& remark : audit(replacements, book)) {
        const Replacement& about = replacements[remark.replacement];
        append_remark(out, remark, about, lifts[about.lift].key, language);
    }
    return out;
}

}  // namespace hoistway
