// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/visit_study.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "hoistway/core/json_write.hpp"

namespace hoistway {

namespace {

// When the visits of the same lift before and after each one ended and began; visits that overlap
// it are neither.
class Neighbours {
 public:
    Neighbours(std::span<const SiteVisit> visits, std::size_t lifts)
        : ends_(lifts), begins_(lifts) {
        for (std::size_t i = 0; i < visits.size(); ++i) {
            const LiftIndex lift = visits[i].lift;
            if (lift >= lifts) continue;
            ends_[lift].emplace_back(visits[i].span().to, i);
            begins_[lift].emplace_back(visits[i].span().from, i);
        }
        for (Moments& moments : ends_) std::sort(moments.begin(), moments.end());
        for (Moments& moments : begins_) std::sort(moments.begin(), moments.end());
    }

    TimeSpan of(const SiteVisit& visit, std::size_t index) const {
        if (visit.lift >= ends_.size()) return {Time::min(), Time::max()};
        const Moments &ends = ends_[visit.lift], &begins = begins_[visit.lift];
        const TimeSpan own = visit.span();
        auto end = std::upper_bound(ends.begin(), ends.end(), Moment{own.from, visits_most});
        while (end != ends.begin() && std::prev(end)->second == index) --end;
        auto begin = std::lower_bound(begins.begin(), begins.end(), Moment{own.to, 0});
        while (begin != begins.end() && begin->second == index) ++begin;
        return {end == ends.begin() ? Time::min() : std::prev(end)->first,
                begin == begins.end() ? Time::max() : begin->first};
    }

 private:
    using Moment = std::pair<Time, std::size_t>;  // of the visit with that index
    using Moments = std::vector<Moment>;
    static constexpr std::size_t visits_most = static_cast<std::size_t>(-1);

    std::vector<Moments> ends_, begins_;
};

std::string_view key_of(std::span<const Lift> lifts, LiftIndex lift) {
    return lift < lifts.size() ? std::string_view(lifts[lift].key) : std::string_view();
}

Refusal refusal_of(OrderFault fault, const OrderLine& line) {
    return {.source = line.source,
            .line = line.line,
            .code = fault == OrderFault::before_last_step ? ErrorCode::late : ErrorCode::bad_value,
            .field = "action",
            .found = std::string(to_text(line.step.action)) + " of " + line.order + ": " +
                     std::string(to_text(fault)) + ", " + std::string(cure(fault))};
}

// A cause or a step, whichever comes first; a cause before a step of the same time.
struct Turn {
    Time time{};
    const OrderCause* cause = nullptr;
    const OrderLine* line = nullptr;
};

std::vector<Turn> turns_of(const OrderFile& file) {
    std::vector<Turn> turns;
    for (const OrderCause& cause : file.causes) turns.push_back({cause.at, &cause, nullptr});
    for (const OrderLine& line : file.steps) turns.push_back({line.step.time, nullptr, &line});
    std::stable_sort(turns.begin(), turns.end(),
                     [](const Turn& a, const Turn& b) { return a.time < b.time; });
    return turns;
}

}  // namespace

VisitStudy::VisitStudy(std::span<const Lift> lifts, std::vector<SiteVisit> visits,
                       VisitStudyOptions options)
    : lifts_(lifts),
      visits_(std::move(visits)),
      options_(std::move(options)),
      checklists_(national_checklists()),
      witness_(visits_, lifts.size()),
      sampler_(lifts) {}

void VisitStudy::process(std::span<const Observation> batch) {
    for (const Observation& seen : batch) {
        witness_.on(seen);
        sampler_.on(seen);
    }
}

std::vector<PresenceVerdict> VisitStudy::verdicts() {
    const std::span<const SiteDigest> digests = witness_.digests();
    auto conflicts = find_conflicts(visits_, options_.places, options_.rules.presence);
    std::vector<PresenceVerdict> verdicts;
    for (std::size_t i = 0; i < visits_.size(); ++i) {
        const SiteVisit& visit = visits_[i];
        PresenceQuestion question{.digest = &digests[i]};
        VisitList list;
        if (visit.lift < lifts_.size()) {
            question.lift = &lifts_[visit.lift];
            const auto equipment = equipment_of(question.lift->kind);
            if (equipment) list = checklist_for(checklists_, *equipment, visit.kind);
            question.list = &list;
        }
        if (visit.lift < options_.places.size()) question.place = options_.places[visit.lift];
        PresenceVerdict verdict = judge_presence(visit, question, options_.rules.presence);
        for (PresenceReason& reason : conflicts[i]) verdict.reasons.push_back(std::move(reason));
        verdict.presence = conclude(verdict.reasons);
        verdicts.push_back(std::move(verdict));
    }
    return verdicts;
}

std::vector<VisitEffect> VisitStudy::effects(const EffectOptions& options) const {
    static const EffectHistory nothing;
    std::vector<VisitEffect> effects;
    const Neighbours neighbours(visits_, lifts_.size());
    for (std::size_t i = 0; i < visits_.size(); ++i) {
        const SiteVisit& visit = visits_[i];
        const bool known = visit.lift < lifts_.size();
        const EffectHistory& history = known ? sampler_.history(visit.lift) : nothing;
        const TimeSpan between = neighbours.of(visit, i);
        effects.push_back(judge_effect(history, visit.span(), options, between.from, between.to));
    }
    return effects;
}

std::string to_verdict_log(VisitStudy& study, Language language) {
    const std::vector<PresenceVerdict> verdicts = study.verdicts();
    std::string out;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const SiteVisit& visit = study.visits()[i];
        append_verdict(out, visit, verdicts[i], key_of(study.lifts(), visit.lift), language);
        out += '\n';
    }
    return out;
}

std::string to_effect_log(const VisitStudy& study, const EffectOptions& options,
                          Language language) {
    const std::vector<VisitEffect> effects = study.effects(options);
    std::string out;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const SiteVisit& visit = study.visits()[i];
        append_effect(out, visit, effects[i], key_of(study.lifts(), visit.lift), language);
        out += '\n';
    }
    return out;
}

OrderLog to_order_log(const OrderFile& file, std::span<const Lift> lifts, const VisitRules& rules,
                      Time at) {
    OrderLog log;
    OrderBook book(rules.orders);
    for (const Turn& turn : turns_of(file)) {
        if (turn.time > at) break;
        if (turn.cause != nullptr) {
            const Result<bool, OrderFault> added = book.add(*turn.cause);
            log.known += !added || !*added ? 1U : 0U;
        } else if (const auto after = book.apply(turn.line->order, turn.line->step); !after) {
            log.refusals.push_back(refusal_of(after.error(), *turn.line));
        }
    }
    if (at != Time::max()) book.expire(at, "deadline passed");
    for (const auto& [id, order] : book.orders()) {
        append_order(log.text, order, key_of(lifts, order.cause.lift));
        log.text += '\n';
        ++log.orders;
        log.open += order.closed() ? 0U : 1U;
        log.overdue += order.overdue ? 1U : 0U;
    }
    return log;
}

std::string to_grade_log(const CompanyFile& file, const VisitRules& rules, Language language) {
    std::string out;
    for (const CompanyFigures& company : file.companies) {
        append_grade(out, company, grade_company(company, rules.grade), language);
        out += '\n';
    }
    return out;
}

std::string to_checklist_log(EquipmentClass equipment, VisitKind kind, Language language) {
    const std::vector<Checklist> checklists = national_checklists();
    const VisitList list = checklist_for(checklists, equipment, kind);
    std::string out;
    for (const ChecklistItem* const item : list.items) {
        append_item(out, *item, language);
        out += '\n';
    }
    if (list.known() || list.checklist == nullptr) return out;
    out += "{\"checklist\":";
    append_json_string(out, list.checklist->id);
    out += ",\"items\":";
    append_json_number(out, list.count);
    out += ",\"note\":";
    append_json_string(out, list.checklist->source);
    return out += "}\n";
}

}  // namespace hoistway
