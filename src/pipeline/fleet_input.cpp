// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet_input.hpp"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/version.hpp"

namespace hoistway {

namespace {

// Midnight at the start of a day by the clock on the wall.
Time midnight(Date day, const std::vector<OffsetChange>& offsets) {
    Duration offset = offsets.front().offset;
    for (const OffsetChange& change : offsets) {
        if (change.from != never && change.from <= start_of(day, change.offset)) {
            offset = change.offset;
        }
    }
    return start_of(day, offset);
}

std::optional<TimeSpan> span_of(const std::vector<Date>& days, const AvailabilityOptions& rules) {
    if (days.empty()) return std::nullopt;
    const Date after{std::chrono::sys_days{days.back()} + std::chrono::days{1}};
    return TimeSpan{midnight(days.front(), rules.offsets), midnight(after, rules.offsets)};
}

std::string zones(const AvailabilityOptions& rules) {
    std::string out;
    for (const OffsetChange& change : rules.offsets) {
        out += (out.empty() ? "UTC" : " / UTC") +
               (change.offset == Duration{0} ? "" : format_offset(change.offset));
    }
    return out;
}

std::string chinese_rules(const FleetAvailability& found, const AvailabilityOptions& rules) {
    std::string out = fmt::format(
        "每日 {}:00 至 {}:00（{}），每 {} 秒为一个时段，取其中第一次状态。", rules.from_hour,
        rules.to_hour, zones(rules), rules.slot / std::chrono::seconds{1});
    if (!found.days.empty()) {
        out += fmt::format("判定 {} 至 {}，共 {} 天", format_date(found.days.front()),
                           format_date(found.days.back()), found.days.size());
        out += fmt::format("；因多数电梯无数据而剔除 {} 天。", found.dropped_days);
    }
    return out + "可用率 = 1 − 停用时段 ÷ 有数据的时段；没有数据不计为停用。";
}

std::string english_rules(const FleetAvailability& found, const AvailabilityOptions& rules) {
    std::string out = fmt::format(
        "Judged from {}:00 to {}:00 ({}) in slots of {} s, of which the first word counts. ",
        rules.from_hour, rules.to_hour, zones(rules), rules.slot / std::chrono::seconds{1});
    if (!found.days.empty()) {
        out += fmt::format("Days from {} to {}: {}", format_date(found.days.front()),
                           format_date(found.days.back()), found.days.size());
        out += fmt::format("; dropped because most lifts were unheard: {}. ", found.dropped_days);
    }
    return out + "Availability = 1 - inactive slots / slots with a word; no word is no failure.";
}

}  // namespace

FleetAvailabilityInput fleet_input(const Availability& fleet, std::span<const Lift> lifts) {
    if (lifts.size() != fleet.lifts()) refuse("fleet_input: these are not the lifts counted");
    const AvailabilityOptions& rules = fleet.options();
    const FleetAvailability found = fleet.report();
    FleetAvailabilityInput input{.data = span_of(found.days, rules), .lifts = lifts.size()};
    input.judged = found.lifts.size();
    input.days = found.days.size();
    for (const Lift& lift : lifts) input.rows.push_back({.key = lift.key, .group = lift.division});
    for (const LiftAvailability& lift : found.lifts) {
        input.rows[lift.lift].availability = lift.availability;
        input.rows[lift.lift].down = rules.slot * lift.slots.inactive;
    }
    input.source = {chinese_rules(found, rules), english_rules(found, rules)};
    input.program = fmt::format("hoistway {}", version());
    if (found.lifts.empty()) return input;
    input.median_availability = found.median_availability;
    input.median_down = Duration{static_cast<Duration::rep>(
        found.median_inactive * static_cast<double>(rules.slot.count()))};
    input.down_four_weeks = found.lifts_inactive_four_weeks;
    input.down_a_day = found.lifts_inactive_a_day;
    return input;
}

}  // namespace hoistway
