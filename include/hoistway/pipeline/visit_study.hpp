// SPDX-License-Identifier: Apache-2.0
//
// All visits of a city put to the question: was somebody there, and did it do any good.
//
//     VisitStudy study(registry.lifts(), visits, {.places = places});
//     study.process(batch);                             // observations, each lift in order of time
//     to_verdict_log(study, Language::zh);              // one line a visit: proven, doubtful,
//     refuted to_effect_log(study, {}, Language::zh);           // better, worse, not enough data
//
// The lifts have to outlive the study. Observations may be left out: then only records speak. Per
// observation: constant time. Verdicts: n log n in the visits.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/event.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/visit/conflicts.hpp"
#include "hoistway/upkeep/visit/effect.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "hoistway/upkeep/visit/witness.hpp"

namespace hoistway {

struct VisitStudyOptions {
    LiftPlaces places{};
    VisitRules rules = default_visit_rules();
};

class VisitStudy {
 public:
    VisitStudy(std::span<const Lift> lifts, std::vector<SiteVisit> visits,
               VisitStudyOptions options = {});
    VisitStudy(const VisitStudy&) = delete;
    VisitStudy& operator=(const VisitStudy&) = delete;
    VisitStudy(VisitStudy&&) = delete;
    VisitStudy& operator=(VisitStudy&&) = delete;
    ~VisitStudy() = default;

    void process(std::span<const Observation> batch);
    void add(const Event& event) { sampler_.on(event); }

    // One a visit, in their order.
    std::vector<PresenceVerdict> verdicts();
    std::vector<VisitEffect> effects(const EffectOptions& options) const;

    std::span<const Lift> lifts() const noexcept { return lifts_; }
    std::span<const SiteVisit> visits() const noexcept { return visits_; }

 private:
    std::span<const Lift> lifts_;
    std::vector<SiteVisit> visits_;
    VisitStudyOptions options_;
    std::vector<Checklist> checklists_;
    VisitWitness witness_;
    EffectSampler sampler_;
};

std::string to_verdict_log(VisitStudy& study, Language language);
std::string to_effect_log(const VisitStudy& study, const EffectOptions& options, Language language);

// Causes and steps in order of time, and what has become of the orders by then. A step that is not
// allowed is refused with its line, its fault as what was found, and leaves its order as it was.
struct OrderLog {
    std::string text;  // one line an order, by id
    std::vector<Refusal> refusals;
    std::size_t orders = 0, open = 0, overdue = 0;
    std::size_t known = 0;  // causes of lifts that had an open order of that kind
};
OrderLog to_order_log(const OrderFile& file, std::span<const Lift> lifts, const VisitRules& rules,
                      Time at);

// One line a company, by name.
std::string to_grade_log(const CompanyFile& file, const VisitRules& rules, Language language);

// One line an item; where the texts are not known, one line that says so with the numbers.
std::string to_checklist_log(EquipmentClass equipment, VisitKind kind, Language language);

}  // namespace hoistway
