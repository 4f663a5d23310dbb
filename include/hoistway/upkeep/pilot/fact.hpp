// SPDX-License-Identifier: Apache-2.0
//
// What a pilot's conditions may ask about a lift, its maintenance unit or its provider: counters,
// age, calendar, events and grades, each by a name that is the same in C++, Python and JSON.
//
//     FactSheet sheet;
//     sheet.set(Fact::working_days_down, 16).set(Fact::insured, true);
//     sheet.value(Fact::grade);       // NaN: not known
//
// What was not said is not known, and is never guessed. A truth is 1 or 0, a grade 4 for A down to
// 1 for D, a day the number of days since 1970. Counters count since the last visit and stand in
// the units of the policy. Plain data.

#pragma once

#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Fact : std::uint8_t {
    day,
    age_years,
    months_since_visit,
    runs,
    door_cycles,
    run_time,
    rope_bends,
    distance,
    entrapments,
    grade,
    grade_before,
    pilot_lifts,
    accident_free_years,
    functions_missing,
    working_days_down,
    silent_days,
    complaints,
    overdue_working_days,
    fault_excess,
    record_false,
    hides_entrapments,
    promise_broken,
    accident,
    inspection_failed,
    quality_doubtful,
    papers_false,
    plan_ignored,
    law_broken,
    system_on_lifts,
    parameters_supplied,
    half_month_items,
    crew_planned,
    scan_and_paperless,
    platform_linked,
    plan_made,
    promise_made,
    in_public_place,
    vertical_traction,
    excluded_kind,
    registered,
    inspection_valid,
    on_platform,
    unit_responsible,
    use_unit_agrees,
    remote_device,
    online,
    insured,
    year_plan,
    warns_of_parts,
    warns_of_faults,
    hardware_certified,
    installers_certified,
};

template <>
struct Words<Fact> {
    static constexpr std::array<std::string_view, 52> list{"day",
                                                           "age_years",
                                                           "months_since_visit",
                                                           "runs",
                                                           "door_cycles",
                                                           "run_time",
                                                           "rope_bends",
                                                           "distance",
                                                           "entrapments",
                                                           "grade",
                                                           "grade_before",
                                                           "pilot_lifts",
                                                           "accident_free_years",
                                                           "functions_missing",
                                                           "working_days_down",
                                                           "silent_days",
                                                           "complaints",
                                                           "overdue_working_days",
                                                           "fault_excess",
                                                           "record_false",
                                                           "hides_entrapments",
                                                           "promise_broken",
                                                           "accident",
                                                           "inspection_failed",
                                                           "quality_doubtful",
                                                           "papers_false",
                                                           "plan_ignored",
                                                           "law_broken",
                                                           "system_on_lifts",
                                                           "parameters_supplied",
                                                           "half_month_items",
                                                           "crew_planned",
                                                           "scan_and_paperless",
                                                           "platform_linked",
                                                           "plan_made",
                                                           "promise_made",
                                                           "in_public_place",
                                                           "vertical_traction",
                                                           "excluded_kind",
                                                           "registered",
                                                           "inspection_valid",
                                                           "on_platform",
                                                           "unit_responsible",
                                                           "use_unit_agrees",
                                                           "remote_device",
                                                           "online",
                                                           "insured",
                                                           "year_plan",
                                                           "warns_of_parts",
                                                           "warns_of_faults",
                                                           "hardware_certified",
                                                           "installers_certified"};
};

enum class FactKind : std::uint8_t { number, truth, grade, day };

namespace detail {

struct FactText {
    FactKind kind{};
    std::string_view zh, en;
};

inline constexpr std::array<FactText, 52> fact_texts{{
    {FactKind::day, "日期", "day"},
    {FactKind::number, "使用年限", "age in years"},
    {FactKind::number, "距上次维保的月数", "months since the visit"},
    {FactKind::number, "运行次数", "runs"},
    {FactKind::number, "开关门次数", "door cycles"},
    {FactKind::number, "运行时间（秒）", "time in motion (s)"},
    {FactKind::number, "钢丝绳折弯次数", "rope bends"},
    {FactKind::number, "运行距离（公里）", "distance (km)"},
    {FactKind::number, "困人次数", "entrapments"},
    {FactKind::grade, "上一轮考核等级", "grade of the last round"},
    {FactKind::grade, "再上一轮考核等级", "grade of the round before"},
    {FactKind::number, "试点电梯台数", "lifts of the unit in the pilot"},
    {FactKind::number, "无责任事故年数", "years without an accident"},
    {FactKind::number, "缺少的功能项数", "functions missing"},
    {FactKind::number, "系统不能正常使用的工作日", "working days without the system"},
    {FactKind::number, "连续无数据天数", "days without data, one after another"},
    {FactKind::number, "三个月内查实的投诉", "verified complaints within 3 months"},
    {FactKind::number, "提醒后未改正的工作日", "working days since the notice, not mended"},
    {FactKind::number, "故障增多的显著性（p值）", "chance of so many faults (p)"},
    {FactKind::truth, "上传记录虚假或缺失关键信息", "a record is false or lacks what counts"},
    {FactKind::truth, "瞒报困人报警", "entrapment alarms are hidden"},
    {FactKind::truth, "违反质量承诺", "a pledge is broken"},
    {FactKind::truth, "发生责任事故或较大社会影响事件",
     "an accident, or an event of public concern"},
    {FactKind::truth, "检验或检测不合格", "an inspection was failed"},
    {FactKind::truth, "其他影响质量的情况", "something else impairs the quality"},
    {FactKind::truth, "提交虚假材料", "false papers were handed in"},
    {FactKind::truth, "未按方案维保且逾期未改正",
     "the plan is not followed, and not mended in time"},
    {FactKind::truth, "违反法律、法规或安全技术规范", "a law or technical rule is broken"},
    {FactKind::truth, "“1+10”功能在所维保电梯上全面实现", "the system works on the unit's lifts"},
    {FactKind::truth, "主动提供监控参数", "parameters are supplied for monitoring"},
    {FactKind::truth, "维保项目不少于半月项目", "no fewer items than the half-month's"},
    {FactKind::truth, "合理确定每人维保台数", "lifts per worker are planned"},
    {FactKind::truth, "扫码维保、无纸化维保", "visits are scanned and paperless"},
    {FactKind::truth, "与平台完成对接", "linked to the platform"},
    {FactKind::truth, "制定按需维保方案", "a plan of on-demand upkeep is made"},
    {FactKind::truth, "作出书面承诺", "a written pledge is given"},
    {FactKind::truth, "在公众聚集场所使用", "used in a place of public assembly"},
    {FactKind::truth, "曳引与强制驱动垂直电梯", "a vertical traction or positive drive lift"},
    {FactKind::truth, "液压、防爆、消防员电梯等", "hydraulic, explosion-proof or firefighters'"},
    {FactKind::truth, "依法办理使用登记", "registered for use"},
    {FactKind::truth, "处于检验（检测）有效期内", "inspection in force"},
    {FactKind::truth, "已纳入监管平台", "on the supervision platforms"},
    {FactKind::truth, "使用单位责任主体明确", "the use unit answers for it"},
    {FactKind::truth, "使用单位同意", "the use unit agrees"},
    {FactKind::truth, "配备远程监测装置", "has a remote monitoring device"},
    {FactKind::truth, "持续在线", "stays online"},
    {FactKind::truth, "投保电梯安全责任保险", "insured for liability"},
    {FactKind::truth, "制定年度计划表", "has a plan for the year"},
    {FactKind::truth, "部件寿命预警", "warns before a part's life ends"},
    {FactKind::truth, "异常预判预警", "warns of abnormal behaviour"},
    {FactKind::truth, "硬件取得国家相关认证", "hardware is certified"},
    {FactKind::truth, "安装人员取得资质", "installers are certified"},
}};

}  // namespace detail

inline constexpr std::size_t all_facts = Words<Fact>::list.size();

constexpr FactKind kind_of(Fact fact) noexcept {
    return detail::fact_texts[static_cast<std::size_t>(fact)].kind;
}

inline std::string_view text_of(Fact fact, Language language) noexcept {
    const detail::FactText& text = detail::fact_texts[static_cast<std::size_t>(fact)];
    return language == Language::zh ? text.zh : text.en;
}

// A is 4, D is 1; nothing else is a grade.
constexpr std::optional<double> grade_value(std::string_view grade) noexcept {
    if (grade.size() != 1 || grade[0] < 'A' || grade[0] > 'D') return std::nullopt;
    return 4 - (grade[0] - 'A');
}

constexpr double day_value(Date day) noexcept {
    return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

// A value as a person reads it: "16", "B", "2028-01-01", "yes".
inline std::string told(Fact fact, double value, Language language) {
    const bool chinese = language == Language::zh;
    if (std::isnan(value)) return chinese ? "未知" : "not known";
    switch (kind_of(fact)) {
        case FactKind::truth:
            if (chinese) return value != 0 ? "是" : "否";
            return value != 0 ? "yes" : "no";
        case FactKind::grade:
            return std::string(1, static_cast<char>('A' + 4 - static_cast<int>(value)));
        case FactKind::day:
            return format_date(
                Date{std::chrono::sys_days{std::chrono::days{static_cast<int>(value)}}});
        case FactKind::number:
            break;
    }
    std::string out;
    append_json_number(out, value);
    return out;
}

class FactSheet {
 public:
    FactSheet() { values_.fill(std::numeric_limits<double>::quiet_NaN()); }

    FactSheet& set(Fact fact, double value) noexcept {
        values_[static_cast<std::size_t>(fact)] = value;
        return *this;
    }
    double value(Fact fact) const noexcept { return values_[static_cast<std::size_t>(fact)]; }
    bool knows(Fact fact) const noexcept { return !std::isnan(value(fact)); }

 private:
    std::array<double, all_facts> values_{};
};

}  // namespace hoistway
