// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/rules.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "hoistway/upkeep/pilot/history.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

Date day(std::string_view text) { return *parse_date(text); }

PilotRules rules(std::string_view id) { return *load_policy(builtin_policy(id)->text, id)->pilot; }

struct Change {
    Fact fact;
    double value;
};

// Every demand met, on the day given.
FactSheet sound(std::string_view at) {
    FactSheet sheet;
    for (const Fact truth : {Fact::system_on_lifts,
                             Fact::parameters_supplied,
                             Fact::half_month_items,
                             Fact::crew_planned,
                             Fact::scan_and_paperless,
                             Fact::platform_linked,
                             Fact::plan_made,
                             Fact::promise_made,
                             Fact::vertical_traction,
                             Fact::registered,
                             Fact::inspection_valid,
                             Fact::on_platform,
                             Fact::unit_responsible,
                             Fact::use_unit_agrees,
                             Fact::remote_device,
                             Fact::online,
                             Fact::insured,
                             Fact::year_plan,
                             Fact::warns_of_parts,
                             Fact::warns_of_faults,
                             Fact::hardware_certified,
                             Fact::installers_certified}) {
        sheet.set(truth, 1);
    }
    for (const Fact fault :
         {Fact::in_public_place, Fact::excluded_kind, Fact::hides_entrapments, Fact::record_false,
          Fact::promise_broken, Fact::accident, Fact::inspection_failed, Fact::quality_doubtful,
          Fact::papers_false, Fact::plan_ignored, Fact::law_broken, Fact::functions_missing,
          Fact::working_days_down, Fact::silent_days, Fact::complaints,
          Fact::overdue_working_days}) {
        sheet.set(fault, 0);
    }
    return sheet.set(Fact::day, day_value(day(at)))
        .set(Fact::grade, 4)
        .set(Fact::grade_before, 4)
        .set(Fact::pilot_lifts, 500)
        .set(Fact::accident_free_years, 3)
        .set(Fact::fault_excess, 0.4);
}

// The ids of the conditions with that answer, in the order of the policy.
std::string ids(const std::vector<PilotAnswer>& answers, Flag holds) {
    std::string out;
    for (const PilotAnswer& answer : answers) {
        if (answer.holds == holds) out += (out.empty() ? "" : " ") + answer.condition;
    }
    return out;
}

std::vector<PilotAnswer> answers(std::string_view policy, PilotQuestion question,
                                 const FactSheet& sheet) {
    return judge(rules(policy), question, sheet, {.lift = "A-1", .at = day("2026-06-01")});
}

constexpr std::string_view shijiazhuang = "shijiazhuang-2025", shanghai = "shanghai-2020";

// Source 002, section 3; source 004, annex 2, sections 2 and 3: one case for each clause.
struct Demand {
    std::string_view city;
    Subject subject;
    Change change;
    std::string_view id, clause;
};
using enum Subject;
const Demand demands[] = {
    {shijiazhuang, provider, {Fact::warns_of_parts, 0}, "provider-1-parts", "三（一）“1”之2"},
    {shijiazhuang, provider, {Fact::warns_of_faults, 0}, "provider-1-faults", "三（一）“1”之3"},
    {shijiazhuang, provider, {Fact::functions_missing, 1}, "provider-10", "三（一）“10”"},
    {shijiazhuang, provider, {Fact::hardware_certified, 0}, "provider-certified", "三（一）末段"},
    {shijiazhuang, provider, {Fact::installers_certified, 0}, "provider-certified", "三（一）末段"},
    {shijiazhuang, company, {Fact::grade, 3}, "company-1-grade", "三（二）1"},
    {shijiazhuang, company, {Fact::system_on_lifts, 0}, "company-2", "三（二）2"},
    {shijiazhuang, company, {Fact::parameters_supplied, 0}, "company-3", "三（二）3"},
    {shijiazhuang, company, {Fact::half_month_items, 0}, "company-4", "三（二）4"},
    {shijiazhuang, company, {Fact::crew_planned, 0}, "company-5", "三（二）5"},
    {shijiazhuang, company, {Fact::scan_and_paperless, 0}, "company-6", "三（二）6"},
    {shijiazhuang, lift, {Fact::in_public_place, 1}, "lift-1", "三（三）1"},
    {shijiazhuang, lift, {Fact::vertical_traction, 0}, "lift-1", "三（三）1"},
    {shijiazhuang, lift, {Fact::excluded_kind, 1}, "lift-1", "三（三）1"},
    {shijiazhuang, lift, {Fact::registered, 0}, "lift-2", "三（三）2"},
    {shijiazhuang, lift, {Fact::inspection_valid, 0}, "lift-2", "三（三）2"},
    {shijiazhuang, lift, {Fact::on_platform, 0}, "lift-2", "三（三）2"},
    {shijiazhuang, lift, {Fact::accident_free_years, 2}, "lift-3", "三（三）3"},
    {shijiazhuang, lift, {Fact::unit_responsible, 0}, "lift-4", "三（三）4"},
    {shijiazhuang, lift, {Fact::promise_made, 0}, "lift-5", "三（三）5"},
    {shanghai, company, {Fact::platform_linked, 0}, "company-1", "附件2二1"},
    {shanghai, company, {Fact::scan_and_paperless, 0}, "company-2", "附件2二2"},
    {shanghai, company, {Fact::plan_made, 0}, "company-3", "附件2二3"},
    {shanghai, lift, {Fact::use_unit_agrees, 0}, "lift-1", "附件2三1"},
    {shanghai, lift, {Fact::remote_device, 0}, "lift-2", "附件2三2"},
    {shanghai, lift, {Fact::on_platform, 0}, "lift-2", "附件2三2"},
    {shanghai, lift, {Fact::online, 0}, "lift-2", "附件2三2"},
    {shanghai, lift, {Fact::insured, 0}, "lift-3", "附件2三3"},
    {shanghai, lift, {Fact::year_plan, 0}, "lift-4", "附件2三4"},
};

// Source 002, section 5; source 004, annex 2, section 4 (4): one case for each clause, on both
// sides of its number.
struct Reason {
    std::string_view city;
    Subject subject;
    Change still, gone;
    std::string_view id;
};
const Reason reasons[] = {
    {shijiazhuang,
     lift,
     {Fact::working_days_down, 14},
     {Fact::working_days_down, 15},
     "exit-1-down"},
    {shijiazhuang,
     lift,
     {Fact::hides_entrapments, 0},
     {Fact::hides_entrapments, 1},
     "exit-1-hidden"},
    {shijiazhuang, lift, {Fact::fault_excess, 0.051}, {Fact::fault_excess, 0.05}, "exit-2-faults"},
    {shijiazhuang, lift, {Fact::complaints, 4}, {Fact::complaints, 5}, "exit-2-complaints"},
    {shijiazhuang,
     lift,
     {Fact::overdue_working_days, 4},
     {Fact::overdue_working_days, 5},
     "exit-3-overdue"},
    {shijiazhuang, lift, {Fact::record_false, 0}, {Fact::record_false, 1}, "exit-3-false"},
    {shijiazhuang, lift, {Fact::promise_broken, 0}, {Fact::promise_broken, 1}, "exit-4"},
    {shijiazhuang, lift, {Fact::grade, 3}, {Fact::grade, 2}, "exit-5"},
    {shijiazhuang, lift, {Fact::grade, 3}, {Fact::grade, 1}, "exit-5"},
    {shijiazhuang, lift, {Fact::accident, 0}, {Fact::accident, 1}, "exit-6"},
    {shanghai, company, {Fact::papers_false, 0}, {Fact::papers_false, 1}, "exit-company-1-false"},
    {shanghai, company, {Fact::plan_made, 1}, {Fact::plan_made, 0}, "exit-company-1-basic"},
    {shanghai,
     company,
     {Fact::platform_linked, 1},
     {Fact::platform_linked, 0},
     "exit-company-1-basic"},
    {shanghai,
     company,
     {Fact::scan_and_paperless, 1},
     {Fact::scan_and_paperless, 0},
     "exit-company-1-basic"},
    {shanghai, company, {Fact::plan_ignored, 0}, {Fact::plan_ignored, 1}, "exit-company-2"},
    {shanghai, company, {Fact::law_broken, 0}, {Fact::law_broken, 1}, "exit-company-3"},
    {shanghai, lift, {Fact::inspection_failed, 0}, {Fact::inspection_failed, 1}, "exit-lift-1"},
    {shanghai, lift, {Fact::silent_days, 14}, {Fact::silent_days, 15}, "exit-lift-2-silent"},
    {shanghai, lift, {Fact::insured, 1}, {Fact::insured, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::use_unit_agrees, 1}, {Fact::use_unit_agrees, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::remote_device, 1}, {Fact::remote_device, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::on_platform, 1}, {Fact::on_platform, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::online, 1}, {Fact::online, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::year_plan, 1}, {Fact::year_plan, 0}, "exit-lift-2-basic"},
    {shanghai, lift, {Fact::fault_excess, 0.051}, {Fact::fault_excess, 0.05}, "exit-lift-3"},
    {shanghai, lift, {Fact::quality_doubtful, 0}, {Fact::quality_doubtful, 1}, "exit-lift-4"},
};

}  // namespace

TEST_CASE("who meets every demand is admitted, and has no reason to leave") {
    for (const std::string_view city : {shijiazhuang, shanghai}) {
        for (const Subject subject : {Subject::company, Subject::lift, Subject::provider}) {
            const FactSheet sheet = sound("2026-06-01");
            CHECK(is_admitted(answers(city, {subject, Purpose::admission}, sheet)) == Flag::yes);
            CHECK(has_to_leave(answers(city, {subject, Purpose::exit}, sheet)) == Flag::no);
        }
    }
}

TEST_CASE("each demand that is not met is told by its clause") {
    for (const Demand& c : demands) {
        CAPTURE(c.id);
        FactSheet sheet = sound("2026-06-01");
        sheet.set(c.change.fact, c.change.value);
        const auto told = answers(c.city, {c.subject, Purpose::admission}, sheet);
        CHECK(ids(told, Flag::no) == c.id);
        CHECK(is_admitted(told) == Flag::no);
        for (const PilotAnswer& answer : told) {
            if (answer.condition == c.id) CHECK(answer.clause == c.clause);
        }
    }
}

TEST_CASE("each reason to leave is told by its clause") {
    for (const Reason& c : reasons) {
        CAPTURE(c.id);
        FactSheet sheet = sound("2026-06-01");
        sheet.set(c.still.fact, c.still.value);
        CHECK(has_to_leave(answers(c.city, {c.subject, Purpose::exit}, sheet)) == Flag::no);
        sheet.set(c.gone.fact, c.gone.value);
        const auto told = answers(c.city, {c.subject, Purpose::exit}, sheet);
        CHECK(ids(told, Flag::yes) == c.id);
        CHECK(has_to_leave(told) == Flag::yes);
    }
}

// Source 002, section 2 (1) 1 to 3 and section 3 (2) 1.
TEST_CASE(
    "grade A is asked for until the end of 2027, B from 2028 on, twice A in the early phase") {
    struct Case {
        std::string_view at;
        double before, last;
        std::string_view failing;
    };
    const Case cases[] = {
        {"2026-04-30", 4, 4, ""}, {"2026-04-30", 3, 4, "company-1-early"},
        {"2026-05-01", 3, 4, ""}, {"2027-12-31", 4, 3, "company-1-grade"},
        {"2028-01-01", 4, 3, ""}, {"2028-01-01", 4, 2, "company-1-grade"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.at);
        FactSheet sheet = sound(c.at);
        sheet.set(Fact::grade_before, c.before).set(Fact::grade, c.last);
        CHECK(ids(answers(shijiazhuang, {Subject::company, Purpose::admission}, sheet), Flag::no) ==
              c.failing);
    }
    FactSheet many = sound("2026-04-30");
    many.set(Fact::pilot_lifts, 501);
    CHECK(ids(answers(shijiazhuang, {Subject::company, Purpose::admission}, many), Flag::no) ==
          "company-1-early");
}

TEST_CASE("every condition of a shipped policy has its case above, and bears a clause") {
    std::set<std::string> cases{"company-1-early"};  // of the grades and the early phase
    for (const Demand& demand : demands) cases.emplace(demand.id);
    for (const Reason& reason : reasons) cases.emplace(reason.id);
    std::size_t conditions = 0;
    for (const BuiltinFile& builtin : builtin_policies()) {
        const Policy policy = *load_policy(builtin.text, builtin.id);
        if (!policy.pilot) continue;
        for (const PilotCondition& condition : policy.pilot->conditions) {
            CAPTURE(condition.id);
            CHECK(cases.contains(condition.id));
            CHECK(!condition.clause.empty());
            ++conditions;
        }
    }
    CHECK(conditions == 41);
}

TEST_CASE("an answer carries its numbers and is read in both languages") {
    FactSheet sheet = sound("2026-06-01");
    sheet.set(Fact::working_days_down, 16);
    const auto told = answers(shijiazhuang, {Subject::lift, Purpose::exit}, sheet);
    const PilotAnswer& down = told.front();
    CHECK(down.clause == "五1");
    REQUIRE(down.numbers.size() == 1);
    CHECK(down.numbers[0].value == 16);
    CHECK(down.numbers[0].limit == 15);
    CHECK(down.sentence.zh ==
          "电梯A-1的智慧物联管理系统已连续16个工作日不能正常使用，达到15个工作日，应退出试点。");
    CHECK(down.sentence.en ==
          "The system of lift A-1 has not worked for 16 working days; after 15 the lift has to "
          "leave the pilot.");
}

TEST_CASE("what nobody said makes an answer unknown, and is named") {
    FactSheet sheet = sound("2026-06-01");
    sheet.set(Fact::online, FactSheet{}.value(Fact::online));
    const auto told = answers(shanghai, {Subject::lift, Purpose::admission}, sheet);
    CHECK(ids(told, Flag::unknown) == "lift-2");
    CHECK(is_admitted(told) == Flag::unknown);
    CHECK(told[1].sentence.zh.find("（缺少数据：持续在线）") != std::string::npos);
    CHECK(told[1].sentence.en.find("(not known: stays online)") != std::string::npos);
    const auto empty = answers(shijiazhuang, {Subject::lift, Purpose::exit}, FactSheet{});
    CHECK(has_to_leave(empty) == Flag::unknown);
}

TEST_CASE("a pilot is running from its first day to its last") {
    const PilotRules city = rules(shanghai);
    CHECK(is_running(city, day("2020-06-17")) == Flag::no);
    CHECK(is_running(city, day("2020-06-18")) == Flag::yes);
    CHECK(is_running(city, day("2022-12-31")) == Flag::yes);
    CHECK(is_running(city, day("2023-01-01")) == Flag::no);
    CHECK(is_running(PilotRules{}, day("2023-01-01")) == Flag::unknown);
}
