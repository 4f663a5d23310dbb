// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/month_input.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "hoistway/pipeline/rules_page.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/version.hpp"

namespace hoistway {

namespace {

TimeSpan cut(TimeSpan span, TimeSpan to) noexcept {
    const Time from = std::clamp(span.from, to.from, to.to);
    return {from, std::max(from, std::min(span.to, to.to))};
}

Duration length(TimeSpan span) noexcept { return span.to - span.from; }

// The gaps of each lift, those still open at the end of the log included.
std::vector<std::vector<MonthGap>> gaps_by_lift(const Analysis& analysis,
                                                std::span<const LiftRecord> records) {
    std::vector<std::vector<MonthGap>> all(analysis.lifts().size());
    for (const Gap& gap : analysis.gaps()) all[gap.lift].push_back({gap, false});
    for (LiftIndex lift = 0; lift < all.size(); ++lift) {
        const Time heard = records[lift].last_heard;
        if (heard == never || analysis.newest() - heard <= analysis.silence()) continue;
        all[lift].push_back({{lift, {heard, analysis.newest()}, heard + analysis.silence()}, true});
    }
    return all;
}

// When a lift's device should have been heard.
TimeSpan watched(const Analysis& analysis, const LiftRecord& record) noexcept {
    const Time from = record.first_heard == never ? analysis.oldest() : record.first_heard;
    return {from, analysis.newest()};
}

Duration heard_in(TimeSpan span, const LiftRecord& record, std::span<const MonthGap> gaps) {
    if (record.first_heard == never) return Duration{0};
    Duration silent{};
    for (const MonthGap& gap : gaps) silent += length(cut(gap.gap.span, span));
    return length(span) - silent;
}

std::uint64_t runs_in(const LiftRecord& record, TimeSpan span) {
    std::uint64_t runs = 0;
    Time day = start_of(record.first_day);
    for (const std::uint32_t count : record.runs_by_day) {
        if (span.contains(day)) runs += count;
        day += std::chrono::days{1};
    }
    return runs;
}

bool counts_runs(const LiftRecord& record) noexcept {
    const auto needed = bits(Signal::motion, Signal::door);
    return (record.said & needed) == needed;
}

void add_lifts(MonthInput& input, const Analysis& analysis, std::span<const LiftRecord> records,
               TimeSpan month) {
    const auto gaps = gaps_by_lift(analysis, records);
    input.by_day.resize(static_cast<std::size_t>(length(month) / std::chrono::days{1}));
    for (LiftIndex lift = 0; lift < analysis.lifts().size(); ++lift) {
        const LiftRecord& record = records[lift];
        const TimeSpan span = cut(watched(analysis, record), month);
        LiftMonth one;
        if (counts_runs(record)) one.runs = runs_in(record, month);
        one.observed = length(span);
        one.online = heard_in(span, record, gaps[lift]);
        one.heard = one.online > Duration{0};
        input.by_lift.push_back(one);
        for (std::size_t d = 0; d < input.by_day.size(); ++d) {
            const Time from = month.from + std::chrono::days{d};
            const TimeSpan day = cut({from, from + std::chrono::days{1}}, span);
            input.by_day[d].observed += length(day);
            input.by_day[d].online += heard_in(day, record, gaps[lift]);
        }
        for (MonthGap gap : gaps[lift]) {
            gap.open = gap.open || gap.gap.span.to > month.to;
            gap.gap.span = cut(gap.gap.span, month);
            if (length(gap.gap.span) > Duration{0}) input.gaps.push_back(gap);
        }
    }
}

void add_runs_by_day(MonthInput& input, const Analysis& analysis, TimeSpan month) {
    for (const DayRuns& day : analysis.days()) {
        const Time start = start_of(day.day);
        if (!month.contains(start)) continue;
        DayMonth& one =
            input.by_day[static_cast<std::size_t>((start - month.from) / std::chrono::days{1})];
        one.runs_by_hour = day.by_hour;
        one.runs = 0;
        for (const std::uint64_t runs : day.by_hour) *one.runs += runs;
    }
}

struct Said {
    std::string_view word;
    Text text;
};

// The words of an entrapment's evidence that a person wants to read.
const std::array<Said, 8> evidence_words{{{"device", {"设备自报", "told by the device"}},
                                          {"at_level", {"平层位置", "at a landing"}},
                                          {"off_level", {"非平层位置", "between landings"}},
                                          {"level_unknown", {"是否平层未知", "level unknown"}},
                                          {"degraded", {"门状态未知", "door unknown"}},
                                          {"closed", {"轿门关闭", "doors closed"}},
                                          {"open", {"轿门打开", "doors open"}},
                                          {"ajar", {"轿门未关严", "doors ajar"}}}};

std::string words_of(const Event& event, Language language) {
    std::string out;
    if (event.kind != EventKind::entrapment) return out;
    for (const EvidenceItem& item : event.evidence) {
        const auto said = std::find_if(evidence_words.begin(), evidence_words.end(),
                                       [&](const Said& one) { return one.word == item.word; });
        if (said == evidence_words.end()) continue;
        if (!out.empty()) out += language == Language::zh ? "，" : ", ";
        out += said->text.in(language);
    }
    return out;
}

bool by_button(const Evidence& evidence) noexcept {
    return std::any_of(evidence.begin(), evidence.end(), [](const EvidenceItem& item) {
        return (item.name == "reported_by" || item.name == "found_by") && item.word == "button";
    });
}

MonthEpisode to_episode(const Event& event, Language language) {
    return {.kind = event.kind,
            .native = event.native,
            .lift = event.lift,
            .raised = event.time,
            .floor = event.floor,
            .by_sensors = event.kind != EventKind::native && !by_button(event.evidence),
            .by_button = by_button(event.evidence),
            .evidence = words_of(event, language)};
}

// Episodes raised in the month, each with its end, which may lie behind it.
void add_episodes(MonthInput& input, const Analysis& analysis, TimeSpan month, Language language) {
    using Key = std::tuple<LiftIndex, EventKind, ShortText<16>, ShortText<8>>;
    std::map<Key, std::size_t> open;
    for (const Event& event : analysis.events()) {
        const NativeFault native = event.kind == EventKind::native ? event.native : NativeFault{};
        const Key key{event.lift, event.kind, native.dialect, native.code};
        const auto at = open.find(key);
        if (event.phase == Phase::raised && month.contains(event.time)) {
            open[key] = input.episodes.size();
            input.episodes.push_back(to_episode(event, language));
        } else if (at == open.end()) {
            continue;
        } else if (event.phase == Phase::updated) {
            MonthEpisode& episode = input.episodes[at->second];
            episode.by_button = episode.by_button || by_button(event.evidence);
        } else if (event.phase == Phase::cleared) {
            input.episodes[at->second].cleared = event.time;
            open.erase(at);
        }
    }
}

// What each rule lacked, and at how many lifts; a lift never heard is not a rule's shortfall.
void add_shortfalls(MonthInput& input, std::span<const LiftRecord> records) {
    for (const RuleInfo* rule : standard_rules) {
        std::map<unsigned, std::uint64_t> lifts_by_lack;
        for (const LiftRecord& record : records) {
            const unsigned lack = missing(*rule, record.said);
            if (lack != 0 && record.first_heard != never) ++lifts_by_lack[lack];
        }
        for (const auto& [lack, lifts] : lifts_by_lack) {
            input.shortfalls.push_back({std::string(rule->id), lifts, signal_names(lack)});
        }
    }
}

}  // namespace

MonthInput month_input(const Analysis& analysis, Month month, Language language) {
    const TimeSpan span = month_span(month);
    MonthInput input{.month = month, .lifts = analysis.lifts()};
    input.provenance.program = fmt::format("hoistway {}", version());
    for (const RuleInfo* rule : standard_rules) input.provenance.rules.emplace_back(rule->id);
    const Policy& policy = analysis.policy();
    input.provenance.policies.push_back({policy.id, policy.edition, {}});
    input.input.observations = analysis.observations();
    if (analysis.newest() == never) return input;
    input.provenance.data = TimeSpan{analysis.oldest(), analysis.newest()};
    std::vector<LiftRecord> records;
    for (LiftIndex lift = 0; lift < analysis.lifts().size(); ++lift) {
        records.push_back(analysis.record(lift));
    }
    add_lifts(input, analysis, records, span);
    add_runs_by_day(input, analysis, span);
    add_episodes(input, analysis, span, language);
    add_shortfalls(input, records);
    const Date last = std::min(date_of(analysis.newest()), date_of(span.to - Duration{1}));
    input.due = analysis.due({.at = last, .language = language});
    return input;
}

}  // namespace hoistway
