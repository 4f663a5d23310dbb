// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/case_json.hpp"

#include <doctest/doctest.h>

#include <string>

#include "hoistway/upkeep/pilot/calendar_json.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

Date day(std::string_view text) { return *parse_date(text); }

Policy shijiazhuang() { return *load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin"); }

WorkCalendar china() { return *load_calendar(builtin_calendar("china")->text, "china"); }

constexpr std::string_view one_case =
    R"({"name":"A-1","subject":"lift","facts":{"grade":"A","accident":false},)"
    R"("down":[["2026-05-06",null]],"complaints":["2026-04-01","2026-05-01"],)"
    R"("faults_before":{"faults":0,"days":365},"faults_since":{"faults":0,"days":90},)"
    R"("history":[{"step":"admitted","day":"2026-05-01"}]})";

}  // namespace

TEST_CASE("a case is read as it stands") {
    const CaseFile file = read_pilot_cases(one_case, "cases.jsonl");
    REQUIRE(file.cases.size() == 1);
    const PilotFile& one = file.cases[0];
    CHECK(one.name == "A-1");
    CHECK(one.subject == Subject::lift);
    CHECK(one.facts.value(Fact::grade) == 4);
    CHECK(one.facts.value(Fact::accident) == 0);
    CHECK(one.history.down[0].from == day("2026-05-06"));
    CHECK(!one.history.down[0].to);
    CHECK(one.history.complaints.size() == 2);
    CHECK(one.history.faults_since->days == 90);
    CHECK(one.entries[0].step == PilotStep::admitted);
}

// From Wednesday 6 May 2026 on, with Saturday 9 May worked: the fifteenth working day is Tuesday
// the 26th.
TEST_CASE("spans amount to facts, and a fact that is told stands above them") {
    CaseFile file = read_pilot_cases(one_case, "cases.jsonl");
    const auto down = [&](std::string_view at) {
        return facts_of_case(file.cases[0], china(), day(at)).value(Fact::working_days_down);
    };
    CHECK(down("2026-05-25") == 14);
    CHECK(down("2026-05-26") == 15);
    CHECK(count_answers(file.cases, shijiazhuang(), china(), day("2026-05-25")).to_leave == 0);
    CHECK(count_answers(file.cases, shijiazhuang(), china(), day("2026-05-26")).to_leave == 1);
    file.cases[0].facts.set(Fact::working_days_down, 3);
    CHECK(down("2026-05-26") == 3);
}

TEST_CASE("an answer is one line with clause, numbers and sentence") {
    const CaseFile file = read_pilot_cases(one_case, "cases.jsonl");
    const std::string log = to_pilot_log(file.cases, shijiazhuang(), china(),
                                         {.at = day("2026-05-26"), .language = Language::en});
    CHECK(log.find(R"({"name":"A-1","purpose":"exit","condition":"exit-1-down","clause":"五1",)"
                   R"("holds":"true","numbers":[{"fact":"working_days_down","op":"at_least",)"
                   R"("limit":15,"value":15,"holds":"true"}],"sentence":"The system of lift A-1 )"
                   R"(has not worked for 15 working days; after 15 the lift has to leave the )"
                   R"(pilot."})"
                   "\n") != log.npos);
    CHECK(log.find(R"({"name":"A-1","clause":"二（二）2、3、4","pilot_year":1,"months":1,)"
                   R"("since":"2026-05-01","next_step":"2027-05-01","sentence":"Year 1 of the )"
                   R"(pilot since 2026-05-01: at most 1 month(s) between visits."})"
                   "\n") != log.npos);
}

TEST_CASE("a lift that had to leave is told until when it is banned") {
    const CaseFile file = read_pilot_cases(
        R"({"name":"A-1","subject":"lift","history":[{"step":"left","day":"2026-05-01"}]})", "c");
    const PilotLogQuery query{.at = day("2026-06-01")};
    CHECK(to_pilot_log(file.cases, shijiazhuang(), china(), query).find("2028-05-01") !=
          std::string::npos);
    CHECK(count_answers(file.cases, shijiazhuang(), china(), query.at).banned == 1);
}

TEST_CASE("a policy without a pilot answers nothing") {
    const CaseFile file = read_pilot_cases(one_case, "cases.jsonl");
    const Policy national =
        *load_policy(builtin_policy("national-half-month")->text, "national-half-month");
    CHECK(to_pilot_log(file.cases, national, china(), {.at = day("2026-06-01")}).empty());
}

TEST_CASE("what is wrong with a case is told by line and pointer, and the rest is read") {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"subject":"lift"})", "/name"},
        {R"({"name":"A","subject":"car"})", "/subject"},
        {R"({"name":"A","subject":"lift","facts":{"rides":5}})", "/facts/rides"},
        {R"({"name":"A","subject":"lift","facts":{"grade":"E"}})", "/facts/grade"},
        {R"({"name":"A","subject":"lift","facts":{"insured":1}})", "/facts/insured"},
        {R"({"name":"A","subject":"lift","facts":[]})", "/facts"},
        {R"({"name":"A","subject":"lift","down":["2026-03-01"]})", "/down/0"},
        {R"({"name":"A","subject":"lift","down":[["2026-03-02","2026-03-01"]]})", "/down/0"},
        {R"({"name":"A","subject":"lift","silent":7})", "/silent"},
        {R"({"name":"A","subject":"lift","complaints":["soon"]})", "/complaints/0"},
        {R"({"name":"A","subject":"lift","faults_since":{"faults":-1,"days":9}})",
         "/faults_since/faults"},
        {R"({"name":"A","subject":"lift","faults_since":{"faults":1}})", "/faults_since/days"},
        {R"({"name":"A","subject":"lift","history":[{"step":"moved","day":"2026-03-01"}]})",
         "/history/0/step"},
        {R"({"name":"A","subject":"lift","history":[{"step":"left","day":"x"}]})",
         "/history/0/day"},
        {R"({"name":"A","subject":"lift","colour":1})", "/colour"},
        {"[]", ""},
        {"{", ""},
    };
    for (const auto& row : cases) {
        const auto& [line, field] = row;
        const std::string text = std::string(one_case) + "\n\n" + std::string(line) + "\n";
        const CaseFile file = read_pilot_cases(text, "cases.jsonl");
        CAPTURE(row.first);
        CHECK(file.cases.size() == 1);
        REQUIRE(file.refusals.size() == 1);
        CHECK(file.refusals[0].line == 3);
        CHECK(file.refusals[0].field == field);
    }
}
