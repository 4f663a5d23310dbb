// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/grade.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace hoistway;

static GradeFormula formula() {
    return {.figures = {{.name = "proven", .weight = 3, .worst = 0.5, .best = 1},
                        {.name = "faults", .weight = 1, .worst = 10, .best = 0, .veto_at = 20}},
            .cutoffs = {{"A", 90}, {"B", 75}, {"C", 60}},
            .vetoes = {{.name = "accident"}}};
}

// By hand: (3 * (0.9 - 0.5) / 0.5 + 1 * (10 - 4) / 10) / 4 = (2.4 + 0.6) / 4 = 75 %.
TEST_CASE("the score is the weighted mean of the points") {
    const GradeFormula rule = formula();
    const CompanyGrade grade = grade_company({.values = {{"proven", 0.9}, {"faults", 4}}}, rule);
    CHECK(*grade.score == doctest::Approx(75));
    REQUIRE(grade.parts.size() == 2);
    CHECK(grade.parts[0].points == doctest::Approx(0.8));
    CHECK(grade.parts[1].points == doctest::Approx(0.6));
}

TEST_CASE("each grade begins at its cut-off, and below the last is the lowest") {
    const GradeFormula rule{.figures = {{.name = "x", .weight = 1, .worst = 0, .best = 128}},
                            .cutoffs = {{"A", 75}, {"B", 50}, {"C", 25}}};
    struct Case {
        double value;
        std::string_view grade;
    };
    const Case cases[] = {{128, "A"}, {96, "A"}, {95, "B"},  {64, "B"}, {63, "C"},
                          {32, "C"},  {31, "D"}, {-50, "D"}, {999, "A"}};
    for (const Case& c : cases) {
        CHECK(grade_company({.values = {{"x", c.value}}}, rule).grade == c.grade);
    }
}

TEST_CASE("a veto is the lowest grade whatever the score") {
    const GradeFormula rule = formula();
    const CompanyGrade grade = grade_company(
        {.values = {{"proven", 1}, {"faults", 0}}, .vetoes = {"accident", "rumour"}}, rule);
    CHECK(*grade.score == 100);
    CHECK(grade.grade == "D");
    CHECK(grade.vetoes == std::vector<std::string>{"accident"});
    CHECK(grade.unknown == std::vector<std::string>{"rumour"});
    CHECK(grade_company({.values = {{"proven", 1}, {"faults", 20}}}, rule).vetoes.empty());
    const CompanyGrade bad = grade_company({.values = {{"proven", 1}, {"faults", 20.5}}}, rule);
    CHECK(bad.vetoes == std::vector<std::string>{"faults"});
    CHECK(bad.grade == "D");
}

TEST_CASE("a figure that is not known is left out and named, never taken for bad or good") {
    const GradeFormula rule = formula();
    const CompanyGrade grade = grade_company({.values = {{"proven", 1}, {"smiles", 3}}}, rule);
    CHECK(*grade.score == 100);
    CHECK(grade.grade == "A");
    CHECK(grade.missing == std::vector<std::string>{"faults"});
    CHECK(grade.unknown == std::vector<std::string>{"smiles"});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const CompanyGrade little = grade_company({.values = {{"proven", nan}, {"faults", 0}}}, rule);
    CHECK_FALSE(little.score.has_value());
    CHECK(little.grade.empty());
    CHECK(grade_company({}, rule).grade.empty());
}
