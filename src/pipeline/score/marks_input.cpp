// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/score/marks_input.hpp"

#include <utility>

#include "hoistway/pipeline/standard.hpp"
#include "hoistway/version.hpp"

namespace hoistway {

namespace {

MarksRow row_of(const KindMarks& marks) {
    MarksRow row{.kind = marks.kind,
                 .truths = marks.truths,
                 .found = marks.found,
                 .missed = marks.missed,
                 .raised = marks.raised,
                 .false_alarms = marks.false_alarms,
                 .repeats = marks.repeats,
                 .recall = marks.recall,
                 .precision = marks.precision,
                 .delay_p50 = marks.delay_p50,
                 .delay_p95 = marks.delay_p95,
                 .late_p50 = marks.late_p50,
                 .late_p95 = marks.late_p95,
                 .false_per_lift_year = marks.false_per_lift_year,
                 .scores = marks.scores};
    if (marks.recall_range) {
        row.recall_low = marks.recall_range->low;
        row.recall_high = marks.recall_range->high;
    }
    if (marks.precision_range) {
        row.precision_low = marks.precision_range->low;
        row.precision_high = marks.precision_range->high;
    }
    return row;
}

std::string code_of(const NativeFault& native) {
    if (native.empty()) return {};
    return std::string(native.dialect.view()) + ':' + std::string(native.code.view());
}

}  // namespace

std::array<std::optional<Duration>, event_kinds> standard_waits() {
    std::array<std::optional<Duration>, event_kinds> waits{};
    for (const RuleInfo* rule : standard_rules) {
        for (const Threshold& limit : rule->thresholds) {
            const bool wait = limit.name == "raise" || limit.name == "silence";
            if (!wait || limit.unit != "s") continue;
            waits[static_cast<std::size_t>(rule->kind)] =
                Duration{static_cast<std::int64_t>(limit.value * 1000)};
        }
    }
    return waits;
}

MarksRules marks_rules(const Marks& marks, std::string id, Text name,
                       std::span<const std::string> keys) {
    MarksRules rules{.id = std::move(id), .name = std::move(name), .all = row_of(marks.all)};
    for (const KindMarks& kind : marks.kinds) rules.kinds.push_back(row_of(kind));
    for (const Slip& slip : marks.slips) {
        rules.slips.push_back({.missed = slip.missed,
                               .kind = slip.kind,
                               .code = code_of(slip.native),
                               .lift = slip.lift < keys.size() ? keys[slip.lift] : std::string{},
                               .time = slip.time});
    }
    return rules;
}

MarksInput marks_input(std::uint64_t lifts, const MarkOptions& options) {
    MarksInput input{.lifts = lifts, .slack = options.slack};
    if (options.observed > Duration{0}) input.observed = options.observed;
    input.program = "hoistway " + std::string(version());
    return input;
}

}  // namespace hoistway
